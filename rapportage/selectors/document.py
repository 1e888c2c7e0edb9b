"""Documents as their pages show them: to each reader the version that counts for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.lib import notatie
from koers.lib.klok import day_of
from koers.toegang.models import Gebruiker
from rapportage.documents.fouten import DocumentFout
from rapportage.models import MAKERS, Document, DocumentQuerySet, DocumentStap, Versie
from rapportage.rules.adoptie import Overgang, next_steps, status_line
from rapportage.rules.uitgave import differences
from rapportage.selectors.feiten import as_snapshot, current_facts

VAST = (Document.Staat.VASTGESTELD, Document.Staat.GEPUBLICEERD)
WOORDEN = {
    "besproken": "Besproken in het AO",
    "vastgesteld": "Vastgesteld door het BO",
    "gepubliceerd": "Gepubliceerd",
}


@dataclass(frozen=True)
class Punt:
    """A point on a timeline."""

    label: str
    bij: str = ""
    staat: str = ""


@dataclass(frozen=True)
class Spoor(Punt):
    """A step of a document, with where the date of its meeting comes from."""

    herkomst: str = ""


@dataclass(frozen=True)
class Stuk:
    """A document as one reader sees it: the version that counts, the step that made it so, and a newer concept."""

    document: Document
    versie: Versie
    stap: DocumentStap | None
    spoor: tuple[DocumentStap, ...]
    versies: tuple[Versie, ...]

    @property
    def nieuwer(self) -> Versie | None:
        """A later version, which only its makers see."""
        return self.versies[0] if self.versies[0].nummer > self.versie.nummer else None

    @property
    def bepalend(self) -> DocumentStap | None:
        """The step that made it what it is: the adoption, also after publication; none in concept."""
        if self.stap is None or self.stap.staat != Document.Staat.GEPUBLICEERD:
            return self.stap
        return next((stap for stap in self.spoor if stap.staat == Document.Staat.VASTGESTELD), self.stap)

    @property
    def status(self) -> str:
        """ "vastgesteld door het BO op 16 april 2025"; "concept"."""
        return status_line(self.bepalend.staat, self.bepalend.dag) if self.bepalend else "concept"

    @property
    def dag(self) -> date:
        return self.bepalend.dag if self.bepalend else day_of(self.versie.gemaakt_op)

    @property
    def is_vast(self) -> bool:
        return self.document.staat in VAST

    @property
    def jaar(self) -> str:
        return self.document.periode[:4]

    @property
    def kwartaal(self) -> str:
        return self.document.periode[5:]


# ── lists ───────────────────────────────────────────────────────────────────


def list_stukken(gebruiker: Gebruiker | Any, today: date) -> list[Stuk]:
    """Every document this person may see, newest period first. Constant number of queries."""
    return as_stukken(with_parts(Document.objects.visible_to(gebruiker, today), gebruiker, today), gebruiker, today)


def with_parts(documenten: DocumentQuerySet, gebruiker: Gebruiker | Any, today: date) -> DocumentQuerySet:
    """With the versions this person may see, newest first, and the steps taken."""
    versies = Versie.objects.visible_to(gebruiker, today).defer("feiten").order_by("-nummer")
    stappen = DocumentStap.objects.select_related("vergadering").order_by("moment", "id")
    return documenten.prefetch_related(
        Prefetch("versies", versies, to_attr="zichtbaar"), Prefetch("stappen", stappen, to_attr="spoor")
    )


def as_stukken(documenten: Iterable[Document], gebruiker: Gebruiker | Any, today: date) -> list[Stuk]:
    """Documents fetched with their parts, as this person sees them."""
    maker = is_maker(bevoegdheid_of(gebruiker, today))
    stukken = (_stuk(document, document.zichtbaar, document.spoor, maker=maker) for document in documenten)  # type: ignore[attr-defined]
    return [stuk for stuk in stukken if stuk]


def _stuk(document: Document, versies: list[Versie], spoor: list[DocumentStap], *, maker: bool) -> Stuk | None:
    """Adopted or published counts for all; before that, makers see the last build, the others what was discussed."""
    per_pk = {versie.pk: versie for versie in versies}
    stap = spoor[-1] if spoor else None
    versie = per_pk.get(stap.versie_id) if stap else None
    if maker and document.staat not in VAST and document.huidige_id:
        versie = per_pk[document.huidige_id]
        stap = stap if stap and stap.versie_id == versie.pk else None
    for item in versies:
        item.document = document
    return Stuk(document, versie, stap, tuple(spoor), tuple(versies)) if versie else None


def is_maker(bevoegdheid: Bevoegdheid) -> bool:
    return bool(bevoegdheid.rollen & MAKERS)


def leading(stukken: Iterable[Stuk]) -> Stuk | None:
    """What one comes for: the adopted report of the latest year, else what is before the meetings, else the latest."""
    op_volgorde = sorted(
        stukken,
        key=lambda stuk: (
            stuk.document.soort == Document.Soort.JAARVERSLAG and stuk.is_vast,
            stuk.is_vast or stuk.document.staat == Document.Staat.BESPROKEN,
            stuk.document.periode,
        ),
        reverse=True,
    )
    return op_volgorde[0] if op_volgorde else None


def list_published(today: date) -> list[tuple[Stuk, str]]:
    """What anyone may read, signed in or not, each with the warning on its cover (empty where there is none)."""
    stukken = list_stukken(None, today)
    regels = Versie.objects.filter(pk__in=[stuk.versie.pk for stuk in stukken])
    waarschuwing = dict(regels.values_list("pk", "feiten__feiten__herkomstregel"))
    return [(stuk, waarschuwing[stuk.versie.pk] or "") for stuk in stukken]


# ── one document ────────────────────────────────────────────────────────────


def read_stuk(gebruiker: Gebruiker | Any, today: date, *, soort: str, periode: str) -> Stuk | None:
    """One document as this person sees it; None when it isn't there for them."""
    gevonden = [
        stuk
        for stuk in list_stukken(gebruiker, today)
        if stuk.document.soort == soort and stuk.document.periode == periode
    ]
    return gevonden[0] if gevonden else None


def readable_versie(gebruiker: Gebruiker | Any, today: date, *, soort: str, periode: str, nummer: int) -> Versie | None:
    """The version, if this person may see it."""
    return (
        Versie.objects.visible_to(gebruiker, today)
        .filter(document__in=Document.objects.visible_to(gebruiker, today))
        .filter(document__soort=soort, document__periode=periode, nummer=nummer)
        .select_related("document")
        .first()
    )


def figures_of(versie: Versie) -> list[dict[str, Any]]:
    """The figures that the document prints large, from its frozen facts."""
    feiten = versie.feiten["feiten"]
    cijfers: list[dict[str, Any]] = feiten.get("samenvatting", feiten).get("cijfers", [])
    return cijfers


def summary_of(versie: Versie) -> dict[str, Any]:
    """What the cover says of it, from its frozen facts: its warning, and its first figures."""
    feiten = versie.feiten["feiten"]
    zinsdelen = [cijfer | {"wat": cijfer["wat"][:1].lower() + cijfer["wat"][1:]} for cijfer in figures_of(versie)[:4]]
    return {"waarschuwing": feiten.get("herkomstregel", ""), "cijfers": zinsdelen}


def trail(stuk: Stuk) -> list[Spoor]:
    """The way to publication: what was done, with its day and reference, and what is still to come."""
    punten = [
        Spoor(
            WOORDEN[stap.staat],
            ", ".join(filter(None, [notatie.datum(stap.dag), stap.kenmerk and f"kenmerk {stap.kenmerk}"])),
            "klaar",
            stap.vergadering.herkomst if stap.vergadering else "",
        )
        for stap in stuk.spoor
    ] or [Spoor("Concept", f"versie {stuk.versie.nummer}", "nu")]
    staat = stuk.document.staat
    while volgende := next((stap for stap in next_steps(stuk.document.soort, staat) if stap.naar != staat), None):
        punten.append(Spoor(WOORDEN[volgende.naar]))
        staat = volgende.naar
    return punten


def allowed_steps(stuk: Stuk, bevoegdheid: Bevoegdheid) -> list[Overgang]:
    """The steps this person may record now; a step a document already took needs a newer version."""
    stappen = next_steps(stuk.document.soort, stuk.document.staat)
    nieuw = stuk.nieuwer is not None or stuk.stap is None
    return [stap for stap in stappen if bevoegdheid.may(stap.right) and (stap.naar != stuk.document.staat or nieuw)]


def version_for(stuk: Stuk, overgang: Overgang) -> Versie:
    """The version a step is about: the one of the step before where there is one, else the newest."""
    if stuk.spoor and overgang.naar != stuk.document.staat:
        return next(versie for versie in stuk.versies if versie.pk == stuk.spoor[-1].versie_id)
    return stuk.versies[0]


def changes_since(stuk: Stuk, *, now: datetime) -> list[str]:
    """The parts in which the data of now differ from the version; nothing when they are the same."""
    try:
        feiten = current_facts(stuk.document.soort, stuk.document.periode, now=now)
    except DocumentFout as error:
        return [str(error)]
    return differences(stuk.versie.feiten, as_snapshot(feiten))
