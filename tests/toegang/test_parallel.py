"""Guesses sent at the same moment, by threads that each have a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from koers.lib import klok
from koers.toegang import drempel
from koers.toegang.backends import AccountBackend
from koers.toegang.models import Gebruiker
from tests.conftest import WACHTWOORD

AT_ONCE = 20


@pytest.fixture
def tried(transactional_db, monkeypatch) -> list[str]:
    """The passwords that were really looked at."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, and in memory one connection: nothing happens at once")
    seen: list[str] = []
    authenticate = AccountBackend.authenticate

    def look(self, request, **credentials):
        seen.append(credentials["password"])
        return authenticate(self, request, **credentials)

    monkeypatch.setattr(AccountBackend, "authenticate", look)
    return seen


@pytest.fixture
def tom(transactional_db, tom) -> Gebruiker:
    return tom


def at_once(calls: list[Callable[[], int]]) -> list[int]:
    """The statuses of these calls, let go together."""
    start = Barrier(len(calls))

    def run(call: Callable[[], int]) -> int:
        try:
            start.wait(timeout=60)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def try_from(address: str, wachtwoord: str, email: str = "tom@koers.example") -> Callable[[], int]:
    client = Client(REMOTE_ADDR=address, raise_request_exception=False)
    return lambda: client.post("/aanmelden/", {"username": email, "password": wachtwoord}).status_code


def test_of_twenty_guesses_at_once_from_one_address_only_the_free_ones_are_looked_at(tried, tom, monkeypatch):
    statuses = at_once([try_from("203.0.113.1", f"gok {number}") for number in range(AT_ONCE)])
    assert set(statuses) <= {200, 429}
    assert len(tried) == drempel.OWN
    assert try_from("198.51.100.7", WACHTWOORD)() == 302, "Tom himself, from elsewhere, is let in meanwhile"
    later = klok.now() + drempel.LONGEST + timedelta(seconds=1)
    monkeypatch.setattr(klok, "now", lambda: later)
    assert try_from("203.0.113.1", WACHTWOORD)() == 302, "and from that address when the pause is over"


def test_guesses_at_once_from_as_many_addresses_are_bounded_by_the_account(tried, tom, monkeypatch):
    home = "198.51.100.1"
    assert try_from(home, WACHTWOORD)() == 302
    tried.clear()
    guesses = [try_from(f"203.0.113.{number}", f"gok {number}") for number in range(drempel.ACCOUNT + 10)]
    assert set(at_once(guesses)) <= {200, 429}
    assert len(tried) == drempel.ACCOUNT
    assert try_from("192.0.2.1", WACHTWOORD)() == 429
    assert try_from(home, WACHTWOORD)() == 302, "where Tom signed in before, he is let in whatever others do"
    later = klok.now() + drempel.LONGEST + timedelta(seconds=1)
    monkeypatch.setattr(klok, "now", lambda: later)
    assert try_from("192.0.2.1", WACHTWOORD)() == 302


def test_right_and_wrong_at_once_wait_for_each_other_and_never_break(tried, tom, rik):
    """Each takes its counts in the same order: who comes in does not stand in the way of who tries."""
    everyone = [
        try_from(
            "203.0.113.1", WACHTWOORD if number % 2 else "fout", ("tom", "rik")[number // 2 % 2] + "@koers.example"
        )
        for number in range(AT_ONCE)
    ]
    for _ in range(3):
        assert set(at_once(everyone)) <= {200, 302, 429}
