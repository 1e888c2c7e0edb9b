"""Rule 1, balance: what came in is what went out, per award and year, without a remainder."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from financien.rules.fout import NUL


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """mee + toegekend = lasten + meenemen + terugstorten, in euros to the cent (domain rule 1)."""

    mee: Decimal = NUL
    toegekend: Decimal = NUL
    lasten: Decimal = NUL
    meenemen: Decimal = NUL
    terugstorten: Decimal = NUL

    @property
    def beschikbaar(self) -> Decimal:
        """The baten of the year: carried in and granted."""
        return self.mee + self.toegekend

    @property
    def onderbesteding(self) -> Decimal:
        """Baten − lasten; below zero when more was spent than there was."""
        return self.beschikbaar - self.lasten

    @property
    def verschil(self) -> Decimal:
        """Zero, or the year does not balance."""
        return self.onderbesteding - self.meenemen - self.terugstorten

    @property
    def sluit(self) -> bool:
        return self.verschil == 0

    def __add__(self, other: Vergelijking) -> Vergelijking:
        return Vergelijking(
            self.mee + other.mee,
            self.toegekend + other.toegekend,
            self.lasten + other.lasten,
            self.meenemen + other.meenemen,
            self.terugstorten + other.terugstorten,
        )
