"""What the facts of a document say of themselves when they are read: a concept, without a number yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rapportage.documents.feiten import Uitgave
from rapportage.rules.uitgave import CONCEPT


def youngest(momenten: Iterable[datetime | None], anders: datetime) -> datetime:
    """The latest of these moments in UTC, to the second."""
    return max((moment for moment in momenten if moment), default=anders).astimezone(UTC).replace(microsecond=0)


def concept(stand: datetime, regel: str = "") -> Uitgave:
    """A concept as of its youngest fact; *regel* stands behind state and version, which a build fills in."""
    return Uitgave(CONCEPT, " · ".join(["Concept, versie 0", *([regel] if regel else [])]), 0, stand)
