"""No line of the log names a person, an address or a text: every page is asked for, and what was written is read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from koers.beheer.logregels import SafeJson
from koers.toegang.models import Gebruiker
from projecten.models import Bericht
from tests.rights.matrix import parse
from tests.rights.table import TABLE

ROWS = parse(TABLE)
READERS = ("niemand", "rik", "bea")
PLANTED = "Zwanehilde Geheimschrift, zwanehilde@voorbeeld.example, 0612345678"


class Lines(logging.Handler):
    """Everything any logger says, at every level, as production would write it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(SafeJson())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))


@pytest.fixture
def lines() -> Iterator[list[str]]:
    handler, root = Lines(), logging.getLogger()
    loggers = [logging.getLogger(name) for name in ("django.request", "django.security", "koers.verzoek")]
    before = [(logger, logger.level) for logger in (root, *loggers)]
    for logger, _ in before:
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler.written
    root.removeHandler(handler)
    for logger, level in before:
        logger.setLevel(level)


def personal(wereld) -> set[str]:
    """The names and addresses of everyone, every text of an entry, every secret of this world."""
    people = {word for naam, email in Gebruiker.objects.values_list("naam", "email") for word in (naam, email)}
    texts = {tekst[:40] for tekst in Bericht.objects.values_list("tekst", flat=True)}
    return {word for word in people | texts | set(wereld.geheimen) if len(word) > 5}


def test_no_line_names_a_person_or_a_text_whatever_page_is_asked_for(wereld, browser_of, lines):
    Gebruiker.objects.filter(pk=wereld.mensen["olga"].pk).update(naam=PLANTED.split(",")[0])
    words = personal(wereld) | set(PLANTED.split(", "))
    for naam in READERS:
        client = browser_of(naam)
        for row in ROWS:
            if row.method == "GET":
                client.get(row.url(wereld), {"q": PLANTED})
    requests = [json.loads(line) for line in lines if json.loads(line)["logger"] == "koers.verzoek"]
    assert len(requests) == len(READERS) * sum(row.method == "GET" for row in ROWS)
    assert {line["view"] for line in requests} >= {"projecten:voortgang_detail", "eigenaren:gebruiker_detail"}
    assert all(line["request_id"] for line in requests)
    told = "\n".join(lines)
    assert [word for word in words if word in told] == []


def test_no_line_repeats_what_was_typed(wereld, browser_of, lines):
    for row in ROWS:
        if row.method == "POST" and not row.name.startswith("toegang:"):
            fields = dict.fromkeys(("naam", "email", "tekst", "resultaat", "kop", "omschrijving", "reden"), PLANTED)
            browser_of("rik").post(row.url(wereld), fields)
    Client().post("/aanmelden/", {"username": PLANTED.split(", ")[1], "password": PLANTED})
    Client(raise_request_exception=False).get(f"/{PLANTED}/", headers={"host": PLANTED, "user-agent": PLANTED})
    assert len(lines) > 20
    told = "\n".join(lines)
    assert [word for word in PLANTED.split(", ") if word in told] == []


def test_an_exception_tells_where_and_what_kind_but_not_its_words(wereld, browser_of, lines, monkeypatch):
    def breaks(*args, **kwargs):
        try:
            raise KeyError(PLANTED)
        except KeyError as error:
            raise ValueError(f"invalid literal {PLANTED}") from error

    monkeypatch.setattr("koers.toegang.views.log.log_page", breaks)
    assert browser_of("bea").get("/logboek/", {"voor": PLANTED}).status_code == 500
    [line] = [json.loads(line) for line in lines if '"exception"' in line]
    assert (line["level"], line["exception"]) == ("ERROR", "ValueError < KeyError")
    assert any("koers/toegang/views/log.py" in frame and frame.endswith("log_list") for frame in line["where"])
    assert line["message"] == "Internal Server Error: …"
    assert "Zwanehilde" not in "\n".join(lines)
