"""The life of a project in one dated list: what happened by a day, that day, and what is planned after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

from koers.lib.notatie import datum, opsomming
from koers.lib.peildatum import Blik
from projecten.models import Deelname, Project
from projecten.rules.planning import GEHAALD, GESLOTEN
from projecten.selectors.afkomst import Afkomst, Schakel
from projecten.selectors.deelname import Trede
from projecten.selectors.opbrengst import load_opbrengst
from projecten.selectors.planning import MijlpaalRegel, Planning, RisicoRegel
from projecten.selectors.tijdlijnpunt import Punt


class Stap(Protocol):
    """A name or a place of a project, from a day on."""

    @property
    def tekst(self) -> str: ...
    @property
    def vanaf(self) -> date: ...
    @property
    def herkomst(self) -> str: ...


@dataclass(frozen=True)
class Jaar:
    """One year of it. `vandaag`: the line of the day one looks at comes in this year."""

    jaar: int
    geweest: tuple[Punt, ...]
    vandaag: bool
    komend: tuple[Punt, ...]


@dataclass(frozen=True)
class Tijdlijn:
    """`dag`: the day one looks at."""

    jaren: tuple[Jaar, ...]
    dag: date
    is_nu: bool


def load_tijdlijn(
    project: Project,
    blik: Blik,
    planning: Planning,
    afkomst: Afkomst,
    namen: Sequence[Stap],
    plaatsen: Sequence[Stap],
    deelnames: Iterable[tuple[Trede, str]],
) -> Tijdlijn:
    """Four queries; the plan, its origin, names and places (the newest first) and who took part come with the page."""
    punten = [
        *_life(project),
        *(_link(schakel, "Komt voort uit", -2) for schakel in afkomst.uit),
        *(_link(schakel, "Gaat verder in", 2) for schakel in afkomst.verder),
        *_steps(namen, "Naam", "Heet voortaan {}"),
        *_steps(plaatsen, "Themalijn", "Verplaatst naar {}"),
        *_participation(deelnames),
        *load_opbrengst(project, blik),
        *(_milestone(row) for row in planning.mijlpalen),
        *(punt for row in planning.risicos for punt in _risk(row)),
    ]
    return Tijdlijn(arrange(punten, blik.peildatum), blik.peildatum, blik.is_nu)


def arrange(punten: Iterable[Punt], day: date) -> tuple[Jaar, ...]:
    """By year, each day in its place; what is late is not ahead. The year of `day` is always there."""
    ordered = sorted(punten, key=lambda punt: (punt.dag, punt.plek, punt.soort, punt.tekst))
    per_year = {year: list(own) for year, own in groupby(ordered, key=lambda punt: punt.dag.year)}
    return tuple(
        Jaar(
            jaar=year,
            geweest=tuple(punt for punt in per_year.get(year, []) if punt.dag <= day),
            vandaag=year == day.year,
            komend=tuple(punt for punt in per_year.get(year, []) if punt.dag > day),
        )
        for year in sorted({*per_year, day.year})
    )


def _life(project: Project) -> Iterator[Punt]:
    begin = datum(project.vanaf)
    yield Punt(project.vanaf, begin, "Project", "Begin van het project", herkomst=project.herkomst, plek=-1)
    if project.tot is not None:
        end = "Laatste dag van het project"
        yield Punt(project.tot, datum(project.tot), "Project", end, uitleg=project.einde_reden, plek=1)


def _link(schakel: Schakel, zin: str, plek: int) -> Punt:
    return Punt(
        dag=schakel.vanaf,
        wanneer=datum(schakel.vanaf),
        soort=schakel.soort.capitalize(),
        tekst=f"{zin} {schakel.naam}",
        uitleg=schakel.reden,
        herkomst=schakel.herkomst,
        plek=plek,
    )


def _steps(stappen: Sequence[Stap], soort: str, zin: str) -> Iterator[Punt]:
    """Each step but the first, which is no change."""
    for stap in stappen[:-1]:
        yield Punt(stap.vanaf, datum(stap.vanaf), soort, zin.format(stap.tekst), herkomst=stap.herkomst)


def _participation(deelnames: Iterable[tuple[Trede, str]]) -> Iterator[Punt]:
    """Whoever took the same step on the same day is one point."""
    together: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for trede, naam in deelnames:
        together[trede.vanaf, Deelname.Stap(trede.stap).label, trede.herkomst].append(naam)
    for (vanaf, stap, herkomst), namen in together.items():
        yield Punt(vanaf, datum(vanaf), "Deelname", f"{opsomming(sorted(namen))}: {stap}", herkomst=herkomst)


def _milestone(row: MijlpaalRegel) -> Punt:
    told = row.woorden if row.staat != GEHAALD else "gehaald" if row.gehaald_op else "gehaald; de dag is niet bekend"
    planned = f", gepland voor {row.wanneer}" if row.gehaald_op else ""
    return Punt(
        dag=row.moment,
        wanneer=datum(row.gehaald_op) if row.gehaald_op else row.wanneer,
        soort="Mijlpaal",
        tekst=row.naam,
        bij=told + planned + (f"; houder {row.houder}" if row.houder else ""),
        uitleg=" ".join(turn.zin for turn in row.wendingen if turn.naar != GEHAALD),
        herkomst=row.herkomst,
        te_laat=row.te_laat,
    )


def _risk(row: RisicoRegel) -> Iterator[Punt]:
    heavy = f"{row.zwaarte}; {row.weging}" if row.weging else ""
    yield Punt(row.sinds, datum(row.sinds), "Risico", row.naam, bij=heavy, uitleg=row.maatregel, herkomst=row.herkomst)
    for turn in row.wendingen:
        done = "Risico gesloten" if turn.naar == GESLOTEN else "Risico"
        yield Punt(turn.op, datum(turn.op), done, row.naam, uitleg=turn.kort)
    if row.is_open and row.bekijk_op is not None:
        when = datum(row.bekijk_op)
        yield Punt(row.bekijk_op, when, "Risico bekijken", row.naam, te_laat=row.te_laat)
