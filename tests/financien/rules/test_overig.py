"""The other rules of the money: programmadeel, afwijking, repayment, freeze, period and rounding."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.rules.afronding import rounding_note, share, whole_euros
from financien.rules.afwijking import afwijking, explain, needs_cause, onderbesteding
from financien.rules.balans import Vergelijking
from financien.rules.fout import NUL, Geweigerd
from financien.rules.periode import check_in_period, check_year_in_period, days_left, warns_from
from financien.rules.programmadeel import add_programmadelen, base_of
from financien.rules.terugstorten import STAPPEN, check_next, next_step
from financien.rules.vaststelling import check_correction, check_open, is_frozen

D = Decimal
euros = st.integers(-(10**11), 10**11).map(lambda cents: D(cents) / 100)
VANAF, TOT = date(2023, 1, 1), date(2026, 12, 31)


def test_year_that_lacks_one_cent_does_not_balance() -> None:
    v = Vergelijking(D("826250.00"), D("5451740.00"), D("4576887.00"), D("735878.00"), D("965224.99"))
    assert (v.verschil, v.sluit) == (D("0.01"), False)


@given(parts=st.lists(st.tuples(euros, euros, euros, euros, euros), max_size=5))
def test_difference_of_a_sum_is_the_sum_of_differences(parts: list) -> None:
    rijen = [Vergelijking(*part) for part in parts]
    assert sum(rijen, Vergelijking()).verschil == sum((rij.verschil for rij in rijen), NUL)


def test_unknown_programmadeel_is_counted_apart_and_never_as_zero() -> None:
    delen = add_programmadelen([D("10.00"), None, D("5.00"), None])
    assert (delen.bekend, delen.onbekend, delen.volledig) == (D("15.00"), 2, False)
    assert add_programmadelen([D("0.00")]).volledig


def test_balance_is_reckoned_over_the_programmadeel_where_it_is_known() -> None:
    assert base_of(D("100.00"), D("40.00")) == D("40.00")
    assert base_of(D("100.00"), D("0.00")) == 0
    assert base_of(D("100.00"), None) == D("100.00")


def test_afwijking_and_onderbesteding_are_two_figures() -> None:
    assert afwijking(D("1383800.00"), D("1178300.20")) == D("205499.80")
    assert onderbesteding(D("1400945.00"), D("1178300.20")) == D("222644.80")


def test_without_a_budget_there_is_no_afwijking_at_all() -> None:
    assert afwijking(None, D("1.00")) is None
    assert not needs_cause(None)


@pytest.mark.parametrize(("verschil", "nodig"), [("100.00", False), ("100.01", True), ("-100.01", True)])
def test_cause_is_needed_strictly_above_the_threshold_either_way(verschil: str, nodig: bool) -> None:
    assert needs_cause(D(verschil), drempel=D("100.00")) is nodig


def test_causes_explain_all_but_ten_thousand() -> None:
    verklaring = explain(D("205499.80"), [D("78000.00"), D("52499.80"), D("41000.00"), D("24000.00"), None])
    assert (verklaring.onverklaard, verklaring.zonder_bedrag, verklaring.volledig) == (D("10000.00"), 1, False)


@given(verschil=euros, bedragen=st.lists(st.one_of(st.none(), euros), max_size=8))
def test_explained_and_unexplained_are_the_afwijking(verschil: Decimal, bedragen: list) -> None:
    verklaring = explain(verschil, bedragen)
    assert verklaring.verklaard + verklaring.onverklaard == verschil


def test_repayment_goes_through_its_steps_one_at_a_time() -> None:
    assert [next_step(stap) for stap in STAPPEN] == ["sisa", "vastgesteld", "betaald", None]
    for van in STAPPEN:
        for naar in STAPPEN:
            if naar == next_step(van):
                check_next(van, naar)
            else:
                with pytest.raises(Geweigerd):
                    check_next(van, naar)


def test_year_is_frozen_once_the_grantor_settled_it() -> None:
    assert not is_frozen(["verwacht", "sisa"])
    assert is_frozen(["sisa", "vastgesteld"])
    assert is_frozen(["betaald"])
    with pytest.raises(Geweigerd, match="heeft 2024 vastgesteld"):
        check_open(2024, ["betaald"])


@pytest.mark.parametrize(
    ("lijn", "eerdere", "correctie"),
    [("100.00", [], "1.00"), ("100.00", [], "0.00"), ("-100.00", [], "-1.00"), ("100.00", ["-60.00"], "-40.01")],
)
def test_correction_of_the_same_sign_or_above_its_line_is_refused(lijn: str, eerdere: list, correctie: str) -> None:
    with pytest.raises(Geweigerd):
        check_correction(D(lijn), [D(x) for x in eerdere], D(correctie))


@given(lijn=euros.filter(bool), deel=st.integers(1, 100))
def test_correction_up_to_the_whole_line_is_taken(lijn: Decimal, deel: int) -> None:
    bedrag = round(-lijn * deel / 100, 2)
    if bedrag:
        check_correction(lijn, [], bedrag)


@pytest.mark.parametrize("dag", [VANAF, TOT])
def test_both_ends_of_the_period_are_in_it(dag: date) -> None:
    check_in_period(dag, VANAF, TOT)


@pytest.mark.parametrize("dag", [date(2022, 12, 31), date(2027, 1, 1)])
def test_cost_outside_the_period_is_refused(dag: date) -> None:
    with pytest.raises(Geweigerd, match="buiten de looptijd"):
        check_in_period(dag, VANAF, TOT)


def test_year_outside_the_period_is_refused() -> None:
    check_year_in_period(2026, VANAF, TOT)
    with pytest.raises(Geweigerd, match="2027 ligt buiten"):
        check_year_in_period(2027, VANAF, TOT)


def test_warning_before_31_december_2026_begins_on_2_october() -> None:
    assert warns_from(TOT) == date(2026, 10, 2)
    assert days_left(TOT, date(2026, 10, 1)) is None
    assert days_left(TOT, date(2026, 10, 2)) == 90
    assert days_left(TOT, TOT) == 0
    assert days_left(TOT, TOT + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("bedrag", "heel"), [("0.49", "0"), ("0.50", "1"), ("1.50", "2"), ("2.50", "3"), ("-0.50", "-1"), ("-2.50", "-3")]
)
def test_whole_euros_are_rounded_half_away_from_zero(bedrag: str, heel: str) -> None:
    assert whole_euros(D(bedrag)) == D(heel)


@given(bedrag=euros)
def test_rounding_is_symmetric_and_rounds_once(bedrag: Decimal) -> None:
    assert whole_euros(-bedrag) == -whole_euros(bedrag)
    assert whole_euros(whole_euros(bedrag)) == whole_euros(bedrag)
    assert abs(whole_euros(bedrag) - bedrag) <= D("0.50")


def test_percentage_comes_from_cents_and_of_nothing_is_none() -> None:
    assert share(D("4576887.00"), D("6277990.00")) == 73
    assert share(D("0.125"), D("1.00"), 0) == 13
    assert share(D("1.00"), NUL) is None


def test_parts_that_do_not_add_up_are_told() -> None:
    delen = [D("0.40"), D("0.40"), D("0.40")]
    assert rounding_note(delen, sum(delen, NUL)) == (
        "Door afronding op hele euro’s tellen de delen op tot €\u00a01 minder dan het totaal."
    )
    assert "meer dan het totaal" in rounding_note([D("0.50"), D("0.50")], D("1.00"))
    assert rounding_note([D("1.00"), D("2.00")], D("3.00")) == ""


@given(delen=st.lists(euros, max_size=6))
def test_note_is_there_exactly_when_rounded_parts_differ(delen: list) -> None:
    totaal = sum(delen, NUL)
    differ = sum((whole_euros(deel) for deel in delen), NUL) != whole_euros(totaal)
    assert bool(rounding_note(delen, totaal)) is differ
