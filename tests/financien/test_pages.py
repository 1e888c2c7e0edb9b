"""The pages of the money: who gets in, what is on them, and forms that change it or say why not."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from html import unescape

import pytest

from financien import services
from financien.models import Beschikking, Boeking, Oorzaak, Regeling
from koers.eigenaren.models import Eigenaar
from koers.toegang.models import Gebruiker
from projecten.models import Controlegetal
from tests.financien.conftest import JAAR, Award, D, text

GELD = "/geld/?jaar=2024"
AWARD = "/geld/beschikkingen/spuk-iza-samentwente/"


@pytest.fixture
def gemeenten(gala: Regeling, almelo: Eigenaar, hengelo: Eigenaar, iza_award: Beschikking, award: Award) -> None:
    award(gala, almelo, "500.00", lasten="111.11")
    award(gala, hengelo, "700.00", lasten="222.22")


# --- who gets in -----------------------------------------------------------------------------------------------------

READERS = ("bente", "rik", "frank", "tom", "olga", "anna", "menno", "bram", "aad", "pia")
ADDRESSES = {
    "/geld/": READERS,
    "/geld/rijen.csv": READERS,
    "/geld/regelingen/": READERS,
    "/geld/regelingen/spuk-gala/": READERS,
    AWARD: READERS,
    "/geld/beschikkingen/spuk-gala-hengelo/": ("bente", "rik", "frank", "olga", "bram"),
    "/geld/beschikkingen/spuk-gala-almelo/": ("bente", "rik", "frank", "anna", "aad", "pia"),
    "/geld/beschikkingen/spuk-gala-hengelo/boekingen/": ("frank",),
    "/geld/beschikkingen/spuk-gala-hengelo/bestemmingen/2024/": ("frank",),
    "/geld/beschikkingen/spuk-gala-hengelo/toekenningen/2024/": ("frank",),
    "/geld/beschikkingen/spuk-gala-hengelo/oorzaken/2024/": ("frank",),
    "/geld/regelingen/spuk-gala/regels/2024/": ("frank",),
    "/geld/capaciteit/": ("frank", "bente"),
    "/geld/capaciteit/hengelo/2026/": ("frank", "bente"),
}


@pytest.mark.parametrize("adres", ADDRESSES)
def test_address_opens_for_exactly_these_people(
    adres: str, gemeenten: None, request: pytest.FixtureRequest, as_user
) -> None:
    people = (*READERS, "bea")
    opens = {naam for naam in people if as_user(request.getfixturevalue(naam)).get(adres).status_code == 200}
    assert opens == set(ADDRESSES[adres])


@pytest.mark.parametrize("naam", ["anna", "menno", "tom"])
def test_award_of_another_gemeente_is_not_there(
    naam: str, gemeenten: None, request: pytest.FixtureRequest, as_user
) -> None:
    client = as_user(request.getfixturevalue(naam))
    assert client.get("/geld/beschikkingen/spuk-gala-hengelo/").status_code == 404
    assert client.get("/geld/beschikkingen/bestaat-niet/").status_code == 404


def test_visible_award_refuses_a_reader_who_wants_to_change_it(gemeenten: None, olga: Gebruiker, as_user) -> None:
    response = as_user(olga).post("/geld/beschikkingen/spuk-gala-hengelo/boekingen/", {"bedrag": "1"})
    assert response.status_code == 403
    assert Boeking.objects.count() == 3


@pytest.mark.parametrize("adres", ["/geld/?jaar=twee", "/geld/?jaar=1999", f"{AWARD}?jaar=20244"])
def test_year_that_is_no_year_is_told(adres: str, iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    response = as_user(frank).get(adres)
    assert response.status_code == 400
    assert "Schrijf het jaar met vier cijfers" in text(response)


# --- the programme ---------------------------------------------------------------------------------------------------


def test_programme_page_shows_bridge_equation_and_checks(
    iza_award: Beschikking, brief: list[Controlegetal], olga: Gebruiker, as_user
) -> None:
    page = text(as_user(olga).get(GELD))
    assert "Van € 1.000 is € 600 besteed, gaat € 200 mee en € 200 terug" in page
    assert "Alle 4 cijfers van de bron komen uit de boekingen." in page
    assert "SamenTwente 0,00 1.000,00 600,00 200,00 naar 2025 200,00 0,00" in page
    assert "wijkt af" not in page


def test_one_changed_boeking_changes_page_and_chart_and_turns_the_check_red(
    iza_award: Beschikking, brief: list[Controlegetal], frank: Gebruiker, as_user
) -> None:
    client, line = as_user(frank), Boeking.objects.get()
    before = client.get(GELD).content.decode()
    adres = f"/geld/boekingen/{line.pk}/"
    form = client.get(adres).context["form"]
    data = {naam: form[naam].value() or "" for naam in form.fields} | {"bedrag": "610,00", "datum": "2024-05-17"}
    assert client.post(adres, data).status_code == 302

    response = client.get(GELD)
    after, page = response.content.decode(), text(response)
    assert "Van € 1.000 is € 610 besteed; er is € 10 meer besteed en bestemd dan er was" in page
    assert "1 van de 4 cijfers komt niet meer overeen met de bron." in page
    assert "Lasten 2024 Raadsbrief wijkt af € 600 € 610,00 € 10,00" in page
    assert "610,00 200,00 naar 2025 200,00 −10,00 sluit niet" in page
    assert chart(before) != chart(after)
    assert "€ 610" in unescape(chart(after)).replace("\u00a0", " ")
    award = text(client.get(f"{AWARD}?jaar=2024"))
    assert "2024 sluit niet: het verschil is −€ 10,00." in award


def chart(html: str) -> str:
    """The drawing of the bridge."""
    found = re.search(r'<svg class="grafiek g-brug".*?</figure>', html, re.DOTALL)
    assert found
    return found[0].split("<details>")[0]


def test_invented_split_is_marked_on_every_page_that_shows_it(
    iza: Regeling, samentwente: Eigenaar, award: Award, frank: Gebruiker, as_user
) -> None:
    award(iza, samentwente, "1000.00", lasten="600.00", herkomst="fictief")
    for adres in (GELD, f"{AWARD}?jaar=2024", "/geld/regelingen/spuk-iza/"):
        assert '<span class="merk">fictief</span>' in as_user(frank).get(adres).content.decode(), adres


def test_what_stands_in_a_source_is_not_marked(iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    assert '<span class="merk">fictief</span>' not in as_user(frank).get(GELD).content.decode()


def test_reader_finds_no_amount_of_another_gemeente_on_page_or_in_file(
    gemeenten: None, anna: Gebruiker, as_user
) -> None:
    client = as_user(anna)
    for adres in (GELD, "/geld/rijen.csv?jaar=2024", "/geld/regelingen/spuk-gala/"):
        content = client.get(adres).content.decode()
        assert "222,22" not in content, adres
        assert "222.22" not in content, adres
        assert "spuk-gala-hengelo" not in content, adres
    assert "2 gemeenten samen" in text(client.get(GELD))


def test_file_has_the_rows_of_the_page_as_exact_numbers(gemeenten: None, frank: Gebruiker, as_user) -> None:
    response = as_user(frank).get("/geld/rijen.csv?jaar=2024")
    kop, *rijen = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    lasten = kop.index("Lasten")
    assert {(rij[1], rij[lasten].replace(",", ".")) for rij in rijen} == {
        ("SamenTwente", "600.00"),
        ("Almelo", "111.11"),
        ("Hengelo", "222.22"),
    }


def test_unknown_programmadeel_is_told_apart(
    iza_award: Beschikking, gala: Regeling, hengelo: Eigenaar, award: Award, frank: Gebruiker, as_user
) -> None:
    award(gala, hengelo, "700.00", programmadeel=None)
    page = text(as_user(frank).get(GELD))
    assert "Van 1 beschikking is het deel voor het programma niet bekend; die telt niet mee." in page
    assert "Hengelo niet bekend 700,00" in page
    assert "Van € 1.000 is € 600 besteed" in page


def test_year_with_nothing_says_what_comes_and_from_whom(db: None, frank: Gebruiker, as_user) -> None:
    page = text(as_user(frank).get(GELD))
    assert "Over dit jaar is nog niets vastgelegd. De controller legt eerst de toekenningen vast" in page


# --- one award -------------------------------------------------------------------------------------------------------


def test_award_shows_its_equation_rule_and_repayment(iza_award: Beschikking, menno: Gebruiker, as_user) -> None:
    page = text(as_user(menno).get(f"{AWARD}?jaar=2024"))
    assert "2024 sluit op de cent." in page
    assert "Ten hoogste 20% van de toekenning mag mee naar 2025 of 2026." in page
    assert "20% × 1.000,00 = 200,00 hoogstens; gebruikt: alles" in page
    assert "regel niet bevestigd" in page
    assert "€ 200,00 van 2024: verwacht" in page


def test_only_the_controller_sees_the_lines_others_the_sums(
    iza_award: Beschikking, frank: Gebruiker, menno: Gebruiker, bente: Gebruiker, as_user
) -> None:
    assert "S-1" in text(as_user(frank).get(AWARD))
    for gebruiker in (menno, bente):
        page = text(as_user(gebruiker).get(AWARD))
        assert "S-1" not in page
        assert "Projectleiding" not in page
        assert "Q2 2024 1 600,00" in page


def test_award_warns_in_its_last_ninety_days(
    iza_award: Beschikking, olga: Gebruiker, as_user, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koers.lib.klok.today", lambda: date(2026, 10, 1))
    assert "tot en met 31 december 2026: nog" not in text(as_user(olga).get(AWARD))
    monkeypatch.setattr("koers.lib.klok.today", lambda: date(2026, 10, 2))
    assert "Deze beschikking loopt tot en met 31 december 2026: nog 90 dagen." in text(as_user(olga).get(AWARD))


def test_award_says_what_is_unexplained_and_asks_the_controller(
    iza_award: Beschikking, frank: Gebruiker, nu: datetime, as_user
) -> None:
    services.set_begroting(actor=None, beschikking=iza_award, jaar=JAAR, post="Team", bedrag=D("900.00"), now=nu)
    client = as_user(frank)
    assert "Van de afwijking is € 300,00 nog niet verklaard." in text(client.get(AWARD))
    adres = f"{AWARD}oorzaken/2024/"
    assert client.post(adres, {"soort": "werving", "omschrijving": "Werving", "bedrag": "290,00"}).status_code == 302
    assert "Nog niet verklaard 10,00" in text(client.get(AWARD))
    assert client.post(adres, {"soort": "anders", "omschrijving": "Rest", "bedrag": "10"}).status_code == 302
    page = text(client.get(AWARD))
    assert "Nog niet verklaard" not in page
    assert "Afwijking begroot 900,00 − lasten 600,00 300,00" in page


def test_cause_is_changed_and_removed(iza_award: Beschikking, frank: Gebruiker, nu: datetime, as_user) -> None:
    oorzaak = services.record_oorzaak(
        actor=None, jaar=JAAR, soort="werving", omschrijving="Werving", beschikking=iza_award, now=nu
    )
    client, adres = as_user(frank), f"/geld/oorzaken/{oorzaak.pk}/"
    client.post(adres, {"soort": "werving", "omschrijving": "Werving", "bedrag": "5,50"})
    assert Oorzaak.objects.get().bedrag == D("5.50")
    client.post(adres, {"verwijder": "ja"})
    assert not Oorzaak.objects.exists()
