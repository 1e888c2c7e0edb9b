"""One measured value: what may be typed, what it must be, and when it stands out so much that one asks about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from koers.lib.notatie import getal
from projecten.rules.optellen import quartiles

AANTAL, VERHOUDING, BEDRAG, JA_NEE, SCORE = "aantal", "verhouding", "bedrag", "ja-nee", "score"
GRENS = Decimal("999999999.99")
MAX_OPMERKING = 300
_DUTCH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?", re.ASCII)
_JA_NEE = {"ja": Decimal(1), "j": Decimal(1), "nee": Decimal(0), "n": Decimal(0)}
GEEN_GETAL = "Vul een getal in, met een komma voor de decimalen (12 of 12,5)."
OPMERKING_ALLEEN = "Bij een opmerking hoort een meting. Vul die in, of haal de opmerking weg."
GEEN_JA_NEE = "Vul ja of nee in."
# Of fewer other gemeenten one cannot say what is far from them; smaller changes than this say nothing either.
MINSTENS_ANDEREN = 5
MINSTENS_VERSCHIL = Decimal(10)


class Onleesbaar(ValueError):
    """What was typed is no value of this kind; its text is the sentence for the one who typed it."""


def read_value(typed: str, soort: str) -> Decimal | None:
    """What stands in a cell as a Decimal; None of an empty one. Raises Onleesbaar with what to type instead."""
    text = re.sub(r"[\s\u00a0€%]", "", typed).lower()
    if not text:
        return None
    if soort == JA_NEE:
        if text not in _JA_NEE:
            raise Onleesbaar(GEEN_JA_NEE)
        return _JA_NEE[text]
    if not _DUTCH.fullmatch(text):
        raise Onleesbaar(GEEN_GETAL)
    number = Decimal(text.replace(".", "").replace(",", "."))
    if abs(number) > GRENS:
        raise Onleesbaar("Dit getal is te groot.")
    return number


def show_value(waarde: Decimal | None, soort: str) -> str:
    """As `read_value` reads it back; "" of none."""
    if waarde is None:
        return ""
    if soort == JA_NEE:
        return "ja" if waarde else "nee"
    return getal(waarde).replace(".", "").replace("−", "-")


def value_faults(soort: str, per: int, waarde: Decimal | None, teller: Decimal | None, noemer: Decimal | None) -> str:
    """Why it can be no value of this kind, as one sentence; "" when it can. An empty value is no fault."""
    if soort == VERHOUDING:
        return _ratio_fault(per, teller, noemer)
    if waarde is None:
        return ""
    if soort == AANTAL and (waarde < 0 or waarde != waarde.to_integral_value()):
        return "Een aantal is een heel getal van 0 of meer."
    if soort == BEDRAG and waarde < 0:
        return "Een bedrag is hier 0 of meer."
    if soort == JA_NEE and waarde not in (0, 1):
        return GEEN_JA_NEE
    return ""


def _ratio_fault(per: int, teller: Decimal | None, noemer: Decimal | None) -> str:
    if teller is None and noemer is None:
        return ""
    if teller is None or noemer is None:
        return "Vul de teller en de noemer allebei in, of laat ze allebei leeg."
    if teller < 0 or noemer < 0:
        return "Teller en noemer zijn 0 of meer."
    if noemer == 0:
        return "De noemer is 0; daardoor valt niet te delen. Laat beide leeg als er niets te tellen viel."
    if per == 100 and teller > noemer:
        return "De teller is groter dan de noemer; dat zou meer dan 100% zijn."
    return ""


@dataclass(frozen=True)
class Opvallend:
    """Why a value is asked about: `sprong` against the one before, `uitschieter` against other gemeenten."""

    soort: str
    zin: str


def remarkable(
    soort: str, waarde: Decimal, vorige: Decimal | None, anderen: Sequence[Decimal]
) -> tuple[Opvallend, ...]:
    """What stands out: twice as much or half as little as last time; of ratios and scores, far from the others.

    Far is more than three times the middle half's width away from it. Counts of other gemeenten say nothing: those
    differ in size. No other gemeente's value is told.
    """
    if soort == JA_NEE:
        return ()
    found = []
    if vorige is not None and _jumps(soort, waarde, vorige):
        zin = f"De vorige keer stond hier {getal(vorige)}. Klopt {getal(waarde)}?"
        found.append(Opvallend("sprong", zin))
    if soort in (VERHOUDING, SCORE) and len(anderen) >= MINSTENS_ANDEREN:
        low, high = quartiles(anderen)
        reach = 3 * (high - low)
        if waarde < low - reach or waarde > high + reach:
            where = "lager" if waarde < low else "hoger"
            found.append(Opvallend("uitschieter", f"Dit is veel {where} dan bij de andere gemeenten. Klopt het?"))
    return tuple(found)


def _jumps(soort: str, waarde: Decimal, vorige: Decimal) -> bool:
    low, high = sorted((abs(waarde), abs(vorige)))
    return high >= 2 * low and (soort in (VERHOUDING, SCORE) or high - low >= MINSTENS_VERSCHIL) and high != low
