"""A database with the seed in it, made once per module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from koers.management.seed import loader
from koers.management.seed.lezen import at

VANDAAG = date(2026, 11, 25)
WACHTWOORD = "een lange zin voor de demo"


@pytest.fixture(scope="module")
def _gezaaid(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        loader.load_sources()
        loader.load_demo(now=at(VANDAAG), password=WACHTWOORD)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def gezaaid(_gezaaid: None, db: None) -> None:
    """Both sources and the demo's invented rows, as `manage.py seed_demo` loads them."""
