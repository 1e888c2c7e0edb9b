"""Above a bound the page of an eigenaar reads its own projects, counts the others, and says so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.lib import klok
from koers.lib.peildatum import Blik
from projecten.models import Indicator, Meting
from projecten.selectors import meten, omvang
from rapportage.selectors.eigenaar import load_eigenaar
from tests.conftest import make_eigenaar
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

DAG = date(2026, 3, 10)
ORANJE = {"geld": "oranje", "geld_toelichting": "Er is minder."}


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def streek(db):
    """Two theme lines of three projects each."""
    found = {}
    for naam, volgorde in (("Oost", 1), ("West", 2)):
        thema = make_thema(naam.lower(), naam, volgorde, volgorde=volgorde)
        for i in range(1, 4):
            found[f"{naam.lower()}-{i}"] = make_project(f"{naam.lower()}-{i}", f"Project {naam} {i}", thema, i)
    return found


@pytest.fixture
def klein(monkeypatch):
    monkeypatch.setattr(omvang, "GRENS", 3)


def page(client, url: str = "/eigenaren/hengelo/") -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def section(html: str, kop: str) -> str:
    return html.split(f'id="{kop}"', 1)[1].split("<section", 1)[0]


def test_what_it_takes_part_in_is_shown_over_all_lines_and_the_rest_counted(klein, streek, hengelo, olga, as_user):
    for slug in ("oost-2", "west-3"):
        take_part(streek[slug], hengelo, "pilot")
    jogg = make_project("jogg", "JOGG", None, soort="lokaal", gemeente=hengelo)
    html = page(as_user(olga))
    assert "Betrokken bij 2 van de 6 regionale projecten: 2 pilot. Daarnaast 1 eigen lokaal project." in html
    rows = section(html, "projecten")
    for own in (streek["oost-2"], streek["west-3"], jogg):
        assert f'href="/projecten/{own.slug}/"' in rows
    assert "Project Oost 1" not in html
    assert "Van 4 andere regionale projecten is deelname niet gemeld." in rows
    assert 'href="/projecten/?soort=regionaal"' in rows
    assert "u ziet er" not in rows


def test_of_too_many_of_its_own_one_theme_line_is_shown_and_all_are_counted(klein, streek, almelo, anna, as_user):
    ronde = make_ronde(2025, 4)
    for project in streek.values():
        take_part(project, almelo, "pilot")
        approve(ronde, "Nieuws.", project=project, **ORANJE)
    html = page(as_user(anna), "/eigenaren/almelo/")
    assert "Betrokken bij 6 van de 6 regionale projecten: 6 pilot. Van Oost 3 vragen aandacht." in html
    rows = section(html, "projecten")
    assert "6 projecten; u ziet er 3, van Oost." in rows
    assert 'href="/projecten/?eigenaar=almelo"' in rows
    assert "Project West 1" not in rows
    assert "Van de projecten alleen die van Oost." in section(html, "actie")
    assert "deelname niet gemeld" not in rows


def test_news_is_of_its_own_projects_in_the_last_ronde_of_the_whole_region(klein, streek, hengelo, olga, as_user):
    take_part(streek["oost-2"], hengelo, "pilot")
    take_part(streek["west-1"], hengelo, "pilot")
    oud, ronde = make_ronde(2025, 3), make_ronde(2025, 4)
    approve(oud, "Van toen.", project=streek["oost-2"])
    approve(ronde, "Elders.", project=streek["oost-1"])
    client = as_user(olga)
    new = section(page(client), "nieuw")
    assert "Nieuw in Q4 2025" in new
    assert "van de projecten hierboven" in new
    for absent in ("Van toen.", "Elders."):
        assert absent not in new
    assert 'href="/zoeken/?q=Hengelo"' in new
    approve(ronde, "Uit het westen.", "In Hengelo ook.", project=streek["west-1"])
    approve(ronde, "Wij zelf.", gemeente=hengelo)
    here, region = section(page(client), "nieuw").split("<h3>Regio</h3>")
    assert "Wij zelf." in here
    assert "In Hengelo ook." in here
    assert "Uit het westen." in region


@pytest.mark.parametrize("peildatum", [DAG, date(2025, 12, 31)])
def test_of_its_own_the_page_says_the_same_as_where_all_is_read(streek, hengelo, almelo, rik, monkeypatch, peildatum):
    for slug in ("oost-2", "oost-3", "west-3"):
        take_part(streek[slug], hengelo, "pilot")
        indicator = make(Indicator, project=streek[slug], sleutel=slug)
        for eigenaar in (hengelo, almelo):
            make(Meting, indicator=indicator, eigenaar=eigenaar, peildatum=date(2025, 11, 1), waarde=Decimal(20))
    streek["oost-3"].tot = date(2026, 1, 31)
    streek["oost-3"].save()
    make_project("jogg", "JOGG", None, soort="lokaal", gemeente=hengelo)
    ronde = make_ronde(2025, 3)
    approve(ronde, "Nieuws.", project=streek["oost-2"], op=date(2025, 10, 9), **ORANJE)
    approve(ronde, "Eigen nieuws.", project=streek["west-3"], gemeente=hengelo, op=date(2025, 10, 9))
    blik = Blik(peildatum, DAG)
    whole = load_eigenaar(hengelo, blik, rik)
    # Of seven projects at most four of its own: more than it has, less than there are.
    monkeypatch.setattr(omvang, "GRENS", 4)
    part = load_eigenaar(hengelo, blik, rik)
    assert (whole.bereik.heel, part.bereik.heel) == (True, False)
    assert (whole.overige != (), part.overige) == (True, ())
    assert replace(part, bereik=whole.bereik, overige=whole.overige) == whole
    # And where one theme line of its own is read, it still counts all of them.
    monkeypatch.setattr(omvang, "GRENS", 2)
    line = load_eigenaar(hengelo, blik, rik)
    assert line.bereik.thema is not None
    assert (line.zonder_stap, line.bereik.eigen) == (whole.zonder_stap, 4)
    assert whole.zin.split(". ")[:2] == line.zin.split(". ")[:2]


def test_of_many_gemeenten_a_series_names_who_has_a_value(streek, hengelo, almelo, olga, as_user, monkeypatch):
    monkeypatch.setattr(meten, "NAMEN", 3)
    for i in range(3):
        make_eigenaar(f"Gemeente {i}")
    indicator = make(Indicator, project=streek["oost-1"], naam="Deelnemers")
    for eigenaar, waarde in ((hengelo, 52), (almelo, 40)):
        make(Meting, indicator=indicator, eigenaar=eigenaar, waarde=Decimal(waarde))
    figures = section(page(as_user(olga)), "cijfers")
    assert "Tabel met 2 van de 5 gemeenten; van de andere is niets gemeld" in figures
    assert "Gemeente 1" not in figures
    assert "Almelo" in figures


def test_twelve_times_as_much_costs_as_many_queries(klein, streek, almelo, hengelo, rik, as_user):
    client, ronde = as_user(rik), make_ronde(2025, 4)
    make_ronde(2026, 1)

    def fill(project, i: int) -> None:
        take_part(project, almelo if i % 4 else hengelo, "pilot")
        approve(ronde, "Nieuws.", project=project)
        for eigenaar in (almelo, hengelo):
            make(Meting, indicator=make(Indicator, project=project, sleutel=f"i{i}-{eigenaar.pk}"), eigenaar=eigenaar)

    for i, project in enumerate(streek.values()):
        fill(project, i)
    urls = ("/eigenaren/hengelo/", "/eigenaren/almelo/")
    small = [queries(client, url) for url in urls]
    thema = streek["oost-1"].indelingen.get().themalijn
    for i in range(66):
        # Of Hengelo no more projects than are shown at once, of Almelo many.
        fill(make_project(f"meer-{i}", f"Meer {i}", thema, i + 9), 4 * i + 9)
    assert [queries(client, url) for url in urls] == small


def queries(client, url: str) -> int:
    page(client, url)
    with CaptureQueriesContext(connection) as seen:
        page(client, url)
    return len(seen)
