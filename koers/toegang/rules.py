"""When a mail is tried again, whether an invitation still opens, how long the log is kept. Plain values, no clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from koers.lib.klok import later

# After each try that the mail server could not take; then it is given up.
PAUZES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# Longer than one mail can take (EMAIL_TIMEOUT on each answer of the server).
LEASE = timedelta(minutes=5)
GELDIG = timedelta(days=7)


def next_try(poging: int, now: datetime) -> datetime | None:
    """When to try again after `poging` tries; None: not any more."""
    return later(now, PAUZES[poging - 1]) if 1 <= poging <= len(PAUZES) else None


class Uitkomst(Enum):
    """What an invitation is on a moment, with the sentence for whoever holds it."""

    OPEN = ""
    GEBRUIKT = "Deze uitnodiging is al gebruikt. Meld u aan; bent u uw wachtwoord vergeten, vraag dan een nieuw."
    INGETROKKEN = "Deze uitnodiging is ingetrokken. Vraag de beheerder van uw organisatie om een nieuwe."
    VERLOPEN = "Deze uitnodiging is verlopen: ze geldt zeven dagen. Vraag de beheerder om een nieuwe."


def judge_invitation(
    *, verloopt_op: datetime | None, gebruikt_op: datetime | None, ingetrokken_op: datetime | None, now: datetime
) -> Uitkomst:
    """Whether an invitation can still be accepted; the first reason why not."""
    if gebruikt_op is not None:
        return Uitkomst.GEBRUIKT
    if ingetrokken_op is not None:
        return Uitkomst.INGETROKKEN
    return Uitkomst.VERLOPEN if verloopt_op is None or verloopt_op <= now else Uitkomst.OPEN


def keep_from(today: date, months: int) -> date:
    """The first day of which the log is still kept: the first of the month that lies `months` back."""
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
