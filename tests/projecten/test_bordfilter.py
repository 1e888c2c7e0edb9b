"""The board by theme line, gemeente, state and person: the same on the screen and in the file."""

from __future__ import annotations

import csv
import io

import pytest

from koers.toegang.rights import Rol
from projecten.services.voortgang import return_voortgang
from tests.conftest import make_gebruiker
from tests.projecten.rondes import GESLOTEN, MAART, Spel, lead, make_spel, set_clock
from tests.projecten.streek import make_project

pytestmark = pytest.mark.django_db
URL = "/rondes/2026-Q1/"


@pytest.fixture
def spel(tom, pia, rik, almelo, hengelo, monkeypatch) -> Spel:
    """Mantelzorg came back to Tom, Kinderarmoede is nobody's, Almelo handed in, Hengelo has nobody, JOGG is Lars'."""
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    jogg = make_project("jogg", "JOGG", soort="lokaal", gemeente=almelo)
    lead(jogg, make_gebruiker("Lars Test", Rol.REGIONAAL))
    entry = spel.submit(tom, spel.van_tom, "Nieuws")
    return_voortgang(actor=rik, voortgang=entry, opmerking="Anders", now=MAART)
    spel.submit(pia, spel.van_pia, "Nieuws")
    return spel


def shown(client, query: str) -> list[str]:
    """What the screen shows; the file must have the same."""
    on_screen = [plicht.naam for plicht in client.get(URL + query).context["blad"].getoond.plichten]
    text = client.get(f"{URL}bord.csv{query}").content.decode("utf-8-sig")
    assert [row[1] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]] == on_screen
    return on_screen


def test_each_choice_stands_in_the_address(spel, bente, tom, as_user):
    client = as_user(bente)
    for query, names in {
        "": ["Evaluatie", "Mantelzorg", "Kinderarmoede", "JOGG (Almelo)", "Almelo", "Hengelo"],
        "?thema=ouderen": ["Mantelzorg", "Kinderarmoede"],
        "?thema=gemeenten": ["Almelo", "Hengelo"],
        "?gemeente=almelo": ["JOGG (Almelo)", "Almelo"],
        "?staat=teruggestuurd": ["Mantelzorg"],
        "?staat=ingediend": ["Almelo"],
        "?staat=ontbreekt&thema=ouderen": ["Mantelzorg", "Kinderarmoede"],
        "?staat=niet-begonnen&thema=ouderen": ["Kinderarmoede"],
        "?staat=zonder-contact": ["Kinderarmoede", "Hengelo"],
        "?staat=te-laat": [],
        "?wie=redacteur": ["Almelo"],
        "?wie=niemand": ["Kinderarmoede", "Hengelo"],
        f"?wie={tom.pk}": ["Mantelzorg"],
        f"?wie={tom.pk}&staat=ingediend": [],
    }.items():
        assert shown(client, query) == names, query


def test_late_and_waiting_are_told_in_the_file(spel, bente, as_user, monkeypatch):
    set_clock(monkeypatch, MAART.replace(day=17))
    client = as_user(bente)
    assert shown(client, "?staat=te-laat")[1:] == ["Mantelzorg", "Kinderarmoede", "JOGG (Almelo)", "Hengelo"]
    text = client.get(f"{URL}bord.csv?wie=redacteur").content.decode("utf-8-sig")
    assert "Van de gemeenten;Almelo;Almelo;Pia Test;wacht op de redacteur;nee;de redacteur;10 maart 2026" in text


def test_the_overview_counts_and_leads_to_what_it_counts(spel, bente, as_user):
    blad = as_user(bente).get(URL).context["blad"]
    ouderen = next(rij for rij in blad.overzicht if rij.groep.slug == "ouderen")
    assert {kop: number for kop, number, _ in ouderen.getallen} == {
        "Goedgekeurd": 0,
        "Wacht op redacteur": 0,
        "Teruggestuurd": 1,
        "Niet begonnen": 1,
        "Te laat": 0,
    }
    url = next(url for kop, _, url in ouderen.getallen if kop == "Teruggestuurd")
    assert shown(as_user(bente), url.split("#")[0]) == ["Mantelzorg"]


@pytest.mark.parametrize("query", ["?thema=x", "?staat=rood", "?wie=0", "?gemeente=menzis"])
def test_a_choice_that_does_not_exist_is_a_sentence(spel, bente, as_user, query):
    response = as_user(bente).get(URL + query)
    assert response.status_code == 400
    assert "bestaat niet in deze ronde" in response.content.decode()


def test_nothing_that_matches_is_told_with_a_way_back(spel, bente, as_user, monkeypatch):
    html = as_user(bente).get(f"{URL}?staat=heropend").content.decode()
    assert "Niets past bij deze keuze." in html
    set_clock(monkeypatch, GESLOTEN)
    assert as_user(bente).get(f"{URL}?staat=te-laat").status_code == 200
