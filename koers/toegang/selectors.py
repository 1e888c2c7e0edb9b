"""Reading the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from koers.toegang.models import Mailbericht
from koers.toegang.post import VERVALLEN

PAGE = 100


@dataclass(frozen=True)
class Postvak:
    """Mails that ask for something, mails that wait, and the last ones that left."""

    mislukt: list[Mailbericht]
    wachtend: list[Mailbericht]
    verzonden: list[Mailbericht]


def read_postvak() -> Postvak:
    """At most a hundred of each, newest first; not those that were no longer needed."""

    def some(*staten: str) -> list[Mailbericht]:
        rows = Mailbericht.objects.filter(staat__in=staten).exclude(reden=VERVALLEN)
        return list(rows.select_related("aan")[:PAGE])

    staat = Mailbericht.Staat
    return Postvak(some(staat.MISLUKT, staat.ONZEKER), some(staat.WACHT, staat.BEZIG), some(staat.VERZONDEN))
