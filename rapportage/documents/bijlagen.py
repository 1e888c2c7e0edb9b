"""The files that travel inside a PDF: its figures, as CSV."""

from __future__ import annotations

from rapportage.documents.feiten import Feiten


def of(feiten: Feiten) -> tuple[()]:
    return ()
