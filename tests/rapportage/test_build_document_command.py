"""`manage.py build_document`: the button's build from the command line, and one English sentence when it can't be."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from koers.lib import klok
from rapportage import tasks
from rapportage.management.commands import build_document as command
from rapportage.models import Document, Versie
from rapportage.services import archief, request_build

pytestmark = pytest.mark.django_db


def build(output: Path | str, *arguments: str) -> None:
    call_command("build_document", *(arguments or ("kwartaalupdate", "2026-Q1")), "--output", str(output))


def test_writes_the_file_of_the_version_and_says_which(q1, bouwer, tmp_path, capsys):
    build(tmp_path / "update.pdf")
    versie = Versie.objects.get()
    assert (tmp_path / "update.pdf").read_bytes() == archief.read(versie)
    assert capsys.readouterr().out == (
        f"{tmp_path}/update.pdf: Kwartaalupdate Q1 2026, version 1, 1 pages, sha256 {versie.sha256}\n"
    )


def test_again_with_and_without_force_gives_the_same_record_and_bytes(q1, bouwer, tmp_path):
    build(tmp_path / "een.pdf")
    build(tmp_path / "twee.pdf")
    build(tmp_path / "drie.pdf", "kwartaalupdate", "2026-Q1", "--force")
    assert len({(tmp_path / f"{name}.pdf").read_bytes() for name in ("een", "twee", "drie")}) == 1
    assert Versie.objects.count() == 1
    assert len(bouwer.built) == 2, "only --force lays it out again"


def test_gives_what_the_button_made(rik, q1, bouwer, tmp_path):
    tasks.build_document(request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=klok.now()).pk)
    build(tmp_path / "update.pdf")
    assert Versie.objects.get().gemaakt_door == rik
    assert len(bouwer.built) == 1


def test_replaces_an_older_file_whole(q1, bouwer, tmp_path):
    (tmp_path / "update.pdf").write_bytes(b"older")
    build(tmp_path / "update.pdf")
    assert (tmp_path / "update.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["update.pdf"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("kwartaalupdate", "2026-Q7"), "unknown period '2026-Q7': a kwartaalupdate is made of a quarter"),
        (("kwartaalupdate", "2031-Q1"), "unknown period '2031-Q1'"),
        (("jaarverslag", "2026-Q1"), "unknown period '2026-Q1': a jaarverslag is made of a year, like 2024"),
        (("jaarverslag", "0999"), "unknown period '0999'"),
        (("jaarverslag", "2019"), "there is no data for jaarverslag 2019"),
        (("raadsbrief", "2024"), "invalid choice: 'raadsbrief'"),
        (("kwartaalupdate",), "the following arguments are required: periode"),
    ],
)
def test_wrong_arguments_are_one_sentence_and_write_nothing(q1, bouwer, tmp_path, arguments, words):
    with pytest.raises(CommandError, match=words):
        build(tmp_path / "x.pdf", *arguments)
    assert not (tmp_path / "x.pdf").exists()
    assert not Document.objects.exists()


def test_output_is_compulsory(q1):
    with pytest.raises(CommandError, match="required: --output"):
        call_command("build_document", "kwartaalupdate", "2026-Q1")


def test_folder_that_is_not_there_or_is_a_file_is_refused_before_the_build(q1, bouwer, tmp_path):
    with pytest.raises(CommandError, match=r"the folder .* does not exist"):
        build(tmp_path / "nergens" / "x.pdf")
    with pytest.raises(CommandError, match="it is a folder"):
        build(tmp_path)
    assert bouwer.built == []


def test_no_permission_to_write_is_refused_before_the_build(q1, bouwer, tmp_path, monkeypatch):
    monkeypatch.setattr(command.os, "access", lambda path, mode: False)
    with pytest.raises(CommandError, match="no permission to write in"):
        build(tmp_path / "x.pdf")
    assert bouwer.built == []


def test_full_disk_at_the_output_leaves_no_half_file(q1, bouwer, tmp_path, monkeypatch):
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(command, "write_atomically", full)
    with pytest.raises(CommandError, match=r"cannot write .*x.pdf: No space left on device; no file was left there"):
        build(tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_full_disk_in_the_document_folder_changes_nothing(q1, bouwer, tmp_path, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="could not be stored: No space left on device; nothing was changed"):
        build(tmp_path / "x.pdf")
    assert not Document.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_missing_library_names_the_line_that_installs_it(q1, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(CommandError, match=r"Pango is missing\. On Debian or Ubuntu: apt-get install libpango-1\.0-0"):
        build(tmp_path / "x.pdf")


def test_database_that_cannot_be_used_is_a_sentence(q1, tmp_path, monkeypatch):
    def refuse(**kwargs: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(command, "build_document", refuse)
    with pytest.raises(CommandError, match="the database cannot be used: unable to open database file"):
        build(tmp_path / "x.pdf")
