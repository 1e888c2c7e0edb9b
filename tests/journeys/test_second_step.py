"""A second step in a real browser: an own passkey is made, asked for at the next sign-in, and opens the door."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.conftest import WACHTWOORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_passkeys(page: Page) -> None:
    """The browser gets an authenticator that says yes."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def sign_in(page: Page, email: str) -> None:
    page.goto("/aanmelden/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Meld aan").click()


def test_a_passkey_is_made_and_opens_the_door(pagina, axe, bea):
    page = pagina(None)
    with_passkeys(page)
    sign_in(page, bea.email)
    page.goto("/account/")
    axe(page)
    page.get_by_role("link", name="Voeg een passkey toe").click()
    axe(page)
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("status")).to_contain_text("De passkey is toegevoegd.")
    axe(page)
    page.get_by_role("button", name="Meld af").click()
    expect(page).to_have_url(re.compile("/aanmelden/$"))
    sign_in(page, bea.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog een stap")
    axe(page)
    page.goto("/mensen/")
    expect(page).to_have_url(re.compile("/aanmelden/"))
    sign_in(page, bea.email)
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mensen")
