"""The facts of the kwartaalupdate of one ronde, from approved and public entries only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Eigenaar
from koers.lib import notatie, opmaak
from koers.lib.klok import day_of
from koers.lib.peildatum import Blik
from projecten.models import Bijeenkomst, Borging, Controlegetal, Project, Ronde, Voortgang
from projecten.models.opbrengst import Precisie
from projecten.rules.planning import GEPLAND
from projecten.selectors.afkomst import load_lijnen
from projecten.selectors.gepubliceerd import published
from projecten.selectors.planning import MijlpaalRegel, load_mijlpalen
from rapportage.documents.feiten import Feit, Uitgave, Verwijzing
from rapportage.documents.fouten import GeenGegevens
from rapportage.documents.kwartaalupdate import Agendapunt, Bericht, Deel, KwartaalupdateFeiten
from rapportage.selectors.cijfers import kerncijfer, reeks_van, telwoord
from rapportage.selectors.teksten import Teksten, verwijzing
from rapportage.selectors.uitgave import concept, youngest
from themalijnen.models import Themalijn

MERK = "Twentse Koers"
OP_VOORBLAD = 6
VAN_DE_REDACTIE = "De zinnen boven de themalijnen zijn van de redactie (aanname)."
AFGELEID = "Bij een cijfer staat (afgeleid) als het niet letterlijk in de bron staat, maar eruit volgt."


def kwartaalupdate_facts(ronde: Ronde, *, now: datetime) -> KwartaalupdateFeiten:
    """All facts, with the names and the order that hold on the day of publication. Constant number of queries.

    Raises GeenGegevens when nothing public has been approved in this ronde.
    """
    voortgang = _approved(ronde)
    if not voortgang:
        raise GeenGegevens(_nothing(ronde, day_of(now)))
    teksten = Teksten(("kwartaalupdate-",))
    getallen = list(
        Controlegetal.objects.select_related("project").filter(
            peildatum__range=(ronde.begin, max(ronde.eind, ronde.peildatum)), project__isnull=False
        )
    )
    delen = (*_programma(voortgang, teksten, ronde), *_themas(voortgang, getallen, teksten, ronde))
    stand = youngest(
        [teksten.gewijzigd_op, *(item.gewijzigd_op for item in voortgang)],
        datetime.combine(ronde.peildatum, time(), UTC),
    )
    return _assemble(ronde, teksten, delen, getallen, concept(stand))


def _approved(ronde: Ronde) -> list[Voortgang]:
    """Approved entries of the programme and of projects as a whole that have a public bullet, with those bullets."""
    rows = Voortgang.objects.filter(
        Q(rubriek__isnull=False) | Q(project__isnull=False), ronde=ronde, gemeente__isnull=True
    )
    return [row for row in published(rows.select_related("rubriek", "project")) if row.publiek]  # type: ignore[attr-defined]


def _nothing(ronde: Ronde, today: date) -> str:
    if ronde.is_open(today):
        return (
            f"In de ronde {ronde} is nog niets goedgekeurd. De ronde is open tot en met "
            f"{notatie.datum(ronde.dicht_op)}; keur eerst voortgang goed."
        )
    return f"In de ronde {ronde} is niets goedgekeurd, dus er is geen kwartaalupdate van te maken."


def _punten(voortgang: Voortgang) -> tuple[Feit, ...]:
    return tuple(Feit(punt.tekst, punt.herkomst, punt.vindplaats) for punt in voortgang.publiek)  # type: ignore[attr-defined]


# ── the parts ───────────────────────────────────────────────────────────────


def _programma(voortgang: Sequence[Voortgang], teksten: Teksten, ronde: Ronde) -> list[Deel]:
    """The programme's own news under its rubrieken; no part where there is none."""
    eigen = [item for item in voortgang if item.rubriek]
    eigen.sort(key=lambda item: (item.rubriek.volgorde, item.rubriek.naam))  # type: ignore[union-attr]
    berichten = tuple(Bericht(item.rubriek.slug, item.rubriek.naam, _punten(item)) for item in eigen if item.rubriek)
    sleutel = f"kwartaalupdate-{ronde.code.lower()}-programma"
    deel = Deel("programma", "Programma", "Programma", 0, berichten, teksten.kop(sleutel), teksten.feit(sleutel))
    return [deel] if berichten else []


def _themas(
    voortgang: Sequence[Voortgang], getallen: Sequence[Controlegetal], teksten: Teksten, ronde: Ronde
) -> list[Deel]:
    """Each themalijn that has news, its projects in the order of that day."""
    nieuws = {item.project_id: item for item in voortgang if item.project_id}
    rows: Any = Project.objects.filter(pk__in=nieuws).named(ronde.peildatum).placed(ronde.peildatum)
    projecten = list(rows)
    voorheen = load_lijnen(ronde.peildatum, projecten).voorheen
    geborgd = set(
        Borging.objects.filter(project__in=nieuws, gemeld_op__range=(ronde.begin, ronde.peildatum)).values_list(
            "project", flat=True
        )
    )
    per_project = defaultdict(list)
    for getal in getallen:
        per_project[getal.project_id].append(getal)
    per_thema: dict[int | None, list[Project]] = defaultdict(list)
    for project in sorted(projecten, key=lambda item: (item.volgorde_op or 0, item.naam_op)):
        per_thema[project.themalijn_op].append(project)
    delen = []
    for thema in Themalijn.objects.filter(pk__in=[pk for pk in per_thema if pk]).named(ronde.peildatum):
        berichten = tuple(
            _bericht(project, nieuws[project.pk], per_project[project.pk], thema.teken, geborgd, voorheen[project.pk])
            for project in per_thema[thema.pk]
        )
        delen.append(_thema(thema, berichten, teksten.feit(f"kwartaalupdate-{ronde.code.lower()}-{thema.slug}")))
    return delen


def _thema(thema: Themalijn, berichten: tuple[Bericht, ...], zin: Feit | None) -> Deel:
    naam = thema.naam_op  # type: ignore[attr-defined]
    aantal = f"{len(berichten)} project" + ("" if len(berichten) == 1 else "en")
    kop = Feit(f"Thema {naam[0].lower()}{naam[1:]}", thema.herkomst, thema.vindplaats)
    return Deel(f"thema-{thema.slug}", aantal, naam, thema.teken, berichten, kop, zin)


def _bericht(
    project: Project,
    voortgang: Voortgang,
    getallen: list[Controlegetal],
    teken: int,
    geborgd: Collection[int],
    voorheen: str,
) -> Bericht:
    titel, reeks = reeks_van(getallen)
    los = [] if reeks else sorted(getallen, key=lambda getal: (not getal.op_voorblad, getal.volgorde))[:1]
    return Bericht(
        anker=project.slug,
        naam=project.naam_op,  # type: ignore[attr-defined]
        bullets=_punten(voortgang),
        voorheen=f"(voorheen {voorheen})" if voorheen else "",
        stand="geborgd" if project.pk in geborgd else "",
        cijfers=tuple(kerncijfer(getal, anker=project.slug, teken=teken) for getal in los),
        reeks=tuple(kerncijfer(getal, anker=project.slug, teken=teken) for getal in reeks),
        reeks_titel=titel,
    )


# ── the rest of the pages ───────────────────────────────────────────────────


def _assemble(
    ronde: Ronde, teksten: Teksten, delen: tuple[Deel, ...], getallen: Sequence[Controlegetal], uitgave: Uitgave
) -> KwartaalupdateFeiten:
    tekens = {bericht.anker: deel.teken for deel in delen for bericht in deel.berichten}
    voorblad = [getal for getal in getallen if getal.op_voorblad and getal.project and getal.project.slug in tekens]
    voorblad = voorblad[:OP_VOORBLAD]
    gemeenten = list(Eigenaar.objects.gemeenten().on(ronde.peildatum))
    genoemd = _named([item.naam for item in gemeenten], delen)
    return KwartaalupdateFeiten(
        jaar=ronde.jaar,
        kwartaal=ronde.kwartaal or 0,
        uitgave=uitgave,
        merk=MERK,
        titel=teksten.feit("kwartaalupdate-titel") or Feit("Kwartaalupdate", "aanname"),
        periode=f"Q{ronde.kwartaal} - {ronde.jaar}",
        intro=teksten.feit("kwartaalupdate-intro") or Feit("", "aanname"),
        cijfers=tuple(
            kerncijfer(getal, anker=getal.project.slug, teken=tekens[getal.project.slug])
            for getal in voorblad
            if getal.project
        ),
        cijfers_bron=_bron(voorblad),
        delen=delen,
        agenda=_agenda(ronde),
        gemeenten=tuple((item.slug, item.naam) for item in gemeenten),
        genoemd=genoemd,
        genoemd_regel=_named_line(genoemd, teksten, ronde),
        slot_titel=teksten.kop("kwartaalupdate-slot") or Feit(MERK, "aanname"),
        slot_tekst=teksten.feit("kwartaalupdate-slot") or Feit("", "aanname"),
        verwijzingen=tuple(Verwijzing(*verwijzing(regel.tekst)) for regel in teksten.feiten("kwartaalupdate-links")),
        voetregels=teksten.feiten("kwartaalupdate-mail"),
        verantwoording=_verantwoording(delen, voorblad, teksten),
    )


def _bron(getallen: Sequence[Controlegetal]) -> str:
    bronnen = list(dict.fromkeys(getal.bron for getal in getallen))
    return f"Bron: {notatie.opsomming(bronnen)}." if bronnen else ""


def _verantwoording(delen: Sequence[Deel], getallen: Sequence[Controlegetal], teksten: Teksten) -> tuple[Feit, ...]:
    regels = list(teksten.feiten("kwartaalupdate-verantwoording"))
    if any(deel.zin and deel.zin.herkomst == "aanname" for deel in delen):
        regels.append(Feit(VAN_DE_REDACTIE))
    if any(getal.herkomst == "afgeleid" for getal in getallen):
        regels.append(Feit(AFGELEID))
    return tuple(regels)


def _agenda(ronde: Ronde) -> tuple[Agendapunt, ...]:
    """What was still to come on the day of publication, until the end of that year: meetings and milestones.

    Milestones as they stood that day: one that was moved or reached later changes nothing in it.
    """
    dag = ronde.peildatum
    einde = date(dag.year, 12, 31)
    komend = Q(datum__range=(dag, einde)) | Q(datum__lt=dag, tot__range=(dag, einde))
    bijeenkomsten = Bijeenkomst.objects.filter(komend).exclude(precisie=Precisie.KWARTAAL)
    mijlpalen = [row for row in load_mijlpalen(Blik(dag, dag)) if row.staat == GEPLAND and dag <= row.datum <= einde]
    rijen = [
        (
            item.tot or item.datum,
            item.precisie != Precisie.DAG,
            Agendapunt(_when(item), Feit(item.naam, item.herkomst, item.vindplaats), item.plaats),
        )
        for item in bijeenkomsten
    ]
    rijen += [
        (
            item.datum,
            item.precisie != Precisie.DAG,
            Agendapunt(_when(item), Feit(item.naam, item.herkomst, item.vindplaats)),
        )
        for item in mijlpalen
    ]
    return tuple(punt for *_, punt in sorted(rijen, key=lambda rij: (rij[0], rij[1], rij[2].wat.tekst)))


def _when(item: Bijeenkomst | MijlpaalRegel) -> str:
    """In the words of the source where it has them, else as exactly as the date is known."""
    if item.precisie == Precisie.DAG:
        return notatie.datum(item.datum)
    if tekst := getattr(item, "datum_tekst", ""):
        return str(tekst)
    if item.precisie == Precisie.MAAND:
        return notatie.datum(item.datum).split(" ", 1)[1]
    return notatie.kwartaal(item.datum) if item.precisie == Precisie.KWARTAAL else str(item.datum.year)


def _named(gemeenten: Sequence[str], delen: Sequence[Deel]) -> tuple[str, ...]:
    """The gemeenten that occur by name in the news, in alphabetical order."""
    tekst = " ".join(
        opmaak.to_plain(punt.tekst) for deel in delen for bericht in deel.berichten for punt in bericht.bullets
    )
    return tuple(sorted(naam for naam in gemeenten if re.search(rf"(?<![\w-]){re.escape(naam)}(?![\w-])", tekst)))


def _named_line(genoemd: Sequence[str], teksten: Teksten, ronde: Ronde) -> Feit | None:
    if not genoemd:
        return None
    tekst = "Eén gemeente komt" if len(genoemd) == 1 else f"{telwoord(len(genoemd)).capitalize()} gemeenten komen"
    uitleg = teksten.feit(f"kwartaalupdate-{ronde.code.lower()}-genoemd")
    return Feit(
        f"{tekst} bij naam voor", "afgeleid", uitleg.tekst if uitleg else "Geteld in de berichten van deze update."
    )
