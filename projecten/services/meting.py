"""Measurements as people enter them: a whole grid or workbook at once, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.opmaak import one_line
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Indicator, Meting, Project, Ronde
from projecten.rules.meetwaarde import (
    BEDRAG,
    MAX_OPMERKING,
    OPMERKING_ALLEEN,
    Onleesbaar,
    read_value,
    show_value,
    value_faults,
)
from projecten.rules.optellen import ratio
from projecten.selectors.meetrecht import GEEN, load_meetrecht
from projecten.selectors.onderwerp import project_name
from projecten.selectors.optelling import counts_persons
from projecten.selectors.raster import Raster, Vak, load_raster
from projecten.services.voortgang.bindcijfer import rebind_entries

RIGHT = "projecten.meting:edit"
WRITTEN = ("waarde", "teller", "noemer", "toelichting", "door", "vastgelegd_op", "herkomst", "vindplaats")
INGEHAALD = "Hier vulde een ander intussen iets anders in; dat staat er nu. Kijk of uw waarde nog klopt."
BUITEN = "Deze cel hoort niet bij wat u in deze ronde kunt invullen."


@dataclass(frozen=True)
class Invoer:
    """What someone typed in one cell; None where that part of the cell was not asked.

    `was` is the cell as they read it (`Vak.was`); None for who did not look, and then nothing is compared.
    """

    indicator: int
    eigenaar: int
    waarde: str = ""
    teller: str = ""
    noemer: str = ""
    toelichting: str | None = None
    was: str | None = None

    def is_untouched(self, *, verhouding: bool) -> bool:
        """Left as it was read; whatever another one made of it since is then no concern of theirs."""
        read = (self.was or "").split("|", 3)
        if len(read) < 4:
            return False
        typed = [self.teller, self.noemer] if verhouding else [self.waarde]
        parts = read[1:3] if verhouding else read[:1]
        return typed == parts and self.toelichting in (None, read[3])


@dataclass(frozen=True)
class Fout:
    """What is wrong in one cell, at the part of it that is to be mended: waarde, teller, noemer or toelichting."""

    indicator: int
    eigenaar: int
    veld: str
    zin: str


class Afgekeurd(Exception):
    """Nothing was kept: every fault at once."""

    def __init__(self, fouten: Sequence[Fout]) -> None:
        super().__init__(f"{len(fouten)} cells are refused")
        self.fouten = tuple(fouten)


@dataclass(frozen=True)
class Wijziging:
    """One cell that changes: from what to what, as typed; "" is nothing. `waarde` is what will be counted."""

    indicator: Indicator
    eigenaar: str
    van: str
    naar: str
    eigenaar_id: int = 0
    waarde: Decimal | None = None

    @property
    def zin(self) -> str:
        """For the log, which is read outside the programme team: no money, and no number of persons however large.

        Where a page hides a small number, others are hidden with it; told here, they would give it away.
        """
        what = f"{self.indicator.naam}, {self.eigenaar}"
        if self.indicator.soort == BEDRAG or counts_persons(self.indicator):
            return f"{what}: {'leeggemaakt' if not self.naar else 'gewijzigd' if self.van else 'ingevuld'}"
        return f"{what}: {self.van or 'leeg'} → {self.naar or 'leeg'}"


@dataclass(frozen=True)
class _Gelezen:
    """A cell that was read and is in order."""

    vak: Vak
    waarde: Decimal | None
    teller: Decimal | None
    noemer: Decimal | None
    toelichting: str


def check_metingen(
    *, actor: Gebruiker | None, project: Project, ronde: Ronde, invoer: Sequence[Invoer], now: datetime
) -> list[Wijziging]:
    """What saving it would change; nothing is stored. Raises as `save_metingen`."""
    return [_change(cell) for cell in _changed(*_read(actor, project, ronde, invoer, now))]


@transaction.atomic
def save_metingen(
    *, actor: Gebruiker | None, project: Project, ronde: Ronde, invoer: Sequence[Invoer], now: datetime
) -> list[Wijziging]:
    """Keep what was entered; an emptied cell is a measurement taken back, a cell left as it was is not touched.

    Raises NotAllowed for who enters none of them, Afgekeurd with every cell that is wrong, shut, not one's own, or
    changed by another since. Then nothing is kept.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    raster, read = _read(actor, project, ronde, invoer, now)
    changed = _changed(raster, read)
    changes = [_change(cell) for cell in changed]
    if changes:
        _write(changed, ronde, actor, now)
        rebind_entries(project)
        naam = project_name(project, day_of(now))
        kop = f"Metingen van {naam} over {ronde} ({datum(ronde.eind)}): "
        for part in range(0, len(changes), 20):
            zin = kop + "; ".join(change.zin for change in changes[part : part + 20]) + "."
            log(actor=actor, actie="projecten.meting:save", zin=zin, now=now, object=project)
    return changes


def _read(
    actor: Gebruiker | None, project: Project, ronde: Ronde, invoer: Sequence[Invoer], now: datetime
) -> tuple[Raster, list[_Gelezen]]:
    today = day_of(now)
    require(actor, RIGHT, today=today)
    if not load_meetrecht(actor, project, today):
        raise NotAllowed(GEEN)
    raster = load_raster(project, ronde, actor, today)
    cells = raster.vakken
    faults: list[Fout] = []
    read = [cell for one in invoer if (cell := _read_cell(one, cells, faults)) is not None]
    if faults:
        raise Afgekeurd(faults)
    return raster, read


def _read_cell(one: Invoer, cells: Mapping[tuple[int, int], Vak], faults: list[Fout]) -> _Gelezen | None:
    vak = cells.get((one.indicator, one.eigenaar))

    def fault(veld: str, zin: str) -> None:
        faults.append(Fout(one.indicator, one.eigenaar, veld, zin))

    if vak is None:
        fault("waarde", BUITEN)
        return None
    if one.is_untouched(verhouding=vak.indicator.is_verhouding):
        return None
    soort = vak.indicator.soort
    parts: dict[str, Decimal | None] = {}
    for veld in ("teller", "noemer") if vak.indicator.is_verhouding else ("waarde",):
        try:
            parts[veld] = read_value(getattr(one, veld), soort)
        except Onleesbaar as error:
            fault(veld, str(error))
    if len(parts) < (2 if vak.indicator.is_verhouding else 1):
        return None
    remark = vak.toelichting if one.toelichting is None else one_line(one.toelichting)
    cell = _Gelezen(vak, parts.get("waarde"), parts.get("teller"), parts.get("noemer"), remark)
    if remark not in ("", vak.toelichting) and not any(_typed(cell)):
        fault("toelichting", OPMERKING_ALLEEN)
        return None
    if not _differs(cell):
        return cell
    if vak.op_slot:
        fault("waarde", vak.op_slot)
    elif one.was is not None and one.was != vak.was:
        fault("teller" if vak.indicator.is_verhouding else "waarde", INGEHAALD)
    elif wrong := value_faults(soort, vak.indicator.per, cell.waarde, cell.teller, cell.noemer):
        fault("teller" if vak.indicator.is_verhouding else "waarde", wrong)
    elif len(remark) > MAX_OPMERKING:
        fault("toelichting", f"De opmerking telt {len(remark)} tekens; er mogen er {MAX_OPMERKING} in.")
    else:
        return cell
    return None


def _typed(cell: _Gelezen) -> tuple[str, str, str]:
    soort = cell.vak.indicator.soort
    return (show_value(cell.waarde, soort), show_value(cell.teller, soort), show_value(cell.noemer, soort))


def _differs(cell: _Gelezen) -> bool:
    vak = cell.vak
    if vak.indicator.is_verhouding and vak.waarde and not (cell.teller or cell.noemer):
        return False  # a source gave the outcome only; that is not taken back by leaving the parts open
    was = (vak.waarde, vak.teller, vak.noemer) if not vak.indicator.is_verhouding else ("", vak.teller, vak.noemer)
    return _typed(cell) != was or (any(_typed(cell)) and cell.toelichting != vak.toelichting)


def _changed(raster: Raster, read: Sequence[_Gelezen]) -> list[_Gelezen]:
    return [cell for cell in read if _differs(cell)]


def _change(cell: _Gelezen) -> Wijziging:
    def words(waarde: str, teller: str, noemer: str) -> str:
        return f"{teller} van {noemer}" if teller else waarde

    vak = cell.vak
    typed = ((vak.waarde, vak.teller, vak.noemer), _typed(cell))
    van, naar = (words(*one) for one in typed)
    return Wijziging(vak.indicator, vak.eigenaar.naam, van, naar, vak.eigenaar.id, _value(cell))


def _value(cell: _Gelezen) -> Decimal | None:
    indicator = cell.vak.indicator
    return ratio(cell.teller, cell.noemer, indicator.per) if indicator.is_verhouding else cell.waarde


def _write(cells: Sequence[_Gelezen], ronde: Ronde, actor: Gebruiker | None, now: datetime) -> None:
    """All of them at once: the number of queries is the same for one cell and for a whole workbook."""
    stored = Meting.objects.filter(indicator__in=[cell.vak.indicator for cell in cells], peildatum=ronde.eind)
    known = {(row.indicator_id, row.eigenaar_id): row for row in stored}
    new: list[Meting] = []
    changed: list[Meting] = []
    gone: list[int] = []
    for cell in cells:
        indicator, eigenaar = cell.vak.indicator.pk, cell.vak.eigenaar.id
        row, value = known.get((indicator, eigenaar)), _value(cell)
        if value is None:
            gone += [row.pk] if row else []
            continue
        if row is None:
            row = Meting(indicator_id=indicator, eigenaar_id=eigenaar, peildatum=ronde.eind)
            new.append(row)
        else:
            changed.append(row)
        row.waarde, row.teller, row.noemer, row.toelichting = value, cell.teller, cell.noemer, cell.toelichting  # type: ignore[assignment]
        row.door, row.vastgelegd_op, row.herkomst, row.vindplaats = actor, now, "bron", "ingevuld in Koers"
    Meting.objects.filter(pk__in=gone).delete()
    Meting.objects.bulk_create(new)
    Meting.objects.bulk_update(changed, WRITTEN)
