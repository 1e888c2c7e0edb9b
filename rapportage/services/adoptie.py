"""Steps of a document towards adoption and publication. What a step freezes never changes again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Vergadering
from koers.eigenaren.services import record_vergadering
from koers.lib import notatie
from koers.lib.klok import day_of
from koers.opdrachten.models import Opdracht
from koers.opdrachten.services import enqueue
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from rapportage.documents.feiten import Feit, facts_from_json
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.render import Stap
from rapportage.models import Document, DocumentStap, Versie
from rapportage.rules.adoptie import Overgang, Vorige, reason_against, status_line, step_to
from rapportage.rules.uitgave import CONCEPT, OVERLEG, with_steps, with_uitgave
from rapportage.services.document import (
    POGINGEN,
    NummerBezet,
    file_version,
    lock_document,
    next_number,
    render,
    silent,
)

TAAK = "rapportage.tasks.complete_step"


def record_step(
    *,
    actor: Gebruiker | None,
    document: Document,
    staat: str,
    versie: Versie,
    now: datetime,
    datum: date | None = None,
    kenmerk: str = "",
) -> Opdracht | None:
    """Take the step at once (None), or queue it where the file must say so on its pages (the opdracht).

    NotAllowed without the right; ValidationError, in one sentence, when the table, the version, the meeting's date or
    the reference stand in the way.
    """
    overgang = _overgang(document, staat)
    require(actor, overgang.right, today=day_of(now))
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        overgang = _check(document, staat, versie, datum, kenmerk, now)
        vergadering = _meeting(actor, overgang, datum, now)
        if overgang.nieuw_bestand:
            return enqueue(
                actor=actor,
                taak=TAAK,
                sleutel=f"{document.soort} {document.periode} {staat}",
                argumenten={
                    "document": document.pk,
                    "staat": staat,
                    "versie": versie.pk,
                    "vergadering": vergadering.pk if vergadering else None,
                    "kenmerk": kenmerk.strip(),
                    "moment": now.isoformat(),
                },
                now=now,
            )
        _write_step(actor, document, overgang, versie, vergadering, kenmerk, now)
    return None


def _overgang(document: Document, staat: str) -> Overgang:
    if overgang := step_to(document.soort, document.staat, staat):
        return overgang
    naar = dict(Document.Staat.choices).get(staat, staat[:20])
    raise ValidationError(f"{document} is {document.get_staat_display()} en kan niet in één stap “{naar}” worden.")


def _check(document: Document, staat: str, versie: Versie, datum: date | None, kenmerk: str, now: datetime) -> Overgang:
    """The step, if nothing stands in its way. Call with the document locked."""
    overgang = _overgang(document, staat)
    if versie.document_id != document.pk:
        raise ValidationError(f"{versie} is geen versie van {document}.")
    reden = reason_against(
        overgang,
        versie=versie.nummer,
        is_concept=versie.feiten["feiten"]["uitgave"]["status"] == CONCEPT,
        vorige=_vorige(document),
        datum=datum,
        kenmerk=kenmerk,
        today=day_of(now),
    )
    if reden:
        raise ValidationError(reden)
    return overgang


def _vorige(document: Document) -> Vorige | None:
    stap = document.last_step()
    return Vorige(stap.staat, stap.versie.nummer, stap.dag) if stap else None


def _meeting(actor: Gebruiker | None, overgang: Overgang, datum: date | None, now: datetime) -> Vergadering | None:
    if not overgang.orgaan or datum is None:
        return None
    return record_vergadering(actor=actor, soort=overgang.orgaan, datum=datum, now=now)


def _write_step(
    actor: Gebruiker | None,
    document: Document,
    overgang: Overgang,
    versie: Versie,
    vergadering: Vergadering | None,
    kenmerk: str,
    now: datetime,
    via: str = "",
) -> None:
    stap = DocumentStap(
        document=document,
        staat=overgang.naar,
        versie=versie,
        vergadering=vergadering,
        kenmerk=kenmerk.strip(),
        moment=now,
        door=actor,
    )
    stap.full_clean()
    stap.save()
    document.staat, document.huidige = overgang.naar, versie
    document.save(update_fields=["staat", "huidige"])
    log(
        actor=actor,
        actie=f"rapportage.document:{overgang.naar}",
        zin=f"{document} is {status_line(overgang.naar, stap.dag)}, versie {versie.nummer}"
        + (f", kenmerk {stap.kenmerk}." if stap.kenmerk else "."),
        object=stap,
        now=now,
        via=via,
    )


def _meetings(document: Document, vergadering: Vergadering | None) -> dict[str, Feit]:
    """The meetings that this document went before, this one included, as its own pages say it."""
    eerder = document.stappen.filter(vergadering__isnull=False).select_related("vergadering")
    alle = [stap.vergadering for stap in eerder] + [vergadering]
    return {
        OVERLEG[item.soort]: Feit(notatie.datum(item.datum), item.herkomst, item.vindplaats) for item in alle if item
    }


def complete_step(
    *, actor: Gebruiker | None, argumenten: dict[str, Any], now: datetime, stap: Stap = silent, via: str = ""
) -> Versie:
    """Build the version that says it is adopted or published, from the frozen facts of the chosen one; take the step.

    A second run after the step was taken gives the same version. DocumentFout says what stands in the way.
    """
    bron = Versie.objects.select_related("document").get(pk=argumenten["versie"])
    document, staat, moment = bron.document, argumenten["staat"], datetime.fromisoformat(argumenten["moment"])
    vergadering = Vergadering.objects.filter(pk=argumenten["vergadering"]).first()
    dag = vergadering.datum if vergadering else day_of(moment)
    for _ in range(POGINGEN):
        if done := document.stappen.filter(staat=staat, moment=moment).select_related("versie").first():
            return done.versie
        nummer = next_number(document)
        feiten = with_uitgave(facts_from_json(bron.feiten), status_line(staat, dag), nummer)
        feiten = with_steps(feiten, _meetings(document, vergadering))
        data = render(feiten, stap)
        try:
            with transaction.atomic():
                document = lock_document(document.soort, document.periode, now)
                if document.stappen.filter(staat=staat, moment=moment).exists():
                    continue
                overgang = _check(
                    document, staat, bron, vergadering.datum if vergadering else None, argumenten["kenmerk"], now
                )
                versie = file_version(document, feiten, data, nummer=nummer, actor=actor, now=now)
                _write_step(actor, document, overgang, versie, vergadering, argumenten["kenmerk"], moment, via)
                return versie
        except NummerBezet:
            continue
        except ValidationError as error:
            raise DocumentFout(" ".join(error.messages)) from error
    raise DocumentFout("Er wordt op dit moment een andere versie van dit document gemaakt. Probeer het zo opnieuw.")
