"""What can be made of the data, and what is being made now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from financien.models import Jaarschijf
from koers.opdrachten.models import Opdracht
from projecten.models import Ronde, Voortgang
from rapportage.models import Document
from rapportage.selectors.document import Punt, Stuk

TAKEN = ("rapportage.tasks.build_document", "rapportage.tasks.complete_step")
VOORAF = "In de wachtrij"
# The stages that a build tells, in their order (rapportage.documents.render).
STAPPEN = (VOORAF, "Gegevens lezen", "Opmaken", "Tellen van bladzijden", "Toegankelijk maken", "Wegschrijven")


@dataclass(frozen=True)
class Kandidaat:
    """A document that can be made, and whether it was made before."""

    soort: str
    periode: str
    naam: str
    bestaat: bool


def list_candidates(stukken: Iterable[Stuk], today: date) -> list[Kandidaat]:
    """Quarters in which something public was approved, and years that are over and have news or money."""
    bekend = {(stuk.document.soort, stuk.document.periode): stuk for stuk in stukken}
    goedgekeurd = Voortgang.objects.published().filter(Q(berichten__publiek=True) | Q(gepubliceerd__isnull=False))
    rondes = Ronde.objects.filter(pk__in=goedgekeurd.values("ronde"))
    kwartalen = [(Document.Soort.KWARTAALUPDATE, ronde.code, str(ronde)) for ronde in rondes if ronde.kwartaal]
    jaren = {ronde.jaar for ronde in rondes if not ronde.kwartaal}
    jaren |= set(Jaarschijf.objects.filter(jaar__lt=today.year).values_list("jaar", flat=True).distinct())
    verslagen = [(Document.Soort.JAARVERSLAG, str(jaar), str(jaar)) for jaar in sorted(jaren, reverse=True)]
    return [
        Kandidaat(soort.value, periode, f"{soort.label} {naam}", (soort.value, periode) in bekend)
        for soort, periode, naam in [*kwartalen, *verslagen]
    ]


def visible_opdrachten() -> QuerySet[Opdracht]:
    """The work on documents; for those who make them."""
    return Opdracht.objects.filter(taak__in=TAKEN).select_related("aangevraagd_door")


def name_of(opdracht: Opdracht) -> str:
    """What is being made, as people call it: "Kwartaalupdate Q1 2026", "Jaarverslag 2024, vastgesteld"."""
    soort, periode, *staat = opdracht.sleutel.split(" ")
    return ", ".join([str(Document(soort=soort, periode=periode)), *staat])


def list_running() -> list[tuple[Opdracht, str]]:
    """What is being made now, and what went wrong with the last try, newest first, each with its name."""
    laatste: dict[str, Opdracht] = {}
    for opdracht in visible_opdrachten().order_by("-pk")[:40]:
        laatste.setdefault(opdracht.sleutel, opdracht)
    open_of_mis = (item for item in laatste.values() if item.is_open or item.staat == Opdracht.Staat.MISLUKT)
    return [(item, name_of(item)) for item in open_of_mis]


def stages(opdracht: Opdracht) -> list[Punt]:
    """The stages of a build, with where it is."""
    if opdracht.staat == Opdracht.Staat.KLAAR:
        return [Punt(stap, "", "klaar") for stap in STAPPEN] + [Punt("Klaar om te lezen", "", "klaar")]
    bezig = opdracht.stap if opdracht.stap in STAPPEN else VOORAF
    hier = STAPPEN.index(bezig)
    staten = ["klaar" if i < hier else "nu" if i == hier else "" for i in range(len(STAPPEN))]
    return [Punt(stap, "", staat) for stap, staat in zip(STAPPEN, staten, strict=True)] + [Punt("Klaar om te lezen")]
