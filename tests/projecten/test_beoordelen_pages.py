"""The redacteur's queue and verdict."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Eigenaar
from projecten.models import Overgang, Toezegging, Voortgang
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import return_voortgang, save_voortgang, submit_voortgang
from tests.factories import make
from tests.projecten.rondes import GESLOTEN, MAART, Spel, make_spel, page, set_clock
from tests.projecten.streek import approve, make_project, make_ronde

pytestmark = pytest.mark.django_db


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


def url(entry: Voortgang) -> str:
    return f"/beoordelen/{entry.pk}/"


class TestQueue:
    def test_what_waits_is_listed_the_longest_waiting_first(self, spel, tom, pia, rik, as_user):
        spel.submit(pia, spel.van_pia, "Nieuws", now=MAART.replace(hour=10))
        spel.submit(tom, spel.van_tom, "Nieuws")
        spel.save(rik, Onderwerp(rubriek=spel.evaluatie), "Concept")
        response = as_user(rik).get("/beoordelen/")
        assert [item.waar for item in response.context["wachtrij"]] == ["regionaal", "Almelo"]
        assert "2 inzendingen wachten op u." in page(response)

    def test_an_empty_queue_says_what_will_come(self, spel, rik, as_user):
        html = page(as_user(rik).get("/beoordelen/"))
        assert "Er wacht niets op u. Zodra iemand indient, staat het hier." in html
        assert "Mantelzorg, Kinderarmoede" in html

    @pytest.mark.parametrize("wie", ["tom", "pia", "bente", "frank", "anna", "aad", "bram", "bea"])
    def test_the_queue_is_the_redacteurs(self, spel, tom, request, as_user, wie):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        client = as_user(request.getfixturevalue(wie))
        assert client.get("/beoordelen/").status_code == 403
        assert client.get(url(entry)).status_code == 403
        assert client.post(url(entry), {"doe": "goed"}).status_code == 403

    def test_the_queue_costs_the_same_with_one_and_with_twelve(self, spel, rik, as_user):
        client = as_user(rik)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/beoordelen/").status_code == 200
            return len(queries)

        spel.submit(None, spel.van_tom, "Nieuws")
        one = cost()
        for i in range(11):
            spel.submit(None, Onderwerp(make_project(f"p{i}", f"Project {i}")), "Nieuws")
        assert len(client.get("/beoordelen/").context["wachtrij"]) == 12
        assert cost() == one


class TestAnswers:
    """Remarks at what is said about earlier promises."""

    @pytest.fixture
    def belofte(self, spel) -> Toezegging:
        earlier = approve(make_ronde(2025, 4), "Iets", project=spel.mantelzorg)
        when = {"datum": date(2026, 3, 1), "precisie": "maand"}
        return make(Toezegging, voortgang=earlier, tekst="De gids is af in maart.", **when)

    @pytest.fixture
    def entry(self, spel, tom, belofte) -> Voortgang:
        inhoud = Inhoud((Punt("Nieuws"),), antwoorden=(Antwoord(belofte.pk, "nagekomen"),))
        known = {"actor": tom, "now": MAART}
        entry = save_voortgang(ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, **known)
        return submit_voortgang(voortgang=entry, **known)

    def test_the_writer_reads_it_at_that_answer_and_among_all_remarks(self, belofte, entry, tom, rik, as_user):
        client, name = as_user(rik), f"opmerking-antwoord-{belofte.pk}"
        html = page(client.get(url(entry)))
        assert f'name="{name}"' in html
        assert "Opmerking bij de toezegging voor maart 2026" in html
        form = {"doe": "terug", "versie": entry.versie, name: "Staat de gids al online?", "opmerking-1": "Korter."}
        assert client.post(url(entry), form).status_code == 302
        step = Overgang.objects.get(naar="teruggestuurd")
        assert step.opmerkingen == {
            f"antwoord-{belofte.pk}": "Staat de gids al online?",
            "punt-0-tekst": "Korter.",
        }
        assert step.opmerking == "Toezegging voor maart 2026: Staat de gids al online? Bericht 1: Korter."
        html = page(as_user(tom).get("/projecten/mantelzorg/voortgang/2026-Q1/"))
        at_answer = html.split(f'id="antwoord-{belofte.pk}"')[1].split('id="berichten"')[0]
        assert "bij de toezegging voor maart 2026:</b> Staat de gids al online?" in at_answer
        assert "Korter." not in at_answer

    def test_it_is_not_lost_by_approving_nor_by_a_refusal(self, belofte, entry, rik, as_user):
        name = f"opmerking-antwoord-{belofte.pk}"
        form = {"doe": "goed", "versie": entry.versie, name: "Staat hij online?"}
        response = as_user(rik).post(url(entry), form)
        assert response.status_code == 422
        assert "Staat hij online?</textarea>" in page(response)
        assert Voortgang.objects.get(pk=entry.pk).staat == "ingediend"

    def test_an_answer_that_this_entry_does_not_give_has_no_remark(self, belofte, entry, rik, as_user):
        form = {"doe": "terug", "versie": entry.versie, "opmerking-antwoord-999": "Wat is dit?", "opmerking": "Anders."}
        as_user(rik).post(url(entry), form)
        assert Overgang.objects.get(naar="teruggestuurd").opmerking == "Anders."


class TestReading:
    def test_differences_with_the_last_approved_text_are_marked(self, spel, tom, rik, as_user):
        approve(make_ronde(2025, 4), "Zes gemeenten doen mee.", "Dit kwam niet terug.", project=spel.mantelzorg)
        entry = spel.submit(tom, spel.van_tom, "Zeven gemeenten doen mee.", "Er is een nieuwe folder.")
        html = page(as_user(rik).get(url(entry)))
        assert "<del>Zes </del><ins>Zeven </ins>gemeenten doen mee." in html
        assert "<ins>Er is een nieuwe folder.</ins>" in html
        assert "<del>Dit kwam niet terug.</del>" in html
        assert "van toen, vervallen" in html

    def test_a_second_version_is_laid_beside_the_first_and_the_remark(self, spel, tom, rik, as_user):
        approve(make_ronde(2025, 4), "Iets anders.", project=spel.mantelzorg)
        entry = spel.submit(tom, spel.van_tom, "10 mensen zijn geschoold.")
        return_voortgang(actor=rik, voortgang=entry, opmerking="Schrijf tien uit.", now=MAART)
        spel.submit(tom, spel.van_tom, "Tien mensen zijn geschoold.")
        client = as_user(rik)
        html = page(client.get(url(entry)))
        assert "<del>10 </del><ins>Tien </ins>mensen zijn geschoold." in html
        assert "Schrijf tien uit." in html
        assert "2e keer ingediend" in html
        assert "<ins>" not in page(client.get(url(entry) + "?met=niets"))
        assert "Iets" in page(client.get(url(entry) + "?met=kwartaal"))
        assert client.get(url(entry) + "?met=onzin").status_code == 200

    def test_a_changed_address_behind_the_same_words_is_told(self, spel, tom, rik, as_user):
        approve(make_ronde(2025, 4), "Lees [de folder](https://oud.example).", project=spel.mantelzorg)
        entry = spel.submit(tom, spel.van_tom, "Lees [de folder](https://nieuw.example).")
        assert "de opmaak of een link is veranderd" in page(as_user(rik).get(url(entry)))

    def test_the_first_text_ever_is_shown_with_its_markup(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Dit is **vet**.")
        assert "Dit is <strong>vet</strong>." in page(as_user(rik).get(url(entry)))


class TestVerdict:
    def test_approving_leads_back_to_the_queue_and_says_that_it_is_shut(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        response = as_user(rik).post(url(entry), {"doe": "goed", "versie": entry.versie}, follow=True)
        assert "Goedgekeurd: Mantelzorg. De tekst staat op slot" in page(response)
        assert Voortgang.objects.get().staat == "goedgekeurd"

    def test_remarks_beside_bullets_and_about_the_whole_go_along_as_one(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Eerste", "Tweede")
        form = {"doe": "terug", "versie": entry.versie, "opmerking-2": "Klopt 36?", "opmerking": "Graag korter."}
        as_user(rik).post(url(entry), form)
        assert Overgang.objects.get(naar="teruggestuurd").opmerking == "Bericht 2: Klopt 36? Graag korter."

    def test_a_remark_beside_a_bullet_alone_is_enough_and_the_page_says_so(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Een", "Twee")
        client = as_user(rik)
        html = page(client.get(url(entry)))
        assert "verplicht" not in html
        assert "Terugsturen kan met een opmerking hier, of bij een onderdeel hierboven." in html
        assert client.post(url(entry), {"doe": "terug", "versie": entry.versie, "opmerking-2": "Klopt dit?"}).url == (
            "/beoordelen/"
        )
        entry.refresh_from_db()
        assert entry.staat == "teruggestuurd"

    def test_a_return_without_a_remark_is_refused_in_place(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        response = as_user(rik).post(url(entry), {"doe": "terug", "versie": entry.versie})
        assert response.status_code == 422
        assert "Schrijf wat er anders moet" in page(response)
        assert Voortgang.objects.get().staat == "ingediend"

    def test_a_remark_is_not_lost_by_approving(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        form = {"doe": "goed", "versie": entry.versie, "opmerking-1": "Nog iets"}
        response = as_user(rik).post(url(entry), form)
        html = page(response)
        assert response.status_code == 422
        assert "Nog iets</textarea>" in html
        assert Voortgang.objects.get().staat == "ingediend"

    def test_after_closing_a_return_says_why_not_and_keeps_the_remark(self, spel, tom, rik, as_user, monkeypatch):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        set_clock(monkeypatch, GESLOTEN)
        response = as_user(rik).post(url(entry), {"doe": "terug", "versie": entry.versie, "opmerking": "Anders"})
        assert response.status_code == 403
        assert "De auteur kan niet meer schrijven" in page(response)
        assert "Anders</textarea>" in page(response)

    def test_a_double_click_on_approving_is_one_approval_and_no_500(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        client, form = as_user(rik), {"doe": "goed", "versie": entry.versie}
        assert [client.post(url(entry), form).status_code for _ in range(2)] == [302, 403]
        assert Overgang.objects.filter(naar="goedgekeurd").count() == 1

    def test_what_no_longer_waits_opens_as_a_page_to_read(self, spel, tom, rik, as_user):
        entry = spel.approve(rik, spel.van_tom, "Nieuws")
        assert as_user(rik).get(url(entry))["Location"] == f"/voortgang/{entry.pk}/"

    def test_what_is_not_there_is_404(self, spel, rik, as_user):
        assert as_user(rik).get("/beoordelen/999999/").status_code == 404


def test_an_entry_of_a_gemeente_waits_under_its_name(spel, pia, rik, as_user):
    almelo = Eigenaar.objects.get(slug="almelo")
    spel.submit(pia, Onderwerp(gemeente=almelo), "Nieuws")
    assert [(item.naam, item.waar) for item in as_user(rik).get("/beoordelen/").context["wachtrij"]] == [
        ("Almelo", "gemeente")
    ]
