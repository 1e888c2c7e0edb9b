"""When several saves are one version of a text."""

from __future__ import annotations

from datetime import datetime, timedelta

# Someone who writes saves every few seconds; for the history and the log that is one thing they did.
BIJEEN = timedelta(minutes=30)


def continues(
    begonnen_op: datetime, door: tuple[int | None, int | None], nu: datetime, nu_door: tuple[int | None, int | None]
) -> bool:
    """Whether a save belongs to the version begun then: by the same person, for the same one, within half an hour."""
    return door == nu_door and begonnen_op <= nu < begonnen_op + BIJEEN
