"""The rules of an entry, without a database."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.lib.notatie import datum
from projecten.rules import ronde as ronde_rules
from projecten.rules.inhoud import (
    MAX_PUNTEN,
    MAX_TEKST,
    MAX_TOELICHTING,
    Inhoud,
    Punt,
    carry_over,
    missing,
    too_much,
)
from projecten.rules.meedoen import step_on, took_part
from projecten.rules.verschil import GELIJK, NIEUW, OUD, differences, likeness, pair
from projecten.rules.voortgang import (
    CONCEPT,
    GOEDGEKEURD,
    HEROPEND,
    INGEDIEND,
    OVERGANGEN,
    TERUGGESTUURD,
    Heropening,
    Laatste,
    Ronde,
    Wie,
    closed_reason,
    lock_reason,
    reopened,
    who_may,
    write_until,
)

Q1 = Ronde("Q1 2026", date(2026, 3, 2), date(2026, 3, 24))
OP = datetime.fromisoformat("2026-03-10T14:03:00+01:00")
STATES = [CONCEPT, INGEDIEND, TERUGGESTUURD, GOEDGEKEURD, HEROPEND]


def fields(gemist) -> list[str]:
    return [gemis.veld for gemis in gemist]


class TestStates:
    @pytest.mark.parametrize(
        ("van", "naar", "wie"),
        [
            ("", CONCEPT, Wie.AUTEUR),
            (CONCEPT, INGEDIEND, Wie.AUTEUR),
            (INGEDIEND, TERUGGESTUURD, Wie.BEOORDELAAR),
            (INGEDIEND, GOEDGEKEURD, Wie.BEOORDELAAR),
            (TERUGGESTUURD, INGEDIEND, Wie.AUTEUR),
            (GOEDGEKEURD, HEROPEND, Wie.BEHEER),
            (HEROPEND, INGEDIEND, Wie.AUTEUR),
        ],
    )
    def test_the_way_of_an_entry_and_who_takes_each_step(self, van, naar, wie):
        assert who_may(van, naar) is wie

    @pytest.mark.parametrize(
        ("van", "naar"),
        [(CONCEPT, GOEDGEKEURD), (TERUGGESTUURD, GOEDGEKEURD), (GOEDGEKEURD, TERUGGESTUURD), (GOEDGEKEURD, INGEDIEND)],
    )
    def test_no_step_leads_past_the_reviewer_or_out_of_an_approval(self, van, naar):
        assert who_may(van, naar) is None

    def test_every_state_has_a_way_on_and_can_be_reached(self):
        assert set(OVERGANGEN) == {"", *STATES}
        assert {naar for steps in OVERGANGEN.values() for naar in steps} == set(STATES)

    @pytest.mark.parametrize("staat", ["", CONCEPT, TERUGGESTUURD])
    def test_an_entry_is_open_from_the_first_through_the_last_day(self, staat):
        open_on = [day for day in range(1, 32) if not lock_reason(staat, None, Q1, date(2026, 3, day))]
        assert open_on == list(range(2, 25))

    def test_an_approved_entry_says_by_whom_since_when_and_what_to_do(self):
        reason = lock_reason(GOEDGEKEURD, Laatste("Rik Test", OP), Q1, date(2026, 3, 11))
        assert "Goedgekeurd door Rik Test op 10 maart 2026 om 14:03" in reason
        assert "programmamanager" in reason

    def test_an_entry_handed_in_says_that_the_redacteur_can_send_it_back(self):
        reason = lock_reason(INGEDIEND, Laatste("Tom Test", OP), Q1, date(2026, 3, 11))
        assert "Ingediend door Tom Test" in reason
        assert "redacteur" in reason

    def test_a_closed_ronde_says_its_last_day(self):
        assert "de laatste dag was 24 maart 2026" in lock_reason(CONCEPT, None, Q1, date(2026, 3, 25))

    def test_a_ronde_to_come_says_its_first_day(self):
        assert "gaat open op 2 maart 2026" in lock_reason("", None, Q1, date(2026, 3, 1))

    def test_a_reopening_lasts_through_its_last_day_and_then_says_so(self):
        tot = date(2026, 4, 10)
        laatste = Laatste("Bente Test", OP, Heropening(OP.date(), tot))
        assert lock_reason(HEROPEND, laatste, Q1, tot) == ""
        assert "heropening liep tot en met 10 april 2026" in lock_reason(HEROPEND, laatste, Q1, tot + timedelta(days=1))

    def test_of_what_was_not_approved_a_reopening_that_ends_before_the_ronde_shortens_nothing(self):
        heropening = Heropening(OP.date(), date(2026, 3, 12))
        assert closed_reason(heropening, Q1, date(2026, 3, 24)) == ""
        assert "De ronde Q1 2026 is gesloten" in closed_reason(heropening, Q1, date(2026, 3, 25))

    def test_what_was_approved_shuts_by_itself_while_the_ronde_is_open(self):
        heropening = Heropening(OP.date(), date(2026, 3, 12), na_goedkeuring=True)
        assert closed_reason(heropening, Q1, date(2026, 3, 12)) == ""
        reason = closed_reason(heropening, Q1, date(2026, 3, 13))
        assert "De heropening liep tot en met 12 maart 2026; daarna ging dit vanzelf weer op slot." in reason
        assert "Lezers houden de tekst die was goedgekeurd." in reason
        assert "Vraag de programmamanager om opnieuw te heropenen." in reason

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60)), max_size=12), st.integers(0, 60))
    def test_the_last_day_of_any_entry_is_one_day_everywhere(self, keuzes, dag):
        """Whatever its way: of its last reopening once it was approved, else the later one of that and the ronde's."""
        staat, been, heropening, last = "", [], None, None
        for keuze, tot in keuzes:
            naar = sorted(OVERGANGEN[staat])[keuze % len(OVERGANGEN[staat])]
            if naar == HEROPEND:
                last = (GOEDGEKEURD in been, Q1.open_vanaf + timedelta(days=tot))
                heropening = reopened(heropening, staat, Q1.open_vanaf, last[1])
            been.append(naar)
            staat = naar
        expected = Q1.dicht_op if last is None else last[1] if last[0] else max(last[1], Q1.dicht_op)
        assert write_until(Q1, heropening) == expected
        own = ronde_rules.Termijn(Q1.open_vanaf, date(2026, 3, 16), Q1.dicht_op)
        termijn = own.reopened(heropening) if heropening else own
        assert termijn.einde == expected
        assert termijn.tot <= termijn.einde
        today = Q1.open_vanaf + timedelta(days=dag)
        reason = lock_reason(HEROPEND, Laatste("Bente Test", OP, heropening), Q1, today)
        assert bool(reason) == termijn.is_over(today) == (today > expected)
        assert not reason or datum(expected) in reason


class TestMissing:
    def test_nothing_written_asks_for_a_bullet_or_for_no_news(self):
        gemist = missing(Inhoud((Punt("  "),)))
        assert fields(gemist) == ["punt-0-tekst"]
        assert "niets te melden" in gemist[0].tekst

    def test_one_bullet_is_enough(self):
        assert missing(Inhoud((Punt("Er is nieuws."),))) == []

    def test_no_news_is_an_entry_too_when_it_says_why(self):
        assert missing(Inhoud(niets_te_melden=True, niets_reden="Het project begint in mei.")) == []
        assert fields(missing(Inhoud(niets_te_melden=True, niets_reden=" "))) == ["niets_reden"]

    def test_news_and_no_news_at_once_do_not_go_together(self):
        assert fields(missing(Inhoud((Punt("Nieuws"),), niets_te_melden=True, niets_reden="x"))) == ["niets_te_melden"]

    @pytest.mark.parametrize("aspect", ["kwaliteit", "tijd", "geld"])
    @pytest.mark.parametrize("stand", ["oranje", "rood"])
    def test_oranje_and_rood_ask_for_an_explanation(self, aspect, stand):
        inhoud = Inhoud((Punt("Nieuws"),), **{aspect: stand})
        assert fields(missing(inhoud)) == [f"{aspect}_toelichting"]
        assert missing(replace(inhoud, **{f"{aspect}_toelichting": "Een maand later."})) == []

    @pytest.mark.parametrize("stand", ["", "groen"])
    def test_groen_and_niet_gemeld_need_none(self, stand):
        assert missing(Inhoud((Punt("Nieuws"),), tijd=stand)) == []

    def test_everything_missing_is_told_at_once_in_the_order_of_the_page(self):
        inhoud = Inhoud((Punt("Nieuws"), Punt("")), tijd="oranje", geld="rood")
        assert fields(missing(inhoud)) == ["punt-1-tekst", "tijd_toelichting", "geld_toelichting"]

    def test_the_bounds_hold_and_one_past_them_does_not(self):
        fits = Inhoud((Punt("x" * MAX_TEKST),) * MAX_PUNTEN, tijd_toelichting="x" * MAX_TOELICHTING)
        assert too_much(fits) == []
        assert fields(too_much(Inhoud((Punt("x" * (MAX_TEKST + 1)),)))) == ["punt-0-tekst"]
        assert fields(too_much(Inhoud((Punt("x"),) * (MAX_PUNTEN + 1)))) == [f"punt-{MAX_PUNTEN}-tekst"]
        assert fields(too_much(Inhoud(tijd_toelichting="x" * (MAX_TOELICHTING + 1)))) == ["tijd_toelichting"]
        assert fields(too_much(Inhoud(niets_reden="x" * 301))) == ["niets_reden"]

    def test_a_state_that_is_no_state_is_refused(self):
        assert fields(too_much(Inhoud(geld="paars"))) == ["geld"]

    @given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=15))
    def test_what_was_handed_in_comes_back_as_it_was(self, rows):
        inhoud = Inhoud(tuple(Punt(*row) for row in rows), tijd="rood", tijd_toelichting="Later.")
        assert Inhoud.parse(asdict(inhoud)) == inhoud

    @given(st.lists(st.text(max_size=5), max_size=15), st.integers(0, 20))
    def test_taking_over_never_replaces_a_word(self, teksten, i):
        before = tuple(Punt(tekst) for tekst in teksten)
        after = carry_over(before, i, "van toen")
        written = [punt for punt in before if not punt.leeg]
        assert [punt for punt in after if punt in written] == written
        assert len(after) <= max(len(before), MAX_PUNTEN)
        room = len(before) < MAX_PUNTEN or any(punt.leeg for punt in before)
        assert not room or any(punt.tekst == "van toen" for punt in after)

    def test_taking_over_fills_the_empty_row_beside_it(self):
        assert [punt.tekst for punt in carry_over((Punt("a"), Punt("")), 1, "b")] == ["a", "b"]
        assert [punt.tekst for punt in carry_over((Punt("a"), Punt("c")), 1, "b")] == ["a", "c", "b"]

    def test_taking_over_beside_a_written_row_fills_the_first_empty_one_and_only_once(self):
        rows = carry_over((Punt("a"), Punt(""), Punt("")), 0, "b")
        assert [punt.tekst for punt in rows] == ["a", "b", ""]
        assert carry_over(rows, 0, "b") == rows

    def test_a_form_with_less_room_takes_no_more(self):
        rows = (Punt("a"), Punt("c"))
        assert carry_over(rows, 0, "b", 2) == rows


class TestTakingPart:
    STAPPEN = [(date(2025, 1, 1), "pilot"), (date(2026, 2, 1), "gestopt")]

    def test_the_step_in_force_is_the_last_that_began(self):
        assert step_on(self.STAPPEN, date(2026, 1, 31)) == "pilot"
        assert step_on(self.STAPPEN, date(2026, 2, 1)) == "gestopt"
        assert step_on(self.STAPPEN, date(2024, 12, 31)) is None

    @pytest.mark.parametrize(
        ("begin", "eind", "found"),
        [
            (date(2026, 1, 1), date(2026, 3, 31), True),
            (date(2026, 2, 1), date(2026, 3, 31), False),
            (date(2024, 1, 1), date(2024, 12, 31), False),
            (date(2024, 10, 1), date(2025, 1, 1), True),
        ],
    )
    def test_one_day_of_the_period_is_enough(self, begin, eind, found):
        assert took_part(self.STAPPEN, begin, eind) is found


class TestRonde:
    def test_dates_in_the_wrong_order_are_each_named(self):
        found = ronde_rules.date_faults(date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 28), date(2026, 1, 1))
        assert [field for field, _ in found] == ["op_tijd_tot", "dicht_op", "uitgave"]

    def test_dates_may_fall_together(self):
        day = date(2026, 3, 2)
        assert ronde_rules.date_faults(day, day, day, day) == []

    @pytest.mark.parametrize(
        ("staten", "samen"),
        [
            ([], ""),
            ([GOEDGEKEURD, INGEDIEND], INGEDIEND),
            ([GOEDGEKEURD, CONCEPT, INGEDIEND], CONCEPT),
            ([CONCEPT, TERUGGESTUURD, HEROPEND], TERUGGESTUURD),
        ],
    )
    def test_of_several_entries_what_asks_for_work_comes_first(self, staten, samen):
        assert ronde_rules.combined_state(staten) == samen

    def test_late_is_after_the_day_and_not_in(self):
        day = date(2026, 3, 16)
        late = day + timedelta(days=1)
        assert not ronde_rules.is_late(CONCEPT, day, day)
        assert ronde_rules.is_late(CONCEPT, day, late)
        assert not ronde_rules.is_late(INGEDIEND, day, late)

    def test_leaders_are_those_of_today_within_the_ronde(self):
        open_vanaf, dicht = date(2026, 3, 2), date(2026, 3, 24)
        days = [date(2026, 1, 1), date(2026, 3, 10), date(2026, 11, 25)]
        assert [ronde_rules.reference_day(open_vanaf, dicht, day) for day in days] == [open_vanaf, days[1], dicht]


WOORDEN = st.lists(st.sampled_from(["de", "pilot", "loopt", "zes", "zeven", "gemeenten."]), max_size=30).map(" ".join)


class TestDifferences:
    @given(WOORDEN, WOORDEN)
    def test_both_texts_can_be_read_back_from_the_marks(self, oud, nieuw):
        delen = differences(oud, nieuw)
        assert "".join(deel.tekst for deel in delen if deel.soort != OUD) == nieuw
        assert "".join(deel.tekst + " " for deel in delen if deel.soort != NIEUW).split() == oud.split()

    def test_only_the_changed_word_is_marked(self):
        delen = differences("Zes gemeenten doen mee.", "Zeven gemeenten doen mee.")
        assert [(deel.soort, deel.tekst.strip()) for deel in delen] == [
            (OUD, "Zes"),
            (NIEUW, "Zeven"),
            (GELIJK, "gemeenten doen mee."),
        ]

    @given(st.lists(WOORDEN, max_size=6), st.lists(WOORDEN, max_size=6))
    def test_every_text_appears_once(self, oud, nieuw):
        pairs = pair(oud, nieuw)
        assert sorted(i for i, _ in pairs if i is not None) == list(range(len(oud)))
        assert [j for _, j in pairs if j is not None] == list(range(len(nieuw)))

    def test_the_most_alike_are_put_together_whatever_their_place(self):
        oud = ["Zes gemeenten doen mee.", "De opleiding is begonnen."]
        nieuw = ["De opleiding is afgerond.", "Geheel iets anders", "Zeven gemeenten doen mee."]
        assert pair(oud, nieuw) == [(1, 0), (None, 1), (0, 2)]

    def test_a_long_text_of_one_word_is_compared_within_reason(self):
        long = "a " * 2_000
        assert likeness(long, long) == 1
        assert "".join(deel.tekst for deel in differences(long, long + "b") if deel.soort != OUD) == long + "b"
