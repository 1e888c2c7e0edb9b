"""The page of a theme line, and changing names and order on screen."""

from datetime import date

import pytest

from koers.lib import klok
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part
from themalijnen.models import Doel, Themalijn, ThemalijnNaam


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def ouderen(db) -> Themalijn:
    thema = make_thema("ouderen", "Ouderen", 4)
    make(ThemalijnNaam, themalijn=thema, naam="Ouder worden", vanaf=date(2026, 2, 1))
    return thema


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_the_page_shows_its_projects_with_participation_and_news(ouderen, hengelo, olga, as_user):
    project = make_project("mantelzorg", "Mantelzorg", ouderen)
    make_project("oud", "Oud project", ouderen, 2, tot=date(2026, 2, 2))
    make(Doel, themalijn=ouderen, tekst="Langer thuis wonen.")
    take_part(project, hengelo, "pilot")
    approve(make_ronde(2025, 4), "Het onderzoek is af. Er is een box.", "Nog iets.", project=project, tijd="groen")
    html = page(as_user(olga), "/themalijnen/ouderen/")
    assert "<h1>Ouder worden</h1>" in html
    assert "Voorheen Ouderen" in html
    assert "1 lopend regionaal project, 1 dit jaar afgerond." in html
    assert "Eén pilotgemeente." in html
    assert "Het onderzoek is af." in html
    assert "En nog 1 bericht<" in html
    assert "Langer thuis wonen." in html


def test_on_an_earlier_day_it_has_its_old_name_and_no_later_news(ouderen, olga, as_user):
    project = make_project("mantelzorg", "Mantelzorg", ouderen)
    approve(make_ronde(2025, 4), "Het onderzoek is af.", project=project, op=date(2026, 1, 20))
    html = page(as_user(olga), "/themalijnen/ouderen/?peildatum=2026-01-19")
    assert "<h1>Ouderen</h1>" in html
    assert "Het onderzoek is af." not in html
    page(as_user(olga), "/themalijnen/ouderen/?peildatum=2023-01-01", 404)


def test_without_projects_it_says_so(ouderen, olga, as_user):
    html = page(as_user(olga), "/themalijnen/ouderen/")
    assert "Op deze dag staat geen project onder deze themalijn." in html
    assert "Geen doelen in de bron." in html


def test_a_line_that_ended_says_when(olga, as_user):
    make_thema("mentaal", "Mentale gezondheid", 3, tot=date(2025, 12, 31))
    assert "eindigde op 31 december 2025" in page(as_user(olga), "/themalijnen/mentaal/")


def test_bente_renames_a_line_on_screen(ouderen, bente, as_user):
    client = as_user(bente)
    page(client, "/themalijnen/ouderen/naam/")
    again = client.post("/themalijnen/ouderen/naam/", {"naam": "X", "vanaf": "2026-02-01"})
    assert again.status_code == 422
    assert "Op 1 februari 2026 is de naam van deze themalijn al gewijzigd." in again.content.decode()
    assert client.post("/themalijnen/ouderen/naam/", {"naam": "Senioren", "vanaf": "2026-03-10"}).status_code == 302
    assert "<h1>Senioren</h1>" in page(client, "/themalijnen/ouderen/")
    assert "<h1>Ouder worden</h1>" in page(client, "/themalijnen/ouderen/?peildatum=2026-03-09")


def test_bente_corrects_a_slip_in_a_name(ouderen, bente, as_user):
    step = ouderen.namen.get(naam="Ouder worden")
    client, url = as_user(bente), f"/themalijnen/ouderen/naam/{step.pk}/"
    page(client, url)
    assert client.post(url, {"naam": "Ouder wórden", "reden": "accent"}).status_code == 302
    assert "<h1>Ouder wórden</h1>" in page(client, "/themalijnen/ouderen/")


def test_the_order_of_the_lines_changes_every_list(ouderen, bente, as_user):
    make_project("mantelzorg", "Mantelzorg", ouderen)
    make_project("valpreventie", "Valpreventie", make_thema("preventie", "Preventie", 2, volgorde=2))
    client = as_user(bente)
    assert page(client, "/projecten/").index("Mantelzorg") < page(client, "/projecten/").index("Valpreventie")
    page(client, "/themalijnen/volgorde/")
    assert client.post("/themalijnen/volgorde/", {"ouderen": 2, "preventie": 2}).status_code == 422
    assert client.post("/themalijnen/volgorde/", {"ouderen": 2, "preventie": 1}).status_code == 302
    html = page(client, "/projecten/")
    assert html.index("Valpreventie") < html.index("Mantelzorg")


@pytest.mark.parametrize("wie", ["tom", "rik", "olga", "bea"])
def test_names_and_order_are_the_programmamanagers(ouderen, as_user, request, wie):
    client = as_user(request.getfixturevalue(wie))
    for url in ("/themalijnen/ouderen/naam/", "/themalijnen/volgorde/", "/themalijnen/ouderen/projecten/"):
        assert client.get(url).status_code == 403
        assert client.post(url, {"naam": "X", "vanaf": "2026-03-10"}).status_code == 403
    assert "Wijzig de naam" not in page(client, "/themalijnen/ouderen/")
