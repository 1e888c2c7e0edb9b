"""A real browser: one Chromium for the run, a clean profile for every page, and axe to judge what it shows.

`pagina(tom)` is a page on which Tom is signed in, `pagina(None)` one of a passer-by; addresses are relative to the
portal: `tom_page.goto("/taken/")`. A page that breaks a script or the content security policy fails its test.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from koers.toegang.models import Gebruiker

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# resultTypes spares axe the work of describing what is in order.
AXE_OPTIONS = {
    "runOnly": WCAG,
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
TIMEOUT = 15_000

Pagina = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a page is a browser test; pytest -m "not browser" leaves them out."""
    for item in items:
        if {"browser", "pagina"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no Chromium on the PATH (looked for {', '.join(NAMES)}): the journeys need one"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def pagina(browser: Browser, transactional_db: None, live_server) -> Iterator[Pagina]:
    contexts, broken = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            broken.append(message.text)

    def open_page(gebruiker: Gebruiker | None, width: int = 1280, height: int = 900, **options) -> Page:
        options = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce"} | options
        context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        if gebruiker is not None:
            context.add_cookies([session_cookie(gebruiker, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", hear)
        return page

    with requests_counted() as quiet:
        yield open_page
        for context in contexts:
            context.close()
        quiet()
    assert not broken, "the browser complained: " + "; ".join(broken)


@contextmanager
def requests_counted() -> Iterator[Callable[[], None]]:
    """Gives a function that waits until the server answers nobody any more.

    The server shares the test's in-memory database: rows thrown away while a page still saves would come back when
    that save is rolled back, and the next test would find them.
    """
    busy, changed = set(), threading.Condition()

    def begun(environ: dict[str, Any], **_: object) -> None:
        with changed:
            busy.add(threading.get_ident())

    def done(**_: object) -> None:
        with changed:
            busy.discard(threading.get_ident())
            changed.notify_all()

    def quiet() -> None:
        with changed:
            assert changed.wait_for(lambda: not busy, TIMEOUT / 1000), "the server is still answering a closed page"

    request_started.connect(begun)
    request_finished.connect(done)
    yield quiet
    request_started.disconnect(begun)
    request_finished.disconnect(done)


def session_cookie(gebruiker: Gebruiker, url: str) -> dict[str, str]:
    """The cookie of a session made on the server: nobody types a password to test another page."""
    from tests.conftest import signed_in  # that module names this one as its plugin

    client = signed_in(gebruiker)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": url}


LOOSEN = "document.querySelectorAll('.acties-balk').forEach((bar) => { bar.style.position = 'static' })"


def violations(page: Page, options: dict[str, Any] = AXE_OPTIONS) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page as it stands, one line for each element."""
    # What lies under the bar that sticks to the screen is reached by scrolling; axe would call it too small to touch.
    page.evaluate(LOOSEN)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({json.dumps(options)}).then(results => results.violations)")
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))} {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no violation of WCAG 2.2 A or AA."""

    def check(page: Page) -> None:
        found = violations(page)
        assert not found, f"{page.url}:\n" + "\n".join(found)

    return check
