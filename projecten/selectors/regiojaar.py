"""The region's figure of an indicator over one year, made of its days as each is shown, and who it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from koers.lib.herkomst import weakest
from projecten.models import Indicator, Meting
from projecten.rules.kleine_aantallen import NIET_GETOOND
from projecten.rules.optellen import LAATSTE, VERHOUDING, Optelsom, figures_over_time, over_time
from projecten.selectors.meten import Waarde, region_value
from projecten.selectors.optelling import Regiosom


@dataclass(frozen=True)
class Regiodag:
    """The region on one day: what is shown of it, and what it is made of."""

    waarde: Waarde
    som: Optelsom


@dataclass(frozen=True)
class Regiojaar:
    """A year: its figure (None: not known), the days it is of, and which eigenaren reported on all or some of those."""

    waarde: Waarde | None
    dagen: tuple[date, ...]
    steeds: frozenset[int]
    soms: frozenset[int]
    volgens_bron: bool
    alleen_nulmeting: bool = False

    @property
    def gemeld(self) -> frozenset[int]:
        return self.steeds | self.soms


def days_of_year(indicator: Indicator, days: Iterable[date], jaar: int) -> list[date]:
    """The days a year's figure is of: without the baseline, and the last only where the last is what counts."""
    found = sorted(day for day in set(days) if day.year == jaar and day != indicator.nulmeting_op)
    return found[-1:] if indicator.over_tijd == LAATSTE else found


def region_on(indicator: Indicator, metingen: Sequence[Meting], som: Regiosom | None, *, team: bool) -> Regiodag | None:
    """What a source says of the region that day, else what its eigenaren add up to; None when neither is known."""
    stated = [meting for meting in metingen if meting.eigenaar_id is None]
    own = [meting for meting in metingen if meting.eigenaar_id is not None]
    waarde = region_value(indicator, stated, own, som, team=team)
    if waarde is None:
        return None
    if stated:
        return Regiodag(waarde, Optelsom(1, stated[0].waarde, stated[0].teller, stated[0].noemer))
    return Regiodag(waarde, som.som) if som else None


def region_over(indicator: Indicator, dagen: Sequence[Regiodag]) -> Waarde | None:
    """One figure of these days. Where one of them is not shown nothing is: it would follow from the others."""
    if not dagen:
        return None
    herkomst = weakest(dag.waarde.herkomst for dag in dagen)
    if any(dag.waarde.verborgen for dag in dagen):
        return dagen[0].waarde if len(dagen) == 1 else Waarde(None, herkomst, NIET_GETOOND)
    sommen = [dag.som for dag in dagen]
    if indicator.over_tijd == VERHOUDING and (len(dagen) > 1 or sommen[0].noemer):
        known = all(som.noemer for som in sommen)
        figure = over_time(sommen, indicator.optelling, VERHOUDING, indicator.per) if known else None
        return Waarde(figure, herkomst)
    figures = [dag.waarde.getal for dag in dagen if dag.waarde.getal is not None]
    return Waarde(figures_over_time(figures, indicator.over_tijd), herkomst)


def region_of_year(
    indicator: Indicator,
    metingen: Iterable[Meting],
    sommen: Mapping[tuple[int, date], Regiosom],
    jaar: int,
    *,
    team: bool,
) -> Regiojaar:
    """The year from rows read before. Of a year that has a baseline only, that is its figure."""
    per_day: dict[date, list[Meting]] = {}
    for meting in metingen:
        if meting.peildatum.year == jaar:
            per_day.setdefault(meting.peildatum, []).append(meting)
    counting = days_of_year(indicator, per_day, jaar)
    days = counting or sorted(per_day)
    shown = [region_on(indicator, per_day[day], sommen.get((indicator.pk, day)), team=team) for day in days]
    times = Counter(row.eigenaar_id for day in days for row in per_day[day] if row.eigenaar_id is not None)
    return Regiojaar(
        waarde=region_over(indicator, [dag for dag in shown if dag]),
        dagen=tuple(days),
        steeds=frozenset(key for key, number in times.items() if number == len(days)),
        soms=frozenset(key for key, number in times.items() if number < len(days)),
        volgens_bron=any(row.eigenaar_id is None for day in days for row in per_day[day]),
        alleen_nulmeting=bool(days) and not counting,
    )
