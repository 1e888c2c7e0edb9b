"""Whoever changes a second step, its owner hears of it by mail; what is refused or undone is not told."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren import services as eigenaren
from koers.lib import klok
from koers.toegang import factoren
from koers.toegang.models import Gebruiker, Mailbericht
from koers.toegang.post import deliver

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def told() -> list[tuple[str, str]]:
    """To whom, and what."""
    return [(mail.aan.naam, mail.argumenten["wat"]) for mail in Mailbericht.objects.order_by("pk")]


def add_app(gebruiker: Gebruiker) -> None:
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    factoren.add_app(actor=gebruiker, secret=SECRET, code=code, now=klok.now())


@pytest.fixture
def met_app(tom) -> Gebruiker:
    add_app(tom)
    Mailbericht.objects.all().delete()
    return tom


def test_an_app_that_is_set_up(tom):
    add_app(tom)
    assert told() == [("Tom Test", "Er is een app met codes ingesteld.")]


def test_a_passkey_that_is_added(tom, monkeypatch):
    monkeypatch.setattr(WebAuthn, "add", lambda user, naam, credential: None)
    factoren.add_key(actor=tom, naam="telefoon", credential={}, now=klok.now())
    assert told() == [("Tom Test", "Er is een passkey toegevoegd.")]


def test_one_that_is_removed_from_the_account_page(met_app, as_user):
    app = Authenticator.objects.get(user=met_app, type="totp")
    as_user(met_app).post(f"/account/tweede-stap/{app.pk}/verwijderen/")
    assert told() == [("Tom Test", "De app met codes is verwijderd.")]


def test_recovery_codes_that_are_renewed(met_app, as_user):
    as_user(met_app).post("/account/herstelcodes/")
    assert told() == [("Tom Test", "Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.")]


def test_one_that_a_colleague_resets_is_told_to_its_owner_and_leaves_as_a_mail(met_app, bea, mailoutbox):
    eigenaren.reset_factors(actor=bea, gebruiker=met_app, now=klok.now())
    assert [wie for wie, _ in told()] == ["Tom Test"]
    deliver(now=klok.now)
    [mail] = mailoutbox
    assert mail.to == ["tom@koers.example"]
    assert "Bea Test heeft als beheerder uw tweede stap gewist." in mail.body
    assert "Was u dat niet?" in mail.body


def test_one_that_is_reset_on_the_command_line(met_app):
    factoren.reset_factors(actor=None, gebruiker=met_app, now=klok.now())
    assert told()[0][1].startswith("De beheerder heeft uw tweede stap gewist.")


def test_what_is_refused_or_undone_is_not_told(met_app):
    with pytest.raises(ValidationError):
        add_app(met_app)
    app = Authenticator.objects.get(user=met_app, type="totp")
    with pytest.raises(ValidationError):
        factoren.remove_factor(actor=met_app, pk=app.pk, required=True, now=klok.now())
    with transaction.atomic():
        factoren.renew_codes(actor=met_app, now=klok.now())
        transaction.set_rollback(True)
    assert told() == []
