"""Rule 12: cents stay exact; whole euros and percentages are rounded once, half away from zero."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from koers.lib.notatie import geld


def whole_euros(bedrag: Decimal) -> Decimal:
    """Half away from zero: 0,50 is 1 and −0,50 is −1."""
    return bedrag.quantize(Decimal(1), ROUND_HALF_UP)


def share(deel: Decimal, geheel: Decimal, decimalen: int = 0) -> Decimal | None:
    """Percentage from unrounded values; a percentage of nothing is none."""
    if geheel == 0:
        return None
    return (deel * 100 / geheel).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)


def rounding_note(delen: Iterable[Decimal], totaal: Decimal) -> str:
    """The sentence for rounded parts that do not add up to the rounded total; empty when they do."""
    verschil = whole_euros(totaal) - sum((whole_euros(deel) for deel in delen), Decimal(0))
    if not verschil:
        return ""
    return f"Door afronding op hele euro’s tellen de delen op tot {geld(abs(verschil))} {_richting(verschil)}."


def _richting(verschil: Decimal) -> str:
    return "minder dan het totaal" if verschil > 0 else "meer dan het totaal"
