"""Papers that a command makes or a machine reads: licences, bill of materials, security.txt, the bench's table."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import signing

from koers.beheer import licenties
from koers.lib import klok
from koers.management.bench.tabel import Regel, render

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = licenties.packages(ROOT / "requirements.lock")


@pytest.mark.parametrize("pakket", PACKAGES, ids=lambda pakket: pakket.name)
def test_the_licence_of_every_package_is_known_and_fits(pakket):
    assert pakket.fits, f"{pakket.name} {pakket.version}: {pakket.licence}. See koers/beheer/licenties.py"


def test_the_list_of_licences_is_the_lock_s():
    listed = dict(
        re.findall(r"^\| (\w[\w.-]*) \| (.+) \|$", (ROOT / "docs" / "licenties.md").read_text(), re.MULTILINE)
    )
    assert listed.pop("Pakket") == "Licentie"
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(locked), "whatever Python this is, every package of the lock has its line"
    assert len(PACKAGES) > 50
    assert {p.name: listed.get(p.name) for p in PACKAGES} == {p.name: p.licence for p in PACKAGES}, (
        "manage.py licenties"
    )


@pytest.mark.parametrize(
    ("written", "licence", "fit"),
    [
        (["MIT"], "MIT", True),
        (["BSD"], "BSD-3-Clause", True),
        (["AGPL-3.0-only"], "AGPL-3.0-only", False),
        (["Apache-2.0 OR GPL-3.0-only"], "Apache-2.0 OR GPL-3.0-only", True),
        (["Apache-2.0 AND GPL-3.0-only"], "Apache-2.0 AND GPL-3.0-only", False),
        (["Copyright (c) someone"], "onbekend", False),
        ([], "onbekend", False),
    ],
)
def test_a_licence_that_is_unknown_or_does_not_fit_is_refused(written, licence, fit):
    assert licenties._licence(written) == licence
    assert licenties.fits(licence) is fit


def test_the_bill_of_materials_names_every_package_of_the_lock(tmp_path):
    if not (ROOT / ".venv" / "bin" / "cyclonedx-py").exists():
        pytest.skip("bin/setup --tests has not made .venv here")
    subprocess.run([ROOT / "bin" / "sbom", tmp_path / "sbom.json"], cwd=ROOT, check=True)
    made = json.loads((tmp_path / "sbom.json").read_text())
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert {pakket.name for pakket in PACKAGES} <= {part["name"] for part in made["components"]}


def test_security_txt_says_where_to_turn_and_until_when(client):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:koers@koers.example"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - klok.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_a_contact_that_nobody_can_open_is_refused(tmp_path):
    environment = {**os.environ, "KOERS_MODE": "test", "KOERS_DATA": str(tmp_path), "KOERS_SECURITY_CONTACT": "bel ons"}
    command = [sys.executable, "manage.py", "check"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "use mailto:name@organisation or https://" in run.stderr


def test_what_an_earlier_key_signed_stays_valid_while_it_is_a_fallback(settings):
    signed = signing.dumps({"pk": 1})
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "a newer key"
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert signing.loads(signed) == {"pk": 1}


def test_the_bench_prints_a_table_and_says_which_target_is_missed():
    text = render([Regel("list", 25, 10, most=2), Regel("save", 6, 10, "a second", least=0.5), Regel("x", 1, 1)])
    assert text.splitlines()[2:] == [
        "| list | 25.0 ms | 10.0 ms | 2.50 × | ≤ 2 × | NO |",
        "| save | 6.0 a second | 10.0 a second | 0.60 × | ≥ 0.5 × | yes |",
        "| x | 1.0 ms | 1.0 ms | 1.00 × | – | – |",
    ]
