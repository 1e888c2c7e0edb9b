"""Bea's pages: people, the roles they hold and the owners they hold them of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.lib import klok
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.post import deliver
from koers.toegang.rights import Rol
from tests.conftest import make_gebruiker

pytestmark = pytest.mark.django_db


@pytest.fixture
def portaal(as_user, bea):
    return as_user(bea)


def text(response) -> str:
    return response.content.decode()


def invitation(**changes):
    vandaag = klok.today().isoformat()
    return {
        "naam": "Noor Nieuw",
        "email": "Noor@koers.example",
        "rol": Rol.REDACTEUR,
        "eigenaar": "",
        "vanaf": vandaag,
        "tot": "",
        **changes,
    }


def test_bea_lands_on_people(portaal):
    assert portaal.get("/").url == "/mensen/"


def test_the_list_shows_who_holds_which_role_of_what_and_who_is_of_the_demo(portaal, olga):
    Gebruiker.objects.filter(pk=olga.pk).update(is_demo=True)
    olga.aanstellingen.update(herkomst="fictief")
    html = text(portaal.get("/mensen/"))
    assert "Ambtenaar van Hengelo" in html
    assert '<span class="merk">demo</span>' in html
    assert '<span class="merk">fictief</span>' in html


def test_the_list_costs_as_many_queries_for_twelve_people_as_for_two(portaal, olga, hengelo):
    with CaptureQueriesContext(connection) as few:
        portaal.get("/mensen/")
    for number in range(10):
        make_gebruiker(f"Nr{number} Test", Rol.AMBTENAAR, hengelo)
    with CaptureQueriesContext(connection) as many:
        portaal.get("/mensen/")
    assert len(many) == len(few)


def test_an_invitation_makes_the_account_the_role_and_the_mail(portaal, mailoutbox):
    response = portaal.post("/mensen/nieuw/", invitation(), follow=True)
    noor = Gebruiker.objects.get(email="noor@koers.example")
    assert [rol.rol for rol in noor.aanstellingen.all()] == ["redacteur"]
    assert "De uitnodiging gaat naar noor@koers.example." in text(response)
    deliver(now=klok.now)
    assert mailoutbox[0].to == ["noor@koers.example"]


@pytest.mark.parametrize(
    ("change", "zin"),
    [
        ({"email": "geen adres"}, "geldig"),
        ({"email": "bea@koers.example"}, "bestaat al"),
        ({"naam": ""}, "Vul dit veld in"),
        ({"naam": "x" * 121}, "120"),
        ({"rol": "keizer"}, "keizer"),
        ({"rol": "ambtenaar"}, "kies welke"),
        ({"tot": "2020-01-01"}, "voor de eerste"),
        ({"vanaf": "31-31-2026"}, "geldige datum"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words_and_keeps_what_was_typed(portaal, bea, change, zin):
    response = portaal.post("/mensen/nieuw/", invitation(**change))
    assert response.status_code == 422
    assert zin in text(response)
    assert Gebruiker.objects.count() == 1
    assert response.context["form"]["naam"].value() == change.get("naam", "Noor Nieuw")


def test_a_role_is_given_and_shown_with_its_period(portaal, olga):
    vandaag = klok.today()
    data = {"rol": "controller", "eigenaar": "", "vanaf": vandaag.isoformat(), "tot": ""}
    html = text(portaal.post(f"/mensen/{olga.pk}/rollen/nieuw/", data, follow=True))
    assert "Controller" in html
    assert "Olga Test, controller staat genoteerd." in html


def test_a_role_for_oneself_is_refused_with_the_reason(portaal, bea):
    data = {"rol": "controller", "eigenaar": "", "vanaf": klok.today().isoformat(), "tot": ""}
    response = portaal.post(f"/mensen/{bea.pk}/rollen/nieuw/", data)
    assert response.status_code == 403
    assert "Vraag het een andere beheerder" in text(response)


def test_a_role_is_taken_away_and_moves_to_the_earlier_ones(portaal, olga, as_user):
    row = olga.aanstellingen.get()
    gisteren = klok.today() - timedelta(days=1)
    html = text(portaal.post(f"/mensen/rollen/{row.pk}/intrekken/", {"laatste_dag": gisteren.isoformat()}, follow=True))
    assert "Eerdere rollen" in html
    assert "Geen rol." in html


def test_the_last_beheerder_stays_with_the_reason_on_the_page(portaal, bea):
    row = bea.aanstellingen.get()
    response = portaal.post(f"/mensen/rollen/{row.pk}/intrekken/", {"laatste_dag": klok.today().isoformat()})
    assert response.status_code == 422
    assert "Dit is de laatste beheerder" in text(response)
    bea.aanstellingen.get(tot=None)


def test_closing_an_account_asks_first_then_ends_every_session_and_is_logged(portaal, olga, as_user):
    elsewhere = as_user(olga)
    assert "Sluit dit account af?" in text(portaal.get(f"/mensen/{olga.pk}/afsluiten/"))
    portaal.post(f"/mensen/{olga.pk}/afsluiten/")
    assert not Gebruiker.objects.get(pk=olga.pk).is_active
    assert elsewhere.get("/").url.startswith("/aanmelden/")
    assert Logregel.objects.filter(zin="Bea Test sloot het account van Olga Test.").exists()
    assert "Olga Test" in text(portaal.get("/mensen/?toon=afgesloten"))


def test_an_owner_is_renamed_and_the_log_says_from_what(portaal, hengelo):
    data = {"naam": "Hengelo (O)", "vanaf": "2024-01-01", "tot": ""}
    portaal.post("/eigenaren/hengelo/wijzigen/", data)
    assert Logregel.objects.filter(zin="Bea Test wijzigde eigenaar Hengelo: heet nu Hengelo (O).").exists()


def test_an_owner_that_ends_before_it_begins_is_refused_in_words(portaal, hengelo):
    response = portaal.post(
        "/eigenaren/hengelo/wijzigen/", {"naam": "Hengelo", "vanaf": "2024-01-01", "tot": "2023-01-01"}
    )
    assert response.status_code == 422
    assert "laatste dag ligt voor de eerste" in text(response)


def test_a_person_without_a_role_can_read_what_is_public_and_sign_out(as_user):
    client = as_user(Gebruiker.objects.create_user("leeg@koers.example", naam="Leen Leeg"))
    assert client.get("/").url == "/publicaties/"
    html = text(client.get("/publicaties/"))
    assert "Leen Leeg" in html
    assert "Meld af" in html


def test_a_passer_by_finds_the_way_in_on_every_public_page(client):
    html = text(client.get("/privacy/"))
    assert 'href="/aanmelden/"' in html
    assert "Meld af" not in html
