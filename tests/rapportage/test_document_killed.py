"""kill -9 of a worker, before, during and after its build: the document is there exactly once, and no half file."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.faults
MODULE = "tests.rapportage.proefdier"
WAIT = 90.0


def environment(data: Path) -> dict[str, str]:
    """A small installation of its own: SQLite and a folder as queue, whatever the rest of the suite runs on."""
    own = {"KOERS_MODE": "test", "KOERS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "koers.settings"}
    left_out = {"DATABASE_URL", "CELERY_BROKER_URL"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | own


def start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=environment(data),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(data: Path, *arguments: str) -> str:
    process = start(data, MODULE, *arguments)
    out, err = process.communicate(timeout=WAIT)
    assert process.returncode == 0, err
    return out.strip()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("installatie")
    run(data, "prepare")
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "data"))


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "documenten").rglob("*") if path.is_file())


def kill_at(data: Path, point: str) -> None:
    worker = start(data, MODULE, "work", point)
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "here"
    worker.send_signal(signal.SIGKILL)
    worker.communicate(timeout=WAIT)


@pytest.mark.parametrize(
    ("point", "rows"), [("render", 0), ("rename", 0), ("row", 0), ("finish", 1)], ids=lambda value: str(value)
)
def test_killed_worker_leaves_its_document_to_the_next_one(data, point, rows):
    kill_at(data, point)
    for leftover in (data / "documenten").rglob(".*"):
        os.utime(leftover, (0, 0))
    assert run(data, "rescue") == f"bezig 1 {rows} | {{'herstel': 1}} | klaar 2 1"
    (name,) = files(data)
    assert name.startswith("versie-1-"), "half a file was left"


# ── with a real worker, its queue and the layout engine ─────────────────────


def row(data: Path) -> tuple[str, str, int]:
    with sqlite3.connect(data / "koers.sqlite3", timeout=20) as database:
        return database.execute("SELECT staat, stap, poging FROM opdrachten_opdracht").fetchone()


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not what():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


@pytest.fixture
def worker(data: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        started.append(start(data, "celery", "-A", "koers", "worker", "-P", "solo", "--loglevel", "ERROR"))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_celery_worker_killed_while_it_lays_out_the_pages(data, worker):
    first = worker()
    until(lambda: row(data)[1] == "Opmaken")
    first.send_signal(signal.SIGKILL)
    first.wait(WAIT)
    assert row(data) == ("bezig", "Opmaken", 1)
    assert files(data) == []
    assert run(data, "lose") == "{'herstel': 1}"
    worker()
    until(lambda: row(data)[0] not in ("wacht", "bezig"))
    assert row(data)[::2] == ("klaar", 2)
    (name,) = files(data)
    assert name.startswith("versie-1-")
    with sqlite3.connect(data / "koers.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM rapportage_versie").fetchone() == (1,)
