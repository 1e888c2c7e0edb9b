"""What a project brought and plans: lines for its page, seven queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
from projecten.models import Betrokkenheid, Bijeenkomst, Borging, BorgingControle, Mijlpaal, Project, Resultaat, Risico
from projecten.rules.wanneer import when
from projecten.selectors.borgingregel import check_line


@dataclass(frozen=True)
class Regel:
    """One line: what, when or who, and where it can be found."""

    naam: str
    bij: str
    herkomst: str
    uitleg: str = ""
    adres: str = ""


@dataclass(frozen=True)
class Opbrengst:
    """Results, meetings, milestones, risks, borging, and who takes part in the work."""

    borgingen: tuple[Regel, ...]
    resultaten: tuple[Regel, ...]
    bijeenkomsten: tuple[Regel, ...]
    mijlpalen: tuple[Regel, ...]
    risicos: tuple[Regel, ...]
    betrokkenen: tuple[Regel, ...]


def load_opbrengst(project: Project, blik: Blik) -> Opbrengst:
    """Results, borging, risks and partners known by that day; meetings and milestones also when still to come."""
    day = blik.peildatum
    party = ("partner", "eigenaar")
    checks = BorgingControle.objects.filter(datum__lte=day).order_by("-datum")
    borgingen = Borging.objects.filter(project=project, gemeld_op__lte=day).select_related(*party)
    borgingen = borgingen.prefetch_related(Prefetch("controles", queryset=checks))
    betrokkenen = Betrokkenheid.objects.filter(project=project, vanaf__lte=day).select_related(*party)
    return Opbrengst(
        borgingen=tuple(_borging(row) for row in borgingen),
        resultaten=tuple(_resultaat(row) for row in Resultaat.objects.filter(project=project, datum__lte=day)),
        bijeenkomsten=tuple(
            _bijeenkomst(row) for row in Bijeenkomst.objects.filter(project=project).order_by("-datum", "naam")
        ),
        mijlpalen=tuple(_mijlpaal(row) for row in Mijlpaal.objects.filter(project=project).select_related("houder")),
        risicos=tuple(
            _risico(row) for row in Risico.objects.filter(project=project, sinds__lte=day).select_related("houder")
        ),
        betrokkenen=tuple(_betrokkene(row) for row in betrokkenen),
    )


def _borging(row: Borging) -> Regel:
    since = (
        f"vanaf {datum(row.vanaf)}" if row.vanaf else f"gemeld op {datum(row.gemeld_op)}; de dag zelf is niet bekend"
    )
    agreed = f"{row.afspraak.rstrip('.')}. " if row.afspraak else ""
    return Regel(f"Geborgd bij {row.partner or row.eigenaar}", since, row.herkomst, agreed + check_line(row))


def _resultaat(row: Resultaat) -> Regel:
    found = f"; {row.vindplek} (adres onbekend)" if row.vindplek and not row.adres else ""
    return Regel(row.naam, when(row.datum, row.precisie) + found, row.herkomst, row.omschrijving, row.adres)


def _bijeenkomst(row: Bijeenkomst) -> Regel:
    place = f", {row.plaats}" if row.plaats else ""
    when_where = when(row.datum, row.precisie, row.tot, row.datum_tekst) + place
    unknown = f"{row.aankondiging} (adres onbekend)" if row.aankondiging and not row.adres else row.aankondiging
    return Regel(row.naam, when_where, row.herkomst, unknown, row.adres)


def _mijlpaal(row: Mijlpaal) -> Regel:
    who = f", {row.houder}" if row.houder else ""
    return Regel(row.naam, f"{row.get_staat_display()}, {when(row.datum, row.precisie)}{who}", row.herkomst)


def _risico(row: Risico) -> Regel:
    who = f", {row.houder}" if row.houder else ""
    return Regel(row.naam, f"{row.get_staat_display()}, sinds {datum(row.sinds)}{who}", row.herkomst, row.maatregel)


def _betrokkene(row: Betrokkenheid) -> Regel:
    return Regel(str(row.partner or row.eigenaar), row.get_rol_display(), row.herkomst, row.toelichting)
