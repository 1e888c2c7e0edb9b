"""Headings for the programme's own news."""

from __future__ import annotations

from datetime import date, datetime

from koers.lib.herkomst import Herkomst
from koers.lib.notatie import datum
from koers.toegang.models import Gebruiker
from projecten.models import Rubriek
from projecten.services.opbrengst import record


def create_rubriek(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    vanaf: date,
    now: datetime,
    volgorde: int = 0,
    tot: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Rubriek:
    """A new heading of the kwartaalupdate, from a day (through another)."""
    row = Rubriek(
        slug=slug,
        naam=naam.strip(),
        vanaf=vanaf,
        tot=tot,
        volgorde=volgorde,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return record(actor, row, f"Rubriek {row.naam} bestaat vanaf {datum(vanaf)}.", now)
