"""The door of background work: claim, keep the lease while working, end with a result or a sentence."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, connection

from koers.lib import klok
from koers.opdrachten import services
from koers.opdrachten.models import Opdracht
from koers.opdrachten.rules import HEARTBEAT

TIJDSLIMIET = 480  # seconds; under the limits of the worker itself, so that the sentence is still written
TE_LANG = (
    f"Het maken duurde langer dan {TIJDSLIMIET // 60} minuten en is gestopt. Er is niets veranderd. "
    "Is een tekst of tabel veel langer dan anders? Maak die korter en probeer het opnieuw."
)
logger = logging.getLogger(__name__)

Stap = Callable[[str, int], None]
Werk = Callable[[Opdracht, Stap], dict[str, Any]]


class Mislukt(Exception):
    """The work can't be done; str() is a Dutch sentence for the one who asked."""


@shared_task(name="koers.opdrachten.tasks.sweep")
def sweep() -> None:
    services.sweep(now=klok.now())


def perform(opdracht_id: int, werk: Werk) -> None:
    """Do one opdracht, if it is still to be done: a message that comes twice or too late does nothing."""
    if (opdracht := services.claim(opdracht_id, now=klok.now())) is None:
        return
    try:
        with _time_limit(TIJDSLIMIET), _kept_alive(opdracht):
            resultaat = werk(opdracht, _progress_of(opdracht))
        services.finish(opdracht, resultaat=resultaat, now=klok.now())
    except services.Achterhaald as gone:
        logger.warning("%s was taken over; this worker stops", gone)
    except DatabaseError:
        raise  # the row can't be written now: the lease runs out and the sweep brings it back
    except Exception as error:
        _fail(opdracht, _sentence(error, opdracht))


def _progress_of(opdracht: Opdracht) -> Stap:
    return lambda stap, percent: services.progress(opdracht, stap=stap, percent=percent, now=klok.now())


def _sentence(error: Exception, opdracht: Opdracht) -> str:
    if isinstance(error, Mislukt):
        return str(error)
    if isinstance(error, SoftTimeLimitExceeded):
        return TE_LANG
    if isinstance(error, MemoryError):
        return "Er was niet genoeg geheugen om dit te maken. Er is niets veranderd. Vraag het de beheerder."
    logger.exception("opdracht %s broke", opdracht.pk)
    return (
        f"Het programma liep vast ({type(error).__name__}). Er is niets veranderd. "
        f"Meld het de beheerder, met nummer {opdracht.pk}."
    )


def _fail(opdracht: Opdracht, melding: str) -> None:
    try:
        services.fail(opdracht, melding=melding, now=klok.now())
    except services.Achterhaald as gone:
        logger.warning("%s was taken over before it failed", gone)


@contextmanager
def _kept_alive(opdracht: Opdracht) -> Iterator[None]:
    """Renew the lease from a thread beside the work, so that a stage may take longer than a lease."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(HEARTBEAT.total_seconds()):
                services.heartbeat(opdracht, now=klok.now())
        except (services.Achterhaald, DatabaseError) as error:
            logger.warning("the lease of opdracht %s is not renewed: %s", opdracht.pk, error)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"opdracht-{opdracht.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """SoftTimeLimitExceeded after so many seconds; the solo pool of one machine knows no limits of its own."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
