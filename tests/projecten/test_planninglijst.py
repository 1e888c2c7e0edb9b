"""The milestones and risks of all projects: the same on the screen, in the file and on an earlier day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.lib import klok
from projecten.models import Mijlpaal, MijlpaalWending, Risico, RisicoWending
from tests.factories import make
from tests.projecten.rondes import lead, page
from tests.projecten.streek import make_project, make_thema


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture(autouse=True)
def streek(tom):
    """Two projects of two theme lines, with three milestones and three risks; it is 10 March 2026."""
    beweging = make_project("beweging", "In Beweging", make_thema("gezond", "Gezond leven"))
    wonen = make_project("wonen", "Wonen", make_thema("thuis", "Thuis", teken=2))
    lead(beweging, tom)
    opening = make(Mijlpaal, project=beweging, naam="Opening", datum=date(2026, 9, 1))
    make(
        MijlpaalWending,
        mijlpaal=opening,
        door=tom,
        op=date(2026, 3, 5),
        was_datum=date(2026, 6, 1),
        naar_datum=date(2026, 9, 1),
    )
    make(Mijlpaal, project=wonen, naam="Plan klaar", datum=date(2026, 2, 1), precisie="maand")
    make(Mijlpaal, project=wonen, naam="Start", datum=date(2025, 1, 1), staat="gehaald", gehaald_op=date(2025, 2, 3))
    make(Risico, project=beweging, naam="Ziek", sinds=date(2026, 1, 1), kans="groot", gevolg="groot")
    make(Risico, project=wonen, naam="Geld", sinds=date(2025, 6, 1), bekijk_op=date(2026, 3, 10))
    weg = make(Risico, project=wonen, naam="Zaal", sinds=date(2025, 1, 1), staat="gesloten")
    make(RisicoWending, risico=weg, op=date(2026, 3, 1), reden="Er is een zaal.")
    return beweging


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Plan klaar", "Opening", "Start"]),
        ("?staat=te-laat", ["Plan klaar"]),
        ("?staat=gepland", ["Opening"]),
        ("?staat=gehaald", ["Start"]),
        ("?staat=vervallen", []),
        ("?verschoven=ja", ["Opening"]),
        ("?thema=thuis&staat=gehaald", ["Start"]),
        ("?verschoven=ja&peildatum=2026-03-04", []),
        ("?staat=te-laat&peildatum=2026-02-28", []),
    ],
)
def test_milestones_on_the_screen_and_in_the_file(olga, as_user, query, names):
    client = as_user(olga)
    shown = client.get(f"/mijlpalen/{query}").context["lijst"].rijen
    lines = client.get(f"/mijlpalen/lijst.csv{query}").content.decode().splitlines()[1:]
    assert [rij.regel.naam for rij in shown] == [line.split(";")[2] for line in lines] == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ziek", "Geld", "Zaal"]),
        ("?staat=open", ["Ziek", "Geld"]),
        ("?staat=bekijken", ["Geld"]),
        ("?staat=gesloten", ["Zaal"]),
        ("?zwaarte=hoog", ["Ziek"]),
        ("?zwaarte=niet-gewogen&staat=open", ["Geld"]),
        ("?thema=gezond", ["Ziek"]),
        ("?staat=open&peildatum=2026-02-28", ["Ziek", "Zaal", "Geld"]),
        ("?peildatum=2025-05-31", ["Zaal"]),
    ],
)
def test_risks_on_the_screen_and_in_the_file(olga, as_user, query, names):
    client = as_user(olga)
    shown = client.get(f"/risicos/{query}").context["lijst"].rijen
    lines = client.get(f"/risicos/lijst.csv{query}").content.decode().splitlines()[1:]
    assert [rij.regel.naam for rij in shown] == [line.split(";")[2] for line in lines] == names


def test_what_was_moved_and_what_came_of_it_is_told(olga, as_user):
    client = as_user(olga)
    html = page(client.get("/mijlpalen/"))
    assert "1 daarvan is te laat." in html
    assert "verschoven van 1 juni 2026" in html
    assert "gehaald op 3 februari 2025" in html
    assert "Gesloten: Er is een zaal." in page(client.get("/risicos/"))
    assert "1;1 juni 2026;bron" in client.get("/mijlpalen/lijst.csv?verschoven=ja").content.decode()


@pytest.mark.parametrize("url", ["/mijlpalen/?staat=zoek", "/risicos/?zwaarte=9", "/risicos/lijst.csv?thema=niets"])
def test_a_choice_that_does_not_exist_is_told(olga, as_user, url):
    response = as_user(olga).get(url)
    assert response.status_code == 400
    assert "Deze keuze is er niet." in page(response)


def test_twelve_cost_as_many_queries_as_one(streek, tom, as_user):
    client = as_user(tom)

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    urls = ("/mijlpalen/", "/risicos/", "/taken/", "/projecten/beweging/")
    queries("/taken/")
    make(RisicoWending, risico=Risico.objects.get(naam="Ziek"), naar_staat="open")
    Risico.objects.filter(naam="Ziek").update(bekijk_op=date(2026, 3, 1))
    one = [queries(url) for url in urls]
    for number in range(12):
        make(MijlpaalWending, mijlpaal=make(Mijlpaal, project=streek, naam=f"M {number}"), door=tom)
        risk = make(Risico, project=streek, naam=f"R {number}", sinds=date(2026, 1, 1), bekijk_op=date(2026, 3, 1))
        make(RisicoWending, risico=risk, door=tom, naar_staat="open")
    assert [queries(url) for url in urls] == one
