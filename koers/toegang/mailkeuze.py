"""Which mails a person wants. Everything is on until someone turns it off; mails about signing in cannot be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Mailkeuze


@dataclass(frozen=True)
class Keuze:
    """One kind of mail on the account page."""

    soort: str
    label: str
    uitleg: str
    aan: bool


def read_choices(gebruiker: Gebruiker) -> list[Keuze]:
    """Every kind that can be turned off (KOERS_MAILKEUZES), and whether this person gets it."""
    off = set(Mailkeuze.objects.filter(gebruiker=gebruiker).values_list("soort", flat=True))
    kinds = settings.KOERS_MAILKEUZES.items()
    return [Keuze(soort, label, uitleg, soort not in off) for soort, (label, uitleg) in kinds]


def refusers(soort: str) -> set[int]:
    """The people (ids) who turned a kind of mail off."""
    return set(Mailkeuze.objects.filter(soort=soort).values_list("gebruiker", flat=True))


def wants(gebruiker: Gebruiker, soort: str) -> bool:
    """Whether this kind may be sent to this person; always, where it is not one to choose."""
    if soort not in settings.KOERS_MAILKEUZES:
        return True
    return not Mailkeuze.objects.filter(gebruiker=gebruiker, soort=soort).exists()


@transaction.atomic
def choose_mails(*, actor: Gebruiker, wanted: Collection[str], now: datetime) -> bool:
    """Keep which kinds one wants; False when that changes nothing. Unknown kinds are left aside."""
    off = {soort for soort in settings.KOERS_MAILKEUZES if soort not in wanted}
    rows = Mailkeuze.objects.select_for_update().filter(gebruiker=actor)
    known = {row.soort for row in rows}
    if known == off:
        return False
    rows.exclude(soort__in=off).delete()
    fresh = [Mailkeuze(gebruiker=actor, soort=soort) for soort in sorted(off - known)]
    Mailkeuze.objects.bulk_create(fresh, ignore_conflicts=True)
    zin = f"{actor} koos welke mails van het portaal komen."
    log(actor=actor, actie="toegang.mail:change", zin=zin, object=actor, now=now)
    return True
