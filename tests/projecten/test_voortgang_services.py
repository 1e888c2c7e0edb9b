"""Each step of an entry × who × state: what goes through, what is refused and why, and what the log says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from koers.eigenaren.models import Aanstelling
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Overgang, Voortgang
from projecten.rules.inhoud import MAX_TEKST, Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.voortgang import history, inhoud_of
from projecten.services.voortgang import (
    Onvolledig,
    VersieConflict,
    approve_voortgang,
    reopen_voortgang,
    return_voortgang,
    save_voortgang,
    submit_voortgang,
)
from tests.projecten.rondes import GESLOTEN, GROEN, LAATSTE_DAG, MAART, Spel, lead, make_spel, nieuws
from tests.projecten.streek import make_project, take_part

pytestmark = pytest.mark.django_db


def approvals() -> list[str]:
    return [regel.zin for regel in Logregel.objects.filter(actie="projecten.voortgang:approve").order_by("pk")]


@pytest.fixture
def spel(tom, almelo) -> Spel:
    return make_spel(tom, almelo)


class TestSave:
    def test_a_first_save_makes_a_concept_with_its_bullets_and_states(self, spel, tom):
        inhoud = replace(nieuws("Eerste **punt**", "Tweede"), **GROEN)
        entry = save_voortgang(actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, now=MAART)
        entry.refresh_from_db()
        assert (entry.staat, entry.versie, entry.gewijzigd_door, entry.gewijzigd_op) == ("concept", 1, tom, MAART)
        assert [bericht.tekst for bericht in entry.berichten.all()] == ["Eerste **punt**", "Tweede"]
        assert entry.standen[1] == ("Tijd", "groen", "")
        assert Logregel.objects.get(actie="projecten.voortgang:save").zin == (
            "Tom Test begon de voortgang van Mantelzorg over Q1 2026."
        )

    def test_a_draft_may_be_unfinished(self, spel, tom):
        entry = save_voortgang(
            actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=Inhoud(tijd="rood"), versie=0, now=MAART
        )
        assert (entry.tijd, entry.tijd_toelichting) == ("rood", "")

    def test_empty_rows_are_not_kept_and_internal_bullets_stay_internal(self, spel, tom):
        inhoud = Inhoud((Punt(" "), Punt("Voor het team", publiek=False), Punt("\u200b")))
        save_voortgang(actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, now=MAART)
        assert list(Bericht.objects.values_list("volgorde", "tekst", "publiek")) == [(1, "Voor het team", False)]

    def test_another_save_replaces_the_bullets_and_counts_on(self, spel, tom):
        spel.save(tom, spel.van_tom, "Eerst")
        entry = spel.save(tom, spel.van_tom, "Later", "En meer", now=MAART + timedelta(hours=1))
        assert entry.versie == 2
        assert [punt.tekst for punt in inhoud_of(entry).punten] == ["Later", "En meer"]
        assert Overgang.objects.count() == 1

    def test_the_same_words_again_change_nothing(self, spel, tom):
        first = spel.save(tom, spel.van_tom, "Nieuws")
        again = save_voortgang(
            actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=nieuws("Nieuws"), versie=0, now=LAATSTE_DAG
        )
        assert (again.pk, again.versie, again.gewijzigd_op) == (first.pk, 1, MAART)
        assert Logregel.objects.filter(actie="projecten.voortgang:save").count() == 1

    def test_an_older_version_never_overwrites_a_newer_one_and_both_texts_are_told(self, spel, tom, pia):
        spel.save(tom, spel.van_pia, "Van Tom")
        spel.save(pia, spel.van_pia, "Van Pia")
        with pytest.raises(VersieConflict) as conflict:
            save_voortgang(
                actor=tom, ronde=spel.ronde, onderwerp=spel.van_pia, inhoud=nieuws("Tom weer"), versie=1, now=MAART
            )
        assert [punt.tekst for punt in conflict.value.mijn.punten] == ["Tom weer"]
        assert [punt.tekst for punt in conflict.value.hun.punten] == ["Van Pia"]
        assert Bericht.objects.get().tekst == "Van Pia"

    def test_a_first_save_beside_an_entry_that_was_made_meanwhile_is_a_conflict(self, spel, tom):
        spel.save(tom, spel.van_tom, "In het ene tabblad")
        with pytest.raises(VersieConflict):
            save_voortgang(
                actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=nieuws("In het andere"), versie=0, now=MAART
            )

    def test_what_a_bullet_came_from_stays_with_its_words(self, spel):
        punten = (Punt("Uit de bron", herkomst="afgeleid", vindplaats="Kwartaalupdate"), Punt("Ook"))
        save_voortgang(actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=Inhoud(punten), versie=0, now=MAART)
        spel.save(None, spel.van_tom, "Nieuw", "Uit de bron")
        assert list(Bericht.objects.values_list("herkomst", "vindplaats")) == [
            ("bron", ""),
            ("afgeleid", "Kwartaalupdate"),
        ]

    @pytest.mark.parametrize("length", [MAX_TEKST + 1, 200_000])
    def test_too_long_a_bullet_is_refused_and_nothing_is_written(self, spel, tom, length):
        with pytest.raises(Onvolledig) as refused:
            spel.save(tom, spel.van_tom, "x" * length)
        assert refused.value.gemist[0].veld == "punt-0-tekst"
        assert not Voortgang.objects.exists()

    def test_a_failure_halfway_leaves_the_old_text_whole(self, spel, tom, monkeypatch):
        spel.save(tom, spel.van_tom, "Oud")
        monkeypatch.setattr("projecten.services.voortgang.stap.log", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            spel.save(tom, spel.van_tom, "Nieuw", now=MAART + timedelta(hours=1))
        assert [bericht.tekst for bericht in Bericht.objects.all()] == ["Oud"]
        assert Voortgang.objects.get().versie == 1


class TestWhoWrites:
    def test_tom_writes_his_project_and_what_happens_of_it_in_a_gemeente(self, spel, tom):
        assert spel.save(tom, spel.van_tom, "x").pk
        assert spel.save(tom, spel.van_pia, "x").pk

    def test_pia_writes_almelo_and_its_projects(self, spel, pia):
        assert spel.save(pia, spel.van_pia, "x").pk
        assert spel.save(pia, Onderwerp(gemeente=spel.almelo), "x").pk

    def test_pia_writes_a_local_project_of_almelo(self, spel, pia):
        lokaal = make_project("buurtkamer", "Buurtkamer", soort="lokaal", gemeente=spel.almelo)
        assert spel.save(pia, Onderwerp(lokaal), "x").pk

    def test_rik_writes_the_news_of_the_programme(self, spel, rik):
        assert spel.save(rik, Onderwerp(rubriek=spel.evaluatie), "x").pk

    @pytest.mark.parametrize("wie", ["pia", "rik", "bente", "frank", "olga", "anna", "menno", "aad", "bram", "bea"])
    def test_nobody_else_writes_toms_project(self, spel, request, wie):
        with pytest.raises(NotAllowed):
            spel.save(request.getfixturevalue(wie), spel.van_tom, "x")
        assert not Voortgang.objects.exists()

    def test_tom_does_not_write_what_he_does_not_lead_and_hears_who_does(self, spel, tom):
        with pytest.raises(NotAllowed, match="U leidt Kinderarmoede niet"):
            spel.save(tom, Onderwerp(spel.kinderarmoede), "x")

    def test_tom_does_not_write_news_of_the_programme(self, spel, tom):
        with pytest.raises(NotAllowed, match="schrijft de redacteur"):
            spel.save(tom, Onderwerp(rubriek=spel.evaluatie), "x")

    def test_pia_does_not_write_hengelo(self, spel, pia, hengelo):
        take_part(spel.mantelzorg, hengelo, "pilot")
        with pytest.raises(NotAllowed, match="geen lokaal projectleider van Hengelo"):
            spel.save(pia, Onderwerp(gemeente=hengelo), "x")
        with pytest.raises(NotAllowed, match="lokaal projectleider van Hengelo"):
            spel.save(pia, Onderwerp(spel.mantelzorg, hengelo), "x")

    @pytest.mark.parametrize("stap", ["niet", "gestopt"])
    def test_of_a_project_in_which_almelo_takes_no_part_there_is_no_entry(self, spel, pia, stap):
        take_part(spel.kinderarmoede, spel.almelo, stap)
        with pytest.raises(NotAllowed, match="Almelo doet niet mee aan Kinderarmoede"):
            spel.save(pia, Onderwerp(spel.kinderarmoede, spel.almelo), "x")

    def test_who_led_it_until_yesterday_writes_no_more(self, spel, tom):
        tom.projectleiding.update(tot=MAART.date())
        assert spel.save(tom, spel.van_tom, "Op de laatste dag").pk
        with pytest.raises(NotAllowed):
            spel.save(tom, spel.van_tom, "Een dag later", now=MAART + timedelta(days=1))

    def test_leading_without_the_role_is_not_enough(self, spel, anna):
        lead(spel.kinderarmoede, anna)
        with pytest.raises(NotAllowed):
            spel.save(anna, Onderwerp(spel.kinderarmoede), "x")

    def test_menzis_has_no_local_voortgang(self, spel, menzis):
        with pytest.raises(NotAllowed, match="Menzis is geen gemeente"):
            spel.save(None, Onderwerp(gemeente=menzis), "x")

    def test_a_project_that_ended_before_the_ronde_has_nothing_to_enter(self, spel):
        over = make_project("over", "Voorbij", tot=date(2025, 12, 31))
        with pytest.raises(NotAllowed, match="Voorbij liep niet in Q1 2026"):
            spel.save(None, Onderwerp(over), "x")


class TestTime:
    def test_the_last_second_of_the_last_day_is_in_time(self, spel, tom):
        assert spel.submit(tom, spel.van_tom, "Net op tijd", now=LAATSTE_DAG).staat == "ingediend"

    def test_after_closing_nothing_goes_in_and_the_reason_says_so(self, spel, tom):
        entry = spel.save(tom, spel.van_tom, "Concept")
        with pytest.raises(NotAllowed, match="de laatste dag was 24 maart 2026"):
            spel.save(tom, spel.van_tom, "Te laat", now=GESLOTEN)
        with pytest.raises(NotAllowed, match="gesloten"):
            submit_voortgang(actor=tom, voortgang=entry, now=GESLOTEN)
        entry.refresh_from_db()
        assert (entry.staat, entry.berichten.get().tekst) == ("concept", "Concept")

    def test_before_opening_nothing_goes_in(self, spel, tom):
        with pytest.raises(NotAllowed, match="gaat open op 2 maart 2026"):
            spel.save(tom, spel.van_tom, "Te vroeg", now=MAART.replace(day=1))


class TestSubmit:
    def test_what_was_handed_in_waits_is_kept_and_is_logged(self, spel, tom):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        assert entry.staat == "ingediend"
        step = Overgang.objects.get(naar="ingediend")
        assert (step.van, step.door, step.moment) == ("concept", tom, MAART)
        assert Inhoud.parse(step.inhoud).punten == (Punt("Nieuws"),)
        zin = Logregel.objects.get(actie="projecten.voortgang:submit").zin
        assert zin == "Tom Test diende de voortgang van Mantelzorg over Q1 2026 in."
        assert "Nieuws" not in zin

    def test_everything_missing_is_told_at_once_and_the_draft_stays(self, spel, tom):
        inhoud = Inhoud(tijd="oranje", geld="rood")
        entry = save_voortgang(actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=inhoud, versie=0, now=MAART)
        with pytest.raises(Onvolledig) as refused:
            submit_voortgang(actor=tom, voortgang=entry, now=MAART)
        assert [gemis.veld for gemis in refused.value.gemist] == [
            "punt-0-tekst",
            "tijd_toelichting",
            "geld_toelichting",
        ]
        assert Voortgang.objects.get().staat == "concept"

    def test_a_second_click_finds_it_in_and_makes_no_second_step(self, spel, tom):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match="Ingediend door Tom Test"):
            submit_voortgang(actor=tom, voortgang=entry, now=MAART)
        assert Overgang.objects.filter(naar="ingediend").count() == 1

    def test_handed_in_it_cannot_be_written(self, spel, tom):
        spel.submit(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match="wacht nu op de redacteur"):
            spel.save(tom, spel.van_tom, "Anders")

    @pytest.mark.parametrize("wie", ["pia", "rik", "bente", "anna"])
    def test_only_its_author_hands_it_in(self, spel, tom, request, wie):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed):
            submit_voortgang(actor=request.getfixturevalue(wie), voortgang=entry, now=MAART)

    def test_an_older_version_is_not_handed_in(self, spel, tom):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        spel.save(tom, spel.van_tom, "Nieuwer")
        with pytest.raises(VersieConflict):
            submit_voortgang(actor=tom, voortgang=entry, versie=1, now=MAART)


class TestReview:
    def test_a_return_carries_its_remark_and_opens_the_text_again(self, spel, tom, rik):
        entry = spel.submit(tom, spel.van_tom, "10 mensen")
        entry = return_voortgang(actor=rik, voortgang=entry, opmerking="Schrijf  tien uit.", now=MAART)
        assert entry.staat == "teruggestuurd"
        assert history(entry)[-1].zin == "Teruggestuurd door Rik Test op 10 maart 2026 om 09:00."
        assert history(entry)[-1].opmerking == "Schrijf tien uit."
        assert spel.submit(tom, spel.van_tom, "Tien mensen").staat == "ingediend"

    @pytest.mark.parametrize("opmerking", ["", "  \n ", "x" * 2_001])
    def test_a_return_without_words_or_with_too_many_is_refused(self, spel, tom, rik, opmerking):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        with pytest.raises(ValidationError):
            return_voortgang(actor=rik, voortgang=entry, opmerking=opmerking, now=MAART)
        assert Voortgang.objects.get().staat == "ingediend"

    def test_after_closing_a_return_would_be_a_dead_end_and_says_so(self, spel, tom, rik):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match="kan niet meer schrijven"):
            return_voortgang(actor=rik, voortgang=entry, opmerking="Graag anders.", now=GESLOTEN)
        assert approve_voortgang(actor=rik, voortgang=entry, now=GESLOTEN).staat == "goedgekeurd"

    def test_approval_shuts_it_and_says_by_whom(self, spel, tom, rik):
        entry = approve_voortgang(actor=rik, voortgang=spel.submit(tom, spel.van_tom, "Nieuws"), now=MAART)
        assert entry.staat == "goedgekeurd"
        with pytest.raises(NotAllowed, match="Goedgekeurd door Rik Test op 10 maart 2026 om 09:00"):
            spel.save(tom, spel.van_tom, "Anders")

    def test_rik_approves_his_own_news_of_the_programme(self, spel, rik):
        entry = spel.submit(rik, Onderwerp(rubriek=spel.evaluatie), "De herijking is begonnen.")
        assert approve_voortgang(actor=rik, voortgang=entry, now=MAART).staat == "goedgekeurd"

    def test_rik_approves_what_he_handed_in_for_tom_and_the_log_says_that_he_did_both(self, spel, tom, rik):
        known = {"actor": rik, "voor": tom, "now": MAART}
        entry = save_voortgang(ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=nieuws("Gebeld."), versie=0, **known)
        approve_voortgang(actor=rik, voortgang=submit_voortgang(voortgang=entry, **known), now=MAART)
        assert approvals() == [
            "Rik Test keurde de voortgang van Mantelzorg over Q1 2026 goed, "
            "na die zelf te hebben ingediend namens Tom Test."
        ]

    def test_of_another_s_text_and_of_his_own_news_the_log_says_only_that_he_approved(self, spel, tom, rik):
        for wie, onderwerp in ((tom, spel.van_tom), (rik, Onderwerp(rubriek=spel.evaluatie))):
            approve_voortgang(actor=rik, voortgang=spel.submit(wie, onderwerp, "Nieuws"), now=MAART)
        assert [zin.endswith("over Q1 2026 goed.") for zin in approvals()] == [True, True]

    @pytest.mark.parametrize("wie", ["tom", "pia", "bente", "frank", "anna", "aad", "bram", "bea"])
    def test_nobody_but_the_redacteur_judges(self, spel, tom, request, wie):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        actor = request.getfixturevalue(wie)
        with pytest.raises(NotAllowed):
            approve_voortgang(actor=actor, voortgang=entry, now=MAART)
        with pytest.raises(NotAllowed):
            return_voortgang(actor=actor, voortgang=entry, opmerking="x", now=MAART)

    def test_what_was_not_handed_in_cannot_be_approved(self, spel, tom, rik):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match="is concept; goedkeuren kan daarom nu niet"):
            approve_voortgang(actor=rik, voortgang=entry, now=MAART)

    def test_rik_approves_only_what_he_read(self, spel, tom, rik):
        read = spel.submit(tom, spel.van_tom, "Nieuws").versie
        return_voortgang(actor=rik, voortgang=Voortgang.objects.get(), opmerking="Anders", now=MAART)
        spel.submit(tom, spel.van_tom, "Heel iets anders")
        with pytest.raises(NotAllowed, match="veranderd sinds u hem las"):
            approve_voortgang(actor=rik, voortgang=Voortgang.objects.get(), versie=read, now=MAART)

    def test_two_approvals_at_once_are_one(self, spel, tom, rik):
        entry = spel.submit(tom, spel.van_tom, "Nieuws")
        approve_voortgang(actor=rik, voortgang=entry, now=MAART)
        with pytest.raises(NotAllowed):
            approve_voortgang(actor=rik, voortgang=entry, now=MAART)
        assert Overgang.objects.filter(naar="goedgekeurd").count() == 1


class TestReopen:
    def reopen(self, spel: Spel, actor, onderwerp: Onderwerp, now: datetime = GESLOTEN, **other) -> Voortgang:
        fields = {"reden": "Het cijfer klopt niet.", "tot": date(2026, 4, 3)} | other
        return reopen_voortgang(actor=actor, ronde=spel.ronde, onderwerp=onderwerp, now=now, **fields)

    def test_an_approved_entry_is_written_again_until_the_day(self, spel, tom, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        entry = self.reopen(spel, bente, spel.van_tom)
        assert entry.staat == "heropend"
        assert history(entry)[-1].zin.endswith("om aan te passen tot en met 3 april 2026.")
        last_day = datetime(2026, 4, 3, 12, tzinfo=MAART.tzinfo)
        assert spel.submit(tom, spel.van_tom, "Beter nieuws", now=last_day).staat == "ingediend"

    def test_after_its_day_it_is_shut_again(self, spel, tom, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        self.reopen(spel, bente, spel.van_tom)
        with pytest.raises(NotAllowed, match="heropening liep tot en met 3 april 2026"):
            spel.save(tom, spel.van_tom, "Te laat", now=datetime(2026, 4, 4, tzinfo=MAART.tzinfo))

    def test_a_returned_text_may_be_mended_within_the_reopening(self, spel, tom, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        self.reopen(spel, bente, spel.van_tom)
        spel.submit(tom, spel.van_tom, "Anders", now=GESLOTEN)
        return_voortgang(actor=rik, voortgang=Voortgang.objects.get(), opmerking="Nog eens", now=GESLOTEN)
        assert spel.submit(tom, spel.van_tom, "Goed", now=GESLOTEN).staat == "ingediend"

    def test_one_late_author_gets_time_and_no_one_else(self, spel, tom, pia, bente):
        self.reopen(spel, bente, spel.van_tom)
        assert spel.submit(tom, spel.van_tom, "Alsnog", now=GESLOTEN).staat == "ingediend"
        with pytest.raises(NotAllowed, match="gesloten"):
            spel.save(pia, spel.van_pia, "Ook alsnog?", now=GESLOTEN)

    def test_a_running_reopening_can_be_made_longer(self, spel, tom, bente):
        self.reopen(spel, bente, spel.van_tom)
        self.reopen(spel, bente, spel.van_tom, tot=date(2026, 4, 30))
        assert spel.save(tom, spel.van_tom, "Alsnog", now=datetime(2026, 4, 30, tzinfo=MAART.tzinfo)).pk

    @pytest.mark.parametrize("other", [{"reden": " "}, {"tot": date(2026, 3, 24)}])
    def test_without_a_reason_or_with_a_day_gone_by_it_is_refused(self, spel, bente, other):
        with pytest.raises(ValidationError):
            self.reopen(spel, bente, spel.van_tom, **other)
        assert not Voortgang.objects.exists()

    def test_what_is_open_needs_no_reopening(self, spel, tom, bente):
        spel.save(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed, match="tot en met 24 maart 2026: heropenen is niet nodig"):
            self.reopen(spel, bente, spel.van_tom, now=MAART)

    def test_what_is_not_open_yet_opens_by_itself(self, spel, bente):
        with pytest.raises(NotAllowed, match="gaat vanzelf open"):
            self.reopen(spel, bente, spel.van_tom, now=MAART.replace(month=2))

    @pytest.mark.parametrize("wie", ["tom", "pia", "rik", "frank", "bea"])
    def test_only_the_programmamanager_reopens(self, spel, rik, request, wie):
        spel.approve(rik, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed):
            self.reopen(spel, request.getfixturevalue(wie), spel.van_tom)

    def test_a_role_that_ended_gives_nothing(self, spel, rik, bente):
        spel.approve(rik, spel.van_tom, "Nieuws")
        Aanstelling.objects.filter(gebruiker=bente).update(tot=date(2026, 3, 24))
        with pytest.raises(NotAllowed):
            self.reopen(spel, bente, spel.van_tom)


def test_the_command_line_enters_history_with_its_own_now(spel):
    entry = approve_voortgang(actor=None, voortgang=spel.submit(None, spel.van_tom, "Nieuws"), now=MAART)
    assert entry.staat == "goedgekeurd"
    assert set(Logregel.objects.values_list("moment", "via")) == {(MAART, "opdrachtregel")}


def test_a_submitted_entry_with_oranje_and_no_explanation_is_refused_by_the_database(spel, tom):
    entry = save_voortgang(
        actor=tom, ronde=spel.ronde, onderwerp=spel.van_tom, inhoud=Inhoud(tijd="rood"), versie=0, now=MAART
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Voortgang.objects.filter(pk=entry.pk).update(staat="ingediend")
    assert Voortgang.objects.get().staat == "concept"
