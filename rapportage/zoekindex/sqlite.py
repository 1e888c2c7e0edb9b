"""The index in SQLite: FTS5 beside the table of rows, and triggers that keep both.

FTS5 keeps no text of its own (content=''): it has the words a reader sees, the table of rows the text as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapportage.zoekindex.bronnen import ADRESSEN, BRONNEN, TABEL

FTS = f"{TABEL}_fts"
VEEL = 5_000  # rows that match; from there on reading in order is less work than fetching them
INSTALLED = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'koers_zoek_%'"
NUMBER = 3 * (len(BRONNEN) + 1)


def _plain(text: str) -> str:
    """The words a reader sees in `text`, an SQL expression; core functions only, so that any program may write.

    The text is cut at each "](" (as JSON, in which the pieces are strings); of every piece but the first the address
    goes. Asterisks go too: a word that is partly bold is one word.
    """
    begins = " OR ".join(f"lower(ltrim(value, ' <')) GLOB '{begin}*'" for begin in ADRESSEN)
    return f"""
        replace(CASE WHEN instr({text}, '](') = 0 THEN {text} ELSE (
            SELECT group_concat(CASE
                WHEN key = 0 THEN value
                WHEN instr(value, ')') AND ({begins}) THEN substr(value, instr(value, ')') + 1)
                ELSE '](' || value
            END, '') FROM json_each('[' || replace(json_quote({text}), '](', '","') || ']')
        ) END, '*', '')
    """  # noqa: S608


def install() -> Iterator[str]:
    """Statements that make it, where nothing of it is."""
    yield (
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(titel, tekst, content='', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')"
    )
    new, old = (f"{row}.id, {row}.titel, {_plain(f'{row}.tekst')}" for row in ("NEW", "OLD"))
    add = f"INSERT INTO {FTS} (rowid, titel, tekst) VALUES ({new})"  # noqa: S608
    drop = f"INSERT INTO {FTS} ({FTS}, rowid, titel, tekst) VALUES ('delete', {old})"  # noqa: S608
    yield _trigger("rij", "INSERT", TABEL, add)
    yield _trigger("rij", "DELETE", TABEL, drop)
    yield _trigger("rij", "UPDATE", TABEL, f"{drop}; {add}")
    for bron in BRONNEN:
        yield _trigger(bron.naam, "INSERT", bron.tabel, bron.insert("sqlite", "NEW"))
        yield _trigger(bron.naam, "DELETE", bron.tabel, bron.delete("OLD"))
        changed = f"WHEN {' OR '.join(f'NEW.{name} IS NOT OLD.{name}' for name in bron.let_op)}"
        again = f"{bron.delete('OLD')}; {bron.insert('sqlite', 'NEW')}"
        yield _trigger(bron.naam, "UPDATE", bron.tabel, again, changed)


def _trigger(naam: str, deed: str, tabel: str, does: str, when: str = "") -> str:
    return f"CREATE TRIGGER {_name(naam, deed)} AFTER {deed} ON {tabel} {when} BEGIN {does}; END"


def _name(naam: str, deed: str) -> str:
    return f"koers_zoek_{naam}_{deed.lower()}"


def remove() -> Iterator[str]:
    """Statements that take all of it away but the table of rows."""
    for naam in ("rij", *(bron.naam for bron in BRONNEN)):
        for deed in ("INSERT", "DELETE", "UPDATE"):
            yield f"DROP TRIGGER IF EXISTS {_name(naam, deed)}"
    yield f"DROP TABLE IF EXISTS {FTS}"


def fill(*, installed: bool) -> Iterator[str]:
    """Statements that make every row anew, and all that keeps them: an FTS5 that lost the thread cannot be emptied."""
    yield from remove()
    yield f"DELETE FROM {TABEL}"  # noqa: S608
    yield from install()
    for bron in BRONNEN:
        yield bron.insert("sqlite", "bron", f"{bron.tabel} bron")


def match(cursor: Any, woorden: tuple[str, ...]) -> tuple[str, list[str]]:
    """A condition on rows of the index, with its parameters: every word begins a word there.

    SQLite does not know how many rows FTS5 will give. Few are looked up one by one; with many, the plus keeps it from
    doing so, and it reads the rows in the order that was asked for until it has enough.
    """
    expression = " AND ".join(f'"{woord}"*' for woord in woorden)
    matched = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608
    cursor.execute(f"SELECT count(*) FROM ({matched} LIMIT %s)", [expression, VEEL])  # noqa: S608
    plus = "+" if cursor.fetchone()[0] == VEEL else ""
    return f"{plus}{TABEL}.id IN ({matched})", [expression]
