"""A file is written whole or not at all, and the reason is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rapportage.documents.bestand import write_file
from rapportage.documents.fouten import DocumentFout


def test_a_file_is_replaced_in_one_move(tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    write_file(path, b"een")
    write_file(path, b"twee")
    assert path.read_bytes() == b"twee"
    assert [item.name for item in tmp_path.iterdir()] == ["verslag.pdf"]


@pytest.mark.parametrize(
    ("code", "zin"), [(errno.ENOSPC, "de schijf is vol"), (errno.EROFS, "alleen te lezen"), (errno.EIO, "error")]
)
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    code: int, zin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "verslag.pdf"
    write_file(path, b"oud")

    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DocumentFout, match=zin):
        write_file(path, b"nieuw" * 1_000)
    assert path.read_bytes() == b"oud"
    assert [item.name for item in tmp_path.iterdir()] == ["verslag.pdf"]


@pytest.mark.parametrize(
    ("path", "zin"),
    [
        ("bestaat/niet/x.pdf", "die map bestaat niet"),
        ("bestand/x.pdf", "is geen map"),
        (f"{'x' * 300}.pdf", "de naam is te lang"),
        ("map", "al een map met die naam"),
    ],
)
def test_a_path_that_cannot_be_is_refused_with_its_reason(path: str, zin: str, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    (tmp_path / "map").mkdir()
    with pytest.raises(DocumentFout, match=zin):
        write_file(tmp_path / path, b"x")
    assert {item.name for item in tmp_path.iterdir()} == {"bestand", "map"}


def test_a_full_disk_is_a_sentence() -> None:
    with pytest.raises(DocumentFout, match="is niet geschreven"):
        write_file(Path("/proc/verslag.pdf"), b"x")
