"""The page keeps what one types: by itself, without a line, after the session ended, and beside someone else's text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from projecten.models import Bericht, Projectleiding, Voortgang
from tests.browser import session_cookie
from tests.conftest import WACHTWOORD
from tests.lib.test_stuk import picture
from tests.projecten.rondes import MAART, Spel, make_spel, set_clock

pytestmark = pytest.mark.browser
VAN_TOM = "/projecten/mantelzorg/voortgang/2026-Q1/"
VAN_PIA = "/projecten/mantelzorg/voortgang/2026-Q1/almelo/"


@pytest.fixture
def spel(transactional_db, tom, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


def bericht(page: Page, nummer: int = 1):
    return page.get_by_label(f"Bericht {nummer}", exact=True)


def staat(page: Page):
    return page.locator("#bewaarstaat")


def open_entry(page: Page, address: str = VAN_TOM) -> Page:
    page.goto(address)
    return page


def copies(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(naam => naam.startsWith('koers:tekst:')).length")


def test_what_one_types_is_kept_without_a_button(spel, pagina, tom, axe):
    page = open_entry(pagina(tom))
    bericht(page).fill("Zes gemeenten")
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    bericht(page).fill("Zes gemeenten doen mee.")
    page.get_by_role("group", name="Tijd").get_by_text("groen").click()
    expect(staat(page)).to_contain_text("Bezig met opslaan")
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    entry = Voortgang.objects.get()
    assert (Bericht.objects.get().tekst, entry.tijd, entry.versies.count()) == ("Zes gemeenten doen mee.", "groen", 1)
    assert copies(page) == 0
    axe(page)
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Ingediend: Mantelzorg.")).to_be_visible()


METER = """
window.meter = { toets: 0, begin: [], eind: [], onderweg: 0, meest: 0 };
addEventListener("input", () => { meter.toets ||= performance.now(); }, true);
const send = window.fetch;
window.fetch = async (...what) => {
  meter.begin.push(performance.now());
  meter.meest = Math.max(meter.meest, ++meter.onderweg);
  try {
    await new Promise((done) => setTimeout(done, 600));
    return await send(...what);
  } finally {
    meter.onderweg--;
    meter.eind.push(performance.now());
  }
};
"""


def test_who_types_on_without_a_pause_is_kept_within_two_seconds_one_request_at_a_time(spel, pagina, tom):
    page = pagina(tom)
    page.add_init_script(METER)
    open_entry(page)
    bericht(page).press_sequentially("Zes gemeenten doen mee en de opleiding loopt goed. ", delay=100)
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    meter = page.evaluate("meter")
    assert meter["begin"][0] - meter["toets"] < 2_000
    assert len(meter["begin"]) >= 3
    assert all(begin - eind < 2_000 for eind, begin in zip(meter["eind"], meter["begin"][1:], strict=False))
    assert meter["meest"] == 1


def test_a_dropped_line_is_told_and_the_text_goes_as_soon_as_it_is_back(spel, pagina, tom, axe):
    page = open_entry(pagina(tom))
    page.context.set_offline(True)
    bericht(page).fill("Getypt in de trein.")
    expect(staat(page)).to_contain_text(
        "Er is geen verbinding met internet. Uw tekst staat hier nog en op dit apparaat."
    )
    expect(page.locator("#bewaarmelding")).to_contain_text("Niet opgeslagen.")
    assert copies(page) == 1
    axe(page)
    page.context.set_offline(False)
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    assert Bericht.objects.get().tekst == "Getypt in de trein."
    assert copies(page) == 0


def test_a_page_that_was_closed_offers_the_text_again_until_one_signs_out(spel, pagina, tom, axe):
    page = open_entry(pagina(tom))
    page.route("**/voortgang/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    bericht(page).fill("Nooit aangekomen.")
    expect(staat(page)).to_contain_text("Koers is nu niet te bereiken.")
    page.unroute("**/voortgang/**")
    open_entry(page)
    expect(bericht(page)).to_have_value("")
    expect(page.get_by_text("Op dit apparaat staat nog een tekst van u")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Zet mijn tekst terug").click()
    expect(bericht(page)).to_have_value("Nooit aangekomen.")
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    assert Bericht.objects.get().tekst == "Nooit aangekomen."
    page.route("**/voortgang/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    bericht(page).fill("Blijft niet staan.")
    expect(staat(page)).to_contain_text("Koers is nu niet te bereiken.")
    assert copies(page) == 1
    page.get_by_role("button", name="Meld af").click()
    page.wait_for_url("**/aanmelden/**")
    assert copies(page) == 0


def test_a_session_that_ends_in_mid_entry_costs_no_word(spel, pagina, tom, axe, live_server):
    page = open_entry(pagina(tom))
    page.context.clear_cookies()
    bericht(page).fill("Geschreven na het einde van de sessie.")
    expect(staat(page)).to_contain_text("U bent afgemeld; uw tekst staat nog hier.")
    axe(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Meld u aan in een nieuw tabblad").click()
    door = opened.value
    door.get_by_label("E-mailadres").fill(tom.email)
    door.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    door.get_by_role("button", name="Meld aan").click()
    door.wait_for_url(f"**{VAN_TOM}")
    page.bring_to_front()
    if again := page.get_by_role("button", name="Ik ben weer aangemeld"):
        again.click() if again.is_visible() else None
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    assert Bericht.objects.get().tekst == "Geschreven na het einde van de sessie."


def test_someone_else_who_signs_in_on_this_machine_does_not_send_the_text(spel, pagina, tom, pia, live_server):
    page = open_entry(pagina(tom), VAN_PIA)
    page.context.clear_cookies()
    bericht(page).fill("Van Tom, niet van Pia.")
    expect(staat(page)).to_contain_text("U bent afgemeld")
    page.context.add_cookies([session_cookie(pia, live_server.url)])
    page.get_by_role("button", name="Ik ben weer aangemeld").click()
    expect(staat(page)).to_contain_text("Er is nu iemand anders aangemeld.")
    assert not Voortgang.objects.exists()


def test_who_hands_over_the_leadership_in_mid_entry_is_told_so_and_takes_the_words_along(spel, pagina, tom, pia, axe):
    page = open_entry(pagina(tom))
    Projectleiding.objects.update(tot=MAART.date() - timedelta(days=1))
    bericht(page).fill("Geschreven na de overdracht.")
    expect(staat(page)).to_contain_text("Niet opgeslagen. U leidt Mantelzorg niet.")
    expect(staat(page)).to_contain_text("kopieer hem als u hem wilt houden")
    expect(staat(page)).not_to_contain_text("afgemeld")
    axe(page)
    open_entry(page)
    expect(page.get_by_role("heading", name="Dit mag u hier niet")).to_be_visible()
    expect(page.get_by_role("heading", name="Op dit apparaat staat nog een tekst van u")).to_be_visible()
    expect(page.get_by_text("Geschreven na de overdracht.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Gooi weg").click()
    assert copies(page) == 0
    assert not Voortgang.objects.exists()


def test_two_people_choose_from_both_texts_field_by_field_without_javascript(spel, pagina, tom, pia, axe):
    hers = open_entry(pagina(pia, java_script_enabled=False), VAN_PIA)
    his = open_entry(pagina(tom), VAN_PIA)
    bericht(hers).fill("Het steunpunt in Almelo is open.")
    hers.get_by_role("group", name="Geld").get_by_text("rood").click()
    hers.get_by_label("Toelichting bij Geld").fill("De huur valt hoger uit.")
    hers.get_by_role("button", name="Voeg een bericht toe").click()
    bericht(hers, 2).fill("Alleen van Pia.")
    hers.get_by_role("button", name="Opslaan als concept").last.click()
    bericht(his).fill("Het steunpunt in Almelo is sinds mei open.")
    expect(staat(his)).to_contain_text("Pia Test bewaarde intussen een andere tekst.")
    assert Bericht.objects.first().tekst == "Het steunpunt in Almelo is open."
    his.get_by_role("button", name="Vergelijk en kies").click()
    expect(his.get_by_role("alert")).to_contain_text("Pia Test bewaarde intussen een andere tekst.")
    axe(his)
    his.set_viewport_size({"width": 360, "height": 800})
    assert his.evaluate("document.documentElement.scrollWidth") <= 360
    axe(his)
    his.get_by_role("group", name="Geld").get_by_text("Neem het andere").click()
    his.get_by_role("button", name="Bewaar deze keuze").last.click()
    expect(staat(his)).to_contain_text("Opgeslagen om 09:00.")
    entry = Voortgang.objects.get()
    assert [item.tekst for item in entry.berichten.all()] == [
        "Het steunpunt in Almelo is sinds mei open.",
        "Alleen van Pia.",
    ]
    assert (entry.geld, entry.geld_toelichting) == ("rood", "De huur valt hoger uit.")
    assert copies(his) == 0


def test_what_is_pasted_from_word_keeps_bold_italic_and_links_only(spel, pagina, tom):
    page = open_entry(pagina(tom))
    bericht(page).focus()
    html = (
        "<html><head><style>p.MsoNormal{color:red}</style></head><body><!--StartFragment--><p class=MsoNormal>"
        "<span style='mso-list:Ignore'>·&nbsp; </span>Zeven <b style='mso-bidi-font-weight:normal'>gemeenten </b>"
        "doen <i>mee</i>, zie <a href='https://www.twente.example/plan'>het plan</a>.<o:p></o:p></p>"
        "<script>alert(1)</script><p class=MsoNormal>En verder.</p></body></html>"
    )
    page.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste',
            { clipboardData: data, bubbles: true, cancelable: true })); }""",
        html,
    )
    expect(bericht(page)).to_have_value(
        "Zeven **gemeenten** doen *mee*, zie [het plan](https://www.twente.example/plan). En verder."
    )
    expect(page.locator('[data-teller="punt-0-tekst"]')).to_have_text("91 van 4.000 tekens")


def test_a_photo_goes_along_and_an_earlier_text_comes_back(
    spel, pagina, tom, rik, axe, monkeypatch, settings, tmp_path
):
    settings.DOCUMENT_DIR = tmp_path / "documenten"
    page = open_entry(pagina(tom))
    bericht(page).fill("Het steunpunt is open.")
    expect(staat(page)).to_contain_text("Opgeslagen om 09:00.")
    page.get_by_text("Voeg een foto of document toe").click()
    page.set_input_files("#bewijs", {"name": "steunpunt.png", "mimeType": "image/png", "buffer": picture("PNG")})
    page.get_by_role("button", name="Voeg het bestand toe").click()
    page.get_by_role("alert").get_by_role("link", name="Schrijf wat er op de foto staat").click()
    axe(page)
    page.set_input_files("#bewijs", {"name": "steunpunt.png", "mimeType": "image/png", "buffer": picture("PNG")})
    page.get_by_label("Wat staat erop?").fill("De deur van het steunpunt.")
    page.get_by_role("button", name="Voeg het bestand toe").click()
    photo = page.get_by_role("img", name="De deur van het steunpunt.")
    expect(photo).to_be_visible()
    assert photo.evaluate("img => img.decode().then(() => img.naturalWidth)") == 40
    set_clock(monkeypatch, MAART + timedelta(hours=1))
    bericht(page).fill("Het steunpunt is dicht.")
    expect(staat(page)).to_contain_text("Opgeslagen om 10:00.")
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.locator("ins")).to_have_text(["dicht.", "Het steunpunt is open."])
    axe(page)
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_text("staat er weer, als nieuwe versie")).to_be_visible()
    expect(bericht(page)).to_have_value("Het steunpunt is open.")
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Ingediend: Mantelzorg.")).to_be_visible()
    desk = pagina(rik)
    desk.goto(f"/beoordelen/{Voortgang.objects.get().pk}/")
    expect(desk.get_by_role("img", name="De deur van het steunpunt.")).to_be_visible()
    axe(desk)
