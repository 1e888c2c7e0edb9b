"""When a result that was taken over is looked at again: a year after, and then every year while it lasts."""

from __future__ import annotations

from datetime import date

HOUDT_STAND, AANDACHT, VOORBIJ = "houdt-stand", "aandacht", "voorbij"
# So many days before a check falls due it is told to who makes it.
VOORAF = 30


def year_after(day: date) -> date:
    """The same day a year later; after 29 February 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def next_check(begin: date, laatste: date | None = None, uitkomst: str = "") -> date | None:
    """The day a check falls due: a year after `begin` or after the last check; None once it no longer lasts."""
    return None if uitkomst == VOORBIJ else year_after(laatste or begin)
