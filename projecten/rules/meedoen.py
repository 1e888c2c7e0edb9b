"""Who takes part, on a day: the step in force is the last one that began by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from projecten.rules.trede import is_involved


def step_on(stappen: Iterable[tuple[date, str]], day: date) -> str | None:
    """The step of the ladder on a day; None when none had begun (not known, which is not "niet")."""
    begun = [stap for stap in stappen if stap[0] <= day]
    return max(begun)[1] if begun else None


def took_part(stappen: Iterable[tuple[date, str]], begin: date, eind: date) -> bool:
    """Whether a step on the ladder was in force on any day from begin through eind."""
    known = list(stappen)
    days = [begin, *(vanaf for vanaf, _ in known if begin < vanaf <= eind)]
    return any((stap := step_on(known, day)) is not None and is_involved(stap) for day in days)
