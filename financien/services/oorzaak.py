"""Why less was spent than planned, with an amount where it is known."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from financien.models import Beschikking, Oorzaak
from financien.services.wegen import BESCHIKKING_EDIT, apply, require_now
from koers.lib.herkomst import Herkomst
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker


@transaction.atomic
def record_oorzaak(
    *,
    actor: Gebruiker | None,
    jaar: int,
    soort: str,
    omschrijving: str,
    now: datetime,
    bedrag: Decimal | None = None,
    beschikking: Beschikking | None = None,
    volgorde: int = 0,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Oorzaak:
    """A cause of the programme's year, or of one award's. An amount of 0 is refused: leave it out when unknown."""
    require_now(actor, BESCHIKKING_EDIT, now)
    oorzaak = save_checked(
        Oorzaak(
            jaar=jaar,
            beschikking=beschikking,
            soort=soort,
            omschrijving=omschrijving.strip(),
            bedrag=bedrag,
            volgorde=volgorde,
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    _log(actor, oorzaak, "record", "vastgelegd", now)
    return oorzaak


def _log(actor: Gebruiker | None, oorzaak: Oorzaak, verb: str, gedaan: str, now: datetime) -> None:
    van = oorzaak.beschikking.nummer if oorzaak.beschikking else "het programma"
    zin = f"Oorzaak {gedaan} voor {van}, {oorzaak.jaar}: {oorzaak.get_soort_display()}."
    log(actor=actor, actie=f"financien.oorzaak:{verb}", zin=zin, now=now, object=oorzaak)


@transaction.atomic
def change_oorzaak(*, actor: Gebruiker | None, oorzaak: Oorzaak, now: datetime, **fields: Any) -> Oorzaak:
    """`fields`: soort, omschrijving, bedrag, volgorde."""
    require_now(actor, BESCHIKKING_EDIT, now)
    oorzaak = Oorzaak.objects.select_for_update().get(pk=oorzaak.pk)
    if apply(oorzaak, fields, "soort", "omschrijving", "bedrag", "volgorde"):
        save_checked(oorzaak)
        _log(actor, oorzaak, "change", "gewijzigd", now)
    return oorzaak


@transaction.atomic
def remove_oorzaak(*, actor: Gebruiker | None, oorzaak: Oorzaak, now: datetime) -> None:
    require_now(actor, BESCHIKKING_EDIT, now)
    _log(actor, oorzaak, "remove", "verwijderd", now)
    oorzaak.delete()
