"""A database as a file and back: SQLite by its online backup, PostgreSQL by pg_dump within one exported snapshot."""

from __future__ import annotations

import glob
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from psycopg2.extensions import make_dsn

from koers.beheer.kopie.fouten import KopieFout
from koers.beheer.kopie.manifest import Tabel

_LIBPQ = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")


def server_of(using: str) -> int:
    """The major version of a PostgreSQL server; 0 of SQLite, whose file any version reads."""
    connection: Any = connections[using]
    return int(connection.pg_version) // 10000 if connection.vendor == "postgresql" else 0


def tables_of(using: str) -> list[str]:
    return sorted(connections[using].introspection.table_names())


def count(using: str) -> dict[str, Tabel]:
    """Of every table the rows, and on PostgreSQL the sum of their hashes, in whatever order they lie."""
    connection = connections[using]
    total = "COALESCE(SUM(('x' || SUBSTR(MD5(t::text), 1, 15))::bit(60)::bigint), 0)"
    what = f"COUNT(*), {total}" if connection.vendor == "postgresql" else "COUNT(*), ''"
    found = {}
    with connection.cursor() as cursor:
        for name in tables_of(using):
            cursor.execute(f"SELECT {what} FROM {connection.ops.quote_name(name)} AS t")  # noqa: S608
            rows, digest = cursor.fetchone()
            found[name] = Tabel(rows, str(digest))
    return found


def schema_of(using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def versions_of(using: str) -> dict[str, str]:
    """The files that documents and evidence have, with their SHA-256, as this database says."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT bestand, sha256 FROM rapportage_versie UNION ALL SELECT bestand, sha256 FROM projecten_bewijs"
        )
        return dict(cursor.fetchall())


@contextmanager
def snapshot(using: str, target: Path) -> Iterator[str]:
    """Write the database as it is at one moment to `target`; inside, a database alias that sees exactly that moment."""
    if connections[using].vendor == "sqlite":
        with _sqlite_snapshot(using, target) as alias:
            yield alias
    else:
        with _postgresql_snapshot(using, target) as alias:
            yield alias


@contextmanager
def other_database(using: str, **changes: Any) -> Iterator[str]:
    """An alias for another database of the same kind, gone afterwards."""
    alias = f"kopie-{uuid4().hex[:12]}"
    connections.databases[alias] = {**connections[using].settings_dict, **changes, "CONN_MAX_AGE": 0}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]


@contextmanager
def _sqlite_snapshot(using: str, target: Path) -> Iterator[str]:
    connection = connections[using]
    connection.ensure_connection()
    # All pages in one step: the reader holds one moment of the write-ahead log, writers go on beside it.
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    with other_database(using, NAME=str(target), OPTIONS={}) as alias:
        yield alias


@contextmanager
def _postgresql_snapshot(using: str, target: Path) -> Iterator[str]:
    with other_database(using) as alias, transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [moment] = cursor.fetchone()
        _run("pg_dump", alias, "--format=custom", f"--snapshot={moment}", "--no-owner", "--no-acl", f"--file={target}")
        yield alias


def load(using: str, source: Path) -> None:
    """Put a file of `snapshot` into an empty database: all of it or nothing. KopieFout says why not."""
    if connections[using].vendor == "sqlite":
        _sqlite_load(using, source)
    else:
        _run("pg_restore", using, "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", str(source))


def check_file(vendor: str, source: Path) -> None:
    """KopieFout when the file is not a whole database of its kind."""
    if vendor != "sqlite":
        return  # pg_restore reads it in one transaction
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            [answer] = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise KopieFout(f"De database in deze kopie is beschadigd ({answer}). Er is niets veranderd.")


def _sqlite_load(using: str, source: Path) -> None:
    connection = connections[using]
    connection.close()
    place = Path(connection.settings_dict["NAME"])
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    source.chmod(0o640)
    source.replace(place)


def _binary(name: str) -> tuple[str, int]:
    """The newest of this machine's pg_dump or pg_restore, with its major version."""
    own = [path for pattern in ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin") for path in glob.glob(pattern)]
    found = [path for path in (*(f"{folder}/{name}" for folder in own), shutil.which(name)) if path]
    versions = {}
    for path in found:
        if os.access(path, os.X_OK):
            text = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
            if number := re.search(r"(\d+)(?:\.\d+)?", text):
                versions[path] = int(number[1])
    if not versions:
        raise KopieFout(f"{name} is er niet. Installeer de programma's van PostgreSQL (Debian: postgresql-client).")
    best = max(versions, key=lambda path: versions[path])
    return best, versions[best]


def _run(name: str, using: str, *arguments: str) -> None:
    path, version = _binary(name)
    server = server_of(using)
    if version < server:
        raise KopieFout(
            f"{name} is versie {version} en de server is PostgreSQL {server}: installeer postgresql-client-{server}."
        )
    parameters = dict(connections[using].get_connection_params())
    given = {key: parameters[key] for key in _LIBPQ if parameters.get(key)}
    environment = {**os.environ, "PGPASSWORD": str(parameters.get("password") or "")}
    command = [path, f"--dbname={make_dsn(**given)}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[0][:200]
        raise KopieFout(f"{name} is gestopt: {why}. Er is niets veranderd.")


def problem_with_versions(server: int, using: str) -> str:
    """Why a copy of a server of this version cannot be put back here; '' when it can."""
    here = server_of(using)
    if server > here:
        return f"de kopie is van PostgreSQL {server} en deze server is PostgreSQL {here}"
    return ""


def differences(expected: Mapping[str, Tabel], found: Mapping[str, Tabel]) -> list[str]:
    """The tables that do not hold the same."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
