"""Rule 9: of an award only the programme's part counts in the programme's totals, and unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from financien.rules.fout import NUL


@dataclass(frozen=True, slots=True)
class Programmadeel:
    """The parts that are known, added; and of how many awards the part is not known."""

    bekend: Decimal
    onbekend: int

    @property
    def volledig(self) -> bool:
        return self.onbekend == 0


def add_programmadelen(delen: Iterable[Decimal | None]) -> Programmadeel:
    """Add what is known and count what is not (None): that is never added as 0 in silence."""
    alle = list(delen)
    return Programmadeel(sum((deel for deel in alle if deel is not None), NUL), alle.count(None))


def base_of(toegekend: Decimal, programmadeel: Decimal | None) -> Decimal:
    """What an award's own balance and cap are reckoned over: the programme's part, all of it when unknown."""
    return toegekend if programmadeel is None else programmadeel
