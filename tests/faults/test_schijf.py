"""The disk is full: a sentence, nothing half, and it works again when there is room. On a small disk of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.installatie import copy_of, until
from tests.faults.mens import Mens
from tests.faults.test_tegelijk import texts
from tests.faults.test_werker import intact
from tests.faults.voorbereid import KWARTALEN

SIZE = 24_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk in memory; skipped where this account may not make one."""
    place = tmp_path / "schijf"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk can be made by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """A file that takes all that is free."""
    path = place / "vulling"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return path


def test_save_on_a_full_disk_is_refused_in_a_sentence_and_works_when_there_is_room(klein_klaar, small_disk, vertel):
    installatie = copy_of(klein_klaar, small_disk / "data")
    try:
        installatie.start_web(workers=1)
        rik = Mens(installatie, "rik")
        path, fields = rik.write(1, "Voordat de schijf vol was.")
        assert rik.post(path, fields).is_done
        _, fields = rik.write(1, "Toen de schijf vol was.")
        filling = fill(small_disk)
        refused = rik.post(path, fields)
        assert refused.status == 503, refused.melding[:500]
        assert "De schijf van Koers is vol" in refused.melding
        filling.unlink()
        assert texts(installatie, 1) == ["Voordat de schijf vol was."]
        assert rik.post(path, refused.fields()).is_done
        assert texts(installatie, 1) == ["Toen de schijf vol was."]
        vertel("disk full at a save, SQLite", bevestigd=2, aanwezig=2, dubbel=0, verder="1 refused with a sentence")
    finally:
        installatie.stop()


@pytest.mark.faults
def test_pdf_on_a_full_disk_fails_with_a_sentence_and_is_made_when_there_is_room(groot, small_disk, vertel):
    documents = groot.data / "documenten"
    documents.symlink_to(small_disk)
    groot.start_web(workers=1)
    groot.start_beat()
    groot.start_worker()
    rik = Mens(groot, "rik")
    filling = fill(small_disk)
    pk = rik.ask_document(KWARTALEN[0])
    until(lambda: groot.is_closed(pk), f"it is ended\n{groot.log('worker')}")
    page = rik.get(f"/documenten/opdrachten/{pk}/").melding
    assert groot.opdracht(pk)[0] == "mislukt"
    assert "de schijf is vol" in page
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [filling]
    filling.unlink()
    again = rik.ask_document(KWARTALEN[0])
    until(lambda: groot.is_closed(again), f"it is made\n{groot.log('worker')}")
    there = intact(groot)
    vertel(
        "disk full at a PDF", bevestigd="2 asked", aanwezig=f"{len(there)} made", dubbel=0, verder="1 told it failed"
    )
    assert there == [KWARTALEN[0]]
