"""Extra requests: asked of chosen projects and gemeenten, seen and answered by who writes about them, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import ExtraVraag, Projectleiding, VraagAan
from projecten.selectors.bord import load_bord
from projecten.services.vraag import AntwoordConflict, answer_extra, ask_extra, withdraw_extra
from tests.projecten.rondes import GESLOTEN, MAART, Spel, make_spel, page, set_clock
from tests.projecten.streek import make_project

pytestmark = pytest.mark.django_db
UITERLIJK = date(2026, 3, 12)


@pytest.fixture
def spel(tom, pia, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


def ask(spel: Spel, actor, **fields) -> ExtraVraag:
    known = {
        "ronde": spel.ronde,
        "onderwerp": "Wachtlijst",
        "vraag": "Hoe lang is de wachtlijst?",
        "uiterlijk": UITERLIJK,
        "projecten": [spel.mantelzorg],
        "gemeenten": [spel.almelo],
        "now": MAART,
    }
    return ask_extra(actor=actor, **known | fields)


class TestAsking:
    def test_each_chosen_project_and_gemeente_owes_an_answer_and_the_log_says_so(self, spel, rik):
        ask(spel, rik)
        bord = load_bord(spel.ronde, MAART.date())
        assert [(p.naam, p.wie, p.is_binnen) for p in bord.vragen] == [
            ("Wachtlijst: Mantelzorg", ("Tom Test",), False),
            ("Wachtlijst: Almelo", ("Pia Test",), False),
        ]
        assert bord.totaal == 4, "beside what is owed anyway"
        assert Logregel.objects.get(actie="projecten.vraag:ask").zin == (
            "Rik Test stelde in Q1 2026 een extra vraag aan 2 projecten en gemeenten, te beantwoorden tot en met "
            "12 maart 2026."
        )

    @pytest.mark.parametrize(
        ("fields", "zin"),
        [
            ({"uiterlijk": date(2026, 3, 9)}, "Kies een dag vanaf 10 maart 2026."),
            ({"uiterlijk": date(2026, 3, 25)}, "gaat dicht op 24 maart 2026"),
            ({"now": GESLOTEN}, "is gesloten"),
            ({"projecten": [], "gemeenten": []}, "ten minste één"),
            ({"vraag": "  "}, "schrijf wat u wilt weten"),
        ],
    )
    def test_what_cannot_be_asked_is_a_sentence_and_nothing_is_stored(self, spel, bente, fields, zin):
        with pytest.raises(ValidationError, match=zin):
            ask(spel, bente, **fields)
        assert not ExtraVraag.objects.exists()

    def test_a_project_that_did_not_run_is_refused(self, spel, bente):
        over = make_project("over", "Voorbij", tot=date(2025, 12, 31))
        with pytest.raises(ValidationError, match="Voorbij liep niet in Q1 2026"):
            ask(spel, bente, projecten=[over])

    @pytest.mark.parametrize("wie", ["tom", "pia", "frank", "anna", "bea"])
    def test_others_do_not_ask(self, spel, request, wie):
        with pytest.raises(NotAllowed):
            ask(spel, request.getfixturevalue(wie))

    def test_by_the_form_with_what_is_wrong_in_place(self, spel, bente, as_user):
        client = as_user(bente)
        assert "Mantelzorg" in page(client.get("/rondes/2026-Q1/vragen/nieuw/"))
        form = {"onderwerp": "Wachtlijst", "vraag": "Hoe lang?", "uiterlijk": "2026-03-12", "stap": "stel"}
        assert "ten minste één" in page(client.post("/rondes/2026-Q1/vragen/nieuw/", form))
        form["projecten"] = str(spel.mantelzorg.pk)
        assert client.post("/rondes/2026-Q1/vragen/nieuw/", form)["Location"] == "/rondes/2026-Q1/"
        html = page(client.get("/rondes/2026-Q1/"))
        assert "Wachtlijst" in html
        assert "0 van 1" in html
        forged = form | {"projecten": "999999"}
        assert client.post("/rondes/2026-Q1/vragen/nieuw/", forged).status_code == 200
        assert ExtraVraag.objects.count() == 1
        assert client.get("/rondes/2031-Q1/vragen/nieuw/").status_code == 404


class TestAnswering:
    def test_tom_sees_it_on_his_tasks_and_above_his_entry_and_answers(self, spel, tom, rik, as_user):
        vraag = ask(spel, rik)
        aan = vraag.aan.get(project=spel.mantelzorg)
        client = as_user(tom)
        link = f'href="/vragen/antwoord/{aan.pk}/"'
        tasks = page(client.get("/taken/"))
        assert link in tasks
        assert "Hoe lang is de wachtlijst?" in tasks
        assert "nog 2 dagen" in tasks
        assert link in page(client.get("/projecten/mantelzorg/voortgang/2026-Q1/"))
        url = f"/vragen/antwoord/{aan.pk}/"
        assert "Schrijf een antwoord." in page(client.post(url, {"antwoord": " ", "versie": "0"}))
        assert client.post(url, {"antwoord": "Tien weken.", "versie": "0"}).status_code == 302
        aan.refresh_from_db()
        assert (aan.antwoord, aan.beantwoord_door, aan.versie) == ("Tien weken.", tom, 1)
        assert "Beantwoord." in page(client.get("/taken/"))
        assert "Tien weken." in page(as_user(rik).get(f"/vragen/{vraag.pk}/"))

    def test_the_gemeentes_question_stands_above_all_entries_of_that_gemeente(self, spel, pia, tom, rik, as_user):
        vraag = ask(spel, rik, projecten=[])
        link = f"/vragen/antwoord/{vraag.aan.get().pk}/"
        client = as_user(pia)
        for url in ("/gemeenten/almelo/voortgang/2026-Q1/", "/projecten/mantelzorg/voortgang/2026-Q1/almelo/"):
            assert link in page(client.get(url))
        assert link not in page(as_user(tom).get("/projecten/mantelzorg/voortgang/2026-Q1/"))

    def test_who_does_not_write_about_it_does_not_find_or_answer_it(self, spel, tom, pia, rik, anna, as_user):
        vraag = ask(spel, rik)
        of_tom, of_pia = (aan.pk for aan in vraag.aan.order_by("pk"))
        assert as_user(pia).get(f"/vragen/antwoord/{of_tom}/").status_code == 404
        assert as_user(tom).post(f"/vragen/antwoord/{of_pia}/", {"antwoord": "Nee", "versie": "0"}).status_code == 404
        assert as_user(anna).get(f"/vragen/antwoord/{of_pia}/").status_code == 404
        with pytest.raises(NotAllowed, match="U leidt Mantelzorg niet"):
            answer_extra(actor=pia, aan=VraagAan.objects.get(pk=of_tom), antwoord="Nee", versie=0, now=MAART)

    def test_who_lost_the_right_while_writing_gets_the_answer_back(self, spel, tom, rik, as_user):
        aan = ask(spel, rik).aan.get(project=spel.mantelzorg)
        Projectleiding.objects.update(tot=date(2026, 3, 9))
        response = as_user(tom).post(f"/vragen/antwoord/{aan.pk}/", {"antwoord": "Tien <b>weken</b>.", "versie": "0"})
        assert response.status_code == 404
        assert "<blockquote>Tien &lt;b&gt;weken&lt;/b&gt;.</blockquote>" in page(response)
        assert "Hoe lang is de wachtlijst?" not in page(response)
        aan.refresh_from_db()
        assert aan.antwoord == ""

    def test_two_answers_at_once_are_shown_side_by_side(self, spel, tom, rik, as_user):
        aan = ask(spel, rik).aan.get(project=spel.mantelzorg)
        answer_extra(actor=tom, aan=aan, antwoord="Tien weken.", versie=0, now=MAART)
        assert answer_extra(actor=tom, aan=aan, antwoord="Tien weken.", versie=0, now=MAART).versie == 1
        with pytest.raises(AntwoordConflict):
            answer_extra(actor=tom, aan=aan, antwoord="Elf.", versie=0, now=MAART)
        url = f"/vragen/antwoord/{aan.pk}/"
        response = as_user(tom).post(url, {"antwoord": "Elf.", "versie": "0"})
        assert response.status_code == 409
        assert "Tien weken." in page(response)
        assert "Elf." in page(response)
        assert as_user(tom).post(url, {"antwoord": "Elf.", "versie": "1"}).status_code == 302

    @pytest.mark.parametrize(("lengte", "status"), [(4_000, 302), (4_001, 200)])
    def test_a_long_answer_at_its_bound(self, spel, tom, rik, as_user, lengte, status):
        aan = ask(spel, rik).aan.get(project=spel.mantelzorg)
        sent = {"antwoord": "a" * lengte, "versie": "0"}
        assert as_user(tom).post(f"/vragen/antwoord/{aan.pk}/", sent).status_code == status

    def test_after_closing_the_reason_is_told_and_the_text_kept(self, spel, tom, rik, as_user, monkeypatch):
        aan = ask(spel, rik).aan.get(project=spel.mantelzorg)
        set_clock(monkeypatch, GESLOTEN)
        response = as_user(tom).post(f"/vragen/antwoord/{aan.pk}/", {"antwoord": "Te laat.", "versie": "0"})
        assert response.status_code == 403
        assert "De ronde Q1 2026 is gesloten" in page(response)
        assert "Te laat." in page(response)
        aan.refresh_from_db()
        assert aan.antwoord == ""

    def test_late_counts_from_the_day_after_its_own_day(self, spel, rik):
        ask(spel, rik)
        assert not load_bord(spel.ronde, UITERLIJK).vragen[0].te_laat
        assert load_bord(spel.ronde, date(2026, 3, 13)).vragen[0].te_laat


class TestWithdrawing:
    def test_it_asks_first_then_nobody_is_asked_and_answers_stay(self, spel, tom, bente, rik, as_user):
        vraag = ask(spel, rik)
        aan = vraag.aan.get(project=spel.mantelzorg)
        answer_extra(actor=tom, aan=aan, antwoord="Tien.", versie=0, now=MAART)
        client = as_user(bente)
        assert "Trek deze vraag in?" in page(client.get(f"/vragen/{vraag.pk}/intrekken/"))
        html = page(client.post(f"/vragen/{vraag.pk}/intrekken/", follow=True))
        assert "Ingetrokken op" in html
        assert "Tien." in html
        assert load_bord(spel.ronde, MAART.date()).vragen == []
        with pytest.raises(NotAllowed, match="ingetrokken"):
            answer_extra(actor=tom, aan=aan, antwoord="Elf.", versie=1, now=MAART)

    def test_the_ronde_still_lists_it_with_who_took_it_back_and_when(self, spel, tom, bente, rik, as_user):
        vraag = ask(spel, rik)
        answer_extra(actor=tom, aan=vraag.aan.get(project=spel.mantelzorg), antwoord="Tien.", versie=0, now=MAART)
        client = as_user(rik)
        assert "Ingetrokken vragen" not in page(client.get("/rondes/2026-Q1/"))
        withdraw_extra(actor=bente, vraag=vraag, now=MAART)
        html = page(client.get("/rondes/2026-Q1/"))
        part = html.split('id="ingetrokken"')[1]
        assert f'<a href="/vragen/{vraag.pk}/">Wachtlijst</a>' in part
        assert "10 maart 2026 om 09:00, Bente Test" in part
        assert "1 van 2" in part
        assert 'id="vragen"' not in html
        assert "door Bente Test" in page(client.get(f"/vragen/{vraag.pk}/"))
        of_tom = page(as_user(tom).get(f"/vragen/antwoord/{vraag.aan.get(project=spel.mantelzorg).pk}/"))
        assert "Ingetrokken op 10 maart 2026" in of_tom
        assert "Antwoord tot en met" not in of_tom
        assert "Ingetrokken vragen" not in page(client.get("/rondes/2026-Q1/?staat=ontbreekt"))

    def test_a_second_time_changes_nothing(self, spel, rik, bente):
        vraag = ask(spel, rik)
        first = withdraw_extra(actor=bente, vraag=vraag, now=MAART)
        assert withdraw_extra(actor=rik, vraag=vraag, now=GESLOTEN).ingetrokken_op == first.ingetrokken_op
        assert Logregel.objects.filter(actie="projecten.vraag:withdraw").count() == 1

    def test_tom_does_not_withdraw(self, spel, tom, rik):
        with pytest.raises(NotAllowed):
            withdraw_extra(actor=tom, vraag=ask(spel, rik), now=MAART)


def test_the_board_costs_the_same_with_one_question_and_with_many(spel, rik, as_user):
    client = as_user(rik)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/rondes/2026-Q1/").status_code == 200
        return len(queries)

    ask(spel, rik)
    before = cost()
    for i in range(6):
        ask(spel, rik, onderwerp=f"Vraag {i}", projecten=[make_project(f"p{i}", f"P {i}"), spel.kinderarmoede])
    assert cost() == before
