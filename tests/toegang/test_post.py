"""The outbox: each mail at most once, the rest in the end, and what failed told."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail

from koers.toegang import post
from koers.toegang.models import Logregel, Mailbericht
from koers.toegang.rights import Rol
from koers.toegang.rules import LEASE, PAUZES, next_try
from tests.conftest import make_gebruiker
from tests.postbus import Postbus, postbus

pytestmark = pytest.mark.django_db
PORTAAL = {"portaal": "https://koers.example"}


@pytest.fixture
def server(settings) -> Iterator[Postbus]:
    with postbus() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


def send(now: datetime) -> int:
    return post.deliver(now=lambda: now)


def ask(aan, nu, **fields) -> Mailbericht:
    bericht = post.post(aan=aan, soort="wachtwoord", argumenten=PORTAAL, now=nu, **fields)
    assert bericht is not None
    return bericht


def test_a_mail_leaves_once_and_its_key_stands_in_no_table(tom, nu):
    bericht = ask(tom, nu)
    assert send(nu) == 1
    assert send(nu + timedelta(days=1)) == 0
    bericht.refresh_from_db()
    assert bericht.staat == Mailbericht.Staat.VERZONDEN
    assert "/wachtwoord/nieuw/" in mail.outbox[0].body
    assert "/wachtwoord/nieuw/" not in str(Mailbericht.objects.values())


def test_what_may_be_told_once_is_asked_for_once(tom, nu):
    ask(tom, nu, sleutel="herinnering:1")
    assert post.post(aan=tom, soort="wachtwoord", argumenten=PORTAAL, now=nu, sleutel="herinnering:1") is None
    assert send(nu) == 1


def test_a_kind_that_nobody_writes_is_a_slip_in_the_code(tom, nu):
    with pytest.raises(LookupError, match="KOERS_BERICHTEN"):
        post.post(aan=tom, soort="reclame", now=nu)


def test_one_refused_address_does_not_keep_the_others(server, tom, rik, nu):
    server.antwoord["tom@koers.example"] = "550 no such person"
    refused, other = ask(tom, nu), ask(rik, nu)
    assert send(nu) == 1
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.staat, other.staat) == (Mailbericht.Staat.MISLUKT, Mailbericht.Staat.VERZONDEN)
    assert server.taken == ["rik@koers.example"]
    assert "niet verstuurd" in Logregel.objects.get(actie="toegang.bericht:fail").zin


def test_a_server_that_says_later_is_asked_again_after_growing_pauses_and_then_given_up(server, tom, nu):
    server.antwoord["tom@koers.example"] = "450 try later"
    bericht, now = ask(tom, nu), nu
    for pauze in PAUZES:
        assert send(now) == 0
        bericht.refresh_from_db()
        assert bericht.niet_voor == now + pauze
        assert send(now + pauze - timedelta(seconds=1)) == 0
        now += pauze
    send(now)
    bericht.refresh_from_db()
    assert bericht.staat == Mailbericht.Staat.MISLUKT
    assert bericht.poging == len(PAUZES) + 1


def test_a_server_that_is_down_keeps_the_mail_until_it_is_up(server, tom, nu, settings):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 9
    bericht = ask(tom, nu)
    assert send(nu) == 0
    settings.EMAIL_PORT = port
    assert send(nu + PAUZES[0]) == 1
    assert server.taken == [bericht.aan.email]


def test_an_answer_that_never_came_leaves_the_mail_uncertain_and_not_sent_again(server, tom, nu, monkeypatch):
    def drop(self, *args, **kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    bericht = ask(tom, nu)
    with monkeypatch.context() as patch:
        patch.setattr(smtplib.SMTP, "sendmail", drop)
        assert send(nu) == 0
    bericht.refresh_from_db()
    assert bericht.staat == Mailbericht.Staat.ONZEKER
    assert send(nu + timedelta(days=2)) == 0


def test_a_worker_lost_before_the_offer_is_followed_up_and_after_it_only_told(tom, rik, nu):
    before, after = ask(tom, nu), ask(rik, nu)
    taken = {"staat": Mailbericht.Staat.BEZIG, "poging": 1, "lease_tot": nu + LEASE}
    Mailbericht.objects.filter(pk=before.pk).update(**taken)
    Mailbericht.objects.filter(pk=after.pk).update(**taken, aangeboden_op=nu)
    assert send(nu + LEASE - timedelta(seconds=1)) == 0
    assert send(nu + LEASE + timedelta(seconds=1)) == 1
    after.refresh_from_db()
    assert after.staat == Mailbericht.Staat.ONZEKER
    assert [message.to for message in mail.outbox] == [["tom@koers.example"]]


def test_a_mail_to_a_closed_account_does_not_leave(tom, nu):
    bericht = ask(tom, nu)
    type(tom).objects.filter(pk=tom.pk).update(is_active=False)
    assert send(nu) == 0
    bericht.refresh_from_db()
    assert (bericht.staat, bericht.reden) == (Mailbericht.Staat.MISLUKT, post.VERVALLEN)


def test_the_beheerder_sees_what_failed_and_sends_it_again(server, as_user, bea, nu):
    tom = make_gebruiker("Tom Test", Rol.REGIONAAL)
    server.antwoord["tom@koers.example"] = "550 no such person"
    bericht = ask(tom, nu)
    send(nu)
    client = as_user(bea)
    assert post.GEWEIGERD in client.get("/mensen/berichten/").content.decode()
    server.antwoord.clear()
    page = client.post(f"/mensen/berichten/{bericht.pk}/opnieuw/", follow=True).content.decode()
    assert "gaat nog een keer weg" in page
    post.deliver(now=lambda: datetime.now(tz=nu.tzinfo) + timedelta(seconds=1))
    assert server.taken == ["tom@koers.example"]
    assert "is al verstuurd" in client.post(f"/mensen/berichten/{bericht.pk}/opnieuw/", follow=True).content.decode()


@pytest.mark.parametrize(("poging", "known"), [(0, False), (1, True), (len(PAUZES), True), (len(PAUZES) + 1, False)])
def test_next_try_at_its_bounds(poging, known, nu):
    assert (next_try(poging, nu) is not None) is known
