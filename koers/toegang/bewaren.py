"""Keeping the log: append only in the database itself; the one way past that, and what it is for.

A trigger refuses every UPDATE and DELETE of a line, unless a row stands in `Logvrijgave`. `opened_log` puts it there
and takes it away in one transaction, so that no other connection ever sees it. Why: docs/decisions, append only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time

from django.db import transaction

from koers.lib.klok import AMSTERDAM, day_of
from koers.lib.notatie import datum, getal
from koers.toegang.log import log
from koers.toegang.models import Logregel, Logvrijgave
from koers.toegang.rules import keep_from


@contextmanager
def opened_log(reden: str) -> Iterator[None]:
    """Within: this transaction, and no other, can change and delete lines. The caller writes the line that tells it."""
    with transaction.atomic():
        Logvrijgave.objects.create(reden=reden)
        yield
        Logvrijgave.objects.all().delete()


@transaction.atomic
def prune_log(*, months: int, now: datetime) -> int:
    """Delete the lines of whole calendar months that are past their time, and say so in one line; how many went."""
    eerste = keep_from(day_of(now), months)
    old = Logregel.objects.filter(moment__lt=datetime.combine(eerste, time(), AMSTERDAM))
    if not old.exists():
        return 0
    with opened_log("bewaartermijn"):
        number = old.delete()[0]
    hoeveel = "1 regel" if number == 1 else f"{getal(number)} regels"
    zin = f"Uit het logboek verdween wat ouder is dan de bewaartermijn: {hoeveel} van voor {datum(eerste)}."
    log(actor=None, actie="toegang.log:prune", zin=zin, via=Logregel.Via.WERKER, now=now)
    return number
