"""Adding up over gemeenten and over time, and what it grew."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projecten.rules.optellen import Optelsom, figures_over_time, growth, over_time, quartiles, ratio

GETAL = st.integers(-10_000, 10_000).map(lambda n: Decimal(n) / 100)


def som(*values: int) -> Optelsom:
    return Optelsom(len(values), Decimal(sum(values)))


def test_sum_mean_and_ratio_of_sums_are_three_figures():
    parts = Optelsom(2, Decimal(70), Decimal(30), Decimal(200)) + Optelsom(1, Decimal(20), Decimal(10), Decimal(50))
    assert parts.uitkomst("som", 100) == 90
    assert parts.uitkomst("gemiddelde", 100) == 30
    assert parts.uitkomst("verhouding", 100) == 16
    assert parts.uitkomst("verhouding", 10_000) == 1600


def test_of_nothing_reported_there_is_no_figure_and_not_zero():
    nothing = Optelsom(0, Decimal())
    assert [nothing.uitkomst(kind, 100) for kind in ("som", "gemiddelde", "verhouding")] == [None] * 3
    assert over_time([], "som", "som", 100) is None
    assert ratio(Decimal(3), Decimal(0), 100) is None


@pytest.mark.parametrize(("how", "figure"), [("som", 60), ("laatste", 30), ("gemiddelde", 20)])
def test_quarters_become_a_year_as_the_indicator_says(how, figure):
    assert over_time([som(4, 6), som(20), som(30)], "som", how, 100) == figure
    assert figures_over_time([Decimal(10), Decimal(20), Decimal(30)], how) == figure
    assert figures_over_time([], how) is None


def test_a_ratio_over_time_weighs_every_quarter_by_its_denominator():
    quarters = [Optelsom(1, Decimal(50), Decimal(1), Decimal(2)), Optelsom(1, Decimal(10), Decimal(10), Decimal(100))]
    assert over_time(quarters, "verhouding", "verhouding", 100) == Decimal("10.78")


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8))
def test_the_order_in_which_parts_are_added_does_not_matter(values):
    total = som(*values)
    stepwise = som(values[0])
    for value in values[1:]:
        stepwise += som(value)
    assert stepwise == total


@pytest.mark.parametrize(
    ("toen", "nu", "percent"),
    [(100, 111, 11), (100, 130, 30), (3, 4, 33), (10, 5, -50), (0, 5, None), (None, 5, None), (5, None, None)],
)
def test_growth_is_in_whole_percents_of_what_there_was(toen, nu, percent):
    def given_as(number):
        return None if number is None else Decimal(number)

    assert growth(given_as(toen), given_as(nu)) == percent


@given(st.lists(GETAL, min_size=1, max_size=30))
def test_quartiles_lie_between_the_least_and_the_most(values):
    low, high = quartiles(values)
    assert min(values) <= low <= high <= max(values)
