"""The grid of measurements by keyboard, with a column pasted from a spreadsheet, and the figure in a bullet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from koers.lib.opmaak import to_plain
from projecten.models import Bericht, Meting
from tests.projecten.meetveld import VORIG, Meetveld
from tests.projecten.rondes import MAART, make_spel, set_clock
from tests.projecten.streek import take_part

pytestmark = pytest.mark.browser
PAD = "/projecten/mantelzorg/metingen/2026-Q1/"
PLAK = """(tekst) => {
  const data = new DataTransfer();
  data.setData("text/plain", tekst);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""  # noqa: E501


@pytest.fixture
def veld(transactional_db, tom, almelo, hengelo, monkeypatch) -> Meetveld:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    veld = Meetveld(spel)
    veld.meet(almelo, 20, VORIG)
    veld.meet(almelo, 100, VORIG.replace(month=3, day=31))
    return veld


def cel(page: Page, naam: str):
    return page.get_by_label(naam, exact=True)


def test_a_column_is_typed_with_enter_and_pasted_from_a_spreadsheet(veld, pagina, tom, almelo, hengelo, axe):
    page = pagina(tom)
    page.goto(PAD)
    axe(page)
    cel(page, "Deelnemers, Almelo").fill("60")
    page.keyboard.press("Enter")
    expect(cel(page, "Deelnemers, Hengelo")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cel(page, "Deelnemers, Almelo")).to_be_focused()
    cel(page, "Bereik, Almelo: teller").focus()
    page.evaluate(PLAK, "30\t200\n12\t0\n")
    expect(cel(page, "Bereik, Hengelo: noemer")).to_have_value("0")
    page.get_by_role("button", name="Sla de metingen op").click()
    expect(page.get_by_text("1 cel klopt niet; er is niets opgeslagen")).to_be_visible()
    axe(page)
    assert Meting.objects.filter(peildatum=veld.spel.ronde.eind).count() == 0
    page.get_by_role("link", name="Hengelo, Bereik: De noemer is 0").click()
    cel(page, "Bereik, Hengelo: noemer").fill("80")
    page.get_by_role("button", name="Sla de metingen op").click()
    expect(page.get_by_text("3 metingen zijn opgeslagen.")).to_be_visible()
    expect(page.get_by_text("De vorige keer stond hier 20. Klopt 60?")).to_be_visible()
    axe(page)
    page.get_by_label("Opmerking", exact=False).first.fill("Twee groepen erbij.")
    page.get_by_role("button", name="Sla de metingen op").click()
    expect(page.get_by_text("1 meting is opgeslagen.")).to_be_visible()
    assert Meting.objects.get(indicator=veld.deelnemers, peildatum=veld.spel.ronde.eind).toelichting


def test_a_figure_is_put_into_a_bullet_and_follows_its_measurement(veld, pagina, tom, almelo, axe):
    veld.meet(almelo, 130, veld.spel.ronde.eind)
    page = pagina(tom, width=360, height=740)
    page.goto("/projecten/mantelzorg/voortgang/2026-Q1/")
    page.get_by_label("Bericht 1", exact=True).fill("De groei is")
    page.get_by_text("Zet een cijfer uit de metingen in bericht 1").click()
    axe(page)
    page.get_by_role("button", name="+30%").click()
    expect(page.get_by_label("Bericht 1", exact=True)).to_have_value("De groei is [+30%](cijfer:deelnemers/groei)")
    page.get_by_role("button", name="Opslaan als concept").click()
    expect(page.get_by_text("Opgeslagen om 09:00.").first).to_be_visible()
    page.goto(PAD)
    cel(page, "Deelnemers, Almelo").fill("111")
    page.get_by_role("button", name="Sla de metingen op").click()
    expect(page.get_by_text("1 meting is opgeslagen.")).to_be_visible()
    assert to_plain(Bericht.objects.get().tekst) == "De groei is +11%"
