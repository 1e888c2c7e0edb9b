"""The pages of one's own keys: made, shown once, listed, revoked. What keys open: tests/api/test_deuren.py."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from koers.lib import klok
from koers.toegang.models import Logregel, Sleutel
from koers.toegang.sleutels import find_sleutel

LIST, NEW = "/account/sleutels/", "/account/sleutels/nieuw/"
FORM = {"naam": "Dashboard", "bereik": "lezen", "dagen": "90"}
KEY = re.compile(r"koers_[0-9a-f]{12}_[\w-]{43}")


@pytest.fixture
def browser(tom, as_user):
    return as_user(tom)


def test_a_key_is_shown_once_and_then_only_by_its_beginning(browser, tom):
    page = browser.post(NEW, FORM)
    key = KEY.search(page.content.decode())[0]
    assert page["Cache-Control"] == "private, no-store"
    assert find_sleutel(key, klok.now()).gebruiker == tom
    listed = browser.get(LIST).content.decode()
    assert "Dashboard" in listed
    assert key[:18] in listed
    assert key not in listed
    assert key not in str(dict(browser.session))
    assert Logregel.objects.get(actie="toegang.sleutel:create").zin.startswith(
        "Tom Test maakte de API-sleutel “Dashboard”"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"naam": ""}, "Schrijf waarvoor de sleutel is."),
        ({"naam": "n" * 61}, "60"),
        ({"dagen": "3650"}, "geldige keuze"),
        ({"dagen": "altijd"}, "geldige keuze"),
        ({"bereik": "alles"}, "geldige keuze"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_the_form(change, words, browser):
    page = browser.post(NEW, FORM | change)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Sleutel.objects.exists()


def test_the_same_form_sent_twice_makes_one_key(browser):
    browser.post(NEW, FORM)
    again = browser.post(NEW, FORM)
    assert again.status_code == 422
    assert "al een sleutel met de naam Dashboard" in again.content.decode()
    assert Sleutel.objects.count() == 1


def test_one_revokes_ones_own_and_nobody_elses(browser, tom, olga, as_user):
    key = KEY.search(browser.post(NEW, FORM).content.decode())[0]
    url = reverse("toegang:sleutel_revoke", args=[Sleutel.objects.get().pk])
    assert as_user(olga).post(url).status_code == 404
    assert browser.get(url).status_code == 405
    assert find_sleutel(key, klok.now())
    assert browser.post(url).status_code == 302
    assert find_sleutel(key, klok.now()) is None
    # Again changes nothing, and the name is free.
    browser.post(url)
    assert Logregel.objects.filter(actie="toegang.sleutel:revoke").count() == 1
    assert browser.post(NEW, FORM).status_code == 200
    assert "ingetrokken op" in browser.get(LIST).content.decode()


def test_the_list_is_ones_own(browser, olga, as_user):
    browser.post(NEW, FORM)
    assert "Dashboard" not in as_user(olga).get(LIST).content.decode()
