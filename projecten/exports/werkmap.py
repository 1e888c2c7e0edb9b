"""The workbook in which measurements of one project are filled in for one ronde: a row per indicator and eigenaar."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from koers.lib.notatie import datum
from projecten.rules.meetwaarde import (
    AANTAL,
    BEDRAG,
    GEEN_GETAL,
    GEEN_JA_NEE,
    GRENS,
    JA_NEE,
    MAX_OPMERKING,
    SCORE,
    VERHOUDING,
    read_value,
)
from projecten.rules.werkmap import BLAD, EIGENAAR, INDICATOR, SLEUTEL, SLEUTELBLAD, UITLEG, VELDEN, fields_of
from projecten.selectors.raster import Raster, Vak
from projecten.zegel import Boekzegel, Rijzegel, seal_boek, seal_rij

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VORIG, DOEL, EENHEID, NOEMER_IS = "Vorige keer", "Streefwaarde", "Eenheid", "De noemer telt"
_HEADROW = 2
_BREED = {INDICATOR: 34, EIGENAAR: 18, EENHEID: 16, VORIG: 12, DOEL: 13, NOEMER_IS: 30, "Opmerking": 44}
KOPPEN = (INDICATOR, EIGENAAR, EENHEID, VORIG, DOEL, "Waarde", "Teller", "Noemer", NOEMER_IS, "Opmerking", SLEUTEL)
_KOLOM = {kop: number for number, kop in enumerate(KOPPEN)}
_GETAL = {AANTAL: "#,##0", BEDRAG: "#,##0.00", SCORE: "General", VERHOUDING: "General", JA_NEE: "General"}
_INKT, _LIJN, _SCHEIDING = "#1a2b3c", "#b8c2cc", "#5a6b7c"
_KOP, _OPEN, _DICHT = "#e3e9ef", "#fff8d6", "#f2f4f6"


def boek_of(raster: Raster, naam: str) -> Boekzegel:
    """Of which project and ronde a workbook of this grid is."""
    return Boekzegel(raster.project.pk, raster.ronde.pk, naam, str(raster.ronde))


def write_werkmap(raster: Raster, naam: str) -> bytes:
    """The workbook as a file. Only cells that this person may fill in now are unlocked; no text is ever a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": f"Metingen van {naam} over {raster.ronde}", "language": "nl-NL"})
        _Boek(book, raster, naam).write()
    return out.getvalue()


@dataclass
class _Boek:
    """The sheets of one workbook."""

    book: Workbook
    raster: Raster
    naam: str

    def write(self) -> None:
        self.styles: dict[tuple[tuple[str, Any], ...], Format] = {}
        boek = boek_of(self.raster, self.naam)
        sheet = self.book.add_worksheet(BLAD)
        self._head(sheet)
        row = _HEADROW + 1
        for column, indicator in enumerate(self.raster.indicatoren):
            for number, rij in enumerate(self.raster.rijen):
                self._row(sheet, row, rij.vakken[column], boek, first=number == 0)
                row += 1
            _validate(sheet, row - len(self.raster.rijen), row - 1, indicator.soort)
        self._layout(sheet, row)
        self._explain(self.book.add_worksheet(UITLEG))
        secret = self.book.add_worksheet(SLEUTELBLAD)
        secret.write_string(0, 0, seal_boek(boek))
        secret.protect()
        secret.very_hidden()

    def _style(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            plain = {"font_name": "Calibri", "font_size": 11, "font_color": _INKT, "valign": "vcenter"}
            self.styles[key] = self.book.add_format(plain | properties)
        return self.styles[key]

    def _head(self, sheet: Worksheet) -> None:
        ronde = self.raster.ronde
        title = f"Metingen van {self.naam} over {ronde}"
        hint = (
            f"Vul de gele cellen in. Lees de werkmap uiterlijk {datum(ronde.dicht_op)} in Koers in. Zie blad {UITLEG}."
        )
        sheet.write_string(0, 0, title, self._style(bold=True, font_size=14))
        sheet.write_string(1, 0, hint, self._style())
        head = {"bold": True, "bg_color": _KOP, "bottom": 2, "border_color": _LIJN, "text_wrap": True}
        for kop, column in _KOLOM.items():
            right = kop in (VORIG, DOEL, "Waarde", "Teller", "Noemer")
            place = {"align": "right"} if right else {"align": "left", "indent": 1}
            sheet.write_string(_HEADROW, column, kop, self._style(**head, **place))

    def _row(self, sheet: Worksheet, row: int, vak: Vak, boek: Boekzegel, *, first: bool) -> None:
        indicator, soort = vak.indicator, vak.indicator.soort
        edge = {"border": 1, "border_color": _LIJN, **({"top": 2, "top_color": _SCHEIDING} if first else {})}
        plain = self._style(bg_color=_DICHT, text_wrap=True, indent=1, **edge)
        shown = self._style(bg_color=_DICHT, num_format=_GETAL[soort], align="right", **edge)
        for kop, text in (
            (INDICATOR, indicator.naam),
            (EIGENAAR, vak.eigenaar.naam),
            (EENHEID, indicator.eenheid),
            (NOEMER_IS, indicator.noemer_is),
        ):
            sheet.write_string(row, _KOLOM[kop], text, plain)
        if (lines := _lines(vak)) > 1:
            sheet.set_row(row, 15 * lines)
        _write_value(sheet, row, _KOLOM[VORIG], vak.vorige, soort, shown)
        _write_number(sheet, row, _KOLOM[DOEL], vak.streefwaarde, shown)
        open_ = {"bg_color": _OPEN, "locked": False, **edge}
        value = self._style(**open_, num_format=_GETAL[soort], align="right")
        for veld in ("waarde", "teller", "noemer"):
            asked = veld in fields_of(soort) and not vak.op_slot
            _write_value(sheet, row, _KOLOM[VELDEN[veld]], getattr(vak, veld), soort, value if asked else shown)
        remark = plain if vak.op_slot else self._style(**open_, text_wrap=True, indent=1, num_format="@")
        sheet.write_string(row, _KOLOM["Opmerking"], vak.toelichting, remark)
        own = Rijzegel(indicator.pk, vak.eigenaar.id, soort, indicator.naam, vak.eigenaar.naam, vak.was)
        sheet.write_string(row, _KOLOM[SLEUTEL], seal_rij(own, boek), self._style())

    def _layout(self, sheet: Worksheet, end: int) -> None:
        kinds = {indicator.soort for indicator in self.raster.indicatoren}
        unseen = {SLEUTEL, *(() if VERHOUDING in kinds else ("Teller", "Noemer", NOEMER_IS))}
        for kop, column in _KOLOM.items():
            sheet.set_column(column, column, _BREED.get(kop, 12), None, {"hidden": kop in unseen})
        sheet.set_row(0, 24)
        sheet.set_row(_HEADROW, 22)
        sheet.freeze_panes(_HEADROW + 1, 2)
        if end > _HEADROW + 1:
            sheet.autofilter(_HEADROW, 0, end - 1, _KOLOM["Opmerking"])
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "format_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADROW)
        sheet.print_area(0, 0, max(end - 1, _HEADROW), _KOLOM["Opmerking"])
        sheet.set_footer("&L&F&RBladzijde &P van &N")

    def _explain(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 68)
        sheet.hide_gridlines(2)
        wrap, bold = self._style(text_wrap=True, valign="top"), self._style(bold=True, font_size=14)
        sheet.write_string(0, 0, "Zo werkt deze werkmap", bold)
        for row, zin in enumerate(_explanation(self.raster, self.naam), start=1):
            sheet.write_string(row, 0, zin, wrap)
            sheet.set_row(row, 18 * (1 + len(zin) // 64))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect()


def _explanation(raster: Raster, naam: str) -> list[str]:
    return [
        f"1. Deze werkmap is alleen voor {naam} over {raster.ronde}. Voor een ander project of een andere ronde "
        "downloadt u een andere.",
        f"2. Vul op blad {BLAD} de gele cellen in. De andere cellen zitten op slot; die kunt u lezen en kopiëren.",
        "3. Bij een verhouding vult u de teller en de noemer in; Koers rekent de uitkomst uit. Ernaast staat wat de "
        "noemer telt.",
        "4. Laat een cel leeg als u de meting nog niet weet. Nul is ook een meting. Maakt u een cel leeg waar iets in "
        "stond, dan neemt u die meting terug.",
        "5. Gebruik een komma voor decimalen, ten hoogste twee. Zet geen formules in de gele cellen, maar het getal "
        "zelf.",
        f"6. In Opmerking kunt u schrijven waarom een getal opvalt, in ten hoogste {MAX_OPMERKING} tekens.",
        "7. Bewaar als Excel-werkmap (.xlsx) en lees hem in Koers in. U ziet eerst wat er verandert en wat er niet "
        "klopt; pas daarna slaat u op. Klopt er iets niet, dan wordt er niets opgeslagen.",
        f"8. De werkmap geldt tot en met {datum(raster.ronde.dicht_op)}, de dag waarop de ronde sluit.",
    ]


def _lines(vak: Vak) -> int:
    """On how many lines the longest text of a row stands; spreadsheets do not make room for it by themselves."""
    indicator = vak.indicator
    texts = {INDICATOR: indicator.naam, EIGENAAR: vak.eigenaar.naam, EENHEID: indicator.eenheid}
    texts |= {NOEMER_IS: indicator.noemer_is, "Opmerking": vak.toelichting}
    return max(1 + len(text) // (_BREED[kop] - 3) for kop, text in texts.items())


def _write_value(sheet: Worksheet, row: int, column: int, typed: str, soort: str, style: Format) -> None:
    """What was typed as a number, or as the word it is."""
    if not typed or soort == JA_NEE:
        sheet.write_string(row, column, typed, style)
    else:
        _write_number(sheet, row, column, read_value(typed, soort), style)


def _write_number(sheet: Worksheet, row: int, column: int, number: Decimal | None, style: Format) -> None:
    if number is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, float(number), style)


def _validate(sheet: Worksheet, first: int, last: int, soort: str) -> None:
    """What Excel itself refuses while one types, with the sentence of Koers."""
    if last < first:
        return
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": int(GRENS)}
    positive = whole | {"validate": "decimal"}
    rules: dict[str, tuple[dict[str, Any], str]] = {
        AANTAL: (whole, "Een aantal is een heel getal van 0 of meer."),
        BEDRAG: (positive, "Een bedrag is een getal van 0 of meer."),
        SCORE: (positive | {"minimum": -int(GRENS)}, GEEN_GETAL),
        VERHOUDING: (positive, "Teller en noemer zijn getallen van 0 of meer."),
        JA_NEE: ({"validate": "list", "source": ["ja", "nee"]}, GEEN_JA_NEE),
    }
    rule, zin = rules[soort]
    for veld in fields_of(soort):
        column = _KOLOM[VELDEN[veld]]
        told = {"error_title": "Dit kan hier niet", "error_message": zin}
        sheet.data_validation(first, column, last, column, rule | told)
    length = {"validate": "length", "criteria": "<=", "value": MAX_OPMERKING, "error_title": "Te lang"}
    length["error_message"] = f"Een opmerking telt ten hoogste {MAX_OPMERKING} tekens."
    sheet.data_validation(first, _KOLOM["Opmerking"], last, _KOLOM["Opmerking"], length)
