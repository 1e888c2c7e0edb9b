"""A table as a file for a spreadsheet: CSV as Dutch Excel reads it, in which no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

AT_ONCE = 500
_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return f"'{value}" if value.startswith(_FORMULE) else value


def _cell(value: object) -> str:
    """Numbers as Dutch spreadsheets read them; a text that would be a formula is marked as text."""
    if isinstance(value, str):
        return as_text(value)
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def csv_response(naam: str, kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> HttpResponse:
    """A download named `naam`.csv: semicolons, UTF-8 with its mark, what is not known left empty."""
    return HttpResponse("".join(_parts(kop, rijen)), **_download(naam))


def csv_stream(naam: str, kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The same for a long list: rows leave as they are read, and are never in memory together."""
    return StreamingHttpResponse(_parts(kop, rijen), **_download(naam))


def _parts(kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> Iterator[str]:
    """The text of the file, some hundreds of rows at a time."""
    rows = chain([kop], rijen)
    mark = "\ufeff"
    while some := list(islice(rows, AT_ONCE)):
        buffer = io.StringIO(mark)
        buffer.seek(0, io.SEEK_END)
        writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
        writer.writerows([_cell(value) for value in rij] for rij in some)
        yield buffer.getvalue()
        mark = ""


def _download(naam: str) -> dict[str, Any]:
    return {
        "content_type": "text/csv; charset=utf-8",
        "headers": {"Content-Disposition": f'attachment; filename="{naam}.csv"'},
    }
