"""A workbook in the browser: Tom downloads it, fills it in, sees what is wrong, then what changes, and keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from projecten.models import Meting
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import MAART, make_spel, set_clock
from tests.projecten.streek import take_part
from tests.projecten.werkmappen import fill

pytestmark = pytest.mark.browser


@pytest.fixture
def veld(transactional_db, tom, almelo, hengelo, monkeypatch) -> Meetveld:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


def read_in(page: Page, data: bytes) -> None:
    file = {"name": "ingevuld.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Werkmap", exact=True).set_input_files(file)
    page.get_by_role("button", name="Kijk wat er verandert").click()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def test_from_download_to_what_was_kept(veld, pagina, axe, tom, almelo):
    veld.meet(almelo, 200)
    page = pagina(tom, width=360)
    page.goto("/projecten/mantelzorg/metingen/2026-Q1/inlezen/")
    axe(page)
    assert fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download de werkmap").click()
    data = Path(download.value.path()).read_bytes()

    teller, noemer = ("Bereik", "Hengelo", "Teller"), ("Bereik", "Hengelo", "Noemer")
    read_in(page, fill(data, {("Deelnemers", "Almelo", "Waarde"): "twaalf", teller: 30, noemer: 0}))
    expect(page.get_by_role("heading", level=1)).to_have_text("2 cellen kloppen niet")
    axe(page)
    assert fits(page)
    with page.expect_download() as faults:
        page.get_by_role("button", name="Download deze lijst").click()
    assert "De noemer is 0" in Path(faults.value.path()).read_text()

    read_in(page, fill(data, {("Deelnemers", "Almelo", "Waarde"): 12, teller: 30, noemer: 200}))
    expect(page.get_by_role("heading", level=1)).to_have_text("Er veranderen 2 metingen")
    expect(page.get_by_text("De vorige keer stond hier 200")).to_be_visible()
    axe(page)
    assert fits(page)
    assert not Meting.objects.filter(door=tom).exists()

    page.get_by_role("button", name="Sla deze 2 metingen op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 metingen zijn opgeslagen")
    expect(page.get_by_role("row", name="Hengelo").get_by_text("30 van 200")).to_be_visible()
    axe(page)
    assert fits(page)
    assert Meting.objects.filter(door=tom).count() == 2
