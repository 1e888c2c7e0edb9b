"""Asking for a document, and building it: facts → key → the version that exists, or a new file and its row."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.opdrachten.models import Opdracht
from koers.opdrachten.services import enqueue
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from rapportage.documents.feiten import facts_from_json, facts_to_json
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.render import Stap, build
from rapportage.documents.sleutel import build_key
from rapportage.models import Document, Versie
from rapportage.rules.uitgave import CONCEPT, F, differences, unnumbered, with_uitgave
from rapportage.selectors.feiten import as_snapshot, current_facts
from rapportage.services import archief

BUILD = "rapportage.document:build"
TAAK = "rapportage.tasks.build_document"
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
POGINGEN = 3


class NummerBezet(Exception):
    """Another build took the number that this file has on its pages."""


def silent(name: str, percent: int) -> None:
    """Progress that nobody watches."""


def request_build(*, actor: Gebruiker | None, soort: str, periode: str, now: datetime) -> Opdracht:
    """Queue a build; the open one where there is one. ValidationError says why there is nothing to build."""
    require(actor, BUILD, today=day_of(now))
    try:
        feiten = current_facts(soort, periode, now=now)
    except DocumentFout as error:
        raise ValidationError(str(error)) from error
    with transaction.atomic():
        opdracht = enqueue(
            actor=actor,
            taak=TAAK,
            sleutel=f"{soort} {periode}",
            argumenten={"soort": soort, "periode": periode},
            now=now,
        )
        log(
            actor=actor,
            actie="rapportage.document:request",
            zin=f"{actor or 'De opdrachtregel'} vroeg om {feiten.documentnaam}.",
            object=opdracht,
            now=now,
        )
    return opdracht


def build_document(
    *,
    actor: Gebruiker | None,
    soort: str,
    periode: str,
    now: datetime,
    force: bool = False,
    stap: Stap = silent,
    via: str = "",
) -> Versie:
    """The version that today's facts give: the one that exists, else a new one, in concept.

    Once adopted, the same facts give the adopted version; other facts give a new concept beside it. `force` builds an
    existing version again, from its own facts, and checks that not one byte differs. Raises DocumentFout.
    """
    require(actor, BUILD, today=day_of(now))
    for _ in range(POGINGEN):
        stap("Gegevens lezen", 2)
        feiten = with_uitgave(current_facts(soort, periode, now=now), CONCEPT, 0)
        document = Document.objects.filter(soort=soort, periode=periode).select_related("huidige").first()
        if document and (versie := _existing(document, feiten)):
            return _confirmed(document, versie, force=force, stap=stap)
        try:
            return _new_version(actor, document, feiten, periode=periode, now=now, stap=stap, via=via)
        except NummerBezet:
            continue
    raise DocumentFout("Er wordt op dit moment meer dan één versie van dit document gemaakt. Probeer het zo opnieuw.")


def _existing(document: Document, feiten: F) -> Versie | None:
    """The version that says the same: the adopted or published one, else by the key of the build."""
    definitief = document.staat in (Document.Staat.VASTGESTELD, Document.Staat.GEPUBLICEERD)
    vast = document.last_step() if definitief else None
    if vast and not differences(vast.versie.feiten, as_snapshot(feiten)):
        return vast.versie
    return document.versies.filter(sleutel=build_key(unnumbered(feiten))).first()


def _confirmed(document: Document, versie: Versie, *, force: bool, stap: Stap) -> Versie:
    """An existing version, its file mended where it is gone or damaged, now the current one."""
    if force or not archief.is_intact(versie):
        _rebuild(versie, stap)
    if not document.is_frozen and document.huidige_id != versie.pk:
        Document.objects.filter(pk=document.pk).update(huidige=versie)
    return versie


def _rebuild(versie: Versie, stap: Stap) -> None:
    data = render(facts_from_json(versie.feiten), stap)
    if archief.digest(data) != versie.sha256:
        raise archief.BestandBeschadigd(
            f"{versie} is opnieuw gemaakt en het bestand is anders dan toen: het programma is sindsdien veranderd. "
            "Er is niets overschreven."
        )
    if not archief.is_intact(versie):
        archief.store(versie.bestand, data)


def render(feiten: F, stap: Stap) -> bytes:
    """The file of these facts. Loads the layout engine; DocumentFout says what to install where that is missing."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        reden = (
            f"Op deze computer ontbreekt Pango, waarmee een PDF wordt gemaakt. De beheerder installeert het: {PANGO}"
        )
        raise archief.BibliotheekOntbreekt(reden) from error
    return build(feiten, stap)


def _new_version(
    actor: Gebruiker | None,
    document: Document | None,
    feiten: F,
    *,
    periode: str,
    now: datetime,
    stap: Stap,
    via: str,
) -> Versie:
    nummer = next_number(document)
    numbered = with_uitgave(feiten, CONCEPT, nummer)
    data = render(numbered, stap)
    with transaction.atomic():
        document = lock_document(feiten.SOORT, periode, now)
        versie = file_version(document, numbered, data, nummer=nummer, actor=actor, now=now)
        if not document.is_frozen:
            document.huidige = versie
            document.save(update_fields=["huidige"])
        zin = f"{actor or 'De opdrachtregel'} maakte {versie}."
        log(actor=actor, actie="rapportage.document:build", zin=zin, object=versie, now=now, via=via)
    return versie


def next_number(document: Document | None) -> int:
    laatste = document.versies.order_by("-nummer").first() if document else None
    return laatste.nummer + 1 if laatste else 1


def lock_document(soort: str, periode: str, now: datetime) -> Document:
    """The row of a document, made when it is the first time, held until the transaction ends."""
    document, _ = Document.objects.get_or_create(soort=soort, periode=periode, defaults={"gemaakt_op": now})
    return Document.objects.select_for_update().get(pk=document.pk)


def file_version(
    document: Document, feiten: F, data: bytes, *, nummer: int, actor: Gebruiker | None, now: datetime
) -> Versie:
    """Write file and row, inside the caller's transaction: the file first, so that a row never lacks one.

    A worker that was overtaken finds the row there already. NummerBezet when other facts took the number.
    """
    sleutel = build_key(unnumbered(feiten))
    if found := document.versies.filter(sleutel=sleutel).first():
        return found
    if document.versies.filter(nummer=nummer).exists():
        raise NummerBezet
    sha256 = archief.digest(data)
    bestand = archief.path_for(document.soort, document.periode, nummer, sha256)
    paginas = archief.count_pages(data)
    archief.store(bestand, data)
    return Versie.objects.create(
        document=document,
        nummer=nummer,
        sleutel=sleutel,
        feiten=as_snapshot(feiten),
        feiten_sha256=archief.digest(facts_to_json(feiten).encode()),
        bestand=bestand,
        sha256=sha256,
        paginas=paginas,
        grootte=len(data),
        gemaakt_op=now,
        gemaakt_door=actor,
    )
