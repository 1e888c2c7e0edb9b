"""A point of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Punt:
    """What happened, or is planned, on a day: `dag` is its place in the order, `wanneer` the day in words.

    `plek` orders what falls on one day: where a project comes from, its begin, all else, its end, where it goes on.
    `bij` is a short remark after it, `uitleg` a longer one under it. `herkomst` is "" where no single row says it.
    """

    dag: date
    wanneer: str
    soort: str
    tekst: str
    bij: str = ""
    uitleg: str = ""
    herkomst: str = ""
    adres: str = ""
    te_laat: bool = False
    plek: int = 0
