"""The invented risks of the demo."""

from __future__ import annotations

import pytest

from koers.management.seed import risicos
from koers.management.seed.lezen import at
from projecten.models import Risico
from tests.seed import VANDAAG

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_they_are_marked_as_invented_and_dated_around_that_day(gezaaid):
    rows = list(Risico.objects.all())
    assert len(rows) == 3
    assert {row.herkomst for row in rows} == {"fictief"}
    assert all(row.project.vanaf <= row.sinds <= VANDAAG < row.bekijk_op for row in rows)


def test_loading_again_changes_nothing(gezaaid):
    risicos.load(now=at(VANDAAG))
    assert Risico.objects.count() == 3
