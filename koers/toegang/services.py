"""Changes to people, their passwords and their sessions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.lib.klok import later
from koers.toegang.backends import can_sign_in
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.post import post, wake
from koers.toegang.sessies import end_sessions
from koers.toegang.sleutels import revoke_all

MAILS_PER_HOUR = 3
ASK = "toegang.wachtwoord:ask"
PORTAAL = Logregel.Via.PORTAAL


@transaction.atomic
def create_gebruiker(
    *,
    actor: Gebruiker | None,
    email: str,
    naam: str,
    now: datetime,
    password: str | None = None,
    is_demo: bool = False,
) -> Gebruiker:
    """Add a person. Who may: the caller on the floor above checks it (`koers.eigenaren.services`)."""
    gebruiker = Gebruiker(email=email, naam=naam.strip(), is_demo=is_demo, since=now)
    gebruiker.set_password(password)
    gebruiker.full_clean()
    gebruiker.save()
    log(actor=actor, actie="toegang.gebruiker:create", zin=f"{gebruiker} kreeg een account.", object=gebruiker, now=now)
    return gebruiker


@transaction.atomic
def deactivate_gebruiker(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> None:
    """From now on this person cannot sign in; sessions and keys to the API end. The history keeps the name."""
    if gebruiker == actor:
        raise ValidationError("U kunt uw eigen account niet afsluiten.")
    gebruiker.is_active = False
    gebruiker.save(update_fields=["is_active"])
    end_sessions(gebruiker)
    revoke_all(actor=actor, gebruiker=gebruiker, now=now)
    zin = f"{actor} sloot het account van {gebruiker}." if actor else f"Het account van {gebruiker} is afgesloten."
    log(actor=actor, actie="toegang.gebruiker:deactivate", zin=zin, object=gebruiker, now=now)


def record_sign_in(*, gebruiker: Gebruiker, now: datetime) -> None:
    log(actor=gebruiker, actie="toegang.sessie:begin", zin=f"{gebruiker} meldde zich aan.", object=gebruiker, now=now)


def record_sign_out(*, gebruiker: Gebruiker, now: datetime) -> None:
    log(actor=gebruiker, actie="toegang.sessie:end", zin=f"{gebruiker} meldde zich af.", object=gebruiker, now=now)


def record_refusal(*, email: str, now: datetime) -> None:
    """A wrong try. An address nobody has is not written down: people type passwords there by mistake."""
    gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
    wie = f"het account van {gebruiker}" if gebruiker else "een adres zonder account"
    log(
        actor=None,
        actie="toegang.sessie:refuse",
        zin=f"Aanmelden met {wie} is geweigerd.",
        object=gebruiker,
        resultaat=Logregel.Resultaat.GEWEIGERD,
        via=PORTAAL,
        now=now,
    )


def ask_reset(*, email: str, portaal: str, now: datetime) -> None:
    """Post the address at which a new password is set, if there is such an account; at most a few times an hour."""
    gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
    if gebruiker is None or not can_sign_in(gebruiker):
        wake()  # as much work as for an address that is known, so that time tells nothing either
        return
    asked = Logregel.objects.filter(actie=ASK, object_id=gebruiker.pk, moment__gt=later(now, -timedelta(hours=1)))
    if asked.count() >= MAILS_PER_HOUR:
        return
    zin = f"Voor het account van {gebruiker} is een nieuw wachtwoord gevraagd."
    log(actor=None, actie=ASK, zin=zin, object=gebruiker, via=PORTAAL, now=now)
    post(aan=gebruiker, soort="wachtwoord", argumenten={"portaal": portaal}, now=now)


@transaction.atomic
def finish_reset(*, gebruiker: Gebruiker, now: datetime) -> None:
    """After a new password: every session ends."""
    end_sessions(gebruiker)
    zin = f"{gebruiker} stelde een nieuw wachtwoord in."
    log(actor=gebruiker, actie="toegang.wachtwoord:set", zin=zin, object=gebruiker, now=now)


@transaction.atomic
def change_password(*, actor: Gebruiker, password: str, keep: str | None, now: datetime) -> None:
    """Another password for oneself, chosen on the account page; every session but the one in use (`keep`) ends."""
    actor.set_password(password)
    actor.save(update_fields=["password"])
    end_sessions(actor, keep=keep)
    log(
        actor=actor,
        actie="toegang.wachtwoord:set",
        zin=f"{actor} koos een ander wachtwoord.",
        object=actor,
        now=now,
    )


def record_code_refusal(*, gebruiker: Gebruiker, now: datetime) -> None:
    """A wrong code or passkey, after a right password: whoever tries it knows that password."""
    log(
        actor=None,
        actie="toegang.sessie:refuse",
        zin=f"De tweede stap bij het aanmelden van {gebruiker} is geweigerd.",
        object=gebruiker,
        resultaat=Logregel.Resultaat.GEWEIGERD,
        via=PORTAAL,
        now=now,
    )
