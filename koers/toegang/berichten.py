"""The texts of the mails about signing in, made when they leave: their keys stand in no table."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from koers.lib.notatie import moment
from koers.toegang import uitnodigen
from koers.toegang.models import Gebruiker, Mailbericht


def password_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """The address at which a forgotten password is replaced."""
    words = {"naam": bericht.aan.naam, "adres": password_link(bericht.aan, bericht.argumenten["portaal"])}
    return "Een nieuw wachtwoord voor Koers", render_to_string("toegang/reset_mail.txt", words)


def invite_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """The address at which an invitation is accepted; none when it was used or withdrawn in the meantime."""
    uitnodiging = uitnodigen.pending(bericht.aan)
    if uitnodiging is None:
        return None
    adres = uitnodigen.link(uitnodiging, bericht.argumenten["portaal"], now=now)
    words = {"naam": bericht.aan.naam, "adres": adres, "tot": moment(uitnodiging.verloopt_op)}
    return "Uw uitnodiging voor Koers", render_to_string("toegang/invite_mail.txt", words)


def factor_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """What changed about a person's second step."""
    words = {"naam": bericht.aan.naam, "wat": bericht.argumenten["wat"]}
    return "Uw tweede stap voor Koers is gewijzigd", render_to_string("toegang/factor_mail.txt", words)


def password_link(gebruiker: Gebruiker, portaal: str) -> str:
    """The address that sets a password, once; `portaal` is where the portal lives (https://host)."""
    key, token = urlsafe_base64_encode(force_bytes(gebruiker.pk)), default_token_generator.make_token(gebruiker)
    return portaal.rstrip("/") + reverse("toegang:reset_set", args=[key, token])
