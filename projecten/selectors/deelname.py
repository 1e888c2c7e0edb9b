"""Who takes part in what on a day: the last step of each eigenaar, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from projecten.models import Deelname, Project
from projecten.rules.trede import LADDER, is_involved


@dataclass(frozen=True)
class Trede:
    """Where an eigenaar stands in a project: a step of the ladder, or stopped, or not."""

    project_id: int
    eigenaar_id: int
    stap: str
    vanaf: date
    toelichting: str
    herkomst: str
    id: int = 0

    @property
    def op_de_ladder(self) -> bool:
        return is_involved(self.stap)


Treden = dict[tuple[int, int], Trede]
VELDEN = ("project_id", "eigenaar_id", "stap", "vanaf", "toelichting", "herkomst", "pk")


def load_treden(blik: Blik, *, projecten: Iterable[int] | None = None, eigenaar: int | None = None) -> Treden:
    """(project, eigenaar) → the step in force on that day; who never had a step is not in it."""
    steps = Deelname.objects.filter(vanaf__lte=blik.peildatum)
    if projecten is not None:
        steps = steps.filter(project__in=list(projecten))
    if eigenaar is not None:
        steps = steps.filter(eigenaar=eigenaar)
    return {(row[0], row[1]): Trede(*row) for row in steps.order_by("vanaf").values_list(*VELDEN)}


def load_stappen(blik: Blik, project: int) -> list[tuple[Trede, str]]:
    """Every step in a project by that day, the first one first, with the name of the eigenaar; one query."""
    rows = Deelname.objects.filter(project=project, vanaf__lte=blik.peildatum).order_by("vanaf", "pk")
    return [(Trede(*row[:-1]), row[-1]) for row in rows.values_list(*VELDEN, "eigenaar__naam")]


def load_stappen_of(eigenaar: int) -> list[Trede]:
    """Every step of an eigenaar, past and still to come, in order; one query."""
    rows = Deelname.objects.filter(eigenaar=eigenaar).order_by("vanaf")
    return [Trede(*row) for row in rows.values_list(*VELDEN)]


def treden_op(day: date, stappen: Iterable[Trede]) -> Treden:
    """As `load_treden`, of steps in order."""
    return {(stap.project_id, stap.eigenaar_id): stap for stap in stappen if stap.vanaf <= day}


def load_totalen(blik: Blik, projecten: QuerySet[Project], eigenaren: Iterable[int] | None = None) -> dict[int, int]:
    """Eigenaar (all, or these) → on how many of these projects it is on the ladder; who never had a step is not in it.
    One query."""
    begun = Deelname.objects.filter(vanaf__lte=blik.peildatum)
    if eigenaren is not None:
        begun = begun.filter(eigenaar__in=list(eigenaren))
    newer = begun.filter(project=OuterRef("project"), eigenaar=OuterRef("eigenaar"), vanaf__gt=OuterRef("vanaf"))
    last = begun.filter(~Exists(newer), project__in=projecten).order_by()
    return dict(last.values_list("eigenaar").annotate(aantal=Count("pk", Q(stap__in=LADDER))))


@dataclass(frozen=True)
class EigenaarKop:
    """An eigenaar as columns and lists show it."""

    id: int
    slug: str
    naam: str
    soort: str

    @property
    def is_gemeente(self) -> bool:
        return self.soort == Eigenaar.Soort.GEMEENTE


def load_eigenaren(blik: Blik) -> list[EigenaarKop]:
    """The eigenaren on that day: gemeenten first, by name, then the others."""
    rows = Eigenaar.objects.on(blik.peildatum).values_list("pk", "slug", "naam", "soort", "volgorde")
    koppen = [(EigenaarKop(*row[:4]), row[4]) for row in rows]
    koppen.sort(key=lambda pair: (not pair[0].is_gemeente, pair[1], pair[0].naam))
    return [kop for kop, _ in koppen]


def per_project(treden: Treden, eigenaren: Iterable[EigenaarKop]) -> dict[int, list[tuple[Trede, EigenaarKop]]]:
    """Project → the steps of these eigenaren in it; who never had a step takes no time."""
    known = {own.id: own for own in eigenaren}
    found: dict[int, list[tuple[Trede, EigenaarKop]]] = {}
    for (project, eigenaar), trede in treden.items():
        if own := known.get(eigenaar):
            found.setdefault(project, []).append((trede, own))
    return found
