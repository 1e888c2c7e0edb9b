"""The XML of a workbook as it passes by: which sheets there are, where formulas stand, how far and how much."""

from __future__ import annotations

import re
from xml.parsers.expat import ParserCreate

from koers.lib.xlsx.fout import (
    BESCHADIGD,
    MAX_COLUMNS,
    MAX_COUNT,
    MAX_PART,
    MAX_ROWS,
    MAX_TEXT,
    TE_RUIM,
    UITGEPAKT,
    XlsxFout,
)

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


class Reader:
    """XML as it passes by, without a document type: no entity is ever unfolded.

    And without a count of more than could be: the library sets room aside for what a count says, and where there is
    none, the process ends.
    """

    def of(self, data: bytes) -> Reader:
        if len(data) > MAX_PART:
            raise XlsxFout(UITGEPAKT)
        if data:
            parser = ParserCreate()
            parser.StartElementHandler = self._element
            parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
            parser.CharacterDataHandler = self.text
            parser.StartDoctypeDeclHandler = self._refuse
            parser.Parse(data, True)
        return self

    def _refuse(self, *_: object) -> None:
        raise XlsxFout(BESCHADIGD)

    def _element(self, tag: str, attrs: dict[str, str]) -> None:
        if any(name.lower().endswith("count") and _number(value) > MAX_COUNT for name, value in attrs.items()):
            self._refuse()
        self.begin(tag.rpartition(":")[2], attrs)

    def begin(self, tag: str, attrs: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, data: str) -> None: ...


def _number(text: str) -> int:
    """What a count says; 0 where it says nothing, more than any bound where it has too many digits to be one."""
    digits = text.strip().lstrip("+")
    return int(digits[:20]) if digits.isdecimal() else 0


class Elements(Reader):
    """Every element of one name, by its attributes."""

    def __init__(self, wanted: str) -> None:
        self.wanted, self.found = wanted, list[dict[str, str]]()

    def begin(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == self.wanted:
            self.found.append({name.rpartition(":")[2]: value for name, value in attrs.items()} | attrs)


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """The sheets by name: in which part each stands."""
    rels, sheets = Elements("Relationship"), Elements("sheet")
    rels.of(parts["xl/_rels/workbook.xml.rels"])
    sheets.of(parts["xl/workbook.xml"])
    targets = {row["Id"]: row["Target"].removeprefix("/xl/").removeprefix("xl/") for row in rels.found}
    where = {row["name"]: f"xl/{targets[row['id']]}" for row in sheets.found}
    return {name: part for name, part in where.items() if part in parts}


class Lengths(Reader):
    """How long each shared text is."""

    def __init__(self) -> None:
        self.found = list[int]()

    def begin(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "si":
            self.found.append(0)

    def text(self, data: str) -> None:
        if self.found:
            self.found[-1] += len(data)


def text_lengths(data: bytes) -> list[int]:
    reader = Lengths()
    reader.of(data)
    return reader.found


class Scan(Reader):
    """Where formulas and errors stand in a sheet; refuses one that reaches too far or says too much."""

    def __init__(self, naam: str, shared: list[int]) -> None:
        self.naam, self.shared = naam, shared
        self.row, self.column, self.chars, self.filled = -1, -1, 0, 0
        self.type = self.value = ""
        self.in_value = False
        self.formules, self.fouten = set[tuple[int, int]](), set[tuple[int, int]]()

    def of(self, data: bytes) -> Scan:
        super().of(data)
        return self

    def begin(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "row":
            self.row, self.column = int(attrs["r"]) - 1 if "r" in attrs else self.row + 1, -1
        elif tag == "c":
            self.row, self.column = place(attrs["r"]) if "r" in attrs else (self.row, self.column + 1)
            self.type, self.value = attrs.get("t", ""), ""
            if self.type == "e":
                self.fouten.add((self.row, self.column))
        elif tag == "f":
            self.formules |= self._covered(attrs) | {(self.row, self.column)}
        self.in_value = tag == "v"
        if not (self.row < MAX_ROWS and self.column < MAX_COLUMNS):
            self._too_large()

    def _covered(self, attrs: dict[str, str]) -> set[tuple[int, int]]:
        """All cells of a formula that fills several; together no more than a sheet may have: each has one formula."""
        if attrs.get("t") not in ("array", "dataTable") or "ref" not in attrs:
            return set()
        (top, left), (bottom, right) = (place(end) for end in (attrs["ref"].split(":") * 2)[:2])
        self.filled += max(0, bottom - top + 1) * max(0, right - left + 1)
        if bottom >= MAX_ROWS or right >= MAX_COLUMNS or self.filled > MAX_ROWS * MAX_COLUMNS:
            self._too_large()
        return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}

    def text(self, data: str) -> None:
        self.chars += len(data)
        if self.in_value and self.type == "s":
            self.value += data

    def end(self, tag: str) -> None:
        if tag == "v" and self.type == "s" and self.value:
            self.chars += self.shared[int(self.value)]
            self.value = ""
        self.in_value = False
        if self.chars > MAX_TEXT:
            self._too_large()

    def _too_large(self) -> None:
        raise XlsxFout(TE_RUIM.format(self.naam))


def place(ref: str) -> tuple[int, int]:
    """B3 is (2, 1). ValueError on what is no place."""
    found = _REF.fullmatch(ref.replace("$", ""))
    if not found:
        raise ValueError(ref)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
