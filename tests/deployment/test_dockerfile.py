"""The image: built from pinned packages, run by an account that may do nothing, without a shell."""

from __future__ import annotations

import re

import pytest

from tests.deployment.conftest import ROOT

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
LAST = TEXT.split("\nFROM ")[-1]


def test_the_image_runs_as_an_account_without_rights():
    [account] = re.findall(r"^USER (\S+)$", LAST, re.MULTILINE)
    assert account.isdigit()
    assert int(account) >= 10000


def test_packages_are_installed_by_hash_and_build_tools_stay_behind():
    assert "--require-hashes" in TEXT
    assert not re.search(r"\b(gcc|build-essential|pip install)\b", LAST)


@pytest.mark.parametrize("instruction", ["CMD", "ENTRYPOINT"])
def test_a_command_needs_no_shell(instruction):
    for command in re.findall(rf"^{instruction} (.*)$", LAST, re.MULTILINE):
        assert command.startswith("[")


def test_no_secret_is_baked_in():
    assert not re.search(r"SECRET|PASSWORD|://\w+:\w+@", TEXT)


def test_what_the_image_copies_is_named_one_by_one():
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert lines[0] == "*"
    for line in lines[1:]:
        assert not re.search(r"var|\.env|\.git|tests", line)
        assert line.startswith("**") or (ROOT / line.lstrip("!")).exists(), line
