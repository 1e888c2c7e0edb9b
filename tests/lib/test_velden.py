from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from koers.lib.velden import GRENS, GeldField
from projecten.models import Controlegetal

bedragen = st.decimals(-GRENS, GRENS, places=2, allow_nan=False)


@given(bedragen)
def test_what_goes_into_the_database_comes_back_to_the_cent(bedrag):
    veld = GeldField()
    assert veld.from_db_value(veld.get_prep_value(bedrag), None, connection) == bedrag


@pytest.mark.parametrize("value", ["1.234", "0.001", "NaN", "Infinity", "tien", GRENS + 1])
def test_a_part_of_a_cent_or_no_number_is_refused_with_a_sentence(value):
    with pytest.raises(ValidationError) as refusal:
        GeldField().to_python(value)
    assert refusal.value.messages[0].endswith(".")


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        GeldField().get_prep_value(0.1)


@pytest.mark.django_db
def test_the_sum_in_the_database_is_exact():
    for number, waarde in enumerate(["0.10", "0.20"]):
        Controlegetal.objects.create(
            sleutel=f"g{number}", naam="x", waarde=Decimal(waarde), bron="x", peildatum="2024-12-31"
        )
    assert Controlegetal.objects.aggregate(som=Sum("waarde"))["som"] == Decimal("0.30")
    assert Controlegetal.objects.filter(waarde=Decimal("0.10")).count() == 1
