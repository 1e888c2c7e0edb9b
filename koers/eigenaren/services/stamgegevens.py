"""Reference data: the owners and what they do for all, partners, who signs, who met and what was decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Besluit, Eigenaar, EigenaarFunctie, Ondertekenaar, Partner, Vergadering
from koers.lib import notatie
from koers.lib.herkomst import Herkomst, MetHerkomst
from koers.lib.klok import day_of
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

EDIT = "eigenaren.eigenaar:edit"
DECIDE = "eigenaren.besluit:edit"

Row = TypeVar("Row", bound=MetHerkomst)


def _add(actor: Gebruiker | None, row: Row, *, right: str, zin: str, now: datetime) -> Row:
    """Permission, rules, row and log line of one addition. Call inside a transaction."""
    require(actor, right, today=day_of(now))
    row.full_clean()
    row.save(force_insert=True)
    log(actor=actor, actie=f"eigenaren.{row._meta.model_name}:create", zin=zin, object=row, now=now)
    return row


@transaction.atomic
def create_eigenaar(
    *,
    actor: Gebruiker | None,
    naam: str,
    soort: str,
    vanaf: date,
    now: datetime,
    slug: str = "",
    volgorde: int = 0,
    tot: date | None = None,
    kaart_rij: int | None = None,
    kaart_kolom: int | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Eigenaar:
    """Add an owner of the programme. ValidationError on a name or slug that exists."""
    row = Eigenaar(
        naam=naam,
        slug=slug or slugify(naam),
        soort=soort,
        volgorde=volgorde,
        vanaf=vanaf,
        tot=tot,
        kaart_rij=kaart_rij,
        kaart_kolom=kaart_kolom,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _add(actor, row, right=EDIT, zin=f"{naam} is eigenaar van het programma.", now=now)


@transaction.atomic
def update_eigenaar(
    *, actor: Gebruiker | None, eigenaar: Eigenaar, naam: str, vanaf: date, tot: date | None, now: datetime
) -> Eigenaar:
    """Change the name or the dates of an owner. Documents that were adopted keep the name they had."""
    require(actor, EDIT, today=day_of(now))
    if tot is not None and tot < vanaf:
        raise ValidationError({"tot": "De laatste dag ligt voor de eerste."})
    eigenaar = Eigenaar.objects.select_for_update().get(pk=eigenaar.pk)
    was = eigenaar.naam
    eigenaar.naam, eigenaar.vanaf, eigenaar.tot = naam.strip(), vanaf, tot
    eigenaar.full_clean()
    eigenaar.save(update_fields=["naam", "vanaf", "tot"])
    wie = str(actor) if actor else "De opdrachtregel"
    zin = f"{wie} wijzigde eigenaar {was}" + (f": heet nu {eigenaar.naam}." if was != eigenaar.naam else ".")
    log(actor=actor, actie="eigenaren.eigenaar:update", zin=zin, object=eigenaar, now=now)
    return eigenaar


@transaction.atomic
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
    """What an owner does for all: host, mandaathouder, zorgkantoor. Each its own fact, with its own source."""
    row = EigenaarFunctie(
        eigenaar=eigenaar,
        functie=functie,
        toelichting=toelichting,
        vanaf=vanaf,
        tot=tot,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _add(actor, row, right=EDIT, zin=f"{eigenaar} is {functie}.", now=now)


@transaction.atomic
def create_partner(
    *,
    actor: Gebruiker | None,
    naam: str,
    now: datetime,
    slug: str = "",
    soort: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Partner:
    """Add an organisation in the field. ValidationError on a name or slug that exists."""
    row = Partner(naam=naam, slug=slug or slugify(naam), soort=soort, herkomst=herkomst, vindplaats=vindplaats)
    return _add(actor, row, right=EDIT, zin=f"{naam} is partner van het programma.", now=now)


@transaction.atomic
def create_ondertekenaar(
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
    """Who signs for a college; the dates of office may be unknown."""
    row = Ondertekenaar(
        eigenaar=eigenaar,
        naam=naam,
        functie=functie,
        vanaf=vanaf,
        tot=tot,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _add(actor, row, right=EDIT, zin=f"{naam} tekent als {functie} voor {eigenaar}.", now=now)


@transaction.atomic
def record_vergadering(
    *,
    actor: Gebruiker | None,
    soort: str,
    datum: date,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Vergadering:
    """The meeting of BO or AO on that day: the one that is known, else a new one."""
    require(actor, DECIDE, today=day_of(now))
    if known := Vergadering.objects.filter(soort=soort, datum=datum).first():
        return known
    row = Vergadering(soort=soort, datum=datum, herkomst=herkomst, vindplaats=vindplaats)
    return _add(
        actor, row, right=DECIDE, zin=f"Het {row.get_soort_display()} vergaderde op {notatie.datum(datum)}.", now=now
    )


@transaction.atomic
def record_besluit(
    *,
    actor: Gebruiker | None,
    orgaan: str,
    onderwerp: str,
    tekst: str,
    now: datetime,
    vergadering: Vergadering | None = None,
    kenmerk: str = "",
    jaar: int | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Besluit:
    """What BO or AO decided; of a decision without a day in the source only the year is known."""
    row = Besluit(
        vergadering=vergadering,
        orgaan=orgaan,
        onderwerp=onderwerp,
        tekst=tekst,
        kenmerk=kenmerk,
        jaar=jaar or (vergadering.datum.year if vergadering else None),
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return _add(actor, row, right=DECIDE, zin=f"Het {row.get_orgaan_display()} besloot over {onderwerp}.", now=now)
