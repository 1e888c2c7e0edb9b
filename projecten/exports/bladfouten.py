"""What is wrong in a workbook, as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projecten.imports.werkmap import Bladfout

KOP = ("Blad", "Rij", "Kolom", "Waarde", "Wat er niet klopt")


def as_rows(fouten: Iterable[Bladfout]) -> Iterator[tuple[object, ...]]:
    for fout in fouten:
        yield fout.blad, fout.rij, f"{fout.kolom} ({fout.kop})", fout.waarde, fout.zin
