"""The history of an entry in sentences, an earlier text put back, and approving several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projecten.models import Bericht, Overgang, Voortgang
from projecten.rules.geschiedenis import changes
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import reopen_voortgang, save_voortgang, submit_voortgang
from tests.projecten.rondes import MAART, Spel, make_spel, nieuws, page, set_clock
from tests.projecten.streek import make_project

VAN_TOM = "/projecten/mantelzorg/voortgang/2026-Q1/"
UUR = timedelta(hours=1)


def zinnen(oud: Inhoud, nieuw: Inhoud) -> list[str]:
    return [wijziging.zin for wijziging in changes(oud, nieuw)]


class TestWords:
    @pytest.mark.parametrize(
        ("nieuw", "found"),
        [
            (
                {"tijd": "oranje", "tijd_toelichting": "De opleiding is vol."},
                ["zette Tijd op oranje: De opleiding is vol."],
            ),
            ({"kwaliteit": "groen"}, ["zette Kwaliteit op groen"]),
            ({"niets_te_melden": True, "niets_reden": "Begint in mei."}, ["koos “niets te melden”: Begint in mei."]),
            ({"punten": (Punt("Zes doen mee."), Punt("Nieuw."))}, ["schreef bericht 2"]),
            ({"punten": (Punt("Zeven doen mee."),)}, ["wijzigde bericht 1"]),
            ({"punten": (Punt("**Zes** doen mee."),)}, ["veranderde de opmaak of een link van bericht 1"]),
            ({"punten": (Punt("Zes doen mee.", publiek=False),)}, ["maakte bericht 1 intern"]),
            ({"punten": ()}, ["haalde bericht 1 weg"]),
            ({}, []),
        ],
    )
    def test_each_change_is_a_sentence(self, nieuw, found):
        oud = nieuws("Zes doen mee.")
        assert zinnen(oud, replace(oud, **nieuw)) == found

    @pytest.mark.parametrize(
        ("nieuw", "found"),
        [
            ({"tijd": "oranje", "tijd_toelichting": "De zaal is vol."}, ["Tijd ging naar oranje: De zaal is vol."]),
            ({"niets_te_melden": True, "niets_reden": "Mei."}, ["“niets te melden” kwam terug: Mei."]),
            ({"punten": (Punt("Zes doen mee."), Punt("Terug."))}, ["bericht 2 kwam terug"]),
            ({"punten": (Punt("Zeven doen mee."),)}, ["bericht 1 veranderde"]),
            ({"punten": (Punt("**Zes** doen mee."),)}, ["de opmaak of een link van bericht 1 veranderde"]),
            ({"punten": (Punt("Zes doen mee.", publiek=False),)}, ["bericht 1 werd intern"]),
            (
                {"punten": (Punt("Zes doen mee.", toezegging="2026-06"),)},
                ["bericht 1 werd een toezegging voor juni 2026"],
            ),
            ({"punten": ()}, ["bericht 1 ging weg"]),
        ],
    )
    def test_of_a_text_put_back_it_says_what_became_of_it(self, nieuw, found):
        oud = nieuws("Zes doen mee.")
        wijzigingen = changes(oud, replace(oud, **nieuw))
        assert [wijziging.gevolg for wijziging in wijzigingen] == found
        for wijziging in wijzigingen:
            # One ending serves both.
            ends = (".", "!", "?")
            assert wijziging.zin.endswith(ends) == wijziging.gevolg.endswith(ends)

    def test_a_changed_explanation_shows_its_words(self):
        oud = Inhoud(geld="rood", geld_toelichting="De huur is hoog.")
        (found,) = changes(oud, replace(oud, geld_toelichting="De huur valt mee."))
        assert found.zin == "wijzigde de toelichting bij Geld"
        assert {deel.soort for deel in found.delen} == {"gelijk", "oud", "nieuw"}


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART + 3 * UUR)
    return make_spel(tom, almelo)


@pytest.mark.django_db
class TestPage:
    def save(self, spel, tom, inhoud, versie, now):
        return save_voortgang(
            actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=versie, now=now
        )

    def test_it_tells_who_changed_what_with_the_words_marked(self, spel, tom, as_user):
        self.save(spel, tom, nieuws("Zes doen mee."), 0, MAART)
        oranje = replace(nieuws("Zeven doen mee."), tijd="oranje", tijd_toelichting="De opleiding is vol.")
        entry = self.save(spel, tom, oranje, 1, MAART + UUR)
        html = page(as_user(tom).get(f"/voortgang/{entry.pk}/geschiedenis/"))
        assert "<b>Tom Test</b> zette Tijd op oranje: De opleiding is vol." in html
        assert "<del>Zes </del><ins>Zeven </ins>doen mee." in html
        assert "Begonnen door Tom Test op 10 maart 2026 om 09:00." in html

    def test_an_earlier_text_is_put_back_as_a_new_version(self, spel, tom, as_user):
        self.save(spel, tom, nieuws("Het eerste."), 0, MAART)
        entry = self.save(spel, tom, nieuws("Het tweede."), 1, MAART + UUR)
        client, address = as_user(tom), f"/voortgang/{entry.pk}/geschiedenis/1/terugzetten/"
        assert client.post(address, {"versie": "1"}, follow=True).redirect_chain[-1][0].endswith("/geschiedenis/")
        assert Bericht.objects.get().tekst == "Het tweede."
        response = client.post(address, {"versie": "2"}, follow=True)
        assert "De tekst van 10 maart 2026 om 09:00 staat er weer, als nieuwe versie." in page(response)
        assert (Bericht.objects.get().tekst, entry.versies.count()) == ("Het eerste.", 3)

    def test_a_text_put_back_is_told_as_such_with_what_it_changed(self, spel, tom, rik, as_user):
        self.save(spel, tom, nieuws("Zes doen mee.", "De gids ligt er."), 0, MAART)
        entry = self.save(spel, tom, nieuws("Zeven doen mee."), 1, MAART + UUR)
        as_user(tom).post(f"/voortgang/{entry.pk}/geschiedenis/1/terugzetten/", {"versie": "2"})
        html = page(as_user(rik).get(f"/voortgang/{entry.pk}/geschiedenis/"))
        put_back = html.split('class="verschil geschiedenis">')[1].split("</li>")[0]
        assert "<b>Tom Test</b> zette de tekst van 10 maart 2026 om 09:00 terug." in put_back
        assert '<p>Bericht 1 veranderde:</p><p class="tekst"><del>Zeven </del><ins>Zes </ins>doen mee.</p>' in put_back
        assert '<p>Bericht 2 kwam terug:</p><p class="tekst"><ins>De gids ligt er.</ins></p>' in put_back
        assert "Test</b> schreef" not in put_back

    def test_put_back_on_behalf_of_another_both_names_stay(self, spel, tom, rik, as_user):
        self.save(spel, tom, nieuws("Zes doen mee."), 0, MAART)
        entry = self.save(spel, tom, nieuws("Zeven doen mee."), 1, MAART + UUR)
        as_user(rik).post(f"/voortgang/{entry.pk}/geschiedenis/1/terugzetten/", {"versie": "2"})
        html = page(as_user(rik).get(f"/voortgang/{entry.pk}/geschiedenis/"))
        assert "<b>Rik Test (namens Tom Test)</b> zette de tekst van 10 maart 2026 om 09:00 terug." in html

    def test_it_costs_the_same_whatever_its_length(self, spel, tom, rik, as_user):
        client = as_user(rik)
        entry = self.save(spel, tom, nieuws("Tekst 0"), 0, MAART)

        def cost() -> int:
            client.get(f"/voortgang/{entry.pk}/geschiedenis/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/voortgang/{entry.pk}/geschiedenis/").status_code == 200
            return len(queries)

        one = cost()
        for i in range(1, 12):
            self.save(spel, tom, nieuws(f"Tekst {i}"), i, MAART + i * UUR)
        assert cost() == one

    def test_who_only_reads_what_was_approved_gets_no_drafts(self, spel, tom, rik, anna, as_user):
        entry = spel.approve(rik, spel.van_tom, "Goedgekeurd.")
        response = as_user(anna).get(f"/voortgang/{entry.pk}/geschiedenis/")
        assert response.status_code == 403
        assert "De geschiedenis lezen wie dit schrijft" in page(response)


@pytest.mark.django_db
class TestReviewing:
    def test_remarks_go_to_their_fields_and_are_shown_there(self, spel, tom, rik, as_user):
        entry = spel.submit(tom, spel.van_tom, "Eerste", "Tweede")
        form = {"doe": "terug", "versie": entry.versie, "opmerking-2": "Klopt 36?", "opmerking-tijd": "Is dit zo?"}
        as_user(rik).post(f"/beoordelen/{entry.pk}/", form)
        step = Overgang.objects.get(naar="teruggestuurd")
        assert step.opmerkingen == {"punt-1-tekst": "Klopt 36?", "tijd": "Is dit zo?"}
        assert step.opmerking == "Bericht 2: Klopt 36? Tijd: Is dit zo?"
        html = page(as_user(tom).get(VAN_TOM))
        assert "<b>Opmerking van de redacteur bij bericht 2:</b> Klopt 36?" in html
        assert "<b>Opmerking van de redacteur bij Tijd:</b> Is dit zo?" in html

    def test_several_are_approved_at_once_and_each_is_told_of(self, spel, tom, rik, as_user):
        first = spel.submit(tom, spel.van_tom, "Nieuws")
        changed = spel.submit(None, Onderwerp(make_project("p", "Ander project")), "Nieuws")
        left = spel.submit(None, Onderwerp(make_project("q", "Niet gekozen")), "Nieuws")
        form = {"kies": [f"{first.pk}-{first.versie}", f"{changed.pk}-{changed.versie - 1}", "onzin", "1-"]}
        html = page(as_user(rik).post("/beoordelen/goedkeuren/", form, follow=True))
        assert "Goedgekeurd: Mantelzorg, Q1 2026." in html
        assert "Niet goedgekeurd: Ander project, Q1 2026. De tekst is veranderd sinds u hem las." in html
        staten = dict(Voortgang.objects.values_list("pk", "staat"))
        assert staten == {first.pk: "goedgekeurd", changed.pk: "ingediend", left.pk: "ingediend"}

    def test_who_handed_it_in_for_another_is_told_so_before_deciding(self, spel, tom, rik, as_user):
        known = {"actor": rik, "voor": tom, "now": MAART}
        entry = save_voortgang(ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=nieuws("Gebeld."), versie=0, **known)
        submit_voortgang(voortgang=entry, **known)
        html = page(as_user(rik).get(f"/beoordelen/{entry.pk}/"))
        assert "U diende dit zelf in" in html
        assert "Namens Tom Test. Laat liever een ander goedkeuren." in html
        other = spel.submit(None, Onderwerp(make_project("p", "Ander project")), "Nieuws")
        assert "U diende dit zelf in" not in page(as_user(rik).get(f"/beoordelen/{other.pk}/"))

    def test_nothing_chosen_is_told(self, spel, rik, as_user):
        assert "U koos niets." in page(as_user(rik).post("/beoordelen/goedkeuren/", follow=True))

    def test_after_a_reopening_the_text_stands_beside_what_was_approved(self, spel, tom, rik, as_user):
        spel.approve(rik, spel.van_tom, "Zes gemeenten doen mee.")
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Getal.", tot=date(2026, 3, 20), now=MAART
        )
        entry = spel.submit(tom, spel.van_tom, "Zeven gemeenten doen mee.")
        html = page(as_user(rik).get(f"/beoordelen/{entry.pk}/"))
        assert "wat goedgekeurd was" in html
        assert "<del>Zes </del><ins>Zeven </ins>gemeenten doen mee." in html
