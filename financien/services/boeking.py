"""Cost lines: recorded, changed while the year is open, corrected afterwards."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from financien.models import Beschikking, Boeking
from financien.rules.periode import check_in_period
from financien.rules.vaststelling import check_correction
from financien.services.wegen import BOEKING_EDIT, apply, check_not_settled, locked, require_now, rules_refuse, tell
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.notatie import datum as in_words
from koers.lib.notatie import geld_centen
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Project


@transaction.atomic
def record_boeking(
    *,
    actor: Gebruiker | None,
    beschikking: Beschikking,
    datum: date,
    stuk: str,
    omschrijving: str,
    bedrag: Decimal,
    now: datetime,
    regel: int = 1,
    project: Project | None = None,
    gemeente: Eigenaar | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Boeking:
    """A cost on one award. The same line again adds nothing; the same number with other content is refused.

    ValidationError as well outside the award's period and in a year that the grantor settled.
    """
    require_now(actor, BOEKING_EDIT, now)
    beschikking = locked(beschikking)
    boeking = Boeking(
        beschikking=beschikking,
        datum=datum,
        jaar=datum.year,
        stuk=stuk.strip(),
        regel=regel,
        omschrijving=omschrijving.strip(),
        project=project,
        gemeente=gemeente,
        bedrag=bedrag,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    if known := _same_line(boeking):
        return known
    return _write(actor, boeking, "record", f"Boeking {boeking} vastgelegd op {beschikking.nummer}.", now)


def _same_line(boeking: Boeking) -> Boeking | None:
    """The line that is already there; ValidationError, showing both, when it says something else."""
    known = Boeking.objects.filter(
        beschikking_id=boeking.beschikking_id, jaar=boeking.jaar, stuk=boeking.stuk, regel=boeking.regel
    ).first()
    if known is None:
        return None
    if all(
        getattr(known, name) == getattr(boeking, name)
        for name in ("datum", "omschrijving", "bedrag", "project_id", "gemeente_id")
    ):
        return known
    raise ValidationError(
        f"Stuk {boeking} van {boeking.jaar} is er al met andere inhoud. Er staat: {_content(known)}. "
        f"Nieuw is: {_content(boeking)}."
    )


def _content(boeking: Boeking) -> str:
    return f"{in_words(boeking.datum)}, {boeking.omschrijving}, {geld_centen(boeking.bedrag)}"


def _write(actor: Gebruiker | None, boeking: Boeking, verb: str, zin: str, now: datetime) -> Boeking:
    with rules_refuse():
        check_in_period(boeking.datum, boeking.beschikking.vanaf, boeking.beschikking.tot)
    check_not_settled(boeking.beschikking, boeking.jaar)
    save_checked(boeking)
    log(actor=actor, actie=f"financien.boeking:{verb}", zin=zin, now=now, object=boeking)
    return boeking


def _locked_line(boeking: Boeking) -> Boeking:
    beschikking = locked(boeking.beschikking)
    line = Boeking.objects.filter(pk=boeking.pk).first()
    if line is None:
        raise ValidationError("Deze boeking is intussen verwijderd.")
    line.beschikking = beschikking
    return line


@transaction.atomic
def change_boeking(*, actor: Gebruiker | None, boeking: Boeking, now: datetime, **fields: Any) -> Boeking:
    """`fields`: datum, stuk, regel, omschrijving, project, gemeente, bedrag. Not in a year that the grantor settled.

    What was there is kept beside the money (Mutatie); an invented line stays marked as invented.
    """
    require_now(actor, BOEKING_EDIT, now)
    line = _locked_line(boeking)
    was, jaar = _content(line), line.jaar
    if not apply(line, fields, "datum", "stuk", "regel", "omschrijving", "project", "gemeente", "bedrag"):
        return line
    check_not_settled(line.beschikking, jaar)
    line.jaar = line.datum.year
    changed = _write(actor, line, "change", f"Boeking {line} van {line.beschikking.nummer} gewijzigd.", now)
    tell(line.beschikking, jaar, f"Boeking {line} gewijzigd. Was: {was}. Nu: {_content(line)}.", actor=actor, now=now)
    return changed


@transaction.atomic
def correct_boeking(
    *,
    actor: Gebruiker | None,
    boeking: Boeking,
    datum: date,
    stuk: str,
    bedrag: Decimal,
    reden: str,
    now: datetime,
    regel: int = 1,
) -> Boeking:
    """An entry of its own against a line that stays as it was: opposite sign, with the reason.

    This is how a line of a settled year is corrected, on a day in a year that is still open (rule 11).
    """
    require_now(actor, BOEKING_EDIT, now)
    line = _locked_line(boeking)
    if not reden.strip():
        raise ValidationError("Zeg waarom deze correctie nodig is.")
    if line.corrigeert_id:
        raise ValidationError("Dit is zelf een correctie. Corrigeer de oorspronkelijke boeking.")
    with rules_refuse():
        check_correction(line.bedrag, line.correcties.values_list("bedrag", flat=True), bedrag)
    correctie = Boeking(
        beschikking=line.beschikking,
        datum=datum,
        jaar=datum.year,
        stuk=stuk.strip(),
        regel=regel,
        omschrijving=f"Correctie op {line}",
        project=line.project,
        gemeente=line.gemeente,
        bedrag=bedrag,
        corrigeert=line,
        reden=reden.strip(),
        herkomst=line.herkomst,
        vindplaats=line.vindplaats,
    )
    return _write(actor, correctie, "correct", f"Boeking {line} van {line.beschikking.nummer} gecorrigeerd.", now)


@transaction.atomic
def remove_boeking(*, actor: Gebruiker | None, boeking: Boeking, now: datetime) -> None:
    """Take a line out of an open year; its content is kept beside the money (Mutatie). One that was corrected stays."""
    require_now(actor, BOEKING_EDIT, now)
    line = _locked_line(boeking)
    check_not_settled(line.beschikking, line.jaar)
    if line.correcties.exists():
        raise ValidationError("Op deze boeking staat een correctie. Verwijder die eerst.")
    log(
        actor=actor,
        actie="financien.boeking:remove",
        zin=f"Boeking {line} verwijderd van {line.beschikking.nummer}.",
        now=now,
        object=line,
    )
    tell(line.beschikking, line.jaar, f"Boeking {line} verwijderd. Was: {_content(line)}.", actor=actor, now=now)
    line.delete()
