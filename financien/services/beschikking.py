"""Awards, what they bring per year, and what is planned of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from financien.models import Begroting, Beschikking, Jaarschijf, Regeling
from financien.rules.periode import check_year_in_period
from financien.services.wegen import BESCHIKKING_EDIT, apply, check_not_settled, locked, require_now, rules_refuse, tell
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.notatie import geld_centen
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Project


@transaction.atomic
def create_beschikking(
    *,
    actor: Gebruiker | None,
    slug: str,
    regeling: Regeling,
    ontvanger: Eigenaar,
    nummer: str,
    vanaf: date,
    tot: date,
    now: datetime,
    document: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Beschikking:
    """An award under a scheme to one recipient, for a period (both days included)."""
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = save_checked(
        Beschikking(
            slug=slug,
            regeling=regeling,
            ontvanger=ontvanger,
            nummer=nummer.strip(),
            vanaf=vanaf,
            tot=tot,
            document=document.strip(),
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    zin = f"Beschikking {beschikking.nummer} vastgelegd: {beschikking}."
    log(actor=actor, actie="financien.beschikking:create", zin=zin, now=now, object=beschikking)
    return beschikking


@transaction.atomic
def change_beschikking(
    *, actor: Gebruiker | None, beschikking: Beschikking, now: datetime, **fields: Any
) -> Beschikking:
    """`fields`: nummer, vanaf, tot, document. A period that leaves bookings outside it is refused."""
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(beschikking)
    if changed := apply(beschikking, fields, "nummer", "vanaf", "tot", "document"):
        _check_costs_inside(beschikking)
        save_checked(beschikking)
        zin = f"Beschikking {beschikking.nummer} gewijzigd: {', '.join(changed)}."
        log(actor=actor, actie="financien.beschikking:change", zin=zin, now=now, object=beschikking)
    return beschikking


def _check_costs_inside(beschikking: Beschikking) -> None:
    dagen = beschikking.boekingen.aggregate(eerste=Min("datum"), laatste=Max("datum"))
    if dagen["eerste"] and not (beschikking.vanaf <= dagen["eerste"] and dagen["laatste"] <= beschikking.tot):
        raise ValidationError("Er zijn boekingen buiten deze looptijd. Verplaats die eerst.")


@transaction.atomic
def set_jaarschijf(
    *,
    actor: Gebruiker | None,
    beschikking: Beschikking,
    jaar: int,
    toegekend: Decimal,
    now: datetime,
    programmadeel: Decimal | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Jaarschijf:
    """What the award brings in a year, and the programme's part of it (None: not known). Replaces what was known."""
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(beschikking)
    with rules_refuse():
        check_year_in_period(jaar, beschikking.vanaf, beschikking.tot)
    check_not_settled(beschikking, jaar)
    schijf = beschikking.jaarschijven.filter(jaar=jaar).first() or Jaarschijf(beschikking=beschikking, jaar=jaar)
    was = _granted(schijf) if schijf.pk else ""
    schijf.toegekend, schijf.programmadeel = toegekend, programmadeel
    schijf.herkomst, schijf.vindplaats = herkomst, vindplaats
    save_checked(schijf)
    zin = f"Toekenning {jaar} vastgelegd voor {beschikking.nummer}."
    log(actor=actor, actie="financien.jaarschijf:set", zin=zin, now=now, object=schijf)
    if was and was != _granted(schijf):
        tell(beschikking, jaar, f"Toekenning gewijzigd. Was: {was}. Nu: {_granted(schijf)}.", actor=actor, now=now)
    return schijf


def _granted(schijf: Jaarschijf) -> str:
    deel = "onbekend" if schijf.programmadeel is None else geld_centen(schijf.programmadeel)
    return f"{geld_centen(schijf.toegekend)}, voor het programma {deel}"


@transaction.atomic
def set_begroting(
    *,
    actor: Gebruiker | None,
    beschikking: Beschikking,
    jaar: int,
    post: str,
    bedrag: Decimal,
    now: datetime,
    project: Project | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Begroting:
    """What is planned for one subject in a year. Replaces what was planned for it."""
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(beschikking)
    with rules_refuse():
        check_year_in_period(jaar, beschikking.vanaf, beschikking.tot)
    post = post.strip()
    row = beschikking.begrotingen.filter(jaar=jaar, post=post).first()
    row = row or Begroting(beschikking=beschikking, jaar=jaar, post=post)
    was = row.bedrag if row.pk else bedrag
    row.bedrag, row.project, row.herkomst, row.vindplaats = bedrag, project, herkomst, vindplaats
    save_checked(row)
    zin = f"Begroting {jaar} vastgelegd voor {beschikking.nummer}: {post}."
    log(actor=actor, actie="financien.begroting:set", zin=zin, now=now, object=row)
    if was != bedrag:
        zin = f"Begroting van {post} gewijzigd. Was: {geld_centen(was)}. Nu: {geld_centen(bedrag)}."
        tell(beschikking, jaar, zin, actor=actor, now=now)
    return row
