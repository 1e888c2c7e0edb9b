"""The papers of the project keep up with it: settings, links, and the words on the buttons they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from koers.env import BASE_DIR, VARIABLES
from koers.toegang.rights import Rol

PAPERS = sorted([BASE_DIR / "README.md", BASE_DIR / "CHANGELOG.md", *(BASE_DIR / "docs").rglob("*.md")])
ROLLEN = sorted((BASE_DIR / "docs" / "rollen").glob("*.md"))
LINK = re.compile(r"\]\((?!https?://)([^)#]+)\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
PATH = re.compile(r"`([\w./-]+/[\w.-]*)`")


def name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


@pytest.mark.parametrize("variable", sorted(VARIABLES))
def test_every_variable_is_explained(variable: str) -> None:
    assert f"| `{variable}` |" in (BASE_DIR / "docs" / "omgeving.md").read_text()


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_link_leads_to_a_file(paper: Path) -> None:
    links = LINK.findall(CODE.sub("", paper.read_text()))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_readme_links_its_pictures_and_papers() -> None:
    links = LINK.findall((BASE_DIR / "README.md").read_text())
    assert {"docs/beeld/gemeente.png", "docs/beeld/jaarverslag.png", "docs/omgeving.md"} <= set(links)


def test_every_place_the_readme_sends_one_to_exists() -> None:
    places = [place for place in PATH.findall((BASE_DIR / "README.md").read_text()) if place != "var/"]
    assert len(places) > 10
    assert [place for place in places if not (BASE_DIR / place).exists()] == []


def test_every_role_has_a_page_and_the_index_names_it() -> None:
    titles = " ".join(paper.read_text().splitlines()[0].lower() for paper in ROLLEN)
    words = [word for rol in Rol for word in re.split(r"[- ]", rol.label.lower()) if word != "lid"]
    assert [word for word in words if word not in titles] == []
    index = (BASE_DIR / "docs" / "README.md").read_text()
    assert [paper.name for paper in ROLLEN if f"(rollen/{paper.name})" not in index] == []


@pytest.mark.parametrize("paper", ROLLEN, ids=name)
def test_words_in_bold_stand_on_a_screen(paper: Path) -> None:
    """What a page of a role prints in bold is a name on the screen; a changing end is written as "…"."""
    screens = [*(BASE_DIR / "templates").rglob("*.html"), *BASE_DIR.glob("[a-z]*/**/*.py")]
    shown = " ".join(path.read_text() for path in screens if "tests" not in path.parts and ".venv" not in path.parts)
    names = re.findall(r"\*\*([^*]+)\*\*", CODE.sub("", paper.read_text()))
    steps = {line.strip("*") for line in paper.read_text().splitlines() if re.fullmatch(r"\*\*[^*]+\*\*", line)}
    fixed = {re.split(r" ?[“€…]", word)[0] for word in names if word not in steps}
    assert len(fixed) > 5
    assert sorted(word for word in fixed if word not in shown) == []
