"""Periods and days on one axis: a row for each, a line for today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from koers.lib import notatie
from koers.ui.charts.grafiek import Grafiek, Tabel
from koers.ui.charts.pen import Anker, Pen, regels

RIJ, BALK, AS = 44.0, 12.0, 26.0


@dataclass(frozen=True)
class Moment:
    """A period from a day through a day, or one day (`tot` None); open at its end with `loopt`."""

    label: str
    van: date
    tot: date | None = None
    klasse: str = "besteed"
    loopt: bool = False


@dataclass(frozen=True, kw_only=True)
class Tijdlijn(Grafiek):
    """`vandaag` draws a line at that day."""

    momenten: tuple[Moment, ...]
    vandaag: date | None = None

    def _bereik(self) -> tuple[date, date]:
        dagen = [d for m in self.momenten for d in (m.van, m.tot) if d]
        if self.vandaag:
            dagen.append(self.vandaag)
        van, tot = min(dagen), max(dagen)
        return date(van.year, van.month, 1), tot + timedelta(days=1)

    def teken(self, pen: Pen) -> tuple[float, str]:
        van, tot = self._bereik()
        spanne = (tot - van).days

        def x(dag: date) -> float:
            return (dag - van).days / spanne

        voet = len(self.momenten) * RIJ
        uit = [pen.lijn(0, 1, voet, voet, "as-sterk"), *self._jaren(pen, van, tot, voet, x)]
        for i, moment in enumerate(self.momenten):
            uit += self._rij(pen, moment, i * RIJ, x, tot)
        if self.vandaag:
            nu = x(self.vandaag)
            uit.append(pen.lijn(nu, nu, 0, voet, "doel"))
        return voet + AS, "".join(uit)

    def _jaren(self, pen: Pen, van: date, tot: date, voet: float, x: Callable[[date], float]) -> list[str]:
        jaren = [date(j, 1, 1) for j in range(van.year, tot.year + 1)]
        uit = []
        stap = max(1, len(jaren) // 6)
        for jaar in jaren[::stap]:
            plek = x(max(jaar, van))
            if plek < 0.95:
                uit.append(pen.lijn(plek, plek, voet, voet + 6, "as-sterk"))
                uit.append(pen.tekst(plek, voet + 20, jaar.year, "stil"))
        return uit

    def _rij(self, pen: Pen, moment: Moment, y: float, x: Callable[[date], float], eind: date) -> list[str]:
        begin = x(moment.van)
        is_dag = moment.tot is None and not moment.loopt
        einde = begin if is_dag else x(moment.tot + timedelta(days=1) if moment.tot else eind)
        anker: Anker = "end" if begin > 0.5 else "start"
        uit = [pen.tekst(einde if anker == "end" else begin, y + 14, regels(moment.label, 40)[0], "", anker)]
        if is_dag:
            return [*uit, pen.cirkel(min(max(begin, 0.01), 0.99), y + 26, 6, "eigen")]
        return [*uit, pen.rect(begin, max(einde - begin, 0.005), y + 20, BALK, moment.klasse)]

    @staticmethod
    def _wanneer(moment: Moment) -> str:
        if moment.loopt or moment.tot:
            return notatie.periode(moment.van, moment.tot)
        return notatie.datum(moment.van)

    def tabel(self) -> Tabel:
        rijen = tuple((m.label, self._wanneer(m)) for m in self.momenten)
        return Tabel(self.titel, ("Wat", "Wanneer"), rijen)
