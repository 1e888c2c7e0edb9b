"""How much of the projects a page shows: all of them, or above a bound those of one theme line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.peildatum import Blik
from projecten.models import Indeling
from projecten.selectors.project import GEEN_THEMA, ThemaKop, projecten_op

# More projects than this nobody takes in at once.
GRENS = 150
# More names than this in one sentence or chart nobody reads.
NAMEN = 25
# In an address: the projects that stand under no theme line. No slug looks like this.
GEEN = "-"


@dataclass(frozen=True)
class Telling:
    """How many projects stand under a theme line, how many of them run, and how many fit what was asked."""

    thema: ThemaKop
    aantal: int
    lopend: int
    passend: int


@dataclass(frozen=True)
class Omvang:
    """What there is, per theme line in its order, and what of it a page shows."""

    tellingen: tuple[Telling, ...]
    thema: ThemaKop | None
    """The only theme line that is shown; None: all of them."""
    te_veel: bool
    """Whether all that was asked for would be too much for one page."""
    waar: Q
    """The projects that are shown, for `load_projecten`."""

    @property
    def totaal(self) -> int:
        return sum(telling.aantal for telling in self.tellingen)

    @property
    def themas(self) -> tuple[ThemaKop, ...]:
        """The theme lines that have projects, without the place of those that have none."""
        return tuple(telling.thema for telling in self.tellingen if telling.thema != GEEN_THEMA)

    @property
    def opties(self) -> dict[str, str]:
        """What an address may ask for → its name."""
        return {address_of(telling.thema): telling.thema.naam for telling in self.tellingen}

    @property
    def adres(self) -> str:
        """The theme line that is shown as an address says it; "" for all."""
        return address_of(self.thema) if self.thema else ""


def theme_choices(omvang: Omvang, keuze: Adreskeuze, blik: Blik) -> tuple[Keuze, ...]:
    """The theme lines one can choose, and all of them together where that is not too much."""
    if omvang.te_veel:
        return keuze.chips("thema", omvang.opties, blik)[1:]
    return keuze.chips("thema", {thema.slug: thema.naam for thema in omvang.themas}, blik)


def address_of(thema: ThemaKop) -> str:
    """How an address says it."""
    return thema.slug or GEEN


def load_omvang(
    blik: Blik,
    themas: Iterable[ThemaKop],
    *,
    thema: str = "",
    onder: Q | None = None,
    passend: Q | None = None,
    heel: bool = False,
) -> Omvang:
    """One query. `thema`: the one in the address; `heel`: all of it, as a file has it.

    `onder`: the projects the page is about at all; `passend`: those of them that were asked for.
    """
    onder, passend = onder or Q(), passend or Q()
    rows = joined_place(projecten_op(blik.peildatum).filter(onder), blik.peildatum)
    running = Q(tot__isnull=True) | Q(tot__gte=blik.peildatum)
    counts = (
        rows.values_list("plek__themalijn")
        .annotate(aantal=Count("pk"), lopend=Count("pk", running), passend=Count("pk", passend))
        .order_by()
    )
    known = {kop.id: kop for kop in themas}
    found = [Telling(known.get(pk, GEEN_THEMA), *numbers) for pk, *numbers in counts]
    found.sort(key=lambda telling: (telling.thema.volgorde, telling.thema.slug))
    fits = [telling for telling in found if telling.passend]
    te_veel = not heel and sum(telling.passend for telling in fits) > GRENS
    asked = [telling.thema for telling in found if thema and address_of(telling.thema) == thema]
    shown = asked or ([fits[0].thema] if te_veel else [])
    place = under_thema(shown[0].id, blik.peildatum) if shown else Q(pk__in=[]) if thema else Q()
    return Omvang(tuple(found), shown[0] if shown else None, te_veel, onder & passend & place)


def joined_place(rows: Any, day: date) -> Any:
    """With `plek`: the Indeling of each on that day, joined once, where `placed` would look it up per row."""
    newer = Indeling.objects.filter(project=OuterRef("pk"), vanaf__lte=day, vanaf__gt=OuterRef("plek__vanaf"))
    begun = FilteredRelation("indelingen", condition=Q(indelingen__vanaf__lte=day))
    return rows.annotate(plek=begun).filter(~Exists(newer))


def under_thema(thema: int, day: date) -> Q:
    """The projects whose place on that day is under this theme line (that of `GEEN_THEMA`: that have no place yet)."""
    if thema == GEEN_THEMA.id:
        return ~Q(pk__in=Indeling.objects.filter(vanaf__lte=day).values("project"))
    return Q(pk__in=placed_under(day).filter(themalijn=thema).values("project"))


def placed_under(day: date) -> QuerySet[Indeling]:
    """Of each project its place on that day."""
    begun = Indeling.objects.filter(vanaf__lte=day)
    return begun.filter(~Exists(begun.filter(project=OuterRef("project"), vanaf__gt=OuterRef("vanaf"))))
