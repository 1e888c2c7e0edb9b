from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.lib import notatie
from koers.lib.kwartaal import Kwartaal

bedragen = st.decimals(min_value=-10_000_000_000, max_value=10_000_000_000, places=2, allow_nan=False)


def read_back(tekst: str) -> Decimal:
    """The number a reader reads in a formatted one."""
    return Decimal(tekst.replace("€\u00a0", "").replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Decimal(4_576_887), "€\u00a04.576.887"),
        (0, "€\u00a00"),
        (-1000, "−€\u00a01.000"),
        (Decimal("0.5"), "€\u00a01"),
        (Decimal("-0.5"), "−€\u00a01"),
        (Decimal("2.5"), "€\u00a03"),
        (Decimal("-0.4"), "€\u00a00"),
        (None, "niet gemeld"),
    ],
)
def test_geld_in_whole_euros_rounds_half_away_from_zero(bedrag: Decimal | int | None, tekst: str) -> None:
    assert notatie.geld(bedrag) == tekst


def test_geld_centen_keeps_every_cent() -> None:
    assert notatie.geld_centen(Decimal("154298.7")) == "€\u00a0154.298,70"
    assert notatie.geld_centen(Decimal("-0.01")) == "−€\u00a00,01"


@given(bedragen)
def test_geld_centen_reads_back_as_the_same_amount(bedrag: Decimal) -> None:
    assert read_back(notatie.geld_centen(bedrag)) == bedrag


@given(bedragen)
def test_geld_is_never_more_than_half_a_euro_off_and_mirrors_around_zero(bedrag: Decimal) -> None:
    assert abs(read_back(notatie.geld(bedrag)) - bedrag) <= Decimal("0.5")
    assert read_back(notatie.geld(-bedrag)) == -read_back(notatie.geld(bedrag))


@given(bedragen)
def test_an_amount_never_breaks_over_two_lines(bedrag: Decimal) -> None:
    assert " " not in notatie.geld(bedrag)


def test_a_float_is_refused_because_it_is_not_exact() -> None:
    with pytest.raises(TypeError, match="float"):
        notatie.geld(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("x", "tekst"),
    [
        (5500, "5.500"),
        (Decimal("0.20"), "0,2"),
        (Decimal("0.215"), "0,22"),
        (Decimal("-3.00"), "−3"),
        (None, "niet gemeld"),
    ],
)
def test_getal_leaves_out_decimals_that_say_nothing(x: Decimal | int | None, tekst: str) -> None:
    assert notatie.getal(x) == tekst


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_getal_of_a_whole_number_reads_back_the_same(x: int) -> None:
    assert read_back(notatie.getal(x)) == x


@pytest.mark.parametrize(
    ("x", "tekst"),
    [(30, "30%"), (Decimal("11.2"), "11,2%"), (Decimal("11.04"), "11%"), (0, "0%"), (None, "niet gemeld")],
)
def test_percentage_shows_a_decimal_only_where_there_is_one(x: Decimal | int | None, tekst: str) -> None:
    assert notatie.percentage(x) == tekst


def test_aandeel_of_nothing_is_not_a_number() -> None:
    assert notatie.aandeel(85, 100) == "85%"
    assert notatie.aandeel(1, 3, 1) == "33,3%"
    assert notatie.aandeel(1, 0) == "niet gemeld"


def test_dates_are_written_in_dutch() -> None:
    dag = date(2026, 3, 26)
    assert notatie.datum(dag) == "26 maart 2026"
    assert notatie.datum_kort(dag) == "26 mrt 2026"
    assert notatie.dag_maand(dag) == "26 maart"
    assert notatie.datum(None) == "niet gemeld"


def test_moment_is_told_in_amsterdam_also_across_midnight_and_summer_time() -> None:
    assert notatie.moment(datetime(2026, 3, 26, 13, 3, tzinfo=UTC)) == "26 maart 2026 om 14:03"
    assert notatie.moment(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1 juli 2026 om 00:30"
    assert notatie.datum(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1 juli 2026"


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        notatie.moment(datetime(2026, 3, 26, 14, 3))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("van", "tot", "tekst"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2023, 1, 1), date(2026, 12, 31), "2023 tot en met 2026"),
        (date(2026, 6, 1), date(2026, 6, 15), "1 tot en met 15 juni 2026"),
        (date(2026, 5, 30), date(2026, 6, 2), "30 mei tot en met 2 juni 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 december 2025 tot en met 2 januari 2026"),
        (date(2026, 6, 1), date(2026, 6, 1), "1 juni 2026"),
        (date(2026, 6, 1), None, "vanaf 1 juni 2026"),
        (None, date(2026, 6, 1), "tot en met 1 juni 2026"),
        (None, None, "niet gemeld"),
    ],
)
def test_periode_says_nothing_twice(van: date | None, tot: date | None, tekst: str) -> None:
    assert notatie.periode(van, tot) == tekst


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), st.integers(min_value=0, max_value=4000))
def test_periode_always_names_its_last_year(van: date, dagen: int) -> None:
    tot = van + timedelta(days=dagen)
    assert str(tot.year) in notatie.periode(van, tot)


def test_kwartaal_from_a_quarter_a_day_and_a_code() -> None:
    assert notatie.kwartaal(Kwartaal(2026, 1)) == "Q1 2026"
    assert notatie.kwartaal(date(2026, 3, 31)) == "Q1 2026"
    assert notatie.kwartaal("2026-Q1") == "Q1 2026"
    with pytest.raises(ValueError, match="not a quarter"):
        notatie.kwartaal("Q1")


@pytest.mark.parametrize(
    ("n", "tekst"),
    [
        (8, "nog 8 dagen"),
        (1, "nog 1 dag"),
        (0, "vandaag"),
        (-1, "1 dag geleden"),
        (-3, "3 dagen geleden"),
        (None, "niet gemeld"),
    ],
)
def test_dagen_counts_towards_and_past_a_day(n: int | None, tekst: str) -> None:
    assert notatie.dagen(n) == tekst


def test_dagen_with_another_word() -> None:
    assert notatie.dagen(1, "over") == "over 1 dag"


@pytest.mark.parametrize(
    ("n", "tekst"),
    [
        (0, "0\u00a0bytes"),
        (999, "999\u00a0bytes"),
        (1000, "1\u00a0kB"),
        (999_999, "1,0\u00a0MB"),
        (1_234_567, "1,2\u00a0MB"),
        (232_955, "233\u00a0kB"),
        (3_000_000_000, "3,0\u00a0GB"),
    ],
)
def test_omvang_in_the_unit_that_reads_easily(n: int, tekst: str) -> None:
    assert notatie.omvang(n) == tekst


@pytest.mark.parametrize(
    ("delen", "tekst"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_opsomming_ends_with_en(delen: list[str], tekst: str) -> None:
    assert notatie.opsomming(delen) == tekst
