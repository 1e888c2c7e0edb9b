"""The money and the local project leaders of one eigenaar: kept for itself and the programme team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from financien.selectors.eigenaar import CapaciteitKwartaal, EigenaarGeld, eigenaar_geld
from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import aandeel, decimaal, geld
from koers.lib.peildatum import Blik
from koers.ui.charts import Deel, Paar, Paren, Stapelbalk

KWARTALEN = 6


@dataclass(frozen=True)
class Geld:
    """A year's money, and its fte, each with a chart where there is something to draw."""

    geld: EigenaarGeld
    balk: Stapelbalk | None
    zin: str
    fte: Paren | None
    laatste_fte: CapaciteitKwartaal | None

    @property
    def open_fte(self) -> Decimal:
        """Planned and not filled in the last quarter; 0 when it is not reported."""
        last = self.laatste_fte
        return max(last.gepland - last.ingevuld, Decimal(0)) if last and last.ingevuld is not None else Decimal(0)


def load_geld(eigenaar: Eigenaar, blik: Blik, gebruiker: Any, jaar: int | None = None) -> Geld:
    """Of the given year; else the year of the day one looks at, or (today) the latest year with costs."""
    if jaar is None and not blik.is_nu:
        jaar = blik.peildatum.year
    found = eigenaar_geld(eigenaar, jaar, gebruiker, blik.vandaag)
    quarters = [row for row in found.capaciteit if row.kwartaal.begin <= blik.peildatum]
    return Geld(
        geld=found,
        balk=_bar(found),
        zin=_sentence(found),
        fte=_pairs(quarters[-KWARTALEN:]),
        laatste_fte=quarters[-1] if quarters else None,
    )


def _sentence(found: EigenaarGeld) -> str:
    total = found.totaal
    if not found.rijen:
        return "Er is geen toekenning bekend."
    if not total.lasten:
        return f"{geld(total.toegekend)} toegekend voor {found.jaar}; er zijn nog geen lasten vastgelegd"
    return f"Van {geld(total.beschikbaar)} is {aandeel(total.lasten, total.beschikbaar)} besteed in {found.jaar}"


def _bar(found: EigenaarGeld) -> Stapelbalk | None:
    total = found.totaal
    if not total.lasten:
        return None
    parts = [
        Deel("Besteed", total.lasten, "besteed"),
        Deel("Meenemen", total.meenemen, "mee"),
        Deel("Terugstorten", total.terugstorten, "terug"),
        Deel("Nog zonder bestemming", total.verschil, "ruimte"),
    ]
    return Stapelbalk(
        titel=_sentence(found),
        delen=tuple(part for part in parts if part.waarde),
        geheel="Beschikbaar",
        herkomst="" if found.herkomst == "bron" else found.herkomst,
    )


def _pairs(quarters: list[CapaciteitKwartaal]) -> Paren | None:
    if not quarters:
        return None
    last = quarters[-1]
    filled = "is niet gemeld hoeveel" if last.ingevuld is None else f"is {decimaal(last.ingevuld)}"
    origin = {row.herkomst for row in quarters} - {"bron"}
    return Paren(
        titel=f"In {last.kwartaal} {filled} van de {decimaal(last.gepland)} fte ingevuld",
        paren=tuple(Paar(str(row.kwartaal), row.gepland, row.ingevuld) for row in quarters),
        herkomst=max(origin, default=""),
    )


def sisa_due(jaar: int) -> date:
    """The SiSa return of a year is due by 15 July of the next (domain.md §2)."""
    return date(jaar + 1, 7, 15)
