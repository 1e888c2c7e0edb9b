from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.lib.kwartaal import Kwartaal


@given(st.dates(date(1901, 1, 1), date(2998, 12, 31)))
def test_every_day_lies_in_its_quarter_and_quarters_join_without_a_gap(day):
    kwartaal = Kwartaal.of(day)
    assert kwartaal.begin <= day <= kwartaal.eind
    assert (kwartaal.volgende.begin - kwartaal.eind).days == 1
    assert kwartaal.volgende.vorige == kwartaal
    assert Kwartaal.parse(kwartaal.code) == kwartaal


@pytest.mark.parametrize("text", ["2026-Q5", "2026Q1", "Q1 2026", "", "2026-Q0", "26-Q1"])
def test_what_is_no_quarter_is_refused_with_how_to_write_one(text):
    with pytest.raises(ValueError, match="2026-Q1"):
        Kwartaal.parse(text)
