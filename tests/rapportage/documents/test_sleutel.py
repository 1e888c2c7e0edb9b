"""The key of a build changes with the facts and with all that turns them into a file."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from rapportage.documents import sleutel
from rapportage.documents.feiten import Feit
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

ROOT = Path(__file__).parents[3]
FOLDERS = ("templates/rapportage/documents", "static/papier", "rapportage/documents", "koers/ui/charts", "koers/lib")


@pytest.fixture
def copy(tmp_path: Path, settings: Settings) -> Path:
    """A copy of the machinery, in which something may be changed."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    settings.BASE_DIR = tmp_path
    return tmp_path


def _key(feiten: KwartaalupdateFeiten) -> str:
    sleutel._machinery.cache_clear()
    try:
        return sleutel.build_key(feiten)
    finally:
        sleutel._machinery.cache_clear()


def test_the_key_is_that_of_its_facts(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    other = dataclasses.replace(kwartaalupdate_feiten, intro=Feit("Anders."))
    assert len(sleutel.build_key(kwartaalupdate_feiten)) == 64
    assert sleutel.build_key(kwartaalupdate_feiten) == sleutel.build_key(dataclasses.replace(kwartaalupdate_feiten))
    assert sleutel.build_key(kwartaalupdate_feiten) != sleutel.build_key(other)


@pytest.mark.parametrize(
    "path",
    [
        "templates/rapportage/documents/kwartaalupdate/_deel.html",
        "static/papier/papier.css",
        "static/papier/fonts/source-sans-3-latin-400-normal.ttf",
        "static/papier/beeld/thema-1.svg",
        "rapportage/documents/finish.py",
        "koers/ui/charts/balken.py",
        "koers/lib/opmaak.py",
    ],
)
def test_one_byte_more_in_template_style_font_or_code_is_another_key(
    path: str, copy: Path, kwartaalupdate_feiten: KwartaalupdateFeiten
) -> None:
    before = _key(kwartaalupdate_feiten)
    with (copy / path).open("ab") as file:
        file.write(b"\n")
    assert _key(kwartaalupdate_feiten) != before


def test_facts_html_and_key_load_no_layout_engine() -> None:
    program = (
        "import django, sys; django.setup(); from rapportage.documents import render; "
        "from tests.rapportage.documents.voorbeeld_kwartaalupdate import kwartaalupdate; f = kwartaalupdate(); "
        "render.render_html(f); render.build_key(f); sys.exit('weasyprint' in sys.modules)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"}
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=False).returncode == 0
