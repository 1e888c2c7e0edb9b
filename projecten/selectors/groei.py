"""Growth against a year before, of those who reported both times: as a source says it, "+30% verwijzingen"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from koers.lib.notatie import percentage
from projecten.models import Indicator, Meting
from projecten.rules.optellen import Optelsom, growth
from projecten.selectors.optelling import load_regiosommen


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
    stated = {
        (pk, day): value
        for pk, day, value in Meting.objects.filter(
            indicator__in=rows, eigenaar=None, peildatum__in=[nu, toen]
        ).values_list("indicator", "peildatum", "waarde")
    }
    found = {}
    for row in rows:
        one, other = now.get((row.pk, nu)), then.get((row.pk, toen))
        if one and other:
            if one.verborgen or other.verborgen:
                continue
            procent, number = growth(_figure(row, other.som), _figure(row, one.som)), one.som.aantal
        else:
            procent, number = growth(stated.get((row.pk, toen)), stated.get((row.pk, nu))), 0
        if procent is not None:
            found[row.pk] = Groei(procent, number)
    return found


def _of(rows: list[Indicator], day: date) -> QuerySet[Meting]:
    return Meting.objects.filter(indicator__in=rows, peildatum=day, eigenaar__isnull=False)


def _same(day: date) -> QuerySet[Meting]:
    return Meting.objects.filter(indicator=OuterRef("indicator"), eigenaar=OuterRef("eigenaar"), peildatum=day)


def _figure(row: Indicator, som: Optelsom) -> Decimal | None:
    return som.uitkomst(row.optelling, row.per)
