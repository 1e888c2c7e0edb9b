"""The order in which the demo is loaded. A second run changes nothing and keeps what was entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from koers.management.seed import (
    cijfers,
    eigenaren,
    feiten,
    geld,
    mensen,
    open_ronde,
    projecten,
    risicos,
    teksten,
    themalijnen,
    voortgang,
)
from koers.management.seed.lezen import at, fingerprint
from koers.toegang.log import log
from koers.toegang.models import Logregel

# The sources were both out by then; what is read from them is dated so, whenever it is loaded.
GELEZEN_OP = at(date(2026, 3, 26))


@dataclass(frozen=True)
class Deel:
    """One part of the seed: its name, the data files it reads, and what loads it at a moment."""

    naam: str
    bestanden: tuple[str, ...]
    load: Callable[..., None]


DELEN = (
    Deel("eigenaren", eigenaren.FILES, eigenaren.load),
    Deel("themalijnen", themalijnen.FILES, themalijnen.load),
    Deel("projecten", projecten.FILES, projecten.load),
    Deel("feiten", feiten.FILES, feiten.load),
    Deel("voortgang", voortgang.FILES, voortgang.load),
    Deel("geld", geld.FILES, geld.load),
    Deel("teksten", teksten.FILES, teksten.load),
    Deel("cijfers", cijfers.FILES, cijfers.load),
)
NAMEN = tuple(deel.naam for deel in DELEN)


def load_sources(*, only: Sequence[str] = NAMEN) -> list[str]:
    """Load the parts that were not loaded before from these same files; their names. Each part is all or nothing."""
    return [deel.naam for deel in DELEN if deel.naam in only and _load_once(deel)]


@transaction.atomic
def _load_once(deel: Deel) -> bool:
    """A part whose files did not change since is left alone: what people deleted or renamed does not come back."""
    actie, zin = f"seed.{deel.naam}:load", f"Ingelezen: {deel.naam} ({fingerprint(*deel.bestanden)})."
    if Logregel.objects.filter(actie=actie, zin=zin).exists():
        return False
    deel.load(now=GELEZEN_OP)
    log(actor=None, actie=actie, zin=zin, now=GELEZEN_OP)
    return True


@transaction.atomic
def load_reference(*, now: datetime) -> None:
    """What every installation begins with and nothing of the demo: owners, schemes with their rules, sections."""
    for deel in (eigenaren, geld, voortgang):
        deel.load_reference(now=now)


@transaction.atomic
def load_demo(*, now: datetime, password: str) -> None:
    """The invented people, the round that is open and a few risks, for the demo only."""
    mensen.load(now=now, password=password)
    open_ronde.load(now=now)
    risicos.load(now=now)
