"""The workbook of measurements: its columns, and what a cell of a spreadsheet says in the words of who types."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from koers.lib.notatie import datum
from projecten.rules.meetwaarde import GRENS, JA_NEE, VERHOUDING, Onleesbaar, read_value, show_value

BLAD, UITLEG, SLEUTELBLAD = "Metingen", "Uitleg", "koers"
INDICATOR, EIGENAAR, SLEUTEL = "Indicator", "Eigenaar", "Sleutel"
# The parts of a cell of the grid, and the heads of the columns in which they are filled in.
VELDEN = {"waarde": "Waarde", "teller": "Teller", "noemer": "Noemer", "toelichting": "Opmerking"}
FORMULE = "Hier staat een formule. Vul het getal zelf in."
FOUTCEL = "Hier staat een foutmelding van Excel. Vul het getal zelf in, of maak de cel leeg."
DATUM = (
    "Hier staat een datum of een tijd, geen getal. Excel maakt die soms van een getal: zet de opmaak van de cel op "
    "Getal en vul het opnieuw in."
)
DECIMALEN = "Dit getal heeft meer dan twee decimalen. Rond het zelf af; Koers doet dat niet voor u."

Cel = str | float | int | bool | date | datetime | time | timedelta


def fields_of(soort: str) -> tuple[str, ...]:
    """Which parts of a measurement of this kind are filled in, the remark left out."""
    return ("teller", "noemer") if soort == VERHOUDING else ("waarde",)


def typed_cell(cel: Cel, soort: str) -> str:
    """The content of a cell as one would type it. Raises Onleesbaar with what to fill in instead.

    A spreadsheet keeps a number in binary and vouches for fifteen digits of it: those are read, nothing is rounded.
    """
    if isinstance(cel, bool):
        if soort == JA_NEE:
            return "ja" if cel else "nee"
        raise Onleesbaar("Hier staat WAAR of ONWAAR. Vul een getal in.")
    if isinstance(cel, str):
        return cel.strip()
    if isinstance(cel, date | time | timedelta):
        raise Onleesbaar(DATUM)
    number = _exact(cel)
    if not number.is_finite() or abs(number) > GRENS:
        raise Onleesbaar("Dit getal is te groot.")
    if number != number.quantize(Decimal("0.01")):
        raise Onleesbaar(DECIMALEN)
    return f"{number:f}".replace(".", ",")


def _exact(cel: float) -> Decimal:
    number = Decimal(f"{cel:.15g}")
    return number or Decimal(0)


def canonical(typed: str, soort: str) -> str:
    """As Koers writes what was typed. Raises Onleesbaar."""
    return show_value(read_value(typed, soort), soort)


def as_text(cel: Cel) -> str:
    """The content of a cell as text."""
    if isinstance(cel, bool):
        return "WAAR" if cel else "ONWAAR"
    if isinstance(cel, date):
        return datum(cel)
    return str(cel) if isinstance(cel, str | time | timedelta) else f"{cel:.15g}".replace(".", ",")


def shown(cel: Cel) -> str:
    """The content of a cell in a message, shortened."""
    text = as_text(cel)
    return text if len(text) <= 60 else f"{text[:59]}…"
