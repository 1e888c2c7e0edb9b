"""What is printed after "voorheen", what may follow from what, and which step goes along."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from projecten.rules.afkomst import (
    GESPLITST,
    SAMENGEVOEGD,
    Voorganger,
    carried_step,
    closes_circle,
    voorheen,
    who_passed_to,
)
from projecten.rules.trede import LADDER, NAAST

JAN, JUL = date(2026, 1, 1), date(2026, 7, 1)
MERGED = [Voorganger(SAMENGEVOEGD, JUL, "Mantelzorg"), Voorganger(SAMENGEVOEGD, JUL, "Logeerzorg")]

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)
steps = st.lists(st.sampled_from([*LADDER, *NAAST]), max_size=4)


def test_what_merged_is_named_in_the_order_it_was_chosen():
    assert voorheen("", JUL, MERGED) == "Mantelzorg en Logeerzorg"


def test_what_ran_on_names_itself_first():
    zelf = Voorganger(SAMENGEVOEGD, JUL, "Logeerzorg", zelf="Mantelzorg")
    assert voorheen("", JAN, [zelf]) == "Mantelzorg en Logeerzorg"
    assert voorheen("Mantelzorg", JUL, [zelf]) == "Mantelzorg en Logeerzorg"


def test_what_split_off_was_part_of_the_whole():
    assert voorheen("", JUL, [Voorganger(GESPLITST, JUL, "Ouderen thuis")]) == "onderdeel van Ouderen thuis"


def test_a_later_name_counts_over_an_earlier_merger_and_the_other_way_round():
    assert voorheen("Samen zorgen", date(2027, 1, 1), MERGED) == "Samen zorgen"
    assert voorheen("Zorg", JAN, MERGED) == "Mantelzorg en Logeerzorg"


def test_without_any_change_there_is_nothing_to_say():
    assert voorheen("", JAN, []) == ""
    assert voorheen("Welzijn op Recept", JAN, []) == "Welzijn op Recept"


def reaches(known: list[tuple[int, int]], begin: int, end: int) -> bool:
    """The plain answer: follow every path of at most as many steps as there are pairs."""
    at = {begin}
    for _ in known:
        at |= {naar for van, naar in known if van in at}
    return end in at


@given(pairs, st.integers(0, 6), st.integers(0, 6))
def test_a_circle_is_what_leads_back(known, van, naar):
    assert closes_circle(known, van, naar) == reaches(known, naar, van)


@given(pairs)
def test_pairs_that_are_each_let_in_never_make_a_circle(wanted):
    known: list[tuple[int, int]] = []
    for van, naar in wanted:
        if not closes_circle(known, van, naar):
            known.append((van, naar))
    assert not any(reaches([pair for pair in known if pair != own], own[1], own[0]) for own in known)


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 6), max_size=6), st.integers(0, 6))
def test_who_passed_to_a_project_are_all_that_lead_to_it(erfgenaam, project):
    known = [pair for i, pair in enumerate(erfgenaam.items()) if not closes_circle(list(erfgenaam.items())[:i], *pair)]
    found = who_passed_to(dict(known), project)
    assert found == {van for van in range(7) if van != project and reaches(known, van, project)}


@given(steps, st.sampled_from(["", *LADDER, *NAAST]))
def test_a_step_that_goes_along_is_on_the_ladder_known_and_higher_than_what_is_there(old, now):
    found = carried_step(old, now)
    assert found == "" or (found in old and found in LADDER)
    rank = [*NAAST, "", *reversed(LADDER)]
    if found:
        assert now not in LADDER or rank.index(found) > rank.index(now)
    else:
        assert all(stap in NAAST or (now in LADDER and rank.index(stap) <= rank.index(now)) for stap in old)


@given(steps, st.sampled_from(["", *LADDER, *NAAST]))
def test_nobody_loses_a_step_and_the_order_of_the_old_ones_does_not_matter(old, now):
    assert carried_step(old, now) == carried_step(list(reversed(old)), now)
    assert carried_step(old, carried_step(old, now) or now) == ""
