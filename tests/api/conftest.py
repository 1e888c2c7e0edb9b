"""The world of the rights table, asked through the API: each of the cast with a key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from koers.lib import klok
from koers.toegang.models import Gebruiker, Sleutel
from koers.toegang.sleutels import create_sleutel
from tests.rights.conftest import _sessions, _wereld, browser_of, wereld  # noqa: F401 (fixtures)

API = "/api/v1"
_number = count()


def make_key(gebruiker: Gebruiker, bereik: str = Sleutel.Bereik.VOORTGANG, dagen: int = 30) -> str:
    """The text of a new key."""
    _, tekst = create_sleutel(actor=gebruiker, naam=f"test {next(_number)}", bereik=bereik, dagen=dagen, now=klok.now())
    return tekst


class Caller:
    """Another system, with a key or without: every call as it would come over the line."""

    def __init__(self, key: str = "") -> None:
        self.key = key
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        known = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, (bytes, str)) or body is None else json.dumps(body)
        kind = sent.pop("Content-Type", "application/json")
        return self.client.generic(method, f"{API}{path}", data or b"", kind, headers=known | sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self("GET", path, **headers)


@pytest.fixture(autouse=True)
def _no_old_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def caller(wereld) -> Callable[..., Caller]:  # noqa: F811
    """`caller("tom")` calls with a key of Tom's; `caller()` with none."""

    def make(naam: str = "", bereik: str = Sleutel.Bereik.VOORTGANG) -> Caller:
        return Caller(make_key(wereld.mensen[naam], bereik) if naam else "")

    return make


def problem(response: HttpResponse, status: int, naam: str) -> dict[str, Any]:
    """The body of an error, after checking that it has the form that every error has."""
    assert response.status_code == status, response.content[:500]
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"] == "1.0.0"
    body = json.loads(response.content)
    assert body["type"] == f"urn:koers:probleem:{naam}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"].endswith((".", "…"))
    return body
