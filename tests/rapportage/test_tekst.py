"""The texts an editor keeps: changed with a log, never over someone else's change, and seen in the document."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from koers.lib import opmaak
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from rapportage.models import Tekstblok
from rapportage.selectors.tekst import group_of
from rapportage.services import build_document, create_tekst, update_tekst
from rapportage.services.tekst import Overschreven

pytestmark = pytest.mark.django_db


@pytest.fixture
def blok(nu) -> Tekstblok:
    return create_tekst(
        actor=None,
        sleutel="kwartaalupdate-intro",
        titel="Inleiding",
        tekst="In deze update.",
        herkomst="bron",
        vindplaats="Kwartaalupdate Q1 2026, inleiding",
        now=nu,
    )


def change(rik, blok, nu, **fields) -> Tekstblok:
    begin = {"titel": blok.titel, "tekst": blok.tekst, "herkomst": "aanname", "vindplaats": ""}
    return update_tekst(actor=rik, blok=blok, now=nu, **(begin | {"gezien": blok.gewijzigd_op} | fields))


def edit(blok: Tekstblok) -> str:
    return reverse("rapportage:tekstblok_edit", args=[blok.sleutel])


def test_change_is_written_with_who_when_and_a_log_line(rik, blok, nu):
    change(rik, blok, nu, tekst="Een **nieuwe** inleiding.\n\n\nMet een   tweede alinea.")
    blok.refresh_from_db()
    assert blok.tekst == "Een **nieuwe** inleiding.\n\nMet een tweede alinea."
    assert blok.alineas == ["Een **nieuwe** inleiding.", "Met een tweede alinea."]
    assert (blok.gewijzigd_door, blok.gewijzigd_op, blok.herkomst) == (rik, nu, "aanname")
    assert Logregel.objects.get(actie="rapportage.tekst:update").zin == "Rik Test wijzigde de tekst “Inleiding”."


def test_change_is_in_the_next_version_of_the_document(rik, blok, q1, nu, bouwer):
    first = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    assert first.feiten["feiten"]["intro"]["tekst"] == "In deze update."
    change(rik, blok, nu, tekst="Een nieuwe inleiding.")
    second = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    assert second.feiten["feiten"]["intro"] == {
        "tekst": "Een nieuwe inleiding.",
        "herkomst": "aanname",
        "vindplaats": "",
    }


def test_nobody_overwrites_a_change_they_did_not_see(rik, blok, nu):
    seen = blok.gewijzigd_op
    change(rik, blok, nu, tekst="Van de eerste.")
    with pytest.raises(Overschreven, match="Rik Test heeft deze tekst intussen gewijzigd"):
        change(rik, blok, nu + timedelta(minutes=1), gezien=seen, tekst="Van de tweede.")
    blok.refresh_from_db()
    assert blok.tekst == "Van de eerste."


def test_source_needs_its_place(rik, blok, nu):
    with pytest.raises(ValidationError, match="Vul in waar deze tekst staat"):
        change(rik, blok, nu, herkomst="bron")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"tekst": "  \n\n "}, "Vul dit veld in."),
        ({"titel": "x" * 151}, "151"),
        ({"tekst": "x" * (opmaak.MAX_LENGTH + 1)}, "tekens"),
        ({"tekst": ("y" * 3_900 + "\n\n") * 3}, "er mogen er 8000 in"),
    ],
)
def test_text_out_of_bounds_is_refused(rik, blok, nu, fields, words):
    with pytest.raises(ValidationError, match=words):
        change(rik, blok, nu, **fields)
    blok.refresh_from_db()
    assert blok.tekst == "In deze update."


def test_hostile_text_stays_text(rik, blok, nu, q1, bouwer, as_user):
    change(rik, blok, nu, tekst="<script>alert(1)</script> <img src=file:///etc/passwd>")
    versie = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    page = as_user(rik).get(reverse("rapportage:document_read", args=["kwartaalupdate", "2026-Q1", versie.nummer]))
    assertNotContains(page, "<script")
    assertNotContains(page, "<img src=file")
    assertContains(page, "&lt;script&gt;")


@pytest.mark.parametrize("who", ["bente", "frank", "tom", "olga", "aad", "bram", "bea"])
def test_texts_are_the_redacteurs(request, as_user, blok, nu, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        change(actor, blok, nu, tekst="Anders.")
    client = as_user(actor)
    for address in (reverse("rapportage:tekstblok_list"), edit(blok), reverse("rapportage:tekstblok_create")):
        assert client.get(address).status_code == 403


def test_redacteur_changes_a_text_on_screen(as_user, rik, blok):
    client = as_user(rik)
    page = client.get(reverse("rapportage:tekstblok_list"))
    assertContains(page, edit(blok))
    assertContains(client.get(edit(blok)), "In deze update.")
    data = {"titel": "Inleiding", "tekst": "Nieuw.", "herkomst": "aanname", "vindplaats": "", "gezien": ""}
    assertRedirects(client.post(edit(blok), data), reverse("rapportage:tekstblok_list"))
    blok.refresh_from_db()
    assert (blok.tekst, blok.gewijzigd_door) == ("Nieuw.", rik)
    again = client.post(edit(blok), data | {"tekst": "Uit een ander tabblad."})
    assertContains(again, "intussen gewijzigd", status_code=422)
    assertContains(again, "Uit een ander tabblad.", status_code=422)
    assertContains(client.post(edit(blok), data | {"gezien": "gisteren"}), "verlopen", status_code=422)


def test_redacteur_adds_a_text_and_a_key_is_used_once(as_user, rik, blok):
    client = as_user(rik)
    new = reverse("rapportage:tekstblok_create")
    data = {"sleutel": "kwartaalupdate-2026-q2-ouderen", "titel": "Ouderen", "tekst": "Een zin.", "herkomst": "aanname"}
    assertRedirects(client.post(new, data), reverse("rapportage:tekstblok_list"))
    assert Tekstblok.objects.get(sleutel=data["sleutel"]).gewijzigd_door == rik
    assertContains(client.post(new, data), "bestaat al", status_code=422)
    assertContains(client.post(new, data | {"sleutel": "niet zo"}), "Gebruik alleen letters", status_code=422)


def test_list_shows_one_group_and_names_the_others(as_user, rik, blok, nu):
    create_tekst(actor=rik, sleutel="begrip-ketenaanpak", titel="Ketenaanpak", tekst="Afspraken.", now=nu)
    page = as_user(rik).get(reverse("rapportage:tekstblok_list"), {"bij": "begrippen"})
    assertContains(page, "Ketenaanpak")
    assertContains(page, "Elke kwartaalupdate")
    assertNotContains(page, "Inleiding")


@pytest.mark.parametrize(
    ("sleutel", "groep"),
    [
        ("kwartaalupdate-2026-q1-ouderen", "Kwartaalupdate Q1 2026"),
        ("kwartaalupdate-intro", "Elke kwartaalupdate"),
        ("jaarverslag-2024-wat-1", "Jaarverslag 2024"),
        ("jaarverslag-werkwijze-2", "Elk jaarverslag"),
        ("raadsbrief-hof-van-twente-2024-aanhef", "Raadsbrief Hof van Twente 2024"),
        ("begrip-borging", "Begrippen"),
        ("iets-anders", "Andere teksten"),
    ],
)
def test_group_of_a_key(sleutel, groep):
    assert group_of(sleutel) == groep
