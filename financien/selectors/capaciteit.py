"""Fte of local project leaders, of all gemeenten in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from financien.models import Capaciteit
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import weakest


@dataclass(frozen=True, slots=True)
class CapaciteitRij:
    """One gemeente: its four quarters, None where nothing was planned."""

    eigenaar: Eigenaar
    kwartalen: tuple[Capaciteit | None, ...]


@dataclass(frozen=True, slots=True)
class CapaciteitLijst:
    jaar: int
    jaren: tuple[int, ...]
    rijen: tuple[CapaciteitRij, ...]
    herkomst: str


def list_capaciteit(jaar: int | None, gebruiker: Any, today: date) -> CapaciteitLijst:
    """All gemeenten in a year (None: the latest with anything). Three queries."""
    zichtbaar = Capaciteit.objects.visible_to(gebruiker, today)
    jaren = sorted(set(zichtbaar.order_by().values_list("jaar", flat=True)))
    jaar = (jaren[-1] if jaren else today.year) if jaar is None else jaar
    per = {(rij.eigenaar_id, rij.kwartaal): rij for rij in zichtbaar.filter(jaar=jaar)}
    rijen = tuple(
        CapaciteitRij(eigenaar, tuple(per.get((eigenaar.pk, nummer)) for nummer in range(1, 5)))
        for eigenaar in Eigenaar.objects.visible_to(gebruiker, today).gemeenten()
    )
    return CapaciteitLijst(jaar, tuple(jaren), rijen, weakest(rij.herkomst for rij in per.values()))


def capacity_of(eigenaar: Eigenaar, jaar: int) -> dict[str, Decimal | None]:
    """What is known of a year, by the names of the form's fields."""
    known: dict[str, Decimal | None] = {}
    for rij in Capaciteit.objects.filter(eigenaar=eigenaar, jaar=jaar):
        known[f"gepland_{rij.kwartaal}"] = rij.gepland
        known[f"ingevuld_{rij.kwartaal}"] = rij.ingevuld
    return known
