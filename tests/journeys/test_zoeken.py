"""Olga searches from the head of a page, by mouse and by keyboard, wide and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.projecten.streek import approve, make_project, make_ronde, make_thema


@pytest.fixture
def streek(transactional_db, almelo):
    """A project under another name than before, with public news and a bullet for the team."""
    project = make_project("mantelzorg", "Mantelzorg", make_thema("ouderen", "Ouderen", 4))
    approve(make_ronde(2025, 3), "Er is een webinar over mantelzorg.", intern="Mantelzorg: intern.", project=project)
    return project


@pytest.mark.parametrize("breed", [1280, 360])
def test_from_a_word_to_what_was_found(pagina, axe, streek, olga, breed):
    page = pagina(olga, width=breed)
    page.goto("/regio/")
    if breed < 1000:
        page.get_by_role("button", name="Menu").click()
        axe(page)
    page.get_by_role("searchbox", name="Zoek in projecten, nieuws, partners en documenten").fill("mantelz")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=mantelz$"))
    expect(page.get_by_text("2 resultaten voor “mantelz”.")).to_be_visible()
    expect(page.get_by_text("intern")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name="nieuws (1)").click()
    expect(page.get_by_role("listitem").filter(has_text="webinar").locator("mark").last).to_have_text("mantelzorg")
    page.get_by_role("searchbox", name="Wat zoekt u?").fill("xyzzy")
    page.get_by_role("search", name="Zoek opnieuw").get_by_role("button").click()
    expect(page.get_by_text("Niets gevonden voor “xyzzy”.")).to_be_visible()
    axe(page)
    page.get_by_role("searchbox", name="Wat zoekt u?").fill("*")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Wat zoekt u?")).to_have_accessible_description(
        re.compile("Schrijf een woord")
    )
    axe(page)
    page.goto("/zoeken/?q=mantelz&soort=project")
    page.get_by_role("link", name="Mantelzorg", exact=True).click()
    expect(page.get_by_role("heading", name="Mantelzorg", level=1)).to_be_visible()
