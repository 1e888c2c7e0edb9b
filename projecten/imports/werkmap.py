"""A workbook of measurements that came back: which rows were filled in, and what is wrong at which cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from koers.lib.opmaak import one_line
from koers.lib.xlsx import Blad, XlsxFout, column_name, read_xlsx
from projecten.rules.meetwaarde import OPMERKING_ALLEEN, Onleesbaar, read_value
from projecten.rules.werkmap import (
    BLAD,
    EIGENAAR,
    FORMULE,
    FOUTCEL,
    INDICATOR,
    SLEUTEL,
    SLEUTELBLAD,
    VELDEN,
    Cel,
    as_text,
    canonical,
    fields_of,
    shown,
    typed_cell,
)
from projecten.services.meting import Fout, Invoer
from projecten.zegel import Boekzegel, Rijzegel, Verbroken, open_boek, open_rij

NIET_VAN_KOERS = "Dit is niet de werkmap die Koers maakte. Download de werkmap op deze bladzijde en vul die in."
RIJ_VERANDERD = "Deze rij is veranderd of komt uit een andere werkmap. Vul de meting in een nieuwe werkmap in."
RIJ_ERBIJ = "Deze rij staat niet in de werkmap van Koers. Vul de meting in op de rij van de eigenaar zelf."
DUBBEL = "Deze eigenaar staat met deze indicator al op rij {}. Vul één van beide in."


@dataclass(frozen=True)
class Bladfout:
    """What is wrong at one cell. Rows count from 1, columns are letters."""

    blad: str
    rij: int
    kolom: str
    kop: str
    waarde: str
    zin: str

    @property
    def cel(self) -> str:
        return f"{self.kolom}{self.rij}"


@dataclass(frozen=True)
class Regel:
    """A row that was filled in or changed, with the number it has in the sheet."""

    rij: int
    soort: str
    invoer: Invoer


@dataclass(frozen=True)
class Gelezen:
    """What was read: rows in order, faults of the others, and how many were left as they were."""

    regels: tuple[Regel, ...]
    fouten: tuple[Bladfout, ...]
    ongemoeid: int
    kolommen: Mapping[str, str]

    def place(self, fout: Fout) -> Bladfout:
        """At which cell a refused measurement stands."""
        cell = (fout.indicator, fout.eigenaar)
        regel = next(row for row in self.regels if (row.invoer.indicator, row.invoer.eigenaar) == cell)
        veld = fout.veld if fout.veld in (*fields_of(regel.soort), "toelichting") else fields_of(regel.soort)[0]
        waarde = getattr(regel.invoer, veld) or ""
        return Bladfout(BLAD, regel.rij, self.kolommen[veld], VELDEN[veld], shown(waarde), fout.zin)


def read_werkmap(data: bytes, hier: Boekzegel) -> Gelezen:
    """The rows of a workbook of this project and ronde. XlsxFout where the file as a whole is not taken."""
    sheets = read_xlsx(data, (BLAD, SLEUTELBLAD))
    try:
        boek = open_boek(str(sheets[SLEUTELBLAD].rijen[0][0]))
        blad = sheets[BLAD]
    except (KeyError, IndexError, Verbroken):
        raise XlsxFout(NIET_VAN_KOERS) from None
    if (boek.project, boek.ronde) != (hier.project, hier.ronde):
        raise XlsxFout(
            f"Dit is de werkmap van {boek.naam} over {boek.over}. Hier hoort die van {hier.naam} over {hier.over}."
        )
    return _Lezer(blad, boek).read()


class _Lezer:
    """One sheet, read once."""

    def __init__(self, blad: Blad, boek: Boekzegel) -> None:
        self.blad, self.boek = blad, boek
        self.begin, self.heads = _heads(blad)
        self.regels: list[Regel] = []
        self.faults: list[Bladfout] = []
        self.seen: dict[tuple[int, int], int] = {}
        self.untouched = 0

    def read(self) -> Gelezen:
        for row in range(self.begin, len(self.blad.rijen)):
            if zegel := self._zegel(row):
                self._row(row, zegel)
        columns = {veld: column_name(self.heads[kop]) for veld, kop in VELDEN.items()}
        return Gelezen(tuple(self.regels), tuple(self.faults), self.untouched, columns)

    def _cell(self, row: int, kop: str) -> Cel:
        cells, column = self.blad.rijen[row], self.heads[kop]
        return cells[column] if column < len(cells) else ""

    def _fault(self, row: int, kop: str, zin: str) -> None:
        waarde = shown(self._cell(row, kop)) if kop != SLEUTEL else ""
        self.faults.append(Bladfout(self.blad.naam, row + 1, column_name(self.heads[kop]), kop, waarde, zin))

    def _zegel(self, row: int) -> Rijzegel | None:
        """Which measurement this row is; None, with a fault where something was filled in, of one that is none."""
        text = str(self._cell(row, SLEUTEL)).strip()
        if not text:
            for kop in VELDEN.values():
                if self._cell(row, kop) != "" or (row, self.heads[kop]) in self.blad.formules:
                    self._fault(row, kop, RIJ_ERBIJ)
            return None
        try:
            zegel = open_rij(text, self.boek)
        except Verbroken:
            self._fault(row, INDICATOR, RIJ_VERANDERD)
            return None
        for kop, naam in ((INDICATOR, zegel.naam), (EIGENAAR, zegel.eigenaar_naam)):
            if " ".join(str(self._cell(row, kop)).split()) != " ".join(naam.split()):
                self._fault(row, kop, RIJ_VERANDERD)
                return None
        return zegel

    def _row(self, row: int, zegel: Rijzegel) -> None:
        typed = {veld: self._typed(row, veld, zegel.soort) for veld in (*fields_of(zegel.soort), "toelichting")}
        if None in typed.values():
            return
        values = {veld: canonical(typed[veld] or "", zegel.soort) for veld in fields_of(zegel.soort)}
        remark = one_line(typed["toelichting"] or "")
        *parts, was_remark = zegel.was.split("|", 3)
        was = dict(zip(("waarde", "teller", "noemer"), parts, strict=True))
        if all(values[veld] == was[veld] for veld in values) and remark == was_remark:
            self.untouched += 1
        elif remark and remark != was_remark and not any(values.values()):
            self._fault(row, VELDEN["toelichting"], OPMERKING_ALLEEN)
        elif first := self.seen.get((zegel.indicator, zegel.eigenaar)):
            self._fault(row, EIGENAAR, DUBBEL.format(first))
        else:
            self.seen[zegel.indicator, zegel.eigenaar] = row + 1
            invoer = Invoer(zegel.indicator, zegel.eigenaar, was=zegel.was, toelichting=remark, **values)
            self.regels.append(Regel(row + 1, zegel.soort, invoer))

    def _typed(self, row: int, veld: str, soort: str) -> str | None:
        """What stands in a cell; None, with a fault, where that is nothing one can type."""
        kop = VELDEN[veld]
        place = (row, self.heads[kop])
        if place in self.blad.formules or place in self.blad.fouten:
            self._fault(row, kop, FORMULE if place in self.blad.formules else FOUTCEL)
            return None
        cel = self._cell(row, kop)
        if veld == "toelichting":
            return as_text(cel)
        try:
            typed = typed_cell(cel, soort)
            read_value(typed, soort)
        except Onleesbaar as error:
            self._fault(row, kop, str(error))
            return None
        return typed


def _heads(blad: Blad) -> tuple[int, dict[str, int]]:
    """The first row below the heads, and in which column each of them stands."""
    wanted = {INDICATOR, EIGENAAR, SLEUTEL, *VELDEN.values()}
    for number, row in enumerate(blad.rijen):
        heads = {str(cel).strip(): column for column, cel in enumerate(row) if cel != ""}
        if heads.keys() >= wanted:
            return number + 1, heads
    raise XlsxFout(f"Op blad {BLAD} ontbreken kolommen van Koers. Download de werkmap opnieuw en vul die in.")
