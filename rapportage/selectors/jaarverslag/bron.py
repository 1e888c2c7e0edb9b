"""The rows that a jaarverslag is made of, read once: a constant number of queries, however large the programme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch, Q

from financien.models import Capaciteit, Jaarschijf
from financien.selectors import ProgrammaGeld, programma_geld
from koers.eigenaren.models import Besluit, Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.kwartaal import Kwartaal
from projecten.models import (
    Bijeenkomst,
    Borging,
    Controlegetal,
    Deelname,
    Indicator,
    Meting,
    Project,
    Resultaat,
    Voortgang,
)
from projecten.models import Ronde as RondeRij
from projecten.selectors.afkomst import load_lijnen
from projecten.selectors.gepubliceerd import published
from projecten.selectors.optelling import Regiosom, load_regiosommen
from rapportage.documents.delen import Daarna
from rapportage.documents.feiten import Feit
from rapportage.selectors.jaarverslag.verder import last_of, load_continued
from rapportage.selectors.teksten import Teksten
from themalijnen.models import Themalijn

Sleutel = tuple[int | None, int | None]  # project, gemeente


@dataclass(frozen=True)
class ProjectRij:
    """A regional or local project as it was called and placed in the year; `begonnen` when it had begun by its end.

    `verder`: what began out of it after the year, by id and name; `loopt`: it runs on beside that.
    """

    pk: int
    slug: str
    naam: str
    voorheen: str
    naam_nu: str
    regionaal: bool
    begonnen: bool
    themalijn: int | None
    volgorde: int
    verder: tuple[tuple[int, str], ...] = ()
    loopt: bool = True


@dataclass(frozen=True)
class Bron:
    """Everything, keyed for the parts that print it."""

    jaar: int
    today: date
    teksten: Teksten
    eigenaren: list[Eigenaar]
    themalijnen: list[Themalijn]
    projecten: dict[int, ProjectRij]
    nieuws: dict[Sleutel, tuple[Feit, ...]]
    standen: dict[int, Voortgang]
    later: dict[Sleutel, Daarna]
    stappen: list[Deelname]
    borgingen: list[Borging]
    resultaten: list[Resultaat]
    besluiten: list[Besluit]
    bijeenkomsten: list[Bijeenkomst]
    getallen: list[Controlegetal]
    indicatoren: list[Indicator]
    regiosommen: dict[tuple[int, date], Regiosom]
    capaciteit: dict[int, list[Capaciteit]]
    eigen_geld: list[Jaarschijf]
    geld: ProgrammaGeld
    momenten: list[datetime]

    @property
    def eind(self) -> date:
        return date(self.jaar, 12, 31)

    def is_later(self, day: date) -> bool:
        return day > self.eind

    def projecten_van(self, themalijn: Themalijn) -> list[ProjectRij]:
        """The regional projects under a themalijn, in its order."""
        eigen = [item for item in self.projecten.values() if item.regionaal and item.themalijn == themalijn.pk]
        return sorted(eigen, key=lambda item: (item.volgorde, item.naam))

    def lokaal_nieuws(self, project: int) -> list[tuple[Eigenaar, tuple[Feit, ...]]]:
        """What gemeenten reported of a project in the year."""
        return [(item, self.nieuws[project, item.pk]) for item in self.eigenaren if (project, item.pk) in self.nieuws]

    def deelnames(self) -> dict[tuple[int, int], Deelname]:
        """(project, eigenaar) → the step in force at the end of the year."""
        return {(s.project_id, s.eigenaar_id): s for s in self.stappen if not self.is_later(s.vanaf)}

    def latere_deelnames(self) -> dict[tuple[int, int], Deelname]:
        """(project, eigenaar) → the last step of after the year; else that in what began out of the project.

        There only what was reported: what went along says nothing new.
        """
        steps = {(s.project_id, s.eigenaar_id): s for s in self.stappen if self.is_later(s.vanaf)}
        joined: dict[tuple[int, int], Deelname] = {}
        for (project, eigenaar), stap in steps.items():
            if stap.herkomst != Herkomst.AFGELEID:
                joined |= {(pk, eigenaar): stap for pk in self.kwam_uit.get(project, ())}
        return joined | steps

    @cached_property
    def kwam_uit(self) -> dict[int, list[int]]:
        """What began after the year → the projects of the year that it began out of."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.projecten.values():
            for pk, _ in row.verder:
                found[pk].append(row.pk)
        return found

    def project_of(self, pk: int) -> ProjectRij | None:
        """That project; of what began after the year the one it began out of."""
        return self.projecten.get(pk) or next((self.projecten[own] for own in self.kwam_uit.get(pk, ())), None)

    @cached_property
    def namen_nu(self) -> dict[int, str]:
        """Project → what it is called now, also of what began out of one after the year."""
        later = {pk: naam for row in self.projecten.values() for pk, naam in row.verder}
        return later | {row.pk: row.naam_nu for row in self.projecten.values()}


def read_bron(jaar: int, today: date) -> Bron:
    """All rows of a year, as known on *today*."""
    eind = date(jaar, 12, 31)
    nu = _voortgang(Q(ronde__soort=RondeRij.Soort.JAAR, ronde__jaar=jaar))
    later = _voortgang(Q(ronde__soort=RondeRij.Soort.KWARTAAL, ronde__begin__gt=eind, ronde__uitgave__lte=today))
    getallen = Controlegetal.objects.select_related("project", "eigenaar")
    capaciteit = defaultdict(list)
    for rij in Capaciteit.objects.filter(jaar=jaar):
        capaciteit[rij.eigenaar_id].append(rij)
    metingen = Meting.objects.filter(peildatum__year=jaar)
    indicatoren: list[Indicator] = list(
        Indicator.objects.filter(Q(vanaf=None) | Q(vanaf__year__lte=jaar)).prefetch_related(
            Prefetch("metingen", metingen.order_by("peildatum"), to_attr="van_het_jaar")
        )
    )
    return Bron(
        jaar=jaar,
        today=today,
        teksten=Teksten(
            (f"jaarverslag-{jaar}-", "jaarverslag-werkwijze-", "trede-", "stand-", "begrip-", "afkorting-")
        ),
        eigenaren=list(Eigenaar.objects.on(eind).prefetch_related("functies")),
        themalijnen=list(Themalijn.objects.on(eind).named(eind)),
        projecten=_projecten(eind, today),
        nieuws={(item.project_id, item.gemeente_id): _punten(item) for item in nu if item.publiek},  # type: ignore[attr-defined]
        standen={item.project_id: item for item in nu if item.project_id and not item.gemeente_id},
        later=_daarna(later),
        stappen=list(Deelname.objects.filter(vanaf__lte=today).order_by("vanaf")),
        borgingen=list(Borging.objects.filter(gemeld_op__lte=today).select_related("partner", "eigenaar")),
        resultaten=list(Resultaat.objects.filter(datum__year=jaar).order_by("datum", "naam")),
        besluiten=list(
            Besluit.objects.filter(
                Q(jaar=jaar) | Q(vergadering__datum__year=jaar) | Q(onderwerp=f"Jaarverslag {jaar}")
            ).select_related("vergadering")
        ),
        bijeenkomsten=list(Bijeenkomst.objects.filter(datum__year=jaar)),
        getallen=list(getallen.filter(peildatum__year=jaar)),
        indicatoren=indicatoren,
        regiosommen=load_regiosommen(indicatoren, metingen.order_by(), team=False),
        capaciteit=capaciteit,
        eigen_geld=list(
            Jaarschijf.objects.filter(
                jaar__gt=jaar, herkomst="bron", beschikking__ontvanger__soort=Eigenaar.Soort.GEMEENTE
            ).select_related("beschikking")
        ),
        geld=programma_geld(jaar),
        momenten=[item.gewijzigd_op for item in (*nu, *later)],
    )


def _voortgang(which: Q) -> list[Voortgang]:
    """Approved entries with their public bullets, the oldest ronde first."""
    rows = Voortgang.objects.filter(which, rubriek__isnull=True).select_related("ronde")
    return published(rows.order_by("ronde__begin", "pk"))


def _punten(voortgang: Voortgang) -> tuple[Feit, ...]:
    return tuple(Feit(punt.tekst, punt.herkomst, punt.vindplaats) for punt in voortgang.publiek)  # type: ignore[attr-defined]


def _daarna(later: list[Voortgang]) -> dict[Sleutel, Daarna]:
    """Of each scope the first sentence of its newest published entry."""
    return {
        (item.project_id, item.gemeente_id): Daarna(str(item.ronde), _first_sentence(_punten(item)[0]))
        for item in later
        if item.publiek  # type: ignore[attr-defined]
    }


def _first_sentence(feit: Feit) -> Feit:
    zin, punt, rest = feit.tekst.partition(". ")
    return Feit(f"{zin}." if punt and rest else feit.tekst, feit.herkomst, feit.vindplaats)


def _projecten(eind: date, today: date) -> dict[int, ProjectRij]:
    """Projects of the year and of after it: a later one under the name and place that it began with.

    What began after the year out of another is that other: no project more of the year.
    """
    rijen = Project.objects.filter(vanaf__lte=today).exclude(tot__lt=date(eind.year, 1, 1))
    verder, ended = load_continued(eind, today)
    later = {pk for paren in verder.values() for pk, _ in paren}
    found = list(rijen.exclude(pk__in=later).named(eind).placed(eind).prefetch_related("namen", "indelingen"))
    voorheen = load_lijnen(eind, found).voorheen
    rows = {project.pk: _project(project, eind, voorheen[project.pk]) for project in found}
    return {pk: replace(row, verder=last_of(pk, verder, ended), loopt=pk not in ended) for pk, row in rows.items()}


def _project(project: Project, eind: date, voorheen: str) -> ProjectRij:
    namen = sorted(project.namen.all(), key=lambda item: item.vanaf)
    plaatsen = sorted(project.indelingen.all(), key=lambda item: item.vanaf)
    begonnen = [plaats for plaats in plaatsen if plaats.vanaf <= eind]
    plaats = begonnen[-1] if begonnen else plaatsen[0] if plaatsen else None
    return ProjectRij(
        pk=project.pk,
        slug=project.slug,
        naam=project.naam_op,  # type: ignore[attr-defined]
        voorheen=voorheen,
        naam_nu=namen[-1].naam if namen else project.naam_op,  # type: ignore[attr-defined]
        regionaal=project.soort == Project.Soort.REGIONAAL,
        begonnen=project.vanaf <= eind,
        themalijn=plaats.themalijn_id if plaats else None,
        volgorde=plaats.volgorde if plaats else 0,
    )


def ronde_van(day: date) -> str:
    """The quarter of a day, as news of after the year names it."""
    return str(Kwartaal.of(day))
