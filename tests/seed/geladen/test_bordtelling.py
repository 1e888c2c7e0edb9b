"""Every ronde that is loaded counts the same from bare rows as from its whole board."""

from __future__ import annotations

from datetime import timedelta

import pytest

from projecten.models import Ronde
from projecten.selectors.bord import load_bord
from projecten.selectors.bordtelling import count_bord, load_telling
from tests.seed import VANDAAG

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("later", [0, 30, 400])
def test_numbers_of_each_ronde_are_those_of_its_board(gezaaid, later):
    today = VANDAAG + timedelta(days=later)
    for ronde in Ronde.objects.all():
        assert load_telling(ronde, today) == count_bord(load_bord(ronde, today)), ronde
