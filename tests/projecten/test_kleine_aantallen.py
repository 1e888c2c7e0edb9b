"""Small numbers stay away, and what they could be recomputed from stays away with them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projecten.rules.kleine_aantallen import ONDERGRENS, hide, hides_total, tells_of_few

AANTALLEN = st.dictionaries(st.integers(1, 17), st.integers(0, 60).map(Decimal), max_size=17)


def test_nothing_is_hidden_where_nobody_is_few():
    assert not hide({1: Decimal(10), 2: Decimal(400)}).alle
    assert not hide({}).totaal


def test_one_small_value_takes_the_two_next_smallest_along():
    hidden = hide({"almelo": Decimal(7), "borne": Decimal(90), "enschede": Decimal(30), "hengelo": Decimal(40)})
    assert (hidden.klein, hidden.mee, hidden.totaal) == ({"almelo"}, {"enschede", "hengelo"}, False)


@pytest.mark.parametrize(
    "personen", [{1: 7}, {1: 7, 2: 90}, {1: 7, 2: 90, 3: 80}, {1: 3, 2: 3, 3: 3}, {1: 0, 2: 1, 3: 2, 4: 800}]
)
def test_where_nothing_else_could_be_shown_the_total_stays_away_instead(personen):
    hidden = hide({key: Decimal(count) for key, count in personen.items()})
    assert hidden.totaal
    assert hidden.alle == {key for key, count in personen.items() if count < 10}


def test_many_small_values_together_are_a_total():
    hidden = hide({key: Decimal(6) for key in range(4)})
    assert (len(hidden.klein), hidden.totaal) == (4, False)


@given(AANTALLEN)
def test_no_small_value_is_shown_and_none_follows_from_the_total(personen):
    hidden = hide(personen)
    assert all(count >= ONDERGRENS for key, count in personen.items() if key not in hidden.alle)
    if hidden.alle and not hidden.totaal:
        # Total minus what is shown is all an outsider has; one who knows one of them is left with two others or more.
        assert len(hidden.alle) >= 3
        assert sum(personen[key] for key in hidden.alle) >= ONDERGRENS


@given(AANTALLEN)
def test_the_total_alone_is_judged_as_beside_its_parts(personen):
    small = sum(count < ONDERGRENS for count in personen.values())
    alone = hides_total(
        klein=small,
        aantal=len(personen),
        personen=sum(personen.values(), Decimal()),
        grootste=max(personen.values(), default=Decimal()),
    )
    assert alone == hide(personen).totaal


@given(AANTALLEN)
def test_no_more_is_hidden_than_needed(personen):
    hidden = hide(personen)
    if hidden.mee and not hidden.totaal:
        last = max(hidden.mee, key=lambda key: personen[key])
        rest = [personen[key] for key in hidden.alle - {last}]
        assert len(rest) < 3 or sum(rest) < ONDERGRENS


@given(AANTALLEN, st.sets(st.integers(1, 17)))
def test_a_part_tells_of_nobody_beside_all_that_is_shown(personen, deel):
    hidden = hide(personen)
    if not tells_of_few(personen, deel):
        for left in (hidden.alle & deel, hidden.alle - deel):
            assert not left or (len(left) >= 3 and sum(personen[key] for key in left) >= ONDERGRENS)
