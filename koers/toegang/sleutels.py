"""Personal keys to the API: made, shown once, looked up, revoked. What one opens: what its owner may that day."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from koers.lib.klok import later
from koers.lib.notatie import datum
from koers.toegang.backends import can_sign_in
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Sleutel

MERK = "koers"
MAX_SLEUTELS = 10
# How long a key may live, in days; a year at most.
DAGEN = (30, 90, 180, 365)
HOUR = timedelta(hours=1)


@transaction.atomic
def create_sleutel(*, actor: Gebruiker, naam: str, bereik: str, dagen: int, now: datetime) -> tuple[Sleutel, str]:
    """A new key of one's own, and its text: the only moment at which that is known.

    ValidationError beyond a bound: the name, the number of keys, the days.
    """
    naam = " ".join(naam.split())
    if dagen not in DAGEN:
        raise ValidationError({"dagen": f"Kies {', '.join(map(str, DAGEN[:-1]))} of {DAGEN[-1]} dagen."})
    # The row of the owner is the lock: two clicks at once do not pass the bound together.
    Gebruiker.objects.select_for_update().get(pk=actor.pk)
    if Sleutel.objects.usable(now).filter(gebruiker=actor).count() >= MAX_SLEUTELS:
        raise ValidationError(f"U hebt al {MAX_SLEUTELS} sleutels. Trek er eerst een in.")
    voorvoegsel, geheim = secrets.token_hex(6), secrets.token_urlsafe(32)
    tekst = f"{MERK}_{voorvoegsel}_{geheim}"
    sleutel = Sleutel(
        gebruiker=actor,
        naam=naam,
        bereik=bereik,
        voorvoegsel=voorvoegsel,
        sha256=_digest(tekst),
        gemaakt_op=now,
        verloopt_op=now + timedelta(days=dagen),
    )
    sleutel.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            sleutel.save()
    except IntegrityError:
        raise ValidationError({"naam": f"U hebt al een sleutel met de naam {naam}. Kies een andere."}) from None
    mag = f"{sleutel.get_bereik_display()}; tot en met {datum(sleutel.verloopt_op)}"
    zin = f"{actor} maakte de API-sleutel “{naam}” ({mag})."
    log(actor=actor, actie="toegang.sleutel:create", zin=zin, object=sleutel, now=now)
    return sleutel, tekst


@transaction.atomic
def revoke_sleutel(*, actor: Gebruiker, sleutel: Sleutel, now: datetime) -> None:
    """From now on this key opens nothing. Revoking it again changes nothing."""
    if Sleutel.objects.filter(pk=sleutel.pk, ingetrokken_op__isnull=True).update(ingetrokken_op=now):
        zin = f"{actor} trok de API-sleutel “{sleutel.naam}” van {sleutel.gebruiker} in."
        log(actor=actor, actie="toegang.sleutel:revoke", zin=zin, object=sleutel, now=now)


def revoke_all(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> int:
    """End every key of this person; how many there were. Called wherever an account closes."""
    aantal = Sleutel.objects.filter(gebruiker=gebruiker, ingetrokken_op__isnull=True).update(ingetrokken_op=now)
    if aantal:
        wat = f"{aantal} API-sleutels" if aantal > 1 else "De API-sleutel"
        zin = f"{wat} van {gebruiker} {'zijn' if aantal > 1 else 'is'} ingetrokken."
        log(
            actor=actor,
            actie="toegang.sleutel:revoke",
            zin=zin,
            object=gebruiker,
            now=now,
        )
    return aantal


def find_sleutel(tekst: str, now: datetime, *, feed: bool = False) -> Sleutel | None:
    """The key behind this text, if it still opens anything. The secret is compared in constant time, known or not.

    The key in the address of a calendar feed opens that only (`feed`), and no other key does.
    """
    merk, _, rest = tekst.partition("_")
    voorvoegsel, _, geheim = rest.partition("_")
    if merk != MERK or not geheim or len(tekst) > 100 or not tekst.isascii() or not voorvoegsel.isalnum():
        return None
    sleutel = Sleutel.objects.select_related("gebruiker").filter(voorvoegsel=voorvoegsel).first()
    same = constant_time_compare(_digest(tekst), sleutel.sha256 if sleutel else "0" * 64)
    if sleutel is None or not same or sleutel.ingetrokken_op or sleutel.verloopt_op <= now:
        return None
    if feed != (sleutel.bereik == Sleutel.Bereik.AGENDA):
        return None
    return sleutel if can_sign_in(sleutel.gebruiker) else None


def record_use(*, sleutel: Sleutel, now: datetime) -> None:
    """Note that it was used, at most once an hour: reading should not write."""
    if sleutel.gebruikt_op is None or sleutel.gebruikt_op <= later(now, -HOUR):
        unused = Q(gebruikt_op__isnull=True) | Q(gebruikt_op__lte=later(now, -HOUR))
        Sleutel.objects.filter(unused, pk=sleutel.pk).update(gebruikt_op=now)


def _digest(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
