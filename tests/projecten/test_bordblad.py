"""A ronde too large for one page: its overview, one group at a time, and everything in the file."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.toegang.rights import Rol
from projecten.models import ExtraVraag, VraagAan
from projecten.selectors import bordblad, bordkader
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import return_voortgang
from tests.conftest import make_eigenaar, make_gebruiker
from tests.factories import make
from tests.projecten.rondes import MAART, Spel, lead, make_spel, set_clock
from tests.projecten.streek import make_project, make_thema, take_part

pytestmark = pytest.mark.django_db
URL = "/rondes/2026-Q1/"


@pytest.fixture
def spel(tom, pia, rik, almelo, hengelo, monkeypatch) -> Spel:
    """Evaluatie is in, Mantelzorg came back to Tom, Kinderarmoede is nobody's, Almelo handed in, JOGG is Lars'."""
    set_clock(monkeypatch, MAART)
    monkeypatch.setattr(bordkader, "GRENS", 3)
    spel = make_spel(tom, almelo)
    jogg = make_project("jogg", "JOGG", make_thema("jeugd", "Jeugd", 3, volgorde=9), soort="lokaal", gemeente=almelo)
    lead(jogg, make_gebruiker("Lars Test", Rol.REGIONAAL))
    spel.submit(rik, Onderwerp(rubriek=spel.evaluatie), "Nieuws")
    entry = spel.submit(tom, spel.van_tom, "Nieuws")
    return_voortgang(actor=rik, voortgang=entry, opmerking="Anders", now=MAART)
    spel.submit(pia, spel.van_pia, "Nieuws")
    return spel


def blad(client, query: str = ""):
    return client.get(URL + query).context["blad"]


def names(client, query: str = "") -> list[str]:
    return [plicht.naam for plicht in blad(client, query).getoond.plichten]


def test_without_a_choice_the_first_group_with_something_missing_is_open(spel, bente, as_user):
    client = as_user(bente)
    assert names(client) == ["Mantelzorg", "Kinderarmoede"]
    assert blad(client).open.slug == "ouderen"
    html = client.get(URL).content.decode()
    assert "Ouderen: 1 tot en met 2 van 2." in html
    assert "Van de 6 zijn er 2 binnen" in html


def test_a_choice_opens_the_first_group_that_has_it_and_a_person_or_gemeente_all_of_theirs(spel, bente, tom, as_user):
    client = as_user(bente)
    for query, shown in {
        "?thema=programma": ["Evaluatie"],
        "?thema=gemeenten": ["Almelo", "Hengelo"],
        "?thema=gemeenten&staat=ontbreekt": ["Hengelo"],
        "?staat=ingediend": ["Evaluatie"],
        "?thema=gemeenten&staat=ingediend": ["Almelo"],
        "?staat=teruggestuurd": ["Mantelzorg"],
        "?staat=goedgekeurd": [],
        "?wie=niemand": ["Kinderarmoede"],
        "?wie=redacteur": ["Evaluatie"],
        f"?wie={tom.pk}": ["Mantelzorg"],
        "?gemeente=almelo": ["JOGG (Almelo)", "Almelo"],
        "?gemeente=almelo&thema=gemeenten": ["Almelo"],
    }.items():
        assert names(client, query) == shown, query


def numbers(page) -> list[tuple]:
    return [(rij.groep.naam, rij.groep.totaal, rij.groep.binnen, rij.url, rij.getallen) for rij in page.overzicht]


def test_the_overview_is_that_of_a_small_ronde(spel, bente, as_user, monkeypatch):
    client = as_user(bente)
    choices = ["", "?thema=ouderen", "?staat=zonder-contact", "?wie=niemand"]
    large = [blad(client, choice) for choice in choices]
    monkeypatch.setattr(bordkader, "GRENS", 150)
    small = [blad(client, choice) for choice in choices]
    assert {page.is_groot for page in large} == {True}
    assert {page.is_groot for page in small} == {False}
    assert [numbers(page) for page in large] == [numbers(page) for page in small]
    # Who can write is counted only where the choice asks for it.
    assert [page.telling for page in large[2:]] == [page.telling for page in small[2:]]
    assert small[0].getoond.totaal == 6


def test_a_long_group_is_turned_page_by_page_and_the_file_has_all_of_it(spel, bente, as_user, monkeypatch):
    monkeypatch.setattr(bordblad, "PER_BLAD", 1)
    client = as_user(bente)
    first, second = blad(client, "?thema=gemeenten"), blad(client, "?thema=gemeenten&blad=2")
    assert [first.bladzijden.volgende, second.bladzijden.vorige] == [
        "?thema=gemeenten&blad=2#bord",
        "?thema=gemeenten#bord",
    ]
    assert names(client, "?thema=gemeenten&blad=2") == ["Hengelo"]
    assert names(client, "?thema=ouderen&blad=2") == ["Kinderarmoede"]
    for beyond in ("99", "-1", "x", "²"):
        assert client.get(f"{URL}?blad={beyond}").status_code == 200
    for query, number in ((first.lijst, 2), ("", 6)):
        text = client.get(f"{URL}bord.csv{query}").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == number + 1


def test_extra_requests_are_counted(spel, bente, as_user):
    vraag = make(ExtraVraag, ronde=spel.ronde)
    make(VraagAan, vraag=vraag, project=spel.mantelzorg, gemeente=None)
    make(VraagAan, vraag=vraag, project=spel.kinderarmoede, gemeente=None, beantwoord_op=MAART, antwoord="Ja")
    client = as_user(bente)
    assert [(item.binnen, item.totaal, item.ontbreekt) for item in blad(client).vragen] == [(1, 2, 1)]
    assert "1 antwoord" in client.get(URL).content.decode()
    assert blad(client, "?thema=ouderen").vragen == ()


@pytest.mark.parametrize("query", ["?thema=x", "?staat=rood", "?wie=0", "?gemeente=menzis"])
def test_a_choice_that_does_not_exist_is_a_sentence(spel, bente, as_user, query):
    assert as_user(bente).get(URL + query).status_code == 400


@pytest.mark.parametrize("query", ["", "?thema=gemeenten", "?gemeente=almelo", "?staat=ontbreekt"])
def test_the_queries_do_not_grow(spel, bente, as_user, query):
    client = as_user(bente)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL + query).status_code == 200
        return len(queries)

    before = cost()
    for i in range(12):
        project = make_project(f"p{i}", f"Project {i}", make_thema(f"t{i}", f"Thema {i}", volgorde=10))
        gemeente = make_eigenaar(f"Gemeente {i}")
        take_part(project, gemeente, "pilot")
        take_part(project, spel.almelo, "pilot")
        spel.submit(None, Onderwerp(project, spel.almelo), "Nieuws")
        spel.save(None, Onderwerp(project), "Nieuws")
        spel.submit(None, Onderwerp(project, gemeente), "Nieuws")
    assert cost() == before
