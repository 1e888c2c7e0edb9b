"""The record of background work, as the database guards it."""

from __future__ import annotations

import pytest

from koers.opdrachten.models import Opdracht
from tests.factories import make
from tests.refusals import Refusal, once, twice

REFUSALS: dict[str, Refusal] = {
    "opdracht_een_open_per_sleutel": twice(Opdracht, second={"staat": "bezig"}),
    "opdracht_voortgang_procent": once(Opdracht, voortgang=101),
}


@pytest.mark.django_db
def test_a_second_opdracht_of_one_sleutel_is_taken_once_the_first_has_ended():
    make(Opdracht, staat="klaar")
    assert make(Opdracht).pk
