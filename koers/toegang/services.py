"""Changes to people and their sessions."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from koers.toegang.log import log
from koers.toegang.models import Gebruiker


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
def deactivate_gebruiker(*, actor: Gebruiker, gebruiker: Gebruiker, now: datetime) -> None:
    """From now on this person cannot sign in and running sessions end; the history keeps the name."""
    if gebruiker == actor:
        raise ValidationError("U kunt uw eigen account niet afsluiten.")
    gebruiker.is_active = False
    gebruiker.save(update_fields=["is_active"])
    end_other_sessions(gebruiker)
    log(
        actor=actor,
        actie="toegang.gebruiker:deactivate",
        zin=f"{actor} sloot het account van {gebruiker}.",
        object=gebruiker,
        now=now,
    )


def send_invitation(*, actor: Gebruiker, gebruiker: Gebruiker, portaal: str, now: datetime) -> None:
    """Mail the address at which a first password is set; `portaal` is where the portal lives (https://host)."""
    link = reverse(
        "toegang:reset_set",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(gebruiker.pk)),
            "token": default_token_generator.make_token(gebruiker),
        },
    )
    send_mail(
        "Uw account voor Koers",
        render_to_string(
            "toegang/invite_mail.txt",
            {
                "gebruiker": gebruiker,
                "adres": portaal.rstrip("/") + link,
                "vergeten": portaal.rstrip("/") + reverse("toegang:reset_ask"),
            },
        ),
        None,
        [gebruiker.email],
    )
    log(
        actor=actor,
        actie="toegang.gebruiker:invite",
        zin=f"{actor} nodigde {gebruiker} uit.",
        object=gebruiker,
        now=now,
    )


def end_other_sessions(gebruiker: Gebruiker) -> int:
    """End every session of this person; how many there were."""
    own = [s.pk for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(gebruiker.pk)]
    return Session.objects.filter(pk__in=own).delete()[0]
