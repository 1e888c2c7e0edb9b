"""Where each of the cast begins after signing in, and which places the menu offers."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

BEGIN = {
    "menno": "/eigenaren/menzis/",
    "olga": "/eigenaren/hengelo/",
    "anna": "/eigenaren/almelo/",
    "aad": "/eigenaren/almelo/",
    "bram": "/documenten/",
    "pia": "/taken/",
    "tom": "/taken/",
    "rik": "/taken/",
    "bente": "/taken/",
    "frank": "/taken/",
    "bea": "/mensen/",
}


@pytest.mark.parametrize(("naam", "begin"), BEGIN.items())
def test_each_lands_where_the_work_is(naam, begin, wereld, browser_of):
    client = browser_of(naam)
    assert client.get("/").url == begin
    assert client.get(begin).status_code == 200


@pytest.mark.parametrize("naam", BEGIN)
def test_the_menu_offers_nothing_that_is_refused(naam, wereld, browser_of):
    client = browser_of(naam)
    html = client.get(BEGIN[naam]).content.decode()
    menu = re.search(r'<nav id="menu".*?</nav>', html, re.S)
    assert menu
    places = re.findall(r'href="(/[^"]*)"', menu[0])
    assert len(places) >= 3
    for place in places:
        assert resolve(place)
        assert client.get(place).status_code == 200, place


@pytest.mark.parametrize("naam", ["niemand", *BEGIN])
def test_the_foot_of_a_page_leads_somewhere_for_everyone(naam, wereld, browser_of):
    client = browser_of(naam)
    html = client.get("/privacy/").content.decode()
    foot = html[html.index('<footer class="voet"') :]
    places = re.findall(r'href="(/[^"]*)"', foot)
    assert "/toegankelijkheid/" in places
    assert {client.get(place).status_code for place in places} == {200}
