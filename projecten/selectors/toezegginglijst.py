"""All promises that this person may read, filtered by the address: one filter for the screen and the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.notatie import opsomming
from koers.lib.opmaak import to_plain
from koers.lib.peildatum import Blik
from projecten.models import Project, Toezegging
from projecten.rules.antwoord import NAGEKOMEN, OPEN, STATEN, TE_LAAT, VERSCHOVEN, VERVALLEN
from projecten.selectors.afkomst import Erfgang, erfenis_of, load_erfgang
from projecten.selectors.onderwerp import Onderwerp, load_auteurschap
from projecten.selectors.project import GEEN_THEMA, ProjectKop, ThemaKop, load_projecten
from projecten.selectors.toezegging import Belofte, load_beloften, outcome_words

# What asks for attention first.
VOLGORDE = (TE_LAAT, OPEN, VERSCHOVEN, NAGEKOMEN, VERVALLEN)
KOP = (
    *("Waarover", "Themalijn", "Toezegging", "Toegezegd in", "Voor", "Nu voor"),
    *("Staat", "Wat ervan kwam", "Toelichting", "Beantwoord in", "Herkomst", "Wie het meldt"),
)


@dataclass(frozen=True)
class Rij:
    """A promise under the names of that day. `drager`: which other project answers it, since that went on in it."""

    belofte: Belofte
    naam: str
    project: ProjectKop | None
    staat: str
    drager: ProjectKop | None = None

    @property
    def meldt(self) -> str:
        """Who is to say what comes of it."""
        gemeente = self.belofte.toezegging.voortgang.gemeente
        if self.drager is None:
            return self.naam
        return f"{self.drager.naam} in {gemeente}" if gemeente else self.drager.naam

    @property
    def thema(self) -> ThemaKop:
        return self.project.thema if self.project else GEEN_THEMA

    @property
    def staat_woorden(self) -> str:
        return STATEN[self.staat]

    @property
    def eerder(self) -> str:
        """The dates it had before, in words."""
        return opsomming(self.belofte.eerder)

    @property
    def kwam(self) -> str:
        """What the last answer said; "" without one."""
        return outcome_words(self.belofte.laatste) if self.belofte.laatste else ""


@dataclass(frozen=True)
class ToezeggingFilter(Adreskeuze):
    """What of the list one wants to see; all of it stands in the address."""

    staat: str = ""
    thema: str = ""

    def matches(self, rij: Rij) -> bool:
        return self.staat in ("", rij.staat) and self.thema in ("", rij.thema.slug)


@dataclass(frozen=True)
class Lijst:
    """The page: what is chosen, what can be chosen, and the rows."""

    filter: ToezeggingFilter
    rijen: tuple[Rij, ...]
    totaal: int
    te_laat: int
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    query: str


def load_rijen(gebruiker: Any, today: date) -> list[Rij]:
    """Every promise this person may read, what asks for attention first. A constant number of queries."""
    beloften = load_beloften(Toezegging.objects.visible_to(gebruiker, today), whose=True)
    dragers = _dragers(beloften, load_erfgang(today))
    ids = {*dragers.values(), *(own.toezegging.voortgang.project_id for own in beloften)}
    koppen = {kop.id: kop for kop in load_projecten(Blik(today, today), alle=True, waar=Q(pk__in=ids - {None}))}
    rijen = (_row(own, koppen, dragers, today) for own in beloften)
    return sorted(rijen, key=lambda rij: VOLGORDE.index(rij.staat))


def _dragers(beloften: Iterable[Belofte], erfgang: Erfgang) -> dict[int, int]:
    """Promise → the project that answers it, where that is another than made it."""
    made = {own.toezegging.pk: project for own in beloften if (project := own.toezegging.voortgang.project_id)}
    found = {pk: erfgang.drager(pk, project) for pk, project in made.items()}
    return {pk: drager for pk, drager in found.items() if drager != made[pk]}


def _row(belofte: Belofte, koppen: Mapping[int, ProjectKop], dragers: Mapping[int, int], today: date) -> Rij:
    entry = belofte.toezegging.voortgang
    kop = koppen.get(entry.project_id or 0)
    project = kop.naam if kop else str(entry.project or "")
    naam = f"{project} in {entry.gemeente}" if project and entry.gemeente else project
    drager = koppen.get(dragers.get(belofte.toezegging.pk, 0))
    return Rij(belofte, naam or str(entry.rubriek or entry.gemeente), kop, belofte.staat(today), drager)


def load_lijst(gebruiker: Any, today: date, params: Mapping[str, str]) -> Lijst:
    """The filtered list. OngeldigeVraag for a choice that does not exist."""
    rijen = load_rijen(gebruiker, today)
    themas = sorted({(rij.thema.volgorde, rij.thema.slug, rij.thema.naam) for rij in rijen})
    options = {"staat": STATEN, "thema": {slug: naam for _, slug, naam in themas if slug}}
    keuze = ToezeggingFilter.read(params, options, "Deze keuze bestaat niet. Bekijk alle toezeggingen.")
    return Lijst(
        filter=keuze,
        rijen=tuple(rij for rij in rijen if keuze.matches(rij)),
        totaal=len(rijen),
        te_laat=sum(rij.staat == TE_LAAT for rij in rijen),
        keuzes=(("Staat", keuze.chips("staat", STATEN)), ("Themalijn", keuze.chips("thema", options["thema"]))),
        query=keuze.query(),
    )


def as_rows(rijen: Iterable[Rij]) -> list[tuple[object, ...]]:
    """The rows as the file has them, under KOP: the same promises in the same order as on the screen."""
    return [
        (
            rij.naam,
            rij.thema.naam if rij.project else None,
            to_plain(rij.belofte.toezegging.tekst),
            str(rij.belofte.ronde),
            str(rij.belofte.eerste),
            str(rij.belofte.wanneer),
            rij.staat_woorden,
            rij.kwam or None,
            rij.belofte.laatste.woorden if rij.belofte.laatste else None,
            str(rij.belofte.laatste.voortgang.ronde) if rij.belofte.laatste else None,
            rij.belofte.toezegging.get_herkomst_display(),
            None if rij.belofte.is_klaar else rij.meldt,
        )
        for rij in rijen
    ]


@dataclass(frozen=True)
class VanProject:
    """A promise on the page of a project: `van` made it, `naar` answers it, where that is another."""

    belofte: Belofte
    van: ProjectKop | None = None
    naar: ProjectKop | None = None


def of_project(project: Project, gebruiker: Any, blik: Blik) -> list[VanProject]:
    """What a project and its gemeenten promised by a day, or took over, and what became of it by then; open ones first.

    A constant number of queries.
    """
    erfgang = load_erfgang(blik.peildatum)
    erfenis, _ = erfenis_of(erfgang, project.pk)
    which = Q(voortgang__project=project) | erfenis.promises(project.pk)
    rows = Toezegging.objects.visible_to(gebruiker, blik.vandaag).filter(which)
    made = load_beloften(rows.select_related("voortgang__gemeente"))
    known = [own.known_on(blik.peildatum) for own in made if own.ronde.begin <= blik.peildatum]
    dragers = _dragers(known, erfgang)
    ids = {*dragers.values(), *(own.toezegging.voortgang.project_id for own in known)} - {project.pk}
    koppen = {kop.id: kop for kop in load_projecten(blik, alle=True, waar=Q(pk__in=ids))} if ids else {}
    found = (
        VanProject(
            own,
            koppen.get(own.toezegging.voortgang.project_id or 0),
            koppen.get(dragers.get(own.toezegging.pk, 0)),
        )
        for own in known
    )
    return sorted(found, key=lambda own: own.belofte.is_klaar)


def load_mine(gebruiker: Any, today: date) -> list[Rij]:
    """Those that this person still has to keep: about what they write about."""
    auteur = load_auteurschap(gebruiker, today)
    if not (auteur.projecten or auteur.gemeenten or auteur.rubrieken):
        return []
    return [rij for rij in load_rijen(gebruiker, today) if not rij.belofte.is_klaar and auteur.covers(_onderwerp(rij))]


def _onderwerp(rij: Rij) -> Onderwerp:
    """What it is about now."""
    entry = rij.belofte.toezegging.voortgang
    if rij.drager is None or entry.project is None:
        return Onderwerp.of(entry)
    return Onderwerp(Project(pk=rij.drager.id), entry.gemeente or entry.project.gemeente)
