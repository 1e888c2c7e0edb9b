"""Getting in and out in a real browser: by keyboard, without JavaScript, and never back in by the back button."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from koers.lib import klok
from koers.toegang.post import deliver
from tests.conftest import WACHTWOORD

NIEUW = "vier losse woorden hier"


def sign_in(page: Page, email: str, wachtwoord: str) -> None:
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(wachtwoord)
    page.get_by_role("button", name="Meld aan").click()


def test_signing_in_by_keyboard_leads_back_to_the_page_one_came_for(pagina, tom):
    page = pagina(None)
    page.goto("/projecten/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Twentse Koers")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("tom@koers.example")
    page.keyboard.press("Tab")
    page.keyboard.type(WACHTWOORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/projecten/$"))


def test_after_signing_out_the_back_button_shows_nothing(pagina, bea):
    page = pagina(bea)
    page.goto("/mensen/")
    page.get_by_role("button", name="Meld af").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twentse Koers")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twentse Koers")
    assert "Bea Test" not in page.content()


def test_a_wrong_password_says_so_at_the_top_and_keeps_the_address(pagina, tom):
    page = pagina(None)
    page.goto("/aanmelden/")
    sign_in(page, "tom@koers.example", "fout")
    expect(page.get_by_role("alert")).to_contain_text("U bent niet aangemeld")
    expect(page.get_by_label("E-mailadres")).to_have_value("tom@koers.example")
    expect(page.get_by_label("Wachtwoord")).to_have_value("")


def test_too_many_wrong_passwords_say_how_long_to_wait_and_the_way_out(pagina, tom):
    page = pagina(None)
    page.goto("/aanmelden/")
    for _ in range(5):
        sign_in(page, "tom@koers.example", "fout")
    expect(page.get_by_role("heading", level=1)).to_have_text("Even wachten")
    page.get_by_role("link", name="Kies een nieuw wachtwoord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wachtwoord vergeten")


def test_an_invited_person_chooses_a_password_and_gets_in_without_javascript(pagina, bea, mailoutbox):
    page = pagina(bea, java_script_enabled=False)
    page.goto("/mensen/")
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_label("Naam").fill("Noor Nieuw")
    page.get_by_label("E-mailadres").fill("noor@koers.example")
    page.get_by_role("combobox", name="Rol").select_option("beheerder")
    page.get_by_role("button", name="Nodig uit").click()
    expect(page.get_by_role("status")).to_contain_text("De uitnodiging gaat naar noor@koers.example.")
    deliver(now=klok.now)
    link = re.search(r"http://\S+/uitnodiging/\S+", mailoutbox[0].body)
    assert link
    noor = pagina(None, java_script_enabled=False)
    noor.goto(link[0])
    noor.get_by_label("Nieuw wachtwoord", exact=True).fill(NIEUW)
    noor.get_by_label("Nieuw wachtwoord, nog een keer").fill(NIEUW)
    noor.get_by_role("button", name="Neem de uitnodiging aan").click()
    expect(noor.get_by_role("status")).to_contain_text("Uw account is klaar.")
    sign_in(noor, "noor@koers.example", NIEUW)
    expect(noor.get_by_role("heading", level=1)).to_have_text("Mensen")


def test_a_role_that_ended_shuts_the_page_in_the_browser_that_was_open(pagina, bea):
    page = pagina(bea)
    page.goto("/mensen/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mensen")
    bea.aanstellingen.update(tot=klok.today() - timedelta(days=1))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Uw rol geeft geen toegang tot deze bladzijde.")


def test_a_beheerder_takes_a_role_away_after_being_asked(pagina, bea, olga):
    page = pagina(bea)
    page.goto(f"/mensen/{olga.pk}/")
    page.get_by_role("link", name="Trek in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trek de rol in?")
    page.get_by_label("Laatste dag").fill((klok.today() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Trek de rol in").click()
    expect(page.get_by_role("status")).to_contain_text("De rol van Olga Test is ingetrokken.")
    expect(page.get_by_role("main")).to_contain_text("Geen rol.")
