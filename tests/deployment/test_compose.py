"""docker-compose.yml, without an engine: every service's own command and environment on real servers, to a PDF."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from koers.management.processen import wait_until
from tests.deployment.compose import SECRETS, Machine, NotSet, load

OURS = ("migrate", "web", "worker-pages", "worker-documents", "beat")
RIK = ("rik@gemeente.nl", "een lange zin voor de test")
# A portal that has worked for a quarter: both sources, and an editor with a second factor. Prints a code of theirs.
FILL = f"""
import koers, django; django.setup()
from koers.eigenaren.services.mensen import invite_gebruiker
from koers.lib import klok
from koers.management.seed.loader import load_sources
load_sources()
rik = invite_gebruiker(actor=None, email={RIK[0]!r}, naam="Rik", rol="redacteur", vanaf=klok.today(), now=klok.now())
rik.set_password({RIK[1]!r}); rik.save()
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from koers.toegang.factoren import recovery_codes
TOTP.activate(rik, generate_totp_secret()); RecoveryCodes.activate(rik)
print(recovery_codes(rik)[0])
"""


class Browser:
    """A person behind the proxy that ends TLS: plain HTTP here, with what the proxy tells. Keeps cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Status, where it leads to (if it does), body."""
        headers = {
            "Host": "koers.example",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Referer": "https://koers.example/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        connection.close()
        return answer.status, answer.getheader("Location", ""), content

    def page(self, path: str) -> str:
        status, _, content = self.ask("GET", path)
        assert status == 200, (path, status)
        return unescape(content.decode())

    def send(self, path: str, page: str, **fields: str) -> str:
        """Send a form of that page; the path it leads to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        status, location, _ = self.ask("POST", path, {"csrfmiddlewaretoken": token[1], **fields})
        assert status == 302, (path, status)
        return location


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def machine(servers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("machine")
    (folder / "data").mkdir()
    return Machine(folder, free_port(), servers)


@pytest.fixture(scope="module")
def portal(machine: Machine) -> Iterator[Machine]:
    """Every service of ours, started in the order that the file asks for."""
    services = load(SECRETS)["services"]
    running = []
    try:
        migrated = machine.run("migrate", services["migrate"], services["migrate"]["command"])
        assert migrated.returncode == 0, migrated.stderr
        collected = machine.run("web", services["web"], ["python", "manage.py", "collectstatic", "--no-input"])
        assert collected.returncode == 0, collected.stderr
        filled = machine.run("web", services["web"], ["python", "-c", FILL])
        assert filled.returncode == 0, filled.stderr
        running = [machine.start(name, services[name]) for name in OURS if name != "migrate"]
        for name in OURS[1:]:
            healthy = wait_until(lambda name=name: machine.is_healthy(name, services[name]), 90)
            assert healthy, (name, (machine.folder / f"{name}.log").read_text())
        machine.code = filled.stdout.split()[-1]
        yield machine
        assert all(process.poll() is None for process in running), "a service ended by itself"
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGTERM)
        for process in running:
            process.wait(60)


def test_from_signing_in_by_the_button_to_the_pdf(portal):
    browser = Browser(portal.web_port)
    page = browser.page("/aanmelden/")
    second = browser.send("/aanmelden/", page, username=RIK[0], password=RIK[1])
    assert second == "/aanmelden/code/"
    assert browser.ask("GET", "/documenten/")[0] == 302, "a password alone opens nothing in production"
    browser.send(second, browser.page(second), code=portal.code)
    assert {"__Host-sessionid", "__Host-csrftoken"} <= set(browser.cookies)
    page = browser.page("/documenten/")
    follow = browser.send("/documenten/maken/", page, soort="kwartaalupdate", periode="2026-Q1")
    assert wait_until(lambda: "Naar Kwartaalupdate" in browser.page(follow), 120), browser.page(follow)
    detail = browser.page("/documenten/kwartaalupdate/2026-Q1/")
    [address] = set(re.findall(r'href="(/documenten/kwartaalupdate/2026-Q1/versies/1/pdf/)"', detail))
    status, _, content = browser.ask("GET", address)
    assert status == 200
    assert content.startswith(b"%PDF-")
    logs = "".join(path.read_text() for path in portal.folder.glob("*.log"))
    assert "Traceback" not in logs
    assert RIK[0] not in logs


def test_a_plain_http_question_is_sent_to_https_and_a_foreign_host_is_refused(portal):
    for headers, expected in (({"Host": "koers.example"}, 301), ({"Host": "kwaad.example"}, 400)):
        connection = HTTPConnection("127.0.0.1", portal.web_port, timeout=30)
        connection.request("GET", "/aanmelden/", headers=headers)
        assert connection.getresponse().status == expected
        connection.close()


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_without_a_secret_nothing_starts_and_the_file_says_which(name):
    with pytest.raises(NotSet, match=f"set {name} in .env"):
        load({key: value for key, value in SECRETS.items() if key != name})


def test_no_service_has_more_than_it_needs():
    for name, service in load(SECRETS)["services"].items():
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "privileged" not in service
        if name != "migrate":
            assert service["healthcheck"]["test"][0] == "CMD", name
        if name != "database":
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
    assert load(SECRETS)["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_queue_keeps_what_it_was_given():
    command = load(SECRETS)["services"]["queue"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
