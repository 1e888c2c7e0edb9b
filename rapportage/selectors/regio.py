"""The page of the region: theme lines, map, participation, money, the open round. A constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from financien.grafieken import bridge
from financien.selectors.programma import latest_year, programma_geld, programma_jaren
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.notatie import datum, getal
from koers.lib.peildatum import Blik
from koers.ui.charts import Brug, Groep, Statusbalk
from projecten.models import Project
from projecten.rules.trede import telwoord
from projecten.selectors.inzending import Inzending, Nieuws
from projecten.selectors.laatste import load_laatste
from projecten.selectors.meten import Cijfer, load_cijfers
from projecten.selectors.omvang import Omvang, load_omvang
from projecten.selectors.plicht import Plicht
from projecten.selectors.project import ProjectKop, ThemaKop, by_thema, load_projecten, load_themas
from projecten.selectors.ronde import next_ronde
from projecten.selectors.stand import Stand, Verslag
from rapportage.selectors.eigenaar.acties import OpenRonde, open_ronde
from rapportage.selectors.kaart import Kaart, load_kaart
from rapportage.selectors.matrix import Matrix, matrix_of, read_filter

STAND_WOORDEN = {"groen": "groen", "oranje": "oranje", "rood": "rood", "": "niet gemeld", "klaar": "afgerond"}


@dataclass(frozen=True)
class ThemaRegel:
    """A theme line as a row: how many projects, their states, a figure and news."""

    thema: ThemaKop
    aantal: int
    standen: tuple[str, ...]
    telling: str
    cijfer: Cijfer | None
    nieuws: tuple[ProjectKop, Nieuws] | None


@dataclass(frozen=True)
class Voortgang:
    """How far the open round is: all of it for who reviews, else only what is approved.

    Without a figure where there are too many projects for one page; then its board tells.
    """

    ronde: OpenRonde
    grafiek: Statusbalk | None
    ontbreekt: tuple[Plicht, ...]
    volledig: bool


@dataclass(frozen=True)
class ProjectNieuws:
    """All bullets of a project in the last round."""

    project: ProjectKop
    punten: tuple[Nieuws, ...]


@dataclass(frozen=True)
class RegioBlik:
    """Everything the page shows."""

    zin: str
    ronde_zin: str
    themas: tuple[ThemaRegel, ...]
    kaart: Kaart
    matrix: Matrix
    brug: Brug | None
    geld_jaar: int | None
    voortgang: Voortgang | None
    geen_ronde: str
    """When the next one opens, where none is open now."""
    nieuws_ronde: str
    programma: tuple[tuple[str, Inzending], ...]
    nieuws: tuple[ProjectNieuws, ...]


def load_regio(blik: Blik, gebruiker: Any, params: Mapping[str, str]) -> RegioBlik:
    """The page on a day, for this reader."""
    themas = load_themas(blik)
    keuze = read_filter({"thema": params.get("thema", "")}, themas)
    omvang = load_omvang(blik, themas, thema=keuze.thema, onder=Q(soort=Project.Soort.REGIONAAL))
    koppen = load_projecten(blik, themas=themas, waar=omvang.waar)
    matrix = matrix_of(blik, keuze, omvang, koppen)
    ids = [kop.id for kop in koppen]
    verslag = load_laatste(blik, projecten=ids, rubrieken=True)
    standen = {kop.id: Stand(afgerond=True) if kop.afgerond else verslag.stand(kop.id) for kop in koppen}
    last = verslag.laatste
    ronde = last.ronde if last else ""
    jaar, brug = _bridge(blik)
    voortgang = _completeness(blik, gebruiker, met_bord=not omvang.te_veel)
    return RegioBlik(
        zin=_sentence(omvang, standen, matrix),
        ronde_zin=_round_sentence(voortgang),
        themas=_themes(koppen, standen, verslag, load_cijfers(blik, project__in=ids)),
        kaart=load_kaart(blik, matrix, params.get("kaart", "").strip()),
        matrix=matrix,
        brug=brug,
        geld_jaar=jaar,
        voortgang=voortgang,
        geen_ronde=_no_round(blik) if blik.is_nu and voortgang is None else "",
        nieuws_ronde=ronde,
        programma=verslag.programma(ronde),
        nieuws=tuple(_news(koppen, verslag, ronde)),
    )


def _sentence(omvang: Omvang, standen: Mapping[int, Stand], matrix: Matrix) -> str:
    running = sum(telling.lopend for telling in omvang.tellingen)
    lines = sum(telling.lopend > 0 for telling in omvang.tellingen if telling.thema.slug)
    done = omvang.totaal - running
    attention = sum(stand.vraagt_aandacht for stand in standen.values())
    owners = len(matrix.alle)
    text = f"{getal(running)} {'regionaal project' if running == 1 else 'regionale projecten'}"
    text += f" in {telwoord(lines)} themalijn{'en' if lines != 1 else ''}"
    text += f", {owners} {'eigenaar' if owners == 1 else 'eigenaren'}"
    if done:
        text += f"; {done} {'project' if done == 1 else 'projecten'} dit jaar afgerond"
    if attention:
        where = f"van {omvang.thema.naam} " if omvang.thema else ""
        text += f"; {where}{attention} {'vraagt' if attention == 1 else 'vragen'} aandacht"
    return f"{text}."


def _themes(
    koppen: Sequence[ProjectKop], standen: Mapping[int, Stand], verslag: Verslag, cijfers: Sequence[Cijfer]
) -> tuple[ThemaRegel, ...]:
    rows = []
    for groep in by_thema(koppen):
        ids = {kop.id for kop in groep.projecten}
        states = [standen[kop.id].ergste for kop in groep.projecten]
        counts = Counter(states)
        told = [f"{counts[state]} {word}" for state, word in STAND_WOORDEN.items() if counts[state]]
        own = [cijfer for cijfer in cijfers if cijfer.project_id in ids]
        figures = sorted(own, key=lambda cijfer: (cijfer.op_voorblad, cijfer.peildatum), reverse=True)
        news = [(kop, found[0]) for kop in groep.projecten if (found := verslag.nieuws(kop.id))]
        rows.append(
            ThemaRegel(
                thema=groep.thema,
                aantal=len(groep.projecten),
                standen=tuple(sorted(states, key=list(STAND_WOORDEN).index)),
                telling=", ".join(told),
                cijfer=figures[0] if figures else None,
                nieuws=news[0] if news else None,
            )
        )
    return tuple(rows)


def _news(koppen: Sequence[ProjectKop], verslag: Verslag, ronde: str) -> list[ProjectNieuws]:
    found = []
    for kop in koppen:
        points = tuple(news for entry in verslag.of(kop.id) if entry.ronde == ronde for news in entry.nieuws)
        if points:
            found.append(ProjectNieuws(kop, points))
    return found


def _bridge(blik: Blik) -> tuple[int | None, Brug | None]:
    """The last year of the programme that was over by that day and has figures."""
    years = [jaar for jaar in programma_jaren() if jaar <= blik.peildatum.year]
    latest = latest_year()
    jaar = latest if latest in years else max(years, default=None)
    if jaar is None:
        return None, None
    found = programma_geld(jaar)
    return jaar, bridge(found) if found.totaal.beschikbaar else None


def _completeness(blik: Blik, gebruiker: Any, *, met_bord: bool) -> Voortgang | None:
    found = open_ronde(blik, met_bord=met_bord) if blik.is_nu else None
    if found is None:
        return None
    bord, may = found.bord, bevoegdheid_of(gebruiker, blik.vandaag).may
    full = may("projecten.voortgang:review") or may("projecten.voortgang:read-all")
    if bord is None:
        return Voortgang(found, None, (), full)
    if not full:
        # A count of drafts would give away that they exist.
        rest = bord.totaal - bord.goedgekeurd
        groups: tuple[Groep, ...] = (Groep("goedgekeurd", bord.goedgekeurd, "besteed"), Groep("nog niet", rest, "leeg"))
        title = f"{bord.goedgekeurd} van de {bord.totaal} zijn goedgekeurd"
        return Voortgang(found, Statusbalk(titel=title, groepen=groups), (), full)
    begun = sum(plicht.staat != "" for plicht in bord.ontbreekt)
    empty = len(bord.ontbreekt) - begun
    groups = (
        Groep("binnen", bord.binnen, "besteed"),
        Groep("begonnen", begun, "mee"),
        Groep("nog leeg", empty, "leeg"),
    )
    title = f"{bord.binnen} binnen, {begun} begonnen, {empty} nog leeg"
    return Voortgang(found, Statusbalk(titel=title, groepen=groups), tuple(bord.ontbreekt), full)


def _no_round(blik: Blik) -> str:
    ronde = next_ronde(blik.vandaag)
    if ronde is None:
        return "Er is nu geen ronde open. De volgende staat hier zodra de programmamanager hem opent."
    begin, tijdig, dicht = (datum(day) for day in (ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op))
    days = f"gaat open op {begin}, is op tijd tot en met {tijdig} en sluit op {dicht}"
    return f"Er is nu geen ronde open. De ronde {ronde} {days}."


def _round_sentence(voortgang: Voortgang | None) -> str:
    if voortgang is None or voortgang.ronde.bord is None:
        return ""
    bord, ronde = voortgang.ronde.bord, voortgang.ronde.ronde
    if voortgang.volledig:
        return f"In {ronde} zijn {bord.binnen} van de {bord.totaal} binnen."
    return f"In {ronde} zijn {bord.goedgekeurd} van de {bord.totaal} goedgekeurd."
