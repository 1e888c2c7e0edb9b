"""Saves, while the web server's workers are killed and while PostgreSQL is restarted under them."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.diensten import Dienst
from tests.faults.conftest import Vertel
from tests.faults.installatie import Installatie, until
from tests.faults.schrijvers import Schrijver

WRITERS = 3


@contextmanager
def writing(installatie: Installatie) -> Iterator[list[Schrijver]]:
    """People who save as fast as they can, each an entry of their own, until the end of the block."""
    writers = [Schrijver(installatie, rubriek) for rubriek in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        until(lambda: all(writer.acknowledged for writer in writers), "everyone has saved once")
        yield writers
    finally:
        for writer in writers:
            writer.stop()


def account(writers: list[Schrijver], fout: str, vertel: Vertel, verder: str) -> None:
    """Every acknowledged save is there, none is half, none is there twice.

    The entry counts its saves; the version kept last has that count, and each version kept has one line in the log.
    """
    for writer in writers:
        writer.stored()
    acknowledged = sum(writer.acknowledged for writer in writers)
    there = sum(writer.versie() for writer in writers)
    lines, kept = sum(writer.log_lines() for writer in writers), sum(len(writer.versies()) for writer in writers)
    broken = sum(writer.broken for writer in writers)
    vertel(fout, bevestigd=acknowledged, aanwezig=there, dubbel=lines - kept, verder=f"{verder}, {broken} cut off")
    assert [loss for writer in writers for loss in writer.lost] == []
    assert [refusal for writer in writers for refusal in writer.refused] == []
    assert acknowledged <= there <= acknowledged + broken
    assert lines == kept
    assert [writer.versies()[-1] for writer in writers] == [writer.versie() for writer in writers]


def kill_web_workers(installatie: Installatie, writers: list[Schrijver], times: int) -> None:
    """kill -9 of one web worker or the other, each time after a moment of chance within a save."""
    chance = random.Random(times)
    for _ in range(times):
        before = sum(writer.nummer for writer in writers)
        until(lambda before=before: sum(writer.nummer for writer in writers) > before, "someone saves again")
        until(lambda: len(installatie.web_workers()) == 2, "the web server has both its workers")
        pause = chance.random() * 0.03
        signal.sigtimedwait([], pause)
        os.kill(chance.choice(installatie.web_workers()), signal.SIGKILL)


@pytest.mark.parametrize(
    ("installatie", "times"),
    [
        pytest.param("klein", 20),
        pytest.param("klein", 200, marks=pytest.mark.faults),
        pytest.param("groot", 200, marks=pytest.mark.faults),
    ],
    indirect=["installatie"],
)
def test_every_acknowledged_save_is_there_when_web_workers_are_killed(installatie, times, vertel, request):
    installatie.start_web()
    with writing(installatie) as writers:
        kill_web_workers(installatie, writers, times)
        until(installatie.web_answers, "the web server answers")
        served = [writer.acknowledged for writer in writers]
        until(lambda: all(w.acknowledged > n for w, n in zip(writers, served, strict=True)), "everyone saves again")
    soort = request.node.callspec.params["installatie"]
    account(writers, f"kill -9 of a web worker, {times} times, {soort}", vertel, f"{times} kills")


def restart(database: Dienst) -> None:
    """As an upgrade does: sessions are cut off, what was committed is kept."""
    database.end(signal.SIGINT)
    database.start()


def crash(database: Dienst) -> None:
    """As a power cut does."""
    database.end(signal.SIGQUIT)
    database.start()


@pytest.mark.faults
@pytest.mark.parametrize(("fault", "times"), [(restart, 5), (crash, 5)])
def test_every_acknowledged_save_is_there_when_postgresql_is_restarted(groot, database, fault, times, vertel):
    groot.start_web()
    with writing(groot) as writers:
        for _ in range(times):
            fault(database)
            served = [writer.acknowledged for writer in writers]
            until(
                lambda served=served: all(w.acknowledged > n for w, n in zip(writers, served, strict=True)),
                "everyone saves again, without anyone doing anything",
            )
    account(writers, f"PostgreSQL: {fault.__name__} under load, {times} times", vertel, f"{times} restarts")
