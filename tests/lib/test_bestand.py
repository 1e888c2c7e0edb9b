import os

import pytest

from koers.lib.bestand import read_or_make, write_atomically


def test_a_file_that_cannot_be_finished_leaves_the_old_one_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    write_atomically(path, b"oud")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_made_once_is_kept_for_the_owner_only(tmp_path):
    path = tmp_path / "var" / "sleutel"
    assert read_or_make(path, "een") == "een"
    assert read_or_make(path, "twee") == "een"
    assert path.stat().st_mode & 0o077 == 0
