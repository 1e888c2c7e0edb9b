"""Workbooks as people would send them back: the one Koers made, with cells filled in, or damaged on purpose."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

from koers.lib.xlsx import column_name, read_xlsx
from projecten.rules.werkmap import BLAD, EIGENAAR, INDICATOR

SHEET = "xl/worksheets/sheet1.xml"
Cell = str | int | float | bool | None


def ref(data: bytes, indicator: str, eigenaar: str, kop: str) -> str:
    """Where a part of a measurement stands: E7."""
    rows = read_xlsx(data, [BLAD])[BLAD].rijen
    begin = next(number for number, row in enumerate(rows) if row[0] == INDICATOR)
    heads = rows[begin]
    for number, row in enumerate(rows):
        if (row[heads.index(INDICATOR)], row[heads.index(EIGENAAR)]) == (indicator, eigenaar):
            return f"{column_name(heads.index(kop))}{number + 1}"
    raise LookupError((indicator, eigenaar))


def fill(data: bytes, cells: Mapping[tuple[str, str, str], Cell]) -> bytes:
    """The workbook with values in cells: ("Bereik", "Almelo", "Teller") → 12. None empties one."""
    return patch(data, {ref(data, *place): content(value) for place, value in cells.items()})


def content(value: Cell) -> tuple[str, str]:
    """The type and the content of a cell in the XML."""
    if isinstance(value, bool):
        return "b", f"<v>{int(value)}</v>"
    if isinstance(value, str):
        return "inlineStr", f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return "n", "" if value is None else f"<v>{value!r}</v>"


def patch(data: bytes, cells: Mapping[str, tuple[str, str]]) -> bytes:
    """The workbook with other XML in cells that are there; their look stays."""

    def change(xml: str) -> str:
        for place, (kind, inner) in cells.items():
            pattern = rf'<c r="{place}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
            xml, count = re.subn(pattern, rf'<c r="{place}"\1 t="{kind}">{inner}</c>', xml)
            assert count == 1, place
        return xml

    return rewrite(data, SHEET, change)


def rewrite(data: bytes, part: str, change, **more: bytes) -> bytes:
    """The container with one part changed, and parts added ("/" as "__")."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            inner = old.read(name)
            new.writestr(name, change(inner.decode()).encode() if name == part else inner)
        for name, inner in more.items():
            new.writestr(name.replace("__", "/"), inner)
    return out.getvalue()
