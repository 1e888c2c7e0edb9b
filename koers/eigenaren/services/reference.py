"""What hardly changes: owners and what they do for all, partners, who signs, meetings and what they decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Besluit, Eigenaar, EigenaarFunctie, Ondertekenaar, Partner, Vergadering
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum as datum_tekst
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

EIGENAAR = "eigenaren.eigenaar:edit"
VERGADERING = "eigenaren.vergadering:edit"
M = TypeVar("M", bound=models.Model)


@transaction.atomic
def _record(actor: Gebruiker | None, right: str, row: M, zin: str, now: datetime) -> M:
    require(actor, right, today=day_of(now))
    save_checked(row)
    log(actor=actor, actie=f"eigenaren.{row._meta.model_name}:record", zin=zin, now=now, object=row)
    return row


def create_eigenaar(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    soort: str,
    vanaf: date,
    now: datetime,
    volgorde: int = 0,
    tot: date | None = None,
    kaart_rij: int | None = None,
    kaart_kolom: int | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Eigenaar:
    """A new owner of the programme, from a day on, with its place on the tile map (rows and columns from 1)."""
    row = Eigenaar(
        slug=slug,
        naam=naam.strip(),
        soort=soort,
        vanaf=vanaf,
        tot=tot,
        volgorde=volgorde,
        kaart_rij=kaart_rij,
        kaart_kolom=kaart_kolom,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _record(actor, EIGENAAR, row, f"{row.naam} is eigenaar vanaf {datum_tekst(vanaf)}.", now)


def record_functie(
    *,
    actor: Gebruiker | None,
    eigenaar: Eigenaar,
    functie: str,
    vanaf: date,
    now: datetime,
    toelichting: str = "",
    tot: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> EigenaarFunctie:
    """What an owner does for all, beside being an owner."""
    row = EigenaarFunctie(
        eigenaar=eigenaar,
        functie=functie.strip(),
        toelichting=toelichting.strip(),
        vanaf=vanaf,
        tot=tot,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _record(actor, EIGENAAR, row, f"{eigenaar} is {row.functie} vanaf {datum_tekst(vanaf)}.", now)


def create_partner(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    now: datetime,
    soort: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Partner:
    """An organisation in the field that works with the programme."""
    row = Partner(slug=slug, naam=naam.strip(), soort=soort, herkomst=herkomst, vindplaats=vindplaats)
    return _record(actor, EIGENAAR, row, f"Partner vastgelegd: {row.naam}.", now)


def record_ondertekenaar(
    *,
    actor: Gebruiker | None,
    eigenaar: Eigenaar,
    naam: str,
    functie: str,
    now: datetime,
    vanaf: date | None = None,
    tot: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Ondertekenaar:
    """Who signs for a college, with days of office as far as known."""
    row = Ondertekenaar(
        eigenaar=eigenaar,
        naam=naam.strip(),
        functie=functie.strip(),
        vanaf=vanaf,
        tot=tot,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _record(actor, EIGENAAR, row, f"{row.naam} tekent als {row.functie} van {eigenaar}.", now)


def record_vergadering(
    *,
    actor: Gebruiker | None,
    soort: str,
    datum: date,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Vergadering:
    """A meeting of BO or AO on a day."""
    row = Vergadering(soort=soort, datum=datum, herkomst=herkomst, vindplaats=vindplaats)
    return _record(actor, VERGADERING, row, f"{row.get_soort_display()} op {datum_tekst(datum)}.", now)


def record_besluit(
    *,
    actor: Gebruiker | None,
    onderwerp: str,
    tekst: str,
    now: datetime,
    vergadering: Vergadering | None = None,
    orgaan: str = "",
    jaar: int | None = None,
    kenmerk: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Besluit:
    """What a meeting decided. Of a meeting that is not known: which body (`orgaan`) and in which year."""
    if vergadering is None and not (orgaan and jaar):
        raise ValidationError("Noem de vergadering, of het overleg en het jaar waarin het besluit viel.")
    if vergadering is not None and orgaan not in ("", vergadering.soort):
        raise ValidationError("Het besluit en de vergadering zijn niet van hetzelfde overleg.")
    row = Besluit(
        vergadering=vergadering,
        orgaan=vergadering.soort if vergadering else orgaan,
        jaar=vergadering.datum.year if vergadering else jaar,
        onderwerp=onderwerp.strip(),
        tekst=tekst.strip(),
        kenmerk=kenmerk.strip(),
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _record(actor, VERGADERING, row, f"Besluit van het {row.get_orgaan_display()}: {row.onderwerp}.", now)
