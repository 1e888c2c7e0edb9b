"""Reading the money: totals by the database, unknown apart from zero, the weakest part, checks on the letter."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from financien import services
from financien.models import Beschikking, Boeking, Regeling
from financien.selectors import eigenaar_geld, latest_year, programma_geld
from financien.selectors.beschikking import load_beschikking
from financien.selectors.pagina import programma_pagina
from financien.selectors.regeling import list_regelingen, load_regeling
from koers.eigenaren.models import Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker
from projecten.models import Controlegetal
from tests.conftest import make_eigenaar
from tests.financien.conftest import JAAR, Award, D, book


def outcomes(jaar: int = JAAR) -> dict[str, bool]:
    return {controle.sleutel: controle.klopt for controle in programma_geld(jaar).controles}


def test_totals_of_a_year_are_the_sums_of_its_awards(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, award: Award, nu: datetime
) -> None:
    award(gala, almelo, "500.10", lasten="100.05")
    geld = programma_geld(JAAR)
    assert (geld.baten, geld.lasten, geld.onderbesteding) == (D("1500.10"), D("700.05"), D("800.05"))
    assert [(groep.naam, groep.vergelijking.lasten) for groep in geld.per_regeling] == [
        ("SPUK IZA", D("600.00")),
        ("SPUK GALA", D("100.05")),
    ]


def test_ten_and_twenty_cents_are_exactly_thirty(iza: Regeling, samentwente: Eigenaar, award: Award, nu) -> None:
    beschikking = award(iza, samentwente, "1.00")
    book(beschikking, "0.10", nu=nu, stuk="A")
    book(beschikking, "0.20", nu=nu, stuk="B")
    assert programma_geld(JAAR).lasten == D("0.30")


def test_only_the_programmadeel_counts_and_unknown_is_in_no_total(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, hengelo: Eigenaar, award: Award
) -> None:
    award(gala, almelo, "500.00", programmadeel="40.00")
    award(gala, hengelo, "700.00", lasten="300.00", programmadeel=None)
    geld = programma_geld(JAAR)
    assert (geld.baten, geld.lasten) == (D("1040.00"), D("600.00"))
    assert [(rij.ontvanger, rij.geheel, rij.lasten) for rij in geld.onbekend] == [("Hengelo", D("700.00"), D("300.00"))]


def test_known_programmadeel_of_nothing_does_count(gala: Regeling, almelo: Eigenaar, award: Award) -> None:
    award(gala, almelo, "500.00", programmadeel="0.00")
    geld = programma_geld(JAAR)
    assert (len(geld.rijen), len(geld.onbekend), geld.baten) == (1, 0, D("0.00"))


def test_sum_is_as_weak_as_its_weakest_part(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, award: Award, nu: datetime
) -> None:
    assert programma_geld(JAAR).herkomst == "bron"
    beschikking = award(gala, almelo, "500.00", lasten="1.00")
    book(beschikking, "1.00", nu=nu, stuk="F", herkomst="fictief")
    geld = programma_geld(JAAR)
    assert [rij.herkomst for rij in geld.rijen] == ["bron", "fictief"]
    assert geld.herkomst == "fictief"


def test_invented_budget_makes_the_afwijking_invented_and_nothing_else(iza_award: Beschikking, nu: datetime) -> None:
    services.set_begroting(
        actor=None, beschikking=iza_award, jaar=JAAR, post="Team", bedrag=D("900.00"), herkomst="fictief", now=nu
    )
    geld = programma_geld(JAAR)
    assert (geld.afwijking, geld.herkomst_afwijking, geld.herkomst) == (D("300.00"), "fictief", "bron")


def test_without_a_budget_there_is_no_afwijking(iza_award: Beschikking) -> None:
    geld = programma_geld(JAAR)
    assert (geld.begroot, geld.afwijking, geld.verklaring) == (None, None, None)


def test_every_check_on_the_letter_holds(iza_award: Beschikking, brief: list[Controlegetal]) -> None:
    assert outcomes() == {"baten-2024": True, "lasten-2024": True, "meenemen-2024": True, "terugstorten-2024": True}
    assert programma_geld(JAAR).klopt


def test_one_changed_boeking_turns_its_check_red_with_the_difference(
    iza_award: Beschikking, brief: list[Controlegetal], nu: datetime
) -> None:
    services.change_boeking(actor=None, boeking=Boeking.objects.get(), bedrag=D("610.00"), now=nu)
    assert outcomes() == {"baten-2024": True, "lasten-2024": False, "meenemen-2024": True, "terugstorten-2024": True}
    lasten = next(controle for controle in programma_geld(JAAR).controles if controle.sleutel == "lasten-2024")
    assert (lasten.waarde, lasten.eigen, lasten.verschil) == (D("600.00"), D("610.00"), D("10.00"))
    (rij,) = programma_geld(JAAR).rijen
    assert (rij.staat, rij.vergelijking.verschil) == ("verschil", D("-10.00"))


def test_checks_of_a_year_without_data_do_not_hold_and_show_no_zero(brief: list[Controlegetal]) -> None:
    assert [(controle.eigen, controle.klopt) for controle in programma_geld(JAAR).controles] == [(None, False)] * 4


def test_year_that_is_not_divided_yet_is_open_and_not_wrong(iza: Regeling, samentwente: Eigenaar, award: Award) -> None:
    award(iza, samentwente, "1000.00", lasten="600.00")
    assert programma_geld(JAAR).rijen[0].staat == "open"


def test_latest_year_is_the_last_of_which_costs_count(
    iza_award: Beschikking, gala: Regeling, almelo: Eigenaar, award: Award
) -> None:
    award(gala, almelo, "500.00", lasten="1.00", programmadeel=None, jaar=2025)
    assert latest_year() == JAAR


def test_latest_year_of_nothing_is_none(db: None) -> None:
    assert latest_year() is None


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.fixture
def gemeenten(gala: Regeling, almelo: Eigenaar, hengelo: Eigenaar, iza_award: Beschikking, award: Award) -> None:
    award(gala, almelo, "500.00", lasten="111.11")
    award(gala, hengelo, "700.00", lasten="222.22")


def lines(gebruiker: Gebruiker, vandaag: date) -> dict[str, tuple[str, str]]:
    pagina = programma_pagina(JAAR, gebruiker, vandaag)
    return {rij.naam: (rij.slug, str(rij.vergelijking.lasten)) for groep in pagina.groepen for rij in groep.rijen}


def test_the_team_sees_every_award(gemeenten: None, frank: Gebruiker, vandaag: date) -> None:
    assert set(lines(frank, vandaag)) == {"SamenTwente", "Almelo", "Hengelo"}


@pytest.mark.parametrize("naam", ["olga", "anna", "menno", "bram", "tom"])
def test_other_readers_see_the_gemeenten_as_one_row_and_the_same_totals(
    gemeenten: None, naam: str, request: pytest.FixtureRequest, vandaag: date
) -> None:
    gebruiker = request.getfixturevalue(naam)
    assert lines(gebruiker, vandaag) == {
        "SamenTwente": ("spuk-iza-samentwente", "600.00"),
        "2 gemeenten samen": ("", "333.33"),
    }
    assert programma_pagina(JAAR, gebruiker, vandaag).totaal.vergelijking.lasten == D("933.33")


def test_own_award_is_offered_beside_the_folded_row(gemeenten: None, olga: Gebruiker, vandaag: date) -> None:
    assert [rij.slug for rij in programma_pagina(JAAR, olga, vandaag).eigen] == ["spuk-gala-hengelo"]


def test_folded_row_does_not_balance_when_one_award_lacks_what_another_has_too_much(
    gemeenten: None, olga: Gebruiker, vandaag: date, nu: datetime
) -> None:
    for beschikking in Beschikking.objects.filter(regeling__slug="spuk-gala"):
        services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=JAAR, now=nu)
    een, ander = Boeking.objects.filter(beschikking__regeling__slug="spuk-gala")
    services.change_boeking(actor=None, boeking=een, bedrag=een.bedrag + 5, now=nu)
    services.change_boeking(actor=None, boeking=ander, bedrag=ander.bedrag - 5, now=nu)
    folded = programma_pagina(JAAR, olga, vandaag).groepen[1].rijen[0]
    assert (folded.vergelijking.verschil, folded.staat) == (D("0.00"), "verschil")


def test_eigenaar_sees_its_own_money_and_fte_and_a_stranger_none(
    gemeenten: None, olga: Gebruiker, anna: Gebruiker, hengelo: Eigenaar, vandaag: date, nu: datetime
) -> None:
    services.set_capaciteit(
        actor=None, eigenaar=hengelo, kwartaal=Kwartaal(2026, 1), gepland=D("2.40"), ingevuld=None, now=nu
    )
    eigen, vreemd = (eigenaar_geld(hengelo, None, wie, vandaag) for wie in (olga, anna))
    assert (eigen.jaar, eigen.totaal.lasten, eigen.capaciteit[0].ingevuld) == (JAAR, D("222.22"), None)
    assert (vreemd.jaar, vreemd.rijen, vreemd.capaciteit) == (None, (), ())


def test_causes_of_an_award_are_seen_by_whoever_sees_the_award(
    gemeenten: None, olga: Gebruiker, anna: Gebruiker, vandaag: date, nu: datetime
) -> None:
    oorzaak = services.record_oorzaak(
        actor=None,
        jaar=JAAR,
        soort="werving",
        omschrijving="Werving in Hengelo",
        beschikking=Beschikking.objects.get(slug="spuk-gala-hengelo"),
        now=nu,
    )
    zichtbaar = type(oorzaak).objects
    assert list(zichtbaar.visible_to(olga, vandaag)) == [oorzaak]
    assert not zichtbaar.visible_to(anna, vandaag)


# --- the same number of queries ---------------------------------------------------------------------------------------


def test_reading_costs_the_same_queries_for_one_award_as_for_twelve(
    gala: Regeling, award: Award, frank: Gebruiker, vandaag: date, nu: datetime, django_assert_num_queries
) -> None:
    for i in range(12):
        gemeente = make_eigenaar(f"Gemeente {i}")
        beschikking = award(gala, gemeente, "1000.00", lasten="600.00")
        services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=JAAR, now=nu)
        if i not in (0, 11):
            continue
        frank.__dict__.pop("_bevoegdheid", None)
        with django_assert_num_queries(8):
            programma_pagina(JAAR, frank, vandaag)
        with django_assert_num_queries(2):
            list_regelingen(frank, vandaag)
        with django_assert_num_queries(4):
            load_regeling(gala, frank, vandaag)
        with django_assert_num_queries(7):
            eigenaar_geld(gemeente, None, frank, vandaag)


def test_page_of_an_award_costs_the_same_queries_for_one_line_as_for_twelve(
    iza_award: Beschikking, nu: datetime, vandaag: date, django_assert_num_queries
) -> None:
    for i in range(12):
        if i in (0, 11):
            with django_assert_num_queries(14):
                load_beschikking(iza_award, JAAR, vandaag, met_boekingen=True)
        book(iza_award, "1.00", nu=nu, stuk=f"N-{i}")
