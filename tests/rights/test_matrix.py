"""Every address × every person, walked from the URL resolver: nothing is open that nobody declared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import resolve

from koers.lib import klok
from koers.toegang.rights import PUBLIC, declared
from tests.rights.matrix import PEOPLE, Row, ask, code, parse, walk
from tests.rights.table import TABLE
from tests.wereld import CAST, Wereld

ROWS = parse(TABLE)
ADDRESSES = list(walk())
# For whoever is signed in, whatever the role.
SIGNED_IN_PAGES = (
    "toegang:account",
    "toegang:confirm",
    "toegang:password_change",
    "toegang:factor_first",
    "toegang:app_add",
    "toegang:key_add",
    "toegang:codes",
    "toegang:factor_remove",
    "toegang:oidc_join",
    "toegang:gegevens_detail",
    "toegang:gegevens_export",
    "start",
    "toegang:sign_out",
    "ui:componenten",
    "toegang:sleutel_list",
    "toegang:sleutel_create",
)
# Where what the world keeps secret stands, for whoever may read it.
PLACES = (
    "projecten:voortgang_detail",
    "projecten:toezegging_list",
    "financien:boeking_edit",
    "rapportage:eigenaar_detail",
)


@pytest.mark.parametrize(("name", "route", "view"), ADDRESSES, ids=[f"{name} {route}" for name, route, _ in ADDRESSES])
def test_a_view_says_who_it_is_for(name, route, view):
    assert declared(view), f"{name} ({route}) is declared for nobody: give it @right(...), @signed_in or @public"


def answers(row: Row, wereld: Wereld, browser_of) -> tuple[dict[str, str], list[str]]:
    """What everyone gets, each request undone; and the secrets that were shown to someone who may not know them."""
    found, leaks = {}, []
    for naam in PEOPLE:
        with transaction.atomic():
            response = ask(browser_of(naam), row, row.url(wereld))
            transaction.set_rollback(True)
        found[naam] = code(row.method, response)
        text = "" if response.streaming else response.content.decode(errors="replace")
        leaks += [
            f"{naam} reads {geheim}" for geheim, may in wereld.geheimen.items() if geheim in text and naam not in may
        ]
    return found, leaks


@pytest.mark.once
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_address_answers_each_as_the_table_says(row, wereld, browser_of):
    found, leaks = answers(row, wereld, browser_of)
    wrong = [f"{naam}: {found[naam]}, not {row.expected[naam]}" for naam in PEOPLE if found[naam] != row.expected[naam]]
    assert not wrong, f"{row.id}\n" + "\n".join(wrong)
    assert not leaks


def test_every_secret_can_be_read_by_whoever_may(wereld, browser_of):
    """Else the rows above could not catch a leak."""
    urls = [row.url(wereld) for row in ROWS if row.name in PLACES and row.method == "GET"]
    for geheim, may in wereld.geheimen.items():
        for naam in may:
            client = browser_of(naam)
            assert any(geheim in client.get(url).content.decode() for url in urls), f"{naam} never reads {geheim}"


def test_every_address_has_a_row(wereld):
    walked = {(name, route) for name, route, _ in ADDRESSES}
    tried = {(row.name, resolve(row.url(wereld)).route) for row in ROWS}
    missing = [f"{name} ({route})" for name, route in sorted(walked - tried)]
    assert not missing, "no row in tests/rights/table.py for " + ", ".join(missing)


def test_a_passer_by_is_sent_to_sign_in_from_everything_that_is_not_public():
    public = {name for name, _, view in ADDRESSES if declared(view) == PUBLIC}
    out = {False: "in", True: "401"}
    wrong = [
        row.id for row in ROWS if row.name not in public and row.expected["niemand"] != out[row.name.startswith("api:")]
    ]
    assert not wrong


@pytest.mark.once
@pytest.mark.parametrize("naam", CAST)
def test_the_day_after_the_last_day_of_the_role_every_door_is_shut(naam, wereld, browser_of):
    """In a session that was open: only what is public, and where one lands, is left."""
    rollen = wereld.mensen[naam].aanstellingen
    rollen.update(tot=klok.today() - timedelta(days=1))
    open_doors = []
    for row in ROWS:
        if row.method != "GET" or row.name in SIGNED_IN_PAGES:
            continue
        answer = code("GET", browser_of(naam).get(row.url(wereld)))
        public = code("GET", browser_of("niemand").get(row.url(wereld))) if answer not in ("403", "404") else ""
        if public in ("in", "401") or (public and row.expected["niemand"] in ("in", "401")):
            open_doors.append(f"{row.id}: {answer}")
    assert not open_doors, "\n".join(open_doors)


@pytest.mark.parametrize("naam", CAST)
def test_on_the_last_day_of_the_role_its_doors_are_still_open(naam, wereld, browser_of):
    wereld.mensen[naam].aanstellingen.update(tot=klok.today())
    row = next(row for row in ROWS if row.name == "projecten:project_list")
    assert code("GET", browser_of(naam).get(row.url(wereld))) == "200"
