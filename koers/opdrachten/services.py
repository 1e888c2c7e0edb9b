"""The life of an opdracht: asked for, claimed by a worker under a lease, kept alive, ended, found again when lost.

A worker only changes the row on condition of its own attempt number: one that lost its lease changes nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from koers.lib.klok import later
from koers.lib.wachtrij import BRIEFLY
from koers.opdrachten.models import Opdracht
from koers.opdrachten.rules import LEASE, MAX_POGINGEN, OPGEGEVEN, Besluit, decide
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel

_OPEN = (Opdracht.Staat.WACHT, Opdracht.Staat.BEZIG)
logger = logging.getLogger(__name__)


class Achterhaald(Exception):
    """Another worker took this opdracht over, or it has ended: this one must stop and write nothing more."""


def enqueue(*, actor: Gebruiker | None, taak: str, sleutel: str, argumenten: dict[str, Any], now: datetime) -> Opdracht:
    """Ask for background work; the one that is already open for this `sleutel` where there is one.

    The caller has checked who may. The message goes out after commit; a broker that is down leaves the row waiting
    for the sweep.
    """
    with transaction.atomic():
        if found := _open(sleutel):
            return found
        try:
            with transaction.atomic():
                opdracht = Opdracht.objects.create(
                    taak=taak, sleutel=sleutel, argumenten=argumenten, aangevraagd_door=actor, aangevraagd_op=now
                )
        except IntegrityError:
            if found := _open(sleutel):
                return found
            raise
        transaction.on_commit(partial(publish, opdracht.pk, taak, now))
    return opdracht


def _open(sleutel: str) -> Opdracht | None:
    return Opdracht.objects.filter(sleutel=sleutel, staat__in=_OPEN).first()


def publish(pk: int, taak: str, now: datetime) -> bool:
    """Hand the number to the queue; False when the broker does not answer (the row then stays as it is)."""
    try:
        with current_app.connection_for_write(transport_options=BRIEFLY) as connection:
            current_app.send_task(taak, args=[pk], connection=connection, retry=False)
    except Exception as error:  # whatever a broker throws must not undo what was asked for
        logger.warning("opdracht %s waits: the broker does not answer (%s)", pk, type(error).__name__)
        return False
    Opdracht.objects.filter(pk=pk).update(verzonden_op=now)
    return True


def claim(pk: int, *, now: datetime, lease: timedelta = LEASE) -> Opdracht | None:
    """Take an opdracht that waits, or whose worker is lost: one conditional update, so that one worker wins.

    The row as claimed, with its attempt number; None when there is nothing to take.
    """
    free = Q(staat=Opdracht.Staat.WACHT) | Q(staat=Opdracht.Staat.BEZIG, lease_tot__lt=now)
    won = Opdracht.objects.filter(free, pk=pk, poging__lt=MAX_POGINGEN).update(
        staat=Opdracht.Staat.BEZIG, poging=F("poging") + 1, lease_tot=later(now, lease), stap="", voortgang=0
    )
    return Opdracht.objects.select_related("aangevraagd_door").get(pk=pk) if won else None


def _write(opdracht: Opdracht, **fields: Any) -> None:
    """Change the row if this attempt still holds it; Achterhaald otherwise."""
    mine = Opdracht.objects.filter(pk=opdracht.pk, poging=opdracht.poging, staat=Opdracht.Staat.BEZIG)
    if not mine.update(**fields):
        raise Achterhaald(f"opdracht {opdracht.pk}, attempt {opdracht.poging}")


def heartbeat(opdracht: Opdracht, *, now: datetime, lease: timedelta = LEASE) -> None:
    """Keep the lease. Achterhaald when it is another's by now."""
    _write(opdracht, lease_tot=later(now, lease))


def progress(opdracht: Opdracht, *, stap: str, percent: int, now: datetime, lease: timedelta = LEASE) -> None:
    """Say which stage has begun and how far it is (0–100); keeps the lease. Achterhaald when it is another's."""
    _write(opdracht, stap=stap[:120], voortgang=max(0, min(100, percent)), lease_tot=later(now, lease))


@transaction.atomic
def finish(opdracht: Opdracht, *, resultaat: dict[str, Any], now: datetime) -> None:
    """It is done, with what came of it. Achterhaald when it is another's."""
    _write(
        opdracht,
        staat=Opdracht.Staat.KLAAR,
        voortgang=100,
        resultaat=resultaat,
        lease_tot=None,
        klaar_op=now,
        foutmelding="",
    )


@transaction.atomic
def fail(opdracht: Opdracht, *, melding: str, now: datetime) -> None:
    """It could not be done; `melding` is a Dutch sentence for the one who asked. Achterhaald when it is another's."""
    _write(opdracht, staat=Opdracht.Staat.MISLUKT, foutmelding=melding[:500], lease_tot=None, klaar_op=now)
    _log_failure(opdracht, melding, now)


def _log_failure(opdracht: Opdracht, melding: str, now: datetime) -> None:
    log(
        actor=opdracht.aangevraagd_door,
        actie="opdrachten.opdracht:fail",
        zin=f"Opdracht {opdracht.sleutel} is mislukt: {melding}",
        object=opdracht,
        now=now,
        resultaat=Logregel.Resultaat.GEWEIGERD,
        via=Logregel.Via.WERKER,
    )


def sweep(*, now: datetime) -> dict[str, int]:
    """Find again what nobody works on: send what was not heard, take back what lost its worker, give up after three.

    Safe to run twice at once: each change is conditional on what was seen. Returns how many of each decision.
    """
    counts: Counter[str] = Counter()
    for opdracht in Opdracht.objects.filter(staat__in=_OPEN).select_related("aangevraagd_door").order_by("pk"):
        besluit = decide(
            bezig=opdracht.staat == Opdracht.Staat.BEZIG,
            poging=opdracht.poging,
            aangevraagd_op=opdracht.aangevraagd_op,
            verzonden_op=opdracht.verzonden_op,
            lease_tot=opdracht.lease_tot,
            now=now,
        )
        if _carry_out(besluit, opdracht, now):
            counts[besluit.name.lower()] += 1
    return dict(counts)


def _carry_out(besluit: Besluit, opdracht: Opdracht, now: datetime) -> bool:
    if besluit is Besluit.LAAT:
        return False
    if besluit is Besluit.STAAK:
        return _give_up(opdracht, now)
    if besluit is Besluit.HERSTEL and not _as_seen(opdracht).update(staat=Opdracht.Staat.WACHT, lease_tot=None):
        return False
    return publish(opdracht.pk, opdracht.taak, now)


def _as_seen(opdracht: Opdracht) -> Any:
    """The row on condition that no worker did anything with it since it was read."""
    return Opdracht.objects.filter(
        pk=opdracht.pk, staat=opdracht.staat, poging=opdracht.poging, lease_tot=opdracht.lease_tot
    )


@transaction.atomic
def _give_up(opdracht: Opdracht, now: datetime) -> bool:
    fields = {"staat": Opdracht.Staat.MISLUKT, "foutmelding": OPGEGEVEN, "lease_tot": None, "klaar_op": now}
    if not _as_seen(opdracht).update(**fields):
        return False
    _log_failure(opdracht, OPGEGEVEN, now)
    return True
