"""Small numbers: which values stay away because so few people stand behind them (domain.md §3, "indicator").

Values under ten persons are not shown outside the programme team. A hidden value must not follow from what is shown
beside it either: what is left of a total after all shown values is the sum of the hidden ones. So hidden values stand
together: at least three, ten persons or more in all. Someone who knows one of them then learns no other. Where that
would leave nothing to show, the total stays away instead, and only the small values with it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

ONDERGRENS = Decimal(10)
SAMEN = 3
VERBORGEN = "minder dan 10"
NIET_GETOOND = "niet getoond"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Verborgen(Generic[K]):
    """What is not shown: `klein` for itself, `mee` so that those cannot be recomputed; and whether the total goes."""

    klein: frozenset[K] = frozenset()
    mee: frozenset[K] = frozenset()
    totaal: bool = False

    @property
    def alle(self) -> frozenset[K]:
        return self.klein | self.mee


def hide(personen: Mapping[K, Decimal]) -> Verborgen[K]:
    """Of the persons behind each value that adds up to one total: which values, and whether that total, stay away."""
    small = frozenset(key for key, count in personen.items() if count < ONDERGRENS)
    if not small:
        return Verborgen()
    if len(small) == len(personen):
        return Verborgen(small, totaal=not _is_safe(personen.values()))
    hidden = set(small)
    for key in sorted(personen.keys() - small, key=lambda key: personen[key]):
        if _is_safe([personen[one] for one in hidden]):
            return Verborgen(small, frozenset(hidden) - small)
        hidden.add(key)
    return Verborgen(small, totaal=True)


def hides_total(*, klein: int, aantal: int, personen: Decimal, grootste: Decimal) -> bool:
    """The same of the total alone: of how many values so many are small, the persons behind all and the largest."""
    if not klein:
        return False
    if klein == aantal:
        return aantal < SAMEN or personen < ONDERGRENS
    return aantal <= SAMEN or personen - grootste < ONDERGRENS


def tells_of_few(personen: Mapping[K, Decimal], deel: Collection[K]) -> bool:
    """Whether a total of `deel` alone would tell of a few persons, beside all that is shown of `personen`.

    From it follow the hidden values in that part together, and of the whole total those outside it.
    """
    hidden = hide(personen)
    inside = hidden.alle & set(deel)
    parts = (part for part in (inside, hidden.alle - inside) if part)
    return hidden.totaal or any(not _is_safe([personen[key] for key in part]) for part in parts)


def _is_safe(hidden: Collection[Decimal]) -> bool:
    return len(hidden) >= SAMEN and sum(hidden) >= ONDERGRENS
