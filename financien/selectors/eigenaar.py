"""The money and the people of one eigenaar, as far as someone may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Value

from financien.models import Beschikking, Capaciteit
from financien.rules.balans import Vergelijking
from financien.selectors.feiten import BeschikkingGeld, Jaarbedrag, add_up, per_year
from financien.selectors.jaar import read_year
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import weakest
from koers.lib.kwartaal import Kwartaal


@dataclass(frozen=True, slots=True)
class CapaciteitKwartaal:
    """Local project leaders in a quarter, in fte; `ingevuld` None: not reported, which is not 0."""

    kwartaal: Kwartaal
    gepland: Decimal
    ingevuld: Decimal | None
    herkomst: str


@dataclass(frozen=True, slots=True)
class EigenaarGeld:
    """An eigenaar's own awards in a year, and its fte per quarter of all years. Empty where the reader may not see it.

    `jaar` None: there is no year with anything.
    """

    eigenaar: str
    eigenaar_slug: str
    jaar: int | None
    jaren: tuple[int, ...]
    rijen: tuple[BeschikkingGeld, ...]
    capaciteit: tuple[CapaciteitKwartaal, ...]

    @property
    def totaal(self) -> Vergelijking:
        return add_up(self.rijen)

    @property
    def mee_uit(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.mee_uit for rij in self.rijen)

    @property
    def meenemen_naar(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.meenemen_naar for rij in self.rijen)

    @property
    def herkomst(self) -> str:
        return weakest(rij.herkomst for rij in self.rijen)


def eigenaar_geld(eigenaar: Eigenaar, jaar: int | None, gebruiker: Any, today: date) -> EigenaarGeld:
    """The awards to this eigenaar in a year (None: its latest year with costs). Seven queries at most."""
    beschikkingen = Beschikking.objects.filter(ontvanger=eigenaar).visible_to(gebruiker, today)
    capaciteit = Capaciteit.objects.filter(eigenaar=eigenaar).visible_to(gebruiker, today)
    jaren, met_lasten = _years(beschikkingen)
    if jaar is None:
        jaar = max(met_lasten or jaren, default=None)
    return EigenaarGeld(
        eigenaar=eigenaar.naam,
        eigenaar_slug=eigenaar.slug,
        jaar=jaar,
        jaren=jaren,
        rijen=tuple(read_year(jaar, beschikkingen)) if jaar is not None else (),
        capaciteit=tuple(
            CapaciteitKwartaal(Kwartaal(rij.jaar, rij.kwartaal), rij.gepland, rij.ingevuld, rij.herkomst)
            for rij in capaciteit.order_by("jaar", "kwartaal")
        ),
    )


def _years(beschikkingen: Any) -> tuple[tuple[int, ...], frozenset[int]]:
    """The years of which there is anything, and those that have costs."""
    rijen = beschikkingen.order_by()
    schijven = rijen.filter(jaarschijven__isnull=False).values_list("jaarschijven__jaar", Value(0))
    boekingen = rijen.filter(boekingen__isnull=False).values_list("boekingen__jaar", Value(1))
    found = set(schijven.union(boekingen))
    return tuple(sorted({jaar for jaar, _ in found})), frozenset(jaar for jaar, geboekt in found if geboekt)
