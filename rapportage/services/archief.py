"""The files of versions: where they lie, written whole or not at all, read back only when they are what they were."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from django.conf import settings

from rapportage.documents.bestand import write_file
from rapportage.documents.fouten import DocumentFout
from rapportage.models import Versie

LEFTOVER_AFTER = 3600  # seconds; no build takes that long


class BestandBeschadigd(DocumentFout):
    """The file of a version is gone, or not what it was."""


class BibliotheekOntbreekt(DocumentFout):
    """What makes a PDF is not on this machine."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimals."""
    return hashlib.sha256(data).hexdigest()


def path_for(soort: str, periode: str, nummer: int, sha256: str) -> str:
    """The path under the document folder; with the hash in it, so that two builds never write each other's file."""
    return f"{soort}/{periode}/versie-{nummer}-{sha256[:16]}.pdf"


def store(name: str, data: bytes) -> None:
    """Put a file in the document folder. DocumentFout with a sentence when it can't be; then nothing changed."""
    path = Path(settings.DOCUMENT_DIR) / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentFout(
            f"De map {path.parent} is niet te maken: {error.strerror}. Er is niets veranderd."
        ) from error
    write_file(path, data)
    _clear_leftovers(path)


def _clear_leftovers(path: Path) -> None:
    """Remove what killed writers left in this folder: unfinished files an hour older than the one just written."""
    before = path.stat().st_mtime - LEFTOVER_AFTER
    for leftover in path.parent.glob(".*.deel"):
        if leftover.stat().st_mtime < before:
            leftover.unlink(missing_ok=True)


def is_intact(versie: Versie) -> bool:
    """Whether the file is there and is the one that was built."""
    try:
        read(versie)
    except BestandBeschadigd:
        return False
    return True


def read(versie: Versie) -> bytes:
    """The bytes of a version. BestandBeschadigd when they are not those that were built."""
    try:
        data = (Path(settings.DOCUMENT_DIR) / versie.bestand).read_bytes()
    except OSError as error:
        raise BestandBeschadigd(f"Het bestand van {versie} is er niet meer.") from error
    if digest(data) != versie.sha256:
        raise BestandBeschadigd(f"Het bestand van {versie} is veranderd sinds het is gemaakt.")
    return data


def count_pages(data: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
