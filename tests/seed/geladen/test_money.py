"""The money as loaded: it balances per award, keeps within the rules, and adds up to what the letter says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from financien.models import Begroting, Beschikking, Bestemming, Boeking, Capaciteit, Jaarschijf, Oorzaak, Regeling
from financien.selectors.programma import programma_geld
from koers.management.seed.lezen import read
from projecten.models import Indicator, Meting

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOTALEN = {"baten": 6_277_990, "lasten": 4_576_887, "onderbesteding": 1_701_103}


@pytest.fixture
def programma(gezaaid: None):
    return programma_geld(2024)


def test_totals_of_2024_are_the_letters_to_the_cent(programma):
    assert {naam: getattr(programma, naam) for naam in TOTALEN} == {n: Decimal(b) for n, b in TOTALEN.items()}
    assert programma.totaal.terugstorten == Decimal(965_225)
    assert programma.totaal.meenemen == Decimal(735_878)
    assert {(deel.jaar, deel.bedrag) for deel in programma.meenemen_naar} == {(2025, 615_878), (2026, 120_000)}


def test_every_quoted_amount_comes_out_of_the_data(programma):
    assert len(programma.controles) == 5
    assert [controle.sleutel for controle in programma.controles if not controle.klopt] == []


def test_each_of_the_seventeen_awards_balances_to_the_cent(programma):
    assert len(programma.rijen) == 17
    for rij in programma.rijen:
        assert rij.vergelijking.sluit, rij.naam
        assert rij.vergelijking.verschil == Decimal(0), rij.naam


def test_the_split_is_invented_and_says_so_down_to_every_line(gezaaid):
    assert set(Boeking.objects.values_list("herkomst", flat=True)) == {"fictief"}
    assert set(Bestemming.objects.values_list("herkomst", flat=True)) == {"fictief"}
    assert set(Begroting.objects.values_list("herkomst", flat=True)) == {"fictief"}
    assert set(Jaarschijf.objects.filter(jaar=2024).values_list("herkomst", flat=True)) == {"fictief"}
    assert set(Capaciteit.objects.values_list("herkomst", flat=True)) == {"fictief"}


def test_without_a_confirmed_rule_nothing_is_carried(gezaaid):
    carried = Bestemming.objects.filter(jaar=2024, soort="meenemen").values_list(
        "beschikking__regeling__slug", flat=True
    )
    assert set(carried) == {"spuk-iza", "subsidie-overijssel"}
    assert set(Bestemming.objects.filter(jaar=2024, soort="meenemen").values_list("regel__status", flat=True)) == {
        "aanname"
    }


@pytest.mark.parametrize(
    ("slug", "mee", "terug"),
    [("brede-spuk-almelo", "154298.70", "45701.30"), ("brede-spuk-hengelo", "140094.50", "82550.30")],
)
def test_brede_spuk_2025_carries_a_tenth_down_to_the_cent(gezaaid, slug, mee, terug):
    rows = Bestemming.objects.filter(beschikking__slug=slug, jaar=2025)
    amounts = {row.soort: row.bedrag for row in rows}
    assert amounts == {"meenemen": Decimal(mee), "terugstorten": Decimal(terug)}


def test_public_amounts_are_source_and_the_programmes_part_of_them_is_unknown(gezaaid):
    public = Jaarschijf.objects.filter(jaar__in=[2025, 2026])
    assert set(public.values_list("herkomst", "programmadeel")) == {("bron", None)}
    per_jaar = [
        sum(public.filter(jaar=jaar, beschikking__regeling__slug="spuk-gala").values_list("toegekend", flat=True))
        for jaar in (2025, 2026)
    ]
    assert per_jaar == [Decimal(11_594_823), Decimal(9_872_544)]
    iza = public.filter(beschikking__regeling__slug="spuk-iza").order_by("jaar").values_list("toegekend", flat=True)
    assert list(iza) == [Decimal(5_326_438), Decimal(5_711_031)]


def test_repayments_of_2024_stand_in_sisa_by_its_day(gezaaid):
    rows = Bestemming.objects.filter(jaar=2024, soort="terugstorten")
    assert set(rows.values_list("stap", flat=True)) == {"sisa"}
    days = {stap.vanaf.isoformat() for row in rows for stap in row.stappen.filter(stap="sisa")}
    assert days == {"2025-07-15"}


def test_causes_of_2024_have_no_amount_and_are_the_letters(gezaaid):
    rows = Oorzaak.objects.filter(jaar=2024)
    assert list(rows.values_list("bedrag", "herkomst")) == [(None, "bron")] * 4


def test_awards_have_several_lines_and_go_to_whom_the_scheme_says(gezaaid):
    assert Regeling.objects.count() == 4
    assert min(award.boekingen.filter(jaar=2024).count() for award in Beschikking.objects.all()) >= 6
    gala = Beschikking.objects.filter(regeling__slug="spuk-gala").values_list("ontvanger__soort", flat=True)
    assert list(gala) == ["gemeente"] * 14
    rest = Beschikking.objects.exclude(regeling__slug="spuk-gala").values_list("ontvanger__slug", flat=True)
    assert set(rest) == {"samentwente"}


def test_local_project_leaders_began_in_mid_2024(gezaaid):
    first = Capaciteit.objects.filter(jaar=2024, kwartaal=1)
    assert first.count() == 14
    assert {row.ingevuld for row in first} == {Decimal(0)}


def test_one_invented_series_beside_a_public_norm(gezaaid):
    indicator = Indicator.objects.get(sleutel="verwijzingen-per-10000")
    assert (indicator.norm, indicator.herkomst) == (Decimal(60), "bron")
    metingen = Meting.objects.all()
    assert {meting.herkomst for meting in metingen} == {"fictief"}
    assert metingen.count() == 27
    assert not metingen.filter(eigenaar__slug="tubbergen", peildatum__year=2024).exists()
    assert read("fictief")["indicator"]["metingen"]["tubbergen"][0] == ""
