"""The programme's money as one reader may see it: the awards of gemeenten are folded into one row per scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from financien.models import Beschikking
from financien.rules.balans import Vergelijking
from financien.selectors.feiten import (
    BeschikkingGeld,
    Jaarbedrag,
    ProgrammaGeld,
    Staat,
    add_up,
    by_regeling,
    per_year,
    state_of,
)
from financien.selectors.programma import programma_geld
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.herkomst import weakest


@dataclass(frozen=True, slots=True)
class Rij:
    """A line of the table: one award (with its slug), or several folded together (without)."""

    naam: str
    slug: str
    vergelijking: Vergelijking
    mee_uit: tuple[Jaarbedrag, ...]
    meenemen_naar: tuple[Jaarbedrag, ...]
    herkomst: str
    staat: Staat


@dataclass(frozen=True, slots=True)
class Groep:
    """A scheme with its lines and their sum."""

    naam: str
    slug: str
    rijen: tuple[Rij, ...]
    samen: Rij


@dataclass(frozen=True, slots=True)
class ProgrammaPagina:
    """`eigen` are awards to gemeenten that this reader may open beside the folded rows."""

    geld: ProgrammaGeld
    groepen: tuple[Groep, ...]
    totaal: Rij
    onbekend: tuple[Groep, ...]
    eigen: tuple[BeschikkingGeld, ...]

    @property
    def fout(self) -> int:
        """How many figures of the sources the data do not give."""
        return sum(not controle.klopt for controle in self.geld.controles)


def programma_pagina(jaar: int, gebruiker: Any, today: date) -> ProgrammaPagina:
    """The team sees every award; everyone else the sum of the gemeenten per scheme, and the other awards."""
    geld = programma_geld(jaar)
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    eigen: tuple[BeschikkingGeld, ...] = ()
    if not bevoegdheid.in_team:
        slugs = set(Beschikking.objects.visible_to(gebruiker, today).values_list("slug", flat=True))
        eigen = tuple(rij for rij in (*geld.rijen, *geld.onbekend) if rij.van_gemeente and rij.slug in slugs)
    return ProgrammaPagina(
        geld=geld,
        groepen=_groups(geld.rijen, fold=not bevoegdheid.in_team),
        totaal=_sum("Samen", geld.rijen),
        onbekend=_groups(geld.onbekend, fold=not bevoegdheid.in_team),
        eigen=eigen,
    )


def _groups(rijen: Sequence[BeschikkingGeld], *, fold: bool) -> tuple[Groep, ...]:
    return tuple(
        Groep(regeling.naam, regeling.slug, _lines(regeling.rijen, fold=fold), _sum(regeling.naam, regeling.rijen))
        for regeling in by_regeling(rijen)
    )


def _lines(rijen: Sequence[BeschikkingGeld], *, fold: bool) -> tuple[Rij, ...]:
    van_gemeenten = [rij for rij in rijen if rij.van_gemeente] if fold else []
    lines = [_line(rij) for rij in rijen if rij not in van_gemeenten]
    if van_gemeenten:
        aantal = len({rij.ontvanger_slug for rij in van_gemeenten})
        lines.append(_sum("De gemeente" if aantal == 1 else f"{aantal} gemeenten samen", van_gemeenten))
    return tuple(lines)


def _line(rij: BeschikkingGeld) -> Rij:
    return Rij(rij.ontvanger, rij.slug, rij.vergelijking, rij.mee_uit, rij.meenemen_naar, rij.herkomst, rij.staat)


def _sum(naam: str, rijen: Sequence[BeschikkingGeld]) -> Rij:
    return Rij(
        naam=naam,
        slug="",
        vergelijking=add_up(rijen),
        mee_uit=per_year(rij.mee_uit for rij in rijen),
        meenemen_naar=per_year(rij.meenemen_naar for rij in rijen),
        herkomst=weakest(rij.herkomst for rij in rijen),
        staat=state_of(rijen),
    )
