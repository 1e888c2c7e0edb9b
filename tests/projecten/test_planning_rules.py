"""What stood on a day, what is late, and how much a risk weighs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projecten.models.opbrengst import Precisie
from projecten.rules.planning import is_late, span_refusal, state_on, stood, weight, weight_word
from projecten.rules.wanneer import first_day, last_day, when

dagen = st.dates(date(2000, 1, 1), date(2099, 12, 31))
precisies = st.sampled_from(Precisie.values)
maten = st.sampled_from(["klein", "middel", "groot"])
DAG = timedelta(days=1)


@given(dagen, precisies)
def test_a_day_lies_in_its_own_span_unless_it_says_mid_year(dag, precisie):
    first, last = first_day(dag, precisie), last_day(dag, precisie)
    assert first <= last
    assert precisie == "medio" or first <= dag <= last


@given(dagen, st.sampled_from(["maand", "kwartaal", "jaar", "medio"]))
def test_every_day_of_a_span_is_said_the_same(dag, precisie):
    first, last = first_day(dag, precisie), last_day(dag, precisie)
    assert when(first, precisie) == when(last, precisie) == when(dag, precisie)


@given(st.lists(st.tuples(dagen, st.integers())), dagen, st.integers())
def test_what_stood_is_what_the_next_change_replaced(changes, day, now):
    changes.sort(key=lambda change: change[0])
    later = [before for recorded, before in changes if recorded > day]
    assert stood(day, now, changes) == (later[0] if later else now)


def test_reached_counts_from_the_day_it_was_not_from_when_that_was_told():
    told = [(date(2026, 3, 10), "gepland")]
    assert state_on(date(2026, 3, 4), "gehaald", date(2026, 3, 5), told) == "gepland"
    assert state_on(date(2026, 3, 5), "gehaald", date(2026, 3, 5), told) == "gehaald"
    assert state_on(date(2025, 1, 1), "gehaald", date(2026, 1, 1), []) == "gepland"
    assert state_on(date(2026, 3, 9), "vervallen", date(2026, 6, 1), told) == "gepland"


@given(dagen)
def test_a_milestone_is_late_the_day_after_its_last_and_only_while_planned(dag):
    assert not is_late("gepland", dag, dag)
    assert is_late("gepland", dag, dag + DAG)
    assert not is_late("gehaald", dag, dag + DAG)


@given(maten, maten)
def test_weight_is_the_same_both_ways_and_has_a_word(kans, gevolg):
    assert weight(kans, gevolg) == weight(gevolg, kans)
    assert weight_word(kans, gevolg) == weight_word(gevolg, kans)


@pytest.mark.parametrize(
    ("kans", "gevolg", "word"),
    [
        ("klein", "middel", "laag"),
        ("klein", "groot", "middel"),
        ("middel", "middel", "middel"),
        ("middel", "groot", "hoog"),
        ("", "", "niet gewogen"),
    ],
)
def test_words_of_the_board(kans, gevolg, word):
    assert weight_word(kans, gevolg) == word


@given(dagen, precisies, dagen)
def test_a_span_that_touches_the_project_is_taken(dag, precisie, begin):
    first, last = first_day(dag, precisie), last_day(dag, precisie)
    assert span_refusal(first, last, begin, None) == ("voor" if last < begin else "")
    assert span_refusal(first, last, first, first) == ""
