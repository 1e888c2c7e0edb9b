"""The examples of docs/api.md, run as they stand there."""

from __future__ import annotations

import re
import shlex

import pytest

from koers.env import BASE_DIR
from projecten.models import Project, Projectleiding, Ronde
from tests.api.conftest import Caller, make_key
from tests.factories import make

PAPER = (BASE_DIR / "docs" / "api.md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", PAPER, re.DOTALL)
COMMANDS = [
    (match[1].strip(), int(match[2]))
    for block in BLOCKS
    for match in re.finditer(r"(curl (?:.|\\\n)*?)#\s*(\d{3})", block)
]


def run(command: str, known: dict[str, str]) -> object:
    """What curl would send, sent to the portal."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = shlex.split(command.replace("\\\n", " "))
    method, headers, body, url = "GET", {}, None, ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-H":
            name, value = next(rest).split(": ", 1)
            headers[name] = value
        elif word == "-d":
            body = next(rest)
        elif word == "-o":
            next(rest)
        else:
            assert word.startswith("/api/v1"), f"{word} is not for the API"
            url = word
    caller = Caller()
    return caller(method, url.removeprefix("/api/v1"), body, **headers)


@pytest.fixture
def known(wereld) -> dict[str, str]:
    project = Project.objects.get(slug="valpreventie")
    ronde = Ronde.objects.get(jaar=2026, kwartaal=4)
    make(Projectleiding, project=project, gebruiker=wereld.mensen["tom"], vanaf=ronde.begin)
    return {"KOERS": "", "SLEUTEL": make_key(wereld.mensen["tom"])}


def test_every_example_answers_as_the_paper_says(known):
    assert len(COMMANDS) == PAPER.count("curl ") >= 10
    for command, status in COMMANDS:
        response = run(command, known)
        assert response.status_code == status, f"{command}\n{response.content[:400]}"
        if response.status_code < 300 and command.startswith("curl -X"):
            known["ETAG"] = shlex.quote(response["ETag"])[1:-1].replace('"', '\\"')
            known["LOCATION"] = response.get("Location", known.get("LOCATION", ""))
