"""Growth against a year before, of those who reported both times: as a source says it, "+30% verwijzingen"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from koers.lib.notatie import percentage
from projecten.models import Indicator, Meting
from projecten.rules.kleine_aantallen import ONDERGRENS, tells_of_few
from projecten.rules.optellen import Optelsom, growth
from projecten.selectors.optelling import load_regiosommen, persons_behind


@dataclass(frozen=True)
class Groei:
    """By how many percents a figure grew in a year, and how many eigenaren reported both times (0: a source's own)."""

    procent: Decimal
    aantal: int

    @property
    def tekst(self) -> str:
        """+30%, or −4%."""
        return ("+" if self.procent >= 0 else "") + percentage(self.procent)

    @property
    def zin(self) -> str:
        """Who it is of, for under the figure."""
        if not self.aantal:
            return "ten opzichte van een jaar eerder, volgens de bron"
        who = "1 eigenaar die" if self.aantal == 1 else f"{self.aantal} eigenaren die"
        meldde = "meldde" if self.aantal == 1 else "meldden"
        return f"ten opzichte van een jaar eerder, van de {who} beide keren {meldde}"


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def load_groei(indicatoren: Iterable[Indicator], nu: date, *, team: bool) -> dict[int, Groei]:
    """Indicator → its growth up to that day; absent where unknown, or where it would tell of few people.

    Three queries.
    """
    rows = list(indicatoren)
    toen = year_before(nu)
    now, then = (
        load_regiosommen(rows, _of(rows, day).filter(Exists(_same(other))), team=team)
        for day, other in ((nu, toen), (toen, nu))
    )
    known: dict[int, dict[date, dict[int | None, Meting]]] = {row.pk: {nu: {}, toen: {}} for row in rows}
    for meting in Meting.objects.filter(indicator__in=rows, peildatum__in=[nu, toen]):
        known[meting.indicator_id][meting.peildatum][meting.eigenaar_id] = meting
    found = {}
    for row in rows:
        one, other = now.get((row.pk, nu)), then.get((row.pk, toen))
        if not team and _tells(row, known[row.pk][nu], known[row.pk][toen]):
            continue
        if one and other:
            if one.verborgen or other.verborgen:
                continue
            procent, number = growth(_figure(row, other.som), _figure(row, one.som)), one.som.aantal
        else:
            stated = [own.waarde if (own := known[row.pk][day].get(None)) else None for day in (toen, nu)]
            procent, number = growth(*stated), 0
        if procent is not None:
            found[row.pk] = Groei(procent, number)
    return found


def _tells(row: Indicator, nu: Mapping[int | None, Meting], toen: Mapping[int | None, Meting]) -> bool:
    """Whether its growth would tell of few people: of one of the two days, or of those who reported on one only."""
    both = nu.keys() & toen.keys()
    for metingen in (nu, toen):
        people = {key: count for key, own in metingen.items() if (count := persons_behind(row, own)) is not None}
        stated = people.pop(None, ONDERGRENS)
        if stated < ONDERGRENS or tells_of_few(people, both):
            return True
    return False


def _of(rows: list[Indicator], day: date) -> QuerySet[Meting]:
    return Meting.objects.filter(indicator__in=rows, peildatum=day, eigenaar__isnull=False)


def _same(day: date) -> QuerySet[Meting]:
    return Meting.objects.filter(indicator=OuterRef("indicator"), eigenaar=OuterRef("eigenaar"), peildatum=day)


def _figure(row: Indicator, som: Optelsom) -> Decimal | None:
    return som.uitkomst(row.optelling, row.per)
