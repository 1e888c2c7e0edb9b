"""The door of background work: what a worker writes when the work ends well, badly, or is no longer its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from koers.celery import app
from koers.lib import klok
from koers.opdrachten import services, tasks
from koers.opdrachten.models import Opdracht
from koers.opdrachten.rules import LEASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def opdracht(rik) -> Opdracht:
    return services.enqueue(actor=rik, taak="een.taak", sleutel="iets", argumenten={}, now=klok.now())


def raising(error: BaseException) -> tasks.Werk:
    def werk(opdracht: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        raise error

    return werk


def test_perform_writes_progress_and_result(opdracht):
    seen: list[tuple[str, int]] = []

    def werk(claimed: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        stap("Opmaken", 40)
        row = Opdracht.objects.get(pk=claimed.pk)
        seen.append((row.stap, row.voortgang))
        return {"versie": 3}

    tasks.perform(opdracht.pk, werk)
    opdracht.refresh_from_db()
    assert seen == [("Opmaken", 40)]
    assert (opdracht.staat, opdracht.resultaat, opdracht.poging) == ("klaar", {"versie": 3}, 1)


def test_perform_of_a_message_that_came_twice_does_the_work_once(opdracht):
    done: list[int] = []

    def werk(claimed: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        done.append(claimed.poging)
        return {}

    tasks.perform(opdracht.pk, werk)
    tasks.perform(opdracht.pk, werk)
    assert done == [1]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (tasks.Mislukt("De schijf is vol."), "De schijf is vol."),
        (SoftTimeLimitExceeded(), "langer dan 8 minuten"),
        (MemoryError(), "niet genoeg geheugen"),
        (ZeroDivisionError("in our own code"), "Meld het de beheerder, met nummer"),
    ],
)
def test_perform_tells_why_it_failed(opdracht, error, words):
    tasks.perform(opdracht.pk, raising(error))
    opdracht.refresh_from_db()
    assert opdracht.staat == "mislukt"
    assert words in opdracht.foutmelding
    assert "in our own code" not in opdracht.foutmelding


def test_worker_that_was_overtaken_ends_quietly_and_changes_nothing(opdracht):
    def werk(claimed: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        services.claim(claimed.pk, now=klok.now() + LEASE + timedelta(seconds=1))
        stap("Opmaken", 40)
        raise AssertionError("a worker without its lease goes on")

    tasks.perform(opdracht.pk, werk)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.poging, opdracht.stap) == ("bezig", 2, "")


def test_time_limit_of_a_pool_without_limits(opdracht, monkeypatch):
    monkeypatch.setattr(tasks, "TIJDSLIMIET", 1)

    def werk(claimed: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        while True:
            pass

    tasks.perform(opdracht.pk, werk)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.foutmelding) == ("mislukt", tasks.TE_LANG)


def test_lease_is_renewed_beside_the_work(opdracht, monkeypatch):
    """The heart beats in a thread of its own; here it is only seen to beat, and to stop with the work."""
    beats: list[int] = []
    monkeypatch.setattr(tasks, "HEARTBEAT", timedelta(milliseconds=1))
    monkeypatch.setattr(services, "heartbeat", lambda opdracht, *, now: beats.append(opdracht.poging))
    monkeypatch.setattr(tasks.connection, "close", lambda: None)

    def werk(claimed: Opdracht, stap: tasks.Stap) -> dict[str, object]:
        while not beats:
            pass
        return {}

    tasks.perform(opdracht.pk, werk)
    ended = len(beats)
    assert set(beats) == {1}
    assert len(beats) == ended


def test_sweep_is_known_to_the_beat_by_its_name():
    assert app.conf.beat_schedule["opdrachten-sweep"]["task"] in app.tasks
