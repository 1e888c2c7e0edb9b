"""Changing the money: who may, what the rules refuse, and that a refusal leaves nothing behind."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from financien import services
from financien.models import Beschikking, Boeking, Regeling, RegelingRegel
from financien.selectors import programma_geld
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.rights import NotAllowed
from tests.financien.conftest import JAAR, D, book, settle

# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["bente", "rik", "tom", "anna", "bea"])
def test_record_boeking_by_anyone_but_the_controller_is_refused(
    naam: str, request: pytest.FixtureRequest, iza_award: Beschikking, nu: datetime
) -> None:
    with pytest.raises(NotAllowed, match="controller"):
        services.record_boeking(
            actor=request.getfixturevalue(naam),
            beschikking=iza_award,
            datum=date(2024, 6, 1),
            stuk="X",
            omschrijving="Iets",
            bedrag=D("1.00"),
            now=nu,
        )
    assert Boeking.objects.count() == 1


def test_record_boeking_writes_a_line_in_the_log_with_the_actor(
    frank: Gebruiker, iza_award: Beschikking, nu: datetime
) -> None:
    services.record_boeking(
        actor=frank,
        beschikking=iza_award,
        datum=date(2024, 6, 1),
        stuk="X-9",
        omschrijving="Scholing",
        bedrag=D("12.34"),
        now=nu,
    )
    line = Logregel.objects.get(actie="financien.boeking:record", actor=frank)
    assert "X-9/1" in line.zin
    assert line.moment == nu


# --- schemes ---------------------------------------------------------------------------------------------------------


def test_second_rule_for_one_year_is_refused(iza: Regeling, nu: datetime) -> None:
    with pytest.raises(ValidationError, match="er al een regel"):
        services.create_regel(actor=None, regeling=iza, jaar=JAAR, status="aanname", bron="x", now=nu)
    assert RegelingRegel.objects.count() == 1


def test_rule_with_a_percentage_and_an_amount_is_refused(iza: Regeling, nu: datetime) -> None:
    with pytest.raises(ValidationError):
        services.create_regel(
            actor=None,
            regeling=iza,
            jaar=2025,
            meenemen_percentage=D("10.00"),
            meenemen_bedrag=D("5.00"),
            status="aanname",
            bron="x",
            now=nu,
        )
    assert RegelingRegel.objects.count() == 1


def test_rule_that_divided_a_year_keeps_its_limit_but_can_be_confirmed(
    iza: Regeling, iza_award: Beschikking, nu: datetime
) -> None:
    regel = iza.regels.get()
    with pytest.raises(ValidationError, match="al verdeeld"):
        services.change_regel(actor=None, regel=regel, meenemen_percentage=D("30.00"), now=nu)
    services.change_regel(actor=None, regel=regel, status="bevestigd", bron="brief van het ministerie", now=nu)
    regel.refresh_from_db()
    assert (regel.meenemen_percentage, regel.status) == (D("20.00"), "bevestigd")


# --- awards ----------------------------------------------------------------------------------------------------------


def test_period_that_leaves_costs_outside_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError, match="boekingen buiten"):
        services.change_beschikking(actor=None, beschikking=iza_award, tot=date(2024, 3, 31), now=nu)
    iza_award.refresh_from_db()
    assert iza_award.tot == date(2026, 12, 31)


def test_grant_outside_the_period_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError, match="2027 ligt buiten"):
        services.set_jaarschijf(actor=None, beschikking=iza_award, jaar=2027, toegekend=D("1.00"), now=nu)


def test_programmadeel_above_the_grant_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError):
        services.set_jaarschijf(
            actor=None, beschikking=iza_award, jaar=2025, toegekend=D("1.00"), programmadeel=D("1.01"), now=nu
        )


# --- cost lines ------------------------------------------------------------------------------------------------------


def test_same_line_again_adds_nothing(iza_award: Beschikking, nu: datetime) -> None:
    first = Boeking.objects.get()
    assert book(iza_award, "600.00", nu=nu) == first
    assert Boeking.objects.count() == 1


def test_same_number_with_other_content_is_refused_and_shows_both(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError) as refused:
        book(iza_award, "601.00", nu=nu)
    assert "€\u00a0600,00" in refused.value.messages[0]
    assert "€\u00a0601,00" in refused.value.messages[0]


@pytest.mark.parametrize("dag", [date(2022, 12, 31), date(2027, 1, 1)])
def test_cost_outside_the_period_of_the_award_is_refused(iza_award: Beschikking, nu: datetime, dag: date) -> None:
    with pytest.raises(ValidationError, match="buiten de looptijd"):
        book(iza_award, "1.00", nu=nu, stuk="S-2", datum=dag)
    assert Boeking.objects.count() == 1


def test_part_of_a_cent_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError):
        book(iza_award, "1.005", nu=nu, stuk="S-2")


def test_change_boeking_moves_it_to_the_year_of_its_new_day_and_keeps_what_was(
    iza_award: Beschikking, nu: datetime
) -> None:
    line = services.change_boeking(actor=None, boeking=Boeking.objects.get(), datum=date(2025, 1, 1), now=nu)
    assert line.jaar == 2025
    zin = iza_award.mutaties.first().zin
    assert "17 mei 2024" in zin
    assert "1 januari 2025" in zin


def test_change_boeking_to_what_it_is_writes_nothing(iza_award: Beschikking, nu: datetime) -> None:
    services.change_boeking(actor=None, boeking=Boeking.objects.get(), bedrag=D("600.00"), now=nu)
    assert not Logregel.objects.filter(actie="financien.boeking:change").exists()


def test_settled_year_takes_no_change_no_line_and_no_removal(iza_award: Beschikking, nu: datetime) -> None:
    settle(iza_award, nu, "sisa", "vastgesteld")
    line = Boeking.objects.get()
    with pytest.raises(ValidationError, match="vastgesteld"):
        services.change_boeking(actor=None, boeking=line, bedrag=D("1.00"), now=nu)
    with pytest.raises(ValidationError, match="vastgesteld"):
        services.change_boeking(actor=None, boeking=line, datum=date(2025, 1, 1), now=nu)
    with pytest.raises(ValidationError, match="vastgesteld"):
        services.remove_boeking(actor=None, boeking=line, now=nu)
    with pytest.raises(ValidationError, match="vastgesteld"):
        book(iza_award, "1.00", nu=nu, stuk="S-2")
    with pytest.raises(ValidationError, match="vastgesteld"):
        services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, now=nu)
    assert Boeking.objects.get().bedrag == D("600.00")


def test_line_of_a_settled_year_is_corrected_by_an_entry_of_its_own_in_an_open_year(
    iza_award: Beschikking, nu: datetime
) -> None:
    settle(iza_award, nu, "sisa", "vastgesteld")
    line = Boeking.objects.get()
    correct = {"actor": None, "boeking": line, "stuk": "C-1", "bedrag": D("-100.00"), "reden": "dubbel", "now": nu}
    with pytest.raises(ValidationError, match="vastgesteld"):
        services.correct_boeking(**correct, datum=date(2024, 12, 1))
    correctie = services.correct_boeking(**correct, datum=date(2025, 2, 1))
    assert (correctie.jaar, correctie.corrigeert, correctie.reden) == (2025, line, "dubbel")
    assert programma_geld(JAAR).lasten == D("600.00")


def test_correction_without_a_reason_or_above_its_line_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    line = Boeking.objects.get()
    correct = {"actor": None, "boeking": line, "datum": date(2024, 12, 1), "stuk": "C-1", "now": nu}
    with pytest.raises(ValidationError, match="waarom"):
        services.correct_boeking(**correct, bedrag=D("-1.00"), reden=" ")
    with pytest.raises(ValidationError, match="groter dan de regel"):
        services.correct_boeking(**correct, bedrag=D("-600.01"), reden="fout")
    assert Boeking.objects.count() == 1


def test_corrected_line_is_not_removed_under_its_correction(iza_award: Beschikking, nu: datetime) -> None:
    line = Boeking.objects.get()
    services.correct_boeking(
        actor=None, boeking=line, datum=date(2024, 12, 1), stuk="C-1", bedrag=D("-1.00"), reden="fout", now=nu
    )
    with pytest.raises(ValidationError, match="staat een correctie"):
        services.remove_boeking(actor=None, boeking=line, now=nu)


def test_remove_boeking_leaves_its_content_beside_the_money(iza_award: Beschikking, nu: datetime) -> None:
    services.remove_boeking(actor=None, boeking=Boeking.objects.get(), now=nu)
    assert not Boeking.objects.exists()
    assert "€\u00a0600,00" in iza_award.mutaties.first().zin
