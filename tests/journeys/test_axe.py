"""Every page of the portal, walked from the table of rights: WCAG 2.2 A and AA by axe, wide and narrow, light and dark,
and nothing wider than a phone of 320 px.
"""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Error, Page

from tests.browser import violations
from tests.foto import once
from tests.rights.matrix import Row, parse
from tests.rights.table import TABLE
from tests.wereld import build_wereld

# Whoever sees most of a page looks at it: with its buttons and forms.
VIEWERS = ("bente", "rik", "frank", "bea", "tom", "pia", "olga", "niemand")
# Pages that differ more: an entry by its scope, an owner by its kind.
MOST = {"projecten:voortgang_edit": 9, "rapportage:eigenaar_detail": 3}
# What a narrow screen in the dark can change on a page whose elements were judged at 1280 px.
SEEN = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return '';
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > edge + 1);
  const last = wide.at(-1);
  return last ? `${last.tagName.toLowerCase()}.${last.className}: ${last.textContent.trim().slice(0, 60)}` : 'body';
}"""


def viewer(row: Row) -> str:
    """Who looks at this address; "" when nobody gets a page there, as at the addresses of the API."""
    if row.name.startswith("api:") and row.name != "api:documentation":
        return ""
    return next((naam for naam in VIEWERS if row.method == "GET" and row.expected[naam] == "200"), "")


def first_two() -> list[tuple[Row, str]]:
    """Of each address at most two rows: the same page about a third row of data shows nothing new."""
    found: dict[str, list[tuple[Row, str]]] = {}
    for row in parse(TABLE):
        if (naam := viewer(row)) and len(found.setdefault(row.name, [])) < MOST.get(row.name, 2):
            found[row.name].append((row, naam))
    return [page for pages in found.values() for page in pages]


PAGES = first_two()


def is_page(page: Page, url: str) -> bool:
    """Go there; False where the answer is a file."""
    try:
        response = page.goto(url)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    assert response is not None
    assert response.status < 400, f"{url}: {response.status}"
    return "text/html" in response.headers.get("content-type", "")


def judge(page: Page, url: str, *, all_ways: bool = True) -> list[str]:
    """What is wrong with the page as it stands: at 1280 px in the light, at 360 px in the dark, and at 320 px.

    Colours and width are nearly independent: the other two pairs, and every rule at 360 px, on a part of the pages.
    """
    found = [f"1280 px: {line}" for line in violations(page)]
    page.emulate_media(color_scheme="dark")
    if all_ways:
        found += [f"1280 px, dark: {line}" for line in violations(page, COLOURS)]
    page.set_viewport_size({"width": 360, "height": 800})
    found += [f"360 px, dark: {line}" for line in (violations(page) if all_ways else violations(page, SEEN))]
    page.emulate_media(color_scheme="light")
    if all_ways:
        found += [f"360 px: {line}" for line in violations(page, COLOURS)]
    page.set_viewport_size({"width": 320, "height": 800})
    if wide := page.evaluate(WIDER):
        found.append(f"320 px: wider than the screen by {wide}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return [f"{url} {line}" for line in found]


def test_every_page_is_accessible_to_all(pagina):
    wereld = once("wereld", build_wereld)
    pages = {naam: pagina(wereld.mensen.get(naam)) for naam in VIEWERS}
    found: list[str] = []
    looked = 0
    for row, naam in PAGES:
        url = row.url(wereld)
        if is_page(pages[naam], url):
            found += judge(pages[naam], url, all_ways=looked % 6 == 0)
            looked += 1
    assert not found, f"{len(found)} on {looked} pages:\n" + "\n".join(found)
    assert looked > len(PAGES) * 0.8


def test_pages_of_refusal_and_of_a_new_password_are_accessible_to_all(pagina, olga, bea):
    passer_by, signed_in = pagina(None), pagina(olga)
    found: list[str] = []
    uid, token = urlsafe_base64_encode(force_bytes(bea.pk)), default_token_generator.make_token(bea)
    passer_by.goto(f"/wachtwoord/nieuw/{uid}/{token}/")
    found += judge(passer_by, "a new password")
    passer_by.get_by_role("button", name="Bewaar").click()
    found += judge(passer_by, "a new password, refused")
    passer_by.goto("/aanmelden/")
    passer_by.get_by_label("E-mailadres").fill("niemand@koers.example")
    passer_by.get_by_label("Wachtwoord").fill("fout")
    passer_by.get_by_role("button", name="Meld aan").click()
    found += judge(passer_by, "a wrong password")
    for address in ("/logboek/", "/bestaat-niet/"):
        signed_in.goto(address)
        found += judge(signed_in, address)
    assert not found, "\n".join(found)
