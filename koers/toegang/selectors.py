"""Reading the log, by the id one has seen last (page 1 and page 1,000 cost the same), and the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from koers.toegang.models import Logregel, Mailbericht

PAGE = 100


@dataclass(frozen=True)
class LogPage:
    """Some lines, newest first, and the id before which the next page begins (0: there is none)."""

    regels: list[Logregel]
    verder: int
    is_begin: bool


def log_page(voor: str = "") -> LogPage:
    """The lines older than the id `voor`, as it stands in an address; anything but a number is the first page."""
    regels = Logregel.objects.select_related("actor").order_by("-id")
    grens = int(voor) if voor.isascii() and voor.isdigit() and len(voor) < 19 else 0
    if grens:
        regels = regels.filter(pk__lt=grens)
    found = list(regels[: PAGE + 1])
    return LogPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0, not grens)


@dataclass(frozen=True)
class Postvak:
    """Mails that ask for something, mails that wait, and the last ones that left."""

    mislukt: list[Mailbericht]
    wachtend: list[Mailbericht]
    verzonden: list[Mailbericht]


def read_postvak() -> Postvak:
    """At most a hundred of each, newest first."""

    def some(*staten: str) -> list[Mailbericht]:
        return list(Mailbericht.objects.filter(staat__in=staten).select_related("aan")[:PAGE])

    staat = Mailbericht.Staat
    return Postvak(some(staat.MISLUKT, staat.ONZEKER), some(staat.WACHT, staat.BEZIG), some(staat.VERZONDEN))
