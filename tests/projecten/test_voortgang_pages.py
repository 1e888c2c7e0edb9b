"""The pages on which an entry is written and read: what stands there, what a refusal keeps, what it costs."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projecten.models import Bericht, Voortgang
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import reopen_voortgang, return_voortgang
from tests.projecten.rondes import GESLOTEN, MAART, Spel, form, make_spel, page, set_clock
from tests.projecten.streek import approve, make_project, make_ronde, take_part

pytestmark = pytest.mark.django_db
VAN_TOM = "/projecten/mantelzorg/voortgang/2026-Q1/"
VAN_PIA = "/projecten/mantelzorg/voortgang/2026-Q1/almelo/"


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


class TestWriting:
    def test_the_form_stands_beside_the_last_approved_text(self, spel, tom, as_user):
        approve(make_ronde(2025, 4), "Twee **nieuwe** mensen begonnen.", project=spel.mantelzorg)
        approve(make_ronde(2025, 3), "Ouder nieuws.", project=spel.mantelzorg)
        html = page(as_user(tom).get(VAN_TOM))
        assert "<strong>nieuwe</strong> mensen begonnen." in html
        assert 'data-tekst="Twee **nieuwe** mensen begonnen."' in html
        assert "goedgekeurd, 28 december 2025" in html
        assert "Ouder nieuws" not in html
        assert "Op tijd tot en met 16 maart 2026, nog 6 dagen." in html
        assert html.count("<textarea") == 4
        assert "data-opmaak" in html

    def test_a_draft_is_there_in_another_browser_with_the_time_it_was_kept(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("Eerste *versie*", kwaliteit="groen", tijd="oranje"))
        assert (response.status_code, response["Location"]) == (302, VAN_TOM)
        html = page(as_user(tom).get(VAN_TOM))
        assert "Eerste *versie*</textarea>" in html
        assert "Opgeslagen om 09:00." in html
        assert 'name="tijd" value="oranje" checked' in html

    def test_handing_in_leads_to_the_read_only_page(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("Nieuws", doe="indienen"), follow=True)
        html = page(response)
        assert response.redirect_chain[-1][0] == reverse(
            "projecten:voortgang_detail", args=[Voortgang.objects.get().pk]
        )
        assert "Ingediend: Mantelzorg." in html
        assert "Ingediend door Tom Test op 10 maart 2026 om 09:00" in html

    def test_everything_missing_is_listed_with_a_link_to_its_field_and_the_text_is_kept(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("Wel iets", "", doe="indienen", tijd="oranje"))
        html = page(response)
        assert response.status_code == 422
        assert "Nog niet ingediend: er zijn 2 dingen te doen" in html
        for anchor in ("punt-1-tekst", "tijd_toelichting"):
            assert f'<a href="#{anchor}">' in html
            assert f'id="{anchor}"' in html
        assert "Wel iets</textarea>" in html
        assert "Wat u schreef, is bewaard als concept." in html
        assert Voortgang.objects.get().staat == "concept"
        assert Bericht.objects.get().tekst == "Wel iets"

    def test_no_news_is_handed_in_with_its_reason(self, spel, tom, as_user):
        as_user(tom).post(VAN_TOM, form("", doe="indienen", niets_te_melden="ja", niets_reden="Begint in mei."))
        entry = Voortgang.objects.get()
        assert (entry.staat, entry.niets_te_melden, entry.niets_reden) == ("ingediend", True, "Begint in mei.")

    @pytest.mark.parametrize(
        ("doe", "texts"),
        [
            ("erbij", ["a", "b", ""]),
            ("weg-0", ["b"]),
            ("neem-0", ["a", "b", "Van toen."]),
            ("weg-9", ["a", "b"]),
        ],
    )
    def test_rows_come_and_go_by_plain_buttons_and_nothing_typed_is_lost(self, spel, tom, as_user, doe, texts):
        approve(make_ronde(2025, 4), "Van toen.", project=spel.mantelzorg)
        response = as_user(tom).post(VAN_TOM, form("a", "b", doe=doe, geld="rood"))
        assert response.status_code == 200
        assert [punt.tekst for punt in response.context["invoer"].inhoud.punten] == texts
        html = page(response)
        assert 'name="geld" value="rood" checked' in html
        assert "Nog niet opgeslagen." in html
        assert not spel.ronde.voortgang.exists()

    def test_with_no_row_left_taking_over_says_so_in_words(self, spel, tom, as_user):
        approve(make_ronde(2025, 4), "Van toen.", project=spel.mantelzorg)
        response = as_user(tom).post(VAN_TOM, form(*(f"Nr {i}" for i in range(12)), doe="neem-0"))
        html = page(response)
        assert "Niet overgenomen: er is 1 ding te doen" in html
        assert "Alle 12 berichten hebben al tekst; meer passen er niet in." in html
        assert len(response.context["invoer"].inhoud.punten) == 12

    def test_the_last_row_taken_away_leaves_an_empty_one(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("a", doe="weg-0"))
        assert 'id="punt-0-tekst"' in page(response)

    def test_a_return_shows_its_remark_above_the_form(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "10 mensen")
        return_voortgang(actor=rik, voortgang=entry, opmerking="Schrijf tien uit.", now=MAART)
        html = page(as_user(tom).get(VAN_TOM))
        assert "Teruggestuurd door Rik Test op 10 maart 2026 om 09:00." in html
        assert "Schrijf tien uit." in html

    def test_a_gemeente_a_project_in_it_and_a_rubriek_each_have_their_page(self, spel, pia, rik, as_user):
        assert "<h1>Mantelzorg in Almelo</h1>" in page(as_user(pia).get(VAN_PIA))
        assert "<h1>Almelo</h1>" in page(as_user(pia).get("/gemeenten/almelo/voortgang/2026-Q1/"))
        html = page(as_user(rik).get("/rubrieken/evaluatie/voortgang/2026-Q1/"))
        assert "<h1>Evaluatie</h1>" in html
        assert "Kwaliteit" not in html


class TestTogether:
    def test_two_writers_see_both_texts_and_choose(self, spel, tom, pia, as_user):
        as_user(pia).post(VAN_PIA, form("Van Pia"))
        response = as_user(tom).post(VAN_PIA, form("Van Tom", doe="indienen"))
        html = page(response)
        assert response.status_code == 409
        assert "Van Pia" in html
        assert "Van Tom</textarea>" in html
        assert "opgeslagen door Pia Test" in html
        assert Bericht.objects.get().tekst == "Van Pia"
        versie = response.context["botsing"].versie
        as_user(tom).post(VAN_PIA, form("Van Tom", versie=versie))
        assert Bericht.objects.get().tekst == "Van Tom"

    def test_a_double_click_on_handing_in_makes_one_entry_and_says_it_is_in(self, spel, tom, as_user):
        client = as_user(tom)
        client.post(VAN_TOM, form("Nieuws", doe="indienen"))
        response = client.post(VAN_TOM, form("Nieuws", doe="indienen"), follow=True)
        assert response.status_code == 200
        assert "Dit was al ingediend" in page(response)
        assert Voortgang.objects.get().overgangen.filter(naar="ingediend").count() == 1

    def test_a_double_click_on_keeping_makes_one_entry(self, spel, tom, as_user):
        client = as_user(tom)
        assert [client.post(VAN_TOM, form("Nieuws")).status_code for _ in range(2)] == [302, 302]
        assert Voortgang.objects.get().versie == 1

    def test_an_old_tab_after_handing_in_is_refused_with_the_reason_and_keeps_its_words(self, spel, tom, as_user):
        spel.submit(tom, spel.van_tom, "Nieuws")
        response = as_user(tom).post(VAN_TOM, form("Nog iets", versie=1))
        html = page(response)
        assert response.status_code == 403
        assert "Ingediend door Tom Test" in html
        assert "Nog iets</textarea>" in html
        assert Bericht.objects.get().tekst == "Nieuws"

    def test_a_ronde_that_shut_while_typing_is_refused_with_the_reason_and_keeps_the_words(
        self, spel, tom, as_user, monkeypatch
    ):
        set_clock(monkeypatch, GESLOTEN)
        response = as_user(tom).post(VAN_TOM, form("Net te laat", doe="indienen"))
        html = page(response)
        assert response.status_code == 403
        assert "de laatste dag was 24 maart 2026" in html
        assert "Net te laat</textarea>" in html
        assert not Voortgang.objects.exists()


class TestHostile:
    def test_script_is_text_wherever_it_is_shown(self, spel, tom, rik, as_user):
        evil = "<script>alert(1)</script> <img src=file:///etc/passwd onerror=x> [x](javascript:alert(1))"
        client = as_user(tom)
        client.post(VAN_TOM, form(evil, doe="indienen"))
        entry = Voortgang.objects.get()
        shown = [
            client.get(reverse("projecten:voortgang_detail", args=[entry.pk])),
            as_user(rik).get(reverse("projecten:voortgang_review", args=[entry.pk])),
            as_user(rik).get(reverse("projecten:voortgang_review", args=[entry.pk]) + "?met=niets"),
        ]
        for response in shown:
            html = response.content.decode()
            assert "<script>alert" not in html
            assert "<img" not in html
            assert 'href="javascript' not in html
            assert "&lt;script&gt;alert(1)" in html

    def test_200000_characters_are_refused_with_a_sentence_and_stay_in_the_field(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("x" * 200_000))
        assert response.status_code == 422
        assert "Bericht 1 telt 200.000 tekens; er mogen er 4.000 in." in page(response)
        assert "x" * 200_000 in response.content.decode()
        assert not Voortgang.objects.exists()

    @pytest.mark.parametrize("nest", ["<b>" * 1_000, "[" * 1_000 + "](#)" * 500, "**a" * 1_000, "*_" * 1_500])
    def test_a_thousand_nested_elements_neither_break_nor_stop_the_page(self, spel, tom, rik, as_user, nest):
        response = as_user(tom).post(VAN_TOM, form(nest, doe="indienen"), follow=True)
        assert response.status_code == 200
        url = reverse("projecten:voortgang_review", args=[Voortgang.objects.get().pk])
        assert as_user(rik).get(url).status_code == 200

    def test_more_rows_than_fit_are_refused_and_shown(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form(*["x"] * 13))
        assert response.status_code == 422
        assert "Er passen 12 berichten in" in page(response)

    @pytest.mark.parametrize("field", [{"tijd": "paars"}, {"kwaliteit_toelichting": "x" * 501}, {"versie": "-1' OR 1"}])
    def test_forged_fields_never_make_a_500(self, spel, tom, as_user, field):
        response = as_user(tom).post(VAN_TOM, form("Nieuws") | field)
        assert response.status_code in (302, 422)

    @pytest.mark.parametrize(
        "url",
        [
            "/projecten/mantelzorg/voortgang/2031-Q1/",
            "/projecten/mantelzorg/voortgang/2026-Q5/",
            "/projecten/mantelzorg/voortgang/²⁰²⁶/",
            "/projecten/bestaat-niet/voortgang/2026-Q1/",
            "/projecten/mantelzorg/voortgang/2026-Q1/nergens/",
        ],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_forged_ronde_project_or_gemeente_is_not_there(self, spel, tom, as_user, url, method):
        assert getattr(as_user(tom), method)(url).status_code == 404


class TestAccess:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_project_that_is_not_mine_is_refused_with_the_reason(self, spel, tom, as_user, method):
        response = getattr(as_user(tom), method)("/projecten/kinderarmoede/voortgang/2026-Q1/")
        assert response.status_code == 403
        assert "U leidt Kinderarmoede niet." in page(response)

    def test_a_gemeente_that_is_not_mine_is_refused_whether_or_not_something_was_entered(
        self, spel, pia, hengelo, as_user
    ):
        take_part(spel.mantelzorg, hengelo, "pilot")
        url = "/projecten/mantelzorg/voortgang/2026-Q1/hengelo/"
        before = as_user(pia).get(url)
        spel.save(None, Onderwerp(spel.mantelzorg, hengelo), "Geheim")
        after = as_user(pia).get(url)
        assert (before.status_code, after.status_code) == (403, 403)
        token = re.compile(r'value="\w{64}"')
        assert token.sub("", page(before)) == token.sub("", page(after))

    @pytest.mark.parametrize("wie", ["frank", "olga", "anna", "menno", "aad", "bram", "bea"])
    def test_who_writes_nothing_gets_no_form(self, spel, request, as_user, wie):
        assert as_user(request.getfixturevalue(wie)).get(VAN_TOM).status_code == 403

    @pytest.mark.parametrize(
        ("wie", "status"),
        [
            *[(wie, 200) for wie in ("tom", "rik", "bente")],
            *[(wie, 404) for wie in ("pia", "frank", "olga", "anna", "menno", "aad", "bram", "bea")],
        ],
    )
    def test_a_draft_is_seen_by_its_author_the_redacteur_and_the_programmamanager(
        self, spel, tom, request, as_user, wie, status
    ):
        entry = spel.save(tom, spel.van_tom, "Nog niet af")
        url = reverse("projecten:voortgang_detail", args=[entry.pk])
        assert as_user(request.getfixturevalue(wie)).get(url).status_code == status

    def test_after_approval_everyone_reads_what_is_public_and_who_approved(self, spel, tom, rik, olga, as_user):
        entry = spel.approve(rik, spel.van_tom, "Voor iedereen")
        Bericht.objects.create(voortgang=entry, volgorde=2, tekst="Alleen het team", publiek=False)
        url = reverse("projecten:voortgang_detail", args=[entry.pk])
        for_olga, for_tom = page(as_user(olga).get(url)), page(as_user(tom).get(url))
        assert "Voor iedereen" in for_olga
        assert "Goedgekeurd door Rik Test op 10 maart 2026 om 09:00." in for_olga
        assert "Alleen het team" not in for_olga
        assert "Geschiedenis" not in for_olga
        assert "Alleen het team" in for_tom
        assert "Op slot" in for_tom

    def test_an_approved_entry_opens_as_a_page_to_read_for_its_author(self, spel, tom, rik, as_user):
        entry = spel.approve(rik, spel.van_tom, "Nieuws")
        response = as_user(tom).get(VAN_TOM)
        assert response["Location"] == reverse("projecten:voortgang_detail", args=[entry.pk])

    def test_a_closed_ronde_without_an_entry_says_why(self, spel, tom, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        response = as_user(tom).get(VAN_TOM)
        assert response.status_code == 403
        assert "de laatste dag was 24 maart 2026" in page(response)


class TestReopening:
    URL = VAN_TOM + "heropenen/"

    def test_bente_reopens_with_a_reason_and_a_day(self, spel, tom, bente, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        client = as_user(bente)
        assert client.get(self.URL).status_code == 200
        response = client.post(self.URL, {"reden": "Tom was ziek.", "tot": "2026-04-03"})
        assert response["Location"] == "/rondes/2026-Q1/"
        html = page(as_user(tom).get(VAN_TOM))
        assert "Heropend door Bente Test op 25 maart 2026 om 00:01, om aan te passen tot en met 3 april 2026." in html
        assert "Tom was ziek." in html

    @pytest.mark.parametrize("fields", [("", "2026-04-03"), ("x", "gisteren"), ("x", "2020-01-01")])
    def test_a_reopening_that_does_not_fit_is_refused_in_place(self, spel, bente, as_user, monkeypatch, fields):
        set_clock(monkeypatch, GESLOTEN)
        response = as_user(bente).post(self.URL, dict(zip(("reden", "tot"), fields, strict=True)))
        assert response.status_code == 200
        assert "Nog niet heropend" in page(response)
        assert not Voortgang.objects.exists()

    def test_what_needs_no_reopening_is_refused_with_the_reason(self, spel, bente, as_user):
        response = as_user(bente).post(self.URL, {"reden": "x", "tot": "2026-04-03"})
        assert response.status_code == 403
        assert "heropenen is niet nodig" in page(response)

    @pytest.mark.parametrize("wie", ["tom", "rik", "bea"])
    def test_nobody_else_reopens(self, spel, request, as_user, wie):
        assert as_user(request.getfixturevalue(wie)).get(self.URL).status_code == 403


def test_a_page_costs_the_same_with_one_bullet_and_with_twelve(spel, tom, as_user):
    client = as_user(tom)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(VAN_TOM).status_code == 200
        return len(queries)

    earlier = make_ronde(2025, 4)
    approve(earlier, "Eén", project=spel.mantelzorg)
    spel.save(tom, spel.van_tom, "Eén")
    one = cost()
    Bericht.objects.bulk_create(
        Bericht(voortgang=entry, volgorde=i, tekst=str(i)) for entry in Voortgang.objects.all() for i in range(2, 13)
    )
    assert cost() == one


def test_a_reopened_entry_is_written_after_closing(spel, tom, bente, as_user, monkeypatch):
    reopen = {"ronde": spel.ronde, "onderwerp": spel.van_tom, "reden": "Ziek", "tot": date(2026, 4, 3)}
    reopen_voortgang(actor=bente, now=GESLOTEN, **reopen)
    set_clock(monkeypatch, GESLOTEN)
    assert as_user(tom).post(VAN_TOM, form("Alsnog", versie=1)).status_code == 302
    assert Bericht.objects.get().tekst == "Alsnog"


class TestBehalf:
    def test_who_writes_for_another_sees_for_whom_and_both_names_stay(self, spel, tom, bente, as_user):
        client = as_user(bente)
        assert "U schrijft namens Tom Test." in page(client.get(VAN_TOM))
        response = client.post(VAN_TOM, form("Ingevuld", doe="indienen", namens=str(tom.pk)), follow=True)
        assert "Ingediend door Bente Test namens Tom Test op 10 maart 2026 om 09:00" in page(response)

    def test_a_forged_name_falls_back_on_an_author(self, spel, tom, pia, bente, as_user):
        as_user(bente).post(VAN_TOM, form("Ingevuld", namens=str(pia.pk)))
        assert Voortgang.objects.get().versies.get().voor == tom

    def test_the_board_of_an_open_ronde_leads_to_what_nobody_began(self, spel, tom, bente, as_user, monkeypatch):
        assert f'href="{VAN_TOM}"' in page(as_user(bente).get("/rondes/2026-Q1/"))
        set_clock(monkeypatch, GESLOTEN)
        assert f'href="{VAN_TOM}"' not in page(as_user(bente).get("/rondes/2026-Q1/"))


def test_who_hands_in_a_local_project_of_the_own_gemeente_reads_what_was_handed_in(spel, pia, olga, as_user):
    make_project("buurtkamer", "Buurtkamer", soort="lokaal", gemeente=spel.almelo)
    address = "/projecten/buurtkamer/voortgang/2026-Q1/"
    response = as_user(pia).post(address, form("De deur ging open.", doe="indienen"), follow=True)
    assert response.status_code == 200
    assert "De deur ging open." in page(response)
    entry = Voortgang.objects.get(project__slug="buurtkamer")
    assert entry.staat == "ingediend"
    assert as_user(pia).get(f"/voortgang/{entry.pk}/geschiedenis/").status_code == 200
    assert as_user(olga).get(f"/voortgang/{entry.pk}/").status_code == 404
