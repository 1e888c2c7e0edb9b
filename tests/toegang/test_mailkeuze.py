"""Which mails a person wants: all of them, until they say otherwise; those about signing in always."""

from __future__ import annotations

import pytest
from django.core import mail

from koers.toegang import post
from koers.toegang.mailkeuze import choose_mails, read_choices, wants
from koers.toegang.models import Logregel, Mailkeuze

pytestmark = pytest.mark.django_db


def test_everything_is_on_until_it_is_turned_off_and_can_be_turned_on_again(tom, rik, nu):
    assert all(keuze.aan for keuze in read_choices(tom))
    assert choose_mails(actor=tom, wanted=[], now=nu)
    assert not any(keuze.aan for keuze in read_choices(tom))
    assert wants(rik, "herinnering")
    assert not choose_mails(actor=tom, wanted=[], now=nu), "nothing changed"
    assert choose_mails(actor=tom, wanted=["herinnering", "onzin"], now=nu)
    assert wants(tom, "herinnering")
    assert Logregel.objects.filter(actie="toegang.mail:change").count() == 2


def test_a_mail_about_signing_in_leaves_whatever_one_chose(tom, nu):
    choose_mails(actor=tom, wanted=[], now=nu)
    Mailkeuze.objects.create(gebruiker=tom, soort="wachtwoord")
    post.post(aan=tom, soort="wachtwoord", argumenten={"portaal": "https://koers.example"}, now=nu)
    assert post.deliver(now=lambda: nu) == 1
    assert mail.outbox[0].to == ["tom@koers.example"]


def test_by_the_account_page(tom, as_user):
    client = as_user(tom)
    assert 'value="herinnering" checked' in client.get("/account/").content.decode()
    assert "bewaard" in client.post("/account/mails/", {"mail": "onzin"}, follow=True).content.decode()
    assert 'value="herinnering" checked' not in client.get("/account/").content.decode()
    client.post("/account/mails/", {"mail": "herinnering"})
    assert wants(tom, "herinnering")
