"""What is kept while someone types, and what is given back to who lost the right to write meanwhile."""

from __future__ import annotations

import re
from datetime import date

import pytest

from koers.eigenaren.models import Aanstelling
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Bericht, Projectleiding, Voortgang
from tests.conftest import WACHTWOORD, make_gebruiker
from tests.projecten.rondes import GESLOTEN, MAART, Spel, form, lead, make_spel, page, set_clock

pytestmark = pytest.mark.django_db
VAN_TOM = "/projecten/mantelzorg/voortgang/2026-Q1/"
VAN_PIA = "/projecten/mantelzorg/voortgang/2026-Q1/almelo/"


@pytest.fixture
def spel(tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


class TestWhileTyping:
    JSON = {"Accept": "application/json"}

    def keep(self, client, *teksten, **fields):
        return client.post(VAN_TOM, form(*teksten, doe="bewaar", **fields), headers=self.JSON)

    def test_the_page_is_told_the_state_in_words_and_the_version_to_go_on_from(self, spel, tom, as_user):
        response = self.keep(as_user(tom), "Half een zi")
        assert (response.status_code, response.json()) == (
            200,
            {"staat": "opgeslagen", "zin": "Opgeslagen om 09:00.", "versie": 1, "toezeggingen": [""]},
        )

    def test_what_is_too_long_shut_or_written_by_another_is_told_and_not_kept(self, spel, tom, rik, as_user):
        client = as_user(tom)
        too_long = self.keep(client, "x" * 4_001)
        assert (too_long.status_code, too_long.json()["staat"]) == (422, "te-veel")
        assert "4.001" in too_long.json()["zin"]
        self.keep(client, "Van mij", blad="bladbladblad")
        as_user(rik).post(f"{VAN_TOM}?namens={tom.pk}", form("Van Rik", versie=1))
        other = self.keep(client, "Weer van mij", versie=1, blad="bladbladblad")
        assert (other.status_code, other.json()["staat"]) == (409, "botsing")
        assert other.json()["zin"].startswith("Rik Test bewaarde intussen een andere tekst.")
        spel.submit(tom, spel.van_tom, "Klaar")
        shut = self.keep(client, "Te laat", versie=3)
        assert (shut.status_code, shut.json()["staat"]) == (403, "dicht")
        assert "wacht nu op de redacteur" in shut.json()["zin"]
        assert Bericht.objects.get().tekst == "Klaar"

    def test_after_closing_and_for_what_is_not_mine_the_reason_is_told(self, spel, tom, pia, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        shut = self.keep(as_user(tom), "Te laat")
        assert (shut.status_code, shut.json()["zin"][:28]) == (403, "De ronde Q1 2026 is gesloten")
        assert self.keep(as_user(pia), "Niet mijn project").status_code == 403
        assert not Voortgang.objects.exists()

    def test_signed_out_it_is_told_so_and_a_page_of_our_own_gets_a_fresh_token(self, spel, tom, client, as_user):
        assert self.keep(client, "Geschreven na afloop").status_code == 401
        found = as_user(tom).get(VAN_TOM, headers=self.JSON).json()
        assert found["wie"] == tom.pk
        assert len(found["csrf"]) == 64

    def test_a_text_of_megabytes_is_refused_with_a_sentence_and_nothing_half_stored(self, spel, tom, as_user):
        response = as_user(tom).post(VAN_TOM, form("x" * 5_000_000))
        assert response.status_code == 400
        assert "te groot" in page(response)
        assert not Voortgang.objects.exists()


class TestRightLost:
    """The leadership was handed over, or the role ended, while Tom was typing."""

    JSON = {"Accept": "application/json"}
    WOORDEN = {"tijd": "oranje", "tijd_toelichting": "<b>Wacht</b> op de huur"}

    @pytest.fixture
    def wim(self, spel) -> Gebruiker:
        """He leads the project since yesterday; Tom's last day was the day before."""
        wim = make_gebruiker("Wim Test", Rol.REGIONAAL)
        Projectleiding.objects.update(tot=date(2026, 3, 8))
        lead(spel.mantelzorg, wim, vanaf=date(2026, 3, 9))
        return wim

    def test_the_page_is_told_who_writes_now_and_not_that_he_is_signed_out(self, spel, tom, wim, as_user):
        spel.save(wim, spel.van_tom, "Geheim van Wim")
        client = as_user(tom)
        for response in (client.post(VAN_TOM, form("Nog"), headers=self.JSON), client.get(VAN_TOM, headers=self.JSON)):
            assert response.status_code == 403
            assert response.json() == {
                "staat": "dicht",
                "zin": "U leidt Mantelzorg niet. De regionaal projectleider van dit project schrijft de voortgang. "
                "Nu schrijft Wim Test.",
                "wie": tom.pk,
            }

    def test_a_button_gives_his_own_words_back_and_nothing_of_the_entry(self, spel, tom, wim, as_user):
        spel.save(wim, spel.van_tom, "Geheim van Wim")
        response = as_user(tom).post(VAN_TOM, form("Kort", "Een <i>tweede</i> bericht", **self.WOORDEN))
        html = page(response)
        assert response.status_code == 403
        assert "Nu schrijft Wim Test." in html
        assert "Wat u schreef" in html
        assert re.findall("<blockquote>(.*?)</blockquote>", html) == [
            "Kort",
            "Een &lt;i&gt;tweede&lt;/i&gt; bericht",
            "&lt;b&gt;Wacht&lt;/b&gt; op de huur",
        ]
        assert "Geheim" not in html
        assert "no-store" in response["Cache-Control"]
        assert Bericht.objects.get().tekst == "Geheim van Wim"

    def test_where_nobody_writes_any_more_it_says_whom_to_ask(self, spel, tom, bente, as_user):
        Projectleiding.objects.update(tot=date(2026, 3, 8))
        html = page(as_user(tom).post(VAN_TOM, form("Nog iets")))
        assert "Nu schrijft niemand; vraag de programmamanager. Dat is Bente Test." in html

    def test_who_may_write_nowhere_any_more_is_told_so_with_his_words(self, spel, tom, as_user):
        Aanstelling.objects.filter(gebruiker=tom).update(rol=Rol.AMBTENAAR, eigenaar=spel.almelo)
        client = as_user(tom)
        told = client.post(VAN_TOM, form("Nog iets"), headers=self.JSON)
        assert (told.status_code, told.json()["staat"]) == (403, "dicht")
        response = client.post(VAN_TOM, form("Nog iets"))
        assert response.status_code == 403
        assert "Uw rol geeft geen toegang" in page(response)
        assert "<blockquote>Nog iets</blockquote>" in page(response)

    @pytest.mark.parametrize("json", [True, False])
    def test_after_the_last_day_of_the_last_role_he_is_signed_out_with_his_words(self, spel, tom, client, json):
        client.post("/aanmelden/", {"username": tom.email, "password": WACHTWOORD})
        Aanstelling.objects.filter(gebruiker=tom).update(tot=date(2026, 3, 9))
        response = client.post(VAN_TOM, form("Nog iets"), headers=self.JSON if json else {})
        assert response.status_code == 403
        assert "Uw laatste rol in Koers is voorbij; daarom bent u nu afgemeld." in page(response)
        assert json or "<blockquote>Nog iets</blockquote>" in page(response)
        assert client.get(VAN_TOM)["Location"].startswith("/aanmelden/")

    @pytest.mark.parametrize(
        "url", ["/projecten/mantelzorg/voortgang/2031-Q1/", "/projecten/bestaat-niet/voortgang/2026-Q1/"]
    )
    def test_what_is_not_there_gives_the_words_back(self, spel, tom, as_user, url):
        client = as_user(tom)
        response = client.post(url, form("Nog iets"))
        assert response.status_code == 404
        assert "<blockquote>Nog iets</blockquote>" in page(response)
        assert client.post(url, form("Nog iets"), headers=self.JSON).json()["staat"] == "dicht"
        assert "Wat u schreef" not in page(client.post(url, {"versie": "0"}))
