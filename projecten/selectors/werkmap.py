"""What a workbook would change or changed, as pages list it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from projecten.models import Inlezing, Meting
from projecten.rules.meetwaarde import Opvallend, read_value, remarkable
from projecten.selectors.raster import Raster, Vak

Plek = tuple[int, int]  # indicator, eigenaar


@dataclass(frozen=True)
class Wisseling:
    """One cell from what to what, as typed ("" is nothing), and what stands out about it."""

    indicator: str
    eigenaar: str
    van: str
    naar: str
    opvallend: tuple[Opvallend, ...] = ()


def load_opvallend(raster: Raster, values: Mapping[Plek, Decimal | None]) -> dict[Plek, tuple[Opvallend, ...]]:
    """What stands out of new values beside what all eigenaren would then have. One query."""
    rows = Meting.objects.filter(
        indicator__in=raster.indicatoren, peildatum=raster.ronde.eind, eigenaar__isnull=False
    ).values_list("indicator_id", "eigenaar_id", "waarde")
    known: dict[Plek, Decimal | None] = {(indicator, eigenaar): value for indicator, eigenaar, value in rows}
    known |= values
    cells = raster.vakken
    return {plek: _asks(cells[plek], value, known) for plek, value in values.items() if value is not None}


def _asks(vak: Vak, value: Decimal, known: Mapping[Plek, Decimal | None]) -> tuple[Opvallend, ...]:
    indicator, own = vak.indicator, vak.eigenaar.id
    others = [one for (pk, who), one in known.items() if pk == indicator.pk and who != own and one is not None]
    vorige = read_value(vak.vorige, indicator.soort) if vak.vorige else None
    return remarkable(indicator.soort, value, vorige, others)


def kept_rows(inlezing: Inlezing) -> tuple[Wisseling, ...]:
    """What a workbook changed when it was kept."""
    return tuple(Wisseling(*row) for row in inlezing.wijzigingen)
