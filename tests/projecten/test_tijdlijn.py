"""The life of a project in one list: everything in its place, today marked, nothing lost."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koers.lib import klok
from koers.lib.peildatum import Blik
from projecten.models import (
    Bijeenkomst,
    Borging,
    Indeling,
    Mijlpaal,
    ProjectNaam,
    Resultaat,
    Risico,
    RisicoWending,
    Voortzetting,
)
from projecten.selectors.detail import load_project
from projecten.selectors.tijdlijn import arrange
from projecten.selectors.tijdlijnpunt import Punt
from tests.factories import make
from tests.projecten.streek import make_project, make_thema, take_part

DAG = date(2026, 3, 10)
dagen = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def points(project, gebruiker, day: date = DAG) -> list[tuple[str, str, str]]:
    """Each point, and the line of the day one looks at."""
    pagina = load_project(project, Blik(day, DAG), gebruiker)
    assert pagina is not None
    found: list[tuple[str, str, str]] = []
    for jaar in pagina.tijdlijn.jaren:
        found += [(punt.wanneer, punt.soort, punt.tekst) for punt in jaar.geweest]
        found += [("", "", "vandaag")] if jaar.vandaag else []
        found += [(punt.wanneer, punt.soort, punt.tekst) for punt in jaar.komend]
    return found


def test_the_whole_life_of_a_project_in_order(almelo, hengelo, tom):
    thuis = make_thema("thuis", "Thuis", teken=2)
    project = make_project("beweging", "In Beweging", make_thema("gezond", "Gezond"), tot=date(2026, 12, 31))
    make(ProjectNaam, project=project, naam="Beweeg mee", vanaf=date(2025, 1, 1))
    make(Indeling, project=project, themalijn=thuis, vanaf=date(2025, 2, 1))
    for eigenaar in (hengelo, almelo):
        take_part(project, eigenaar, "pilot", date(2025, 3, 1))
    make(Resultaat, project=project, naam="Boek", datum=date(2025, 4, 1), precisie="kwartaal")
    make(Borging, project=project, gemeld_op=date(2026, 2, 1))
    risico = make(Risico, project=project, naam="Ziek", sinds=date(2025, 5, 1), staat="gesloten")
    make(RisicoWending, risico=risico, op=date(2026, 1, 15))
    make(Mijlpaal, project=project, naam="Te laat", datum=date(2026, 2, 1), precisie="maand")
    make(Mijlpaal, project=project, naam="Opening", datum=date(2026, 6, 1))
    make(Bijeenkomst, project=project, naam="Feest", datum=date(2026, 7, 1))
    assert points(project, tom) == [
        ("1 januari 2024", "Project", "Begin van het project"),
        ("1 januari 2025", "Naam", "Heet voortaan Beweeg mee"),
        ("1 februari 2025", "Themalijn", "Verplaatst naar Thuis"),
        ("1 maart 2025", "Deelname", "Almelo en Hengelo: pilot"),
        ("Q2 2025", "Resultaat", "Boek"),
        ("1 mei 2025", "Risico", "Ziek"),
        ("15 januari 2026", "Risico gesloten", "Ziek"),
        ("1 februari 2026", "Borging", "Geborgd bij Saxion"),
        ("februari 2026", "Mijlpaal", "Te laat"),
        ("", "", "vandaag"),
        ("1 juni 2026", "Mijlpaal", "Opening"),
        ("1 juli 2026", "Bijeenkomst", "Feest"),
        ("31 december 2026", "Project", "Laatste dag van het project"),
    ]


def test_on_an_earlier_day_what_came_later_is_not_known(almelo, tom):
    project = make_project("beweging", "In Beweging")
    take_part(project, almelo, "pilot", date(2025, 3, 1))
    make(Mijlpaal, project=project, naam="Start", datum=date(2025, 6, 1), staat="gehaald", gehaald_op=date(2025, 6, 3))
    assert points(project, tom, date(2025, 2, 28)) == [
        ("1 januari 2024", "Project", "Begin van het project"),
        ("", "", "vandaag"),
        ("1 juni 2025", "Mijlpaal", "Start"),
    ]


def test_a_project_that_came_out_of_another_and_went_on_in_a_third_says_so(tom):
    oud, nu, later = (make_project(slug, slug.capitalize()) for slug in ("oud", "nu", "later"))
    make(Voortzetting, van=oud, naar=nu, soort="samengevoegd", vanaf=date(2025, 1, 1))
    make(Voortzetting, van=nu, naar=later, soort="gesplitst", vanaf=date(2026, 5, 1))
    assert points(nu, tom)[1:] == [
        ("1 januari 2025", "Samengevoegd", "Komt voort uit Oud"),
        ("", "", "vandaag"),
        ("1 mei 2026", "Gesplitst", "Gaat verder in Later"),
    ]


def test_the_page_marks_today_and_says_late_in_words(tom, as_user, monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)
    project = make_project("beweging", "In Beweging")
    make(Mijlpaal, project=project, naam="Opening", datum=date(2026, 2, 1), houder=tom)
    html = " ".join(as_user(tom).get("/projecten/beweging/").content.decode().split())
    assert '<span class="wanneer">10 maart 2026</span><span class="bol"></span><span>Vandaag</span>' in html
    assert "<b>te laat; houder Tom Test</b>" in html
    html = " ".join(as_user(tom).get("/projecten/beweging/?peildatum=2026-01-01").content.decode().split())
    assert "De dag die u bekijkt" in html
    assert "te laat" not in html


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(dagen, max_size=20), dagen)
def test_every_point_stands_once_on_its_side_of_the_day(days, day):
    jaren = arrange([Punt(dag, str(dag), "Mijlpaal", "x") for dag in days], day)
    before = [punt.dag for jaar in jaren for punt in jaar.geweest]
    after = [punt.dag for jaar in jaren for punt in jaar.komend]
    assert before + after == sorted(days)
    assert all(dag <= day for dag in before)
    assert all(dag > day for dag in after)
    assert [jaar.jaar for jaar in jaren if jaar.vandaag] == [day.year]
