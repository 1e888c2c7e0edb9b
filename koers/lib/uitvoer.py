"""A table as a file for a spreadsheet: CSV as Dutch Excel reads it, in which no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: object) -> str:
    """Numbers as Dutch spreadsheets read them; a text that would be a formula is marked as text."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULE) else value
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def csv_response(naam: str, kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> HttpResponse:
    """A download named `naam`.csv: semicolons, UTF-8 with its mark, what is not known left empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(value) for value in kop])
    writer.writerows([_cell(value) for value in rij] for rij in rijen)
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}.csv"'},
    )
