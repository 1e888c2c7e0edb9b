"""What is installed is pinned by hash, and from no address that only some networks know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


def requirements(name: str) -> list[str]:
    """The requirements of a lock, each with the lines that continue it."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / name).read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_there_is_a_lock_for_running_and_one_for_testing():
    assert {"requirements.lock", "requirements-dev.lock"} <= set(LOCKS)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name):
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_of_a_lock_has_one_version_and_its_hashes(name):
    loose = [
        line.split()[0]
        for line in requirements(name)
        if not re.match(r"[A-Za-z0-9._\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert requirements(name)
    assert not loose


def test_what_runs_has_the_same_version_where_it_is_tested():
    def versions(name: str) -> dict[str, str]:
        return dict(line.split()[0].split("==") for line in requirements(name))

    run, dev = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {name: version for name, version in run.items() if dev.get(name, version) != version} == {}
