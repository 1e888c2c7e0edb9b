"""When a result that was taken over is looked at again: a year after, and then every year while it lasts."""

from __future__ import annotations

from collections.abc import Iterable
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


def mended(velden: Iterable[tuple[str, str, str]]) -> str:
    """What changed, of (name, old, new) in words: "Sinds: eerst niet bekend, nu 1 maart 2026. …"; "" of nothing."""
    return " ".join(ended(f"{naam}: eerst {oud}, nu {nieuw}") for naam, oud, nieuw in velden if oud != nieuw)


def ended(zin: str) -> str:
    """The sentence with its full stop, unless it ends in a quotation that has one."""
    return zin if zin.endswith((".”", "!”", "?”")) else f"{zin}."
