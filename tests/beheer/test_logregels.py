"""Lines of the log: the number of the request from the browser to the worker, and what is left out of a line."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
from pathlib import Path

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.http import HttpResponse
from django.test import RequestFactory

from koers.beheer import draad, werker
from koers.beheer.logregels import SafeJson
from koers.beheer.middleware import RequestLine

ROOT = Path(__file__).resolve().parents[2]
GIVEN = "proxy-7f3a9c21"


def written(message: str, *args: object, name: str = "django.request", **fields: object) -> dict[str, object]:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, None)
    record.__dict__.update(fields)
    return json.loads(SafeJson().format(record))


@pytest.mark.parametrize(
    ("name", "message", "args", "told"),
    [
        ("django.request", "Not Found: %s", ("/mensen/olga/",), "Not Found: …"),
        ("django.security", "Invalid HTTP_HOST header: %r.", ("olga",), "Invalid HTTP_HOST header: '…'."),
        ("kombu", "closed after %d of %s", (3, "x"), "closed after 3 of …"),
        ("kombu", "closed by 10.2.3.4 and fe80::1:2", (), "closed by … and …"),
        ("kombu", "to redis://koers:geheim@10.0.0.3/0", (), "to …"),
        ("other", "mail to olga@koers.example failed", (), "mail to … failed"),
        ("other", "%d is wrong", ("text",), "%d is wrong"),
        ("koers.opdrachten", "%s waits (%s)", (3, ValueError("Olga")), "3 waits (ValueError)"),
        ("koers.opdrachten", "part %s", ("broker",), "part broker"),
    ],
)
def test_a_line_keeps_the_sentence_of_the_code_and_leaves_out_what_could_be_anyones(name, message, args, told):
    line = written(message, *args, name=name)
    assert str(line["message"]).replace("'…'", "…") == told.replace("'…'", "…")


def test_of_a_task_the_name_is_told_and_neither_arguments_nor_outcome():
    told = {"name": "een.taak", "id": "3-4", "exc": "Olga", "description": "raised", "args": "(Olga,)"}
    line = written("Task %(name)s[%(id)s] %(description)s: %(exc)s %(args)s", told, name="celery.app.trace")
    assert line["message"] == "Task een.taak[3-4] raised: … …"


def test_a_line_holds_no_field_that_nobody_declared():
    assert set(written("x", request="Olga", data={"a": 1}, status=200)) == {
        *("time", "level", "logger", "message", "status")
    }


def test_a_text_of_megabytes_is_cut():
    assert len(str(written("x" * 1_000_000)["message"])) == 300


@pytest.mark.parametrize(
    ("given", "remote", "taken"),
    [
        (GIVEN, "10.0.0.2", True),
        (GIVEN, "10.0.0.3", False),
        (GIVEN, "", False),
        ("kort", "10.0.0.2", False),
        ("x" * 65, "10.0.0.2", False),
        ('abcdefgh"}\n{', "10.0.0.2", False),
        ("", "10.0.0.2", False),
    ],
)
def test_only_a_well_formed_number_of_a_trusted_proxy_is_taken_over(settings, given, remote, taken):
    from ipaddress import ip_network

    settings.PROXIES = [ip_network("10.0.0.2/32")]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-request-id": given})
    seen: list[str] = []

    def view(request):
        seen.append(draad.current.get())
        return HttpResponse()

    response = RequestLine(view)(request)
    assert response["X-Request-ID"] == seen[0]
    assert (seen[0] == given) is taken
    assert draad.WELL_FORMED.fullmatch(seen[0])
    assert draad.current.get() == ""


def test_the_number_goes_along_with_a_task_and_comes_out_at_the_worker():
    """By a real message to a real worker, here in a thread, over a queue in memory."""
    app = Celery("thread", broker="memory://", set_as_current=False)
    app.conf.task_ignore_result = True
    seen: queue.Queue[str] = queue.Queue()

    @app.task(name="tests.thread")
    def task() -> None:
        seen.put(draad.current.get())

    with start_worker(app, pool="solo", perform_ping_check=False):
        token = draad.current.set(GIVEN)
        task.delay()
        draad.current.reset(token)
        task.apply_async(headers={werker.KEY: 'no"number'})
        first, second = seen.get(timeout=20), seen.get(timeout=20)
    assert first == GIVEN
    assert second != GIVEN
    assert draad.WELL_FORMED.fullmatch(second)


def test_what_nobody_asked_for_gets_a_number_of_its_own():
    headers: dict[str, object] = {}
    werker.send_along(headers=headers)
    assert draad.WELL_FORMED.fullmatch(str(headers[werker.KEY]))


@pytest.mark.parametrize(("mode", "is_json"), [("production", True), ("demo", False)])
def test_production_writes_json_and_the_demo_plain_lines(tmp_path, mode, is_json):
    environment = {
        **os.environ,
        "KOERS_MODE": mode,
        "KOERS_SECRET_KEY": "koers" * 12,
        "KOERS_HOSTS": "koers.example",
        "KOERS_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "koers.settings",
        "DATABASE_URL": "postgres://koers@127.0.0.1:1/koers",
    }
    code = "import django, logging; django.setup(); logging.getLogger('koers.x').warning('a %s', 'b')"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    if is_json:
        assert json.loads(run.stderr)["message"] == "a b"
    else:
        assert run.stderr.endswith("WARNING koers.x a b\n")


@pytest.mark.parametrize("value", ["10.0.0.2/33", "proxy", "10.0.0.2;10.0.0.3"])
def test_proxies_that_are_no_addresses_are_refused_with_what_would_be_right(value, tmp_path):
    environment = {**os.environ, "KOERS_MODE": "test", "KOERS_DATA": str(tmp_path), "KOERS_PROXIES": value}
    command = [sys.executable, "manage.py", "check"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "KOERS_PROXIES holds what is no address or network" in run.stderr
