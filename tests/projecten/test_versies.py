"""Every text that an entry had is kept: what is one version, what the log says, what comes back, what readers see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from koers.lib.peildatum import Blik
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Voortgang, VoortgangVersie
from projecten.selectors.gepubliceerd import published
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.stand import load_verslag
from projecten.selectors.voortgang import history
from projecten.services.voortgang import (
    VersieConflict,
    reopen_voortgang,
    restore_versie,
    save_voortgang,
    submit_voortgang,
)
from rapportage.selectors.kwartaalupdate import kwartaalupdate_facts
from tests.projecten.rondes import MAART, Spel, make_spel, nieuws

pytestmark = pytest.mark.django_db
MINUUT = timedelta(minutes=1)


@pytest.fixture
def spel(tom, almelo) -> Spel:
    return make_spel(tom, almelo)


def lines(verb: str) -> list[str]:
    return list(
        Logregel.objects.filter(actie=f"projecten.voortgang:{verb}").order_by("pk").values_list("zin", flat=True)
    )


def read_by_all() -> list[str]:
    return [punt.tekst for row in published(Voortgang.objects.all()) for punt in row.publiek]


def texts(entry: Voortgang) -> list[str]:
    return [versie.inhoud["punten"][0]["tekst"] for versie in entry.versies.order_by("nummer")]


class TestOneVersion:
    def test_saves_of_one_person_within_half_an_hour_are_one_version_and_one_line(self, spel, tom):
        for minuut in range(0, 30, 5):
            entry = spel.save(tom, spel.van_tom, f"Na {minuut} minuten", now=MAART + minuut * MINUUT)
        versie = entry.versies.get()
        assert (versie.nummer, versie.begonnen_op, versie.moment) == (6, MAART, MAART + 25 * MINUUT)
        assert texts(entry) == ["Na 25 minuten"]
        assert lines("save") == ["Tom Test begon de voortgang van Mantelzorg over Q1 2026."]

    def test_after_half_an_hour_a_new_one_begins_with_its_own_line(self, spel, tom):
        spel.save(tom, spel.van_tom, "Eerst")
        entry = spel.save(tom, spel.van_tom, "Later", now=MAART + 30 * MINUUT)
        assert texts(entry) == ["Eerst", "Later"]
        assert len(lines("save")) == 2

    def test_another_person_and_a_step_begin_a_new_one(self, spel, tom, pia, rik):
        spel.save(tom, spel.van_pia, "Van Tom")
        entry = spel.save(pia, spel.van_pia, "Van Pia")
        assert texts(entry) == ["Van Tom", "Van Pia"]
        spel.submit(pia, spel.van_pia, "Van Pia, klaar")
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_pia, reden="Fout.", tot=date(2026, 3, 12), now=MAART
        )
        spel.save(pia, spel.van_pia, "Van Pia, beter")
        assert texts(entry) == ["Van Tom", "Van Pia, klaar", "Van Pia, beter"]

    def test_a_text_of_before_versions_were_kept_is_kept_at_the_first_change(self, spel, tom):
        entry = spel.save(tom, spel.van_tom, "Van voor die tijd")
        VoortgangVersie.objects.all().delete()
        spel.save(tom, spel.van_tom, "Nu", now=MAART + 31 * MINUUT)
        assert texts(entry) == ["Van voor die tijd", "Nu"]


class TestPage:
    def save(self, spel, actor, tekst, versie, blad):
        return save_voortgang(
            actor=actor,
            ronde=spel.ronde,
            onderwerp=spel.van_pia,
            inhoud=nieuws(tekst),
            versie=versie,
            blad=blad,
            now=MAART,
        )

    def test_a_page_whose_answer_got_lost_does_not_meet_its_own_text(self, spel, tom):
        self.save(spel, tom, "Eerst", 0, "blad-een")
        self.save(spel, tom, "Eerst en meer", 0, "blad-een")
        assert Bericht.objects.get().tekst == "Eerst en meer"

    def test_another_page_or_person_with_an_old_version_does(self, spel, tom, pia):
        self.save(spel, tom, "Eerst", 0, "blad-een")
        for actor, blad in ((tom, "blad-twee"), (tom, ""), (pia, "blad-een")):
            with pytest.raises(VersieConflict):
                self.save(spel, actor, "Anders", 0, blad)
        assert Bericht.objects.get().tekst == "Eerst"


class TestRestore:
    def test_an_earlier_text_comes_back_as_a_new_version(self, spel, tom):
        spel.save(tom, spel.van_tom, "Het eerste")
        entry = spel.save(tom, spel.van_tom, "Het tweede", now=MAART + 40 * MINUUT)
        oud = entry.versies.get(nummer=1)
        restore_versie(actor=tom, oud=oud, versie=2, now=MAART + 41 * MINUUT)
        assert texts(entry) == ["Het eerste", "Het tweede", "Het eerste"]
        assert entry.versies.get(nummer=3).hersteld_van == 1
        assert Bericht.objects.get().tekst == "Het eerste"
        assert lines("restore") == [
            "Tom Test zette de tekst van 10 maart 2026 om 09:00 terug in de voortgang van Mantelzorg over Q1 2026."
        ]

    def test_not_over_a_text_that_was_not_seen_nor_by_who_does_not_write_nor_when_shut(self, spel, tom, pia):
        entry = spel.save(tom, spel.van_tom, "Het eerste")
        spel.save(tom, spel.van_tom, "Het tweede", now=MAART + 40 * MINUUT)
        oud = entry.versies.get(nummer=1)
        with pytest.raises(VersieConflict):
            restore_versie(actor=tom, oud=oud, versie=1, now=MAART)
        with pytest.raises(NotAllowed, match="U leidt Mantelzorg niet"):
            restore_versie(actor=pia, oud=oud, versie=2, now=MAART)
        spel.submit(tom, spel.van_tom, "Het tweede")
        with pytest.raises(NotAllowed, match="wacht nu op de redacteur"):
            restore_versie(actor=tom, oud=oud, versie=3, now=MAART)
        assert Bericht.objects.get().tekst == "Het tweede"


class TestBehalf:
    def save(self, spel, actor, voor, onderwerp=None):
        return save_voortgang(
            actor=actor,
            ronde=spel.ronde,
            onderwerp=onderwerp or spel.van_tom,
            inhoud=nieuws("Ingevuld"),
            versie=0,
            voor=voor,
            now=MAART,
        )

    def test_both_names_stay_with_what_was_written_and_handed_in(self, spel, tom, bente):
        entry = self.save(spel, bente, tom)
        submit_voortgang(actor=bente, voortgang=entry, voor=tom, now=MAART)
        versie = entry.versies.get()
        assert (versie.door, versie.voor) == (bente, tom)
        assert history(entry)[-1].zin == "Ingediend door Bente Test namens Tom Test op 10 maart 2026 om 09:00."
        assert lines("submit") == ["Bente Test (namens Tom Test) diende de voortgang van Mantelzorg over Q1 2026 in."]

    def test_only_for_an_author_and_never_without_saying_for_whom(self, spel, tom, pia, bente, rik):
        for voor in (pia, rik, None):
            with pytest.raises(NotAllowed):
                self.save(spel, bente, voor)
        assert self.save(spel, rik, tom).pk

    def test_who_writes_their_own_writes_for_nobody_else(self, spel, tom, pia):
        entry = self.save(spel, tom, pia)
        assert entry.versies.get().voor is None

    def test_a_leader_does_not_write_on_behalf_of_another_leader(self, spel, tom, pia):
        with pytest.raises(NotAllowed, match="Namens een ander"):
            self.save(spel, pia, tom)

    def test_where_nobody_leads_it_is_written_in_ones_own_name(self, spel, bente):
        entry = self.save(spel, bente, None, Onderwerp(spel.kinderarmoede))
        assert (entry.versies.get().door, entry.versies.get().voor) == (bente, None)


class TestReopened:
    @pytest.fixture
    def heropend(self, spel, tom, rik) -> Voortgang:
        entry = spel.approve(rik, spel.van_tom, "Goedgekeurd bericht")
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Getal.", tot=date(2026, 3, 20), now=MAART
        )
        spel.save(tom, spel.van_tom, "Nog niet goedgekeurd", now=MAART + MINUUT)
        return entry

    def test_documents_and_pages_go_on_with_what_was_approved(self, spel, heropend):
        feiten = kwartaalupdate_facts(spel.ronde, now=MAART)
        bullets = [punt.tekst for deel in feiten.delen for bericht in deel.berichten for punt in bericht.bullets]
        assert bullets == ["Goedgekeurd bericht"]
        verslag = load_verslag(Blik(date(2026, 3, 31), date(2026, 3, 31)))
        assert [item.tekst for item in verslag.nieuws(spel.mantelzorg.pk)] == ["Goedgekeurd bericht"]

    def test_after_approval_the_new_text_is_what_they_have(self, spel, tom, rik, heropend):
        spel.approve(rik, spel.van_tom, "Nieuw goedgekeurd")
        heropend.refresh_from_db()
        assert heropend.gepubliceerd is None
        assert [punt.tekst for row in published(Voortgang.objects.all()) for punt in row.publiek] == [
            "Nieuw goedgekeurd"
        ]

    def test_reopening_once_more_keeps_the_text_that_was_approved(self, spel, heropend):
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Meer.", tot=date(2026, 3, 23), now=MAART
        )
        assert read_by_all() == ["Goedgekeurd bericht"]

    def test_one_that_never_was_approved_is_not_published_by_a_reopening(self, spel, tom):
        spel.submit(tom, spel.van_tom, "Alleen ingediend")
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Meer.", tot=date(2026, 3, 23), now=MAART
        )
        assert read_by_all() == []
