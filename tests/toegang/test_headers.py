"""What the portal tells a browser: trust.md's list, on a page, on a refusal and on an error alike."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse

from koers.toegang.middleware import BrowserLimits
from tests.conftest import WACHTWOORD

ROOT = Path(__file__).resolve().parents[2]

ANSWERS = """
import json, django
from django.conf import settings
# As production, but for the folder of collected files, which takes long to make.
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
answers = {}
for address in ("/wachtwoord/vergeten/", "/logboek/", "/bestaat-niet/", "/gezond", "/.well-known/security.txt"):
    answer = client.get(address, secure=True, headers={"host": "koers.example"})
    cookies = [morsel.OutputString() for morsel in answer.cookies.values()]
    answers[address] = {"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies}
print(json.dumps(answers))
"""

PRODUCTION = """
import json, django
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS", "DEBUG"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/aanmelden/", 200), ("/logboek/", 302), ("/bestaat-niet/", 404)])
def test_every_answer_carries_the_headers_that_protect_it(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.django_db
def test_a_page_of_the_signed_in_is_kept_in_no_store(as_user, bea):
    assert as_user(bea).get("/logboek/")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client, tom):
    client.post("/aanmelden/", {"username": tom.email, "password": WACHTWOORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_in_production_every_real_answer_carries_every_header_and_a_guarded_cookie(tmp_path):
    environment = {
        **os.environ,
        "KOERS_MODE": "production",
        "KOERS_SECRET_KEY": secrets.token_urlsafe(60),
        "KOERS_HOSTS": "koers.example",
        "KOERS_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "koers.settings",
        "DATABASE_URL": "postgres://koers:koers@127.0.0.1:1/koers",
    }
    command = [sys.executable, "-c", ANSWERS]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    answers = json.loads(run.stdout)
    assert {address: answer["status"] for address, answer in answers.items()} == {
        "/wachtwoord/vergeten/": 200,
        "/logboek/": 302,
        "/bestaat-niet/": 404,
        "/gezond": 200,
        "/.well-known/security.txt": 200,
    }
    for address, answer in answers.items():
        headers = answer["headers"]
        assert "unsafe" not in headers["Content-Security-Policy"], address
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload", address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", address
        assert "camera=()" in headers["Permissions-Policy"], address
    [cookie] = answers["/wachtwoord/vergeten/"]["cookies"]
    assert cookie.startswith("__Host-csrftoken=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_in_production_cookies_are_bound_to_the_host_and_to_https():
    environment = {
        **os.environ,
        "KOERS_MODE": "production",
        "KOERS_SECRET_KEY": "koers" * 12,
        "KOERS_HOSTS": "koers.example",
        "DJANGO_SETTINGS_MODULE": "koers.settings",
        "DATABASE_URL": "postgres://koers:koers@127.0.0.1:5432/koers",
    }
    run = subprocess.run(
        [sys.executable, "-c", PRODUCTION], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "DEBUG": False,
    }


def test_browser_limits_leave_a_header_that_a_view_set_itself():
    answer = BrowserLimits(lambda request: HttpResponse(headers={"Permissions-Policy": "camera=(self)"}))(None)
    assert answer["Permissions-Policy"] == "camera=(self)"
