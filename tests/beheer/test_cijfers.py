"""Figures for Prometheus, and errors to Sentry: what they count and send, and what they never hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
import sentry_sdk
from django.core import mail
from django.core.mail import send_mail
from prometheus_client import REGISTRY, generate_latest
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from koers.beheer import cijfers, draad, sentry
from koers.lib import klok
from koers.opdrachten import services

ROOT = Path(__file__).resolve().parents[2]


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.django_db
def test_an_answer_is_counted_by_the_name_of_its_view_and_a_probe_is_not(client):
    labels = {"view": "toegang:sign_in", "method": "GET", "status": "200"}
    before = value("koers_requests_total", **labels), value("koers_request_seconds_count", view="toegang:sign_in")
    client.get("/aanmelden/?email=olga@koers.example")
    client.get("/gezond")
    after = value("koers_requests_total", **labels), value("koers_request_seconds_count", view="toegang:sign_in")
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1]
    text = generate_latest(REGISTRY).decode()
    assert "olga" not in text
    assert "gezond" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/metrics", "/metrics/"])
def test_the_public_port_tells_no_figures(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_queue_and_builds_are_read_from_the_database(rik):
    now = klok.now()

    def ask(sleutel: str, ago: int) -> services.Opdracht:
        then = now - timedelta(seconds=ago)
        return services.enqueue(actor=rik, taak="een.taak", sleutel=sleutel, argumenten={}, now=then)

    for sleutel, seconds in (("a", 3), ("b", 40)):
        opdracht = services.claim(ask(sleutel, 100).pk, now=now)
        services.finish(opdracht, resultaat={}, now=now - timedelta(seconds=100 - seconds))
    failed = services.claim(ask("c", 100).pk, now=now)
    services.fail(failed, melding="De schijf is vol.", now=now)
    ask("d", 75)
    text = generate_latest(cijfers.registry()).decode()
    assert 'koers_builds_total{outcome="klaar",task="een.taak"} 2.0' in text
    assert 'koers_builds_total{outcome="mislukt",task="een.taak"} 1.0' in text
    assert 'koers_build_seconds_bucket{le="5.0",task="een.taak"} 1.0' in text
    assert 'koers_build_seconds_bucket{le="60.0",task="een.taak"} 2.0' in text
    assert 'koers_build_seconds_sum{task="een.taak"} 143.0' in text
    assert 'koers_queue_length{staat="wacht"} 1.0' in text
    [age] = [float(line.split()[1]) for line in text.splitlines() if line.startswith("koers_queue_age_seconds ")]
    assert 75 <= age < 175
    assert 'koers_part_works{part="database"} 1.0' in text
    assert "schijf is vol" not in text


def test_mails_are_counted_by_outcome(settings):
    settings.EMAIL_BACKEND = "koers.beheer.mail.CountingBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    sent, failed = value("koers_mails_total", outcome="sent"), value("koers_mails_total", outcome="failed")
    send_mail("Onderwerp", "Tekst", None, ["olga@koers.example"])
    assert len(mail.outbox) == 1
    assert value("koers_mails_total", outcome="sent") == sent + 1
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError, match="refused"):
        send_mail("Onderwerp", "Tekst", None, ["olga@koers.example"])
    assert value("koers_mails_total", outcome="sent") == sent + 1
    assert value("koers_mails_total", outcome="failed") == failed + 1


COUNT = "import django; django.setup(); from koers.beheer.cijfers import *; count_request('a:b', 'GET', 200, 0.02)"


def test_what_several_processes_counted_is_added_up_at_a_port_of_its_own(tmp_path):
    """Real processes; the database has no tables here, which is told and does no harm."""
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("DATABASE")},
        "KOERS_MODE": "demo",
        "KOERS_DATA": str(tmp_path),
        "KOERS_METRICS": str(tmp_path / "cijfers"),
        "DJANGO_SETTINGS_MODULE": "koers.settings",
    }
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "manage.py", "metrics", "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        address = (server.stdout.readline() if server.stdout else "").strip()
        with urlopen(address) as page:
            text = page.read().decode()
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)
    assert 'koers_requests_total{method="GET",status="200",view="a:b"} 2.0' in text
    assert 'koers_part_works{part="wachtrij"} 0.0' in text
    assert server.returncode == 0
    done = subprocess.run([*command, "--empty"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "4 files removed\n"


class Caught(Transport):
    """Keeps what would have been sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope.serialize().decode())


@pytest.fixture
def caught():
    transport = Caught()
    with sentry_sdk.isolation_scope():
        sentry.begin("https://key@sentry.example/1", environment="test", transport=transport)
        yield transport.sent
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


@pytest.mark.django_db
def test_an_error_reaches_sentry_without_the_person_the_address_or_the_text(caught, as_user, bea, monkeypatch):
    def breaks(keuze: object, voor: str) -> None:
        raise ValueError(f"geheime tekst van {bea.naam}: {voor}")

    monkeypatch.setattr("koers.toegang.views.log.log_page", breaks)
    client = as_user(bea)
    client.raise_request_exception = False
    headers = {"user-agent": "browser-van-bea", "x-forwarded-for": "10.9.8.7"}
    number = client.get("/logboek/", {"voor": "geheime vraag"}, headers=headers)["X-Request-ID"]
    told = "\n".join(caught)
    assert '"type":"ValueError"' in told
    assert '"function":"log_list"' in told
    assert number in told
    for secret in (bea.naam, bea.email, "geheime tekst", "geheime vraag", "browser-van-bea", "10.9.8.7", "sessionid"):
        assert secret not in told


def test_a_line_of_the_log_that_becomes_an_event_says_only_whose_it_is(caught):
    token = draad.current.set("x" * 20)
    sentry_sdk.set_user({"email": "olga@koers.example"})
    sentry_sdk.set_extra("tekst", "geheim")
    sentry_sdk.capture_message("geheime regel over olga@koers.example")
    draad.current.reset(token)
    told = "\n".join(caught)
    assert "a line of the log" in told
    assert "geheim" not in told
    assert "olga" not in told
