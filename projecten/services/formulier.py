"""A next version of the form: for rondes that have not opened; those that have keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import opsomming
from koers.lib.opmaak import clean
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Formulier, Ronde
from projecten.rules.formulier import Vorm
from projecten.selectors.formulier import latest_form


def revise_form(
    *, actor: Gebruiker | None, soort: str, aspecten: Sequence[str], now: datetime, **fields: Any
) -> Formulier | None:
    """Make the next version, unless nothing differs (None). `fields`: the texts and bounds of a Vorm."""
    today = day_of(now)
    require(actor, "projecten.ronde:edit", today=today)
    fields = {name: clean(value) if isinstance(value, str) else value for name, value in fields.items()}
    last = latest_form(soort)
    row = Formulier(soort=soort, versie=1, aspecten=[a for a in Vorm().aspecten if a in aspecten], **fields)
    row.versie = last.versie + 1 if last else 2
    row.gemaakt_door, row.gemaakt_op = actor, now
    row.full_clean(validate_unique=False, validate_constraints=False)
    if row.vorm == Vorm(**{**vars(last.vorm if last else Vorm()), "versie": row.versie}):
        return None
    try:
        with transaction.atomic():
            _keep(row, actor, now)
    except IntegrityError:
        raise NotAllowed("Iemand anders maakte intussen een nieuwe versie. Lees die eerst.") from None
    return row


def _keep(row: Formulier, actor: Gebruiker | None, now: datetime) -> None:
    row.save()
    later = Ronde.objects.filter(soort=row.soort, open_vanaf__gt=day_of(now), voortgang__isnull=True)
    names = [str(ronde) for ronde in later]
    Ronde.objects.filter(pk__in=[ronde.pk for ronde in later]).update(formulier=row)
    wie = actor.naam if actor else "De opdrachtregel"
    waar = f" Het geldt voor {opsomming(names)}." if names else " Het geldt voor rondes die nog gemaakt worden."
    zin = f"{wie} maakte versie {row.versie} van het formulier voor rondes over een {row.soort}.{waar}"
    log(actor=actor, actie="projecten.formulier:create", zin=zin, object=row, now=now)
