"""Growth against a year before, of those who reported both times: as a source says it, "+30% verwijzingen"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from koers.lib.notatie import percentage
from projecten.models import Indicator, Meting
from projecten.rules.kleine_aantallen import ONDERGRENS, hide, tells_of_few
from projecten.rules.optellen import Optelsom, growth
from projecten.selectors.optelling import persons_behind


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

    One query: two days of a few indicators are few rows, and who reported on both is asked anyway.
    """
    rows = list(indicatoren)
    toen = year_before(nu)
    known: dict[int, dict[date, dict[int | None, Meting]]] = {row.pk: {nu: {}, toen: {}} for row in rows}
    for meting in Meting.objects.filter(indicator__in=rows, peildatum__in=[nu, toen]):
        known[meting.indicator_id][meting.peildatum][meting.eigenaar_id] = meting
    found = {}
    for row in rows:
        now, then = known[row.pk][nu], known[row.pk][toen]
        if not team and _tells(row, now, then):
            continue
        both = [key for key in now.keys() & then.keys() if key is not None]
        if both:
            figures = [_figure(row, [day[key] for key in both], team=team) for day in (then, now)]
        else:
            figures = [own.waarde if (own := day.get(None)) else None for day in (then, now)]
        procent = growth(*figures)
        if procent is not None:
            found[row.pk] = Groei(procent, len(both))
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


def _figure(row: Indicator, metingen: Sequence[Meting], *, team: bool) -> Decimal | None:
    """What they add up to; None where that total would tell of few people."""
    people = {own.pk: count for own in metingen if (count := persons_behind(row, own)) is not None}
    if not team and hide(people).totaal:
        return None
    parts = [Optelsom(1, own.waarde, own.teller, own.noemer) for own in metingen]
    return sum(parts[1:], parts[0]).uitkomst(row.optelling, row.per)
