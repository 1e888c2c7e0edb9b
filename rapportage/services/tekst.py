"""The texts that an editor keeps."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from rapportage.models import Tekstblok

TEKST_EDIT = "rapportage.tekst:edit"


@transaction.atomic
def create_tekst(
    *,
    actor: Gebruiker | None,
    sleutel: str,
    titel: str,
    tekst: str,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Tekstblok:
    """A new text under its key; paragraphs are separated by an empty line."""
    require(actor, TEKST_EDIT, today=day_of(now))
    blok = save_checked(
        Tekstblok(
            sleutel=sleutel,
            titel=titel.strip(),
            tekst=tekst.strip(),
            gewijzigd_op=now,
            gewijzigd_door=actor,
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    log(actor=actor, actie="rapportage.tekst:create", zin=f"Tekst gemaakt: {blok.titel}.", now=now, object=blok)
    return blok
