"""The region's figure of an indicator: added up in SQL over the eigenaren that reported, per day measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, When

from koers.lib.velden import HonderdstenField
from projecten.models import Indicator, Meting
from projecten.rules.kleine_aantallen import ONDERGRENS, hides_total
from projecten.rules.optellen import Optelsom

# Behind a ratio stand the persons of its numerator; a ratio of which only the outcome is known says nothing of persons.
PERSONEN = Case(
    When(indicator__soort=Indicator.Soort.VERHOUDING, then=F("teller")),
    When(indicator__soort=Indicator.Soort.AANTAL, then=F("waarde")),
    default=None,
    output_field=HonderdstenField(),
)


@dataclass(frozen=True)
class Regiosom:
    """All values of one day together; `verborgen` where the total itself would tell of a few persons."""

    som: Optelsom
    verborgen: bool


def counts_persons(indicator: Indicator) -> bool:
    """Whether its values are numbers of people, or shares of them."""
    return indicator.telt_personen and indicator.soort in (Indicator.Soort.AANTAL, Indicator.Soort.VERHOUDING)


def persons_behind(indicator: Indicator, meting: Meting) -> Decimal | None:
    """How many people stand behind one value; None where it does not count people, or that is not known."""
    if not counts_persons(indicator):
        return None
    return meting.teller if indicator.is_verhouding else meting.waarde


def add_up(indicator: Indicator, metingen: Sequence[Meting], *, team: bool) -> Regiosom | None:
    """As `load_regiosommen`, of measurements of eigenaren on one day that were read already; None of none."""
    if not metingen:
        return None
    people = [count for row in metingen if (count := persons_behind(indicator, row)) is not None]
    hidden = people and hides_total(
        klein=sum(count < ONDERGRENS for count in people),
        aantal=len(metingen),
        personen=sum(people, Decimal()),
        grootste=max(people),
    )
    som = Optelsom(
        len(metingen),
        sum((row.waarde for row in metingen), Decimal()),
        _sum(row.teller for row in metingen),
        _sum(row.noemer for row in metingen),
    )
    return Regiosom(som, bool(hidden) and not team)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal()) if known else None


def load_regiosommen(
    indicatoren: Iterable[Indicator], metingen: QuerySet[Meting], *, team: bool
) -> dict[tuple[int, date], Regiosom]:
    """(indicator, day) → what those measurements of eigenaren add up to. One query, whatever their number."""
    per_id = {indicator.pk: indicator for indicator in indicatoren}
    small = Q(personen__lt=ONDERGRENS)
    rows = (
        metingen.filter(indicator__in=per_id, eigenaar__isnull=False)
        .annotate(personen=PERSONEN)
        .order_by()
        .values("indicator", "peildatum")
        .annotate(
            aantal=Count("pk"),
            som=Sum("waarde"),
            tellers=Sum("teller"),
            noemers=Sum("noemer"),
            klein=Count("pk", filter=small),
            mensen=Sum("personen"),
            meeste=Max("personen"),
        )
        .values_list("indicator", "peildatum", "aantal", "som", "tellers", "noemers", "klein", "mensen", "meeste")
    )
    found = {}
    for indicator, day, number, value, numerator, denominator, few, people, most in rows:
        hidden = (
            not team
            and counts_persons(per_id[indicator])
            and people is not None
            and hides_total(klein=few, aantal=number, personen=people, grootste=most)
        )
        found[indicator, day] = Regiosom(Optelsom(number, value, numerator, denominator), hidden)
    return found
