"""Forms that change the money, or say why not; and the same number of queries for one row as for twelve."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien import services
from financien.models import Beschikking, Boeking, Capaciteit, Jaarschijf, Regeling
from koers.eigenaren.models import Eigenaar
from koers.toegang.models import Gebruiker
from projecten.models import ProjectNaam
from tests.conftest import make_eigenaar
from tests.factories import make
from tests.financien.conftest import Award, D, book, text

GELD = "/geld/?jaar=2024"
AWARD = "/geld/beschikkingen/spuk-iza-samentwente/"


# --- forms -----------------------------------------------------------------------------------------------------------

LINE = {"datum": "2024-06-01", "stuk": "N-1", "regel": "1", "omschrijving": "Scholing", "bedrag": "1.234,56"}


def test_controller_records_a_cost_in_dutch_notation(iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    response = as_user(frank).post(f"{AWARD}boekingen/", LINE, follow=True)
    assert Boeking.objects.get(stuk="N-1").bedrag == Decimal("1234.56")
    assert "De boeking staat op 2024." in text(response)


def test_projects_are_offered_under_their_names(iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    project = make(ProjectNaam, naam="Valpreventie bij ouderen").project
    client = as_user(frank)
    assert "Valpreventie bij ouderen" in text(client.get(f"{AWARD}boekingen/"))
    client.post(f"{AWARD}boekingen/", LINE | {"project": project.pk})
    assert Boeking.objects.get(stuk="N-1").project == project


def test_a_project_is_offered_under_its_new_name_once_renamed(
    iza_award: Beschikking, frank: Gebruiker, as_user
) -> None:
    naam = make(ProjectNaam, naam="Valpreventie bij ouderen")
    client = as_user(frank)
    client.get(f"{AWARD}boekingen/")
    ProjectNaam.objects.create(project=naam.project, naam="Stevig staan", vanaf=naam.vanaf + timedelta(days=1))
    assert "Stevig staan" in text(client.get(f"{AWARD}boekingen/"))


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("bedrag", "12,345", "hoogstens twee cijfers achter de komma"),
        ("bedrag", "twaalf", "hoogstens twee cijfers achter de komma"),
        ("bedrag", "9" * 20, "te groot"),
        ("bedrag", "", "Vul een bedrag in"),
        ("bedrag", "0", "Een boeking van nul verandert niets"),
        ("datum", "2027-01-01", "buiten de looptijd"),
        ("datum", "1 juni", "Dit is geen dag"),
        ("omschrijving", "", "waaraan dit is besteed"),
        ("omschrijving", "x" * 201, "200"),
        ("stuk", "S-1", "is er al met andere inhoud"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(
    iza_award: Beschikking, frank: Gebruiker, as_user, veld: str, waarde: str, zin: str
) -> None:
    response = as_user(frank).post(f"{AWARD}boekingen/", LINE | {veld: waarde})
    assert response.status_code == 200
    assert zin in text(response)
    assert Boeking.objects.count() == 1


def test_controller_divides_what_is_left_and_is_refused_above_the_cap(
    iza: Regeling, samentwente: Eigenaar, award: Award, frank: Gebruiker, as_user
) -> None:
    beschikking = award(iza, samentwente, "1000.00", lasten="600.00")
    client, adres = as_user(frank), f"{AWARD}bestemmingen/2024/"
    assert 'value="200,00"' in client.get(adres).content.decode()
    refused = client.post(adres, {"mee_2024_2025": "150,00", "mee_2024_2026": "50,01"})
    assert "0,01 te veel" in text(refused)
    assert not beschikking.bestemmingen.exists()
    assert client.post(adres, {"mee_2024_2025": "150,00", "mee_2024_2026": ""}).status_code == 302
    assert [row.bedrag for row in beschikking.bestemmingen.all()] == [150, 250]


def test_overspent_year_cannot_be_divided_and_says_so(
    iza: Regeling, samentwente: Eigenaar, award: Award, frank: Gebruiker, as_user
) -> None:
    award(iza, samentwente, "1000.00", lasten="1000.01")
    response = as_user(frank).get(f"{AWARD}bestemmingen/2024/", follow=True)
    assert "Er is € 0,01 meer uitgegeven dan er beschikbaar was." in text(response)


def test_repayment_is_taken_to_its_next_step(iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    row = iza_award.bestemmingen.get(soort="terugstorten")
    client, adres = as_user(frank), f"/geld/terugstortingen/{row.pk}/"
    assert "in SiSa" in text(client.get(adres))
    assert "voor de vorige stap" in text(client.post(adres, {"vanaf": "2026-01-01"}))
    assert client.post(adres, {"vanaf": "2026-07-14"}).status_code == 302
    row.refresh_from_db()
    assert row.stap == "sisa"


def test_line_of_a_settled_year_offers_only_a_correction(
    iza_award: Beschikking, frank: Gebruiker, nu: datetime, as_user
) -> None:
    row = iza_award.bestemmingen.get(soort="terugstorten")
    for stap in ("sisa", "vastgesteld"):
        row = services.advance_terugstorting(actor=None, bestemming=row, stap=stap, now=nu)
    client, line = as_user(frank), Boeking.objects.get()
    page = client.get(f"/geld/boekingen/{line.pk}/")
    assert "Leg een correctie vast in een jaar dat nog open is." in text(page)
    assert 'name="bedrag"' not in page.content.decode()
    correctie = {"datum": "2025-02-01", "stuk": "C-1", "bedrag": "-100,00", "reden": "dubbel geboekt"}
    assert client.post(f"/geld/boekingen/{line.pk}/correctie/", correctie).status_code == 302
    assert Boeking.objects.get(stuk="C-1").corrigeert == line
    assert "dubbel geboekt" in text(client.get(f"{AWARD}?jaar=2025"))


def test_line_is_removed_after_asking(iza_award: Beschikking, frank: Gebruiker, as_user) -> None:
    client, adres = as_user(frank), f"/geld/boekingen/{Boeking.objects.get().pk}/verwijderen/"
    assert "Verwijder boeking S-1?" in text(client.get(adres))
    assert Boeking.objects.exists()
    client.post(adres)
    assert not Boeking.objects.exists()


def test_grant_and_rule_are_set_by_the_controller(
    iza_award: Beschikking, gala: Regeling, frank: Gebruiker, as_user
) -> None:
    client = as_user(frank)
    client.post(f"{AWARD}toekenningen/2025/", {"toegekend": "5.326.438", "programmadeel": ""})
    schijf = Jaarschijf.objects.get(jaar=2025)
    assert (schijf.toegekend, schijf.programmadeel) == (D("5326438.00"), None)
    regel = {"meenemen_percentage": "10", "meenemen_bedrag": "5", "status": "bevestigd", "bron": "regeling"}
    assert client.post("/geld/regelingen/spuk-gala/regels/2025/", regel).status_code == 200
    assert not gala.regels.exists()
    assert client.post("/geld/regelingen/spuk-gala/regels/2025/", regel | {"meenemen_bedrag": ""}).status_code == 302
    assert "Ten hoogste 10% van de toekenning mag mee naar 2026." in text(client.get("/geld/regelingen/spuk-gala/"))


def test_fte_of_a_year_is_set_and_empty_is_not_reported(bente: Gebruiker, hengelo: Eigenaar, as_user) -> None:
    client, adres = as_user(bente), "/geld/capaciteit/hengelo/2026/"
    assert client.post(adres, {"gepland_1": "2,4", "ingevuld_1": "1,6", "gepland_2": "2,4"}).status_code == 302
    assert "1,6 van 2,4 niet gemeld van 2,4 niet gemeld niet gemeld" in text(client.get("/geld/capaciteit/?jaar=2026"))
    assert "Vul ook in wat er gepland was." in text(client.post(adres, {"ingevuld_3": "1"}))
    assert Capaciteit.objects.count() == 2


# --- the same number of queries --------------------------------------------------------------------------------------


def test_pages_cost_the_same_queries_for_one_row_as_for_twelve(
    gala: Regeling, award: Award, frank: Gebruiker, nu: datetime, as_user
) -> None:
    client = as_user(frank)
    first = award(gala, make_eigenaar("Gemeente 0"), "1000.00", lasten="600.00")
    adressen = (GELD, "/geld/regelingen/", "/geld/regelingen/spuk-gala/", "/geld/capaciteit/")
    adressen += (f"/geld/beschikkingen/{first.slug}/?jaar=2024",)
    counts = [_queries(client, adres) for adres in adressen]
    for i in range(1, 12):
        award(gala, make_eigenaar(f"Gemeente {i}"), "1000.00", lasten="600.00")
        book(first, "1.00", nu=nu, stuk=f"N-{i}")
    assert [_queries(client, adres) for adres in adressen] == counts


def _queries(client, adres: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(adres).status_code == 200
    return len(queries)
