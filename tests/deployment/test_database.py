"""DATABASE_URL as Django's dictionary: what the portal asks of a connection of itself, and what may be said instead."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from koers import env

SERVER = "postgres://koers:geheim%21@db:5433/koers"


def test_a_connection_waits_some_seconds_and_compiles_no_queries():
    found = env.database(SERVER, Path())
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db", "5433", "geheim!")
    assert found["OPTIONS"] == {"connect_timeout": "5", "options": "-c jit=off"}


def test_what_follows_the_address_comes_first():
    found = env.database(f"{SERVER}?options=&sslmode=require", Path())
    assert found["OPTIONS"] == {"connect_timeout": "5", "options": "", "sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://db/koers", "postgres://db", "postgres://db/koers;drop"])
def test_another_server_is_refused_in_words(url):
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        env.database(url, Path())


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles nothing")
def test_the_server_does_as_it_was_asked():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
