"""Counting tries at a door: growing pauses that slow a guesser down and never lock a colleague out for good.

A try is counted before anything is checked, so guesses sent at the same moment count as well. There are three counts:
of the account at one address, of the account from anywhere, of the address over all accounts. A browser or an address
from which this person signed in before has a count of its own: what others try elsewhere does not stop it. A pause is
never longer than a quarter of an hour, tries during a pause do not lengthen it, and what is a day old is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from koers.toegang.geheim import blind
from koers.toegang.models import Drempel

FIRST, LONGEST, FORGET = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)
OWN, ACCOUNT, ADDRESS, ASKS = 5, 20, 50, 20
TRUSTED = timedelta(days=90)
AT_ONCE = 5_000
COOKIE, COOKIE_AGE, MOST = "koers-bekend", 365 * 24 * 3600, 20


def pause(tries: int, free: int) -> timedelta:
    """How long the door is shut after this many tries in vain: from the last free one on, twice as long each time."""
    if tries < free:
        return timedelta()
    return min(FIRST * 2 ** min(tries - free, 10), LONGEST)


@dataclass(frozen=True)
class Deur:
    """Who tries what, from where: the counts to look at, and how many free tries each has."""

    tellers: tuple[tuple[str, int], ...]
    eigen: str
    netwerk: str


def deur(request: HttpRequest, soort: str, wie: str) -> Deur:
    """The counts for a try of `soort` at the account `wie` (as typed, or a number), whether it exists or not."""
    adres = request.META.get("REMOTE_ADDR", "")
    kenmerk = known_device(request, wie)
    eigen = blind(soort, wie, "apparaat", kenmerk) if kenmerk else blind(soort, wie, "adres", adres)
    netwerk = blind(soort, "adres", adres)
    if kenmerk:
        return Deur(((eigen, OWN),), eigen, netwerk)
    return Deur(((eigen, OWN), (blind(soort, wie), ACCOUNT), (netwerk, ADDRESS)), eigen, netwerk)


def network(request: HttpRequest, soort: str) -> Deur:
    """The count of an address alone, for what anyone may ask of `soort` without saying who they are."""
    netwerk = blind(soort, "adres", request.META.get("REMOTE_ADDR", ""))
    return Deur(((netwerk, ASKS),), netwerk, netwerk)


@transaction.atomic
def begin(plek: Deur, *, now: datetime) -> datetime | None:
    """Count one try, before it is looked at. The moment until which the door is shut, None when the try may go on."""
    rows = [_row(sleutel, free, now) for sleutel, free in plek.tellers]
    trusted = (rows[0][0].bekend_tot or now) > now
    if trusted:
        rows = rows[:1]
    if shut := max((row.dicht_tot for row, _ in rows if row.dicht_tot and row.dicht_tot > now), default=None):
        return shut
    for row, free in rows:
        row.aantal += 1
        row.laatst = now
        row.dicht_tot = now + wait if (wait := pause(row.aantal, free)) else None
        row.save(update_fields=["aantal", "laatst", "dicht_tot"])
    return None


def shut_until(plek: Deur, *, now: datetime) -> datetime | None:
    """Until when the next try must wait; None when it need not."""
    sleutels = [sleutel for sleutel, _ in plek.tellers]
    rows = {row.sleutel: row for row in Drempel.objects.filter(sleutel__in=sleutels, dicht_tot__gt=now)}
    return max((row.dicht_tot for row in rows.values() if row.dicht_tot), default=None)


@transaction.atomic
def succeed(plek: Deur, *, now: datetime) -> None:
    """It was the right one: its tries no longer count, and from here this person may try again whatever others do."""
    # In the order in which `begin` takes them: two at once wait for each other, and neither for ever.
    Drempel.objects.filter(sleutel=plek.eigen).update(aantal=0, dicht_tot=None, laatst=now, bekend_tot=now + TRUSTED)
    others = [sleutel for sleutel, _ in plek.tellers if sleutel not in (plek.eigen, plek.netwerk)]
    Drempel.objects.filter(sleutel__in=others).update(aantal=0, dicht_tot=None)
    # Somebody's own account must not wipe out what was tried at other accounts: only this try is taken back.
    Drempel.objects.filter(sleutel=plek.netwerk).update(aantal=Greatest(F("aantal") - 1, 0), dicht_tot=None)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete the counts that count no more; how many. One that is being looked at stays until the next time."""
    old = Q(laatst__lt=now - FORGET, bekend_tot=None) | Q(laatst__lt=now - FORGET, bekend_tot__lt=now)
    rows = Drempel.objects.select_for_update(skip_locked=True).filter(old)
    return Drempel.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:AT_ONCE])).delete()[0]


def _row(sleutel: str, free: int, now: datetime) -> tuple[Drempel, int]:
    # The row is written to itself where it was there already, which locks it: nobody takes it away before it is read.
    Drempel.objects.bulk_create(
        [Drempel(sleutel=sleutel, laatst=now)],
        update_conflicts=True,
        unique_fields=["sleutel"],
        update_fields=["sleutel"],
    )
    row = Drempel.objects.select_for_update().get(sleutel=sleutel)
    if row.laatst < now - FORGET:
        row.aantal, row.dicht_tot = 0, None
    return row, free


def known_device(request: HttpRequest, wie: str) -> str:
    """The name of this browser when `wie` signed in on it before; "" otherwise."""
    kenmerk, mensen = _read(request)
    return kenmerk if blind("bekend", wie.strip().lower())[:16] in mensen else ""


def remember_device(request: HttpRequest, response: HttpResponse, namen: Iterable[str]) -> None:
    """This browser is known to whoever just got in; `namen` are the ways in which that account is tried."""
    kenmerk, mensen = _read(request)
    nieuw = [blind("bekend", naam)[:16] for naam in namen]
    waarde = [kenmerk or get_random_string(16), [*nieuw, *(m for m in mensen if m not in nieuw)][:MOST]]
    response.set_cookie(
        COOKIE,
        signing.dumps(waarde, salt=COOKIE),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        kenmerk, mensen = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(kenmerk), [str(mens) for mens in mensen]
