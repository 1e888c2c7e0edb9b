"""`/gezond` and `/gereed`: what they say, to whom, and what they leave alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from koers.beheer import gezondheid
from koers.lib import klok
from koers.opdrachten.services import enqueue

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {"HTTP_HOST": "10.2.3.4:8000"}
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def queue(tmp_path, settings):
    """A queue that is a folder, and there."""
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path)}


def test_alive_is_said_without_database_session_or_known_host(client):
    """Without the mark of a test that may touch the database, a query would fail it."""
    response = client.get("/gezond", **ELSEWHERE)
    assert (response.status_code, response.content) == (200, b"goed\n")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize("address", ["/gezond", "/gereed"])
def test_a_probe_is_asked_by_get_or_head_only(client, address):
    assert client.post(address).status_code == 405
    assert client.head("/gezond").status_code == 200


@pytest.mark.django_db
def test_ready_when_every_part_works(client, queue):
    response = client.get("/gereed", **ELSEWHERE)
    assert (response.status_code, response.content) == (200, b"goed\n")
    assert not response.cookies


@pytest.mark.django_db
def test_an_old_opdracht_that_waits_makes_the_portal_not_ready(client, queue, rik):
    then = klok.now() - gezondheid.WACHTTIJD - timedelta(minutes=1)
    enqueue(actor=rik, taak="een.taak", sleutel="iets", argumenten={}, now=then)
    response = client.get("/gereed")
    assert (response.status_code, response.content) == (503, b"niet gereed: wachtrij\n")


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_makes_the_portal_not_ready(client, queue, monkeypatch):
    monkeypatch.setattr(gezondheid.shutil, "disk_usage", lambda path: Usage(1, 1, settings.DISK_ROOM - 1))
    assert client.get("/gereed").content == b"niet gereed: schijf\n"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["filesystem://", "redis://127.0.0.1:{port}/0"])
def test_a_broker_that_is_not_there_is_named_and_nothing_else(client, settings, monkeypatch, url, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = url.format(port=probe.getsockname()[1])
    settings.CELERY_BROKER_URL = url
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path / "weg")}
    gone = gezondheid.current_app.connection_for_read
    monkeypatch.setattr(
        gezondheid.current_app, "connection_for_read", lambda **options: gone("redis://127.0.0.1:1/0", **options)
    )
    response = client.get("/gereed")
    assert (response.status_code, response.content) == (503, b"niet gereed: broker\n")


def test_a_database_that_does_not_answer_is_named_once_and_says_no_more(client, queue, monkeypatch):
    def refuse() -> None:
        raise OSError("secret-host:5432 refused geheim")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/gereed")
    assert (response.status_code, response.content) == (503, b"niet gereed: database\n")


PRODUCTION = """
import django; django.setup()
from django.test import Client
for address in ("/gezond", "/gezond/"):
    answer = Client().get(address, HTTP_HOST="10.2.3.4")
    print(answer.status_code, answer.content.decode().strip(), sorted(answer.cookies))
print(Client().get("/gezonder", HTTP_HOST="koers.example").status_code)
"""


def test_in_production_a_load_balancer_gets_its_answer_over_plain_http(tmp_path):
    environment = {
        **os.environ,
        "KOERS_MODE": "production",
        "KOERS_SECRET_KEY": "koers" * 12,
        "KOERS_HOSTS": "koers.example",
        "KOERS_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "koers.settings",
        "DATABASE_URL": "postgres://koers@127.0.0.1:1/koers",
    }
    command = [sys.executable, "-c", PRODUCTION]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["200 goed []", "200 goed []", "301"]


@pytest.mark.parametrize("value", ["veel", "-1", "1e3", ""])
def test_room_on_the_disk_is_a_whole_number(value, tmp_path):
    environment = {**os.environ, "KOERS_MODE": "test", "KOERS_DATA": str(tmp_path), "KOERS_DISK_ROOM": value}
    command = [sys.executable, "manage.py", "check"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "KOERS_DISK_ROOM is" in run.stderr


def test_client_without_a_mark_may_not_touch_the_database():
    """Else the first test here would prove nothing."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Client().get("/logboek/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={'a' * 32}"})
