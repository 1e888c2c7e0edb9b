"""A database with the seed in it, made once for this folder and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from koers.management.seed import loader
from koers.management.seed.lezen import at
from tests.seed import VANDAAG, WACHTWOORD


@pytest.fixture(scope="package")
def _gezaaid(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        loader.load_sources()
        loader.load_demo(now=at(VANDAAG), password=WACHTWOORD)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def gezaaid(_gezaaid: None, db: None) -> None:
    """Both sources and the demo's invented rows, as `manage.py seed_demo` loads them."""
