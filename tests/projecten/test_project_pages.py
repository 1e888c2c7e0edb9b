"""The list of projects and the page of one: as of a day, for who may see what, at a steady number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.toegang.models import Logregel
from projecten.models import Controlegetal, Indicator, Meting, Project, Projectleiding, ProjectNaam, Voortgang
from projecten.services.project import rename_project, withdraw_step
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

NIEUW = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def thema(db):
    return make_thema("bestaanszekerheid", "Bestaanszekerheid")


@pytest.fixture
def recept(thema):
    project = make_project("sociaal-verwijzen", "Welzijn op Recept", thema)
    make(ProjectNaam, project=project, naam="Sociaal Verwijzen", vanaf=NIEUW)
    return project


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


# ── a new one ───────────────────────────────────────────────────────────────


def begin(client, thema, **fields):
    sent = {"naam": "Samen Zwemmen", "themalijn": thema.pk, "soort": "regionaal", "gemeente": "", "vanaf": "2026-02-01"}
    return client.post("/projecten/nieuw/", {**sent, **fields}, follow=True)


def test_bente_begins_a_project_and_says_who_leads_it(recept, thema, tom, bente, as_user):
    client = as_user(bente)
    html = begin(client, thema).content.decode()
    assert "<h1>Samen Zwemmen</h1>" in html
    project = Project.objects.placed(date(2026, 2, 1)).get(slug="samen-zwemmen")
    assert (project.themalijn_op, project.volgorde_op) == (thema.pk, 2)
    sent = {"gebruiker": tom.pk, "vanaf": "2026-02-01", "tot": ""}
    html = client.post("/projecten/samen-zwemmen/leiding/", sent, follow=True).content.decode()
    assert "Tom Test leidt het project." in html
    leiding = project.leiding.get()
    address = f"/projecten/samen-zwemmen/leiding/{leiding.pk}/"
    assert address in html
    client.post(address, {"laatste_dag": "2026-03-31"})
    leiding.refresh_from_db()
    assert leiding.tot == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("fields", "zin"),
    [
        ({"naam": ""}, "Vul de naam in."),
        ({"naam": "Sociaal Verwijzen"}, "al een project met deze naam"),
        ({"naam": "Nieuw"}, "al een project met deze naam"),
        ({"soort": "lokaal"}, "Een lokaal project heeft een gemeente"),
        ({"vanaf": "morgen"}, "Dit is geen dag"),
        ({"themalijn": "999"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_project_that_cannot_be_is_refused_in_words_and_nothing_is_made(recept, thema, bente, as_user, fields, zin):
    response = begin(as_user(bente), thema, **fields)
    assert response.status_code == 422
    assert zin in response.content.decode()
    assert Project.objects.count() == 1


# ── one project ─────────────────────────────────────────────────────────────


def test_the_page_says_the_name_of_today_and_the_one_before(recept, olga, as_user):
    html = page(as_user(olga), "/projecten/sociaal-verwijzen/")
    assert "<h1>Sociaal Verwijzen</h1>" in html
    assert "Voorheen Welzijn op Recept" in html


def test_on_an_earlier_day_it_has_the_old_name_and_no_word_of_the_new_one(recept, olga, as_user):
    html = page(as_user(olga), "/projecten/sociaal-verwijzen/?peildatum=2025-12-31")
    assert "<h1>Welzijn op Recept</h1>" in html
    assert "Sociaal Verwijzen" not in html
    assert "de stand van 31 december 2025" in html


@pytest.mark.parametrize("dag", ["gisteren", "2026-02-30", "1999-12-31", "2100-01-01", "20260310", "٢٠٢٦-٠٣-١٠"])
def test_a_peildatum_that_is_no_day_gets_400_with_a_sentence(recept, olga, as_user, dag):
    html = page(as_user(olga), f"/projecten/sociaal-verwijzen/?peildatum={dag}", 400)
    assert "Schrijf de peildatum als jaar-maand-dag" in html


def test_a_day_that_is_still_to_come_shows_what_is_planned_for_it(recept, bente, olga, nu, as_user):
    rename_project(actor=bente, project=recept, naam="Samen Verwijzen", vanaf=date(2026, 7, 1), now=nu)
    client = as_user(olga)
    assert "<h1>Sociaal Verwijzen</h1>" in page(client, "/projecten/sociaal-verwijzen/")
    html = page(client, "/projecten/sociaal-verwijzen/?peildatum=2026-07-01")
    assert "<h1>Samen Verwijzen</h1>" in html
    assert "een dag die nog komt" in html


def test_before_it_began_and_by_an_unknown_name_there_is_no_page(recept, olga, as_user):
    client = as_user(olga)
    page(client, "/projecten/sociaal-verwijzen/?peildatum=2023-12-31", 404)
    page(client, "/projecten/bestaat-niet/", 404)


def test_participation_is_that_of_the_day(recept, almelo, hengelo, olga, as_user):
    take_part(recept, almelo, "pilot")
    take_part(recept, almelo, "doet-mee", NIEUW)
    take_part(recept, hengelo, "verkent", NIEUW)
    client = as_user(olga)
    assert "Eén gemeente doet mee, één gemeente verkent." in page(client, "/projecten/sociaal-verwijzen/")
    assert "Eén pilotgemeente." in page(client, "/projecten/sociaal-verwijzen/?peildatum=2025-06-01")


def test_news_shows_from_the_day_it_was_approved(recept, olga, as_user):
    approve(make_ronde(2025, 4), "Er is een **groei** van 11%.", project=recept, op=date(2026, 1, 5))
    client = as_user(olga)
    assert "<strong>groei</strong> van 11%" in page(client, "/projecten/sociaal-verwijzen/")
    assert "groei" not in page(client, "/projecten/sociaal-verwijzen/?peildatum=2026-01-04")


def test_of_many_rondes_the_last_eight_are_shown_and_the_rest_is_one_click_away(recept, olga, as_user):
    for i in range(10):
        jaar, kwartaal = 2023 + i // 4, i % 4 + 1
        approve(make_ronde(jaar, kwartaal), f"Nieuws van {jaar}-{kwartaal}.", project=recept)
    client = as_user(olga)
    html = page(client, "/projecten/sociaal-verwijzen/?peildatum=2026-06-01")
    assert "Nieuws van 2025-2." in html
    assert "Nieuws van 2023-2." not in html
    assert 'href="?rondes=alle&amp;peildatum=2026-06-01#voortgang"' in html
    html = page(client, "/projecten/sociaal-verwijzen/?rondes=alle&peildatum=2026-06-01")
    assert "Nieuws van 2023-1." in html
    assert "Toon alle" not in html.split('id="voortgang"')[1].split("</section>")[0]


def test_with_more_eigenaren_than_one_reads_only_who_takes_part_is_named(recept, hengelo, almelo, olga, as_user):
    for i in range(30):
        make(Eigenaar, slug=f"plaats-{i}", naam=f"Plaats {i}")
    take_part(recept, hengelo, "pilot")
    reach = make(Indicator, project=recept, sleutel="bereik", naam="Bereik", eenheid="%")
    make(Meting, indicator=reach, eigenaar=almelo, peildatum=NIEUW, waarde=Decimal(40))
    html = page(as_user(olga), "/projecten/sociaal-verwijzen/")
    assert "Niet gemeld: de 31 andere eigenaren." in html
    chart = html.split('class="reeks"')[1].split("</figure>")[0]
    assert "Almelo" in chart
    assert "Hengelo" in chart
    assert "Plaats 1" not in html


def test_the_state_says_since_which_quarter_it_stands_so(recept, olga, as_user):
    for kwartaal, tijd in ((1, "groen"), (2, "oranje"), (3, "oranje")):
        uitleg = "" if tijd == "groen" else f"Vertraagd in Q{kwartaal}."
        approve(
            make_ronde(2025, kwartaal), "Nieuws.", project=recept, kwaliteit="groen", tijd=tijd, tijd_toelichting=uitleg
        )
    html = page(as_user(olga), "/projecten/sociaal-verwijzen/")
    assert "Stand: Tijd oranje, sinds Q2 2025." in html
    assert "Vertraagd in Q3." in html


def test_internal_news_is_for_the_team(recept, olga, rik, as_user):
    approve(make_ronde(2025, 4), "Voor iedereen.", project=recept, intern="Alleen voor ons.")
    assert "Alleen voor ons." not in page(as_user(olga), "/projecten/sociaal-verwijzen/")
    assert "Alleen voor ons." in page(as_user(rik), "/projecten/sociaal-verwijzen/")


def test_a_draft_is_seen_by_its_leader_and_the_reviewer_only(recept, tom, rik, olga, frank, as_user):
    make(Projectleiding, project=recept, gebruiker=tom)
    entry = make(Voortgang, ronde=make_ronde(2026, 1), project=recept, staat="concept")
    entry.berichten.create(volgorde=1, tekst="Nog niet af.")
    seen = {
        who: "Nog niet af." in page(as_user(who), "/projecten/sociaal-verwijzen/") for who in (tom, rik, olga, frank)
    }
    assert seen == {tom: True, rik: True, olga: False, frank: False}


def test_the_leader_finds_the_way_to_the_open_quarter_and_others_do_not(recept, tom, olga, as_user):
    make(Projectleiding, project=recept, gebruiker=tom)
    make_ronde(2026, 1)
    assert "Vul voortgang in" in page(as_user(tom), "/projecten/sociaal-verwijzen/")
    assert "Vul voortgang in" not in page(as_user(olga), "/projecten/sociaal-verwijzen/")


def test_figures_stand_with_their_source_and_small_numbers_are_hidden(recept, hengelo, almelo, olga, rik, as_user):
    make(Controlegetal, project=recept, naam="Groei", waarde=Decimal(30), eenheid="%", bron="Update", citaat="30%")
    indicator = make(Indicator, project=recept, naam="Deelnemers")
    make(Meting, indicator=indicator, eigenaar=hengelo, waarde=Decimal(7))
    make(Meting, indicator=indicator, eigenaar=almelo, waarde=Decimal(31))
    html = page(as_user(olga), "/projecten/sociaal-verwijzen/")
    assert "“30%”, Update" in html
    assert '<th scope="row">Almelo</th><td class="getal">31</td>' in html
    assert '<th scope="row">Hengelo</th>' not in html
    assert '<th scope="row">Hengelo</th><td class="getal">7</td>' in page(as_user(rik), "/projecten/sociaal-verwijzen/")


# ── changing it ─────────────────────────────────────────────────────────────


def test_bente_renames_on_screen_and_only_from_that_day(recept, bente, as_user):
    client = as_user(bente)
    page(client, "/projecten/sociaal-verwijzen/naam/")
    response = client.post("/projecten/sociaal-verwijzen/naam/", {"naam": "Samen", "vanaf": "2026-03-10"}, follow=True)
    assert "<h1>Samen</h1>" in response.content.decode()
    assert "Vastgestelde stukken houden de oude." in response.content.decode()
    assert "<h1>Sociaal Verwijzen</h1>" in page(client, "/projecten/sociaal-verwijzen/?peildatum=2026-03-09")


def test_a_second_step_on_one_day_is_refused_and_what_was_typed_stays(recept, bente, as_user):
    response = as_user(bente).post("/projecten/sociaal-verwijzen/naam/", {"naam": "Samen", "vanaf": "2026-01-01"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Op 1 januari 2026 is de naam van dit project al gewijzigd. Kies een andere dag." in html
    assert 'value="Samen"' in html
    assert recept.namen.count() == 2


def test_a_step_into_the_past_asks_for_a_confirmation_first(recept, bente, as_user):
    client, url = as_user(bente), "/projecten/sociaal-verwijzen/naam/"
    typed = {"naam": "Recept voor welzijn", "vanaf": "2025-05-01"}
    html = client.post(url, typed).content.decode()
    assert "latere wijziging, van 1 januari 2026" in html
    assert "verander ook wat er over eerdere dagen staat" in html
    assert client.post(url, {**typed, "in_verleden": "on"}).status_code == 302
    assert "<h1>Recept voor welzijn</h1>" in page(client, "/projecten/sociaal-verwijzen/?peildatum=2025-06-01")


@pytest.mark.parametrize("typed", [{}, {"naam": "", "vanaf": "2026-03-10"}, {"naam": "X", "vanaf": "10 maart"}])
def test_an_empty_or_impossible_field_is_told_in_place(recept, bente, as_user, typed):
    response = as_user(bente).post("/projecten/sociaal-verwijzen/naam/", typed | {"x": "1"})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_participation_is_recorded_on_screen(recept, hengelo, bente, as_user):
    client = as_user(bente)
    assert "selected" in page(client, "/projecten/sociaal-verwijzen/deelname/?eigenaar=hengelo")
    typed = {"eigenaar": hengelo.pk, "stap": "pilot", "vanaf": "2026-03-10", "toelichting": "Besluit van het college"}
    assert client.post("/projecten/sociaal-verwijzen/deelname/", typed).status_code == 302
    html = page(client, "/projecten/sociaal-verwijzen/")
    assert "Eén pilotgemeente." in html
    assert "Besluit van het college" in html


def test_a_project_moves_under_another_theme_line_on_screen(recept, thema, bente, as_user):
    other = make_thema("ouderen", "Ouderen", 4)
    client = as_user(bente)
    typed = {"themalijn": other.pk, "volgorde": "1", "vanaf": "2026-03-10"}
    assert client.post("/projecten/sociaal-verwijzen/plaats/", typed).status_code == 302
    assert "Sociaal Verwijzen" in page(client, "/themalijnen/ouderen/")
    assert "Sociaal Verwijzen" not in page(client, "/themalijnen/bestaanszekerheid/")
    assert "Sociaal Verwijzen" in page(client, "/themalijnen/bestaanszekerheid/?peildatum=2026-03-09")


def test_the_order_under_a_theme_line_changes_on_screen(recept, thema, bente, as_user):
    other = make_project("kinderarmoede", "Kinderarmoede", thema, 2)
    client, url = as_user(bente), "/themalijnen/bestaanszekerheid/projecten/"
    page(client, url)
    twice = client.post(url, {f"plaats_{recept.pk}": 1, f"plaats_{other.pk}": 1, "vanaf": "2026-03-10"})
    assert "Sociaal Verwijzen en Kinderarmoede staan allebei op plaats 1." in twice.content.decode()
    assert (
        client.post(url, {f"plaats_{recept.pk}": 9, f"plaats_{other.pk}": 1, "vanaf": "2026-03-10"}).status_code == 302
    )
    html = page(client, "/themalijnen/bestaanszekerheid/")
    assert html.index("Kinderarmoede") < html.index("Sociaal Verwijzen")


def test_a_step_is_taken_back_with_a_reason_and_what_held_before_holds_again(recept, hengelo, bente, as_user):
    take_part(recept, hengelo, "pilot")
    step = take_part(recept, hengelo, "geborgd", NIEUW)
    client, url = as_user(bente), f"/projecten/sociaal-verwijzen/stappen/deelname/{step.pk}/"
    assert client.post(url, {"reden": " "}).status_code == 422
    assert client.post(url, {"reden": "verkeerde gemeente"}).status_code == 302
    assert "Eén pilotgemeente." in page(client, "/projecten/sociaal-verwijzen/")
    assert "verkeerde gemeente" in Logregel.objects.first().zin


def test_the_only_name_of_a_project_cannot_be_taken_back(thema, bente, nu):
    project = make_project("mantelzorg", "Mantelzorg", thema)
    with pytest.raises(Exception, match="enige naam"):
        withdraw_step(actor=bente, stap=project.namen.get(), reden="weg", now=nu)
    assert project.namen.exists()


def test_a_name_is_corrected_with_a_reason(recept, bente, as_user):
    step = recept.namen.get(vanaf=NIEUW)
    client = as_user(bente)
    url = f"/projecten/sociaal-verwijzen/naam/{step.pk}/"
    page(client, url)
    assert client.post(url, {"naam": "Sociaal verwijzen", "reden": "kleine letter"}).status_code == 302
    assert "<h1>Sociaal verwijzen</h1>" in page(client, "/projecten/sociaal-verwijzen/")


@pytest.mark.parametrize("pad", ["naam/", "plaats/", "deelname/", "naam/1/", "stappen/naam/1/"])
@pytest.mark.parametrize("wie", ["tom", "rik", "olga", "pia"])
def test_changing_a_project_is_for_the_programmamanager(recept, as_user, request, wie, pad):
    client = as_user(request.getfixturevalue(wie))
    assert client.get(f"/projecten/sociaal-verwijzen/{pad}").status_code == 403
    assert client.post(f"/projecten/sociaal-verwijzen/{pad}", {"naam": "X", "vanaf": "2026-03-10"}).status_code == 403
    assert recept.namen.count() == 2


def test_a_step_of_another_project_or_kind_is_not_found(recept, thema, bente, as_user):
    other = make_project("mantelzorg", "Mantelzorg", thema)
    client = as_user(bente)
    assert client.get(f"/projecten/mantelzorg/naam/{recept.namen.first().pk}/").status_code == 404
    assert client.get(f"/projecten/mantelzorg/stappen/onzin/{other.namen.first().pk}/").status_code == 404


# ── the list ────────────────────────────────────────────────────────────────


@pytest.fixture
def lijst(recept, thema, almelo, hengelo):
    ouderen = make_thema("ouderen", "Ouderen", 4, volgorde=2)
    mantelzorg = make_project("mantelzorg", "Mantelzorg", ouderen)
    make_project("jogg", "JOGG", thema, 2, soort="lokaal", gemeente=almelo)
    make_project("afgerond", "Oud project", thema, 3, tot=date(2026, 2, 1), einde_reden="geborgd bij SNO")
    make_project("lang-geleden", "Lang geleden", thema, 4, tot=date(2025, 2, 1))
    take_part(recept, almelo, "pilot")
    take_part(mantelzorg, hengelo, "verkent")
    approve(
        make_ronde(2025, 4),
        "De werkgroep is begonnen. Meer volgt.",
        project=mantelzorg,
        geld="rood",
        geld_toelichting="Op.",
    )


def names_in(html: str) -> list[str]:
    rows = html.split('<tr><th scope="row">')[1:]
    return [row.split(">", 1)[1].split("</a>")[0] for row in rows]


def test_the_list_holds_what_runs_and_what_ended_this_year(lijst, olga, as_user):
    html = page(as_user(olga), "/projecten/")
    assert names_in(html) == ["Sociaal Verwijzen", "JOGG", "Oud project", "Mantelzorg"]
    assert "Alle 4 projecten" in html
    assert "Geborgd bij SNO." in html


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?thema=ouderen", ["Mantelzorg"]),
        ("?stand=rood", ["Mantelzorg"]),
        ("?stand=klaar", ["Oud project"]),
        ("?stand=niet", ["Sociaal Verwijzen", "JOGG"]),
        ("?soort=lokaal", ["JOGG"]),
        ("?eigenaar=almelo", ["Sociaal Verwijzen"]),
        ("?volgorde=naam", ["JOGG", "Mantelzorg", "Oud project", "Sociaal Verwijzen"]),
        ("?volgorde=stand", ["Mantelzorg", "Sociaal Verwijzen", "JOGG", "Oud project"]),
        ("?thema=ouderen&stand=groen", []),
    ],
)
def test_the_file_holds_what_the_screen_shows(lijst, olga, as_user, query, names):
    client = as_user(olga)
    assert names_in(page(client, f"/projecten/{query}")) == names
    lines = page(client, f"/projecten/lijst.csv{query}").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == names


def test_a_filter_that_does_not_exist_gets_400_with_a_sentence(lijst, olga, as_user):
    for query in ("thema=x", "stand=blauw", "eigenaar=x", "volgorde=x", "soort=x"):
        assert "bestaat niet. Kies er een uit de lijst" in page(as_user(olga), f"/projecten/?{query}", 400)


def test_a_cell_of_the_file_is_never_a_formula(recept, bente, olga, nu, as_user):
    rename_project(actor=bente, project=recept, naam="=1+1", vanaf=nu.date(), now=nu)
    assert page(as_user(olga), "/projecten/lijst.csv").splitlines()[1].startswith("'=1+1;")


def test_an_empty_choice_says_so(lijst, olga, as_user):
    assert "Geen project past bij deze keuze." in page(as_user(olga), "/projecten/?stand=groen")


def queries(client, url: str, count) -> int:
    client.get(url)
    with count() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.fixture
def count(django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("url", ["/projecten/", "/themalijnen/bestaanszekerheid/", "/projecten/sociaal-verwijzen/"])
def test_twelve_projects_cost_as_many_queries_as_one(recept, thema, almelo, hengelo, olga, as_user, count, url):
    client = as_user(olga)
    ronde = make_ronde(2025, 4)
    approve(ronde, "Nieuws.", project=recept)
    take_part(recept, almelo, "pilot")
    one = queries(client, url, count)
    for i in range(11):
        project = make_project(f"p{i}", f"P{i}", thema, i + 2)
        approve(ronde, "Nieuws.", "Meer.", project=project)
        approve(ronde, "Nieuws.", project=recept if i == 0 else project, gemeente=hengelo)
        take_part(project, hengelo, "pilot")
    assert queries(client, url, count) == one
