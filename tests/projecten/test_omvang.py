"""Above a bound a list shows one theme line at a time; the file holds everything."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.lib import klok
from koers.lib.peildatum import Blik
from projecten.models import Indeling, Ronde
from projecten.selectors import omvang
from projecten.selectors.laatste import load_laatste
from projecten.selectors.stand import load_verslag
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

DAG = date(2026, 3, 10)
WAAROM = {"geld_toelichting": "Er is minder."}


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def streek(db):
    """Two theme lines of three projects each, and one project under neither."""
    oost, west = make_thema("oost", "Oost", volgorde=1), make_thema("west", "West", 2, volgorde=2)
    found = {}
    for thema in (oost, west):
        for i in range(1, 4):
            found[f"{thema.slug}-{i}"] = make_project(f"{thema.slug}-{i}", f"{thema} {i}", thema, i)
    return {**found, "los": make_project("los", "Los", None)}


@pytest.fixture
def klein(monkeypatch):
    monkeypatch.setattr(omvang, "GRENS", 3)


def get(client, url: str, status: int = 200):
    response = client.get(url)
    assert response.status_code == status, url
    return response


def shown(response) -> list[str]:
    return [rij.project.slug for rij in response.context["lijst"].rijen]


def test_below_the_bound_everything_is_shown_at_once(streek, olga, as_user):
    response = get(as_user(olga), "/projecten/")
    assert len(shown(response)) == 7
    assert "Alle 7 projecten." in response.content.decode()
    assert [keuze.label for keuze in response.context["lijst"].themas] == ["alle", "Oost", "West"]


def test_above_it_the_first_theme_line_is_shown_and_the_page_says_so(klein, streek, olga, as_user):
    response = get(as_user(olga), "/projecten/")
    assert shown(response) == ["oost-1", "oost-2", "oost-3"]
    html = response.content.decode()
    assert "7 projecten; u ziet er 3, van Oost." in html
    assert [(keuze.label, keuze.actief) for keuze in response.context["lijst"].themas] == [
        ("Oost", True),
        ("West", False),
        ("Nog niet ingedeeld", False),
    ]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("?thema=west", ["west-1", "west-2", "west-3"]),
        ("?thema=-", ["los"]),
        ("?thema=west&volgorde=naam&soort=lokaal", []),
        ("?soort=lokaal", []),
    ],
)
def test_another_theme_line_is_chosen_in_the_address(klein, streek, olga, as_user, query, slugs):
    assert shown(get(as_user(olga), f"/projecten/{query}")) == slugs


def test_what_an_eigenaar_does_is_shown_over_all_theme_lines_while_it_is_not_too_much(
    klein, streek, hengelo, olga, as_user
):
    for slug in ("oost-2", "west-3"):
        take_part(streek[slug], hengelo, "pilot")
    response = get(as_user(olga), "/projecten/?eigenaar=hengelo")
    assert shown(response) == ["oost-2", "west-3"]
    assert "2 van de 7 projecten waar Hengelo bij betrokken is." in response.content.decode()


def test_the_theme_line_of_the_day_counts(klein, streek, olga, as_user):
    west = streek["west-1"].indelingen.get().themalijn
    make(Indeling, project=streek["oost-1"], themalijn=west, vanaf=date(2026, 1, 1), volgorde=9)
    client = as_user(olga)
    assert shown(get(client, "/projecten/")) == ["oost-2", "oost-3"]
    assert "oost-1" in shown(get(client, "/projecten/?thema=west"))
    assert "oost-1" in shown(get(client, "/projecten/?peildatum=2025-12-31"))


def test_the_files_hold_every_theme_line_unless_one_is_asked_for(klein, streek, hengelo, olga, as_user):
    take_part(streek["west-1"], hengelo, "pilot")
    client = as_user(olga)
    for url, total in (("/projecten/lijst.csv", 7), ("/regio/deelname.csv", 8)):
        assert len(get(client, url).content.decode().splitlines()) == total + 1
        assert f'href="{url}"' in get(client, url.replace("lijst.csv", "").replace(".csv", "/")).content.decode()
    assert len(get(client, "/projecten/lijst.csv?thema=west").content.decode().splitlines()) == 4


def test_the_matrix_has_columns_for_who_takes_part_in_what_is_shown(klein, streek, almelo, hengelo, olga, as_user):
    take_part(streek["oost-1"], hengelo, "pilot")
    take_part(streek["west-1"], almelo, "pilot")
    client = as_user(olga)
    response = get(client, "/regio/deelname/")
    assert [eigenaar.naam for eigenaar in response.context["matrix"].eigenaren] == ["Hengelo"]
    assert "7 regionale projecten; u ziet er 3, van Oost." in response.content.decode()
    voet = response.context["matrix"].voet
    assert shown(get(client, f"/projecten/{voet[0][2]}")) == ["oost-1"]
    west = get(client, "/regio/deelname/?thema=west").context["matrix"]
    assert [eigenaar.naam for eigenaar in west.eigenaren] == ["Almelo"]


def test_the_region_counts_all_and_shows_one_theme_line(klein, streek, almelo, hengelo, bente, as_user):
    take_part(streek["oost-1"], hengelo, "pilot")
    take_part(streek["west-1"], almelo, "pilot")
    approve(make_ronde(2025, 4), "Nieuws uit het westen.", project=streek["west-1"])
    make_ronde(2026, 1)
    client = as_user(bente)
    html = get(client, "/regio/").content.decode()
    assert "7 regionale projecten in twee themalijnen, 2 eigenaren." in html
    assert "Nieuws uit het westen." not in html
    assert "Van 2 van de 2 gemeenten is deelname gemeld" in html
    assert "op het bord van Q1 2026" in html
    html = get(client, "/regio/?thema=west").content.decode()
    assert "Nieuws uit het westen." in html
    assert 'href="?thema=west&amp;kaart=west-1#kaart"' in html
    assert 'aria-label="Hengelo: niet gemeld"' in get(client, "/regio/?thema=west&kaart=west-1").content.decode()


def test_many_theme_lines_are_a_list_that_keeps_the_rest_of_the_choice(klein, streek, olga, as_user):
    for i in range(12):
        make_project(f"p{i}", f"P{i}", make_thema(f"t{i:02}", f"T{i}", volgorde=10 + i))
    html = get(as_user(olga), "/projecten/?stand=niet&peildatum=2026-02-01").content.decode()
    form = html.split('<select id="kies-thema"')[0].rsplit("<form", 1)[1]
    assert '<input type="hidden" name="stand" value="niet">' in form
    assert '<input type="hidden" name="peildatum" value="2026-02-01">' in form
    assert '<option value="oost" selected>Oost</option>' in html


def test_the_last_news_and_states_are_those_of_the_whole_report(streek, hengelo):
    project, quiet = streek["oost-1"], streek["oost-2"]
    for kwartaal, geld in ((1, "groen"), (2, "oranje"), (3, "oranje")):
        approve(make_ronde(2025, kwartaal), f"Nieuws {kwartaal}.", project=project, geld=geld, **WAAROM)
    approve(make_ronde(2025, 4), project=project, geld="oranje", **WAAROM)
    first = Ronde.objects.get(kwartaal=1)
    approve(first, "Ooit.", project=quiet)
    approve(first, "Van hier.", project=quiet, gemeente=hengelo, geld="rood", **WAAROM)
    blik, ids = Blik(DAG, DAG), [project.pk, quiet.pk]
    last, whole = load_laatste(blik, projecten=ids, gemeente=hengelo.pk), load_verslag(blik, gemeente=hengelo.pk)
    for pk in ids:
        for gemeente in (None, hengelo.pk):
            assert last.stand(pk, gemeente) == whole.stand(pk, gemeente)
            assert last.nieuws(pk, gemeente) == whole.nieuws(pk, gemeente)
    assert last.nieuws(project.pk)[0].tekst == "Nieuws 3."
    assert last.laatste == whole.laatste


@pytest.mark.parametrize("url", ["/projecten/", "/regio/deelname/", "/regio/"])
def test_twelve_times_as_much_costs_as_many_queries(klein, streek, almelo, olga, as_user, url):
    client, ronde = as_user(olga), make_ronde(2025, 4)
    for project in streek.values():
        take_part(project, almelo, "pilot")
        approve(ronde, "Nieuws.", project=project)
    small = queries(client, url)
    thema = streek["oost-1"].indelingen.get().themalijn
    for i in range(77):
        project = make_project(f"meer-{i}", f"Meer {i}", thema, i + 9)
        take_part(project, almelo, "pilot")
        approve(ronde, "Nieuws.", project=project)
    assert queries(client, url) == small


def queries(client, url: str) -> int:
    get(client, url)
    with CaptureQueriesContext(connection) as seen:
        get(client, url)
    return len(seen)
