"""Rows that take seconds to make, kept after the first time in a process and put back as they were."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

MADE_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
# Filled by the rows of other tables as they are put back: last, so that what is put there is what was kept.
MADE_BY_TRIGGERS = {"rapportage_vondst"}
Made = TypeVar("Made")
Table = tuple[list[str], list[tuple[object, ...]]]
_kept: dict[str, tuple[bytes, dict[str, Table]]] = {}


def once(name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, with its rows in the database. The database is as `migrate` left it, in a transaction."""
    if name in _kept:
        made, tables = _kept[name]
        _put(tables)
    else:
        made = pickle.dumps(make())
        _kept[name] = made, _take()
    result: Made = pickle.loads(made)
    return result


def _take() -> dict[str, Table]:
    quote, tables = connection.ops.quote_name, {}
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            if table in MADE_BY_MIGRATE or table not in models:
                continue
            # Only columns of the model: what the database makes of them itself is not to be written.
            columns = [field.column for field in models[table]._meta.concrete_fields]
            cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")
            if rows := cursor.fetchall():
                tables[table] = columns, rows
    return tables


def _put(tables: dict[str, Table]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in sorted(tables.items(), key=lambda kept: kept[0] in MADE_BY_TRIGGERS):
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.execute(f"DELETE FROM {quote(table)}")
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(sql)
