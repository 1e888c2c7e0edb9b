"""Milestones and looks at risks that concern one person: what they answer for, and what their projects plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Project, Projectleiding
from projecten.rules.planning import GEPLAND, HOOG, OPEN, VOORAF
from projecten.selectors.planner import RIGHT, held_by
from projecten.selectors.planning import MijlpaalRegel, RisicoRegel, load_mijlpalen, load_risicos

MIJLPAAL, RISICO = "mijlpaal", "risico"


@dataclass(frozen=True)
class Beurt:
    """One of them. `dag`: the last day on which it is in time; `is_mijn`: it waits for this person and nobody else."""

    soort: str
    id: int
    naam: str
    project: str
    slug: str
    dag: date
    wanneer: str
    is_mijn: bool

    @property
    def plan_url(self) -> str:
        """Where it stands in the plan of its project."""
        return f"{reverse('projecten:project_detail', args=[self.slug])}#planning"

    @property
    def doe_url(self) -> str:
        """Where one says what became of it."""
        return reverse("projecten:mijlpaal_set", args=[self.id]) if self.soort == MIJLPAAL else self.plan_url


def load_beurten(gebruiker: Any, today: date) -> list[Beurt]:
    """Planned milestones, and open risks with a day to look at them, of who answers for it or leads the project;
    the first due first. One without a holder waits for who leads the project, and without a leader for the
    programmamanager. Six queries."""
    rollen = bevoegdheid_of(gebruiker, today).rollen
    leiding = list(Projectleiding.objects.in_force(today).values_list("project_id", "gebruiker_id"))
    led = {project for project, wie in leiding if wie == gebruiker.pk}
    taken = {project for project, _ in leiding}
    own = held_by(gebruiker, today) | Q(project__in=led)
    if Rol.PROGRAMMAMANAGER in rollen:
        own |= held_by(None, today) & ~Q(project__in=taken)
    blik = Blik(today, today)
    rows: list[MijlpaalRegel | RisicoRegel] = [
        *load_mijlpalen(blik, own, staat=GEPLAND),
        *load_risicos(blik, own, staat=OPEN, bekijk_op__isnull=False),
    ]
    named: Iterable[Any] = Project.objects.filter(pk__in={row.project_id for row in rows}).named(today)
    projecten = {row.pk: row for row in named}
    found = [_beurt(row, projecten[row.project_id], row.houder_id in (None, gebruiker.pk)) for row in rows]
    return sorted(found, key=lambda beurt: (beurt.dag, beurt.soort, beurt.naam))


def load_due(gebruiker: Any, today: date) -> Iterator[Beurt]:
    """Of those, what waits for this person and is late or due within a fortnight."""
    if bevoegdheid_of(gebruiker, today).may(RIGHT):
        yield from (row for row in load_beurten(gebruiker, today) if row.is_mijn and (row.dag - today).days <= VOORAF)


@dataclass(frozen=True)
class Planstand:
    """Of all projects: milestones that are late, open risks that weigh heavily, and those to be looked at now."""

    te_laat: int
    zwaar: int
    bekijken: int

    @property
    def vraagt_iets(self) -> bool:
        return bool(self.te_laat or self.zwaar or self.bekijken)


def load_planstand(today: date) -> Planstand:
    """Four queries."""
    blik = Blik(today, today)
    risicos = load_risicos(blik, staat=OPEN)
    return Planstand(
        te_laat=sum(row.te_laat for row in load_mijlpalen(blik, staat=GEPLAND)),
        zwaar=sum(row.zwaarte == HOOG for row in risicos),
        bekijken=sum(row.is_due for row in risicos),
    )


def _beurt(row: MijlpaalRegel | RisicoRegel, project: Any, mijn: bool) -> Beurt:
    if isinstance(row, MijlpaalRegel):
        return Beurt(MIJLPAAL, row.id, row.naam, project.naam_op, project.slug, row.laatste, row.wanneer, mijn)
    dag = row.bekijk_op or row.sinds
    return Beurt(RISICO, row.id, row.naam, project.naam_op, project.slug, dag, "", mijn)
