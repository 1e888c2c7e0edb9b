"""The index of what can be found. The database keeps it itself, in the transaction of the change, whoever writes.

`Vondst` has its rows; triggers on the source tables (bronnen) fill it. Migrations run without them, because SQLite
rebuilds tables and forgets their triggers: before a migration they go, after it they come back and every row is made
anew. Why: docs/decisions/023-search-by-triggers.md.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.db import connections, transaction

from rapportage.zoekindex import postgresql, sqlite
from rapportage.zoekindex.bronnen import BRONNEN, TABEL

DIALECTEN: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def before_migrate(*, using: str, plan: Any = (), **kwargs: Any) -> None:
    """Of Django's signal: nothing of the index stands in the way of a migration."""
    if plan:
        _execute(using, DIALECTEN[connections[using].vendor].remove())


def after_migrate(*, using: str, **kwargs: Any) -> None:
    """Of Django's signal: the index is there and whole. Where it already was, one query tells."""
    if not _installed(using) and _has_tables(using):
        rebuild(using)


def rebuild(using: str = "default") -> int:
    """Make the index anew from its sources, in one transaction; how many rows it has."""
    _execute(using, DIALECTEN[connections[using].vendor].fill(installed=_installed(using)))
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABEL}")  # noqa: S608
        return int(cursor.fetchone()[0])


def match(woorden: tuple[str, ...], using: str = "default") -> tuple[str, list[str]]:
    """A condition in SQL on rows of `Vondst`, with its parameters. Words as `rules.zoeken.read_woorden` gives them."""
    with connections[using].cursor() as cursor:
        found: tuple[str, list[str]] = DIALECTEN[connections[using].vendor].match(cursor, woorden)
    return found


def beginnings(woorden: tuple[str, ...], using: str = "default") -> tuple[str, ...]:
    """How the words begin that were found: the words themselves, and on PostgreSQL their stems."""
    if connections[using].vendor != "postgresql":
        return woorden
    with connections[using].cursor() as cursor:
        return (*woorden, *postgresql.stems(cursor, woorden))


def _installed(using: str) -> bool:
    dialect = DIALECTEN[connections[using].vendor]
    with connections[using].cursor() as cursor:
        cursor.execute(dialect.INSTALLED)
        return bool(cursor.fetchone()[0] == dialect.NUMBER)


def _has_tables(using: str) -> bool:
    return {TABEL, *(bron.tabel for bron in BRONNEN)} <= set(connections[using].introspection.table_names())


def _execute(using: str, statements: Any) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
