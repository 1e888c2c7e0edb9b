"""Where projects come from and where they go on: one source for what is printed after "voorheen"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from projecten.models import Project, Ronde, Voortgang, Voortzetting
from projecten.rules.afkomst import Voorganger, voorheen, who_passed_to
from projecten.rules.ronde import passes_on
from projecten.rules.voortgang import CONCEPT, TERUGGESTUURD


@dataclass(frozen=True)
class Schakel:
    """The project at the other end, under its name of the page's day, or the last one it had."""

    id: int
    slug: str
    naam: str
    soort: str
    vanaf: date
    reden: str
    herkomst: str
    komt: bool
    """Whether that day is still to come."""


@dataclass(frozen=True)
class Afkomst:
    """What a project came out of and what it went on in."""

    uit: tuple[Schakel, ...] = ()
    verder: tuple[Schakel, ...] = ()


@dataclass(frozen=True)
class Lijnen:
    """Of many projects: id → what follows "voorheen", and which of them went on in another."""

    voorheen: dict[int, str]
    verder: frozenset[int]


def load_lijnen(day: date, rows: Iterable[Any]) -> Lijnen:
    """As it is on that day, of `rows` as `Project.objects.named(day)` gives them; one query."""
    uit: dict[int, list[Voorganger]] = defaultdict(list)
    verder = set()
    known: Any = Voortzetting.objects.filter(vanaf__lte=day).named(day).order_by("pk")
    for row in known:
        uit[row.naar_id].append(as_voorganger(row))
        verder.add(row.van_id)
    voorheen_op = {row.pk: voorheen(row.naam_voorheen or "", row.naam_sinds, uit[row.pk]) for row in rows}
    return Lijnen(voorheen_op, frozenset(verder))


def as_voorganger(row: Any) -> Voorganger:
    """Of a Voortzetting as `named` gives it."""
    return Voorganger(row.soort, row.vanaf, row.van_naam or "", row.naar_was or "")


def passed_on(ronde: Ronde, day: date) -> dict[int, date]:
    """Ended projects that owe nothing new in a ronde, since another goes on with them: id → from when."""
    rows = Voortzetting.objects.filter(van__tot__lt=F("vanaf"), vanaf__gte=ronde.begin).order_by("-vanaf")
    return {pk: vanaf for pk, vanaf in rows.values_list("van", "vanaf") if passes_on(vanaf, ronde.eind, day)}


def begun_after(day: date) -> frozenset[int]:
    """Projects that begin out of others after that day: until then those others owe."""
    rows = Voortzetting.objects.filter(vanaf__gt=day, naar__vanaf=F("vanaf"))
    return frozenset(rows.values_list("naar", flat=True))


def inherited(project: Project, gemeente: Eigenaar | None, ronde: Ronde) -> list[int]:
    """Ended projects whose promises are this one's to answer in a ronde; two queries.

    What merged into it, and of a split the part that was named first; not what reports in this ronde itself.
    """
    pairs = Voortzetting.objects.filter(van__tot__lt=F("vanaf"), vanaf__lte=ronde.eind).order_by("-pk")
    old = who_passed_to(dict(pairs.values_list("van", "naar")), project.pk)
    rows = Voortgang.objects.filter(ronde=ronde, gemeente=gemeente, project__in=old)
    reports = rows.exclude(staat__in=(CONCEPT, TERUGGESTUURD)).values_list("project", flat=True)
    return sorted(old - set(reports))


def load_afkomst(project: Project, blik: Blik) -> Afkomst:
    """Both ways from one project, today also what is still to come; one query."""
    rows: Any = Voortzetting.objects.named(blik.peildatum).select_related("van", "naar")
    own = rows.filter(Q(van=project) | Q(naar=project))
    if not blik.is_nu:
        own = own.filter(vanaf__lte=blik.peildatum)
    known = list(own)
    return Afkomst(
        uit=tuple(_schakel(row, row.van, row.van_naam, blik) for row in known if row.naar_id == project.pk),
        verder=tuple(_schakel(row, row.naar, row.naar_naam, blik) for row in known if row.van_id == project.pk),
    )


def _schakel(row: Any, other: Project, naam: str | None, blik: Blik) -> Schakel:
    komt = row.vanaf > blik.peildatum
    return Schakel(row.pk, other.slug, naam or other.slug, row.soort, row.vanaf, row.reden, row.herkomst, komt)
