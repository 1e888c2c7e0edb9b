"""The components in a real browser: in light and dark, wide and narrow, by keyboard and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from koers.toegang.models import Gebruiker

pytestmark = pytest.mark.browser
ADRES = "/componenten/"


@pytest.mark.parametrize("kleuren", ["light", "dark"])
@pytest.mark.parametrize("breedte", [1280, 320])
def test_components_pass_axe_and_fit_the_screen(
    pagina: Callable[..., Page], axe: Callable[[Page], None], bente: Gebruiker, breedte: int, kleuren: str
) -> None:
    page = pagina(bente, width=breedte, color_scheme=kleuren)
    page.goto(ADRES)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= breedte


def test_the_menu_of_a_phone_opens_and_closes_without_script(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente, width=360, java_script_enabled=False)
    page.goto(ADRES)
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    expect(page.get_by_role("button", name="Meld af")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_the_first_tab_skips_to_the_content(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto("/dit-is-er-niet/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_definition_opens_without_script_and_escape_closes_it(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente, java_script_enabled=False)
    page.goto(ADRES)
    uitleg = page.get_by_text("vaste afspraken tussen zorg")
    page.get_by_role("button", name="ketenaanpak").click()
    expect(uitleg).to_be_visible()
    page.keyboard.press("Escape")
    expect(uitleg).to_be_hidden()


def test_bold_wraps_what_is_chosen_by_button_and_by_key(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto(ADRES)
    veld = page.locator("#id_bericht")
    veld.fill("zes gemeenten")
    veld.evaluate("v => v.setSelectionRange(0, 3)")
    page.get_by_role("group", name="Opmaak").first.get_by_role("button", name="Vet").click()
    expect(veld).to_have_value("**zes** gemeenten")
    veld.evaluate("v => v.setSelectionRange(8, 17)")
    page.keyboard.press("Control+i")
    expect(veld).to_have_value("**zes** *gemeenten*")


def test_a_link_asks_for_its_address(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto(ADRES)
    veld = page.locator("#id_bericht")
    veld.fill("de kaart")
    veld.evaluate("v => v.setSelectionRange(3, 8)")
    page.keyboard.press("Control+k")
    expect(veld).to_have_value("de [kaart](https://)")
    page.keyboard.type("https://koers.example")
    expect(veld).to_have_value("de [kaart](https://koers.example)")


def test_neem_over_fills_an_empty_field_and_never_overwrites(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto(ADRES)
    veld = page.locator("#b1")
    knop = page.get_by_role("button", name="Neem over")
    knop.click()
    expect(veld).to_have_value("Het aantal pilotgemeenten is uitgebreid naar **zes**.")
    veld.fill("eigen tekst")
    knop.click()
    expect(veld).to_have_value("eigen tekst")
    expect(veld).to_be_focused()


def test_what_cannot_be_undone_asks_first(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto(ADRES)
    vraag = page.get_by_role("dialog", name="Jaarverslag 2025 vaststellen?")
    page.locator("form[data-bevestig]").get_by_role("button", name="Stel vast").click()
    expect(vraag).to_be_visible()
    vraag.get_by_role("button", name="Nog niet").click()
    expect(vraag).to_be_hidden()
    assert "?" not in page.url
    page.locator("form[data-bevestig]").get_by_role("button", name="Stel vast").click()
    vraag.get_by_role("button", name="Stel vast").click()
    page.wait_for_url("**?*")


def test_an_error_at_the_top_leads_to_its_field(pagina: Callable[..., Page], bente: Gebruiker) -> None:
    page = pagina(bente)
    page.goto(ADRES)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Titel: Vul dit veld in.").click()
    expect(page.locator("#id_titel")).to_be_focused()


@pytest.mark.parametrize(("breedte", "naast"), [(1280, True), (360, False)])
def test_names_stand_beside_the_bars_where_it_is_wide(
    pagina: Callable[..., Page], bente: Gebruiker, breedte: int, naast: bool
) -> None:
    page = pagina(bente, width=breedte)
    page.goto(ADRES)
    expect(page.locator(".g-brug .breed rect").first).to_be_visible(visible=naast)
    expect(page.locator(".g-brug .smal rect").first).to_be_visible(visible=not naast)
