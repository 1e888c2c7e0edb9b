"""A person at a browser without scripts: fetches a page, fills in its form, presses a button; over real HTTP."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from html import unescape
from typing import Any

import html5lib
import requests

from tests.faults.installatie import Installatie

EDIT = "/rubrieken/{rubriek}/voortgang/2027-Q4/"
SECONDS = 30


@dataclass(frozen=True)
class Antwoord:
    """What came back: status, where to, and the page."""

    status: int
    naar: str
    tekst: str

    @property
    def is_done(self) -> bool:
        """Acknowledged: done, and on."""
        return self.status == 302

    def fields(self, index: int = -1) -> dict[str, str]:
        """The fields of a form on the page as a browser would send them, without its buttons; the last form."""
        tree = html5lib.parse(self.tekst, namespaceHTMLElements=False)
        forms = [form for form in tree.iter("form") if form.get("method", "").lower() == "post"]
        found: dict[str, str] = {}
        for node in forms[index].iter():
            name, kind = node.get("name"), node.get("type", "")
            if not name or kind in ("submit", "button") or node.tag == "button":
                continue
            if kind in ("checkbox", "radio") and node.get("checked") is None:
                continue
            found[name] = _value(node)
        return found

    @property
    def melding(self) -> str:
        """The words of the page, without its tags."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.tekst)))


def _value(node: Any) -> str:
    """What a field holds: a choice its chosen option, else the first."""
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return str(chosen[0].get("value", "")) if chosen else ""
    return str((node.text or "").removeprefix("\n") if node.tag == "textarea" else node.get("value", ""))


class Mens:
    """One browser. A second tab is a second Mens of the same name."""

    def __init__(self, installatie: Installatie, naam: str) -> None:
        self.url = installatie.url
        self.web = requests.Session()
        self.web.trust_env = False
        self.web.headers["Origin"] = self.url
        if naam:
            self.web.cookies.set("sessionid", installatie.sessions[naam])

    def click(self) -> Mens:
        """The same browser, for another click at the same moment."""
        other = copy(self)
        other.web = requests.Session()
        other.web.trust_env = False
        other.web.headers.update(self.web.headers)
        other.web.cookies.update(self.web.cookies)
        return other

    def get(self, path: str) -> Antwoord:
        return self._answer(self.web.get(self.url + path, allow_redirects=False, timeout=SECONDS))

    def post(self, path: str, fields: dict[str, str]) -> Antwoord:
        return self._answer(self.web.post(self.url + path, data=fields, allow_redirects=False, timeout=SECONDS))

    def _answer(self, response: requests.Response) -> Antwoord:
        return Antwoord(response.status_code, response.headers.get("Location", ""), response.text)

    def write(self, rubriek: int, *punten: str) -> tuple[str, dict[str, str]]:
        """Open an entry and type these bullets: its address, and the fields as they would be sent."""
        path = EDIT.format(rubriek=f"rubriek-{rubriek}")
        page = self.get(path)
        assert page.status == 200, page.melding[:300]
        return path, typed(page.fields(), *punten)

    def ask_document(self, periode: str) -> int:
        """Press *maak* for a kwartaalupdate: the number of the opdracht."""
        fields = self.get("/documenten/").fields()
        answer = self.post("/documenten/maken/", fields | {"soort": "kwartaalupdate", "periode": periode})
        assert answer.is_done, answer.melding[:300]
        return int(answer.naar.rstrip("/").rpartition("/")[2])


def typed(fields: dict[str, str], *punten: str) -> dict[str, str]:
    """These fields with other bullets."""
    kept = {name: value for name, value in fields.items() if not name.startswith("punt-")}
    rows = {f"punt-{i}-tekst": tekst for i, tekst in enumerate(punten)}
    return kept | rows | {"doe": "concept"}
