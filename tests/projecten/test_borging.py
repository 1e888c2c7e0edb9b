"""Who keeps a result: recorded by who leads the project, looked at again a year on, and read in one register."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Partner
from koers.lib import klok
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Borging, BorgingControle
from projecten.rules.borging import VOORBIJ, next_check, year_after
from projecten.selectors.borging import load_mine
from projecten.services.borging import check_borging, record_borging
from tests.factories import make
from tests.projecten.rondes import lead, page
from tests.projecten.streek import make_project, make_thema

LANG = date(2025, 3, 1)
VANDAAG = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def sport(db):
    return make(Partner, naam="Sport Netwerk", slug="sport-netwerk")


@pytest.fixture
def beweging(tom):
    project = make_project("beweging", "In Beweging", make_thema("gezond", "Gezond leven"))
    lead(project, tom)
    return project


@pytest.fixture
def oud(beweging, sport):
    """A borging of more than a year ago."""
    return make(Borging, project=beweging, partner=sport, gemeld_op=LANG, afspraak="Convenant 2025")


# ── the rule ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "next_year"),
    [(date(2025, 3, 1), date(2026, 3, 1)), (date(2024, 2, 29), date(2025, 2, 28)), (VANDAAG, date(2027, 3, 10))],
)
def test_a_year_after(day, next_year):
    assert year_after(day) == next_year


def test_the_next_check_is_a_year_after_the_last_and_none_once_it_is_over():
    assert next_check(LANG) == date(2026, 3, 1)
    assert next_check(LANG, VANDAAG, "aandacht") == date(2027, 3, 10)
    assert next_check(LANG, VANDAAG, VOORBIJ) is None


# ── recording ───────────────────────────────────────────────────────────────


def test_tom_records_a_borging_of_the_project_he_leads(beweging, sport, tom, as_user):
    client = as_user(tom)
    assert "/projecten/beweging/borging/" in page(client.get("/projecten/beweging/"))
    sent = {"bij": f"partner-{sport.pk}", "vanaf": "2026-02-01", "gemeld_op": "2026-03-01", "afspraak": "Convenant"}
    html = page(client.post("/projecten/beweging/borging/", sent, follow=True))
    assert "Geborgd bij Sport Netwerk" in html
    assert "Convenant. Volgende controle: 1 februari 2027." in html
    row = Borging.objects.get()
    assert (row.partner, row.eigenaar, row.vanaf, row.gemeld_op) == (sport, None, date(2026, 2, 1), date(2026, 3, 1))
    assert Logregel.objects.first().zin == "In Beweging is geborgd bij Sport Netwerk."


def test_bente_records_one_of_any_project_at_an_eigenaar(beweging, hengelo, bente, as_user):
    sent = {"bij": f"eigenaar-{hengelo.pk}", "vanaf": "", "gemeld_op": "2026-03-01", "afspraak": ""}
    as_user(bente).post("/projecten/beweging/borging/", sent)
    assert Borging.objects.get().eigenaar == hengelo


def test_who_does_not_lead_it_is_told_why(sport, tom, as_user):
    other = make_project("ander", "Ander project")
    response = as_user(tom).get("/projecten/ander/borging/")
    assert response.status_code == 403
    assert "U leidt Ander project niet." in page(response)
    assert "/projecten/ander/borging/" not in page(as_user(tom).get("/projecten/ander/"))
    with pytest.raises(NotAllowed, match="U leidt Ander project niet"):
        record_borging(actor=tom, project=other, partner=sport, gemeld_op=LANG, now=klok.now())
    assert not Borging.objects.exists()


@pytest.mark.parametrize(
    ("fields", "zin"),
    [
        ({"gemeld_op": date(2026, 3, 11)}, "moet nog komen"),
        ({"vanaf": VANDAAG}, "begint na de dag waarop zij is gemeld"),
        ({"vanaf": date(2019, 1, 1)}, "Het project begint op 1 januari 2024"),
        ({"gemeld_op": LANG}, "Op 1 maart 2025 is van dit project al een borging gemeld"),
        ({"partner": None}, "Kies één organisatie"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(oud, beweging, sport, tom, nu, fields, zin):
    values = {"partner": sport, "gemeld_op": date(2026, 3, 1), **fields}
    with pytest.raises(ValidationError, match=zin):
        record_borging(actor=tom, project=beweging, now=nu, **values)
    assert Borging.objects.count() == 1


def test_a_forged_organisation_comes_back_with_the_form(beweging, tom, as_user):
    sent = {"bij": "partner-999", "gemeld_op": "2026-03-01"}
    response = as_user(tom).post("/projecten/beweging/borging/", sent)
    assert response.status_code == 422
    assert "Kies een organisatie uit de lijst." in page(response)
    assert not Borging.objects.exists()


# ── the check ───────────────────────────────────────────────────────────────


def test_tom_finds_the_check_among_his_tasks_and_makes_it(oud, tom, as_user):
    client = as_user(tom)
    address = f"/borgingen/{oud.pk}/controle/"
    html = page(client.get("/taken/"))
    assert "Er is 1 ding te doen." in html
    assert address in html
    assert "had gemoeten op 1 maart 2026" in html
    sent = {"datum": "2026-03-10", "uitkomst": "houdt-stand", "bevinding": "De lessen lopen."}
    html = page(client.post(address, sent, follow=True))
    assert "Gecontroleerd op 10 maart 2026: houdt stand. De lessen lopen. Volgende controle: 10 maart 2027." in html
    assert address not in page(client.get("/taken/"))
    assert BorgingControle.objects.get().door == tom
    assert Logregel.objects.first().zin == "Borging van In Beweging bij Sport Netwerk gecontroleerd: houdt stand."


def test_a_check_is_told_a_month_before_and_not_earlier(oud, tom):
    assert load_mine(tom, date(2026, 1, 29)) == []
    assert [rij.borging for rij in load_mine(tom, date(2026, 1, 30))] == [oud]


def test_without_a_leader_it_waits_for_the_programmamanager(oud, beweging, tom, bente, rik, as_user):
    assert load_mine(bente, VANDAAG) == []
    beweging.leiding.update(tot=date(2026, 1, 1))
    assert [rij.borging for rij in load_mine(bente, VANDAAG)] == [oud]
    assert load_mine(tom, VANDAAG) == load_mine(rik, VANDAAG) == []
    assert f"/borgingen/{oud.pk}/controle/" in page(as_user(bente).get("/taken/"))


@pytest.mark.parametrize(
    ("datum", "zin"),
    [
        (date(2026, 3, 11), "moet nog komen"),
        (date(2025, 2, 28), "dat is het sinds 1 maart 2025"),
        (date(2026, 3, 1), "Er is al een controle van 2 maart 2026"),
    ],
)
def test_a_check_on_an_impossible_day_is_refused(oud, tom, nu, datum, zin):
    make(BorgingControle, borging=oud, datum=date(2026, 3, 2))
    with pytest.raises(ValidationError, match=zin):
        check_borging(actor=tom, borging=oud, datum=datum, uitkomst="aandacht", bevinding="Iets", now=nu)
    assert BorgingControle.objects.count() == 1


def test_once_it_is_over_nothing_is_asked_and_nothing_taken(oud, tom, nu, as_user):
    make(BorgingControle, borging=oud, datum=date(2025, 6, 1), uitkomst=VOORBIJ)
    assert load_mine(tom, VANDAAG) == []
    with pytest.raises(ValidationError, match="niet meer is geborgd"):
        check_borging(actor=tom, borging=oud, datum=VANDAAG, uitkomst="aandacht", bevinding="Iets", now=nu)
    assert f"/borgingen/{oud.pk}/controle/" not in page(as_user(tom).get("/borgingen/"))


# ── the register ────────────────────────────────────────────────────────────


@pytest.fixture
def twee(oud, bente, hengelo):
    """A second one, of this year, of another theme line."""
    project = make_project("wonen", "Wonen", make_thema("thuis", "Thuis", teken=2))
    return make(Borging, project=project, partner=None, eigenaar=hengelo, gemeld_op=VANDAAG)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Wonen", "In Beweging"]),
        ("?controle=nu", ["In Beweging"]),
        ("?controle=straks", ["Wonen"]),
        ("?thema=thuis", ["Wonen"]),
        ("?bij=sport-netwerk", ["In Beweging"]),
        ("?bij=sport-netwerk&thema=thuis", []),
        ("?peildatum=2025-03-01", ["In Beweging"]),
        ("?peildatum=2025-02-28", []),
    ],
)
def test_screen_and_file_hold_the_same(twee, olga, as_user, query, names):
    client = as_user(olga)
    shown = client.get(f"/borgingen/{query}").context["register"].rijen
    lines = client.get(f"/borgingen/lijst.csv{query}").content.decode().splitlines()[1:]
    assert [rij.project.naam for rij in shown] == [line.split(";")[0] for line in lines] == names


def test_a_choice_that_does_not_exist_is_told(twee, olga, as_user):
    response = as_user(olga).get("/borgingen/?bij=niemand")
    assert response.status_code == 400
    assert "Deze keuze bestaat niet in het register van deze dag." in page(response)


def test_on_an_earlier_day_a_later_check_is_not_known(oud, tom, as_user):
    make(BorgingControle, borging=oud, datum=VANDAAG, bevinding="Loopt goed.")
    assert "Loopt goed." in page(as_user(tom).get("/borgingen/"))
    assert "Loopt goed." not in page(as_user(tom).get("/borgingen/?peildatum=2026-03-09"))


def test_twelve_borgingen_cost_as_many_queries_as_one(oud, sport, tom, as_user):
    client = as_user(tom)

    def queries(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    urls = ("/borgingen/", "/taken/", "/projecten/beweging/")
    one = [queries(url) for url in urls]
    for day in range(2, 13):
        row = make(Borging, project=oud.project, partner=sport, gemeld_op=date(2025, 3, day))
        make(BorgingControle, borging=row, datum=date(2025, 4, 1), door=tom)
    assert [queries(url) for url in urls] == one
