"""One indicator on a page: what it means, and per eigenaar what was measured, with the region added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.herkomst import weakest
from koers.lib.kwartaal import Kwartaal
from koers.lib.notatie import NIET_GEMELD, datum_kort, geld, getal, percentage
from koers.lib.peildatum import Blik
from koers.ui.charts import Lijn
from koers.ui.charts import Meting as Punt
from projecten.models import Indicator, Meting, Streefwaarde
from projecten.rules.kleine_aantallen import NIET_GETOOND
from projecten.rules.optellen import Optelsom, over_time
from projecten.selectors.deelname import EigenaarKop, load_eigenaren, load_treden
from projecten.selectors.groei import Groei, load_groei
from projecten.selectors.meten import Waarde, as_waarde, hidden_of
from projecten.selectors.optelling import Regiosom, load_regiosommen
from projecten.selectors.regiojaar import Regiodag, days_of_year, region_on, region_over

PERIODEN = 6


@dataclass(frozen=True)
class Periode:
    """A day measured, as the head of a column."""

    dag: date
    is_nulmeting: bool
    gemeld: int

    @property
    def kop(self) -> str:
        return period_name(self.dag)


@dataclass(frozen=True)
class Regel:
    """One eigenaar, or the region: its values per period, of the year, and its target, each in words."""

    naam: str
    slug: str
    waarden: tuple[str, ...]
    jaar: str
    doel: str
    opmerkingen: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorBlik:
    """Everything the page shows."""

    indicator: Indicator
    perioden: tuple[Periode, ...]
    jaar: int
    regio: Regel
    regels: tuple[Regel, ...]
    groei: Groei | None
    lijn: Lijn | None
    herkomst: str
    team: bool

    @property
    def aantal(self) -> int:
        return len(self.regels)

    @property
    def laatste(self) -> Periode | None:
        return self.perioden[-1] if self.perioden else None


def period_name(dag: date) -> str:
    """Q4 2025 of the last day of a quarter, as a ronde has it; any other day by its date."""
    kwartaal = Kwartaal.of(dag)
    return str(kwartaal) if dag == kwartaal.eind else datum_kort(dag)


def in_words(indicator: Indicator, waarde: Decimal | None) -> str:
    """A value as a table writes it: 31, 14,5%, € 1.200, ja."""
    if waarde is None:
        return NIET_GEMELD
    if indicator.soort == Indicator.Soort.JA_NEE:
        return {Decimal(1): "ja", Decimal(0): "nee"}.get(waarde, getal(waarde))
    if indicator.is_verhouding and indicator.per == 100:
        return percentage(waarde)
    return geld(waarde) if indicator.soort == Indicator.Soort.BEDRAG else getal(waarde)


def load_indicator(indicator: Indicator, blik: Blik, gebruiker: Any) -> IndicatorBlik:
    """The page on a day. A constant number of queries."""
    team = bevoegdheid_of(gebruiker, blik.vandaag).in_team
    known = Meting.objects.filter(indicator=indicator, peildatum__lte=blik.peildatum)
    measured = sorted(known.order_by().values_list("peildatum", flat=True).distinct())
    days = measured[-PERIODEN:]
    jaar = days[-1].year if days else blik.peildatum.year
    # Of a year that was measured more often than there are columns, every day counts.
    read = [day for day in measured if day in days or day.year == jaar]
    rows = list(known.filter(peildatum__in=read))
    sums = load_regiosommen([indicator], known.filter(peildatum__in=read), team=team)
    targets: dict[int | None, Decimal] = dict(
        Streefwaarde.objects.filter(indicator=indicator, jaar=jaar).values_list("eigenaar_id", "waarde")
    )
    tafel = _Tafel(indicator, read, days, rows, sums, targets, jaar, team=team)
    own = _eigenaren(indicator, blik, {row.eigenaar_id for row in rows})
    regio = tafel.regio()
    return IndicatorBlik(
        indicator=indicator,
        perioden=tuple(tafel.periode(day) for day in days),
        jaar=jaar,
        regio=regio,
        regels=tuple(tafel.regel(eigenaar) for eigenaar in own),
        groei=load_groei([indicator], days[-1], team=team).get(indicator.pk) if days else None,
        lijn=tafel.lijn(),
        herkomst=weakest(row.herkomst for row in rows),
        team=team,
    )


def _eigenaren(indicator: Indicator, blik: Blik, measured: set[int | None]) -> list[EigenaarKop]:
    steps = load_treden(blik, projecten=[indicator.project_id])
    part = {eigenaar for (_, eigenaar), trede in steps.items() if trede.op_de_ladder} | measured
    return [own for own in load_eigenaren(blik) if own.id in part]


class _Tafel:
    """The table, from rows read once; `days` are its columns, `read` those with the rest of the year."""

    def __init__(
        self,
        indicator: Indicator,
        read: Sequence[date],
        days: Sequence[date],
        rows: Sequence[Meting],
        sums: Mapping[tuple[int, date], Regiosom],
        targets: Mapping[int | None, Decimal],
        jaar: int,
        *,
        team: bool,
    ) -> None:
        self.indicator, self.targets, self.jaar = indicator, targets, jaar
        self.read, self.days = read, days
        self.sums = {day: sums.get((indicator.pk, day)) for day in read}
        self.rows = {(row.eigenaar_id, row.peildatum): row for row in rows}
        self.shown: dict[tuple[int | None, date], Waarde] = {}
        self.regional: dict[date, Regiodag | None] = {}
        for day in read:
            of_day = [row for row in rows if row.peildatum == day]
            own = [row for row in of_day if row.eigenaar_id is not None]
            hidden = hidden_of(indicator, own, team=team)
            self.shown |= {(row.eigenaar_id, day): as_waarde(row, hidden) for row in own}
            self.regional[day] = region_on(indicator, of_day, self.sums[day], team=team)

    def periode(self, day: date) -> Periode:
        som = self.sums[day]
        return Periode(day, day == self.indicator.nulmeting_op, som.som.aantal if som else 0)

    def regel(self, own: EigenaarKop) -> Regel:
        values = [self.shown.get((own.id, day)) for day in self.days]
        parts = [(self.shown[own.id, day], self._som(own.id, day)) for day in self._year(own.id)]
        remarks = [
            f"{period_name(day)}: {row.toelichting}"
            for day in self.days
            if (row := self.rows.get((own.id, day))) and row.toelichting
        ]
        return Regel(
            own.naam,
            own.slug,
            tuple(map(self._words, values)),
            self._of_year(parts),
            self._doel(own.id),
            tuple(remarks),
        )

    def regio(self) -> Regel:
        days = days_of_year(self.indicator, self.read, self.jaar)
        year = region_over(self.indicator, [dag for day in days if (dag := self.regional[day])])
        values = [self._regional(day) for day in self.days]
        return Regel("Regio", "", tuple(map(self._words, values)), self._words(year), self._doel(None))

    def _regional(self, day: date) -> Waarde | None:
        dag = self.regional[day]
        return dag.waarde if dag else None

    def lijn(self) -> Lijn | None:
        """The region through time, with its target; None of fewer than two values."""
        values = [(day, value.getal if (value := self._regional(day)) else None) for day in self.days]
        if sum(value is not None for _, value in values) < 2:
            return None
        target = self.targets.get(None)
        points = tuple(
            Punt(period_name(day), value, target if day.year == self.jaar else None) for day, value in values
        )
        ratio = self.indicator.is_verhouding and self.indicator.per == 100
        return Lijn(
            titel=f"{self.indicator.naam} in de regio, {self.indicator.eenheid}",
            metingen=points,
            maat="percentage" if ratio else "getal",
            sleutel=f"indicator-{self.indicator.pk}",
        )

    def _year(self, eigenaar: int) -> list[date]:
        return days_of_year(self.indicator, (day for day in self.read if (eigenaar, day) in self.shown), self.jaar)

    def _som(self, eigenaar: int, day: date) -> Optelsom:
        row = self.rows[eigenaar, day]
        return Optelsom(1, row.waarde, row.teller, row.noemer)

    def _of_year(self, parts: Sequence[tuple[Waarde, Optelsom]]) -> str:
        """Of a year of which one part is not shown, nothing is: it would follow from the others."""
        if any(value.verborgen for value, _ in parts):
            return NIET_GETOOND
        row = self.indicator
        return in_words(row, over_time([som for _, som in parts], row.optelling, row.over_tijd, row.per))

    def _words(self, value: Waarde | None) -> str:
        if value is not None and value.verborgen:
            return value.waarom_niet
        return in_words(self.indicator, value.getal if value else None)

    def _doel(self, eigenaar: int | None) -> str:
        target = self.targets.get(eigenaar)
        return "" if target is None else in_words(self.indicator, target)
