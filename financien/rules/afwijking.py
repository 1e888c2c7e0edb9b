"""Rule 10: afwijking and onderbesteding are two figures; causes explain the first, with amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from financien.rules.fout import NUL


def afwijking(begroot: Decimal | None, lasten: Decimal) -> Decimal | None:
    """Begroot − lasten; None when nothing was budgeted, which is not the same as 0."""
    return None if begroot is None else begroot - lasten


def onderbesteding(baten: Decimal, lasten: Decimal) -> Decimal:
    """Baten − lasten."""
    return baten - lasten


def needs_cause(verschil: Decimal | None, drempel: Decimal = NUL) -> bool:
    """True when the afwijking lies strictly above the threshold, whichever way it goes."""
    return verschil is not None and abs(verschil) > drempel


@dataclass(frozen=True, slots=True)
class Verklaring:
    """How far the causes explain an afwijking. `zonder_bedrag` counts causes that the source gives no amount for."""

    verklaard: Decimal
    onverklaard: Decimal
    zonder_bedrag: int

    @property
    def volledig(self) -> bool:
        return self.onverklaard == 0


def explain(verschil: Decimal, bedragen: Iterable[Decimal | None]) -> Verklaring:
    """Add the causes' amounts and say what remains unexplained; below zero when they explain too much."""
    alle = list(bedragen)
    verklaard = sum((bedrag for bedrag in alle if bedrag is not None), NUL)
    return Verklaring(verklaard, verschil - verklaard, alle.count(None))
