"""Changing the money: who may, what the rules refuse, and that a refusal leaves nothing behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from financien import services
from financien.models import Beschikking, Bestemming, Boeking, Capaciteit, Oorzaak, Regeling, RegelingRegel
from financien.rules.meenemen import Mee
from financien.selectors import programma_geld
from koers.eigenaren.models import Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.rights import NotAllowed
from tests.financien.conftest import JAAR, Award, D, book


def rows(beschikking: Beschikking, jaar: int = JAAR) -> list[tuple]:
    rijen = beschikking.bestemmingen.filter(jaar=jaar).order_by("soort", "naar_jaar")
    return list(rijen.values_list("soort", "oorsprong_jaar", "naar_jaar", "bedrag", "stap"))


def repayment(beschikking: Beschikking) -> Bestemming:
    return beschikking.bestemmingen.get(soort="terugstorten")


def settle(beschikking: Beschikking, nu: datetime, *stappen: str) -> Bestemming:
    """Take the repayment of 2024 through these steps."""
    row = repayment(beschikking)
    for stap in stappen:
        row = services.advance_terugstorting(actor=None, bestemming=row, stap=stap, now=nu)
    return row


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


def test_change_boeking_moves_it_to_the_year_of_its_new_day_and_logs_what_was(
    iza_award: Beschikking, nu: datetime
) -> None:
    line = services.change_boeking(actor=None, boeking=Boeking.objects.get(), datum=date(2025, 1, 1), now=nu)
    assert line.jaar == 2025
    zin = Logregel.objects.get(actie="financien.boeking:change").zin
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


def test_remove_boeking_leaves_its_content_in_the_log(iza_award: Beschikking, nu: datetime) -> None:
    services.remove_boeking(actor=None, boeking=Boeking.objects.get(), now=nu)
    assert not Boeking.objects.exists()
    assert "€\u00a0600,00" in Logregel.objects.get(actie="financien.boeking:remove").zin


# --- destinations ----------------------------------------------------------------------------------------------------


def test_by_default_all_that_may_is_carried_and_the_rest_repaid(iza_award: Beschikking, iza: Regeling) -> None:
    assert rows(iza_award) == [
        ("meenemen", 2024, 2025, D("200.00"), ""),
        ("terugstorten", 2024, None, D("200.00"), "verwacht"),
    ]
    assert {row.regel for row in iza_award.bestemmingen.all()} == {iza.regels.get()}


def test_without_a_rule_everything_is_repaid(gala: Regeling, almelo: Eigenaar, award: Award, nu: datetime) -> None:
    beschikking = award(gala, almelo, "1000.00", lasten="600.00")
    services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=JAAR, now=nu)
    assert rows(beschikking) == [("terugstorten", 2024, None, D("400.00"), "verwacht")]


@pytest.mark.parametrize(
    ("mee", "zin"),
    [
        (Mee(2024, 2025, Decimal("200.01")), "0,01 te veel gaat mee|dit is .*0,01 te veel"),
        (Mee(2024, 2027, Decimal("1.00")), "alleen naar 2025 of 2026"),
        (Mee(2024, 2025, Decimal("400.01")), "400,00 over"),
        (Mee(2023, 2025, Decimal("1.00")), "geen geld van 2023"),
    ],
)
def test_choice_against_the_rules_is_refused_with_the_difference_and_changes_nothing(
    iza_award: Beschikking, nu: datetime, mee: Mee, zin: str
) -> None:
    before = rows(iza_award)
    with pytest.raises(ValidationError, match=zin):
        services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, meenemen=[mee], now=nu)
    assert rows(iza_award) == before


def test_repayment_other_than_what_remains_is_refused_with_the_difference(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError, match=r"het verschil is .*0,05"):
        services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, terugstorten=D("200.05"), now=nu)


def test_overspent_year_is_refused_with_the_amount(iza_award: Beschikking, nu: datetime) -> None:
    book(iza_award, "400.01", nu=nu, stuk="S-2")
    with pytest.raises(ValidationError, match="0,01 meer uitgegeven"):
        services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, now=nu)


def test_money_is_carried_to_several_years_and_skips_the_year_it_is_not_for(
    iza_award: Beschikking, nu: datetime
) -> None:
    keuze = [Mee(2024, 2025, D("150.00")), Mee(2024, 2026, D("50.00"))]
    services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, meenemen=keuze, now=nu)
    assert programma_geld(2025).totaal.mee == D("150.00")
    assert programma_geld(2026).totaal.mee == D("50.00")


def test_setting_the_same_twice_changes_nothing_and_is_logged_once(iza_award: Beschikking, nu: datetime) -> None:
    before = rows(iza_award)
    services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, now=nu)
    assert rows(iza_award) == before
    assert Logregel.objects.filter(actie="financien.bestemming:set").count() == 1


def test_dividing_again_keeps_the_step_that_the_repayment_has_come_to(iza_award: Beschikking, nu: datetime) -> None:
    settle(iza_award, nu, "sisa")
    services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=JAAR, meenemen=[], now=nu)
    assert rows(iza_award) == [("terugstorten", 2024, None, D("400.00"), "sisa")]
    assert repayment(iza_award).stappen.count() == 2


def test_carried_money_keeps_its_year_and_passes_no_second_cap(
    iza: Regeling, iza_award: Beschikking, award: Award, samentwente: Eigenaar, nu: datetime
) -> None:
    award(iza, samentwente, "1000.00", jaar=2025)
    book(iza_award, "150.00", nu=nu, stuk="S-25", datum=date(2025, 3, 1))
    services.set_bestemmingen(actor=None, beschikking=iza_award, jaar=2025, now=nu)
    assert rows(iza_award, 2025) == [
        ("meenemen", 2024, 2026, D("50.00"), ""),
        ("terugstorten", 2025, None, D("1000.00"), "verwacht"),
    ]


def test_year_is_divided_only_after_the_years_before_it(
    iza: Regeling, samentwente: Eigenaar, award: Award, nu: datetime
) -> None:
    beschikking = award(iza, samentwente, "1000.00", lasten="600.00")
    award(iza, samentwente, "1000.00", jaar=2025)
    with pytest.raises(ValidationError, match="2024 sluit nog niet"):
        services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=2025, now=nu)
    services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=2024, now=nu)
    services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=2025, now=nu)
    with pytest.raises(ValidationError, match="2025 is al verdeeld"):
        services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=2024, now=nu)


def test_opening_balance_is_taken_as_given_but_not_for_a_year_that_is_here(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, award: Award, nu: datetime
) -> None:
    beschikking = award(gala, almelo, "1000.00")
    begin = {"actor": None, "jaar": 2023, "naar_jaar": 2024, "now": nu}
    services.record_beginstand(**begin, beschikking=beschikking, bedrag=D("35.00"))
    services.record_beginstand(**begin, beschikking=beschikking, bedrag=D("40.00"))
    assert rows(beschikking, 2023) == [("meenemen", 2023, 2024, D("40.00"), "")]
    with pytest.raises(ValidationError, match="staat in het portaal"):
        services.record_beginstand(
            actor=None, beschikking=iza_award, jaar=2024, naar_jaar=2025, bedrag=D("1.00"), now=nu
        )


def test_repayment_goes_one_step_at_a_time_with_its_day(iza_award: Beschikking, nu: datetime) -> None:
    row = repayment(iza_award)
    with pytest.raises(ValidationError, match="komt “in SiSa”"):
        services.advance_terugstorting(actor=None, bestemming=row, stap="betaald", now=nu)
    with pytest.raises(ValidationError, match="voor de vorige stap"):
        services.advance_terugstorting(
            actor=None, bestemming=row, stap="sisa", now=nu, vanaf=nu.date() - timedelta(days=1)
        )
    row = settle(iza_award, nu + timedelta(days=30), "sisa", "vastgesteld", "betaald")
    assert [stap.stap for stap in row.stappen.all()] == ["verwacht", "sisa", "vastgesteld", "betaald"]
    with pytest.raises(ValidationError, match="is betaald"):
        services.advance_terugstorting(actor=None, bestemming=row, stap="verwacht", now=nu)


# --- causes and capacity ---------------------------------------------------------------------------------------------


def test_cause_with_an_amount_of_zero_is_refused(iza_award: Beschikking, nu: datetime) -> None:
    with pytest.raises(ValidationError, match="nul verklaart niets"):
        services.record_oorzaak(
            actor=None, jaar=JAAR, soort="werving", omschrijving="Werving", bedrag=D("0.00"), now=nu
        )
    assert not Oorzaak.objects.exists()


def test_two_awards_may_have_the_same_cause(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, award: Award, nu: datetime
) -> None:
    for beschikking in (iza_award, award(gala, almelo, "1.00")):
        services.record_oorzaak(
            actor=None, jaar=JAAR, soort="werving", omschrijving="Werving", beschikking=beschikking, now=nu
        )
    assert Oorzaak.objects.count() == 2


def test_set_capaciteit_replaces_and_logs_only_a_change(bente: Gebruiker, hengelo: Eigenaar, nu: datetime) -> None:
    known = {"actor": bente, "eigenaar": hengelo, "kwartaal": Kwartaal(2026, 1), "gepland": D("2.40"), "now": nu}
    services.set_capaciteit(**known, ingevuld=None)
    services.set_capaciteit(**known, ingevuld=D("1.60"))
    services.set_capaciteit(**known, ingevuld=D("1.60"))
    assert Capaciteit.objects.get().ingevuld == D("1.60")
    assert Logregel.objects.filter(actie="financien.capaciteit:set").count() == 2


def test_set_capaciteit_by_a_gemeente_itself_is_refused(olga: Gebruiker, hengelo: Eigenaar, nu: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.set_capaciteit(
            actor=olga, eigenaar=hengelo, kwartaal=Kwartaal(2026, 1), gepland=D("1.00"), ingevuld=None, now=nu
        )
