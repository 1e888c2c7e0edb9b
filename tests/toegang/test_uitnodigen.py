"""An invitation: one use, seven days, withdrawn or sent again; and what its holder sees when it does not open."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from koers.lib import klok
from koers.toegang import uitnodigen
from koers.toegang.models import Gebruiker, Logregel, Uitnodiging
from koers.toegang.post import deliver
from koers.toegang.rules import GELDIG, Uitkomst, judge_invitation

pytestmark = pytest.mark.django_db
WACHTWOORD = "vier losse woorden hier"


@pytest.fixture
def noor(nu) -> Gebruiker:
    gebruiker = Gebruiker(email="noor@koers.example", naam="Noor Nieuw", since=nu)
    gebruiker.set_unusable_password()
    gebruiker.save()
    return gebruiker


def mailed(bea, noor, outbox) -> str:
    """The path in the mail that was sent last."""
    uitnodigen.send(actor=bea, gebruiker=noor, portaal="https://koers.example", now=klok.now())
    deliver(now=klok.now)
    return re.findall(r"https://koers\.example(/uitnodiging/\S+)", outbox[-1].body)[0]


def accept(client, naam="Noor de Nieuwe", wachtwoord=WACHTWOORD):
    return client.post("/uitnodiging/", {"naam": naam, "new_password1": wachtwoord, "new_password2": wachtwoord})


def test_an_invitation_is_accepted_with_name_and_password_and_opens_once(client, bea, noor, mailoutbox):
    path = mailed(bea, noor, mailoutbox)
    page = client.get(path, follow=True)
    assert page.redirect_chain[-1][0] == "/uitnodiging/"
    assert "noor@koers.example" in page.content.decode()
    assert accept(client).url == "/aanmelden/"
    noor.refresh_from_db()
    assert noor.naam == "Noor de Nieuwe"
    assert noor.check_password(WACHTWOORD)
    again = client.get(path, follow=True)
    assert again.status_code == 410
    assert "al gebruikt" in again.content.decode()


def test_a_later_mail_makes_the_earlier_one_worthless(client, bea, noor, mailoutbox):
    first, second = mailed(bea, noor, mailoutbox), mailed(bea, noor, mailoutbox)
    assert client.get(first, follow=True).status_code == 404
    assert client.get(second, follow=True).status_code == 200
    assert Uitnodiging.objects.count() == 1


def test_a_withdrawn_invitation_says_so_and_changes_nothing(client, as_user, bea, noor, mailoutbox):
    path = mailed(bea, noor, mailoutbox)
    as_user(bea).post(f"/mensen/{noor.pk}/uitnodiging/intrekken/")
    page = client.get(path, follow=True)
    assert page.status_code == 410
    assert "ingetrokken" in page.content.decode()
    assert accept(client).status_code == 410
    noor.refresh_from_db()
    assert not noor.has_usable_password()


def test_an_invitation_of_eight_days_ago_has_expired(client, bea, noor, mailoutbox):
    path = mailed(bea, noor, mailoutbox)
    Uitnodiging.objects.update(verloopt_op=klok.now() - timedelta(seconds=1))
    page = client.get(path, follow=True)
    assert page.status_code == 410
    assert "verlopen" in page.content.decode()


def test_a_key_that_nobody_was_given_opens_nothing(client):
    assert client.get("/uitnodiging/zomaar-iets/", follow=True).status_code == 404
    assert client.get("/uitnodiging/").status_code == 404


@pytest.mark.parametrize(
    ("naam", "wachtwoord", "zin"),
    [("", WACHTWOORD, "Vul dit veld in"), ("Noor", "kort", "12"), ("x" * 121, WACHTWOORD, "120")],
)
def test_what_cannot_be_is_refused_in_words_and_the_invitation_stays_open(
    client, bea, noor, mailoutbox, naam, wachtwoord, zin
):
    client.get(mailed(bea, noor, mailoutbox))
    page = accept(client, naam, wachtwoord)
    assert page.status_code == 422
    assert zin in page.content.decode()
    assert accept(client).status_code == 302


def test_whoever_can_sign_in_is_not_invited(bea, tom, nu):
    with pytest.raises(ValidationError, match="kan zich al aanmelden"):
        uitnodigen.invite(actor=bea, gebruiker=tom, now=nu)


def test_only_a_digest_of_the_key_is_kept(bea, noor, mailoutbox):
    key = mailed(bea, noor, mailoutbox).split("/")[2]
    assert key not in str(Uitnodiging.objects.values()) + str(Logregel.objects.values())
    assert uitnodigen.find(key).gebruiker == noor


def test_two_who_accept_at_once_are_one(bea, noor, nu, mailoutbox):
    mailed(bea, noor, mailoutbox)
    row = Uitnodiging.objects.get()
    uitnodigen.accept(uitnodiging=row, now=klok.now())
    with pytest.raises(ValidationError, match="al gebruikt"):
        uitnodigen.accept(uitnodiging=row, now=klok.now())


@pytest.mark.parametrize(
    ("after", "uitkomst"),
    [(timedelta(0), Uitkomst.OPEN), (GELDIG - timedelta(seconds=1), Uitkomst.OPEN), (GELDIG, Uitkomst.VERLOPEN)],
)
def test_the_last_second_of_the_seventh_day_counts(nu: datetime, after, uitkomst):
    found = judge_invitation(verloopt_op=nu + GELDIG, gebruikt_op=None, ingetrokken_op=None, now=nu + after)
    assert found is uitkomst
