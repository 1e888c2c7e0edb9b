"""A promise in the browser: Tom makes one, Rik approves, and a quarter later Tom tells what came of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from projecten.models import Afdoening, Toezegging
from tests.projecten.rondes import AMSTERDAM, MAART, Spel, make_spel, set_clock
from tests.projecten.streek import make_ronde

pytestmark = pytest.mark.browser
JUNI = datetime(2026, 6, 10, 9, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def spel(transactional_db, tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    make_ronde(2026, 2)
    return spel


def hand_in_and_approve(page: Page, desk: Page, ronde: str) -> None:
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Ingediend: Mantelzorg.").first).to_be_visible()
    desk.goto("/beoordelen/")
    desk.get_by_role("link", name=f"Mantelzorg regionaal, {ronde}").first.click()


def test_a_promise_is_made_approved_and_answered(spel, pagina, axe, tom, rik, monkeypatch):
    mine, desk = pagina(tom), pagina(rik)
    mine.goto("/projecten/mantelzorg/voortgang/2026-Q1/")
    mine.get_by_label("Bericht 1", exact=True).fill("De opleiding begint in juni.")
    mine.get_by_role("button", name="Maak er een toezegging van voor juni 2026").click()
    expect(mine.get_by_label("Voor wanneer").first).to_have_value("juni 2026")
    axe(mine)
    hand_in_and_approve(mine, desk, "Q1 2026")
    expect(desk.get_by_text("toezegging voor juni 2026")).to_be_visible()
    desk.get_by_role("button", name="Keur goed", exact=True).click()
    expect(desk.get_by_text("Goedgekeurd: Mantelzorg.").first).to_be_visible()
    assert Toezegging.objects.get().datum == date(2026, 6, 1)

    set_clock(monkeypatch, JUNI)
    mine.goto("/projecten/mantelzorg/voortgang/2026-Q2/")
    mine.get_by_label("Bericht 1", exact=True).fill("Er is nieuws.")
    mine.get_by_role("button", name="Indienen").click()
    mine.get_by_role("alert").get_by_role("link", name="In Q1 2026 toegezegd voor juni 2026").click()
    mine.get_by_text("later", exact=True).click()
    mine.get_by_label("Voor wanneer nu").fill("september")
    mine.get_by_label("Toelichting").first.fill("De zaal is nog niet klaar.")
    axe(mine)
    mine.get_by_role("button", name="Zet dit als bericht in de tekst").click()
    expect(mine.get_by_label("Bericht 2", exact=True)).to_have_value(
        "In Q1 2026 toegezegd voor juni 2026: De opleiding begint in juni – verschoven naar september 2026. "
        "De zaal is nog niet klaar."
    )
    hand_in_and_approve(mine, desk, "Q2 2026")
    expect(desk.get_by_text("Verschoven naar september 2026: De zaal is nog niet klaar.")).to_be_visible()
    axe(desk)
    desk.get_by_role("button", name="Keur goed", exact=True).click()
    expect(desk.get_by_text("Goedgekeurd: Mantelzorg.").first).to_be_visible()
    assert Afdoening.objects.get().datum == date(2026, 9, 1)

    mine.goto("/regio/toezeggingen/")
    expect(mine.get_by_text("eerst voor juni 2026")).to_be_visible()
    axe(mine)
