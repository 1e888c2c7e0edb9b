"""How Koers writes dates, money and numbers in Dutch: one hand for screen and paper.

What is not known is written out as "niet gemeld": it is never a zero and never a gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from koers.lib.klok import AMSTERDAM
from koers.lib.kwartaal import Kwartaal

NIET_GEMELD = "niet gemeld"
VAST = "\u00a0"
MIN = "\u2212"
_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_KORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MATEN = ("bytes", "kB", "MB", "GB", "TB")

Getal = Decimal | int


def _afgerond(x: Getal, n: int) -> Decimal:
    """Half away from zero, never minus zero. TypeError on a float: it is not exact."""
    if isinstance(x, float):
        raise TypeError("a float is not exact: give a Decimal or an int")
    waarde = Decimal(x).quantize(Decimal(1).scaleb(-n), rounding=ROUND_HALF_UP)
    return waarde if waarde else abs(waarde)


def _cijfers(x: Decimal, n: int) -> str:
    """The digits without sign: points between thousands, a comma before the decimals."""
    return f"{abs(x):,.{n}f}".translate(str.maketrans(",.", ".,"))


def decimaal(x: Getal | None, n: int = 1) -> str:
    """With n decimals: decimaal(Decimal("0.215"), 2) is "0,22"."""
    if x is None:
        return NIET_GEMELD
    waarde = _afgerond(x, n)
    return (MIN if waarde < 0 else "") + _cijfers(waarde, n)


def getal(x: Getal | None) -> str:
    """A count or a measured value: whole numbers without decimals, others with at most two."""
    if x is None:
        return NIET_GEMELD
    waarde = _afgerond(x, 2)
    if waarde == waarde.to_integral_value():
        return decimaal(waarde, 0)
    return decimaal(waarde, 2).rstrip("0")


def geld(bedrag: Getal | None) -> str:
    """Whole euros, half away from zero: "€ 4.576.887", with a space that does not break."""
    return _geld(bedrag, 0)


def geld_centen(bedrag: Getal | None) -> str:
    """Euros with cents, as finance reads them: "€ 154.298,70"."""
    return _geld(bedrag, 2)


def _geld(bedrag: Getal | None, n: int) -> str:
    if bedrag is None:
        return NIET_GEMELD
    waarde = _afgerond(bedrag, n)
    return f"{MIN if waarde < 0 else ''}€{VAST}{_cijfers(waarde, n)}"


def percentage(x: Getal | None, n: int | None = None) -> str:
    """A number of percents: 30 is "30%". Without n whole percents stay whole and others show one decimal."""
    if x is None:
        return NIET_GEMELD
    if n is None:
        n = 0 if _afgerond(x, 1) == _afgerond(x, 0) else 1
    return f"{decimaal(x, n)}%"


def aandeel(deel: Getal | None, geheel: Getal | None, n: int = 0) -> str:
    """Part of a whole in percents: aandeel(85, 100) is "85%"; "niet gemeld" of nothing."""
    if deel is None or not geheel:
        return NIET_GEMELD
    return percentage(Decimal(deel) * 100 / Decimal(geheel), n)


def _dag(d: date) -> date:
    return d.astimezone(AMSTERDAM).date() if isinstance(d, datetime) else d


def datum(d: date | None) -> str:
    """26 maart 2026. An aware moment is taken in Europe/Amsterdam."""
    if d is None:
        return NIET_GEMELD
    return f"{dag_maand(d)} {_dag(d).year}"


def dag_maand(d: date | None) -> str:
    """26 maart, where the year is clear from the context."""
    if d is None:
        return NIET_GEMELD
    dag = _dag(d)
    return f"{dag.day} {_MAANDEN[dag.month - 1]}"


def datum_kort(d: date | None) -> str:
    """26 mrt 2026, for narrow columns."""
    if d is None:
        return NIET_GEMELD
    dag = _dag(d)
    return f"{dag.day} {_KORT[dag.month - 1]} {dag.year}"


def moment(dt: datetime | None) -> str:
    """26 maart 2026 om 14:03, in Europe/Amsterdam. ValueError on a moment without a zone."""
    if dt is None:
        return NIET_GEMELD
    if dt.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    hier = dt.astimezone(AMSTERDAM)
    return f"{datum(hier)} om {hier:%H:%M}"


def periode(van: date | None, tot: date | None = None) -> str:
    """From a day through a day, without saying twice what both share; whole years as years."""
    if van is None:
        return NIET_GEMELD if tot is None else f"tot en met {datum(tot)}"
    if tot is None:
        return f"vanaf {datum(van)}"
    van, tot = _dag(van), _dag(tot)
    if van == tot:
        return datum(van)
    if (van.month, van.day, tot.month, tot.day) == (1, 1, 12, 31):
        return str(van.year) if van.year == tot.year else f"{van.year} tot en met {tot.year}"
    if van.year != tot.year:
        return f"{datum(van)} tot en met {datum(tot)}"
    begin = str(van.day) if van.month == tot.month else dag_maand(van)
    return f"{begin} tot en met {datum(tot)}"


def kwartaal(k: Kwartaal | date | str | None) -> str:
    """Q1 2026, from a quarter, a day in it or its code "2026-Q1"."""
    if k is None:
        return NIET_GEMELD
    if isinstance(k, str):
        k = Kwartaal.parse(k)
    return str(Kwartaal.of(_dag(k)) if isinstance(k, date) else k)


def dagen(aantal: int | None, woord: str = "nog") -> str:
    """Distance to a day: 8 is "nog 8 dagen" (or "over 8 dagen"), 0 "vandaag", -3 "3 dagen geleden"."""
    if aantal is None:
        return NIET_GEMELD
    if aantal == 0:
        return "vandaag"
    telwoord = f"{getal(abs(aantal))} {'dag' if abs(aantal) == 1 else 'dagen'}"
    return f"{woord} {telwoord}" if aantal > 0 else f"{telwoord} geleden"


def omvang(aantal: int | None) -> str:
    """The size of a file, in thousands of bytes: 1234567 is "1,2 MB"."""
    if aantal is None:
        return NIET_GEMELD
    waarde, macht = Decimal(aantal), 0
    while macht < len(_MATEN) - 1 and _afgerond(waarde, 0) >= 1000:
        waarde, macht = waarde / 1000, macht + 1
    return f"{decimaal(waarde, 1 if macht > 1 and waarde < 100 else 0)}{VAST}{_MATEN[macht]}"


def opsomming(delen: Iterable[object]) -> str:
    """a, b en c; nothing for nothing."""
    woorden = [str(deel) for deel in delen]
    if len(woorden) < 2:
        return "".join(woorden)
    return f"{', '.join(woorden[:-1])} en {woorden[-1]}"


def hoeveel(aantal: int, een: str, meer: str) -> str:
    """1 mijlpaal, 3 mijlpalen."""
    return f"{getal(aantal)} {een if aantal == 1 else meer}"
