"""Rule 11: what the grantor settled never changes; a correction is an entry of its own that says why."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from financien.rules.fout import NUL, Geweigerd
from koers.lib.notatie import geld_centen

VASTE_STAPPEN = frozenset({"vastgesteld", "betaald"})


def is_frozen(stappen: Iterable[str]) -> bool:
    """True when one of the repayments of the year was settled by the grantor."""
    return not VASTE_STAPPEN.isdisjoint(stappen)


def check_open(jaar: int, stappen: Iterable[str]) -> None:
    """Geweigerd when the year was settled."""
    if is_frozen(stappen):
        raise Geweigerd(
            f"De verstrekker heeft {jaar} vastgesteld: deze cijfers veranderen niet meer. "
            "Leg een correctie vast in een later jaar, met de reden."
        )


def check_correction(lijn: Decimal, eerdere: Iterable[Decimal], correctie: Decimal) -> None:
    """A correction that names its line: opposite sign, and all of them together not above it. Geweigerd otherwise."""
    if correctie == 0 or (correctie > 0) == (lijn > 0):
        raise Geweigerd(
            f"Een correctie gaat de andere kant op dan de regel zelf ({geld_centen(lijn)}); dit is "
            f"{geld_centen(correctie)}."
        )
    samen = sum(eerdere, NUL) + correctie
    if abs(samen) > abs(lijn):
        te_veel = geld_centen(abs(samen) - abs(lijn))
        raise Geweigerd(f"De correcties samen zijn {te_veel} groter dan de regel zelf ({geld_centen(lijn)}).")
