"""Milestones and risks: what stood on a day, what is late, how much a risk weighs, what may follow what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

GEPLAND, GEHAALD, VERVALLEN = "gepland", "gehaald", "vervallen"
OPEN, GESLOTEN = "open", "gesloten"
HOOG = "hoog"
# What may follow what: a milestone is planned again before it is reached on another day, or dropped.
MIJLPAAL_NAAR = {GEPLAND: (GEHAALD, VERVALLEN), GEHAALD: (GEPLAND,), VERVALLEN: (GEPLAND,)}
RISICO_NAAR = {OPEN: GESLOTEN, GESLOTEN: OPEN}
# So many days before a milestone or a look at a risk falls due it is told to whose turn it is.
VOORAF = 14
_MAAT = {"klein": 1, "middel": 2, "groot": 3}
T = TypeVar("T")


def stood(day: date, now: T, changes: Iterable[tuple[date, T]]) -> T:
    """What stood at the end of a day: `now`, or what the first change recorded after that day replaced.

    `changes`: (day it was recorded, what stood until then), the oldest first.
    """
    return next((before for recorded, before in changes if recorded > day), now)


def state_on(day: date, staat: str, bereikt: date, changes: Iterable[tuple[date, str]]) -> str:
    """The state of a milestone on a day. Reached counts from the day it was (`bereikt`), not from its telling."""
    before = stood(day, staat, changes)
    if staat != GEHAALD:
        return before
    return GEHAALD if bereikt <= day else GEPLAND if before == GEHAALD else before


def is_late(staat: str, laatste: date, day: date) -> bool:
    """A milestone still planned after the last day it could be."""
    return staat == GEPLAND and laatste < day


def weight(kans: str, gevolg: str) -> int:
    """Chance × effect, 1 to 9; 0 for what was not weighed."""
    return _MAAT.get(kans, 0) * _MAAT.get(gevolg, 0)


def weight_word(kans: str, gevolg: str) -> str:
    """ "hoog" from 6, "middel" from 3, "laag"; "niet gewogen"."""
    found = weight(kans, gevolg)
    return HOOG if found >= 6 else "middel" if found >= 3 else "laag" if found else "niet gewogen"


def span_refusal(eerste: date, laatste: date, begin: date, einde: date | None) -> str:
    """Which end of the project a milestone falls off: "voor", "na", or "" when some day of it can be."""
    return "voor" if laatste < begin else "na" if einde is not None and eerste > einde else ""
