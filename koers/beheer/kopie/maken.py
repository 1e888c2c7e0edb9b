"""Make a copy while people work.

The database first, at one moment; then the files. A document's file is written before its row (rapportage.services.
document.file_version) and is never changed or removed after it: so whatever row the moment shows, its file is there
when the files are read, and a file without a row is at most one too many. Whether it is so is looked up, not believed.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError

from koers.beheer.kopie import database
from koers.beheer.kopie.fouten import KopieFout
from koers.beheer.kopie.manifest import DATABASE, DOCUMENTS, FORMAT, NAME, Manifest


@dataclass(frozen=True)
class Kopie:
    """What was copied; `missing`: files that the database names and the folder does not have, or not as they were."""

    manifest: Manifest
    missing: tuple[str, ...]


def make_copy(path: Path, *, documents: Path, now: datetime, using: str = "default") -> Kopie:
    """Write one archive at `path`, for the owner's eyes only, whole or not at all. KopieFout says why not."""
    if path.exists():
        raise KopieFout(f"{path} bestaat al en wordt niet overschreven. Kies een andere naam.")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".koers-kopie-") as folder:
            kopie = _write(Path(folder), documents, now, using)
            os.link(Path(folder) / "archief", path)  # fails, rather than replaces, when someone took the name
            _sync(path.parent)
    except DatabaseError as error:
        raise KopieFout(f"De database is niet te lezen ({type(error).__name__}). Er is niets gemaakt.") from error
    except OSError as error:
        raise KopieFout(
            f"De kopie {path} is niet geschreven: {error.strerror or error}. Er is niets gemaakt."
        ) from error
    return kopie


def _write(folder: Path, documents: Path, now: datetime, using: str) -> Kopie:
    dump = folder / DATABASE
    with database.snapshot(using, dump) as moment:
        tables, schema = database.count(moment), database.schema_of(moment)
        versions, vendor = database.versions_of(moment), database.connections[moment].vendor
        server = database.server_of(moment)
    handle = os.open(folder / "archief", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
            files = {DATABASE: _add(archive, DATABASE, dump)}
            for file in documents_in(documents):
                name = f"{DOCUMENTS}/{file.relative_to(documents).as_posix()}"
                files[name] = _add(archive, name, file)
            manifest = Manifest(FORMAT, now.isoformat(), vendor, server, schema, tables, files)
            _add_bytes(archive, NAME, manifest.to_json())
        raw.flush()
        os.fsync(raw.fileno())
    wrong = [name for name, sha256 in versions.items() if files.get(f"{DOCUMENTS}/{name}") != sha256]
    return Kopie(manifest, tuple(sorted(wrong)))


def documents_in(folder: Path) -> Iterator[Path]:
    """Every finished file; not what a writer has under way (koers.lib.bestand)."""
    if folder.is_dir():
        yield from sorted(
            path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.suffix != ".deel"
        )


def _add(archive: tarfile.TarFile, name: str, file: Path) -> str:
    """Add a file; its SHA-256, of the very bytes that went in."""
    entry = tarfile.TarInfo(name)
    with file.open("rb") as source:
        entry.size = os.fstat(source.fileno()).st_size
        hashed = _Hashed(source)
        archive.addfile(entry, hashed)  # type: ignore[arg-type]
    return hashed.sha256.hexdigest()


class _Hashed:
    """A file that hashes what is read of it."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.sha256.update(block)
        return block


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
