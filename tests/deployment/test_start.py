"""Production does not start on settings that would harm it: real processes, one sentence, a code that is not 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deployment.conftest import ROOT

GOOD = {
    "KOERS_MODE": "production",
    "KOERS_SECRET_KEY": "een sleutel die niemand raadt, want hij is lang genoeg voor dit",
    "KOERS_HOSTS": "koers.example",
    "KOERS_MAIL_URL": "smtp://127.0.0.1:9",
}
COMMANDS = {
    "manage.py": ["manage.py", "check"],
    "deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "gunicorn": ["-m", "gunicorn", "koers.wsgi:application", "--config", "python:koers.web", "--bind", "127.0.0.1:0"],
    "celery": ["-m", "celery", "-A", "koers", "worker", "-P", "solo"],
    "beat": ["-m", "celery", "-A", "koers", "beat", "--pidfile", ""],
}
DEMO = """
import koers, django; django.setup()
from django.core.management import call_command
from koers.toegang.models import Gebruiker
call_command("migrate", verbosity=0)
Gebruiker.objects.create(email="tom@koers.example", naam="Tom", is_demo=True)
"""
OBJECTIONS = [
    ({"KOERS_SECRET_KEY": ""}, "KOERS_SECRET_KEY is not set"),
    ({"KOERS_SECRET_KEY": "k" * 60}, "KOERS_SECRET_KEY is too easy to guess"),
    ({"KOERS_SECRET_KEY": "kort"}, "KOERS_SECRET_KEY is too easy to guess"),
    ({"KOERS_DEBUG": "yes"}, "KOERS_DEBUG is on"),
    ({"KOERS_HOSTS": ""}, "KOERS_HOSTS is not set"),
    ({"KOERS_HOSTS": "koers.example,*"}, "KOERS_HOSTS holds a *"),
    ({"KOERS_WEB_WORKERS": "3"}, "several processes need PostgreSQL"),
    ({"KOERS_WEB_WORKERS": "veel"}, "KOERS_WEB_WORKERS is 'veel': use a whole number from 1 to 64"),
    ({"KOERS_WEB_WORKERS": "2", "DATABASE_URL": "postgres://k@127.0.0.1:9/k"}, "CACHE_URL is not set"),
    ({"CACHE_URL": "memcached://127.0.0.1"}, "CACHE_URL must look like"),
    ({"CELERY_BROKER_URL": "redis://127.0.0.1:9/0"}, "workers beside the web server need PostgreSQL"),
    ({"KOERS_PROXIES": "de proxy"}, "KOERS_PROXIES holds what is no address"),
]


def run(command: str, data: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "KOERS_DATA": str(data), **GOOD, **given}
    return subprocess.run(
        [sys.executable, *COMMANDS[command]],
        cwd=ROOT,
        env={name: value for name, value in own.items() if value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("given", "sentence"), OBJECTIONS)
def test_a_setting_that_would_harm_production_stops_it(tmp_path, given, sentence):
    done = run("manage.py", tmp_path, given)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["gunicorn", "celery", "beat"])
def test_every_process_refuses_alike(tmp_path, command):
    done = run(command, tmp_path, {"KOERS_HOSTS": "*"})
    assert done.returncode == 1
    assert "KOERS_HOSTS holds a *: name each host that this portal answers to." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def with_demo_account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the demo has been."""
    data = tmp_path_factory.mktemp("data")
    env = {**os.environ, "KOERS_MODE": "demo", "KOERS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "koers.settings"}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", DEMO], cwd=ROOT, env=env, check=True, capture_output=True, timeout=120)
    return data


@pytest.mark.parametrize("command", ["gunicorn", "celery", "beat"])
def test_no_process_starts_on_a_database_with_accounts_of_the_demo(with_demo_account, command):
    done = run(command, with_demo_account, {})
    assert done.returncode == 1
    assert "1 demo account(s) in the database 'default' of a production portal." in done.stderr
    assert "Traceback" not in done.stderr


def test_good_settings_pass_the_checks_of_a_deployment(tmp_path):
    done = run("deploy", tmp_path, {})
    assert done.returncode == 0, done.stderr


def test_production_without_a_mail_server_is_told_that_mails_stay_behind(tmp_path):
    done = run("deploy", tmp_path, {"KOERS_MAIL_URL": ""})
    assert done.returncode == 1
    assert "KOERS_MAIL_URL" in done.stderr


@pytest.mark.parametrize("imported", ["koers.web", "koers.wsgi"])
def test_the_layout_engine_is_no_business_of_a_web_process(tmp_path, imported):
    look = f"import sys, {imported}; sys.exit('weasyprint' in sys.modules)"
    if imported == "koers.wsgi":
        look = f"from django.test import Client; import {imported}; Client().get('/aanmelden/'); {look}"
    env = {**os.environ, "KOERS_MODE": "test", "KOERS_DATA": str(tmp_path)}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", look], cwd=ROOT, env=env, check=True, timeout=60)
