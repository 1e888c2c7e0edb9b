"""Rondes on screen: the list, the board and the dates."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projecten.models import Ronde
from projecten.selectors.bord import load_bord
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import return_voortgang
from tests.projecten.rondes import GESLOTEN, MAART, Spel, lead, make_spel, page, set_clock
from tests.projecten.streek import make_project, take_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


class TestBoard:
    def test_one_thing_is_owed_of_each_project_gemeente_and_rubriek(self, spel, tom, pia, rik, hengelo, menzis):
        for gemeente in (spel.almelo, hengelo):
            take_part(spel.kinderarmoede, gemeente, "pilot")
        bord = load_bord(spel.ronde, MAART.date())
        assert {groep.naam: [(p.naam, p.wie) for p in groep.plichten] for groep in bord.groepen} == {
            "Van het programma": [("Evaluatie", ("Rik Test",))],
            "Ouderen": [("Mantelzorg", ("Tom Test",)), ("Kinderarmoede", ())],
            "Van de gemeenten": [("Almelo", ("Pia Test",)), ("Hengelo", ())],
        }

    def test_of_a_gemeente_one_entry_is_enough_and_it_shows_what_asks_for_work(self, spel, pia, rik):
        def almelo():
            return load_bord(spel.ronde, MAART.date()).groepen[-1].plichten[0]

        assert (almelo().staat, almelo().is_binnen) == ("", False)
        entry = spel.submit(pia, spel.van_pia, "Nieuws")
        assert (almelo().staat, almelo().is_binnen) == ("ingediend", True)
        return_voortgang(actor=rik, voortgang=entry, opmerking="Anders", now=MAART)
        assert almelo().staat == "teruggestuurd"

    def test_late_counts_from_the_day_after(self, spel, tom):
        spel.submit(tom, spel.van_tom, "Nieuws")
        assert load_bord(spel.ronde, date(2026, 3, 16)).te_laat == []
        assert [p.naam for p in load_bord(spel.ronde, date(2026, 3, 17)).te_laat] == [
            "Evaluatie",
            "Kinderarmoede",
            "Almelo",
        ]

    def test_a_project_that_ended_before_or_begins_after_the_ronde_owes_nothing(self, spel):
        make_project("over", "Voorbij", tot=date(2025, 12, 31))
        make_project("later", "Later", vanaf=date(2026, 4, 1))
        make_project("net", "Net nog", tot=date(2026, 1, 1))
        names = [plicht.naam for plicht in load_bord(spel.ronde, MAART.date()).plichten]
        assert "Net nog" in names
        assert not {"Voorbij", "Later"} & set(names)

    def test_who_led_it_then_is_named_for_a_closed_ronde(self, spel, tom, pia):
        tom.projectleiding.update(tot=date(2026, 3, 31))
        lead(spel.mantelzorg, pia, vanaf=date(2026, 4, 1))
        plicht = load_bord(spel.ronde, date(2026, 11, 25)).groepen[1].plichten[0]
        assert plicht.wie == ("Tom Test",)

    def test_the_page_says_how_complete_it_is_and_who_is_missing(self, spel, tom, bente, as_user):
        spel.submit(tom, spel.van_tom, "Nieuws")
        html = page(as_user(bente).get("/rondes/2026-Q1/"))
        assert "Van de 4 is er 1 binnen, 0 goedgekeurd" in html
        assert "wacht op de redacteur" in html
        assert "nog niemand" in html

    def test_after_closing_what_is_missing_can_be_reopened_from_the_board(self, spel, bente, rik, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        html = page(as_user(bente).get("/rondes/2026-Q1/"))
        assert 'href="/projecten/mantelzorg/voortgang/2026-Q1/heropenen/"' in html
        assert 'href="/gemeenten/almelo/voortgang/2026-Q1/heropenen/"' in html
        assert "heropenen" not in page(as_user(rik).get("/rondes/2026-Q1/"))

    def test_the_board_costs_the_same_with_two_and_with_fourteen_projects(self, spel, bente, as_user):
        client = as_user(bente)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/rondes/2026-Q1/").status_code == 200
            return len(queries)

        spel.submit(None, spel.van_tom, "Nieuws")
        before = cost()
        for i in range(12):
            project = make_project(f"p{i}", f"Project {i}")
            take_part(project, spel.almelo, "pilot")
            spel.submit(None, Onderwerp(project), "Nieuws")
            spel.submit(None, Onderwerp(project, spel.almelo), "Nieuws")
        assert cost() == before

    @pytest.mark.parametrize(
        ("wie", "status"),
        [("bente", 200), ("rik", 200), *((wie, 403) for wie in ("tom", "pia", "frank", "anna", "aad", "bram", "bea"))],
    )
    def test_who_sees_what_others_have_not_handed_in(self, spel, request, as_user, wie, status):
        client = as_user(request.getfixturevalue(wie))
        assert [client.get(url).status_code for url in ("/rondes/", "/rondes/2026-Q1/")] == [status, status]

    @pytest.mark.parametrize("code", ["2031-Q1", "2026-Q9", "2026", "onzin", "²⁰²⁶"])
    def test_a_ronde_that_is_not_there_is_404(self, spel, bente, as_user, code):
        assert as_user(bente).get(f"/rondes/{code}/").status_code == 404


class TestDates:
    FORM = {"open_vanaf": "2026-06-01", "op_tijd_tot": "2026-06-19", "dicht_op": "2026-06-30", "uitgave": ""}

    def test_bente_makes_the_next_ronde_and_the_form_proposes_it(self, spel, bente, as_user):
        client = as_user(bente)
        assert client.get("/rondes/nieuw/").context["form"]["kwartaal"].value() == 2
        assert client.post("/rondes/nieuw/", self.FORM | {"jaar": "2026", "kwartaal": "2"}).status_code == 302
        assert Ronde.objects.get(kwartaal=2).dicht_op == date(2026, 6, 30)

    def test_a_year_needs_no_quarter(self, spel, bente, as_user):
        as_user(bente).post("/rondes/nieuw/", self.FORM | {"jaar": "2026", "kwartaal": ""})
        assert Ronde.objects.get(soort="jaar").jaar == 2026

    def test_what_cannot_be_is_told_in_place_and_the_form_keeps_its_dates(self, spel, bente, as_user):
        form = self.FORM | {"jaar": "2026", "kwartaal": "1", "op_tijd_tot": "2026-05-01"}
        response = as_user(bente).post("/rondes/nieuw/", form)
        html = page(response)
        assert "Op tijd tot ligt vóór de opening op 1 juni 2026." in html
        assert 'value="2026-05-01"' in html
        assert "bestaat al" in page(as_user(bente).post("/rondes/nieuw/", form | {"op_tijd_tot": "2026-06-19"}))

    def test_dates_of_a_ronde_are_moved(self, spel, bente, as_user):
        form = {"open_vanaf": "2026-03-02", "op_tijd_tot": "2026-03-20", "dicht_op": "2026-04-01"}
        assert as_user(bente).post("/rondes/2026-Q1/datums/", form)["Location"] == "/rondes/2026-Q1/"
        assert Ronde.objects.get().dicht_op == date(2026, 4, 1)

    @pytest.mark.parametrize("jaar", ["99999", "-1", "tweeduizend", ""])
    def test_a_year_that_is_no_year_is_a_sentence(self, spel, bente, as_user, jaar):
        response = as_user(bente).post("/rondes/nieuw/", self.FORM | {"jaar": jaar, "kwartaal": "1"})
        assert response.status_code == 200
        assert "Nog niet vastgelegd" in page(response)

    def test_rik_reads_rondes_and_does_not_move_them(self, spel, rik, as_user):
        assert as_user(rik).get("/rondes/2026-Q1/datums/").status_code == 403
        assert as_user(rik).get("/rondes/nieuw/").status_code == 403
        assert "Maak een ronde" not in page(as_user(rik).get("/rondes/"))


def test_without_any_ronde_the_list_says_what_will_come(bente, as_user):
    assert "Er is nog geen ronde." in page(as_user(bente).get("/rondes/"))
