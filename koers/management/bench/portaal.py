"""The first subject: the portal's everyday pages, and saving."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from koers.lib.klok import day_of
from koers.management.bench import schrijven
from koers.management.bench.meten import Browser, Headers, in_turns, together
from koers.management.bench.omvang import Omvang, fill, rows_in_list, seed
from koers.management.bench.tabel import Regel
from koers.management.processen import wait_until
from koers.toegang.models import Gebruiker
from projecten.selectors.onderwerp import Onderwerp

ROWS = 100
EMPTY = "/bench/leeg"


def run(*, now: datetime, rounds: int) -> list[Regel]:
    """Every line of the table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    seed(now=now)
    few = rows_in_list(day_of(now))
    omvang = fill(rows=few + 1, now=now)
    addresses = pages(omvang)
    before = queries(omvang.leider, addresses)
    omvang = fill(rows=ROWS, now=now)
    after = queries(omvang.leider, addresses)
    with server() as port:
        lines = read(port, omvang, rounds)
    lines += write(omvang, each=max(4, rounds))
    what = [f"{name}: queries at {few + 1} and {rows_in_list(day_of(now))} projects" for name in addresses]
    lines += [
        Regel(label, after[name], before[name], "queries", most=1) for label, name in zip(what, addresses, strict=True)
    ]
    return lines


def pages(omvang: Omvang) -> dict[str, str]:
    entry = Onderwerp(project=omvang.projecten[0]).edit_url(omvang.ronde)
    return {
        "project list, page": "/projecten/",
        "project list, API": "/api/v1/projecten?limit=100",
        "entry page": entry,
        "gemeente page": "/eigenaren/almelo/",
    }


TARGETS = {"project list, page": 10.0, "project list, API": 10.0, "entry page": 12.0, "gemeente page": 10.0}


def cookie_of(gebruiker: Gebruiker) -> Headers:
    client = Client()
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def queries(gebruiker: Gebruiker, addresses: dict[str, str]) -> dict[str, int]:
    """How many each page asks of the database, the second time it is opened."""
    client, found = Client(headers={"host": "localhost"}), {}
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for name, address in addresses.items():
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                response = client.get(address)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answers {response.status_code}")
        found[name] = len(asked)
    return found


@contextmanager
def server() -> Iterator[int]:
    """gunicorn with the portal's and the bench's settings, two processes of four threads, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # As it is served in earnest (koers.web), but for connections that stay open between the rounds.
    command = [sys.executable, "-m", "gunicorn", "koers.wsgi:application", "--config", "python:koers.web"]
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--keep-alive", "60"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "koers.management.bench.settings"}
    process = subprocess.Popen([*command, *options], env=environment, cwd=Path(settings.BASE_DIR))
    try:
        if not wait_until(lambda: _listens(port) or process.poll() is not None, 60) or process.poll() is not None:
            raise RuntimeError("gunicorn did not start; its words stand above")
        yield port
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def read(port: int, omvang: Omvang, rounds: int) -> list[Regel]:
    signed_in = cookie_of(omvang.leider)
    browser, passer_by = Browser(port, signed_in), Browser(port, {})
    addresses = pages(omvang)
    jobs = {"empty": partial(browser.get, EMPTY), "sign-in page": partial(passer_by.get, "/aanmelden/")}
    jobs |= {name: partial(browser.get, path) for name, path in addresses.items()}
    medians = in_turns(jobs, rounds=rounds)
    empty = medians["empty"]
    lines = [Regel("empty view, signed in", empty, empty, most=1)]
    lines.append(Regel("sign-in page", medians["sign-in page"], empty, most=2))
    for name in addresses:
        what = f"{name}, {ROWS} rows" if "list" in name else name
        lines.append(Regel(what, medians[name], empty, most=TARGETS[name]))
    one = together(port, signed_in, "/projecten/", readers=1, each=max(4, rounds))
    many = together(port, signed_in, "/projecten/", readers=32, each=max(2, rounds // 8))
    return [*lines, Regel("project list, 32 readers against 1", many, one, "a second", least=1)]


def write(omvang: Omvang, *, each: int) -> list[Regel]:
    lines = []
    for writers in (1, 32):
        pairs = [
            (
                schrijven.rate(schrijven.by_service, omvang, writers=writers, each=each),
                schrijven.rate(schrijven.bare, omvang, writers=writers, each=each),
            )
            for _ in range(3)
        ]
        service, bare = sorted(pairs, key=lambda pair: pair[0] / pair[1])[1]
        name = f"save of an entry with its log, {writers} writer{'s' if writers > 1 else ''}"
        lines.append(Regel(name, service, bare, "a second", least=0.5 if writers > 1 else None))
    return lines
