"""Facts to charts."""

from __future__ import annotations

from rapportage.documents.feiten import Feiten


def draw(feiten: Feiten) -> dict[str, str]:
    return {}
