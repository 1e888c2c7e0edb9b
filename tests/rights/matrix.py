"""URL × person: what each address answers to each of the cast, from a table that people can read.

Codes: 200 a page · 302 done, and on · in = sent to sign in, or told to · 401 the API's way of saying so · 403 visible
but not allowed · 404 not there for this person · 405 allowed, by another method · form = allowed, but nothing was
filled in, so the form comes back. Arguments: `slug=hengelo`, or `pk=@olga` for what tests/wereld.py calls so. A row
`POST` sends a form without any of its fields; to the API an object with a field that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.wereld import CAST, Wereld

PEOPLE = ("niemand", *CAST)


@dataclass(frozen=True)
class Row:
    """One address with one method, and what it answers to whom."""

    method: str
    name: str
    args: tuple[tuple[str, str], ...]
    expected: dict[str, str]

    @property
    def id(self) -> str:
        return " ".join([self.method, self.name, *(f"{key}={value}" for key, value in self.args)])

    def url(self, wereld: Wereld) -> str:
        kwargs = {key: wereld.namen[value[1:]] if value.startswith("@") else value for key, value in self.args}
        return reverse(self.name, kwargs=kwargs)


def parse(table: str) -> list[Row]:
    """The rows of the table; ValueError where a row has not a code for everyone."""
    lines = [line.split("#")[0].rstrip() for line in table.splitlines()]
    head, *rows = [line for line in lines if line.strip()]
    people = head.split("|")[1].split()
    if tuple(people) != PEOPLE:
        raise ValueError(f"the table is about {people}, not {PEOPLE}")
    return [_row(line) for line in rows]


def _row(line: str) -> Row:
    address, _, codes = line.partition("|")
    method, name, *rest = address.split()
    found = codes.split()
    if len(found) == 1:
        found *= len(PEOPLE)
    if len(found) != len(PEOPLE):
        raise ValueError(f"{len(found)} codes for {len(PEOPLE)} people: {line}")
    args = tuple((key, value) for key, _, value in (part.partition("=") for part in rest))
    return Row(method, name, args, dict(zip(PEOPLE, found, strict=True)))


def code(method: str, response: HttpResponse) -> str:
    """What an answer is in the words of the table."""
    if response.status_code == 302 and response["Location"].startswith("/aanmelden/?next="):
        return "in"
    if method == "POST" and response.status_code == 401 and 'href="/aanmelden/"' in response.content.decode():
        return "in"
    if method in ("POST", "PUT") and response.status_code in (200, 400, 409, 422):
        return "form"
    return str(response.status_code)


def ask(client: Client, row: Row, url: str) -> HttpResponse:
    """The answer to a row."""
    if row.name.startswith("api:") and row.method in ("POST", "PUT"):
        send = client.post if row.method == "POST" else client.put
        return send(url, {"niets": "1"}, content_type="application/json", headers={"If-Match": '"1-0000000000000000"'})
    return client.post(url, {"niets": "1"}) if row.method == "POST" else client.get(url)


def walk(resolver: URLResolver | None = None, namespace: str = "", before: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every address of the portal: name, route and view."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            own = f"{part.namespace}:" if part.namespace else namespace
            yield from walk(part, own, before + str(part.pattern))
        elif isinstance(part, URLPattern):
            yield f"{namespace}{part.name}", before + str(part.pattern), part.callback
