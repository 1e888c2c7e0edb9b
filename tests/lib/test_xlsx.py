"""Workbooks from people: what stands in the cells, and what is refused before it is unpacked or unfolded."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.lib.xlsx import Blad, XlsxFout, column_name, read_xlsx
from koers.lib.xlsx.fout import (
    BESCHADIGD,
    GEEN_WERKMAP,
    KOPPELING,
    LEEG,
    MACRO,
    MAX_BYTES,
    MAX_PART,
    MAX_UNPACKED,
    OUD_OF_OP_SLOT,
    TE_GROOT,
    UITGEPAKT,
)

TYPES, SHEET = "[Content_Types].xml", "xl/worksheets/sheet1.xml"
SHARED = '<c t="s"><v>0</v></c>'


def make(fill=lambda sheet, book: None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad")
        sheet.write_number(0, 0, 1.5)
        sheet.write_string(1, 1, "tekst")
        fill(sheet, book)
    return out.getvalue()


def packed(changes=None, drop=(), **options) -> bytes:
    """The plain workbook with parts replaced or added."""
    changes = changes or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as new:
        for name in old.namelist():
            if name not in changes and name not in drop:
                new.writestr(name, old.read(name))
        for name, inner in changes.items():
            new.writestr(name, inner)
    return out.getvalue()


def part(name: str = SHEET) -> str:
    with zipfile.ZipFile(io.BytesIO(make())) as container:
        return container.read(name).decode()


def with_cell(cell: str, after: str = "") -> bytes:
    return packed({SHEET: part().replace("</sheetData>", f'<row r="3">{cell}</row>{after}</sheetData>')})


def refusal(data: bytes) -> str:
    with pytest.raises(XlsxFout) as refused:
        read_xlsx(data, ["Blad"])
    return str(refused.value)


def test_values_formulas_and_errors_by_their_place():
    def fill(sheet, book):
        sheet.write_formula(2, 0, "=1+1", None, 2)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_datetime(2, 2, date(2026, 2, 1), book.add_format({"num_format": "dd-mm-yyyy"}))
        sheet.write_array_formula(3, 0, 4, 1, "{=1}")

    blad = read_xlsx(make(fill), ["Blad"])["Blad"]
    assert isinstance(blad, Blad)
    assert blad.rijen[:2] == ((1.5, "", ""), ("", "tekst", ""))
    assert blad.rijen[2][2] == date(2026, 2, 1)
    assert blad.formules == {(2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1)}
    assert blad.fouten == {(2, 1)}


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"", LEEG),
        (b"Indicator;Waarde\r\nDeelnemers;12\r\n", GEEN_WERKMAP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OUD_OF_OP_SLOT),
        (b"PK\x03\x04" + bytes(MAX_BYTES), TE_GROOT),
        (make()[:-200], BESCHADIGD),
        (make()[:2000], BESCHADIGD),
        (packed(drop=("xl/workbook.xml",)), GEEN_WERKMAP),
        (packed({"xl/vbaProject.bin": b"macro"}), MACRO),
        (packed({"xl/macrosheets/sheet1.xml": "<x/>"}), MACRO),
        (packed({TYPES: part(TYPES).replace("sheet.main", "macroEnabled.main")}), MACRO),
        (packed({"xl/externalLinks/externalLink1.xml": "<x/>"}), KOPPELING),
        (packed({f"xl/media/{number}.png": b"" for number in range(600)}), UITGEPAKT),
        (packed({"xl/worksheets/sheet9.xml": bytes(MAX_UNPACKED + 1)}), UITGEPAKT),
        (packed({SHEET: part().replace("<sheetData>", "<sheetData>" + " " * MAX_PART)}), UITGEPAKT),
        (packed({SHEET: "geen xml"}), BESCHADIGD),
        (packed({SHEET: part().replace("<v>0</v>", "<v>7</v>")}), BESCHADIGD),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_is_no_plain_workbook_is_refused_with_what_to_do(data, zin):
    assert refusal(data) == zin


def test_a_header_that_lies_about_its_size_unpacks_no_more_than_it_says():
    bomb = packed({"xl/styles.xml": b" " * 20_000_000})
    at = bomb.rindex(b"xl/styles.xml") - 46 + 24
    assert refusal(bomb[:at] + (100).to_bytes(4, "little") + bomb[at + 4 :]) == BESCHADIGD


def test_no_entity_is_unfolded():
    lol = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refusal(packed({SHEET: part().replace("<worksheet", f"{lol}<worksheet", 1)})) == BESCHADIGD
    assert refusal(packed({"xl/sharedStrings.xml": f"{lol}<sst><si><t>&b;</t></si></sst>"})) == BESCHADIGD


@pytest.mark.parametrize(
    "data",
    [
        with_cell("", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        with_cell('<c r="AZ3"><v>1</v></c>'),
        with_cell('<c r="A3"><f t="array" ref="A3:XFD1048576">1</f><v>1</v></c>'),
        with_cell(f"""<c r="A3">{'<f t="array" ref="A1:AN2000"/>' * 5_000}<v>1</v></c>"""),
        packed(
            {
                "xl/sharedStrings.xml": f"<sst><si><t>{'a' * 500_000}</t></si></sst>",
                SHEET: part().replace("</sheetData>", f"<row>{SHARED * 12}</row></sheetData>"),
            }
        ),
    ],
    ids=["corner", "column", "array", "arrays over each other", "text repeated"],
)
def test_a_small_file_that_would_fill_the_memory_or_the_day_is_refused(data):
    assert refusal(data).startswith("Blad Blad is te groot")


@pytest.mark.parametrize("count", ["4294967296", "99999999999", " +2147483648"])
def test_no_room_is_set_aside_for_what_a_count_only_says(count):
    """The process would end, and not with an error that can be caught."""
    strings = part("xl/sharedStrings.xml").replace('uniqueCount="1"', f'uniqueCount="{count}"')
    styles = part("xl/styles.xml").replace('<cellXfs count="1"', f'<cellXfs count="{count}"')
    assert count in strings
    assert count in styles
    assert refusal(packed({"xl/sharedStrings.xml": strings})) == BESCHADIGD
    assert refusal(packed({"xl/styles.xml": styles})) == BESCHADIGD


def test_what_people_keep_on_a_sheet_of_their_own_is_no_matter():
    def fill(sheet, book):
        other = book.add_worksheet("Eigen lijst")
        other.write_formula(5_000, 60, "=Blad!A1", None, 1.5)

    assert list(read_xlsx(make(fill), ["Blad", "Nergens"])) == ["Blad"]


@pytest.mark.parametrize(("number", "look"), [(-1e12, "dd-mm-yyyy"), (1e12, "[h]:mm")])
def test_a_date_beyond_the_calendar_is_no_end_of_the_process(number, look):
    def fill(sheet, book):
        sheet.write_number(2, 0, number, book.add_format({"num_format": look}))

    assert refusal(make(fill)) == BESCHADIGD


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_wrong_with_a_file_it_is_said_in_a_sentence(data):
    xml = bytearray(part().encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        xml[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    try:
        read_xlsx(packed({SHEET: bytes(xml)}), ["Blad"])
    except XlsxFout:
        return


def test_columns_have_letters():
    assert [column_name(column) for column in (0, 25, 26, 52, 701, 702)] == ["A", "Z", "AA", "BA", "ZZ", "AAA"]
