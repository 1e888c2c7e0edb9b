"""Where projects come from and where they go on: one source for what is printed after "voorheen"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from projecten.models import Project, Voortzetting
from projecten.rules.afkomst import GESPLITST, Voorganger, voorheen


@dataclass(frozen=True)
class Schakel:
    """The project at the other end, under its name of the page's day (or its last one)."""

    id: int
    slug: str
    naam: str
    soort: str
    vanaf: date
    reden: str
    herkomst: str

    @property
    def is_deel(self) -> bool:
        return self.soort == GESPLITST


@dataclass(frozen=True)
class Afkomst:
    """What a project came out of and what it went on in, by that day."""

    uit: tuple[Schakel, ...] = ()
    verder: tuple[Schakel, ...] = ()


def load_voorheen(day: date, rows: Iterable[Any]) -> dict[int, str]:
    """Project id → what follows "voorheen" that day. `rows` as `Project.objects.named(day)` gives them; one query."""
    projecten = list(rows)
    uit: dict[int, list[Voorganger]] = defaultdict(list)
    found: Any = Voortzetting.objects.filter(vanaf__lte=day).named(day)
    for pk, soort, vanaf, naam, zelf in found.order_by("pk").values_list(
        "naar", "soort", "vanaf", "van_naam", "naar_was"
    ):
        uit[pk].append(Voorganger(soort, vanaf, naam or "", zelf or ""))
    return {row.pk: voorheen(row.naam_voorheen or "", row.naam_sinds, uit[row.pk]) for row in projecten}


def load_afkomst(project: Project, day: date) -> Afkomst:
    """Both ways from one project; one query."""
    rows: Any = Voortzetting.objects.filter(vanaf__lte=day).named(day).select_related("van", "naar")
    own = list(rows.filter(van=project) | rows.filter(naar=project))
    return Afkomst(
        uit=tuple(_schakel(row, row.van, row.van_naam) for row in own if row.naar_id == project.pk),
        verder=tuple(_schakel(row, row.naar, row.naar_naam) for row in own if row.van_id == project.pk),
    )


def _schakel(row: Any, other: Project, naam: str | None) -> Schakel:
    return Schakel(row.pk, other.slug, naam or other.slug, row.soort, row.vanaf, row.reden, row.herkomst)
