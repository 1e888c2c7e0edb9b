"""Signing in and out, a forgotten password, and the log: what a person meets at the door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse

from koers.lib import klok
from koers.toegang import drempel, services
from koers.toegang.models import Aanmelddienst, Drempel, Gebruiker, Logregel, Mailbericht
from koers.toegang.post import deliver
from tests.conftest import WACHTWOORD
from tests.factories import make

pytestmark = pytest.mark.django_db

SIGN_IN = "/aanmelden/"
NIEUW = "vier losse woorden hier"


def sign_in(client: Client, email: str, wachtwoord: str = WACHTWOORD, **extra):
    return client.post(SIGN_IN + extra.pop("query", ""), {"username": email, "password": wachtwoord}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_with_the_right_password_whatever_the_capitals_begins_a_session_and_is_logged(client, tom):
    response = sign_in(client, "Tom@Koers.example")
    assert (response.status_code, response.url) == (302, "/")
    assert Logregel.objects.get().zin == "Tom Test meldde zich aan."


def test_sign_in_says_the_same_for_an_unknown_account_as_for_a_wrong_password(client, tom):
    wrong = sign_in(client, "tom@koers.example", "fout")
    unknown = sign_in(client, "niemand@koers.example", "fout")
    zin = "Dit e-mailadres en wachtwoord horen niet bij elkaar"
    assert zin in wrong.content.decode()
    assert zin in unknown.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("email", ["tom@koers.example", "niemand@koers.example", "weg@koers.example"])
def test_sign_in_hashes_once_whoever_it_is(client, tom, monkeypatch, email):
    Gebruiker.objects.create_user("weg@koers.example", WACHTWOORD, naam="Weg", is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    sign_in(client, email, "fout")
    assert len(hashed) == 1


def test_sign_in_that_is_refused_is_logged_without_the_address_that_was_typed(client, tom):
    sign_in(client, "tom@koers.example", "fout")
    sign_in(client, "mijn wachtwoord per ongeluk", "fout")
    unknown, known = (regel.zin for regel in Logregel.objects.all())
    assert known == "Aanmelden met het account van Tom Test is geweigerd."
    assert unknown == "Aanmelden met een adres zonder account is geweigerd."


def test_sign_in_with_the_account_closed_is_refused(client, tom):
    Gebruiker.objects.filter(pk=tom.pk).update(is_active=False)
    sign_in(client, "tom@koers.example")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("next_", "naar"),
    [("/logboek/?voor=3", "/logboek/?voor=3"), ("https://elders.example/", "/"), ("//elders.example", "/")],
)
def test_sign_in_leads_back_to_where_one_was_but_never_elsewhere(client, bea, next_, naar):
    assert sign_in(client, "bea@koers.example", query=f"?next={next_}").url == naar


def test_a_page_for_the_signed_in_sends_a_passer_by_to_sign_in_and_back(client):
    assert client.get("/logboek/?voor=3").url == "/aanmelden/?next=/logboek/%3Fvoor%3D3"


def test_the_fifth_wrong_password_locks_the_account_for_that_address_only(client, tom, rik):
    for _ in range(4):
        assert sign_in(client, "tom@koers.example", "fout").status_code == 200
    locked = sign_in(client, "TOM@koers.example ", "fout")
    assert locked.status_code == 429
    assert "Wacht een minuut" in locked.content.decode()
    assert int(locked["Retry-After"]) in range(1, 61)
    assert sign_in(client, "tom@koers.example").status_code == 429
    assert sign_in(client, "rik@koers.example").status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, "tom@koers.example").status_code == 302


def test_sign_out_ends_the_session_and_asks_for_a_post(as_user, tom):
    client = as_user(tom)
    assert client.get("/afmelden/").status_code == 405
    assert client.post("/afmelden/").url == SIGN_IN
    assert not is_signed_in(client)
    assert Logregel.objects.get().zin == "Tom Test meldde zich af."


def ask_reset(client: Client, email: str):
    """Ask, and let the worker send what was posted."""
    response = client.post(reverse("toegang:reset_ask"), {"email": email})
    deliver(now=klok.now)
    return response


def reset_link(body: str) -> str:
    return re.search(r"http://testserver(/wachtwoord/nieuw/\S+)", body)[1]


def set_password(client: Client, link: str, wachtwoord: str = NIEUW):
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"new_password1": wachtwoord, "new_password2": wachtwoord})


def test_reset_answers_alike_for_a_known_and_an_unknown_address_and_mails_only_the_known(client, tom, mailoutbox):
    known, unknown = ask_reset(client, "Tom@koers.example"), ask_reset(client, "niemand@koers.example")
    assert known.url == unknown.url == "/wachtwoord/verstuurd/"
    assert [mail.to for mail in mailoutbox] == [["tom@koers.example"]]


def test_reset_sets_a_password_that_works_and_ends_every_other_session(client, as_user, tom, mailoutbox):
    elsewhere = as_user(tom)
    ask_reset(client, "tom@koers.example")
    assert set_password(client, reset_link(mailoutbox[0].body)).url == "/wachtwoord/klaar/"
    assert elsewhere.get("/").url.startswith(SIGN_IN)
    assert sign_in(client, "tom@koers.example", NIEUW).status_code == 302


def test_reset_while_signed_in_ends_that_session_too(as_user, tom, mailoutbox):
    client = as_user(tom)
    ask_reset(client, "tom@koers.example")
    assert set_password(client, reset_link(mailoutbox[0].body)).status_code == 302
    assert not is_signed_in(client)


def test_reset_by_the_same_address_works_once(client, tom, mailoutbox):
    ask_reset(client, "tom@koers.example")
    link = reset_link(mailoutbox[0].body)
    set_password(client, link)
    again = Client().get(link)
    assert "Dit adres werkt niet meer" in again.content.decode()


def test_reset_with_a_password_everyone_uses_is_refused_in_words(client, tom, mailoutbox):
    ask_reset(client, "tom@koers.example")
    response = set_password(client, reset_link(mailoutbox[0].body), "password1234")
    assert "Uw wachtwoord is nog niet bewaard" in response.content.decode()


def test_reset_opens_a_locked_account_again(client, tom, mailoutbox):
    for _ in range(5):
        sign_in(client, "tom@koers.example", "fout")
    ask_reset(client, "tom@koers.example")
    set_password(client, reset_link(mailoutbox[0].body))
    assert sign_in(client, "tom@koers.example", NIEUW).status_code == 302


def test_reset_mails_one_person_a_few_times_an_hour_and_then_again(tom, nu, mailoutbox):
    for minute in range(10):
        services.ask_reset(email=tom.email, portaal="https://k.example", now=nu + timedelta(minutes=minute))
    deliver(now=lambda: nu + timedelta(hours=1))
    assert len(mailoutbox) == services.MAILS_PER_HOUR
    services.ask_reset(email=tom.email, portaal="https://k.example", now=nu + timedelta(hours=2))
    deliver(now=lambda: nu + timedelta(hours=2))
    assert len(mailoutbox) == services.MAILS_PER_HOUR + 1


def test_a_form_without_its_token_is_refused_in_words(tom):
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, "tom@koers.example")
    assert response.status_code == 403
    assert "of is verlopen" in response.content.decode()


@override_settings(KOERS_MODE="demo")
def test_a_demo_account_signs_in_where_the_demo_runs(client, tom):
    Gebruiker.objects.filter(pk=tom.pk).update(is_demo=True)
    sign_in(client, "tom@koers.example")
    assert is_signed_in(client)


@override_settings(KOERS_MODE="production", SECURE_SSL_REDIRECT=False)
def test_a_demo_account_is_refused_in_production_running_sessions_and_resets_included(client, as_user, tom, mailoutbox):
    elsewhere = as_user(tom)
    Gebruiker.objects.filter(pk=tom.pk).update(is_demo=True)
    sign_in(client, "tom@koers.example")
    ask_reset(client, "tom@koers.example")
    assert not is_signed_in(client)
    assert elsewhere.get("/").url.startswith(SIGN_IN)
    assert not mailoutbox


def test_a_role_ended_yesterday_closes_every_door_in_a_session_that_was_open(as_user, bea):
    client = as_user(bea)
    assert client.get("/logboek/").status_code == 200
    bea.aanstellingen.update(tot=klok.today() - timedelta(days=1))
    assert client.get("/logboek/").status_code == 403


@pytest.fixture
def no_database():
    """From here on the database does not answer."""

    def gone(*args: object) -> None:
        raise OperationalError("could not connect to server: Connection refused")

    with connection.execute_wrapper(gone):
        yield


@pytest.mark.parametrize("cookie", ["", "x" * 32], ids=["new", "with a session"])
def test_the_sign_in_page_is_there_without_a_database_and_says_that_it_does_not_work_now(cookie, request):
    make(Aanmelddienst)
    request.getfixturevalue("no_database")
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies["sessionid"] = cookie
    page = client.get("/aanmelden/?next=/projecten/")
    text = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert "U kunt zich nu niet aanmelden." in text
    assert 'name="password"' in text
    assert "/aanmelden/met/" not in text


def test_a_try_to_sign_in_without_a_database_keeps_the_address_and_never_the_password(no_database):
    client = Client(raise_request_exception=False)
    page = client.post("/aanmelden/", {"username": "tom@koers.example", "password": "mijn lange geheim"})
    assert page.status_code == 503
    assert "U kunt zich nu niet aanmelden." in page.content.decode()
    assert 'value="tom@koers.example"' in page.content.decode()
    assert "mijn lange geheim" not in page.content.decode()


def test_asking_again_and_again_from_one_address_mails_no_more_and_is_answered_alike(tom, rik):
    asking = Client(REMOTE_ADDR="203.0.113.5")
    ask = lambda email, client=asking: client.post("/wachtwoord/vergeten/", {"email": email})  # noqa: E731
    first = ask("niemand@koers.example")
    for number in range(drempel.ASKS - 1):
        ask(f"{number}@koers.example")
    for email in (tom.email, "niemand@koers.example"):
        answer = ask(email)
        assert (answer.status_code, answer.url, answer.content) == (first.status_code, first.url, first.content)
        assert sorted(answer.headers) == sorted(first.headers)
    assert not Mailbericht.objects.exists()
    ask(tom.email, Client(REMOTE_ADDR="203.0.113.6"))
    assert Mailbericht.objects.get().aan == tom
    Drempel.objects.update(dicht_tot=klok.now())
    ask(rik.email)
    assert Mailbericht.objects.filter(aan=rik).exists()
