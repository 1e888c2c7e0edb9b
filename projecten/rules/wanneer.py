"""When something was or will be, said no more exactly than the source says it."""

from __future__ import annotations

from datetime import date

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
