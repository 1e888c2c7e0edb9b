"""The dashboard of an eigenaar: what all see, what it keeps for itself, and as of which day."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Beschikking, Bestemming, Boeking, Capaciteit, Jaarschijf
from koers.eigenaren.models import EigenaarFunctie, Ondertekenaar
from koers.lib import klok
from projecten.models import Betrokkenheid, Controlegetal, Indicator, Meting, ProjectNaam, Voortgang
from rapportage.models import Document
from tests.factories import make
from tests.projecten.streek import AMSTERDAM, approve, make_project, make_ronde, make_thema, take_part

NIEUW = date(2026, 1, 1)
BEFORE = datetime(2026, 3, 1, 9, tzinfo=AMSTERDAM)


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
    """The part of the page under this heading."""
    return html.split(f'id="{kop}"', 1)[1].split("<section", 1)[0]


# ── what all see ────────────────────────────────────────────────────────────


def test_the_head_says_in_a_sentence_where_it_stands(schulden, thema, hengelo, olga, as_user):
    take_part(schulden, hengelo, "pilot")
    make_project("kinderarmoede", "Kinderarmoede", thema, 2)
    make_project("jogg", "JOGG", thema, 3, soort="lokaal", gemeente=hengelo)
    approve(make_ronde(2025, 4), "Nieuws.", project=schulden, tijd="oranje", tijd_toelichting="Later begonnen.")
    html = page(as_user(olga), "/eigenaren/hengelo/")
    assert "Betrokken bij 1 van de 2 regionale projecten: 1 pilot." in html
    assert "Daarnaast 1 eigen lokaal project." in html
    assert "1 vraagt aandacht." in html


def test_a_project_shows_its_ladder_and_the_own_state_and_news_before_the_regions(schulden, hengelo, olga, as_user):
    take_part(schulden, hengelo, "pilot")
    ronde = make_ronde(2025, 4)
    approve(ronde, "De regio werkt eraan.", project=schulden, kwaliteit="groen")
    own = {"tijd": "rood", "tijd_toelichting": "Geen ruimte."}
    approve(ronde, "De pilot in de wijk loopt. En meer.", project=schulden, gemeente=hengelo, **own)
    rows = section(page(as_user(olga), "/eigenaren/hengelo/"), "projecten")
    assert "Tijd rood" in rows
    assert "sinds Q4 2025" in rows
    assert "De pilot in de wijk loopt." in rows
    assert "De regio werkt eraan." not in rows


def test_without_own_news_the_regions_stands_there_and_says_so(schulden, hengelo, olga, as_user):
    take_part(schulden, hengelo, "pilot")
    approve(make_ronde(2025, 4), "De regio werkt eraan.", "De pilot in Hengelo is positief.", project=schulden)
    rows = section(page(as_user(olga), "/eigenaren/hengelo/"), "projecten").split("<tbody", 1)[1]
    assert "De pilot in Hengelo is positief." in rows
    assert '<span class="merk">regionaal</span>' in rows


def test_what_was_never_reported_is_not_nothing(schulden, hengelo, olga, as_user):
    html = page(as_user(olga), "/eigenaren/hengelo/")
    assert "Van deelname aan de 1 regionale projecten is niets gemeld." in html
    assert "1 regionale projecten waarvan deelname niet is gemeld" in html
    assert "Een project komt hier zodra de programmamanager de eerste stap vastlegt." in html
    assert "Het eerste nieuws komt hier zodra de redactie een ronde goedkeurt." in html


def test_news_of_the_last_ronde_stands_here_about_here_and_of_the_region(schulden, thema, hengelo, olga, as_user):
    other = make_project("kinderarmoede", "Kinderarmoede", make_thema("ouderen", "Ouderen", 4, volgorde=2))
    oud, ronde = make_ronde(2025, 3), make_ronde(2025, 4)
    approve(oud, "Oud nieuws.", project=other)
    approve(ronde, "In Hengelo is het begonnen.", project=schulden)
    approve(ronde, "Elders ook.", project=other)
    approve(ronde, "Het team is compleet.", gemeente=hengelo)
    new = section(page(as_user(olga), "/eigenaren/hengelo/"), "nieuw")
    here, region = new.split("<h3>Regio</h3>")
    assert "Nieuw in Q4 2025" in page(as_user(olga), "/eigenaren/hengelo/")
    assert "Het team is compleet." in here
    assert "In Hengelo is het begonnen." in here
    assert "Elders ook." in region
    assert "Oud nieuws." not in new


def test_a_name_inside_another_word_is_not_about_this_eigenaar(schulden, almelo, anna, as_user):
    approve(make_ronde(2025, 4), "De Almeloseweg is open.", project=schulden)
    assert "zelf niets over Q4 2025" in page(as_user(anna), "/eigenaren/almelo/")


def test_as_of_a_day_names_steps_and_news_are_those_of_then(schulden, hengelo, olga, as_user):
    make(ProjectNaam, project=schulden, naam="Jong en schuldenvrij", vanaf=NIEUW)
    take_part(schulden, hengelo, "verkent")
    take_part(schulden, hengelo, "doet-mee", NIEUW)
    approve(make_ronde(2025, 4), "Nieuw bericht.", project=schulden, op=date(2026, 1, 9))
    html = page(as_user(olga), "/eigenaren/hengelo/?peildatum=2025-12-31")
    assert "1 verkent" in html
    assert "Jongeren en schulden" in html
    for later in ("Jong en schuldenvrij", "doet mee", "Nieuw bericht."):
        assert later not in html
    assert 'href="/projecten/jongeren-en-schulden/?peildatum=2025-12-31"' in html


def test_an_unknown_eigenaar_is_not_found_and_a_bad_day_is_told(hengelo, olga, as_user):
    client = as_user(olga)
    page(client, "/eigenaren/utrecht/", 404)
    assert "Schrijf de peildatum als" in page(client, "/eigenaren/hengelo/?peildatum=morgen", 400)


def test_the_own_dot_stands_among_the_others_and_small_numbers_stay_out(schulden, almelo, hengelo, olga, rik, as_user):
    indicator = make(Indicator, project=schulden, naam="Deelnemers", norm=Decimal(40))
    make(Meting, indicator=indicator, eigenaar=hengelo, waarde=Decimal(52))
    make(Meting, indicator=indicator, eigenaar=almelo, waarde=Decimal(9))
    html = section(page(as_user(olga), "/eigenaren/hengelo/"), "cijfers")
    assert "Hengelo 52" in html
    assert "norm 40" in html
    assert "minder dan 10" in html
    assert ">9<" not in html
    assert '<td class="getal">9</td>' in section(page(as_user(rik), "/eigenaren/hengelo/"), "cijfers")


def test_figures_of_a_source_stand_with_it(schulden, hengelo, olga, as_user):
    make(Controlegetal, sleutel="a", naam="Projectleiders", waarde=Decimal(2), eigenaar=hengelo, bron="Raadsbrief")
    make(Controlegetal, sleutel="b", naam="Groei", waarde=Decimal(30), eenheid="%", project=schulden, op_voorblad=True)
    html = section(page(as_user(olga), "/eigenaren/hengelo/"), "cijfers")
    assert "Projectleiders" in html
    assert "30%" in html


# ── what it keeps for itself ────────────────────────────────────────────────


@pytest.fixture
def geheim(almelo):
    """Money, people and fte of Almelo."""
    award = make(Beschikking, ontvanger=almelo, slug="brede-spuk-almelo", nummer="SPUK-ALM")
    year = {"beschikking": award, "jaar": 2025}
    make(Jaarschijf, **year, toegekend=Decimal("1542987.00"), programmadeel=Decimal("1542987.00"))
    make(Boeking, **year, datum=date(2025, 5, 1), bedrag=Decimal("1342987.00"), herkomst="fictief")
    make(Bestemming, **year, oorsprong_jaar=2025, naar_jaar=2026, bedrag=Decimal("154298.70"))
    repay = {"soort": "terugstorten", "naar_jaar": None, "stap": "verwacht", "bedrag": Decimal("45701.30")}
    make(Bestemming, **year, oorsprong_jaar=2025, **repay)
    make(Capaciteit, eigenaar=almelo, jaar=2025, kwartaal=4, gepland=Decimal("2.4"), ingevuld=Decimal("1.8"))
    make(Ondertekenaar, eigenaar=almelo, naam="J. H. Dijkstra")
    return almelo


SECRETS = ("1.342.987", "45.701", "1,8", "Anna Test")


@pytest.mark.parametrize("wie", ["anna", "aad", "pia", "rik", "bente", "frank"])
def test_own_people_and_the_team_see_money_fte_and_contacts(geheim, anna, as_user, request, wie):
    html = page(as_user(request.getfixturevalue(wie)), "/eigenaren/almelo/")
    for secret in SECRETS:
        assert secret in html, secret
    assert "Van €\u00a01.542.987 is 87% besteed in 2025" in html
    assert 'class="merk">fictief' in section(html, "geld")


@pytest.mark.parametrize("wie", ["olga", "bram", "menno", "tom"])
def test_others_read_that_it_is_kept_for_the_eigenaar_and_see_none_of_it(geheim, anna, as_user, request, wie):
    client = as_user(request.getfixturevalue(wie))
    html = page(client, "/eigenaren/almelo/")
    for secret in (*SECRETS, "Vraagt actie"):
        assert secret not in html, secret
    assert "Deze cijfers zijn van Almelo zelf" in html
    assert "J. H. Dijkstra" in html
    page(client, "/eigenaren/almelo/geld/", 404)


def test_the_page_of_the_own_money_shows_each_award_to_the_cent(geheim, anna, frank, as_user):
    for wie in (anna, frank):
        html = page(as_user(wie), "/eigenaren/almelo/geld/")
        assert "€\u00a0154.298,70" in html
        assert "€\u00a045.701,30" in html
        assert "SPUK-ALM" in html


def test_another_year_is_in_the_address_and_a_bad_one_is_told(geheim, anna, as_user):
    client = as_user(anna)
    assert "Er is geen toekenning bekend" in page(client, "/eigenaren/almelo/geld/?jaar=2019")
    assert "Schrijf het met vier cijfers" in page(client, "/eigenaren/almelo/geld/?jaar=ooit", 400)


def test_without_money_or_fte_the_page_says_who_will_bring_it(almelo, anna, as_user):
    html = page(as_user(anna), "/eigenaren/almelo/")
    assert "Ze komt hier zodra de controller een beschikking vastlegt." in html
    assert "Er is nog geen capaciteit vastgelegd." in html


# ── what asks for action ────────────────────────────────────────────────────


def test_action_lists_what_is_due_first_what_ends_first(schulden, geheim, anna, pia, as_user):
    take_part(schulden, geheim, "pilot")
    make_ronde(2026, 1)
    late = {"tijd": "oranje", "tijd_toelichting": "Later begonnen."}
    approve(make_ronde(2025, 4), "Nieuws.", project=schulden, **late)
    actions = section(page(as_user(anna), "/eigenaren/almelo/"), "actie")
    assert "Vul de voortgang over Q1 2026 in" in actions
    assert "Pia Test vult in" in actions
    assert "<b>20 maart</b> · nog 10 dagen" in actions
    assert "Controleer €\u00a045.701 terug te storten" in actions
    assert "<b>15 juli</b>" in actions
    assert "Jongeren en schulden: Tijd oranje" in actions
    assert "Later begonnen." in actions
    assert "Vul 0,6 fte lokale projectleiding in" in actions
    order = [actions.index(words) for words in ("Vul de voortgang", "Controleer", "Tijd oranje", "Vul 0,6 fte")]
    assert order == sorted(order)


def test_what_came_back_is_an_action_without_its_text(schulden, almelo, anna, olga, as_user):
    take_part(schulden, almelo, "pilot")
    entry = make(Voortgang, ronde=make_ronde(2026, 1), project=schulden, gemeente=almelo, staat="teruggestuurd")
    entry.berichten.create(volgorde=1, tekst="Halve zin")
    html = page(as_user(anna), "/eigenaren/almelo/")
    assert "Pas Jongeren en schulden aan" in html
    assert "Halve zin" not in html
    assert "Pas Jongeren en schulden aan" not in page(as_user(olga), "/eigenaren/almelo/")


def test_with_nothing_to_do_it_says_so(almelo, anna, as_user):
    assert "Niets, alles is binnen." in page(as_user(anna), "/eigenaren/almelo/")


def test_no_more_than_five_actions_stand_there(thema, almelo, anna, as_user):
    ronde = make_ronde(2025, 4)
    for i in range(8):
        project = make_project(f"p{i}", f"Project {i}", thema, i)
        take_part(project, almelo, "pilot")
        approve(ronde, "Nieuws.", project=project, geld="rood", geld_toelichting="Op.")
    actions = section(page(as_user(anna), "/eigenaren/almelo/"), "actie")
    assert actions.count("<li>") == 5


# ── eigenaren that are no gemeente ──────────────────────────────────────────


def test_menzis_has_the_same_page_with_what_applies_to_it(schulden, menzis, menno, as_user):
    make(EigenaarFunctie, eigenaar=menzis, functie="zorgkantoor")
    make(Betrokkenheid, project=schulden, partner=None, eigenaar=menzis, rol="denkt-mee", toelichting="over borging")
    html = page(as_user(menno), "/eigenaren/menzis/")
    assert "<h1>Menzis</h1>" in html
    assert "Zorgkantoor" in html
    assert "denkt mee: over borging" in html
    assert "Lokale projectleiding" not in html
    assert 'class="tegels plek"' not in html


def test_signing_in_leads_menno_olga_and_anna_to_their_own_page(menno, olga, anna, as_user):
    for wie, slug in ((menno, "menzis"), (olga, "hengelo"), (anna, "almelo")):
        assert as_user(wie).get("/").url == f"/eigenaren/{slug}/"


def test_all_eigenaren_can_be_chosen_on_the_map_and_in_the_list(schulden, almelo, hengelo, menzis, olga, as_user):
    take_part(schulden, almelo, "pilot")
    html = page(as_user(olga), "/regio/eigenaren/")
    assert 'aria-label="Almelo: 1 project"' in html
    assert 'aria-label="Hengelo: niets gemeld"' in html
    assert 'href="/eigenaren/menzis/"' in html


def test_the_beheerder_has_no_dashboards(hengelo, bea, as_user):
    page(as_user(bea), "/eigenaren/hengelo/", 403)


# ── the number of queries ───────────────────────────────────────────────────


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_twelve_projects_cost_as_many_queries_as_one(schulden, thema, geheim, hengelo, anna, as_user):
    url, client = "/eigenaren/almelo/", as_user(anna)
    make_ronde(2026, 1)
    ronde = make_ronde(2025, 4)
    fill(schulden, geheim, hengelo, ronde, 0)
    one = queries(client, url)
    for i in range(1, 12):
        fill(make_project(f"p{i}", f"P{i}", thema, i + 2), geheim, hengelo, ronde, i)
    assert queries(client, url) == one


def fill(project, own, other, ronde, i: int) -> None:
    take_part(project, own, "pilot")
    approve(ronde, "Nieuws.", "Meer.", project=project)
    approve(ronde, "Lokaal.", project=project, gemeente=own)
    make(Betrokkenheid, project=project, partner=None, eigenaar=own, rol="denkt-mee")
    indicator = make(Indicator, project=project, sleutel=f"i{i}")
    for eigenaar in (own, other):
        make(Meting, indicator=indicator, eigenaar=eigenaar, waarde=Decimal(20 + i))
    make(Controlegetal, sleutel=f"c{i}", project=project)


def test_documents_are_those_this_reader_may_see(hengelo, olga, bram, as_user):
    make(Document, soort="kwartaalupdate", periode="2025-Q4", staat="gepubliceerd", gemaakt_op=BEFORE)
    make(Document, soort="jaarverslag", periode="2025", staat="besproken", gemaakt_op=BEFORE)
    link = 'href="/documenten/kwartaalupdate/2025-Q4/"'
    for wie, sees in ((olga, False), (bram, True)):
        html = page(as_user(wie), "/eigenaren/hengelo/")
        assert link in html
        assert ("Jaarverslag 2025" in html) is sees
    assert "Lees de Kwartaalupdate Q4 2025" in page(as_user(olga), "/eigenaren/hengelo/")
