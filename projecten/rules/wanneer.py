"""When something was or will be, said no more exactly than the source says it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from koers.lib import notatie
from koers.lib.kwartaal import Kwartaal


def when(dag: date, precisie: str, tot: date | None = None, tekst: str = "") -> str:
    """ "1 juni 2026", "februari 2026", "Q1 2026", "medio 2024", or the source's own words for weeks."""
    if precisie == "dag":
        return notatie.periode(dag, tot) if tot else notatie.datum(dag)
    said = {
        "maand": notatie.datum(dag).split(" ", 1)[1],
        "kwartaal": str(Kwartaal.of(dag)),
        "medio": f"medio {dag.year}",
        "weken": notatie.periode(dag, tot) if tot else notatie.datum(dag),
        "jaar": str(dag.year),
    }[precisie]
    own_words = tekst.strip()
    return f"{said} ({own_words})" if own_words and own_words.casefold() != said.casefold() else said


def first_day(dag: date, precisie: str) -> date:
    """The first day it can be, said so exactly; of "medio 2024" 1 April."""
    match precisie:
        case "maand":
            return dag.replace(day=1)
        case "kwartaal":
            return Kwartaal.of(dag).begin
        case "medio":
            return date(dag.year, 4, 1)
        case "jaar":
            return date(dag.year, 1, 1)
    return dag


def last_day(dag: date, precisie: str) -> date:
    """The last day it can be, said so exactly; of weeks six days on, of "medio 2024" 30 September."""
    match precisie:
        case "weken":
            return dag + timedelta(days=6)
        case "maand":
            return dag.replace(day=monthrange(dag.year, dag.month)[1])
        case "kwartaal":
            return Kwartaal.of(dag).eind
        case "medio":
            return date(dag.year, 9, 30)
        case "jaar":
            return date(dag.year, 12, 31)
    return dag
