"""The world of the table, built once for a module and rolled back after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.conftest import signed_in
from tests.foto import once
from tests.wereld import Wereld, build_wereld


@pytest.fixture(scope="module")
def _wereld(django_db_setup: None, django_db_blocker) -> Iterator[Wereld]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield once("wereld", build_wereld)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _sessions(_wereld: Wereld, django_db_blocker) -> dict[str, str]:
    """A session of each of the cast, made once."""
    keys = {}
    with django_db_blocker.unblock():
        for naam, mens in _wereld.mensen.items():
            keys[naam] = signed_in(mens).session.session_key
    return keys


@pytest.fixture
def wereld(_wereld: Wereld, db: None) -> Wereld:
    return _wereld


@pytest.fixture
def browser_of(_sessions: dict[str, str], db: None) -> Callable[[str], Client]:
    """`browser_of("olga")`: a fresh browser in which Olga is signed in; of "niemand" one in which nobody is."""

    def open_browser(naam: str) -> Client:
        client = Client(raise_request_exception=False)
        if naam in _sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = _sessions[naam]
        return client

    return open_browser
