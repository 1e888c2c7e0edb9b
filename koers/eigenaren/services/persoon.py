"""The rights of the person whose data it is, carried out by the beheerder: giving all that is kept, and erasing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.services import mensen
from koers.eigenaren.services.overdracht import let_go
from koers.lib.klok import day_of
from koers.toegang import personen
from koers.toegang.models import Gebruiker


def export_person(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> dict[str, Any]:
    """All that is kept of someone (koers.toegang.personen); of oneself without any right."""
    if actor != gebruiker:
        require(actor, "toegang.persoon:export", today=day_of(now))
    return personen.export_person(actor=actor, gebruiker=gebruiker, now=now)


@transaction.atomic
def erase_person(
    *, actor: Gebruiker | None, gebruiker: Gebruiker, bevestiging: str, now: datetime, namen: Sequence[str] = ()
) -> personen.Gewist:
    """Close the account, end its roles and what it leads, and take name and address away for good.

    `bevestiging`: the address, typed again.
    """
    today = day_of(now)
    require(actor, "toegang.persoon:erase", today=today)
    if actor == gebruiker:
        raise ValidationError("Uw eigen account kunt u niet wissen. Vraag het een andere beheerder.")
    if bevestiging.strip().lower() != gebruiker.email:
        raise ValidationError({"bevestiging": "Dit is niet het adres van deze persoon."})
    if gebruiker.is_active:
        mensen.deactivate_gebruiker(actor=actor, gebruiker=gebruiker, now=now)
    let_go(actor=actor, gebruiker=gebruiker, now=now)
    return personen.erase_person(actor=actor, gebruiker=gebruiker, namen=namen, now=now)
