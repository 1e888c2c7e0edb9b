"""Copies: made while a writer writes, put back equal, and refused whole when anything about them is not right."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import secrets
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from koers.beheer.kopie import KopieFout, database, put_back

ROOT = Path(__file__).resolve().parents[2]
KEY = settings.SECRET_KEY
Alter = Callable[[dict[str, bytes]], None]


class Plek:
    """An installation of its own: a data folder and a database, of the kind this suite runs on."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith(("KOERS_", "DATABASE_"))},
            "KOERS_MODE": "demo",
            "KOERS_DATA": str(data),
            "KOERS_SECRET_KEY": KEY,
            "DJANGO_SETTINGS_MODULE": "koers.settings",
            **({"DATABASE_URL": url} if url else {}),
        }

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        own = {**self.environment, **environment}
        return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False, timeout=240)

    def files(self) -> dict[str, bytes]:
        folder = self.data / "documenten"
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def left_over(self) -> list[str]:
        return [path.name for path in self.data.glob(".koers-*")]


@contextmanager
def _database() -> Iterator[str]:
    """The address of an empty PostgreSQL database, gone afterwards; '' where the suite runs on SQLite."""
    if connection.vendor != "postgresql":
        yield ""
        return
    import psycopg2

    kept = connection.settings_dict
    address = {"host": kept["HOST"], "port": kept["PORT"] or 5432, "user": kept["USER"], "password": kept["PASSWORD"]}
    name = f"kopie_{secrets.token_hex(5)}"

    def say(sentence: str) -> None:
        admin = psycopg2.connect(dbname="postgres", **address)
        admin.autocommit = True
        with admin.cursor() as cursor:
            cursor.execute(sentence)
        admin.close()

    say(f"CREATE DATABASE {name} TEMPLATE template0")
    user = f"{kept['USER']}:{kept['PASSWORD']}" if kept["PASSWORD"] else kept["USER"]
    yield f"postgres://{user}@{kept['HOST']}:{address['port']}/{name}"
    say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def bron(tmp_path_factory) -> Iterator[Plek]:
    """A portal with its tables, one person, and a document that a row names."""
    with _database() as url:
        plek = Plek(tmp_path_factory.mktemp("bron"), url)
        assert plek.run("migrate", "--verbosity", "0").returncode == 0
        sha256 = hashlib.sha256(b"%PDF een").hexdigest()
        code = (
            "from django.utils import timezone; from rapportage.models import *;"
            "d = Document.objects.create(soort='jaarverslag', periode='2024', gemaakt_op=timezone.now());"
            "Versie.objects.create(document=d, nummer=1, sleutel='a'*64, feiten={}, feiten_sha256='b'*64,"
            f"bestand='jaarverslag/2024/een.pdf', sha256='{sha256}', paginas=1, grootte=8, gemaakt_op=timezone.now())"
        )
        made = plek.run("shell", "-c", code)
        assert made.returncode == 0, made.stderr
        folder = plek.data / "documenten" / "jaarverslag" / "2024"
        folder.mkdir(parents=True)
        (folder / "een.pdf").write_bytes(b"%PDF een")
        (folder / ".twee.pdf.x.deel").write_bytes(b"half")
        yield plek


@pytest.fixture(scope="module")
def kopie(bron) -> Path:
    path = bron.data / "kopie.tar.gz"
    done = bron.run("backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def leeg(tmp_path) -> Iterator[Plek]:
    with _database() as url:
        yield Plek(tmp_path / "leeg", url)


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {e.name: source.read() for e in archive if (source := archive.extractfile(e))}


def altered(path: Path, target: Path, alter: Alter) -> Path:
    """The archive packed anew after `alter` had its way with what is in it."""
    inside = members(path)
    alter(inside)
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:
        for name, data in inside.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target


@pytest.fixture(scope="module")
def refused(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Callable[..., None]]:
    """`refused(path, sentence)`: restoring it is refused with that sentence, and the empty place stays empty."""
    data = tmp_path_factory.mktemp("kaal")
    with django_db_blocker.unblock(), _database() as url:
        name = url.rsplit("/", 1)[-1] if url else str(data / "kaal.sqlite3")
        with database.other_database("default", NAME=name) as alias:

            def refuse(path: Path, sentence: str, **options: bool) -> None:
                with pytest.raises(KopieFout, match=re.escape(sentence)):
                    put_back(path, documents=data / "documenten", using=alias, **options)
                assert {found.name for found in data.iterdir()} <= {
                    "kaal.sqlite3",
                    "kaal.sqlite3-wal",
                    "kaal.sqlite3-shm",
                }
                assert database.tables_of(alias) == []

            yield refuse


def test_a_copy_is_for_its_owner_only_and_holds_only_what_is_finished(kopie, bron):
    assert stat.S_IMODE(kopie.stat().st_mode) == 0o600
    inside = members(kopie)
    assert set(inside) == {"database", "documenten/jaarverslag/2024/een.pdf", "manifest.json"}
    manifest = json.loads(json.loads(inside["manifest.json"])["manifest"])
    assert manifest["tables"]["rapportage_versie"]["rows"] == 1
    assert manifest["files"]["database"] == hashlib.sha256(inside["database"]).hexdigest()
    assert bron.left_over() == []


def test_a_copy_put_back_is_equal_and_is_not_put_back_twice(kopie, bron, leeg):
    done = leeg.run("restore", str(kopie))
    assert done.returncode == 0, done.stderr
    assert "counts and hashes are equal" in done.stdout
    assert leeg.files() == {"jaarverslag/2024/een.pdf": b"%PDF een"}
    read = leeg.run("shell", "-c", "from rapportage.models import Versie; print(Versie.objects.get().document)")
    assert read.stdout.strip().endswith("2024")
    again = leeg.run("restore", str(kopie))
    assert again.returncode == 1
    assert "De database is niet leeg" in again.stderr
    assert leeg.files() == {"jaarverslag/2024/een.pdf": b"%PDF een"}


def test_an_existing_file_is_not_overwritten(kopie, bron):
    before = kopie.read_bytes()
    done = bron.run("backup", str(kopie))
    assert done.returncode == 1
    assert "bestaat al en wordt niet overschreven" in done.stderr
    assert kopie.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_in_one_sentence(bron, tmp_path):
    done = bron.run("backup", str(tmp_path / "weg" / "kopie.tar.gz"))
    assert done.returncode == 1
    assert "is niet geschreven: No such file" in done.stderr


def test_a_document_that_is_gone_is_told_and_the_rest_is_copied(bron, tmp_path):
    file = bron.data / "documenten" / "jaarverslag" / "2024" / "een.pdf"
    data = file.read_bytes()
    file.unlink()
    try:
        done = bron.run("backup", str(tmp_path / "kopie.tar.gz"))
    finally:
        file.write_bytes(data)
    assert done.returncode == 1
    assert "1 document(en) die de database noemt ontbreken" in done.stderr
    assert "jaarverslag/2024/een.pdf" in done.stderr
    assert (tmp_path / "kopie.tar.gz").exists()


@pytest.mark.parametrize("part", [0, 1, 60, 99])
def test_a_copy_that_was_cut_off_is_refused(kopie, refused, tmp_path, part):
    cut = tmp_path / "kopie.tar.gz"
    data = kopie.read_bytes()
    cut.write_bytes(data[: len(data) * part // 100])
    refused(cut, "is geen kopie van Koers, of is afgebroken of veranderd")


def change(name: str, data: bytes) -> Alter:
    return lambda inside: inside.update({name: data})


def drop(name: str) -> Alter:
    return lambda inside: inside.pop(name) and None


def put_first(name: str) -> Alter:
    def alter(inside: dict[str, bytes]) -> None:
        rest = dict(inside)
        inside.clear()
        inside.update({name: b"x", **rest})

    return alter


def resign(change: Callable[[dict], None]) -> Alter:
    """Another packing list, signed by someone who does not have the key."""

    def alter(inside: dict[str, bytes]) -> None:
        outer = json.loads(inside["manifest.json"])
        inner = json.loads(outer["manifest"])
        change(inner)
        inside["manifest.json"] = json.dumps({**outer, "manifest": json.dumps(inner)}).encode()

    return alter


@pytest.mark.parametrize(
    ("alter", "sentence"),
    [
        (change("documenten/jaarverslag/2024/een.pdf", b"%PDF vals"), "is niet wat de paklijst zegt"),
        (drop("documenten/jaarverslag/2024/een.pdf"), "is niet wat de paklijst zegt"),
        (put_first("documenten/extra.pdf"), "is niet wat de paklijst zegt"),
        (put_first("documenten/../../erbuiten"), "hoort er niet in"),
        (put_first("/etc/koers-erbuiten"), "hoort er niet in"),
        (put_first("koers.sqlite3"), "hoort er niet in"),
        (drop("manifest.json"), "de paklijst ontbreekt"),
        (change("manifest.json", b"{"), "de paklijst is niet te lezen"),
        (resign(lambda inner: inner["tables"]["rapportage_versie"].update(rows=2)), "niet met de sleutel"),
    ],
)
def test_a_copy_that_was_changed_is_refused(kopie, refused, tmp_path, alter, sentence):
    refused(altered(kopie, tmp_path / "vals.tar.gz", alter), sentence)
    assert not (tmp_path / "erbuiten").exists()


def test_a_copy_of_another_installation_is_taken_only_on_trust(kopie, leeg):
    leeg.environment["KOERS_SECRET_KEY"] = "n" * 60
    done = leeg.run("restore", str(kopie))
    assert (done.returncode, "Gebruik dan --trust" in done.stderr) == (1, True)
    assert leeg.files() == {}
    done = leeg.run("restore", str(kopie), "--trust")
    assert done.returncode == 0, done.stderr


def test_a_copy_of_another_version_is_refused_with_what_differs(kopie, refused, tmp_path):
    path = altered(
        kopie, tmp_path / "ouder.tar.gz", resign(lambda inner: inner["schema"].append("rapportage.9999_later"))
    )
    refused(path, "zij heeft rapportage.9999_later, dit programma niet", trust=True)


def test_a_copy_of_the_other_kind_of_database_is_refused(kopie, refused, tmp_path):
    path = altered(kopie, tmp_path / "anders.tar.gz", resign(lambda inner: inner.update(vendor="oracle")))
    refused(path, "Deze kopie is van oracle en deze plek is", trust=True)


def test_a_copy_is_not_put_back_over_documents(kopie, leeg):
    folder = leeg.data / "documenten"
    folder.mkdir(parents=True)
    (folder / "iets.pdf").write_bytes(b"van een ander")
    done = leeg.run("restore", str(kopie))
    assert done.returncode == 1
    assert "is niet leeg" in done.stderr
    assert leeg.files() == {"iets.pdf": b"van een ander"}


def test_the_drill_copies_while_a_writer_writes_and_leaves_nothing(bron):
    done = bron.run("drill")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| documents named by a row and not in the copy | 0 | 0 | yes |" in done.stdout
    assert "NO |" not in done.stdout
    told = next(line for line in done.stdout.splitlines() if line.startswith("| rows of the writer: both"))
    assert int(told.split("|")[3]) >= 50
    assert set(bron.files()) == {"jaarverslag/2024/een.pdf", "jaarverslag/2024/.twee.pdf.x.deel"}
    assert bron.left_over() == []
    left = "from django.db import connection as c; print('koers_proef' in c.introspection.table_names())"
    assert bron.run("shell", "-c", left).stdout.strip().endswith("False")
