"""How much may leave a year: the small checks of the domain, and properties that hold for any amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.rules.balans import Vergelijking
from financien.rules.fout import NUL, Geweigerd
from financien.rules.meenemen import (
    ONBEKEND,
    Grens,
    Laag,
    Mee,
    Ruimte,
    Verdeling,
    carry_per_onderdeel,
    divide,
    room_to_carry,
    spend_oldest_first,
)

D = Decimal
euros = st.integers(0, 10**11).map(lambda cents: D(cents) / 100)
some_euros = st.integers(1, 10**11).map(lambda cents: D(cents) / 100)
percentages = st.integers(0, 10_000).map(lambda hundredths: D(hundredths) / 100)
limits = st.one_of(
    st.just(ONBEKEND),
    percentages.map(lambda p: Grens(percentage=p)),
    euros.map(lambda bedrag: Grens(bedrag=bedrag)),
    st.builds(Grens, percentage=percentages, laatste_jaar=st.integers(2025, 2028)),
)
JAAR = 2024


@st.composite
def closes(draw: st.DrawFn) -> tuple[dict[int, Decimal], Decimal, dict[int, Grens], int]:
    """Money by year of origin, costs that it covers, the rule of each origin, and the last year of the award."""
    bedragen = {jaar: draw(euros) for jaar in draw(st.sets(st.integers(2021, JAAR - 1), max_size=3)) | {JAAR}}
    totaal = sum(bedragen.values(), NUL)
    lasten = D(draw(st.integers(0, int(totaal * 100)))) / 100
    return bedragen, lasten, {jaar: draw(limits) for jaar in bedragen}, draw(st.integers(JAAR, JAAR + 3))


def room(close: tuple[dict[int, Decimal], Decimal, dict[int, Grens], int]) -> tuple[Ruimte, ...]:
    bedragen, lasten, grenzen, einde = close
    lagen = [Laag(jaar, bedrag) for jaar, bedrag in bedragen.items()]
    return room_to_carry(jaar=JAAR, lagen=lagen, lasten=lasten, grenzen=grenzen, toegekend=bedragen[JAAR], einde=einde)


def of_one_year(toegekend: str, over: str, grens: Grens, *, jaar: int, einde: int) -> Verdeling:
    """An award with only its own year's money, of which so much is left."""
    eigen, rest = D(toegekend), D(over)
    ruimten = room_to_carry(
        jaar=jaar, lagen=[Laag(jaar, eigen)], lasten=eigen - rest, grenzen={jaar: grens}, toegekend=eigen, einde=einde
    )
    return divide(ruimten)


def amounts(verdeling: Verdeling) -> tuple[list[str], list[str]]:
    return [str(m.bedrag) for m in verdeling.meenemen], [str(t.bedrag) for t in verdeling.terugstorten]


def test_brede_spuk_almelo_2025_carries_ten_percent_and_repays_the_rest() -> None:
    verdeling = of_one_year("1542987.00", "200000.00", Grens(D("10.00"), laatste_jaar=2026), jaar=2025, einde=2026)
    assert amounts(verdeling) == (["154298.70"], ["45701.30"])


def test_valpreventie_2023_carries_twenty_percent_of_its_onderdeel() -> None:
    grens = Grens(D("20.00"), laatste_jaar=2024)
    assert amounts(of_one_year("100000.00", "30000.00", grens, jaar=2023, einde=2026)) == (["20000.00"], ["10000.00"])


def test_brede_spuk_2026_repays_even_one_euro() -> None:
    assert amounts(of_one_year("100000.00", "1.00", Grens(D("0.00")), jaar=2026, einde=2026)) == ([], ["1.00"])


def test_last_year_of_an_award_carries_nothing_whatever_the_percentage() -> None:
    assert amounts(of_one_year("100000.00", "1.00", Grens(D("100.00")), jaar=2026, einde=2026)) == ([], ["1.00"])


@pytest.mark.parametrize(
    ("toegekend", "cap"), [("1542987.05", "154298.70"), ("0.09", "0.00"), ("0.10", "0.01"), ("0.00", "0.00")]
)
def test_cap_is_rounded_down_to_the_cent(toegekend: str, cap: str) -> None:
    assert Grens(D("10.00")).of(D(toegekend)) == D(cap)


def test_unknown_rule_lets_nothing_go() -> None:
    assert ONBEKEND.of(D("1000000.00")) == 0


def test_fixed_amount_lets_nothing_go_out_of_a_year_without_a_grant() -> None:
    grens = Grens(bedrag=D("95000.00"))
    assert grens.of(NUL) == 0
    assert grens.of(D("1.00")) == D("95000.00")


def test_without_named_years_only_the_next_one_is_allowed() -> None:
    assert Grens(D("10.00")).years(2024, 2030) == (2025,)
    assert Grens(D("10.00"), laatste_jaar=2026).years(2024, 2030) == (2025, 2026)
    assert Grens(D("10.00"), laatste_jaar=2026).years(2024, 2025) == (2025,)


def test_room_is_not_shared_between_onderdelen() -> None:
    grens = Grens(D("20.00"))
    assert carry_per_onderdeel(grens, [(D("100000.00"), D("30000.00")), (D("100000.00"), NUL)]) == D("20000.00")


def test_oldest_money_is_spent_first() -> None:
    left = spend_oldest_first([Laag(2024, D("50.00")), Laag(2022, D("10.00")), Laag(2023, D("20.00"))], D("15.00"))
    assert left == (Laag(2022, D("0.00")), Laag(2023, D("15.00")), Laag(2024, D("50.00")))


def test_carried_money_passes_no_second_cap_but_keeps_its_window() -> None:
    grenzen = {2023: Grens(D("20.00"), laatste_jaar=2025), 2022: Grens(D("20.00"), laatste_jaar=2024), 2024: ONBEKEND}
    lagen = [Laag(2022, D("10.00")), Laag(2023, D("20.00")), Laag(2024, D("30.00"))]
    ruimten = room_to_carry(jaar=2024, lagen=lagen, lasten=NUL, grenzen=grenzen, toegekend=D("30.00"), einde=2030)
    assert [(r.oorsprong, r.hoogstens, r.jaren) for r in ruimten] == [
        (2022, D("0.00"), ()),
        (2023, D("20.00"), (2025,)),
        (2024, D("0.00"), (2025,)),
    ]


def test_spending_more_than_there_was_is_refused_with_the_amount() -> None:
    with pytest.raises(Geweigerd, match="€\u00a00,01 meer uitgegeven"):
        spend_oldest_first([Laag(2024, D("10.00"))], D("10.01"))


def test_costs_below_zero_are_refused() -> None:
    with pytest.raises(Geweigerd, match="correctie"):
        spend_oldest_first([Laag(2024, D("10.00"))], D("-0.01"))


RUIMTE = Ruimte(2024, D("100.00"), D("20.00"), (2025, 2026))


@pytest.mark.parametrize(
    ("keuze", "zin"),
    [
        ([Mee(2024, 2025, D("20.01"))], "hoogstens €\u00a020,00 mee; dit is €\u00a00,01 te veel"),
        ([Mee(2024, 2025, D("15.00")), Mee(2024, 2026, D("6.00"))], "€\u00a01,00 te veel"),
        ([Mee(2024, 2025, D("100.01"))], "is €\u00a0100,00 over; €\u00a00,01 te veel"),
        ([Mee(2024, 2027, D("1.00"))], "alleen naar 2025 of 2026, niet naar 2027"),
        ([Mee(2023, 2025, D("1.00"))], "geen geld van 2023 over"),
        ([Mee(2024, 2025, D("-1.00"))], "meer dan nul"),
    ],
)
def test_choice_against_the_rules_is_refused_with_the_difference(keuze: list[Mee], zin: str) -> None:
    with pytest.raises(Geweigerd, match=zin):
        divide([RUIMTE], keuze)


def test_every_error_of_a_choice_is_told_at_once() -> None:
    with pytest.raises(Geweigerd) as refused:
        divide([RUIMTE], [Mee(2024, 2027, D("50.00")), Mee(2023, 2025, D("1.00"))])
    assert len(refused.value.zinnen) == 3


def test_money_may_go_to_several_later_years() -> None:
    verdeling = divide([RUIMTE], [Mee(2024, 2025, D("15.00")), Mee(2024, 2026, D("5.00"))])
    assert amounts(verdeling) == (["15.00", "5.00"], ["80.00"])


def test_carrying_less_than_may_is_allowed_and_the_rest_is_repaid() -> None:
    assert amounts(divide([RUIMTE], [])) == ([], ["100.00"])


@given(close=closes())
def test_nothing_is_created_or_lost_and_the_year_balances_to_the_cent(close: tuple) -> None:
    bedragen, lasten, _, _ = close
    verdeling = divide(room(close))
    v = Vergelijking(
        mee=sum((bedrag for jaar, bedrag in bedragen.items() if jaar < JAAR), NUL),
        toegekend=bedragen[JAAR],
        lasten=lasten,
        meenemen=sum((m.bedrag for m in verdeling.meenemen), NUL),
        terugstorten=sum((t.bedrag for t in verdeling.terugstorten), NUL),
    )
    assert v.sluit
    assert v.verschil == 0
    assert all(deel.bedrag > 0 for deel in (*verdeling.meenemen, *verdeling.terugstorten))


@given(close=closes())
def test_cap_and_window_are_never_passed(close: tuple) -> None:
    bedragen, _, grenzen, einde = close
    ruimten = {ruimte.oorsprong: ruimte for ruimte in room(close)}
    for mee in divide(tuple(ruimten.values())).meenemen:
        assert mee.bedrag <= ruimten[mee.oorsprong].over <= bedragen[mee.oorsprong]
        assert JAAR < mee.naar_jaar <= einde
        assert mee.naar_jaar in grenzen[mee.oorsprong].years(mee.oorsprong, einde)
        if mee.oorsprong == JAAR:
            assert mee.bedrag <= grenzen[JAAR].of(bedragen[JAAR])


@given(close=closes(), extra=some_euros)
def test_one_cent_more_than_may_is_always_refused(close: tuple, extra: Decimal) -> None:
    for ruimte in room(close):
        if ruimte.jaren:
            with pytest.raises(Geweigerd):
                divide(room(close), [Mee(ruimte.oorsprong, ruimte.jaren[0], ruimte.hoogstens + extra)])


@given(close=closes())
def test_dividing_by_what_the_default_chose_gives_the_same(close: tuple) -> None:
    verdeling = divide(room(close))
    assert divide(room(close), verdeling.meenemen) == verdeling


@given(close=closes(), meer=some_euros)
def test_spending_more_never_leaves_more_of_any_year(close: tuple, meer: Decimal) -> None:
    bedragen, lasten, grenzen, einde = close
    duurder = min(lasten + meer, sum(bedragen.values(), NUL))
    for was, nu in zip(room(close), room((bedragen, duurder, grenzen, einde)), strict=True):
        assert nu.over <= was.over
        assert nu.hoogstens <= was.hoogstens


@given(close=closes())
def test_newer_money_is_untouched_while_older_is_left(close: tuple) -> None:
    bedragen = close[0]
    over = {ruimte.oorsprong: ruimte.over for ruimte in room(close)}
    for jaar in sorted(bedragen):
        if over[jaar] > 0:
            assert all(over[later] == bedragen[later] for later in bedragen if later > jaar)


@given(grens=limits, toegekend=euros, meer=euros)
def test_a_larger_grant_never_lowers_the_cap(grens: Grens, toegekend: Decimal, meer: Decimal) -> None:
    assert grens.of(toegekend) <= grens.of(toegekend + meer)


@given(percentage=percentages, toegekend=euros)
def test_percentage_cap_is_the_largest_whole_cent_below(percentage: Decimal, toegekend: Decimal) -> None:
    cap = Grens(percentage).of(toegekend)
    exact = toegekend * percentage / 100
    assert cap == round(cap, 2)
    assert cap <= exact < cap + D("0.01")


@given(grens=limits, onderdelen=st.lists(st.tuples(euros, euros), max_size=5))
def test_onderdelen_together_carry_no_more_than_the_whole_would(grens: Grens, onderdelen: list) -> None:
    samen = carry_per_onderdeel(grens, onderdelen)
    assert 0 <= samen <= sum((over for _, over in onderdelen), NUL)
    assert samen == sum((carry_per_onderdeel(grens, [deel]) for deel in onderdelen), NUL)
