"""*Mijn taken*: what each of the cast comes for."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Eigenaar
from projecten.models import Indicator, Meting, Ronde
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors import bordkader
from projecten.selectors.meetwerk import load_meetwerk
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.raster import load_raster
from projecten.services.voortgang import reopen_voortgang, return_voortgang, save_voortgang
from tests.factories import make
from tests.projecten.meetveld import VORIG, Meetveld
from tests.projecten.rondes import GESLOTEN, MAART, Spel, lead, make_spel, page, set_clock
from tests.projecten.streek import make_project, take_part

pytestmark = pytest.mark.django_db
URL = "/taken/"


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


class TestTom:
    def test_sees_his_projects_and_until_when(self, spel, tom, as_user):
        html = page(as_user(tom).get(URL))
        assert "Er is 1 ding te doen. Voortgang over Q1 2026 is op tijd tot en met 16 maart 2026" in html
        assert 'href="/projecten/mantelzorg/voortgang/2026-Q1/"' in html
        assert "nog 6 dagen" in html
        assert "Kinderarmoede" not in html

    def test_sees_what_came_back_first_and_why(self, spel, tom, rik, as_user):
        lead(make_project("aaa", "Aanpak"), tom)
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        return_voortgang(actor=rik, voortgang=entry, opmerking="Schrijf tien uit.", now=MAART)
        response = as_user(tom).get(URL)
        assert [taak.naam for taak in response.context["taken"].doen] == ["Mantelzorg", "Aanpak"]
        assert "Teruggestuurd door Rik Test op 10 maart 2026." in page(response)
        assert "“Schrijf tien uit.”" in page(response)

    def test_what_is_handed_in_or_approved_asks_nothing(self, spel, tom, rik, as_user):
        spel.approve(rik, spel.van_tom, "Nieuws")
        response = as_user(tom).get(URL)
        assert response.context["taken"].doen == ()
        assert "Niets: alles is binnen." in page(response)
        assert "Goedgekeurd door Rik Test op 10 maart 2026." in page(response)

    def test_late_is_said_with_the_day_it_shuts(self, spel, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART.replace(day=17))
        assert "te laat; dicht op 24 maart 2026" in page(as_user(tom).get(URL))

    def test_after_closing_only_what_was_reopened_is_left(self, spel, tom, bente, as_user, monkeypatch):
        lead(spel.kinderarmoede, tom)
        set_clock(monkeypatch, GESLOTEN)
        tot = GESLOTEN.date().replace(month=4)
        reopen_voortgang(
            actor=bente, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Cijfer mist.", tot=tot, now=GESLOTEN
        )
        response = as_user(tom).get(URL)
        assert [(taak.naam, taak.tot) for taak in response.context["taken"].doen] == [
            ("Mantelzorg", "tot en met 25 april 2026")
        ]
        assert "Cijfer mist." in page(response)

    def test_before_the_ronde_opens_it_says_when(self, spel, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART.replace(month=2))
        html = page(as_user(tom).get(URL))
        assert "De ronde Q1 2026 gaat open op 2 maart 2026." in html
        assert "Zodra de volgende ronde opengaat" in html

    def test_without_any_ronde_it_says_who_opens_one(self, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART)
        assert "Zodra de programmamanager een ronde opent" in page(as_user(tom).get(URL))


class TestPia:
    def test_owes_one_thing_and_may_write_about_each_project_almelo_takes_part_in(self, spel, pia, as_user):
        take_part(spel.kinderarmoede, spel.almelo, "gestopt")
        response = as_user(pia).get(URL)
        assert [taak.naam for taak in response.context["taken"].doen] == ["Almelo zelf"]
        assert [extra.naam for extra in response.context["taken"].gemeenten[0].extra] == ["Almelo zelf", "Mantelzorg"]
        assert 'href="/projecten/mantelzorg/voortgang/2026-Q1/almelo/"' in page(response)

    def test_a_draft_about_a_project_is_the_thing_to_finish(self, spel, pia, as_user):
        spel.save(pia, spel.van_pia, "Begin")
        taken = as_user(pia).get(URL).context["taken"]
        assert [(taak.naam, taak.bij, taak.uitleg) for taak in taken.doen] == [
            ("Mantelzorg", "Almelo, Q1 2026", "Concept, nog niet ingediend.")
        ]


class TestMetingen:
    @pytest.fixture
    def veld(self, spel, hengelo) -> Meetveld:
        take_part(spel.mantelzorg, hengelo, "pilot")
        return Meetveld(spel)

    def tasks(self, client) -> list[tuple[str, str]]:
        taken = client.get(URL).context["taken"]
        found = [taak for taak in taken.doen if taak.soort == "meten"]
        assert {taak.naam for taak in found} <= {"Metingen van Mantelzorg"}
        return [(taak.uitleg, taak.tot) for taak in found]

    def test_who_leads_a_project_sees_how_far_its_grid_is_and_until_when(self, veld, tom, almelo, as_user):
        veld.meet(almelo, 12, op=veld.spel.ronde.eind)
        html = page(as_user(tom).get(URL))
        assert "Er zijn 2 dingen te doen." in html
        assert 'href="/projecten/mantelzorg/metingen/2026-Q1/">Metingen van Mantelzorg</a>' in html
        assert self.tasks(as_user(tom)) == [("1 van de 4 ingevuld.", "tot en met 16 maart 2026")]

    def test_it_counts_what_the_grid_counts(self, veld, tom, pia, almelo, hengelo, bente):
        veld.meet(almelo, 12, op=veld.spel.ronde.eind)
        veld.meet(make(Eigenaar, naam="Weg", slug="weg"), 5)
        opgegaan = make(Indicator, project=make_project("oud", "Oud", tot=VORIG), sleutel="oud", naam="Oud")
        make(Meting, indicator=opgegaan, eigenaar=make(Eigenaar, naam="Toen", slug="toen"), peildatum=VORIG)
        make(Meting, indicator=opgegaan, eigenaar=hengelo, peildatum=veld.spel.ronde.eind)
        veld.bereik.vervolg_op = opgegaan
        veld.bereik.save()
        assert load_meetwerk(tom, [veld.spel.ronde], MAART.date())[0].aantal == 8
        for wie in (tom, pia):
            (werk,) = load_meetwerk(wie, [veld.spel.ronde], MAART.date())
            raster = load_raster(veld.spel.mantelzorg, veld.spel.ronde, wie, MAART.date())
            assert (werk.ingevuld, werk.aantal) == (raster.ingevuld, raster.aantal)
        assert load_meetwerk(bente, [veld.spel.ronde], MAART.date()) == [], "she may, but it is not hers to do"

    def test_a_local_leader_sees_only_the_own_gemeente(self, veld, pia, as_user):
        assert self.tasks(as_user(pia)) == [("0 van de 2 ingevuld.", "tot en met 16 maart 2026")]

    def test_after_the_day_it_is_not_late_but_has_until_the_ronde_shuts(self, veld, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART.replace(day=17))
        assert self.tasks(as_user(tom)) == [("0 van de 4 ingevuld.", "tot en met 24 maart 2026")]
        taken = as_user(tom).get(URL).context["taken"]
        assert [taak.dringend for taak in taken.doen if taak.soort == "meten"] == [False]

    def test_nothing_is_asked_of_what_is_filled_ended_not_asked_or_shut(
        self, veld, tom, almelo, hengelo, as_user, monkeypatch
    ):
        ended = make_project("oud", "Oud", tot=date(2025, 12, 1))
        lead(ended, tom)
        take_part(ended, almelo, "pilot")
        make(Indicator, project=ended, sleutel="oud", naam="Oud")
        veld.bereik.ritme = "jaar"
        veld.bereik.save()
        veld.meet(almelo, 12, op=veld.spel.ronde.eind)
        assert len(self.tasks(as_user(tom))) == 1
        veld.meet(hengelo, 0, op=veld.spel.ronde.eind)
        assert self.tasks(as_user(tom)) == []
        Meting.objects.all().delete()
        set_clock(monkeypatch, GESLOTEN)
        assert self.tasks(as_user(tom)) == []


class TestOthers:
    def test_rik_sees_what_waits_his_own_news_and_how_complete_it_is(self, spel, tom, rik, as_user):
        spel.submit(tom, spel.van_tom, "Nieuws")
        response = as_user(rik).get(URL)
        taken = response.context["taken"]
        assert [item.naam for item in taken.wachtrij] == ["Mantelzorg"]
        assert [taak.naam for taak in taken.doen] == ["Evaluatie"]
        assert "1 inzending wacht op uw oordeel." in page(response)
        assert "1 van 2" in page(response)

    def test_bente_sees_who_is_late_and_what_stands_on_oranje(self, spel, tom, bente, as_user, monkeypatch):
        inhoud = Inhoud((Punt("Nieuws"),), tijd="oranje", tijd_toelichting="Een maand later.")
        save_voortgang(actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, now=MAART)
        set_clock(monkeypatch, MAART.replace(day=17))
        response = as_user(bente).get(URL)
        assert [plicht.naam for _, plicht in response.context["taken"].te_laat] == [
            "Evaluatie",
            "Mantelzorg",
            "Kinderarmoede",
            "Almelo",
        ]
        assert "Een maand later." in page(response)

    def test_frank_is_shown_the_way_to_the_money(self, spel, frank, as_user):
        assert "Wat niet sluit en wat terug moet, staat bij Geld" in page(as_user(frank).get(URL))

    @pytest.mark.parametrize("wie", ["olga", "anna", "menno", "aad", "bram", "bea"])
    def test_who_has_no_tasks_here_has_no_such_page(self, spel, request, as_user, wie):
        assert as_user(request.getfixturevalue(wie)).get(URL).status_code == 403

    def test_a_draft_of_another_shows_nowhere(self, spel, tom, pia, frank, as_user):
        spel.save(tom, spel.van_tom, "Geheim")
        for wie in (pia, frank):
            assert "Geheim" not in page(as_user(wie).get(URL))


@pytest.mark.parametrize("wie", ["tom", "pia", "rik", "bente"])
def test_the_page_costs_the_same_with_one_project_and_with_thirteen(spel, request, as_user, wie, tom):
    client = as_user(request.getfixturevalue(wie))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    spel.submit(None, spel.van_tom, "Nieuws")
    make(Indicator, project=spel.mantelzorg, sleutel="deelnemers", naam="Deelnemers")
    before = cost()
    for i in range(12):
        project = make_project(f"p{i}", f"Project {i}")
        make(Indicator, project=project, sleutel=f"i{i}", naam="Deelnemers")
        lead(project, tom)
        take_part(project, spel.almelo, "pilot")
        spel.submit(None, Onderwerp(project), "Nieuws")
    assert Ronde.objects.count() == 1
    assert cost() == before


class TestLargeRonde:
    """Above the bound what is late and what is missing is counted, and leads to the board."""

    @pytest.fixture(autouse=True)
    def _bound(self, monkeypatch):
        monkeypatch.setattr(bordkader, "GRENS", 1)

    def test_tom_and_pia_see_what_they_saw(self, spel, tom, pia, as_user, monkeypatch):
        spel.save(pia, spel.van_pia, "Begin")
        large = [as_user(wie).get(URL).context["taken"] for wie in (tom, pia)]
        monkeypatch.setattr(bordkader, "GRENS", 150)
        assert [as_user(wie).get(URL).context["taken"] for wie in (tom, pia)] == large

    def test_bente_sees_numbers_and_the_way_to_them(self, spel, tom, bente, as_user, monkeypatch):
        inhoud = Inhoud((Punt("Nieuws"),), tijd="oranje", tijd_toelichting="Een maand later.")
        save_voortgang(actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, now=MAART)
        set_clock(monkeypatch, MAART.replace(day=17))
        html = page(as_user(bente).get(URL))
        assert "4 te laat" in html
        assert 'href="/rondes/2026-Q1/?staat=te-laat#bord"' in html
        assert 'href="/rondes/2026-Q1/?thema=ouderen&amp;staat=ontbreekt#bord">2<' in html
        assert "Een maand later." in html

    def test_rik_sees_his_own_and_how_complete_it_is(self, spel, tom, rik, as_user):
        spel.submit(tom, spel.van_tom, "Nieuws")
        response = as_user(rik).get(URL)
        assert [taak.naam for taak in response.context["taken"].doen] == ["Evaluatie"]
        assert "1 van 2" in page(response)
        html = page(as_user(rik).get("/beoordelen/"))
        assert "Van Q1 2026 zijn er 0 goedgekeurd; 3 zijn nog niet binnen." in html
        assert "1 van 2" in html
