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
from projecten.models import Project, Ronde, Toezegging, Voortgang, Voortzetting
from projecten.rules.afkomst import Voorganger, ended_by, voorheen, way_of, who_passed_to
from projecten.rules.ronde import passes_on
from projecten.rules.voortgang import BEGONNEN


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
    """Of many projects: id → what follows "voorheen", and which of them ended since another goes on with them."""

    voorheen: dict[int, str]
    verder: frozenset[int]


def load_lijnen(day: date, rows: Iterable[Any]) -> Lijnen:
    """As it is on that day, of `rows` as `Project.objects.named(day)` gives them; one query, two where one came out
    of another."""
    found = list(rows)
    steps = Voortzetting.objects.filter(vanaf__lte=day)
    pairs = list(steps.values_list("van", "naar", "vanaf", "van__tot"))
    came = {naar for _, naar, _, _ in pairs} & {row.pk for row in found}
    uit: dict[int, list[Voorganger]] = defaultdict(list)
    named: Any = steps.filter(naar__in=came).named(day).order_by("pk") if came else ()
    for row in named:
        uit[row.naar_id].append(as_voorganger(row))
    voorheen_op = {row.pk: voorheen(row.naam_voorheen or "", row.naam_sinds, uit[row.pk]) for row in found}
    return Lijnen(voorheen_op, frozenset(van for van, _, vanaf, tot in pairs if ended_by(tot, vanaf)))


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


@dataclass(frozen=True)
class Erfgang:
    """How promises pass on by a day: to the heir of a project that ended, and some one by one elsewhere.

    `gekozen`: promise → (project → to which it went there); `lopend`: those that left a project that runs on.
    """

    erfgenaam: dict[int, int]
    gekozen: dict[int, dict[int, int]]
    lopend: frozenset[tuple[int, int]]

    def drager(self, toezegging: int, project: int) -> int:
        """The project that answers a promise of this one."""
        return way_of(self.erfgenaam, self.gekozen.get(toezegging, {}), project)[-1]


def load_erfgang(until: date) -> Erfgang:
    """One query."""
    pairs = list(Voortzetting.objects.filter(vanaf__lte=until).order_by("-pk").select_related("van"))
    ended = [row for row in pairs if ended_by(row.van.tot, row.vanaf)]
    erfgenaam = {row.van_id: row.naar_id for row in ended}
    erfgenaam |= {row.van_id: row.naar_id for row in ended if row.meegegaan.get("werk")}
    gekozen: dict[int, dict[int, int]] = defaultdict(dict)
    lopend = set()
    for row in pairs:
        for pk in row.meegegaan.get("toezeggingen", ()):
            gekozen[pk][row.van_id] = row.naar_id
            if row not in ended:
                lopend.add((pk, row.van_id))
    return Erfgang(erfgenaam, dict(gekozen), frozenset(lopend))


@dataclass(frozen=True)
class Erfenis:
    """Whose promises are a project's to answer beside its own: of which projects, and one by one more or not."""

    projecten: frozenset[int]
    erbij: frozenset[int] = frozenset()
    weg: frozenset[int] = frozenset()

    def promises(self, eigen: int) -> Q:
        """Which promises those are, with its own."""
        of_projects = Q(voortgang__project__in=[eigen, *self.projecten]) & ~Q(pk__in=self.weg)
        return of_projects | Q(pk__in=self.erbij)


def inherited(project: Project, gemeente: Eigenaar | None, ronde: Ronde) -> Erfenis:
    """Promises of ended projects that are this one's to answer in a ronde; three queries.

    What merged into it, and of a split what was chosen for it; not of what reports in this ronde itself.
    """
    erfenis, begin = load_erfenis(project.pk, ronde.eind)
    rows = Voortgang.objects.filter(ronde=ronde, gemeente=gemeente, project__in={*erfenis.projecten, *begin.values()})
    reports = set(rows.exclude(staat__in=BEGONNEN).values_list("project", flat=True)) - {project.pk}
    erbij = frozenset(pk for pk in erfenis.erbij if begin[pk] not in reports)
    return Erfenis(erfenis.projecten - reports, erbij, erfenis.weg)


def load_erfenis(project: int, until: date) -> tuple[Erfenis, dict[int, int]]:
    """By that day, and of each promise that was given its way one by one: the project that made it. Two queries."""
    return erfenis_of(load_erfgang(until), project)


def erfenis_of(erfgang: Erfgang, project: int) -> tuple[Erfenis, dict[int, int]]:
    """The same of what was read before; one query, and none where no promise went its own way."""
    gekozen = erfgang.gekozen
    begin = dict(Toezegging.objects.filter(pk__in=gekozen).values_list("pk", "voortgang__project")) if gekozen else {}
    old = who_passed_to(erfgang.erfgenaam, project)
    ways = {pk: way_of(erfgang.erfgenaam, gekozen[pk], own) for pk, own in begin.items()}
    erbij = frozenset(pk for pk, way in ways.items() if project in way and (pk, project) not in erfgang.lopend)
    return Erfenis(frozenset(old), erbij, frozenset(ways) - erbij), begin


def load_afkomst(project: Project, blik: Blik) -> Afkomst:
    """Both ways from one project, today also what is still to come; one query, two where there is any."""
    own: Any = Voortzetting.objects.filter(Q(van=project) | Q(naar=project))
    if not blik.is_nu:
        own = own.filter(vanaf__lte=blik.peildatum)
    if not own.exists():
        return Afkomst()
    known = list(own.named(blik.peildatum).select_related("van", "naar"))
    return Afkomst(
        uit=tuple(_schakel(row, row.van, row.van_naam, blik) for row in known if row.naar_id == project.pk),
        verder=tuple(_schakel(row, row.naar, row.naar_naam, blik) for row in known if row.van_id == project.pk),
    )


def _schakel(row: Any, other: Project, naam: str | None, blik: Blik) -> Schakel:
    komt = row.vanaf > blik.peildatum
    return Schakel(row.pk, other.slug, naam or other.slug, row.soort, row.vanaf, row.reden, row.herkomst, komt)
