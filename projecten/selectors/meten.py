"""Measurements of the last day each indicator has, and the figures that sources quote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from koers.lib.herkomst import Herkomst, weakest
from koers.lib.notatie import datum, geld, getal, percentage
from koers.lib.peildatum import Blik
from koers.ui.charts import Punt, Puntbereik
from koers.ui.charts.grafiek import Maat
from projecten.models import Controlegetal, Indicator, Meting, Project
from projecten.rules.kleine_aantallen import NIET_GETOOND, VERBORGEN, Verborgen, hide
from projecten.selectors.deelname import EigenaarKop
from projecten.selectors.omvang import NAMEN
from projecten.selectors.optelling import Regiosom, add_up, counts_persons, persons_behind

HOOGSTENS = 12
"""How many series the page of an eigenaar draws; the others stand on the pages of their projects."""
PERCENTAGES = ("%", "procent")


@dataclass(frozen=True)
class Waarde:
    """One measured value; hidden when too few people stand behind it."""

    getal: Decimal | None
    herkomst: str
    waarom_niet: str = ""

    @property
    def verborgen(self) -> bool:
        return bool(self.waarom_niet)


@dataclass(frozen=True)
class Reeks:
    """An indicator with the values of its last day: per eigenaar, and of the region: added up, or as a source says."""

    id: int
    sleutel: str
    naam: str
    eenheid: str
    project_id: int
    norm: Decimal | None
    norm_bron: str
    peildatum: date
    waarden: Mapping[int, Waarde]
    regio: Waarde | None

    @property
    def maat(self) -> Maat:
        return "percentage" if self.eenheid.strip().lower().startswith(PERCENTAGES) else "getal"

    @property
    def herkomst(self) -> str:
        known = [*self.waarden.values(), *([self.regio] if self.regio else [])]
        return weakest(waarde.herkomst for waarde in known)

    def in_woorden(self, eigenaar_id: int | None) -> str:
        """The value of an eigenaar, or of the region, as a table writes it."""
        waarde = self.regio if eigenaar_id is None else self.waarden.get(eigenaar_id)
        if waarde is not None and waarde.verborgen:
            return waarde.waarom_niet
        number = waarde.getal if waarde else None
        return percentage(number) if self.maat == "percentage" else getal(number)

    @property
    def regio_in_woorden(self) -> str:
        return self.in_woorden(None)

    @property
    def aantal_verborgen(self) -> int:
        return sum(waarde.verborgen for waarde in self.waarden.values())


def load_reeksen(
    blik: Blik, *, team: bool, eigenaar: int | None = None, projecten: Iterable[int] | None = None
) -> list[Reeks]:
    """Indicators (of all projects or these) that have a value by that day; of an eigenaar the first few that it
    reported on.

    Two queries. Small numbers are hidden unless `team`.
    """
    indicators = _with_last(blik)
    if projecten is not None:
        indicators = indicators.filter(project__in=list(projecten))
    if eigenaar is None:
        indicators = indicators.filter(laatst__isnull=False)
    else:
        own = Meting.objects.filter(indicator=OuterRef("pk"), eigenaar=eigenaar, peildatum__lte=blik.peildatum)
        # Looked up per indicator: as EXISTS the database would first read all that this eigenaar ever measured.
        first = Subquery(own.order_by().values("peildatum")[:1])
        indicators = indicators.alias(eigen=first).filter(eigen__isnull=False)
        indicators = indicators.order_by(F("norm").asc(nulls_last=True), "pk")[:HOOGSTENS]
    return _series(list(indicators), team)


def load_gemeten(blik: Blik, *, team: bool, project: Project) -> tuple[list[Reeks], list[Indicator]]:
    """As `load_reeksen`, of a project; and those of its indicators that have no value by that day."""
    known: list[Any] = list(_with_last(blik).filter(project=project))
    measured = [row for row in known if row.laatst is not None]
    return _series(measured, team), [row for row in known if row.laatst is None]


def _with_last(blik: Blik) -> Any:
    """Indicators with `laatst`, the last day by then on which each was measured."""
    days = Meting.objects.filter(indicator=OuterRef("pk"), peildatum__lte=blik.peildatum).order_by("-peildatum")
    return Indicator.objects.annotate(laatst=Subquery(days.values("peildatum")[:1]))


def _series(known: list[Any], team: bool) -> list[Reeks]:
    last_day = {row.pk: row.laatst for row in known}
    last = Meting.objects.filter(indicator__in=known, peildatum__in=set(last_day.values()))
    last = last.order_by("indicator_id", "peildatum", "eigenaar__volgorde", "eigenaar__naam")
    per_indicator: dict[int, list[Meting]] = {}
    for meting in last:
        if meting.peildatum == last_day[meting.indicator_id]:
            per_indicator.setdefault(meting.indicator_id, []).append(meting)
    return [_reeks(row, per_indicator.get(row.pk, []), team) for row in known]


def hidden_of(indicator: Indicator, metingen: Iterable[Meting], *, team: bool) -> Verborgen[int | None]:
    """Which of these values of one day are not shown to someone; keys are ids of eigenaren."""
    if team or not counts_persons(indicator):
        return Verborgen()
    people = {meting.eigenaar_id: persons_behind(indicator, meting) for meting in metingen}
    return hide({key: count for key, count in people.items() if count is not None})


def as_waarde(meting: Meting, hidden: Verborgen[int | None]) -> Waarde:
    """One value, or why it is not shown."""
    key = meting.eigenaar_id
    reason = VERBORGEN if key in hidden.klein else NIET_GETOOND if key in hidden.mee else ""
    return Waarde(None if reason else meting.waarde, meting.herkomst, reason)


def _reeks(indicator: Any, metingen: Sequence[Meting], team: bool) -> Reeks:
    own = [meting for meting in metingen if meting.eigenaar_id is not None]
    stated = [meting for meting in metingen if meting.eigenaar_id is None]
    hidden = hidden_of(indicator, own, team=team)
    return Reeks(
        id=indicator.pk,
        sleutel=indicator.sleutel,
        naam=indicator.naam,
        eenheid=indicator.eenheid,
        project_id=indicator.project_id,
        norm=indicator.norm,
        norm_bron=indicator.norm_bron,
        peildatum=indicator.laatst,
        waarden={meting.eigenaar_id: as_waarde(meting, hidden) for meting in own if meting.eigenaar_id is not None},
        regio=region_value(indicator, stated, own, add_up(indicator, own, team=team), team=team),
    )


def region_value(
    indicator: Indicator, stated: Sequence[Meting], own: Sequence[Meting], som: Regiosom | None, *, team: bool
) -> Waarde | None:
    """What a source says of the region, else what its eigenaren add up to; None when neither is known.

    Where their total would tell of few people, what a source says of the region would too.
    """
    if stated:
        if som is not None and som.verborgen:
            return Waarde(None, stated[0].herkomst, NIET_GETOOND)
        return as_waarde(stated[0], hidden_of(indicator, stated, team=team))
    if som is None:
        return None
    herkomst = weakest([Herkomst.AFGELEID, *(meting.herkomst for meting in own)])
    if som.verborgen:
        return Waarde(None, herkomst, NIET_GETOOND)
    return Waarde(som.som.uitkomst(indicator.optelling, indicator.per), herkomst)


def in_chart(reeks: Reeks, eigenaren: Sequence[EigenaarKop], anyway: Collection[int]) -> Sequence[EigenaarKop]:
    """Who stands in the chart: all, or where those are too many to read, these and who has a value."""
    if len(eigenaren) <= NAMEN:
        return eigenaren
    shown = {*anyway, *reeks.waarden}
    return [own for own in eigenaren if own.id in shown]


def puntbereik(reeks: Reeks, eigenaren: Sequence[EigenaarKop], eigen: EigenaarKop | None = None) -> Puntbereik:
    """The gemeenten as dots, the own one large and named, none ranked; hidden values are left out."""
    gemeenten = [own for own in eigenaren if own.is_gemeente]
    points = [
        Punt(own.naam, waarde.getal if waarde else None)
        for own in gemeenten
        if not ((waarde := reeks.waarden.get(own.id)) and waarde.verborgen)
    ]
    own_name = eigen.naam if eigen and eigen.is_gemeente else ""
    hidden = bool(own_name) and all(point.label != own_name for point in points)
    return Puntbereik(
        titel=f"{reeks.naam}, {reeks.eenheid}, {datum(reeks.peildatum)}",
        punten=tuple(points),
        eigen="" if hidden else own_name,
        norm=reeks.norm,
        tot=_axis_end([point.waarde for point in points if point.waarde is not None], reeks.norm),
        maat=reeks.maat,
        herkomst="" if reeks.herkomst == "bron" else reeks.herkomst,
        sleutel=f"{reeks.project_id}-{reeks.naam}",
    )


def _axis_end(waarden: Sequence[Decimal | int], norm: Decimal | None) -> Decimal:
    """A round number beyond the highest value and the norm, so that no dot lies on the edge."""
    top = Decimal(max([*waarden, norm or 0, 0])) * Decimal("1.1")
    if not top:
        return Decimal(1)
    step = Decimal(10) ** top.adjusted()
    return next(step * part for part in (1, Decimal("1.5"), 2, 3, 4, 5, 6, 8, 10) if step * part >= top)


@dataclass(frozen=True)
class Cijfer:
    """A figure quoted from a source, with its words and where it stands."""

    naam: str
    waarde: Decimal
    eenheid: str
    citaat: str
    bron: str
    peildatum: date
    herkomst: str
    project_id: int | None
    eigenaar_id: int | None
    op_voorblad: bool = False

    @property
    def tekst(self) -> str:
        """The figure as it is written: 30%, € 4.576.887 or 5.500; the unit stands beside it where it is a word."""
        if self.eenheid == "%":
            return percentage(self.waarde)
        return geld(self.waarde) if self.eenheid == "euro" else getal(self.waarde)

    @property
    def woord(self) -> str:
        return "" if self.eenheid in ("%", "euro") else self.eenheid


def load_cijfers(blik: Blik, *which: Q, **where: object) -> list[Cijfer]:
    """Controlegetallen known by that day; `which` and `where` as a queryset filters. One query."""
    fields = (
        "naam",
        "waarde",
        "eenheid",
        "citaat",
        "bron",
        "peildatum",
        "herkomst",
        "project_id",
        "eigenaar_id",
        "op_voorblad",
    )
    rows = Controlegetal.objects.filter(*which, peildatum__lte=blik.peildatum, **where)
    return [Cijfer(*row) for row in rows.values_list(*fields)]
