"""Dividing what is left, repaying it step by step, causes and fte: what is refused leaves nothing behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from financien import services
from financien.models import Beschikking, Capaciteit, Oorzaak, Regeling
from financien.rules.meenemen import Mee
from financien.selectors import programma_geld
from koers.eigenaren.models import Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.rights import NotAllowed
from tests.financien.conftest import JAAR, Award, D, book, repayment, settle


def rows(beschikking: Beschikking, jaar: int = JAAR) -> list[tuple]:
    rijen = beschikking.bestemmingen.filter(jaar=jaar).order_by("soort", "naar_jaar")
    return list(rijen.values_list("soort", "oorsprong_jaar", "naar_jaar", "bedrag", "stap"))


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
