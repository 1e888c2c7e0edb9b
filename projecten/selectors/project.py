"""Projects as lists and pages show them on a day. A constant number of queries, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from koers.lib.peildatum import Blik
from projecten.models import Project
from projecten.models.project import ProjectQuerySet
from projecten.selectors.afkomst import Lijnen, load_lijnen
from themalijnen.models import Themalijn

VELDEN = (
    *("pk", "slug", "naam_op", "naam_voorheen", "naam_sinds", "themalijn_op", "volgorde_op", "soort", "gemeente_id"),
    *("vanaf", "tot", "einde_reden", "herkomst"),
)
# What an address under /projecten/ already means.
BEZET = ("", "nieuw", "samenvoegen")
# Projects without a place come last.
LAATST = 10_000


@dataclass(frozen=True)
class ThemaKop:
    """A theme line under its name of that day."""

    id: int
    slug: str
    naam: str
    teken: int
    volgorde: int
    loopt: bool = True


GEEN_THEMA = ThemaKop(0, "", "Nog niet ingedeeld", 0, LAATST)


@dataclass(frozen=True)
class ProjectKop:
    """A project under its name and in its place of that day."""

    id: int
    slug: str
    naam: str
    voorheen: str
    thema: ThemaKop
    volgorde: int
    soort: str
    gemeente_id: int | None
    vanaf: date
    tot: date | None
    einde_reden: str
    herkomst: str
    afgerond: bool
    ging_verder: bool = False
    """Whether it ended because another goes on with it: who takes part is counted there."""

    @property
    def is_lokaal(self) -> bool:
        return self.soort == Project.Soort.LOKAAL


def free_slug(naam: str) -> str:
    """The slug a new project of this name gets; "" when another has it, or an address means something else."""
    slug = slugify(naam)[:80]
    return "" if slug in BEZET or Project.objects.filter(slug=slug).exists() else slug


@dataclass(frozen=True)
class Groep:
    """The projects of one theme line, in its order."""

    thema: ThemaKop
    projecten: tuple[ProjectKop, ...]


def load_themas(blik: Blik, ids: Iterable[int] | None = None) -> list[ThemaKop]:
    """Every theme line that had begun (of these `ids`), with `loopt` false when it has ended by that day."""
    day = blik.peildatum
    begun = Themalijn.objects.filter(vanaf__lte=day)
    rows: Any = (begun if ids is None else begun.filter(pk__in=ids)).named(day)
    found = rows.values_list("pk", "slug", "naam_op", "teken", "volgorde", "tot")
    return [
        ThemaKop(pk, slug, naam, teken, volgorde, tot is None or tot >= day)
        for pk, slug, naam, teken, volgorde, tot in found
    ]


def projecten_op(day: date) -> ProjectQuerySet:
    """Projects of that day and those that ended in its calendar year: what lists are about."""
    return Project.objects.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=date(day.year, 1, 1)))


def load_projecten(
    blik: Blik,
    *,
    alle: bool = False,
    slugs: Iterable[str] | None = None,
    soort: str = "",
    themas: Iterable[ThemaKop] | None = None,
    waar: Q | None = None,
) -> list[ProjectKop]:
    """Projects of that day and those that ended in its calendar year; `alle`: ended earlier too. Three queries,
    four where one came out of another.

    `themas`: those of that day, where they were read already. `waar`: only some of them (see `omvang`).
    """
    day = blik.peildatum
    rows = Project.objects.filter(vanaf__lte=day) if alle else projecten_op(day)
    rows = rows.filter(waar or Q()).named(day).placed(day)
    if slugs is not None:
        rows = rows.filter(slug__in=list(slugs))
    if soort:
        rows = rows.filter(soort=soort)
    found = list(rows.values_list(*VELDEN, named=True))
    places = {row.themalijn_op for row in found if row.themalijn_op is not None}
    known = {thema.id: thema for thema in (load_themas(blik, places) if themas is None else themas)}
    lijnen = load_lijnen(day, found)
    koppen = [_kop(row, known.get(row.themalijn_op, GEEN_THEMA), day, lijnen) for row in found]
    return sorted(koppen, key=lambda kop: (kop.thema.volgorde, kop.thema.slug, kop.volgorde, kop.naam))


def _kop(row: Any, thema: ThemaKop, day: date, lijnen: Lijnen) -> ProjectKop:
    return ProjectKop(
        id=row.pk,
        slug=row.slug,
        naam=row.naam_op,
        voorheen=lijnen.voorheen[row.pk],
        thema=thema,
        volgorde=LAATST if row.volgorde_op is None else row.volgorde_op,
        soort=row.soort,
        gemeente_id=row.gemeente_id,
        vanaf=row.vanaf,
        tot=row.tot,
        einde_reden=row.einde_reden,
        herkomst=row.herkomst,
        afgerond=(ended := row.tot is not None and row.tot < day),
        ging_verder=ended and row.pk in lijnen.verder,
    )


def by_thema(koppen: Sequence[ProjectKop]) -> list[Groep]:
    """In groups, in the order they come."""
    return [Groep(thema, tuple(own)) for thema, own in groupby(koppen, key=lambda kop: kop.thema)]
