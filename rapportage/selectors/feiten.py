"""The facts of a document as the data are now, by what it is and its period."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from koers.lib.klok import day_of
from koers.lib.kwartaal import Kwartaal
from projecten.models import Ronde
from rapportage.documents.feiten import facts_to_json
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten
from rapportage.models import Document
from rapportage.selectors.jaarverslag import jaarverslag_facts
from rapportage.selectors.kwartaalupdate import kwartaalupdate_facts

JAREN = range(2018, 2101)


class OnbekendePeriode(DocumentFout):
    """The period is no quarter or year of which a document can be made."""


def current_facts(soort: str, periode: str, *, now: datetime) -> KwartaalupdateFeiten | JaarverslagFeiten:
    """Every fact of this document, read now.

    OnbekendePeriode when the period is none or nobody ever reported in it; GeenGegevens when nothing is approved.
    """
    if soort == Document.Soort.KWARTAALUPDATE:
        return kwartaalupdate_facts(_ronde(periode), now=now)
    if soort == Document.Soort.JAARVERSLAG:
        return jaarverslag_facts(_jaar(periode), today=day_of(now))
    raise OnbekendePeriode(f"“{soort[:40]}” is geen document dat wordt gemaakt; kies kwartaalupdate of jaarverslag.")


def _ronde(periode: str) -> Ronde:
    try:
        kwartaal = Kwartaal.parse(periode)
    except ValueError:
        raise OnbekendePeriode(f"“{periode[:20]}” is geen kwartaal; schrijf het als 2026-Q1.") from None
    ronde = Ronde.objects.filter(soort=Ronde.Soort.KWARTAAL, jaar=kwartaal.jaar, kwartaal=kwartaal.nummer).first()
    if ronde is None:
        raise OnbekendePeriode(f"Er is geen ronde voor {kwartaal}. Maak eerst die ronde, dan kan erin worden gemeld.")
    return ronde


def _jaar(periode: str) -> int:
    if not (periode.isascii() and periode.isdigit() and len(periode) == 4 and int(periode) in JAREN):
        raise OnbekendePeriode(f"“{periode[:20]}” is geen jaar waarover een verslag bestaat; schrijf het als 2024.")
    return int(periode)


def as_snapshot(feiten: KwartaalupdateFeiten | JaarverslagFeiten) -> dict[str, Any]:
    """The facts as adoption freezes them: canonical JSON, parsed."""
    snapshot: dict[str, Any] = json.loads(facts_to_json(feiten))
    return snapshot
