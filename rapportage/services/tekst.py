"""Changes to the texts an editor keeps: parts of documents that no entry gives."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib import opmaak
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from rapportage.models import Tekstblok

EDIT = "rapportage.tekst:edit"
MAX_LENGTH = 8_000


class Overschreven(ValidationError):
    """Someone else changed the text since it was read."""


def clean_paragraphs(tekst: str) -> str:
    """Paragraphs as they are stored: each one line, an empty line between; ValidationError beyond the bound of one."""
    alineas = [opmaak.clean(alinea) for alinea in re.split(r"\n\s*\n", tekst.replace("\r\n", "\n"))]
    return "\n\n".join(alinea for alinea in alineas if alinea)


@transaction.atomic
def create_tekst(
    *,
    actor: Gebruiker | None,
    sleutel: str,
    titel: str,
    tekst: str,
    now: datetime,
    herkomst: str = Herkomst.AANNAME,
    vindplaats: str = "",
) -> Tekstblok:
    """Add a text. ValidationError on a key that exists, an empty text, or a source without its place."""
    require(actor, EDIT, today=day_of(now))
    blok = Tekstblok(sleutel=sleutel.strip())
    _fill(blok, titel, tekst, herkomst, vindplaats)
    if actor:
        blok.gewijzigd_op, blok.gewijzigd_door = now, actor
    _save(blok)
    log(actor=actor, actie="rapportage.tekst:create", zin=f"De tekst “{blok.titel}” kwam erbij.", object=blok, now=now)
    return blok


@transaction.atomic
def update_tekst(
    *,
    actor: Gebruiker | None,
    blok: Tekstblok,
    gezien: datetime | None,
    titel: str,
    tekst: str,
    herkomst: str,
    vindplaats: str,
    now: datetime,
) -> Tekstblok:
    """Change a text. What a person writes is no quotation: herkomst bron asks for its place in the source.

    `gezien` is when the text that the person started from was last changed; Overschreven when that is not so any more.
    """
    require(actor, EDIT, today=day_of(now))
    blok = Tekstblok.objects.select_for_update().get(pk=blok.pk)
    if blok.gewijzigd_op != gezien:
        wie = blok.gewijzigd_door or "Iemand"
        raise Overschreven(
            f"{wie} heeft deze tekst intussen gewijzigd. Uw tekst staat hieronder nog; vergelijk ze eerst."
        )
    _fill(blok, titel, tekst, herkomst, vindplaats)
    blok.gewijzigd_op, blok.gewijzigd_door = now, actor
    _save(blok)
    zin = f"{actor or 'De opdrachtregel'} wijzigde de tekst “{blok.titel}”."
    log(actor=actor, actie="rapportage.tekst:update", zin=zin, object=blok, now=now)
    return blok


def _fill(blok: Tekstblok, titel: str, tekst: str, herkomst: str, vindplaats: str) -> None:
    blok.titel, blok.tekst = titel.strip(), clean_paragraphs(tekst)
    blok.herkomst, blok.vindplaats = herkomst, vindplaats.strip()


def _save(blok: Tekstblok) -> None:
    if blok.herkomst == Herkomst.BRON and not blok.vindplaats:
        raise ValidationError({"vindplaats": "Vul in waar deze tekst staat. Schreef u hem zelf? Kies dan aanname."})
    if len(blok.tekst) > MAX_LENGTH:
        raise ValidationError({"tekst": f"Deze tekst telt {len(blok.tekst)} tekens; er mogen er {MAX_LENGTH} in."})
    blok.full_clean()
    blok.save()
