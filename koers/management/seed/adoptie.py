"""The way of the demo's documents: the Jaarverslag 2024 to its adoption, the update of Q1 2026 to its readers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from koers.eigenaren.models import Vergadering
from koers.eigenaren.services import stamgegevens
from koers.management.seed.lezen import at, known, origin, read
from koers.management.seed.mensen import address
from koers.opdrachten.models import Opdracht
from koers.toegang.models import Gebruiker
from rapportage.models import Document
from rapportage.services.adoptie import record_step

Staat = Document.Staat


def next_step(*, now: datetime) -> Opdracht | None:
    """Take the steps that can be taken at once; the opdracht to wait for where a file must be made first.

    Call it again when that is done. None: nothing is left to do.
    """
    return adopt_jaarverslag(now=now) or publish_kwartaalupdate()


def adopt_jaarverslag(*, now: datetime) -> Opdracht | None:
    """The Jaarverslag 2024: discussed, adopted, published, each dated as it was."""
    document = Document.objects.filter(soort=Document.Soort.JAARVERSLAG, periode="2024").first()
    if document is None or document.huidige is None:
        return None
    data = read("fictief")["adoptie"]
    if document.staat == Staat.CONCEPT:
        _record_ao(data["besproken_op"], data, now)
        _step(document, Staat.BESPROKEN, data["besproken_op"], datum=data["besproken_op"])
        document.refresh_from_db()
    if document.staat == Staat.BESPROKEN:
        dag = data["vastgesteld_op"]
        return _step(document, Staat.VASTGESTELD, dag, datum=dag, kenmerk=data["kenmerk"])
    if document.staat == Staat.VASTGESTELD:
        _step(document, Staat.GEPUBLICEERD, data["gepubliceerd_op"])
    return None


def publish_kwartaalupdate() -> Opdracht | None:
    """The update of Q1 2026, out on 26 March."""
    document = Document.objects.filter(soort=Document.Soort.KWARTAALUPDATE, periode="2026-Q1").first()
    if document is None or document.huidige is None or document.staat != Staat.CONCEPT:
        return None
    return _step(document, Staat.GEPUBLICEERD, read("kwartaalupdate_2026_q1")["verschenen"])


def _record_ao(dag: date, data: dict[str, Any], now: datetime) -> None:
    """No source gives the day on which the AO discussed it: this meeting is invented, and marked so."""
    if not known(Vergadering, soort="ao", datum=dag):
        stamgegevens.record_vergadering(actor=None, soort="ao", datum=dag, now=now, **origin(data, read("fictief")))


def _step(document: Document, staat: str, dag: date, **fields: Any) -> Opdracht | None:
    """By the programmamanager, on the day it happened, about the version that counts."""
    if document.huidige is None:
        return None
    bente = Gebruiker.objects.get(email=address("bente"))
    return record_step(actor=bente, document=document, staat=staat, versie=document.huidige, now=at(dag), **fields)
