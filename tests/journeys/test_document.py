"""Rik presses the button and watches; the worker builds; the BO adopts; Bram has the report in one click."""

from __future__ import annotations

import hashlib
import re

import pytest
from playwright.sync_api import expect

from koers.lib import klok
from koers.opdrachten.models import Opdracht
from rapportage import tasks
from rapportage.models import Document, Versie
from rapportage.services import document as document_service
from tests.conftest import BEGIN
from tests.rapportage.conftest import document_dir, jaar2025  # noqa: F401
from themalijnen.services import create_themalijn


@pytest.fixture
def jaarverslag(jaar2025, nu) -> None:  # noqa: F811
    """2025 with its news, and a theme line."""
    create_themalijn(actor=None, slug="ouderen", naam="Ouderen", teken=4, vanaf=BEGIN, now=nu)


def test_button_progress_and_download(pagina, axe, jaarverslag, rik, bente, bram, monkeypatch):
    page = pagina(rik)
    page.goto("/documenten/")
    axe(page)
    page.get_by_role("row", name="Jaarverslag 2025").get_by_role("button", name="Maak").click()
    expect(page).to_have_url(re.compile(r"/documenten/opdrachten/\d+/$"))
    expect(page.get_by_role("status")).to_contain_text("In de wachtrij")
    axe(page)

    real = document_service.build

    def watched(feiten, stap) -> bytes:
        """What the worker tells reaches the open page without anyone touching it."""
        stap("Opmaken", 15)
        expect(page.get_by_role("status")).to_contain_text("15%")
        return real(feiten, stap)

    monkeypatch.setattr(document_service, "build", watched)
    tasks.build_document(Opdracht.objects.get().pk)
    expect(page.get_by_role("status")).to_contain_text("Het document is klaar.")
    axe(page)
    page.get_by_role("link", name="Naar Jaarverslag 2025").click()
    expect(page.get_by_role("heading", name="Jaarverslag 2025")).to_be_visible()
    axe(page)

    monkeypatch.setattr(document_service, "build", real)
    adopt_on_screen(pagina(bente), axe)

    bo = pagina(bram)
    bo.goto("/")
    expect(bo.get_by_role("heading", name="Jaarverslag 2025 Twentse Koers")).to_be_visible()
    axe(bo)
    with bo.expect_download() as download:
        bo.get_by_role("link", name="Download PDF").click()
    versie = Versie.objects.get(stappen__staat="vastgesteld")
    assert download.value.suggested_filename == "Jaarverslag-2025-Twentse-Koers-versie-2.pdf"
    assert hashlib.sha256(download.value.path().read_bytes()).hexdigest() == versie.sha256
    bo.get_by_role("link", name="Lees online").click()
    expect(bo.get_by_role("heading", level=1)).to_contain_text("Jaarverslag")
    axe(bo)


def adopt_on_screen(page, axe) -> None:
    """Bente records the AO and the BO; the worker makes the adopted file."""
    vandaag = klok.today().isoformat()
    page.goto("/documenten/jaarverslag/2025/")
    page.get_by_role("link", name="Leg de bespreking in het AO vast").click()
    axe(page)
    page.get_by_label("Datum van de vergadering").fill(vandaag)
    page.get_by_role("button", name="Leg vast").click()
    page.get_by_role("link", name="Leg de vaststelling door het BO vast").click()
    page.get_by_label("Datum van de vergadering").fill(vandaag)
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul het kenmerk van het besluit in.")
    axe(page)
    page.get_by_label("Kenmerk van het besluit").fill("BO-2026-07")
    page.get_by_role("button", name="Leg vast").click()
    expect(page).to_have_url(re.compile(r"/documenten/opdrachten/\d+/$"))
    tasks.complete_step(Opdracht.objects.latest("pk").pk)
    expect(page.get_by_role("status")).to_contain_text("Het document is klaar.")
    assert Document.objects.get().staat == "vastgesteld"


def test_progress_without_javascript_is_a_page_that_one_refreshes(pagina, jaarverslag, rik):
    page = pagina(rik, java_script_enabled=False)
    page.goto("/documenten/")
    page.get_by_role("row", name="Jaarverslag 2025").get_by_role("button", name="Maak").click()
    expect(page.get_by_role("status")).to_contain_text("In de wachtrij")
    tasks.build_document(Opdracht.objects.get().pk)
    page.get_by_role("link", name="Ververs deze pagina").click()
    expect(page.get_by_role("status")).to_contain_text("Het document is klaar.")


def test_documents_at_320_pixels_do_not_scroll_sideways(pagina, axe, jaarverslag, rik):
    page = pagina(rik, width=320, height=640)
    document_service.build_document(actor=rik, soort="jaarverslag", periode="2025", now=klok.now())
    for address in ("/documenten/", "/documenten/jaarverslag/2025/", "/teksten/", "/publicaties/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        axe(page)
