"""The outbox: a mail is a row, written with the change that asks for it, and sent by a worker after commit.

A mail leaves at most once. Before it is offered to the mail server the row says so; a worker that is killed after that,
or an answer that never came, leaves the mail *onzeker*: it is not sent again by itself, and the beheerder sees it.
What the server could not take is tried again after growing pauses (koers.toegang.rules.PAUZES).
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from koers.lib.klok import later
from koers.lib.wachtrij import BRIEFLY
from koers.toegang import mailkeuze
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel, Mailbericht
from koers.toegang.rules import LEASE, next_try

TAAK = "koers.toegang.tasks.deliver"
NIET_BEREIKBAAR = "De mailserver was niet bereikbaar of nam het bericht niet aan."
GEWEIGERD = "De mailserver weigert dit adres."
ONZEKER = "Het versturen brak af. Of het bericht aankwam is niet zeker; het gaat niet vanzelf nog een keer."
VERVALLEN = "Het bericht was niet meer nodig."
logger = logging.getLogger(__name__)

# Makes a mail at the moment of sending: (the row, now) → (subject, text). None: no longer needed.
Sjabloon = Callable[[Mailbericht, datetime], tuple[str, str] | None]


@transaction.atomic
def post(
    *, aan: Gebruiker, soort: str, now: datetime, argumenten: dict[str, Any] | None = None, sleutel: str | None = None
) -> Mailbericht | None:
    """Ask for a mail. None when one with this `sleutel` was asked for before: then there is nothing to do."""
    if soort not in settings.KOERS_BERICHTEN:
        raise LookupError(f"no mail is called {soort!r}: see KOERS_BERICHTEN")
    try:
        with transaction.atomic():
            bericht = Mailbericht.objects.create(
                aan=aan, soort=soort, argumenten=argumenten or {}, sleutel=sleutel, gevraagd_op=now, niet_voor=now
            )
    except IntegrityError:
        if sleutel is None:
            raise
        return None
    transaction.on_commit(wake)
    return bericht


def wake() -> None:
    """Tell a worker that there is post. A broker that is down changes nothing: beat asks every minute as well."""
    try:
        with current_app.connection_for_write(transport_options=BRIEFLY) as connection:
            current_app.send_task(TAAK, connection=connection, retry=False)
    except Exception as error:  # whatever a broker throws must not undo what was asked for
        logger.warning("the post waits: the broker does not answer (%s)", type(error).__name__)


def deliver(*, now: Callable[[], datetime]) -> int:
    """Send what is due, one after another; how many left. Two workers at once never take the same one."""
    _set_apart_interrupted(now())
    sent = 0
    while (bericht := _claim(now())) is not None:
        sent += _send(bericht, now)
    return sent


def _claim(now: datetime) -> Mailbericht | None:
    """The oldest mail that may be tried, taken by one conditional update."""
    while (row := _due(now).order_by("niet_voor", "pk").first()) is not None:
        fields = {"staat": Mailbericht.Staat.BEZIG, "poging": F("poging") + 1, "lease_tot": later(now, LEASE)}
        if _due(now).filter(pk=row.pk, poging=row.poging).update(**fields):
            return Mailbericht.objects.select_related("aan").get(pk=row.pk)
    return None


def _due(now: datetime) -> Any:
    """What waits, and what a worker took and never offered to the mail server."""
    lost = Q(staat=Mailbericht.Staat.BEZIG, lease_tot__lt=now, aangeboden_op__isnull=True)
    return Mailbericht.objects.filter(Q(staat=Mailbericht.Staat.WACHT, niet_voor__lte=now) | lost)


def _set_apart_interrupted(now: datetime) -> None:
    """What was offered by a worker that is gone: not sent again, told to the beheerder."""
    lost = Mailbericht.objects.filter(staat=Mailbericht.Staat.BEZIG, lease_tot__lt=now, aangeboden_op__isnull=False)
    for bericht in lost.select_related("aan"):
        _end(bericht, Mailbericht.Staat.ONZEKER, ONZEKER, now)


def _send(bericht: Mailbericht, now: Callable[[], datetime]) -> bool:
    made = import_string(settings.KOERS_BERICHTEN[bericht.soort])(bericht, now()) if _may_have_mail(bericht) else None
    if made is None:
        _end(bericht, Mailbericht.Staat.MISLUKT, VERVALLEN, now())
        return False
    connection, (onderwerp, tekst) = get_connection(), made
    mail = EmailMessage(onderwerp, tekst, to=[bericht.aan.email], connection=connection, headers=_headers(bericht))
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        _again(bericht, now())
        return False
    try:
        if not _mine(bericht).update(aangeboden_op=now()):
            return False
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        _judge(bericht, error, now())
        return False
    finally:
        _close(connection)
    _end(bericht, Mailbericht.Staat.VERZONDEN, "", now())
    return True


def _may_have_mail(bericht: Mailbericht) -> bool:
    return bericht.aan.is_active and mailkeuze.wants(bericht.aan, bericht.soort)


def _headers(bericht: Mailbericht) -> dict[str, str]:
    """The same number at every try, so that a reader's program can tell a mail that came twice."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return {"Message-ID": f"<bericht-{bericht.pk}@{domain}>", "Auto-Submitted": "auto-generated"}


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("the mail server closed first")


def _judge(bericht: Mailbericht, error: Exception, now: datetime) -> None:
    """What the server said: no for good, not now, or nothing that can be relied on."""
    codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    if isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    if not codes:
        _end(bericht, Mailbericht.Staat.ONZEKER, ONZEKER, now)
    elif any(code >= 500 for code in codes):
        _end(bericht, Mailbericht.Staat.MISLUKT, GEWEIGERD, now)
    else:
        _again(bericht, now)


def _again(bericht: Mailbericht, now: datetime) -> None:
    later = next_try(bericht.poging, now)
    if later is None:
        _end(bericht, Mailbericht.Staat.MISLUKT, NIET_BEREIKBAAR, now)
        return
    _mine(bericht).update(
        staat=Mailbericht.Staat.WACHT, niet_voor=later, lease_tot=None, aangeboden_op=None, reden=NIET_BEREIKBAAR
    )


@transaction.atomic
def _end(bericht: Mailbericht, staat: Mailbericht.Staat, reden: str, now: datetime) -> None:
    sent = now if staat == Mailbericht.Staat.VERZONDEN else None
    if not _mine(bericht).update(staat=staat, reden=reden, lease_tot=None, verzonden_op=sent) or reden in (
        "",
        VERVALLEN,
    ):
        return
    log(
        actor=None,
        actie="toegang.bericht:fail",
        zin=f"Een bericht aan {bericht.aan} ({bericht.soort}) is niet verstuurd. {reden}",
        object=bericht.aan,
        resultaat=Logregel.Resultaat.GEWEIGERD,
        via=Logregel.Via.WERKER,
        now=now,
    )


def _mine(bericht: Mailbericht) -> Any:
    """The row on condition that this try still holds it."""
    return Mailbericht.objects.filter(pk=bericht.pk, staat=Mailbericht.Staat.BEZIG, poging=bericht.poging)


@transaction.atomic
def send_again(*, actor: Gebruiker, bericht: Mailbericht, now: datetime) -> bool:
    """A person decides that a mail that failed, or of which nobody knows, goes out once more."""
    stuck = Mailbericht.objects.filter(pk=bericht.pk, staat__in=[Mailbericht.Staat.MISLUKT, Mailbericht.Staat.ONZEKER])
    fresh = {"staat": Mailbericht.Staat.WACHT, "poging": 0, "niet_voor": now, "aangeboden_op": None, "reden": ""}
    if not stuck.update(**fresh):
        return False
    zin = f"{actor} stuurde een bericht aan {bericht.aan} ({bericht.soort}) opnieuw."
    log(actor=actor, actie="toegang.bericht:repeat", zin=zin, object=bericht.aan, now=now)
    transaction.on_commit(wake)
    return True
