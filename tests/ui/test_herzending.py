"""A form that cannot be taken now comes back with all that was typed, and can then be sent."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from rapportage.models import Tekstblok
from tests.conftest import WACHTWOORD
from tests.factories import make
from tests.faults.mens import Antwoord

TEKST = "Een lange tekst <b>van</b> een uur werk.\n\nEn een tweede alinea."
ORIGIN = {"origin": "http://testserver"}


@pytest.fixture
def blok(db) -> Tekstblok:
    return make(Tekstblok, titel="Een titel", tekst="Zoals het was.", herkomst="aanname")


@pytest.fixture
def adres(blok) -> str:
    return reverse("rapportage:tekstblok_edit", args=[blok.sleutel])


@pytest.fixture
def browser(rik) -> Client:
    """A browser that checks the token of a form, as real ones do."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(rik, backend="koers.toegang.backends.AccountBackend")
    return client


def read(response) -> Antwoord:
    return Antwoord(response.status_code, response.get("Location", ""), response.content.decode())


def typed(client: Client, adres: str) -> dict[str, str]:
    return read(client.get(adres)).fields() | {"tekst": TEKST}


def test_text_survives_the_end_of_the_session_and_is_saved_after_signing_in(browser, adres, blok, rik):
    fields = typed(browser, adres)
    browser.cookies.pop("sessionid")
    first = read(browser.post(adres, fields, headers=ORIGIN))
    assert first.status == 401
    assert "nog niets opgeslagen" in first.melding
    assert first.fields()["tekst"] == TEKST
    assert "<b>van</b>" not in first.tekst

    sign_in = read(browser.get("/aanmelden/")).fields()
    browser.post("/aanmelden/", sign_in | {"username": rik.email, "password": WACHTWOORD}, headers=ORIGIN)
    second = read(browser.post(adres, first.fields(), headers=ORIGIN))
    assert second.status == 403
    assert second.fields()["tekst"] == TEKST

    assert browser.post(adres, second.fields(), headers=ORIGIN).status_code == 302
    blok.refresh_from_db()
    assert blok.tekst.splitlines() == TEKST.splitlines()


def test_form_from_elsewhere_is_refused_and_not_given_back(browser, adres, blok):
    fields = typed(browser, adres) | {"csrfmiddlewaretoken": "x" * 64}
    for headers in ({"origin": "https://elders.example"}, {}):
        answer = browser.post(adres, fields, headers=headers)
        assert answer.status_code == 403
        assert "een uur werk" not in answer.content.decode()
    blok.refresh_from_db()
    assert blok.tekst == "Zoals het was."


@pytest.mark.parametrize(
    ("error", "status", "zin"),
    [
        (OperationalError("database or disk is full"), 503, "De schijf van Koers is vol"),
        (OperationalError("server closed the connection unexpectedly"), 503, "even niet te bereiken"),
        (OSError(28, "No space left on device"), 503, "De schijf van Koers is vol"),
        (RuntimeError("een slip"), 500, "Dat ligt aan Koers"),
    ],
)
def test_what_breaks_says_so_and_keeps_the_text(browser, adres, error, status, zin):
    browser.raise_request_exception = False
    fields = typed(browser, adres)
    with patch("rapportage.services.update_tekst", side_effect=error):
        answer = read(browser.post(adres, fields, headers=ORIGIN))
    assert answer.status == status
    assert zin in answer.melding
    assert answer.fields()["tekst"] == TEKST
    assert browser.post(adres, answer.fields(), headers=ORIGIN).status_code == 302


def test_page_without_a_form_says_what_broke(browser, adres):
    browser.raise_request_exception = False
    with patch("rapportage.views.tekst.klok.today", side_effect=OperationalError("no answer")):
        answer = browser.get(adres)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "even niet te bereiken" in answer.content.decode()


def test_password_is_never_sent_back(client, db):
    client.raise_request_exception = False
    with patch("koers.toegang.views.aanmelden.services.record_refusal", side_effect=OperationalError("no answer")):
        answer = client.post("/aanmelden/", {"username": "rik@koers.example", "password": "zeer geheime zin"})
    assert answer.status_code == 503
    assert "zeer geheime zin" not in answer.content.decode()


def test_nothing_typed_leads_to_signing_in(client, db, adres):
    assert client.post(adres, {}).status_code == 302


def test_form_from_elsewhere_for_an_address_that_is_not_there_is_not_shown(browser, db):
    answer = browser.post("/nergens/", {"tekst": TEKST}, headers={"origin": "https://elders.example"})
    assert answer.status_code == 404
    assert "een uur werk" not in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"blad": "PRYsoECh62MMbENW", "versie": "3", "doe": "concept-van-nu-en-straks"}, []),
        (
            {"gezien": "2026-03-10 09:00 een stempel", "next": "/een/lang/adres/", "was-almelo": "wat er eerst stond"},
            [],
        ),
        ({"thema": "gezond-en-actief-ouder-worden", "tijd": "oranje", "namens": "17"}, []),
        ({"punt-0-tekst": "Kort", "tijd_toelichting": "Huur", "niets_reden": " "}, ["Kort", "Huur"]),
        ({"b1": "Een zin in een ander veld", "opmerking-2": "Welke?"}, ["Een zin in een ander veld", "Welke?"]),
    ],
)
def test_only_what_a_person_wrote_is_shown_and_everything_is_sent_again(client, db, adres, fields, shown):
    html = client.post(adres, fields).content.decode()
    assert re.findall("<blockquote>(.*?)</blockquote>", html) == shown
    assert ("Wat u schreef" in html.partition("</h1>")[2].partition("</form>")[2]) == bool(shown)
    sent = Antwoord(401, "", html).fields()
    assert {name: sent[name] for name in fields} == fields
