"""One project, from every side, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Indeling, Indicator, Project, Projectleiding, ProjectNaam, Ronde, Voortgang
from projecten.rules.trede import deelname_sentence
from projecten.selectors.afkomst import Afkomst, load_afkomst
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_stappen
from projecten.selectors.inzending import Inzending
from projecten.selectors.meetrecht import load_meetrecht
from projecten.selectors.meten import Cijfer, Reeks, in_chart, load_cijfers, load_gemeten, puntbereik
from projecten.selectors.omvang import NAMEN
from projecten.selectors.onderwerp import Onderwerp, load_auteurschap, subject_refusal
from projecten.selectors.opbrengst import Regel, load_betrokkenen
from projecten.selectors.planning import Planning, load_planning
from projecten.selectors.project import ProjectKop, load_projecten
from projecten.selectors.raster import asked_in
from projecten.selectors.stand import Stand, load_verslag
from projecten.selectors.tijdlijn import Tijdlijn, load_tijdlijn
from projecten.selectors.toezegginglijst import VanProject, of_project

# The news of two years; more is asked for.
RONDES = 8


@dataclass(frozen=True)
class Stap:
    """A name or a place that once held, from a day to the day before the next."""

    id: int
    tekst: str
    vanaf: date
    tot: date | None
    herkomst: str
    vindplaats: str


@dataclass(frozen=True)
class Deelnemer:
    """An eigenaar and where it stands; no step known is not reported."""

    eigenaar: EigenaarKop
    trede: Trede | None


@dataclass(frozen=True)
class Bijdrage:
    """What was approved of a ronde: of the region (no gemeente) or of one."""

    gemeente: str
    inzending: Inzending


@dataclass(frozen=True)
class RondeBlok:
    """Everything of one quarter."""

    ronde: str
    bijdragen: tuple[Bijdrage, ...]


@dataclass(frozen=True)
class Ontwerp:
    """An entry that is not approved, for who may see it."""

    id: int
    ronde: str
    gemeente: str
    staat: str
    punten: tuple[tuple[str, str], ...]
    """Of each bericht its text and where it came from."""


@dataclass(frozen=True)
class ProjectBlik:
    """Everything the page shows."""

    project: ProjectKop
    stand: Stand
    deelname: str
    deelnemers: tuple[Deelnemer, ...]
    overigen: tuple[EigenaarKop, ...]
    overigen_op_naam: bool
    """Whether they are few enough to name."""
    leiders: tuple[Projectleiding, ...]
    namen: tuple[Stap, ...]
    plaatsen: tuple[Stap, ...]
    rondes: tuple[RondeBlok, ...]
    rondes_totaal: int
    """How many there are; the page shows the last ones unless all are asked for."""
    ontwerpen: tuple[Ontwerp, ...]
    planning: Planning
    tijdlijn: Tijdlijn
    betrokkenen: tuple[Regel, ...]
    cijfers: tuple[Cijfer, ...]
    reeksen: tuple[tuple[Reeks, Any], ...]
    ongemeten: tuple[Indicator, ...]
    landt: ProjectKop | None
    afkomst: Afkomst
    toezeggingen: tuple[VanProject, ...]


def load_project(project: Project, blik: Blik, gebruiker: Any, *, alle_rondes: bool = False) -> ProjectBlik | None:
    """The page of a project, or None on a day before it began. A constant number of queries."""
    ids = [project.slug] + ([project.landt.slug] if project.landt_id and project.landt else [])
    koppen = {kop.id: kop for kop in load_projecten(blik, alle=True, slugs=ids)}
    kop = koppen.get(project.pk)
    if kop is None:
        return None
    bevoegdheid = bevoegdheid_of(gebruiker, blik.vandaag)
    eigenaren = load_eigenaren(blik)
    names = {own.id: own.naam for own in eigenaren}
    stappen = load_stappen(blik, project.pk)
    treden = {trede.eigenaar_id: trede for trede, _ in stappen}
    verslag = load_verslag(blik, projecten=[project.pk], lokaal=True, intern=bevoegdheid.in_team, terug=None)
    own = [Deelnemer(eigenaar, treden.get(eigenaar.id)) for eigenaar in eigenaren]
    known = [(item.trede.stap, item.eigenaar.is_gemeente) for item in own if item.trede]
    reeksen, ongemeten = load_gemeten(blik, team=bevoegdheid.in_team, project=project)
    namen, plaatsen, planning = _namen(project, blik), _plaatsen(project, blik), load_planning(blik, project.pk)
    afkomst, rondes = load_afkomst(project, blik), _rondes(verslag.per_scope, names)
    others = tuple(item.eigenaar for item in own if not item.trede)
    takes_part = {item.eigenaar.id for item in own if item.trede}
    return ProjectBlik(
        project=kop,
        stand=Stand(afgerond=True) if kop.afgerond else verslag.stand(project.pk),
        deelname=deelname_sentence(known),
        deelnemers=tuple(item for item in own if item.trede),
        overigen=others,
        overigen_op_naam=len(others) <= NAMEN,
        leiders=tuple(_leiders(project, blik)),
        namen=namen,
        plaatsen=plaatsen,
        rondes=rondes if alle_rondes else rondes[:RONDES],
        rondes_totaal=len(rondes),
        ontwerpen=tuple(_ontwerpen(project, blik, gebruiker)) if blik.is_nu else (),
        cijfers=tuple(load_cijfers(blik, project=project)),
        reeksen=tuple((reeks, puntbereik(reeks, in_chart(reeks, eigenaren, takes_part))) for reeks in reeksen),
        ongemeten=tuple(ongemeten),
        landt=koppen.get(project.landt_id) if project.landt_id else None,
        toezeggingen=tuple(of_project(project, gebruiker, blik)),
        afkomst=afkomst,
        planning=planning,
        tijdlijn=load_tijdlijn(project, blik, planning, afkomst, namen, plaatsen, stappen),
        betrokkenen=load_betrokkenen(project, blik),
    )


def entry_url(project: Project, rondes: Sequence[Ronde], blik: Blik, gebruiker: Any) -> str:
    """Where this person writes about the project in the first of the open rondes; "" for who does not."""
    if not rondes or not blik.is_nu:
        return ""
    own = bevoegdheid_of(gebruiker, blik.vandaag).per_rol.get(Rol.LOKAAL, frozenset())
    elsewhere = Eigenaar.objects.filter(pk__in=own - {project.gemeente_id})
    auteur = load_auteurschap(gebruiker, blik.vandaag)
    for onderwerp in [Onderwerp(project), *(Onderwerp(project, eigenaar) for eigenaar in elsewhere)]:
        if auteur.covers(onderwerp) and not subject_refusal(onderwerp, rondes[0], blik.vandaag):
            return onderwerp.edit_url(rondes[0])
    return ""


def measure_url(project: Project, rondes: Sequence[Ronde], blik: Blik, gebruiker: Any) -> str:
    """Where this person enters measurements in the open ronde that asks for some; "" for who does not."""
    if not blik.is_nu or not load_meetrecht(gebruiker, project, blik.vandaag):
        return ""
    asked = next((ronde for ronde in rondes if asked_in(ronde, project)), None)
    return reverse("projecten:meting_edit", args=[project.slug, asked.code]) if asked else ""


def _leiders(project: Project, blik: Blik) -> list[Projectleiding]:
    rows = Projectleiding.objects.in_force(blik.peildatum).filter(project=project)
    return list(rows.select_related("gebruiker", "vervangt").order_by("vanaf"))


def _steps(rows: list[tuple[int, str, date, str, str]]) -> tuple[Stap, ...]:
    ends: list[date | None] = [*[row[2] for row in rows[1:]], None][: len(rows)]
    return tuple(
        Stap(pk, text, begin, end, herkomst, vindplaats)
        for (pk, text, begin, herkomst, vindplaats), end in zip(rows, ends, strict=True)
    )[::-1]


def _namen(project: Project, blik: Blik) -> tuple[Stap, ...]:
    rows = ProjectNaam.objects.filter(project=project, vanaf__lte=blik.peildatum).order_by("vanaf")
    return _steps(list(rows.values_list("pk", "naam", "vanaf", "herkomst", "vindplaats")))


def _plaatsen(project: Project, blik: Blik) -> tuple[Stap, ...]:
    """Its theme lines, each under the name it had when the project came there."""
    rows = Indeling.objects.filter(project=project, vanaf__lte=blik.peildatum).order_by("vanaf")
    named = [
        (row.pk, row.themalijn, row.vanaf, row.herkomst, row.vindplaats)
        for row in rows.select_related("themalijn").prefetch_related("themalijn__namen")
    ]
    text = [
        (pk, _name_then(lijn, begin), begin, herkomst, vindplaats) for pk, lijn, begin, herkomst, vindplaats in named
    ]
    return _steps([row for i, row in enumerate(text) if i == 0 or row[1] != text[i - 1][1]])


def _name_then(lijn: Any, day: date) -> str:
    names = sorted(lijn.namen.all(), key=lambda naam: naam.vanaf)
    begun = [naam.naam for naam in names if naam.vanaf <= day]
    return begun[-1] if begun else names[0].naam if names else lijn.slug


def _rondes(per_scope: Any, names: dict[int, str]) -> tuple[RondeBlok, ...]:
    blocks: dict[tuple[date, str], list[Bijdrage]] = {}
    for (_, gemeente), entries in per_scope.items():
        for entry in entries:
            name = names.get(gemeente, "") if gemeente else ""
            blocks.setdefault((entry.begin, entry.ronde), []).append(Bijdrage(name, entry))
    ordered = sorted(blocks.items(), key=lambda item: item[0][0], reverse=True)
    return tuple(RondeBlok(ronde, tuple(sorted(own, key=lambda item: item.gemeente))) for (_, ronde), own in ordered)


def _ontwerpen(project: Project, blik: Blik, gebruiker: Any) -> list[Ontwerp]:
    rows = Voortgang.objects.visible_to(gebruiker, blik.vandaag).filter(project=project)
    rows = rows.exclude(staat=Voortgang.Staat.GOEDGEKEURD).select_related("ronde", "gemeente")
    return [
        Ontwerp(
            id=row.pk,
            ronde=str(row.ronde),
            gemeente=row.gemeente.naam if row.gemeente else "",
            staat=row.get_staat_display(),
            punten=tuple((bericht.tekst, bericht.herkomst) for bericht in row.berichten.all()),
        )
        for row in rows.prefetch_related("berichten")
    ]
