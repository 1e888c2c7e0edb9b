"""A quarter in the browser: Tom writes and hands in, Rik returns, Tom mends, Rik approves; Pia enters Almelo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from projecten.models import Voortgang
from tests.projecten.rondes import MAART, Spel, make_spel, set_clock
from tests.projecten.streek import approve, make_ronde

pytestmark = pytest.mark.browser


@pytest.fixture
def spel(transactional_db, tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    approve(make_ronde(2025, 4), "Zes gemeenten doen mee.", "De opleiding is begonnen.", project=spel.mantelzorg)
    return spel


def text(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def test_from_entry_to_approval(spel, pagina, axe, tom, rik, bente):
    mine = pagina(tom)
    mine.goto("/taken/")
    axe(mine)
    mine.get_by_role("link", name="Mantelzorg").click()
    axe(mine)

    mine.get_by_role("button", name="Neem over in bericht 1").click()
    expect(mine.get_by_label("Bericht 1", exact=True)).to_have_value("Zes gemeenten doen mee.")
    mine.get_by_label("Bericht 1", exact=True).fill("7 gemeenten doen mee.")
    mine.get_by_role("group", name="Tijd").get_by_text("oranje").click()
    mine.get_by_role("button", name="Opslaan als concept").last.click()
    text(mine, "Opgeslagen om 09:00.")

    elsewhere = pagina(tom, width=360)
    elsewhere.goto("/projecten/mantelzorg/voortgang/2026-Q1/")
    expect(elsewhere.get_by_label("Bericht 1", exact=True)).to_have_value("7 gemeenten doen mee.")
    assert elsewhere.evaluate("document.documentElement.scrollWidth") <= 360
    axe(elsewhere)

    mine.get_by_role("button", name="Indienen").click()
    missing = mine.get_by_role("alert")
    expect(missing).to_contain_text("Tijd staat op oranje")
    axe(mine)
    missing.get_by_role("link", name=re.compile("Tijd staat op oranje")).click()
    mine.get_by_label(re.compile("Toelichting bij Tijd")).fill("De opleiding loopt een maand achter.")
    mine.get_by_role("button", name="Indienen").click()
    text(mine, "Ingediend: Mantelzorg.")
    axe(mine)

    desk = pagina(rik)
    desk.goto("/beoordelen/")
    axe(desk)
    desk.get_by_role("link", name=re.compile("Mantelzorg.*nieuw")).click()
    expect(desk.locator("ins").first).to_have_text(re.compile("7"))
    axe(desk)
    desk.get_by_role("button", name="Stuur terug").click()
    expect(desk.get_by_role("alert")).to_contain_text("Schrijf wat er anders moet")
    desk.get_by_label("Opmerking aan de auteur").fill("Schrijf zeven uit.")
    desk.get_by_role("button", name="Stuur terug").click()
    text(desk, "Teruggestuurd: Mantelzorg.")

    mine.goto("/taken/")
    text(mine, "Schrijf zeven uit.")
    mine.get_by_role("link", name="Mantelzorg").click()
    mine.get_by_label("Bericht 1", exact=True).fill("Zeven gemeenten doen mee.")
    mine.get_by_role("button", name="Indienen").click()
    text(mine, "Ingediend: Mantelzorg.")

    desk.goto("/beoordelen/")
    desk.get_by_role("link", name=re.compile("Mantelzorg.*2e keer")).click()
    expect(desk.locator("del").first).to_have_text(re.compile("7"))
    desk.get_by_role("button", name="Keur goed").click()
    text(desk, "Goedgekeurd: Mantelzorg.")

    mine.goto("/projecten/mantelzorg/voortgang/2026-Q1/")
    text(mine, "Op slot")
    text(mine, "Goedgekeurd door Rik Test op 10 maart 2026 om 09:00 en daarom op slot.")
    axe(mine)

    board = pagina(bente)
    board.goto("/rondes/2026-Q1/")
    text(board, "goedgekeurd")
    axe(board)
    board.get_by_role("link", name="Lees Mantelzorg").click()
    board.get_by_role("link", name="Heropen").click()
    axe(board)
    board.get_by_label("Tot en met").fill("2026-03-20")
    board.get_by_label("Waarom").fill("Het aantal klopt niet.")
    board.get_by_role("button", name="Heropen").click()
    text(board, "Heropend: Mantelzorg.")


def test_pia_enters_almelo_without_javascript(spel, pagina, axe, pia):
    page = pagina(pia, java_script_enabled=False)
    page.goto("/taken/")
    page.get_by_role("link", name="Mantelzorg").click()
    page.get_by_label("Bericht 1", exact=True).fill("Almelo opende een steunpunt.")
    page.get_by_role("button", name="Voeg een bericht toe").click()
    page.get_by_label("Bericht 2", exact=True).fill("Er komen **drie** vrijwilligers bij.")
    page.get_by_role("button", name="Voeg een bericht toe").click()
    page.get_by_role("button", name="Verwijder bericht 3").click()
    expect(page.get_by_label("Bericht 1", exact=True)).to_have_value("Almelo opende een steunpunt.")
    page.get_by_role("button", name="Indienen").click()
    text(page, "Ingediend: Mantelzorg in Almelo.")
    expect(page.locator("strong", has_text="drie")).to_be_visible()
    entry = Voortgang.objects.get(gemeente=spel.almelo)
    assert [bericht.tekst for bericht in entry.berichten.all()] == [
        "Almelo opende een steunpunt.",
        "Er komen **drie** vrijwilligers bij.",
    ]


def test_two_tabs_lay_both_texts_side_by_side(spel, pagina, axe, tom):
    first, second = pagina(tom), pagina(tom)
    for tab in (first, second):
        tab.goto("/projecten/mantelzorg/voortgang/2026-Q1/")
    first.get_by_label("Bericht 1", exact=True).fill("Uit het eerste tabblad.")
    first.get_by_role("button", name="Opslaan als concept").last.click()
    text(first, "Opgeslagen om 09:00.")
    second.get_by_label("Bericht 1", exact=True).fill("Uit het tweede tabblad.")
    second.get_by_role("button", name="Opslaan als concept").last.click()
    expect(second.get_by_role("alert")).to_contain_text("U bewaarde intussen op een andere bladzijde een andere tekst.")
    text(second, "Uit het eerste tabblad.")
    expect(second.get_by_label("Bericht 1", exact=True)).to_have_value("Uit het tweede tabblad.")
    axe(second)
    second.get_by_role("button", name="Bewaar deze keuze").last.click()
    text(second, "Opgeslagen om 09:00.")
    assert spel.ronde.voortgang.get().berichten.get().tekst == "Uit het tweede tabblad."


def test_taking_over_fills_a_row_that_is_empty_adds_one_or_says_that_there_is_no_room(spel, pagina, axe, tom):
    page = pagina(tom)
    page.goto("/projecten/mantelzorg/voortgang/2026-Q1/")

    def field(nummer: int):
        return page.get_by_label(f"Bericht {nummer}", exact=True)

    def take(nummer: int) -> None:
        page.get_by_role("button", name=f"Neem over in bericht {nummer}").click()

    field(1).fill("Eigen tekst.")
    take(1)
    expect(field(2)).to_have_value("Zes gemeenten doen mee.")
    expect(field(2)).to_be_focused()
    expect(page.get_by_text("Overgenomen in bericht 2.")).to_be_visible()
    take(1)
    expect(page.get_by_text("Staat al in bericht 2.")).to_be_visible()
    take(2)
    expect(field(3)).to_have_value("De opleiding is begonnen.")
    expect(field(3)).to_be_in_viewport()
    expect(field(1)).to_have_value("Eigen tekst.")
    text(page, "Opgeslagen om 09:00.")
    axe(page)

    field(3).fill("Iets anders.")
    for nummer in range(4, 13):
        page.get_by_role("button", name="Voeg een bericht toe").click()
        field(nummer).fill(f"Bericht nummer {nummer}.")
    take(2)
    expect(page.get_by_text("Alle 12 berichten hebben al tekst; meer passen er niet in.")).to_be_visible()
    axe(page)
    assert page.get_by_label(re.compile(r"^Bericht \d+$")).count() == 12
