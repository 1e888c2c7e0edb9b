"""Invitations: made, sent, withdrawn, accepted. How the person then signs in comes after."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Uitnodiging
from koers.toegang.post import post
from koers.toegang.rules import GELDIG, Uitkomst, judge_invitation

OPEN = {"gebruikt_op__isnull": True, "ingetrokken_op__isnull": True}


def pending(gebruiker: Gebruiker) -> Uitnodiging | None:
    """The invitation of this person that was neither used nor withdrawn (it may have expired)."""
    return gebruiker.uitnodigingen.filter(**OPEN).first()


def has_come_in(gebruiker: Gebruiker) -> bool:
    """Whether this person has a way to sign in: then there is nothing to invite for."""
    return gebruiker.has_usable_password() or gebruiker.last_login is not None


@transaction.atomic
def invite(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> Uitnodiging:
    """The open invitation of this person, a new one where there is none. Who may: the caller checks it."""
    if not gebruiker.is_active:
        raise ValidationError("Dit account is afgesloten: er gaat geen uitnodiging meer naar toe.")
    if has_come_in(gebruiker):
        raise ValidationError(
            f"{gebruiker} kan zich al aanmelden. Een vergeten wachtwoord vraagt iemand zelf opnieuw aan."
        )
    if (known := pending(gebruiker)) is not None:
        return known
    uitnodiging = Uitnodiging.objects.create(gebruiker=gebruiker, door=actor, gemaakt_op=now)
    zin = f"{actor} nodigde {gebruiker} uit." if actor else f"{gebruiker} is uitgenodigd."
    log(actor=actor, actie="toegang.uitnodiging:create", zin=zin, object=gebruiker, now=now)
    return uitnodiging


@transaction.atomic
def send(*, actor: Gebruiker, gebruiker: Gebruiker, portaal: str, now: datetime) -> None:
    """Mail the invitation, again if need be: the key in an earlier mail then no longer works."""
    invite(actor=actor, gebruiker=gebruiker, now=now)
    post(aan=gebruiker, soort="uitnodiging", argumenten={"portaal": portaal}, now=now)


def link(uitnodiging: Uitnodiging, portaal: str, *, now: datetime) -> str:
    """A new key for this invitation, as the address at which it is accepted for seven days from now."""
    key = secrets.token_urlsafe(32)
    uitnodiging.sleutel_hash, uitnodiging.verloopt_op = _digest(key), now + GELDIG
    uitnodiging.save(update_fields=["sleutel_hash", "verloopt_op"])
    return portaal.rstrip("/") + reverse("toegang:uitnodiging_open", args=[key])


def find(key: str) -> Uitnodiging | None:
    """The invitation of a key; None when there is none, or when a later mail brought another key."""
    if not key:
        return None
    return Uitnodiging.objects.filter(sleutel_hash=_digest(key)).select_related("gebruiker").first()


def judge(uitnodiging: Uitnodiging, now: datetime) -> Uitkomst:
    if not uitnodiging.gebruiker.is_active:
        return Uitkomst.INGETROKKEN
    return judge_invitation(
        verloopt_op=uitnodiging.verloopt_op,
        gebruikt_op=uitnodiging.gebruikt_op,
        ingetrokken_op=uitnodiging.ingetrokken_op,
        now=now,
    )


@transaction.atomic
def accept(*, uitnodiging: Uitnodiging, now: datetime) -> Gebruiker:
    """Use an invitation, once. ValidationError, with the reason, when it no longer opens."""
    row = Uitnodiging.objects.select_for_update(of=("self",)).select_related("gebruiker").get(pk=uitnodiging.pk)
    if (uitkomst := judge(row, now)) is not Uitkomst.OPEN:
        raise ValidationError(uitkomst.value)
    row.gebruikt_op = now
    row.save(update_fields=["gebruikt_op"])
    zin = f"{row.gebruiker} nam de uitnodiging aan."
    log(actor=row.gebruiker, actie="toegang.uitnodiging:accept", zin=zin, object=row.gebruiker, now=now)
    return row.gebruiker


@transaction.atomic
def accept_with_password(*, uitnodiging: Uitnodiging, naam: str, password: str, now: datetime) -> Gebruiker:
    """Use an invitation and sign in by password from now on; the name as the person writes it."""
    gebruiker = accept(uitnodiging=uitnodiging, now=now)
    gebruiker.naam = naam.strip()
    gebruiker.set_password(password)
    gebruiker.full_clean()
    gebruiker.save(update_fields=["naam", "password"])
    return gebruiker


@transaction.atomic
def withdraw(*, actor: Gebruiker, gebruiker: Gebruiker, now: datetime) -> None:
    """Take the open invitation back: its key opens nothing any more."""
    if not gebruiker.uitnodigingen.filter(**OPEN).update(ingetrokken_op=now):
        raise ValidationError("Er is geen uitnodiging meer om in te trekken.")
    zin = f"{actor} trok de uitnodiging van {gebruiker} in."
    log(actor=actor, actie="toegang.uitnodiging:withdraw", zin=zin, object=gebruiker, now=now)


def _digest(key: str) -> str:
    """The key is random and long: a plain digest can't be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()
