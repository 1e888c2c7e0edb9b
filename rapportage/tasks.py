"""Background work of documents: a task takes the id of an opdracht and makes one call."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from koers.lib import klok
from koers.opdrachten.models import Opdracht
from koers.opdrachten.tasks import Mislukt, Stap, perform
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from rapportage import services
from rapportage.documents.fouten import DocumentFout
from rapportage.models import Versie


@shared_task(name="rapportage.tasks.build_document")
def build_document(opdracht_id: int) -> None:
    perform(opdracht_id, _build)


@shared_task(name="rapportage.tasks.complete_step")
def complete_step(opdracht_id: int) -> None:
    perform(opdracht_id, _complete_step)


def _build(opdracht: Opdracht, stap: Stap) -> dict[str, Any]:
    return _told(
        lambda: services.build_document(
            actor=opdracht.aangevraagd_door,
            soort=opdracht.argumenten["soort"],
            periode=opdracht.argumenten["periode"],
            now=klok.now(),
            stap=stap,
            via=Logregel.Via.WERKER,
        )
    )


def _complete_step(opdracht: Opdracht, stap: Stap) -> dict[str, Any]:
    return _told(
        lambda: services.complete_step(
            actor=opdracht.aangevraagd_door,
            argumenten=opdracht.argumenten,
            now=klok.now(),
            stap=stap,
            via=Logregel.Via.WERKER,
        )
    )


def _told(make: Any) -> dict[str, Any]:
    """The version as the opdracht remembers it; what stands in the way becomes the sentence for the one who asked."""
    try:
        versie: Versie = make()
    except (DocumentFout, NotAllowed) as error:
        raise Mislukt(str(error)) from error
    return {"versie": versie.pk, "document": str(versie.document)}
