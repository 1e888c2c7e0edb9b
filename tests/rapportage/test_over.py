"""Pages about the portal itself: for everyone, and never empty without saying why."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapportage.models import Tekstblok

pytestmark = pytest.mark.django_db


def word(sleutel: str, titel: str, tekst: str = "Een omschrijving.") -> Tekstblok:
    return Tekstblok.objects.create(sleutel=sleutel, titel=titel, tekst=tekst)


@pytest.mark.parametrize("address", ["/toegankelijkheid/", "/privacy/", "/begrippen/"])
def test_a_passer_by_reads_what_the_portal_says_of_itself(client, address):
    html = client.get(address).content.decode()
    assert 'href="/privacy/"' in html


def test_begrippen_stand_in_groups_words_by_alphabet_and_steps_in_their_order(client):
    word("trede-verkent", "verkent")
    word("trede-niet", "doet niet mee")
    word("begrip-ronde", "ronde")
    word("woord-Indicator", "indicator")
    word("afkorting-ao", "AO")
    word("jaarverslag-2024-kop", "Niet hier")
    groepen = client.get("/begrippen/").context["groepen"]
    assert [[woord.titel for woord in groep.woorden] for groep in groepen] == [
        ["indicator", "ronde"],
        ["verkent", "doet niet mee"],
        ["AO"],
    ]


def test_begrippen_without_words_say_who_writes_them(client):
    assert "De redacteur schrijft ze" in client.get("/begrippen/").content.decode()


def test_begrippen_show_hostile_text_as_text(client):
    word("begrip-x", "<script>alert(1)</script>", "**vet** <img src=x onerror=alert(1)>")
    html = client.get("/begrippen/").content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<strong>vet</strong>" in html


def test_begrippen_cost_as_many_queries_for_twelve_words_as_for_one(client):
    word("begrip-a", "a")
    with CaptureQueriesContext(connection) as few:
        client.get("/begrippen/")
    for number in range(11):
        word(f"begrip-b{number}", f"b{number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/begrippen/")
    assert len(many) == len(few)
