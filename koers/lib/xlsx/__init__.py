"""Workbooks from people: what the container may hold, and the cells of its sheets.

Nothing is unpacked before its size is known, no XML with a document type is read, and the library that reads the values
is given only the parts that were looked at, packed anew: a header that lies is then of no use.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook

from koers.lib.xlsx.container import is_sheet, pack, unpack
from koers.lib.xlsx.fout import BESCHADIGD, MAX_BYTES, XlsxFout
from koers.lib.xlsx.scan import Reader, Scan, sheet_parts, text_lengths

__all__ = ["MAX_BYTES", "Blad", "XlsxFout", "column_name", "read_xlsx"]

Waarde = str | float | int | bool | date | datetime | time | timedelta

_BROKEN = (
    CalamineError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    OSError,
    OverflowError,
    NotImplementedError,
)


@dataclass(frozen=True)
class Blad:
    """The cells of one sheet, from A1; "" is an empty one. Places are (row, column), counted from 0."""

    naam: str
    rijen: tuple[tuple[Waarde, ...], ...]
    formules: frozenset[tuple[int, int]]
    fouten: frozenset[tuple[int, int]]  # cells that show an error such as #N/B


def column_name(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    while column >= 0:
        name = chr(65 + column % 26) + name
        column = column // 26 - 1
    return name


def read_xlsx(data: bytes, wanted: Collection[str]) -> dict[str, Blad]:
    """The sheets of a workbook that are wanted and there, by name; on others people may keep what they like.

    XlsxFout with what to do about a file that is not taken.
    """
    try:
        parts = unpack(data)
        shared = text_lengths(parts.get("xl/sharedStrings.xml", b""))
        where = {name: part for name, part in sheet_parts(parts).items() if name in wanted}
        scans = {name: Scan(name, shared).of(parts[part]) for name, part in where.items()}
        looked_at = {name: part for name, part in parts.items() if not is_sheet(name) or name in where.values()}
        for name, part in looked_at.items():
            if not is_sheet(name):
                Reader().of(part)
        return _values(looked_at, scans)
    except _BROKEN:
        raise XlsxFout(BESCHADIGD) from None


def _values(parts: dict[str, bytes], scans: dict[str, Scan]) -> dict[str, Blad]:
    """The library panics on a date beyond its calendar, and a panic is no Exception."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(pack(parts)))
        return {name: _sheet(workbook, scan) for name, scan in scans.items()}
    except BaseException as broken:
        if type(broken).__name__ == "PanicException":
            raise XlsxFout(BESCHADIGD) from None
        raise


def _sheet(workbook: CalamineWorkbook, scan: Scan) -> Blad:
    rows = workbook.get_sheet_by_name(scan.naam).to_python(skip_empty_area=False)
    return Blad(scan.naam, tuple(map(tuple, rows)), frozenset(scan.formules), frozenset(scan.fouten))
