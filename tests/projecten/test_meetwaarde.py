"""What may be typed as a value, and which values are asked about."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projecten.rules.meetwaarde import GEEN_GETAL, GRENS, Onleesbaar, read_value, remarkable, show_value, value_faults


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), ("1.234", "1234"), ("1.234.567,5", "1234567.5"), (" 12,50 ", "12.50"), ("-3", "-3"), ("30%", "30"),
     ("€ 1.000,00", "1000")],
)  # fmt: skip
def test_a_number_is_read_as_dutch_people_write_it(typed, number):
    assert read_value(typed, "aantal") == Decimal(number)


@pytest.mark.parametrize("typed", ["twaalf", "1,234", "1.23", "12.5", "1e9", "=1+1", "NaN", "--3", "1,2,3", "١٢"])
def test_what_is_no_number_or_could_be_two_is_refused_with_how_to_write_it(typed):
    with pytest.raises(Onleesbaar, match="Vul een getal in"):
        read_value(typed, "aantal")


def test_an_empty_cell_is_nothing_and_not_zero():
    assert read_value("  ", "aantal") is None
    assert read_value("0", "aantal") == 0


def test_yes_and_no_are_words():
    assert (read_value("Ja", "ja-nee"), read_value("nee", "ja-nee")) == (1, 0)
    with pytest.raises(Onleesbaar, match="ja of nee"):
        read_value("1", "ja-nee")
    with pytest.raises(Onleesbaar, match="te groot"):
        read_value("1.000.000.000", "aantal")


@given(
    st.integers(-int(GRENS), int(GRENS)).map(lambda n: Decimal(n) / 100), st.sampled_from(["aantal", "bedrag", "score"])
)
def test_what_is_shown_reads_back_as_it_was(number, soort):
    assert read_value(show_value(number, soort), soort) == number


@given(st.text(max_size=40), st.sampled_from(["aantal", "ja-nee"]))
def test_no_text_breaks_the_reader(typed, soort):
    with suppress(Onleesbaar):
        read = read_value(typed, soort)
        assert read is None or abs(read) <= GRENS


@pytest.mark.parametrize(
    ("soort", "per", "value", "words"),
    [
        ("aantal", 1, ("-1", None, None), "heel getal"),
        ("aantal", 1, ("1.5", None, None), "heel getal"),
        ("bedrag", 1, ("-0.01", None, None), "0 of meer"),
        ("ja-nee", 1, ("2", None, None), "ja of nee"),
        ("verhouding", 100, (None, "3", None), "allebei"),
        ("verhouding", 100, (None, None, "3"), "allebei"),
        ("verhouding", 100, (None, "3", "0"), "noemer is 0"),
        ("verhouding", 100, (None, "4", "3"), "meer dan 100%"),
        ("verhouding", 100, (None, "-4", "3"), "0 of meer"),
    ],
)
def test_what_can_be_no_value_is_told_in_a_sentence(soort, per, value, words):
    assert words in value_faults(soort, per, *(None if part is None else Decimal(part) for part in value))


def test_more_than_a_hundred_in_ten_thousand_is_a_value_like_any_other():
    assert not value_faults("verhouding", 10_000, None, Decimal(400), Decimal(300))
    assert not value_faults("verhouding", 100, None, None, None)
    assert not value_faults("score", 1, Decimal("-2.5"), None, None)


def kinds(*args):
    return [found.soort for found in remarkable(*args)]


def test_twice_as_much_or_half_as_little_is_asked_about():
    assert kinds("aantal", Decimal(40), Decimal(20), []) == ["sprong"]
    assert kinds("aantal", Decimal(20), Decimal(40), []) == ["sprong"]
    assert kinds("aantal", Decimal(39), Decimal(20), []) == []
    assert kinds("aantal", Decimal(4), Decimal(2), []) == []  # too little to say anything
    assert kinds("aantal", Decimal(40), None, []) == []
    assert kinds("ja-nee", Decimal(0), Decimal(1), []) == []


def test_a_ratio_far_from_the_others_is_asked_about_without_telling_theirs():
    others = [Decimal(n) for n in (40, 45, 50, 55, 60)]
    assert kinds("verhouding", Decimal(200), None, others) == ["uitschieter"]
    assert kinds("verhouding", Decimal(70), None, others) == []
    assert kinds("aantal", Decimal(200), None, others) == []
    assert kinds("verhouding", Decimal(200), None, others[:4]) == []
    (found,) = remarkable("score", Decimal(200), None, others)
    assert not any(str(n) in found.zin for n in (40, 45, 50, 55, 60))
    assert GEEN_GETAL not in found.zin
