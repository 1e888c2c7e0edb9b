"""The index in SQLite: FTS5 beside the table of rows, and triggers that keep both."""

from __future__ import annotations

from collections.abc import Iterator

from rapportage.zoekindex.bronnen import BRONNEN, TABEL

FTS = f"{TABEL}_fts"
INSTALLED = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'koers_zoek_%'"
NUMBER = 3 * (len(BRONNEN) + 1)


def install() -> Iterator[str]:
    """Statements that make it, where nothing of it is."""
    yield (
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(titel, tekst, content='{TABEL}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')"
    )
    add = f"INSERT INTO {FTS} (rowid, titel, tekst) VALUES (NEW.id, NEW.titel, NEW.tekst)"  # noqa: S608
    drop = f"INSERT INTO {FTS} ({FTS}, rowid, titel, tekst) VALUES ('delete', OLD.id, OLD.titel, OLD.tekst)"  # noqa: S608
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


def match(woorden: tuple[str, ...]) -> tuple[str, list[str]]:
    """A condition on rows of the index, with its parameters: every word begins a word there."""
    expression = " AND ".join(f'"{woord}"*' for woord in woorden)
    return f"{TABEL}.id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)", [expression]  # noqa: S608
