"""Money, as the database guards it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError

from financien.models import (
    Begroting,
    Beschikking,
    Bestemming,
    Boeking,
    Capaciteit,
    Jaarschijf,
    Oorzaak,
    Regeling,
    RegelingRegel,
    Terugstortstap,
)
from tests.factories import EERDER, EURO, MIDDEN, make, new
from tests.refusals import Refusal, once, twice

MIN = Decimal("-0.01")
TERUG = {"soort": "terugstorten", "naar_jaar": None, "stap": "verwacht"}


def correction_without_reason() -> Boeking:
    return new(Boeking, regel=2, corrigeert=make(Boeking))


REFUSALS: dict[str, Refusal] = {
    "regeling_einde_na_begin": once(Regeling, tot=EERDER),
    "regelingregel_een_per_jaar": twice(RegelingRegel, second={"status": "bevestigd"}),
    "regelingregel_percentage": once(RegelingRegel, meenemen_percentage=Decimal("100.01")),
    "regelingregel_bedrag": once(RegelingRegel, meenemen_bedrag=MIN),
    "regelingregel_een_grens": once(RegelingRegel, meenemen_percentage=Decimal(10), meenemen_bedrag=EURO),
    "regelingregel_laatste_jaar_later": once(RegelingRegel, laatste_jaar=2024),
    "beschikking_einde_na_begin": once(Beschikking, tot=EERDER),
    "jaarschijf_een_per_jaar": twice(Jaarschijf, second={"toegekend": EURO + 1}),
    "jaarschijf_niet_negatief": once(Jaarschijf, toegekend=MIN),
    "jaarschijf_programmadeel_past": once(Jaarschijf, programmadeel=EURO + Decimal("0.01")),
    "begroting_post_uniek": twice(Begroting, second={"bedrag": EURO + 1}),
    "begroting_niet_negatief": once(Begroting, bedrag=MIN),
    "boeking_correctie_met_reden": correction_without_reason,
    "boeking_een_keer": twice(Boeking, second={"bedrag": EURO + 1}),
    "boeking_niet_nul": once(Boeking, bedrag=Decimal(0)),
    "boeking_jaar_is_jaar_van_datum": once(Boeking, jaar=2025),
    "bestemming_meenemen_uniek": twice(Bestemming, second={"bedrag": EURO + 1}),
    "bestemming_terugstorten_uniek": twice(Bestemming, **TERUG, second={"bedrag": EURO + 1}),
    "bestemming_positief": once(Bestemming, bedrag=Decimal(0)),
    "bestemming_oorsprong_eerder": once(Bestemming, oorsprong_jaar=2025, naar_jaar=2026),
    "bestemming_past_bij_soort": once(Bestemming, soort="terugstorten"),
    "terugstortstap_een_keer": twice(Terugstortstap, second={"vanaf": MIDDEN.replace(day=28)}),
    "oorzaak_bedrag_niet_nul": once(Oorzaak, bedrag=Decimal(0)),
    "oorzaak_uniek_programma": twice(Oorzaak, second={"bedrag": EURO}),
    "oorzaak_uniek_beschikking": twice(Oorzaak, beschikking=Beschikking, second={"bedrag": EURO}),
    "capaciteit_uniek": twice(Capaciteit, second={"gepland": Decimal(3)}),
    "capaciteit_kwartaal": once(Capaciteit, kwartaal=0),
    "capaciteit_niet_negatief": once(Capaciteit, ingevuld=MIN),
}


@pytest.mark.django_db
def test_a_boeking_without_an_award_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        new(Boeking, beschikking=None).save()


@pytest.mark.django_db
def test_a_carry_into_the_same_year_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="bestemming_past_bij_soort"):
        new(Bestemming, naar_jaar=2024).save()


@pytest.mark.django_db
def test_two_awards_of_one_number_are_refused_by_the_database():
    make(Beschikking)
    with pytest.raises(IntegrityError):
        new(Beschikking, slug="anders").save()
