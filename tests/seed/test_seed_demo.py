"""`manage.py seed_demo` on an empty database, and what it refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from koers.eigenaren.models import Eigenaar
from koers.management.seed import loader
from koers.management.seed.lezen import at, read
from koers.toegang.models import Gebruiker, Logregel
from projecten.models import Project, Ronde
from tests.seed import VANDAAG, WACHTWOORD

# The demo runs on SQLite.
pytestmark = pytest.mark.once
LATER = VANDAAG + timedelta(days=3)


def test_part_that_fails_leaves_nothing(db, monkeypatch):
    data = read("eigenaren")
    monkeypatch.setitem(
        data, "besluit", [{"orgaan": "xx", "onderwerp": "x", "tekst": "x", "jaar": 2024, "vindplaats": "x"}]
    )
    with pytest.raises(Exception, match="xx"):
        loader.load_sources(only=["eigenaren"])
    assert not Eigenaar.objects.exists()
    assert not Logregel.objects.exists()


def test_sources_alone_make_no_accounts(db):
    loader.load_sources()
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize("mode", ["production", "test"])
def test_seed_demo_outside_demo_mode_is_refused(db, settings, mode):
    settings.KOERS_MODE = mode
    with pytest.raises(CommandError, match=f"in demo mode only: this is {mode}"):
        call_command("seed_demo")
    assert not Gebruiker.objects.exists()


def test_seed_demo_command_twice(db, settings, capsys):
    settings.KOERS_MODE = "demo"
    call_command("seed_demo", password=WACHTWOORD, today=VANDAAG)
    call_command("seed_demo", password=WACHTWOORD, today=LATER)
    out = capsys.readouterr().out
    assert out.startswith("Loaded: eigenaren, ")
    assert out.endswith("The sources were loaded before.\n")


def test_seed_demo_with_only_loads_that_part(db, settings, capsys):
    settings.KOERS_MODE = "demo"
    call_command("seed_demo", only=["eigenaren"])
    assert Eigenaar.objects.count() == 17
    assert not Project.objects.exists()
    assert not Gebruiker.objects.exists()


def test_loading_in_the_quarter_of_the_update_keeps_its_round(db):
    dag = date(2026, 3, 28)
    loader.load_sources()
    loader.load_demo(now=at(dag), password=WACHTWOORD)
    assert list(Ronde.objects.filter(soort="kwartaal").values_list("jaar", "kwartaal")) == [(2026, 1)]
