"""Measurements that one person still fills in: of each project of an open ronde, how many of its cells are filled.

The cells are those of the grid (`raster.load_raster`), counted for all projects of a ronde at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
from projecten.models import Deelname, Meting, Project, Ronde
from projecten.selectors.afkomst import begun_after, passed_on
from projecten.selectors.deelname import load_treden
from projecten.selectors.meetrecht import Meetrecht
from projecten.selectors.namens import may_behalf
from projecten.selectors.onderwerp import Auteurschap, load_auteurschap
from projecten.selectors.raster import EEN_JAAR, asked
from projecten.selectors.ronde import running_in

# Indicator that is read (also the one it goes on with) → project and indicator it counts for.
Afkomst = dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Meetwerk:
    """What is left to measure of one project in one ronde. `tot`: the next day that counts, in time or the last."""

    ronde: Ronde
    project_id: int
    slug: str
    naam: str
    ingevuld: int
    aantal: int
    tot: date

    @property
    def wat(self) -> str:
        return f"Metingen van {self.naam}"

    @property
    def stand(self) -> str:
        return f"{self.ingevuld} van de {self.aantal} ingevuld"

    @property
    def termijn(self) -> str:
        return f"tot en met {datum(self.tot)}"

    @property
    def url(self) -> str:
        return reverse("projecten:meting_edit", args=[self.slug, self.ronde.code])


def load_meetwerk(gebruiker: Any, rondes: Iterable[Ronde], today: date) -> list[Meetwerk]:
    """Of the projects this person leads, and of those the own gemeente takes part in; nothing of what is filled, nor
    of a ronde that is not open. Two queries, and at most seven for each ronde."""
    running = [ronde for ronde in rondes if ronde.is_open(today)]
    auteur = load_auteurschap(gebruiker, today) if running else Auteurschap()
    if not auteur.projecten and not auteur.gemeenten:
        return []
    behalf = may_behalf(gebruiker, today)
    found = [work for ronde in running for work in _of_ronde(ronde, auteur, behalf, today)]
    return sorted(found, key=lambda work: (work.tot, work.naam))


def _of_ronde(ronde: Ronde, auteur: Auteurschap, behalf: bool, today: date) -> Iterable[Meetwerk]:
    projecten = {row.pk: row for row in _projecten(ronde, auteur, today)}
    indicatoren: dict[int, set[int]] = defaultdict(set)
    gelezen: Afkomst = {}
    rows = asked(ronde).filter(project__in=projecten).values_list("project", "pk", "vervolg_op")
    for project, indicator, origin in rows:
        indicatoren[project].add(indicator)
        gelezen |= {read: (project, indicator) for read in (indicator, origin) if read}
    rechten = {pk: Meetrecht(None if behalf or pk in auteur.projecten else auteur.gemeenten) for pk in indicatoren}
    measured = _measured(gelezen, rechten, ronde, auteur)
    filled = {(indicator, own) for _, indicator, own, day in measured if day == ronde.eind}
    eigenaren = _eigenaren([projecten[pk] for pk in indicatoren], today)
    for project, _, own, _ in measured:
        eigenaren[project].add(own)
    present = set(Eigenaar.objects.on(today).values_list("pk", flat=True)) if indicatoren else set()
    for pk, asked_of in indicatoren.items():
        rijen = {own for own in eigenaren[pk] & present if rechten[pk].covers(own)}
        done, number = sum((i, own) in filled for i in asked_of for own in rijen), len(asked_of) * len(rijen)
        if done < number:
            tot = ronde.dicht_op if ronde.is_late(today) else ronde.op_tijd_tot
            yield Meetwerk(ronde, pk, projecten[pk].slug, projecten[pk].naam_op, done, number, tot)


def _projecten(ronde: Ronde, auteur: Auteurschap, today: date) -> Iterable[Any]:
    """Theirs that ran in it and do not go on in another; with the name of today."""
    joined = Deelname.objects.filter(eigenaar__in=auteur.gemeenten).values("project")
    own = Q(pk__in=auteur.projecten) | Q(gemeente__in=auteur.gemeenten) | Q(pk__in=joined)
    rows = Project.objects.filter(own, running_in(ronde), pk__in=asked(ronde).values("project"))
    return rows.exclude(pk__in={*passed_on(ronde, today), *begun_after(today)}).called(today)


def _measured(
    gelezen: Afkomst, rechten: dict[int, Meetrecht], ronde: Ronde, auteur: Auteurschap
) -> list[tuple[int, int, int, date]]:
    """(project, indicator, eigenaar, day) of the year up to it, as the grid reads them; of others' gemeenten only where
    all of a project is filled in."""
    heel = [read for read, (project, _) in gelezen.items() if rechten[project].eigenaren is None]
    rows = Meting.objects.filter(
        Q(indicator__in=heel) | Q(eigenaar__in=auteur.gemeenten),
        indicator__in=gelezen,
        eigenaar__isnull=False,
        peildatum__lte=ronde.eind,
        peildatum__gt=ronde.eind - EEN_JAAR,
    )
    return [(*gelezen[read], own, day) for read, own, day in rows.values_list("indicator", "eigenaar", "peildatum")]


def _eigenaren(projecten: Collection[Any], today: date) -> dict[int, set[int]]:
    """Project → who is on the ladder today, and the gemeente of a local one."""
    found: dict[int, set[int]] = defaultdict(set)
    for project in projecten:
        if project.gemeente_id:
            found[project.pk].add(project.gemeente_id)
    steps = load_treden(Blik(today, today), projecten=[project.pk for project in projecten])
    for (project_id, eigenaar), trede in steps.items():
        if trede.op_de_ladder:
            found[project_id].add(eigenaar)
    return found
