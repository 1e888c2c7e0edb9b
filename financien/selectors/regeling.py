"""Schemes with their rules per year in words, and the awards under them that a reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from financien.models import Beschikking, Jaarschijf, Regeling, RegelingRegel
from financien.rules.fout import NUL
from koers.lib.herkomst import weakest
from koers.lib.notatie import geld_centen, percentage


@dataclass(frozen=True, slots=True)
class RegelInWoorden:
    """What may leave one year of a scheme. `regel` None: nothing is known, so nothing may."""

    jaar: int
    zin: str
    bevestigd: bool
    bron: str
    vindplaats: str
    herkomst: str


def in_words(jaar: int, regel: RegelingRegel | None) -> RegelInWoorden:
    """A rule as a sentence, with its status and source."""
    if regel is None:
        return RegelInWoorden(jaar, "Geen regel bekend: het maximum is € 0.", False, "", "", "aanname")
    bevestigd = regel.status == RegelingRegel.Status.BEVESTIGD
    return RegelInWoorden(jaar, _sentence(regel), bevestigd, regel.bron, regel.vindplaats, regel.herkomst)


def _sentence(regel: RegelingRegel) -> str:
    per = " per onderdeel" if regel.per_onderdeel else ""
    if regel.meenemen_percentage:
        hoeveel = f"Ten hoogste {percentage(regel.meenemen_percentage)} van de toekenning{per}"
    elif regel.meenemen_bedrag:
        hoeveel = f"Ten hoogste {geld_centen(regel.meenemen_bedrag)} per beschikking{per}"
    elif regel.meenemen_percentage is None and regel.meenemen_bedrag is None:
        return "Geen grens bekend: het maximum is € 0."
    else:
        return "Er mag niets mee; wat over is, gaat terug."
    laatste = regel.laatste_jaar or regel.jaar + 1
    jaren = " of ".join(str(jaar) for jaar in range(regel.jaar + 1, laatste + 1))
    return f"{hoeveel} mag mee naar {jaren}."


@dataclass(frozen=True, slots=True)
class RegelingRegelaar:
    """A scheme in the list: how many rules, how many of them confirmed, and how many awards."""

    regeling: Regeling
    beschikkingen: int
    regels: int
    bevestigd: int


def list_regelingen(gebruiker: Any, today: date) -> list[RegelingRegelaar]:
    """Every scheme. The number of awards is no secret; their money is. Two queries."""
    rijen = (
        Regeling.objects.visible_to(gebruiker, today)
        .annotate(aantal=Count("beschikkingen"))
        .order_by("volgorde", "naam")
    )
    regels: dict[int, list[str]] = {}
    for regeling, status in RegelingRegel.objects.values_list("regeling", "status"):
        regels.setdefault(regeling, []).append(status)
    return [
        RegelingRegelaar(
            regeling=rij,
            beschikkingen=rij.aantal,
            regels=len(regels.get(rij.pk, [])),
            bevestigd=regels.get(rij.pk, []).count(RegelingRegel.Status.BEVESTIGD),
        )
        for rij in rijen
    ]


@dataclass(frozen=True, slots=True)
class Toekenning:
    """What one award brings per year; years without a grant are None."""

    beschikking: Beschikking
    per_jaar: tuple[Jaarschijf | None, ...]


@dataclass(frozen=True, slots=True)
class Jaarsom:
    """All that was granted under the scheme for a year."""

    jaar: int
    bedrag: Decimal
    herkomst: str


@dataclass(frozen=True, slots=True)
class RegelingPagina:
    """`verborgen` counts the awards that this reader may not see; `samen` adds up all of them."""

    regeling: Regeling
    regels: tuple[tuple[RegelInWoorden, RegelingRegel], ...]
    jaren: tuple[int, ...]
    toekenningen: tuple[Toekenning, ...]
    samen: tuple[Jaarsom, ...]
    verborgen: int


def load_regeling(regeling: Regeling, gebruiker: Any, today: date) -> RegelingPagina:
    """One scheme. Five queries."""
    schijven = list(Jaarschijf.objects.filter(beschikking__regeling=regeling))
    jaren = tuple(sorted({schijf.jaar for schijf in schijven}))
    per = {(schijf.beschikking_id, schijf.jaar): schijf for schijf in schijven}
    alle = Beschikking.objects.filter(regeling=regeling)
    zichtbaar = list(alle.visible_to(gebruiker, today).select_related("ontvanger"))
    return RegelingPagina(
        regeling=regeling,
        regels=tuple((in_words(regel.jaar, regel), regel) for regel in regeling.regels.all()),
        jaren=jaren,
        toekenningen=tuple(Toekenning(b, tuple(per.get((b.pk, jaar)) for jaar in jaren)) for b in zichtbaar),
        samen=tuple(_granted([schijf for schijf in schijven if schijf.jaar == jaar], jaar) for jaar in jaren),
        verborgen=alle.count() - len(zichtbaar),
    )


def _granted(schijven: Sequence[Jaarschijf], jaar: int) -> Jaarsom:
    bedrag = sum((schijf.toegekend for schijf in schijven), NUL)
    return Jaarsom(jaar, bedrag, weakest(schijf.herkomst for schijf in schijven))
