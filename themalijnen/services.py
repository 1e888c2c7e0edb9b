"""Changes to theme lines: the one place that writes them."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from themalijnen.models import Doel, Themalijn, ThemalijnNaam
from themalijnen.namen import Naamgeving

RIGHT = "themalijnen.themalijn:edit"
NAAMGEVING = Naamgeving("themalijnen.themalijn", "deze themalijn", RIGHT)


@transaction.atomic
def create_themalijn(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    teken: int,
    vanaf: date,
    now: datetime,
    volgorde: int = 0,
    tot: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Themalijn:
    """A new theme line, with its first name from the day it begins."""
    require(actor, RIGHT, today=day_of(now))
    origin = {"herkomst": herkomst, "vindplaats": vindplaats}
    lijn = save_checked(Themalijn(slug=slug, teken=teken, volgorde=volgorde, vanaf=vanaf, tot=tot, **origin))
    save_checked(ThemalijnNaam(themalijn=lijn, naam=naam.strip(), vanaf=vanaf, **origin))
    zin = f"Themalijn {naam.strip()} begint op {datum(vanaf)}."
    log(actor=actor, actie="themalijnen.themalijn:create", zin=zin, now=now, object=lijn)
    return lijn


def rename_themalijn(
    *,
    actor: Gebruiker | None,
    themalijn: Themalijn,
    naam: str,
    vanaf: date,
    now: datetime,
    in_verleden: bool = False,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> ThemalijnNaam:
    """Another name from a day on."""
    stap = ThemalijnNaam(themalijn=themalijn, naam=naam.strip(), vanaf=vanaf, herkomst=herkomst, vindplaats=vindplaats)
    return NAAMGEVING.rename(actor=actor, drager=themalijn, stap=stap, now=now, in_verleden=in_verleden)


def correct_themalijn_naam(
    *, actor: Gebruiker | None, stap: ThemalijnNaam, naam: str, reden: str, now: datetime
) -> ThemalijnNaam:
    """Mend a slip in a name."""
    return NAAMGEVING.correct(actor=actor, drager=stap.themalijn, stap=stap, naam=naam, reden=reden, now=now)


@transaction.atomic
def order_themalijnen(*, actor: Gebruiker | None, volgorde: list[Themalijn], now: datetime) -> None:
    """Put the lines in this order, in the portal and in every document that is built from now on."""
    require(actor, RIGHT, today=day_of(now))
    if len({lijn.pk for lijn in volgorde}) != len(volgorde):
        raise ValidationError("Een themalijn staat twee keer in de volgorde.")
    changed = [lijn for plaats, lijn in enumerate(volgorde, start=1) if lijn.volgorde != plaats]
    if not changed:
        raise ValidationError("De volgorde is al zo; er verandert niets.")
    for plaats, lijn in enumerate(volgorde, start=1):
        lijn.volgorde = plaats
    Themalijn.objects.bulk_update(volgorde, ["volgorde"])
    zin = "Volgorde van de themalijnen: " + ", ".join(lijn.slug for lijn in volgorde) + "."
    log(actor=actor, actie="themalijnen.themalijn:order", zin=zin, now=now)


@transaction.atomic
def end_themalijn(*, actor: Gebruiker | None, themalijn: Themalijn, tot: date, now: datetime) -> Themalijn:
    """The last day of a line; projects under it need another place from the next day on."""
    require(actor, RIGHT, today=day_of(now))
    themalijn.tot = tot
    save_checked(themalijn)
    zin = f"Themalijn {themalijn.slug} eindigt op {datum(tot)}."
    log(actor=actor, actie="themalijnen.themalijn:end", zin=zin, now=now, object=themalijn)
    return themalijn


@transaction.atomic
def add_doel(
    *,
    actor: Gebruiker | None,
    themalijn: Themalijn,
    tekst: str,
    vanaf: date,
    now: datetime,
    volgorde: int = 0,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Doel:
    """What the line aims at, from a day on."""
    require(actor, RIGHT, today=day_of(now))
    doel = save_checked(
        Doel(
            themalijn=themalijn,
            tekst=tekst.strip(),
            vanaf=vanaf,
            volgorde=volgorde,
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    log(
        actor=actor,
        actie="themalijnen.doel:add",
        zin=f"Themalijn {themalijn.slug} kreeg een doel.",
        now=now,
        object=doel,
    )
    return doel
