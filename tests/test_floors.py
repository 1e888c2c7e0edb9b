"""Imports go down the floors, and nobody imports the roof: the contracts of pyproject.toml, in the suite itself."""

from __future__ import annotations

import re
from pathlib import Path

from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def kept(config: Path) -> bool:
    configure()
    return lint_imports(config_filename=str(config), cache_dir=None, no_logo=True)


def test_every_import_goes_down_the_floors():
    assert kept(PYPROJECT), "see the report above; lint-imports prints the same"


def test_with_the_floors_upside_down_the_same_imports_are_refused(tmp_path):
    """The contract can fail: it really looks at these packages."""

    def reverse(match: re.Match[str]) -> str:
        return match[1] + "\n".join(reversed(match[2].splitlines())) + match[3]

    text, count = re.subn(r"(layers = \[\n)(.*?)(\n\])", reverse, PYPROJECT.read_text(encoding="utf-8"), flags=re.S)
    assert count == 1
    upside_down = tmp_path / "pyproject.toml"
    upside_down.write_text(text, encoding="utf-8")
    assert not kept(upside_down)
