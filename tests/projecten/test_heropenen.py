"""Reopening: told to its authors, for one organisation at once, shut again by itself; locks that name whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from koers.toegang import post
from koers.toegang.mailkeuze import choose_mails
from koers.toegang.models import Mailbericht
from koers.toegang.rights import NotAllowed, Rol
from projecten.models import Voortgang
from projecten.selectors.bord import load_bord
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import (
    approve_voortgang,
    reopen_gemeente,
    reopen_voortgang,
    return_voortgang,
    save_voortgang,
    submit_voortgang,
)
from tests.conftest import make_gebruiker
from tests.projecten.rondes import AMSTERDAM, GESLOTEN, GROEN, MAART, Spel, make_spel, nieuws, set_clock
from tests.projecten.streek import make_project, take_part

pytestmark = pytest.mark.django_db
TOT = date(2026, 4, 3)
LAATSTE = datetime(2026, 4, 3, 12, tzinfo=AMSTERDAM)
DAARNA = datetime(2026, 4, 4, 12, tzinfo=AMSTERDAM)


@pytest.fixture
def spel(tom, pia, rik, almelo, settings) -> Spel:
    settings.KOERS_ADRES = "https://koers.example"
    return make_spel(tom, almelo)


def reopen(spel: Spel, actor, onderwerp: Onderwerp, **other) -> Voortgang:
    fields = {"reden": "Het cijfer klopt niet.", "tot": TOT, "now": GESLOTEN} | other
    return reopen_voortgang(actor=actor, ronde=spel.ronde, onderwerp=onderwerp, **fields)


def reopen_all(spel: Spel, actor, **other) -> list[Voortgang]:
    fields = {"reden": "De wethouder was ziek.", "tot": TOT, "now": GESLOTEN} | other
    return reopen_gemeente(actor=actor, ronde=spel.ronde, gemeente=spel.almelo, **fields)


def deliver(now: datetime) -> dict[str, str]:
    post.deliver(now=lambda: now)
    return {message.to[0].split("@")[0]: f"{message.subject}\n{message.body}" for message in mail.outbox}


class TestTold:
    def test_the_author_reads_why_until_when_by_whom_and_where(self, spel, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen(spel, bente, spel.van_tom)
        told = deliver(GESLOTEN)
        assert list(told) == ["tom"]
        for words in (
            "Voortgang heropend: Mantelzorg",
            "tot en met 3 april 2026, heropend door Bente Test",
            "Waarom: Het cijfer klopt niet.",
            "https://koers.example/projecten/mantelzorg/voortgang/2026-Q1/",
        ):
            assert words in told["tom"]

    def test_a_mail_that_leaves_after_the_last_day_or_after_handing_in_does_not_leave(self, spel, tom, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen(spel, bente, spel.van_tom)
        assert deliver(DAARNA) == {}
        reopen(spel, bente, spel.van_tom, tot=date(2026, 4, 10))
        spel.submit(tom, spel.van_tom, "Beter", now=LAATSTE)
        assert deliver(LAATSTE) == {}

    def test_who_does_not_want_it_gets_no_mail_and_a_refused_reopening_tells_nobody(self, spel, tom, rik, bente):
        choose_mails(actor=tom, wanted=["herinnering"], now=MAART)
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen(spel, bente, spel.van_tom)
        assert deliver(GESLOTEN) == {}
        Mailbericht.objects.all().delete()
        with pytest.raises(ValidationError):
            reopen(spel, bente, spel.van_pia, reden=" ")
        assert not Mailbericht.objects.exists()


class TestGemeente:
    def test_all_it_wrote_opens_at_once_with_one_mail_and_others_stay_shut(self, spel, pia, rik, bente, hengelo):
        take_part(spel.mantelzorg, hengelo, "doet-mee")
        make_gebruiker("Hans Test", Rol.LOKAAL, hengelo)
        own = [spel.van_pia, Onderwerp(gemeente=spel.almelo)]
        own.append(Onderwerp(make_project("jogg", "JOGG", soort="lokaal", gemeente=spel.almelo)))
        for onderwerp in own:
            spel.approve(rik, onderwerp, "Nieuws")
        spel.approve(rik, Onderwerp(spel.mantelzorg, hengelo), "Nieuws")
        assert len(reopen_all(spel, bente)) == 3
        assert Voortgang.objects.filter(staat="heropend").count() == 3
        told = deliver(GESLOTEN)
        assert told["pia"].count("De wethouder was ziek.") == 3
        assert "3 teksten" in told["pia"]
        assert set(told) == {"pia", "tom"}, "Tom leads Mantelzorg; Hans in Hengelo has nothing to do with it"
        with pytest.raises(NotAllowed, match="gesloten"):
            spel.save(None, Onderwerp(gemeente=hengelo), "Toch", now=GESLOTEN)

    def test_where_nothing_was_written_its_own_entry_opens(self, spel, pia, bente):
        (entry,) = reopen_all(spel, bente)
        assert (entry.gemeente, entry.project, entry.staat) == (spel.almelo, None, "heropend")
        assert spel.save(pia, Onderwerp(gemeente=spel.almelo), "Nu wel", now=LAATSTE).pk == entry.pk
        with pytest.raises(NotAllowed, match="heropening liep tot en met 3 april 2026"):
            spel.save(pia, Onderwerp(gemeente=spel.almelo), "Te laat", now=DAARNA)

    def test_while_it_is_open_anyway_there_is_nothing_to_reopen(self, spel, pia, bente):
        spel.save(pia, spel.van_pia, "Concept")
        with pytest.raises(NotAllowed, match="heropenen is niet nodig"):
            reopen_all(spel, bente, now=MAART)

    @pytest.mark.parametrize("wie", ["tom", "pia", "rik", "anna"])
    def test_only_the_programmamanager(self, spel, request, wie):
        with pytest.raises(NotAllowed):
            reopen_all(spel, request.getfixturevalue(wie))
        assert not Voortgang.objects.exists()

    def test_from_the_board_with_a_reason(self, spel, bente, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        client, url = as_user(bente), "/rondes/2026-Q1/gemeenten/almelo/heropenen/"
        assert f'href="{url}"' in client.get("/rondes/2026-Q1/").content.decode()
        assert "Schrijf waarom u heropent." in client.post(url, {"tot": "2026-04-03"}).content.decode()
        assert client.post(url, {"tot": "2026-04-03", "reden": "Ziek"})["Location"] == "/rondes/2026-Q1/"
        html = client.get("/rondes/2026-Q1/").content.decode()
        assert "heropend tot en met 3 april 2026" in html
        set_clock(monkeypatch, DAARNA)
        assert "heropend tot en met 3 april 2026, te laat" in client.get("/rondes/2026-Q1/").content.decode()

    def test_before_it_opens_the_reason_is_told(self, spel, bente, as_user, monkeypatch):
        set_clock(monkeypatch, datetime(2026, 3, 1, 12, tzinfo=AMSTERDAM))
        sent = {"tot": "2026-04-03", "reden": "Vroeg"}
        response = as_user(bente).post("/rondes/2026-Q1/gemeenten/almelo/heropenen/", sent)
        assert response.status_code == 403
        assert "gaat vanzelf open op 2 maart 2026" in response.content.decode()


class TestLocks:
    def test_each_lock_says_why_and_whom_to_ask_by_name(self, spel, tom, rik, bente):
        spel.submit(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match=r"Vraag de redacteur om terug te sturen\. Dat is Rik Test\."):
            spel.save(tom, spel.van_tom, "Anders")
        with pytest.raises(NotAllowed, match=r"te heropenen\. Dat is Bente Test\."):
            spel.save(None, Onderwerp(gemeente=spel.almelo), "Te laat", now=GESLOTEN)
        make_gebruiker("Ada Test", Rol.PROGRAMMAMANAGER)
        with pytest.raises(NotAllowed, match=r"Dat is Ada Test of Bente Test\."):
            spel.save(None, Onderwerp(gemeente=spel.almelo), "Te laat", now=GESLOTEN)

    def test_a_forged_ronde_and_an_entry_after_closing(self, spel, tom, bente, as_user, monkeypatch):
        set_clock(monkeypatch, GESLOTEN)
        client, sent = as_user(tom), {"punt-0-tekst": "Te laat geschreven.", "versie": "0", "doe": "indienen"}
        response = client.post("/projecten/mantelzorg/voortgang/2026-Q1/", sent)
        assert response.status_code == 403
        html = response.content.decode()
        assert "De ronde Q1 2026 is gesloten; de laatste dag was 24 maart 2026" in html
        assert "Dat is Bente Test." in html
        assert "Te laat geschreven." in html
        for forged in ("2031-Q1", "2026-Q9", "2026", "0000", "2026-q1'--", "../2026-Q1", "²⁰²⁶"):
            assert client.post(f"/projecten/mantelzorg/voortgang/{forged}/", sent).status_code == 404
        assert not Voortgang.objects.exists()

    def test_an_expired_reopening_is_no_task_any_more(self, spel, tom, rik, bente, as_user, monkeypatch):
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen(spel, bente, spel.van_tom)
        for moment, number in ((LAATSTE, 1), (DAARNA, 0)):
            set_clock(monkeypatch, moment)
            assert len(as_user(tom).get("/taken/").context["taken"].doen) == number
        assert load_bord(spel.ronde, DAARNA.date()).te_laat


class TestTimeBox:
    """Approved, and reopened until a day before the ronde itself shuts: after that day it is shut by itself."""

    BOX = date(2026, 3, 12)
    BINNEN = datetime(2026, 3, 12, 23, 59, tzinfo=AMSTERDAM)
    BUITEN = datetime(2026, 3, 13, 0, 1, tzinfo=AMSTERDAM)

    @pytest.fixture
    def entry(self, spel, rik, bente) -> Voortgang:
        spel.approve(rik, spel.van_tom, "Nieuws")
        return reopen(spel, bente, spel.van_tom, tot=self.BOX, now=MAART)

    def test_it_is_written_through_its_last_day_and_not_after_it(self, spel, entry, tom):
        spel.save(tom, spel.van_tom, "Beter", now=self.BINNEN)
        for act in (spel.save, spel.submit):
            with pytest.raises(
                NotAllowed, match=r"tot en met 12 maart 2026; daarna ging dit vanzelf weer op slot.*Bente"
            ):
                act(tom, spel.van_tom, "Te laat", now=self.BUITEN)
        assert [bericht.tekst for bericht in entry.berichten.all()] == ["Beter"]

    def test_returned_within_it_shuts_on_the_same_day(self, spel, entry, tom, rik):
        back = spel.submit(tom, spel.van_tom, "Beter", now=self.BINNEN)
        return_voortgang(actor=rik, voortgang=back, opmerking="Nog iets", now=self.BINNEN)
        spel.save(tom, spel.van_tom, "Nog beter", now=self.BINNEN)
        with pytest.raises(NotAllowed, match="De heropening liep tot en met 12 maart 2026"):
            spel.save(tom, spel.van_tom, "Te laat", now=self.BUITEN)

    def test_handed_in_within_it_is_not_returned_after_it(self, spel, entry, tom, rik):
        back = spel.submit(tom, spel.van_tom, "Beter", now=self.BINNEN)
        with pytest.raises(NotAllowed, match="de laatste dag was 12 maart 2026"):
            return_voortgang(actor=rik, voortgang=back, opmerking="Nog iets", now=self.BUITEN)
        assert approve_voortgang(actor=rik, voortgang=back, now=self.BUITEN).staat == "goedgekeurd"

    def test_reopened_again_it_has_the_days_of_the_last_time(self, spel, entry, tom, bente):
        reopen(spel, bente, spel.van_tom, tot=date(2026, 3, 20), now=self.BUITEN)
        spel.save(tom, spel.van_tom, "Op tijd", now=datetime(2026, 3, 20, 12, tzinfo=AMSTERDAM))
        with pytest.raises(NotAllowed, match="tot en met 20 maart 2026"):
            spel.save(tom, spel.van_tom, "Te laat", now=datetime(2026, 3, 21, 12, tzinfo=AMSTERDAM))

    def test_what_was_only_handed_in_keeps_the_days_of_the_ronde(self, spel, tom, bente, as_user, monkeypatch):
        spel.submit(tom, spel.van_tom, "Nieuws")
        reopen(spel, bente, spel.van_tom, tot=self.BOX, now=MAART)
        assert "tot en met 24 maart 2026, heropend door Bente" in deliver(MAART)["tom"]
        spel.save(tom, spel.van_tom, "Later", now=datetime(2026, 3, 24, 12, tzinfo=AMSTERDAM))
        set_clock(monkeypatch, self.BUITEN)
        html = as_user(bente).get("/rondes/2026-Q1/").content.decode()
        assert "heropend tot en met 24 maart 2026" in html
        assert "heropend tot en met 24 maart 2026, te laat" not in html

    def test_screen_board_file_mail_tasks_and_api_say_the_same_day(self, spel, entry, tom, bente, as_user, monkeypatch):
        url = "/projecten/mantelzorg/voortgang/2026-Q1/"
        assert "tot en met 12 maart 2026" in deliver(MAART)["tom"]
        set_clock(monkeypatch, MAART)
        assert "Heropend tot en met 12 maart 2026, nog 2 dagen." in as_user(tom).get(url).content.decode()
        (taak,) = as_user(tom).get("/taken/").context["taken"].doen
        assert taak.tot == "tot en met 12 maart 2026"
        set_clock(monkeypatch, self.BUITEN)
        for adres in ("/rondes/2026-Q1/", "/rondes/2026-Q1/bord.csv"):
            board = as_user(bente).get(adres).content.decode()
            assert "heropend tot en met 12 maart 2026" in board
        assert "heropend tot en met 12 maart 2026, te laat" in as_user(bente).get("/rondes/2026-Q1/").content.decode()
        assert as_user(tom).get("/taken/").context["taken"].doen == ()
        sent = {"punt-0-tekst": "Te laat geschreven.", "versie": str(entry.versie)}
        response = as_user(tom).post(url, sent)
        assert response.status_code == 403
        html = response.content.decode()
        for words in ("De heropening liep tot en met 12 maart 2026", "Te laat geschreven.", "kon tot en met 12 maart"):
            assert words in html
        assert "om aan te passen tot en met 12 maart 2026" in as_user(tom).get(url, follow=True).content.decode()

    def test_of_a_gemeente_it_is_late_after_it_though_other_texts_were_not_begun(self, spel, rik, bente):
        spel.approve(rik, spel.van_pia, "Nieuws")
        reopen(spel, bente, spel.van_pia, tot=self.BOX, now=MAART)
        plicht = load_bord(spel.ronde, self.BUITEN.date()).of_gemeente(spel.almelo.pk)
        assert (plicht.te_laat, plicht.staat_woorden) == (True, "heropend tot en met 12 maart 2026")


class TestReadersOfWhatIsOpenAgain:
    """While the author writes, others have what was approved: on its page and through the API."""

    @pytest.fixture
    def entry(self, spel, tom, rik, bente) -> Voortgang:
        inhoud = nieuws("Oud nieuws.", **GROEN)
        entry = spel.save(tom, spel.van_tom, "Oud nieuws.")
        entry = save_voortgang(
            actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=entry.versie, now=MAART
        )
        approve_voortgang(actor=rik, voortgang=submit_voortgang(actor=tom, voortgang=entry, now=MAART), now=MAART)
        entry = reopen(spel, bente, spel.van_tom)
        rood = replace(nieuws("Nieuw geheim."), kwaliteit="rood", kwaliteit_toelichting="Geheime reden.")
        return save_voortgang(
            actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=rood, versie=entry.versie, now=LAATSTE
        )

    def test_the_page_shows_the_approved_text_and_says_why(self, entry, olga, tom, rik, as_user):
        text = as_user(olga).get(f"/voortgang/{entry.pk}/").content.decode()
        assert "Oud nieuws." in text
        assert "U leest wat eerder is goedgekeurd" in text
        assert "geheim" not in text.lower()
        assert "rood" not in text
        for writer in (tom, rik):
            assert "Nieuw geheim." in as_user(writer).get(f"/voortgang/{entry.pk}/").content.decode()

    def test_the_api_gives_the_approved_text(self, entry, olga, rik, as_user):
        seen = as_user(olga).get(f"/api/v1/voortgang/{entry.pk}").json()
        assert [bericht["tekst"] for bericht in seen["berichten"]] == ["Oud nieuws."]
        assert (seen["staat"], seen["kwaliteit"]["stand"]) == ("goedgekeurd", "groen")
        assert as_user(rik).get(f"/api/v1/voortgang/{entry.pk}").json()["staat"] == "heropend"

    def test_its_history_and_what_was_never_approved_stay_shut(self, spel, entry, olga, as_user):
        assert as_user(olga).get(f"/voortgang/{entry.pk}/geschiedenis/").status_code in (403, 404)
        other = spel.save(None, spel.van_pia, "Concept.")
        assert as_user(olga).get(f"/voortgang/{other.pk}/").status_code == 404
