"""No input makes a 500: every address with arguments, questions and form fields that nobody should send."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import get_resolver

from tests.rights.matrix import Row, parse, walk
from tests.rights.table import TABLE

SCRIPT = "<script>alert(1)</script>"
QUESTIONS = ("9" * 40, f"\x00{SCRIPT}", "²")
PARAMETERS = ("peildatum", "jaar", "*")
OTHERS = (
    "voor",
    "toon",
    "bij",
    "met",
    "eigenaar",
    "kaart",
    "thema",
    "staat",
    "stap",
    "sorteer",
    "op",
    "q",
    "soort",
    "blad",
    "pagina",
)
FIELDS = ("\x00", "9" * 60, SCRIPT, "x" * 200_000, "[x](javascript:alert(1))" * 50)
VIEWERS = ("bente", "frank", "rik", "bea", "tom", "pia", "olga", "niemand")


def viewer(row: Row) -> str:
    return next((naam for naam in VIEWERS if row.expected[naam] == "200"), "")


def pages() -> list[tuple[Row, str]]:
    """The first row of every address that answers with a page, and who gets it."""
    found: dict[str, tuple[Row, str]] = {}
    for row in parse(TABLE):
        if row.method == "GET" and (naam := viewer(row)):
            found.setdefault(row.name, (row, naam))
    return list(found.values())


PAGES = pages()
IDS = [row.id for row, _ in PAGES]


@pytest.mark.parametrize(("row", "naam"), PAGES, ids=IDS)
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_question_that_cannot_be_is_answered_not_broken(row, naam, parameter, wereld, browser_of):
    client = browser_of(naam)
    for value in QUESTIONS:
        query = dict.fromkeys(OTHERS, value) if parameter == "*" else {parameter: value}
        response = client.get(row.url(wereld), query)
        assert response.status_code < 500, query
        assert response.streaming or SCRIPT.encode() not in response.content


ROUTES = sorted({route for _, route, _ in walk(get_resolver()) if "<" in route})


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("naam", ["bente", "frank", "bea", "niemand"])
def test_an_address_of_something_that_cannot_be_is_not_found_or_refused(route, naam, wereld, browser_of):
    for text in ("x" * 300, "²" * 3, "'%22%00"):
        path = re.sub(r"<(\w+:)?\w+>", lambda match, text=text: "9" * 30 if match[1] == "int:" else text, route)
        response = browser_of(naam).get(f"/{path}")
        assert response.status_code in (200, 302, 400, 401, 403, 404, 405), path
        assert response.status_code != 200 or "werkt niet meer" in response.content.decode()


def fields_of(html: str) -> list[str]:
    """The names of every field of every form on the page."""
    names = re.findall(r"<(?:input|select|textarea|button)[^>]*\bname=\"([^\"]+)\"", html)
    return sorted(set(names) - {"csrfmiddlewaretoken"})


FORMS = [(row, naam) for row, naam in PAGES if not row.name.endswith(("_list", "_detail", "sign_out"))]


@pytest.mark.parametrize(("row", "naam"), FORMS, ids=[row.id for row, _ in FORMS])
def test_a_form_full_of_what_nobody_should_send_is_refused_not_broken(row, naam, wereld, browser_of):
    client, url = browser_of(naam), row.url(wereld)
    page = client.get(url)
    names = [] if page.streaming else fields_of(page.content.decode(errors="replace"))
    for value in FIELDS if names else ():
        with transaction.atomic():
            response = client.post(url, dict.fromkeys(names, value))
            transaction.set_rollback(True)
        assert response.status_code < 500, (value[:30], names)
        assert SCRIPT.encode() not in response.content
