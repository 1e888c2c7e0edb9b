"""What a document says of itself: its state, its version, and the moment of its youngest fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from koers.lib.klok import day_of
from koers.lib.notatie import datum
from rapportage.documents.feiten import Uitgave
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten
from rapportage.documents.sleutel import build_key
from rapportage.models import Document, DocumentStap

F = TypeVar("F", KwartaalupdateFeiten, JaarverslagFeiten)
LEEG = Uitgave("", "", 0, datetime(2024, 1, 1, tzinfo=UTC))


def youngest(momenten: Iterable[datetime | None], anders: datetime) -> datetime:
    """The latest of these moments in UTC, to the second."""
    return max((moment for moment in momenten if moment), default=anders).astimezone(UTC).replace(microsecond=0)


def with_uitgave(feiten: F, periode: str, stand: datetime, regel: str = "") -> F:
    """The same facts with state and version filled in; *regel* is added to the line on every page.

    The number is that of the last version when these facts make the very same file, else the next one. Three queries.
    """
    document = (
        Document.objects.filter(soort=feiten.SOORT, periode=periode).prefetch_related("stappen__vergadering").first()
    )
    laatste = document.versies.first() if document else None
    status = state_line(document)
    for nummer in [laatste.nummer, laatste.nummer + 1] if laatste else [1]:
        line = f"{status[0].upper()}{status[1:]}, versie {nummer}" + (f" · {regel}" if regel else "")
        numbered = replace(feiten, uitgave=Uitgave(status, line, nummer, stand))
        if laatste and build_key(numbered) == laatste.sleutel:
            break
    return numbered


def state_line(document: Document | None) -> str:
    """The state in words: "concept", "vastgesteld door het BO op 16 april 2025", "gepubliceerd op 20 april 2025"."""
    if document is None or document.staat == Document.Staat.CONCEPT:
        return "concept"
    stappen: dict[str, DocumentStap] = {stap.staat: stap for stap in document.stappen.all()}
    stap = stappen.get(document.staat)
    if document.staat == Document.Staat.GEPUBLICEERD and (vastgesteld := stappen.get(Document.Staat.VASTGESTELD)):
        stap = vastgesteld
    if stap is None:
        return document.get_staat_display()
    dag = stap.vergadering.datum if stap.vergadering else day_of(stap.moment)
    woorden = {
        Document.Staat.BESPROKEN.value: "besproken in het AO",
        Document.Staat.VASTGESTELD.value: "vastgesteld door het BO",
        Document.Staat.GEPUBLICEERD.value: "gepubliceerd",
    }
    return f"{woorden[stap.staat]} op {datum(dag)}"
