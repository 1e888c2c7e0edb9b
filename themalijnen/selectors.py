"""Theme lines as their page shows them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koers.lib.peildatum import Blik
from themalijnen.models import Themalijn


@dataclass(frozen=True)
class NaamStap:
    """A name, from a day to the day before the next."""

    id: int
    naam: str
    vanaf: date
    herkomst: str


@dataclass(frozen=True)
class ThemalijnBlik:
    """One theme line under its name of that day, with the names before it, newest first."""

    id: int
    slug: str
    naam: str
    teken: int
    vanaf: date
    tot: date | None
    loopt: bool
    namen: tuple[NaamStap, ...]
    doelen: tuple[str, ...]

    @property
    def voorheen(self) -> str:
        return self.namen[1].naam if len(self.namen) > 1 else ""


def load_themalijn(lijn: Themalijn, blik: Blik) -> ThemalijnBlik | None:
    """The line on that day, or None before it began; two queries."""
    day = blik.peildatum
    if day < lijn.vanaf:
        return None
    steps = [NaamStap(*row) for row in lijn.namen.order_by("vanaf").values_list("pk", "naam", "vanaf", "herkomst")]
    begun = [step for step in steps if step.vanaf <= day] or steps[:1]
    return ThemalijnBlik(
        id=lijn.pk,
        slug=lijn.slug,
        naam=begun[-1].naam if begun else lijn.slug,
        teken=lijn.teken,
        vanaf=lijn.vanaf,
        tot=lijn.tot,
        loopt=lijn.tot is None or lijn.tot >= day,
        namen=tuple(reversed(begun)),
        doelen=tuple(lijn.doelen.filter(vanaf__lte=day).values_list("tekst", flat=True)),
    )
