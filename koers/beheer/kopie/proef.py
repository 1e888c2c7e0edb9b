"""The drill: a copy made while a writer writes, put back into an empty place, and compared."""

from __future__ import annotations

import secrets
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import DatabaseError, connections, transaction

from koers.beheer.kopie import database
from koers.beheer.kopie.fouten import KopieFout
from koers.beheer.kopie.maken import make_copy
from koers.beheer.kopie.manifest import DOCUMENTS, digest_of
from koers.beheer.kopie.terugzetten import put_back
from koers.lib.bestand import write_atomically

TABLE, FOLDER = "koers_proef", "koers-proef"
ENOUGH = 25  # pairs written before the copy begins


@dataclass(frozen=True)
class Regel:
    """One comparison."""

    what: str
    copied: str
    restored: str

    @property
    def ok(self) -> bool:
        return self.copied == self.restored


class Schrijver:
    """Writes as the portal does: a file, then in one transaction two rows that name it, on and on."""

    def __init__(self, documents: Path, using: str) -> None:
        self.folder, self.using = documents / FOLDER, using
        self.written, self.error = 0, ""
        self._enough, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Schrijver:
        self._clear()
        self.folder.mkdir(parents=True)
        with connections[self.using].cursor() as cursor:
            cursor.execute(f"CREATE TABLE {TABLE} (paar integer, helft integer, bestand text, sha256 text)")
        self._thread.start()
        if not self._enough.wait(60) or self.error:
            self._end()
            raise KopieFout(f"De schrijver van de proef kwam niet op gang ({self.error or 'te langzaam'}).")
        return self

    def __exit__(self, *args: object) -> None:
        self._end()

    def _end(self) -> None:
        self._stop.set()
        self._thread.join()
        self._clear()

    def _clear(self) -> None:
        with connections[self.using].cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                path.unlink()
            self.folder.rmdir()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._write(self.written + 1)
                self.written += 1
                if self.written >= ENOUGH:
                    self._enough.set()
        except (DatabaseError, OSError) as error:
            self.error = type(error).__name__
        finally:
            self._enough.set()
            connections[self.using].close()

    def _write(self, pair: int) -> None:
        data = secrets.token_bytes(4096)
        name = f"{FOLDER}/{pair}.bin"
        write_atomically(self.folder / f"{pair}.bin", data)
        with transaction.atomic(using=self.using), connections[self.using].cursor() as cursor:
            for half in (1, 2):
                row = [pair, half, name, sha256(data).hexdigest()]
                cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s)", row)  # noqa: S608


def drill(*, documents: Path, now: datetime, using: str = "default") -> tuple[list[Regel], int]:
    """Every comparison, and how many pairs were written while the copy was made. KopieFout when it cannot be done."""
    with tempfile.TemporaryDirectory(dir=documents.parent, prefix=".koers-proef-") as folder:
        archive, place = Path(folder) / "kopie.tar.gz", Path(folder) / DOCUMENTS
        with Schrijver(documents, using) as writer:
            before = writer.written
            kopie = make_copy(archive, documents=documents, now=now, using=using)
            during = writer.written - before
        if writer.error:
            raise KopieFout(f"De schrijver van de proef is gestopt ({writer.error}).")
        with _empty_database(Path(folder), using) as target:
            manifest = put_back(archive, documents=place, using=target)
            lines = _compare(manifest.tables, manifest.files, place, target)
            lines += _writer_lines(target, place)
    lines.append(Regel("documents named by a row and not in the copy", "0", str(len(kopie.missing))))
    return lines, during


@contextmanager
def _empty_database(folder: Path, using: str) -> Iterator[str]:
    if connections[using].vendor == "sqlite":
        with database.other_database(using, NAME=str(folder / "proef.sqlite3")) as alias:
            yield alias
        return
    name = f"koers_proef_{secrets.token_hex(6)}"
    try:
        with connections[using].cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    except DatabaseError as error:
        raise KopieFout(
            "Voor de proef is een lege database nodig en dit account mag die niet maken: ALTER ROLE … CREATEDB."
        ) from error
    try:
        with database.other_database(using, NAME=name) as alias:
            yield alias
    finally:
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def _compare(tables: database.Mapping, files: database.Mapping, place: Path, target: str) -> list[Regel]:
    found = database.count(target)
    lines = [_table_line(name, tables.get(name), found.get(name)) for name in sorted(tables.keys() | found.keys())]
    there = [name for name in files if name.startswith(f"{DOCUMENTS}/")]
    same = sum(digest_of(place / name.removeprefix(f"{DOCUMENTS}/")) == files[name] for name in there)
    return [*lines, Regel("documents with the same hash", str(len(there)), str(same))]


def _table_line(name: str, copied: database.Tabel | None, restored: database.Tabel | None) -> Regel:
    def told(tabel: database.Tabel | None) -> str:
        return f"{tabel.rows} {tabel.digest[:8]}".strip() if tabel else "-"

    return Regel(name, told(copied), told(restored))


def _writer_lines(target: str, place: Path) -> list[Regel]:
    """Of what the writer wrote: no half pair, none skipped, and every row's file."""
    with connections[target].cursor() as cursor:
        cursor.execute(f"SELECT paar, helft, bestand, sha256 FROM {TABLE}")  # noqa: S608
        rows = cursor.fetchall()
    pairs = {pair for pair, *_ in rows}
    whole = sum(path.is_file() and digest_of(path) == known for _, _, path, known in _placed(rows, place))
    return [
        Regel("rows of the writer: both of each pair, none skipped", str(2 * max(pairs, default=0)), str(len(rows))),
        Regel("rows of the writer with their file, unchanged", str(len(rows)), str(whole)),
    ]


def _placed(rows: list[tuple[int, int, str, str]], place: Path) -> Iterator[tuple[int, int, Path, str]]:
    for pair, half, name, known in rows:
        yield pair, half, place / name, known
