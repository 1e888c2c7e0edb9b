"""Put a copy back, into an empty place only: first all of it is unpacked beside and looked at, then it is moved in."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connections

from koers.beheer.kopie import database
from koers.beheer.kopie.fouten import KopieFout
from koers.beheer.kopie.maken import documents_in
from koers.beheer.kopie.manifest import (
    DATABASE,
    DOCUMENTS,
    NAME,
    NOT_OURS,
    Manifest,
    check_schema,
    copy_hashed,
    from_json,
    safe_name,
)

LARGEST_MANIFEST = 50_000_000  # bytes


def put_back(path: Path, *, documents: Path, using: str = "default", trust: bool = False) -> Manifest:
    """Restore the archive at `path`. KopieFout, with a sentence and nothing changed, when it is not whole, not ours,
    of another version, or the place is not empty."""
    try:
        documents.parent.mkdir(parents=True, exist_ok=True)
        _refuse_taken(documents, using)
        with tempfile.TemporaryDirectory(dir=documents.parent, prefix=".koers-herstel-") as folder:
            staged = Path(folder)
            manifest = _unpack(path, staged, trust=trust)
            _check(manifest, staged, using)
            _move_in(manifest, staged, documents, using)
    except OSError as error:
        raise KopieFout(f"{path} is niet terug te zetten: {error.strerror or error}. Er is niets veranderd.") from error
    if wrong := database.differences(manifest.tables, database.count(using)):
        raise KopieFout(f"Na het terugzetten klopt de tabel {wrong[0]} niet met de paklijst. Gebruik deze plek niet.")
    return manifest


def _refuse_taken(documents: Path, using: str) -> None:
    try:
        taken = database.tables_of(using)
    except DatabaseError as error:
        raise KopieFout(f"De database is niet te bereiken ({type(error).__name__}). Er is niets veranderd.") from error
    if taken:
        raise KopieFout(
            f"De database is niet leeg ({len(taken)} tabellen). Zet een kopie alleen terug op een lege plek."
        )
    if next(documents_in(documents), None) is not None:
        raise KopieFout(f"De map {documents} is niet leeg. Zet een kopie alleen terug op een lege plek.")


def _unpack(path: Path, staged: Path, *, trust: bool) -> Manifest:
    """Every file of the archive, hashed on the way, against the packing list."""
    hashes: dict[str, str] = {}
    packing_list = b""
    try:
        with path.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|gz") as archive:
            for entry in archive:
                if not entry.isreg() or not safe_name(entry.name) or entry.name in hashes or packing_list:
                    raise KopieFout(
                        f"Dit bestand {NOT_OURS}: {entry.name[:80]!r} hoort er niet in. Er is niets veranderd."
                    )
                source = archive.extractfile(entry)
                if source is None or (entry.name == NAME and entry.size > LARGEST_MANIFEST):
                    raise KopieFout(f"Dit bestand {NOT_OURS}. Er is niets veranderd.")
                if entry.name == NAME:
                    packing_list = source.read()
                else:
                    hashes[entry.name] = _stage(source, staged / entry.name, entry.size)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise KopieFout(f"Dit bestand {NOT_OURS}. Er is niets veranderd.") from error
    if not packing_list:
        raise KopieFout(f"Dit bestand {NOT_OURS}: de paklijst ontbreekt. Er is niets veranderd.")
    manifest = from_json(packing_list, trust=trust)
    if wrong := sorted(
        name for name in hashes.keys() | manifest.files.keys() if hashes.get(name) != manifest.files.get(name)
    ):
        raise KopieFout(
            f"Dit bestand {NOT_OURS}: {wrong[0][:80]!r} is niet wat de paklijst zegt. Er is niets veranderd."
        )
    return manifest


def _stage(source: IO[bytes], target: Path, size: int) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    if size > shutil.disk_usage(target.parent).free:
        raise KopieFout("Er is niet genoeg ruimte op de schijf om deze kopie uit te pakken. Er is niets veranderd.")
    with target.open("xb") as file:
        return copy_hashed(source, file)


def _check(manifest: Manifest, staged: Path, using: str) -> None:
    vendor = connections[using].vendor
    if manifest.vendor != vendor:
        raise KopieFout(f"Deze kopie is van {manifest.vendor} en deze plek is {vendor}. Er is niets veranderd.")
    check_schema(manifest.schema)
    if DATABASE not in manifest.files:
        raise KopieFout(f"Dit bestand {NOT_OURS}: er zit geen database in. Er is niets veranderd.")
    if reason := database.problem_with_versions(manifest.server, using):
        raise KopieFout(f"Terugzetten kan niet: {reason}. Er is niets veranderd.")
    database.check_file(vendor, staged / DATABASE)


def _move_in(manifest: Manifest, staged: Path, documents: Path, using: str) -> None:
    """The files by one rename, then the database in one step; the files out again when that fails."""
    unpacked = staged / DOCUMENTS
    unpacked.mkdir(exist_ok=True)
    if documents.is_dir():
        shutil.rmtree(documents)  # holds no finished file
    unpacked.rename(documents)
    try:
        database.load(using, staged / DATABASE)
    except BaseException:
        documents.rename(unpacked)
        raise
