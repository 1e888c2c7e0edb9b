"""An installation of its own to break: database, files, queue, web server and workers, all real processes.

Two sizes, as the portal is run: *klein* (SQLite, a folder as queue, one worker process) and *groot* (PostgreSQL, Redis,
workers of several processes). Everything waits with a bound and for something; nothing sleeps and hopes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg2

from koers.management.processen import Kinderen, wait_until
from tests.diensten import Dienst, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60.0
HIER = "hier"


def until(what: Callable[[], Any], said: str, seconds: float = SECONDS) -> None:
    """Wait until it is so; AssertionError that says what did not come about."""
    assert wait_until(lambda: bool(what()), seconds, every=0.02), f"not within {seconds:.0f} seconds: {said}"


@dataclass
class Installatie:
    """Where one installation lives, what it runs on, and the processes it has."""

    data: Path
    database: Dienst | None = None
    broker: Dienst | None = None
    naam: str = "postgres"
    mail: str = ""
    code: Path = ROOT
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.kinderen = Kinderen(self.data / "log", self.environment, self.code)
        self.data.mkdir(parents=True, exist_ok=True)
        self.kinderen.__enter__()

    @property
    def environment(self) -> dict[str, str]:
        own = {"KOERS_MODE": "test", "KOERS_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "koers.settings"}
        if self.database:
            own["DATABASE_URL"] = f"{self.database.url.rpartition('/')[0]}/{self.naam}"
        if self.broker:
            own["CELERY_BROKER_URL"] = self.broker.url
        if self.mail:
            own["KOERS_MAIL_URL"] = self.mail
        left_out = {"DATABASE_URL", "CELERY_BROKER_URL", "KOERS_MAIL_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        return kept | own | {"PYTHONUNBUFFERED": "1"}

    # ── its processes ───────────────────────────────────────────────────────

    def run(self, *arguments: str) -> str:
        """`python -m …` to its end; what it printed."""
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS * 3, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def start_web(self, workers: int = 2) -> None:
        """The web server, until it answers. Loaded before it forks, so that a worker that is killed is back at once."""
        self.kinderen.start(
            *("web", "gunicorn", "koers.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--preload"),
            *("--worker-class", "gthread", "--workers", str(workers), "--threads", "4", "--log-level", "warning"),
        )
        until(self.web_answers, f"the web server answers\n{self.log('web')}")

    def web_answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/gezond", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def web_workers(self) -> list[int]:
        """The process ids of the web server's workers."""
        return children_of(self.kinderen.running["web"].pid)

    def start_worker(self, point: str = "", name: str = "worker") -> None:
        """A Celery worker with leases of seconds; it stands still when it comes at this point for the first time."""
        pool = ("--pool", "prefork", "--concurrency", "2") if self.broker else ("--pool", "solo")
        self.kinderen.start(name, "tests.faults.werker", point, "worker", *pool, "--loglevel", "WARNING")

    def start_beat(self) -> None:
        """The clock of the queue: a sweep every half minute, the post every minute."""
        self.kinderen.start("beat", "tests.faults.werker", "", "beat", "--loglevel", "WARNING")

    def kill_at_point(self) -> None:
        """Wait until a worker stands at its point; kill -9 that very process."""
        until(self.stands_still, f"the worker stands at its point\n{self.log('worker')}")
        pid = self.stands_still()
        (self.data / HIER).rename(self.data / f"{HIER}.{pid}")
        os.kill(pid, signal.SIGKILL)
        if pid == self.kinderen.running["worker"].pid:
            self.kinderen.running.pop("worker").wait()
        until(lambda: not is_running(pid), "the worker is gone")

    def stands_still(self) -> int:
        """The process id of the worker that stands at its point; 0 when none does."""
        try:
            return int((self.data / HIER).read_text() or 0)
        except FileNotFoundError:
            return 0

    def log(self, name: str) -> str:
        path = self.data / "log" / f"{name}.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def stop(self) -> None:
        self.kinderen.stop()

    # ── what it has ─────────────────────────────────────────────────────────

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database answers, asked from outside the portal."""
        connect: Any = (
            psycopg2.connect(self.environment["DATABASE_URL"])
            if self.database
            else sqlite3.connect(self.data / "koers.sqlite3", timeout=20)
        )
        with closing(connect) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            found = cursor.fetchall() if cursor.description else []
            connection.commit()
            return list(found)

    def value(self, sql: str) -> Any:
        return self.rows(sql)[0][0]

    def files(self) -> list[str]:
        """The names of all files among the documents, unfinished ones included."""
        return sorted(path.name for path in (self.data / "documenten").rglob("*") if path.is_file())

    def opdracht(self, pk: int) -> tuple[str, int]:
        """State and attempt of one opdracht."""
        return self.rows(f"SELECT staat, poging FROM opdrachten_opdracht WHERE id = {pk}")[0]

    def is_closed(self, pk: int) -> bool:
        return self.opdracht(pk)[0] in ("klaar", "mislukt")

    @property
    def sessions(self) -> dict[str, str]:
        """Who is signed in: first name → key of the session (tests.faults.voorbereid)."""
        found: dict[str, str] = json.loads((self.data / "sessies.json").read_text())
        return found


def children_of(pid: int) -> list[int]:
    """The process ids of a process's own children."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def is_running(pid: int) -> bool:
    """Whether there is such a process that is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def copy_of(prepared: Installatie, data: Path, broker: Dienst | None = None, **more: Any) -> Installatie:
    """The same installation again, on a database and a folder of its own; `more`: another mail server, other code."""
    shutil.copytree(prepared.data, data, ignore=shutil.ignore_patterns("log"), dirs_exist_ok=True)
    copy = Installatie(data, prepared.database, broker or prepared.broker, f"i{time.monotonic_ns()}", **more)
    if prepared.database:
        admin = psycopg2.connect(prepared.database.url)
        admin.autocommit = True
        with closing(admin), admin.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {copy.naam} TEMPLATE {prepared.naam}")
    return copy
