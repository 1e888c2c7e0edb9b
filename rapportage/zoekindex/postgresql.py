"""The index in PostgreSQL: a column with the words as they are and as Dutch stems; triggers that keep the rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from rapportage.zoekindex.bronnen import ADRESSEN, BRONNEN, TABEL, Bron

INSTALLED = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'koers_zoek_%'"
NUMBER = len(BRONNEN)
VEEL = 5_000  # rows that match; from there on reading in order is less work than fetching them
# Latin letters with a mark, and each without it: unaccent would be an extension that not every server has.
_MARKED = [chr(code) for code in range(0xC0, 0x250) if unicodedata.normalize("NFD", chr(code))[0].isascii()]
_PLAIN = "".join(unicodedata.normalize("NFD", letter)[0] for letter in _MARKED)
# The text without the addresses of its links and without asterisks: a word that is partly bold is one word.
_ADDRESS = rf"\]\([ <]*(?={'|'.join(map(re.escape, ADRESSEN))})[^)]*\)"
_SEEN = f"replace(regexp_replace(tekst, '{_ADDRESS}', '', 'gi'), '*', '')"
_WORDS = (
    f"regexp_replace(lower(translate(titel || ' ' || {_SEEN}, '{''.join(_MARKED)}', '{_PLAIN}')), "
    "'[^[:alnum:]]+', ' ', 'g')"
)


def install() -> Iterator[str]:
    """Statements that make it on a table without rows, also where an older one or a part of it is."""
    yield f"ALTER TABLE {TABEL} DROP COLUMN IF EXISTS zoek"
    yield (
        f"ALTER TABLE {TABEL} ADD COLUMN zoek tsvector GENERATED ALWAYS AS "
        f"(to_tsvector('simple', {_WORDS}) || to_tsvector('dutch', {_WORDS})) STORED"
    )
    yield f"CREATE INDEX IF NOT EXISTS rapportage_vondst_zoek ON {TABEL} USING gin (zoek)"
    for bron in BRONNEN:
        yield _function(bron)
        yield f"DROP TRIGGER IF EXISTS koers_zoek_{bron.naam} ON {bron.tabel}"
        yield (
            f"CREATE TRIGGER koers_zoek_{bron.naam} AFTER INSERT OR UPDATE OR DELETE ON {bron.tabel} "
            f"FOR EACH ROW EXECUTE FUNCTION koers_zoek_{bron.naam}()"
        )


def _function(bron: Bron) -> str:
    new, old = (", ".join(f"{row}.{name}" for name in bron.let_op) for row in ("NEW", "OLD"))
    return f"""
    CREATE OR REPLACE FUNCTION koers_zoek_{bron.naam}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF ROW({new}) IS NOT DISTINCT FROM ROW({old}) THEN RETURN NULL; END IF;
        END IF;
        IF TG_OP <> 'INSERT' THEN {bron.delete("OLD")}; END IF;
        IF TG_OP <> 'DELETE' THEN {bron.insert("postgresql", "NEW")}; END IF;
        RETURN NULL;
    END $$
    """


def remove() -> Iterator[str]:
    """Statements that take the triggers away; the column stays until there is a new one, so that searching goes on."""
    for bron in BRONNEN:
        yield f"DROP FUNCTION IF EXISTS koers_zoek_{bron.naam}() CASCADE"


def fill(*, installed: bool) -> Iterator[str]:
    """Statements that make every row anew. Who writes meanwhile waits, and adds to the new ones."""
    yield f"LOCK TABLE {TABEL} IN {'' if installed else 'ACCESS '}EXCLUSIVE MODE"
    yield f"DELETE FROM {TABEL}"  # noqa: S608
    if not installed:
        yield from install()
    for bron in BRONNEN:
        yield bron.insert("postgresql", "bron", f"{bron.tabel} bron")


def match(cursor: Any, woorden: tuple[str, ...]) -> tuple[str, list[str]]:
    """A condition on rows of the index, with its parameters: every word begins a word there, or has its stem.

    Few are looked up one by one; with many, IS TRUE keeps the planner from fetching them all, so that it reads the rows
    in the order that was asked for until it has enough. Left to itself it guesses wrong about words by their beginning.
    """
    one = "(plainto_tsquery('dutch', %s) || to_tsquery('simple', %s))"
    params = [text for woord in woorden for text in (woord, f"'{woord}':*")]
    matched = f"{TABEL}.zoek @@ ({' && '.join([one] * len(woorden))})"
    cursor.execute(f"SELECT count(*) FROM (SELECT FROM {TABEL} WHERE {matched} LIMIT %s) veel", [*params, VEEL])  # noqa: S608
    if cursor.fetchone()[0] == VEEL:
        return f"({matched}) IS TRUE", params
    return f"{TABEL}.id = ANY (ARRAY(SELECT id FROM {TABEL} WHERE {matched}))", params  # noqa: S608


def stems(cursor: object, woorden: tuple[str, ...]) -> tuple[str, ...]:
    """Under which stem each word stands in the index."""
    cursor.execute("SELECT ts_lexize('dutch_stem', woord) FROM unnest(%s) woord", [list(woorden)])  # type: ignore[attr-defined]
    return tuple(stem for [found] in cursor.fetchall() for stem in found or ())  # type: ignore[attr-defined]
