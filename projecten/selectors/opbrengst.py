"""What a project brought, as points of its timeline; and who takes part in it. Four queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
from projecten.models import Betrokkenheid, Bijeenkomst, Borging, BorgingControle, Project, Resultaat
from projecten.rules.wanneer import last_day, when
from projecten.selectors.borgingregel import check_line
from projecten.selectors.tijdlijnpunt import Punt


@dataclass(frozen=True)
class Regel:
    """One line: who, and what they do."""

    naam: str
    bij: str
    herkomst: str
    uitleg: str = ""


def load_betrokkenen(project: Project, blik: Blik) -> tuple[Regel, ...]:
    """Partners and eigenaren that took part by that day."""
    rows = Betrokkenheid.objects.filter(project=project, vanaf__lte=blik.peildatum)
    return tuple(
        Regel(str(row.partner or row.eigenaar), row.get_rol_display(), row.herkomst, row.toelichting)
        for row in rows.select_related("partner", "eigenaar")
    )


def load_opbrengst(project: Project, blik: Blik) -> Iterator[Punt]:
    """Results and borgingen known by that day; meetings also when still to come. Four queries."""
    day = blik.peildatum
    checks = BorgingControle.objects.filter(datum__lte=day).order_by("-datum")
    borgingen = Borging.objects.filter(project=project, gemeld_op__lte=day).select_related("partner", "eigenaar")
    for borging in borgingen.prefetch_related(Prefetch("controles", queryset=checks)):
        yield _borging(borging)
    for resultaat in Resultaat.objects.filter(project=project, datum__lte=day):
        yield _resultaat(resultaat)
    for bijeenkomst in Bijeenkomst.objects.filter(project=project):
        yield _bijeenkomst(bijeenkomst)


def _borging(row: Borging) -> Punt:
    agreed = f"{row.afspraak.rstrip('.')}. " if row.afspraak else ""
    reported = "" if row.vanaf else "Op deze dag gemeld; de dag zelf is niet bekend. "
    return Punt(
        dag=row.vanaf or row.gemeld_op,
        wanneer=datum(row.vanaf or row.gemeld_op),
        soort="Borging",
        tekst=f"Geborgd bij {row.partner or row.eigenaar}",
        uitleg=reported + agreed + check_line(row),
        herkomst=row.herkomst,
        adres=reverse("projecten:borging_detail", args=[row.pk]),
    )


def _resultaat(row: Resultaat) -> Punt:
    found = f"{row.vindplek} (adres onbekend)" if row.vindplek and not row.adres else ""
    return Punt(
        dag=row.datum,
        wanneer=when(row.datum, row.precisie),
        soort="Resultaat",
        tekst=row.naam,
        bij=found,
        uitleg=row.omschrijving,
        herkomst=row.herkomst,
        adres=row.adres,
    )


def _bijeenkomst(row: Bijeenkomst) -> Punt:
    unknown = f"{row.aankondiging} (adres onbekend)" if row.aankondiging and not row.adres else row.aankondiging
    return Punt(
        dag=row.tot or last_day(row.datum, row.precisie),
        wanneer=when(row.datum, row.precisie, row.tot, row.datum_tekst),
        soort="Bijeenkomst",
        tekst=row.naam,
        bij=row.plaats,
        uitleg=unknown,
        herkomst=row.herkomst,
        adres=row.adres,
    )
