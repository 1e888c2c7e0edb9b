"""Two full documents, built once; and the validators, in one place."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page import ValidationProfile, validate_pdf_bytes

from rapportage.documents import render
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten
from tests.rapportage.documents.voorbeeld_jaarverslag import jaarverslag
from tests.rapportage.documents.voorbeeld_kwartaalupdate import kwartaalupdate

VERAPDF = Path(__file__).parents[3] / "bin" / "verapdf"
NOT_SET_UP = 3

Verdict = dict[str, Any]


@pytest.fixture(scope="session")
def kwartaalupdate_feiten() -> KwartaalupdateFeiten:
    return kwartaalupdate()


@pytest.fixture(scope="session")
def jaarverslag_feiten() -> JaarverslagFeiten:
    return jaarverslag()


@pytest.fixture(scope="session")
def kwartaalupdate_pdf(kwartaalupdate_feiten: KwartaalupdateFeiten) -> bytes:
    return render.build(kwartaalupdate_feiten)


@pytest.fixture(scope="session")
def jaarverslag_pdf(jaarverslag_feiten: JaarverslagFeiten) -> bytes:
    return render.build(jaarverslag_feiten)


@pytest.fixture(scope="session")
def page_failures() -> Callable[[bytes, ValidationProfile], list[str]]:
    """What page-validation finds wrong; nothing when the file complies."""

    def failures(data: bytes, profile: ValidationProfile) -> list[str]:
        report = validate_pdf_bytes(data, profile=profile)
        found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
        assert report.is_compliant == (not found)
        return found

    return failures


def judge(folder: Path, files: dict[str, bytes]) -> dict[str, dict[str, Verdict]]:
    """veraPDF's verdict per file and flavour (ua1, 3a), all by one start of the engine.

    Without it: a failure in CI, elsewhere a skip with the reason.
    """
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    paths = [str(folder / f"{name}.pdf") for name in files]
    done = subprocess.run([VERAPDF, "ua1,3a", *paths], capture_output=True, text=True, check=False)
    if done.returncode == NOT_SET_UP:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(done.stderr.strip())
    found: dict[str, dict[str, Verdict]] = {name: {} for name in files}
    for verdict in map(json.loads, done.stdout.splitlines()):
        found[Path(verdict["file"]).stem][verdict["flavour"]] = verdict
    return found
