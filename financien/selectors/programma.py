"""The programme's money of a year, and the years there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef, Q

from financien.models import Beschikking, Bestemming, Boeking, Jaarschijf, Oorzaak
from financien.selectors.controle import money_controls
from financien.selectors.feiten import OorzaakGeld, ProgrammaGeld, add_up
from financien.selectors.jaar import read_year


def programma_geld(jaar: int) -> ProgrammaGeld:
    """Every fact of the programme's money in a year, the awards of gemeenten among them: not for every reader's eyes.

    Pages show it through `financien.selectors.pagina`, which folds together what someone may not see.
    """
    alle = read_year(jaar)
    rijen = tuple(rij for rij in alle if rij.programmadeel_bekend)
    return ProgrammaGeld(
        jaar=jaar,
        rijen=rijen,
        onbekend=tuple(rij for rij in alle if not rij.programmadeel_bekend),
        oorzaken=causes(Oorzaak.objects.filter(jaar=jaar, beschikking=None)),
        controles=money_controls(jaar, add_up(rijen), met_gegevens=bool(rijen)),
    )


def causes(oorzaken: Iterable[Oorzaak]) -> tuple[OorzaakGeld, ...]:
    return tuple(
        OorzaakGeld(o.pk, o.soort, o.get_soort_display(), o.omschrijving, o.bedrag, o.herkomst, o.vindplaats)
        for o in oorzaken
    )


def programma_jaren() -> list[int]:
    """The years of which the programme has anything, earliest first."""
    schijven = Jaarschijf.objects.order_by().values_list("jaar", flat=True)
    return sorted(set(schijven.union(Boeking.objects.order_by().values_list("jaar", flat=True))))


def latest_year() -> int | None:
    """The latest year with costs that count for the programme; None before the first. One query.

    Where the programme's part of a grant is not known, its costs are in no total, so that year is not where one begins.
    """
    onbekend = Jaarschijf.objects.filter(
        programmadeel=None, jaar=OuterRef("jaar"), beschikking=OuterRef("beschikking")
    ).order_by()
    found = Boeking.objects.aggregate(laatste=Max("jaar"), telt=Max("jaar", filter=~Exists(onbekend)))
    laatste: int | None = found["laatste"] if found["telt"] is None else found["telt"]
    return laatste


def beschikking_jaren(beschikking: Beschikking) -> list[int]:
    """The years of which this award has anything."""
    schijven = beschikking.jaarschijven.order_by().values_list("jaar", flat=True)
    boekingen = beschikking.boekingen.order_by().values_list("jaar", flat=True)
    bestemd = Bestemming.objects.filter(Q(beschikking=beschikking) & ~Q(naar_jaar=None)).order_by()
    return sorted(set(schijven.union(boekingen, bestemd.values_list("naar_jaar", flat=True))))
