"""The dashboard of the region, and the table of who takes part in what."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Beschikking, Bestemming, Boeking, Jaarschijf
from koers.lib import klok
from koers.lib.notatie import datum
from projecten.models import Controlegetal, Projectleiding, Voortgang
from tests.factories import make
from tests.projecten.rondes import AMSTERDAM, set_clock
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

NIEUW = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def thema(db):
    return make_thema("bestaanszekerheid", "Bestaanszekerheid")


@pytest.fixture
def schulden(thema):
    return make_project("jongeren-en-schulden", "Jongeren en schulden", thema)


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def section(html: str, kop: str) -> str:
    return html.split(f'id="{kop}"', 1)[1].split("<section", 1)[0]


def test_the_head_counts_what_runs_what_ended_and_what_asks_attention(schulden, thema, hengelo, olga, as_user):
    make_project("klaar", "Klaar", thema, 2, tot=date(2026, 2, 1))
    make_project("ooit", "Ooit", thema, 3, tot=date(2025, 2, 1))
    make_project("jogg", "JOGG", thema, 4, soort="lokaal", gemeente=hengelo)
    approve(make_ronde(2025, 4), "Nieuws.", project=schulden, geld="rood", geld_toelichting="Op.")
    html = page(as_user(olga), "/regio/")
    sentence = "1 regionaal project in één themalijn, 1 eigenaar; 1 project dit jaar afgerond; 1 vraagt aandacht."
    assert sentence in html


def test_a_theme_line_is_a_row_with_states_figure_and_news(schulden, thema, olga, as_user):
    make_project("kinderarmoede", "Kinderarmoede", thema, 2)
    approve(make_ronde(2025, 4), "Er is een training. En meer.", project=schulden, tijd="groen")
    make(Controlegetal, project=schulden, naam="Meer verwijzingen", waarde=Decimal(30), eenheid="%", op_voorblad=True)
    make(Controlegetal, sleutel="x", project=schulden, naam="Iets anders", waarde=Decimal(5))
    rows = section(page(as_user(olga), "/regio/"), "themas")
    assert "2 projecten" in rows
    assert "1 groen, 1 niet gemeld" in rows
    assert "<b>30%</b>" in rows
    assert "Er is een training." in rows
    assert "En meer" not in rows


def test_the_map_shows_one_project_or_the_number_of_them(schulden, almelo, hengelo, olga, as_user):
    take_part(schulden, hengelo, "pilot")
    client = as_user(olga)
    assert "Van 1 van de 2 gemeenten is deelname gemeld" in page(client, "/regio/")
    html = page(client, "/regio/?kaart=jongeren-en-schulden")
    assert "Jongeren en schulden: eén pilotgemeente" in html
    assert 'aria-label="Hengelo: pilot"' in html
    assert 'aria-label="Almelo: niet gemeld"' in html
    assert "staat op deze dag niet op de kaart" in page(client, "/regio/?kaart=onzin", 400)


def test_on_an_earlier_day_map_and_matrix_are_those_of_then(schulden, hengelo, olga, as_user):
    take_part(schulden, hengelo, "verkent")
    take_part(schulden, hengelo, "geborgd", NIEUW)
    client = as_user(olga)
    assert "geborgd" in section(page(client, "/regio/deelname/"), "inhoud").split("<table")[1]
    html = section(page(client, "/regio/deelname/?peildatum=2025-12-31"), "inhoud").split("<table")[1]
    assert "verkent" in html
    assert "geborgd" not in html


def test_screen_and_file_of_the_matrix_hold_the_same(schulden, thema, almelo, hengelo, menzis, olga, as_user):
    other = make_project("mantelzorg", "Mantelzorg", make_thema("ouderen", "Ouderen", 4, volgorde=2))
    take_part(schulden, almelo, "doet-mee")
    take_part(schulden, hengelo, "gestopt")
    take_part(other, hengelo, "pilot")
    client = as_user(olga)
    lines = page(client, "/regio/deelname.csv").lstrip("\ufeff").splitlines()
    assert lines == [
        "Project;Themalijn;Almelo;Hengelo;Menzis;Op de ladder",
        "Jongeren en schulden;Bestaanszekerheid;doet mee;gestopt;;1",
        "Mantelzorg;Ouderen;;pilot;;1",
        "Op de ladder;;1;1;;2",
    ]
    html = page(client, "/regio/deelname/")
    assert html.count("niet gemeld</span>") >= 3
    only = page(client, "/regio/deelname.csv?thema=ouderen").splitlines()
    assert [line.split(";")[0] for line in only[1:]] == ["Mantelzorg", "Op de ladder"]
    assert "Jongeren en schulden" not in page(client, "/regio/deelname/?thema=ouderen")
    assert "Deze themalijn bestaat niet" in page(client, "/regio/deelname/?thema=x", 400)


def test_with_a_step_only_its_projects_are_left_and_the_numbers_count_it(
    schulden, thema, almelo, hengelo, olga, as_user
):
    other = make_project("mantelzorg", "Mantelzorg", thema, plek=2)
    take_part(schulden, almelo, "doet-mee")
    take_part(schulden, hengelo, "pilot")
    take_part(other, hengelo, "verkent")
    client = as_user(olga)
    assert page(client, "/regio/deelname.csv?stap=pilot").lstrip("\ufeff").splitlines() == [
        "Project;Themalijn;Almelo;Hengelo;Pilot",
        "Jongeren en schulden;Bestaanszekerheid;doet mee;pilot;1",
        "Pilot;;0;1;1",
    ]
    html = page(client, "/regio/deelname/?stap=pilot")
    assert "1 regionaal project met pilot" in html
    assert "Mantelzorg" not in html
    assert "Geen project past bij deze keuze." in page(client, "/regio/deelname/?stap=gestopt")
    assert "Deze stap bestaat niet" in page(client, "/regio/deelname/?stap=x", 400)


@pytest.mark.parametrize("query", ["", "?stap=pilot", "?thema=bestaanszekerheid&peildatum=2026-01-01"])
def test_every_number_under_the_matrix_leads_to_as_many_projects(
    schulden, thema, almelo, hengelo, olga, as_user, query
):
    other = make_project("mantelzorg", "Mantelzorg", thema, plek=2)
    local = make_project("lokaal", "Lokaal", thema, plek=3, soort="lokaal", gemeente=hengelo)
    take_part(schulden, almelo, "doet-mee")
    for project in (schulden, other, local):
        take_part(project, hengelo, "pilot")
    take_part(other, almelo, "gestopt", NIEUW)
    client = as_user(olga)
    voet = client.get(f"/regio/deelname/{query}").context["matrix"].voet
    assert [total for _, total, _ in voet] == ([0, 2] if "stap" in query else [1, 2])
    for _, total, address in voet:
        assert len(client.get(f"/projecten/{address}").context["lijst"].rijen) == total
    assert f'href="/projecten/{voet[1][2].replace("&", "&amp;")}"' in page(client, f"/regio/deelname/{query}")
    assert "/projecten/mantelzorg/" in page(client, f"/regio/deelname/{query}")


def test_the_money_of_the_programme_is_a_bridge_that_ends_at_nothing(samentwente, olga, as_user):
    award = make(Beschikking, ontvanger=samentwente)
    year = {"beschikking": award, "jaar": 2024}
    make(Jaarschijf, **year, toegekend=Decimal(1000), programmadeel=Decimal(1000))
    make(Boeking, **year, bedrag=Decimal(700))
    make(Bestemming, **year, bedrag=Decimal(200))
    make(Bestemming, **year, soort="terugstorten", naar_jaar=None, stap="verwacht", bedrag=Decimal(100))
    html = section(page(as_user(olga), "/regio/"), "geld")
    assert "Van €\u00a01.000 is €\u00a0700 besteed" in html
    assert '<th scope="row">Verschil</th>' in html
    assert "€\u00a00" in html


def test_all_news_of_the_last_ronde_stands_there_with_the_programmes_own(schulden, olga, as_user):
    from projecten.models import Rubriek

    ronde = make_ronde(2025, 4)
    approve(ronde, "Eerste punt.", "Tweede punt.", project=schulden)
    approve(ronde, "De evaluatie begint.", rubriek=make(Rubriek))
    approve(make_ronde(2025, 3), "Oud.", project=schulden)
    html = section(page(as_user(olga), "/regio/"), "nieuws")
    for words in ("Eerste punt.", "Tweede punt.", "De evaluatie begint."):
        assert words in html
    assert "Oud." not in html


def test_who_reviews_sees_what_is_missing_and_from_whom(schulden, thema, tom, bente, rik, as_user):
    make(Projectleiding, project=schulden, gebruiker=tom)
    make_project("kinderarmoede", "Kinderarmoede", thema, 2)
    make(Voortgang, ronde=make_ronde(2026, 1), project=schulden, staat="concept")
    for wie in (bente, rik):
        html = section(page(as_user(wie), "/regio/"), "ronde")
        assert "0 binnen, 1 begonnen, 1 nog leeg" in html
        assert "Tom Test" in html
        assert "nog niemand" in html


def test_a_count_of_drafts_is_not_for_others(schulden, thema, tom, olga, frank, as_user):
    make_project("kinderarmoede", "Kinderarmoede", thema, 2)
    make(Projectleiding, project=schulden, gebruiker=tom)
    ronde = make_ronde(2026, 1)
    client = as_user(olga)
    before = section(page(client, "/regio/"), "ronde")
    make(Voortgang, ronde=ronde, project=schulden, staat="ingediend")
    for wie in (olga, frank):
        html = section(page(as_user(wie), "/regio/"), "ronde")
        assert html == before
        assert "goedgekeurd" in html
        assert "begonnen" not in html


def test_an_empty_region_says_what_will_come(olga, as_user):
    html = page(as_user(olga), "/regio/")
    for words in (
        "Op deze dag waren er nog geen projecten.",
        "Van geen enkel project is deelname gemeld.",
        "Er zijn nog geen cijfers over geld.",
        "Er is nu geen ronde open.",
        "Er is nog geen nieuws goedgekeurd.",
    ):
        assert words in html


def test_the_days_of_the_ronde_to_come_and_of_the_update_are_for_every_reader(menno, as_user, monkeypatch):
    ronde = make_ronde(2026, 4)
    ronde.uitgave = date(2027, 1, 20)
    ronde.save()
    set_clock(monkeypatch, datetime(2026, 11, 26, 9, tzinfo=AMSTERDAM))
    html = page(as_user(menno), "/regio/")
    opens, ends = datum(ronde.open_vanaf), f"is op tijd tot en met {datum(ronde.op_tijd_tot)}"
    assert f"De ronde Q4 2026 gaat open op {opens}, {ends} en sluit op {datum(ronde.dicht_op)}." in html
    set_clock(monkeypatch, datetime(2026, 12, 26, 9, tzinfo=AMSTERDAM))
    assert "De kwartaalupdate verschijnt op 20 januari." in section(page(as_user(menno), "/regio/"), "ronde")


@pytest.mark.parametrize("url", ["/regio/", "/regio/deelname/", "/regio/eigenaren/"])
def test_twelve_projects_cost_as_many_queries_as_one(schulden, thema, almelo, hengelo, bente, as_user, url):
    client = as_user(bente)
    make_ronde(2026, 1)
    ronde = make_ronde(2025, 4)
    take_part(schulden, hengelo, "pilot")
    approve(ronde, "Nieuws.", project=schulden)
    one = queries(client, url)
    for i in range(11):
        project = make_project(f"p{i}", f"P{i}", thema, i + 2)
        take_part(project, almelo, "pilot")
        approve(ronde, "Nieuws.", "Meer.", project=project)
        make(Controlegetal, sleutel=f"c{i}", project=project)
    assert queries(client, url) == one


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
