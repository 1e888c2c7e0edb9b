"""The packing list of a copy: what it is of, what is in it, and that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.signing import BadSignature, Signer
from django.db.migrations.loader import MigrationLoader

from koers.beheer.kopie.fouten import KopieFout

FORMAT = 1
NAME, DATABASE, DOCUMENTS = "manifest.json", "database", "documenten"
NOT_OURS = "is geen kopie van Koers, of is afgebroken of veranderd"


@dataclass(frozen=True)
class Tabel:
    """How many rows, and (PostgreSQL) the sum of their hashes, which tells a changed value as well."""

    rows: int
    digest: str = ""


@dataclass(frozen=True)
class Manifest:
    """Everything that a copy holds; `files` are names in the archive with their SHA-256."""

    format: int
    made_at: str
    vendor: str
    server: int
    schema: list[str]
    tables: Mapping[str, Tabel]
    files: Mapping[str, str]

    def to_json(self) -> bytes:
        text = json.dumps(asdict(self), sort_keys=True, indent=1)
        return json.dumps({"manifest": text, "signature": _signer().signature(text)}).encode()


def from_json(data: bytes, *, trust: bool) -> Manifest:
    """The packing list as it was signed. KopieFout when it is none, or was signed with another installation's key."""
    try:
        outer: dict[str, Any] = json.loads(data)
        text, signature = str(outer["manifest"]), str(outer["signature"])
        inner = json.loads(text)
        tables = {str(name): Tabel(int(t["rows"]), str(t["digest"])) for name, t in inner.pop("tables").items()}
        found = Manifest(**inner, tables=tables)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KopieFout(f"Dit bestand {NOT_OURS}: de paklijst is niet te lezen. Er is niets veranderd.") from error
    if found.format != FORMAT:
        raise KopieFout(f"Deze kopie heeft vorm {found.format}; deze versie van Koers leest vorm {FORMAT}.")
    if not trust:
        _check_signature(text, signature)
    return found


def _signer() -> Signer:
    return Signer(salt="koers.beheer.kopie")


def _check_signature(text: str, signature: str) -> None:
    signer = _signer()
    try:
        signer.unsign(f"{text}{signer.sep}{signature}")
    except BadSignature as error:
        raise KopieFout(
            "Deze kopie is niet met de sleutel van deze installatie gemaakt (KOERS_SECRET_KEY), of is daarna "
            "veranderd. Er is niets veranderd. Weet u zeker waar het bestand vandaan komt? Gebruik dan --trust."
        ) from error


def schema_of_code() -> list[str]:
    """Every migration this version of the program has."""
    loader = MigrationLoader(None)
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)


def check_schema(schema: list[str]) -> None:
    """KopieFout when the copy was made by another version of the program than this one."""
    own = schema_of_code()
    if sorted(schema) == own:
        return
    more, less = sorted(set(schema) - set(own)), sorted(set(own) - set(schema))
    what = f"zij heeft {more[0]}, dit programma niet" if more else f"dit programma heeft {less[0]}, zij niet"
    raise KopieFout(
        f"Deze kopie is van een andere versie van Koers: {what}. Er is niets veranderd. "
        "Zet haar terug met de versie waarmee zij is gemaakt, en werk daarna bij."
    )


def safe_name(name: str) -> bool:
    """A name that may be in an archive: the list, the database, or a file under the documents, never outside them."""
    path = PurePosixPath(name)
    if name in (NAME, DATABASE):
        return True
    return (
        str(path) == name
        and len(path.parts) > 1
        and path.parts[0] == DOCUMENTS
        and ".." not in path.parts
        and "\\" not in name
        and name.isprintable()
    )


def copy_hashed(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy all of it (to nowhere without a target); the SHA-256 of what went by."""
    sha256 = hashlib.sha256()
    while block := source.read(1 << 20):
        sha256.update(block)
        if target:
            target.write(block)
    return sha256.hexdigest()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return copy_hashed(file, None)
