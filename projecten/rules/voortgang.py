"""An entry on its way to the reader: which step may follow which, who takes it, and when it is shut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from koers.lib.notatie import datum, moment

NIEUW = ""
CONCEPT = "concept"
INGEDIEND = "ingediend"
TERUGGESTUURD = "teruggestuurd"
GOEDGEKEURD = "goedgekeurd"
HEROPEND = "heropend"

# Written and not handed in (any more).
BEGONNEN = (CONCEPT, TERUGGESTUURD)
# States in which the author may write.
SCHRIJFBAAR = frozenset({NIEUW, CONCEPT, TERUGGESTUURD, HEROPEND})


class Wie(StrEnum):
    """Who takes a step."""

    AUTEUR = "de projectleider"
    BEOORDELAAR = "de redacteur"
    BEHEER = "de programmamanager"


# state → next state → who takes that step (house.md §3b: entry).
OVERGANGEN: dict[str, dict[str, Wie]] = {
    NIEUW: {CONCEPT: Wie.AUTEUR, HEROPEND: Wie.BEHEER},
    CONCEPT: {INGEDIEND: Wie.AUTEUR, HEROPEND: Wie.BEHEER},
    INGEDIEND: {TERUGGESTUURD: Wie.BEOORDELAAR, GOEDGEKEURD: Wie.BEOORDELAAR, HEROPEND: Wie.BEHEER},
    TERUGGESTUURD: {INGEDIEND: Wie.AUTEUR, HEROPEND: Wie.BEHEER},
    GOEDGEKEURD: {HEROPEND: Wie.BEHEER},
    HEROPEND: {INGEDIEND: Wie.AUTEUR, HEROPEND: Wie.BEHEER},
}


def who_may(van: str, naar: str) -> Wie | None:
    """Who takes the step from one state to another; None when there is no such step."""
    return OVERGANGEN[van].get(naar)


@dataclass(frozen=True)
class Ronde:
    """The dates of a ronde that decide on writing; first and last day included."""

    naam: str
    open_vanaf: date
    dicht_op: date


@dataclass(frozen=True)
class Heropening:
    """The last reopening of an entry: on which day, until which; `na_goedkeuring`: whether it was approved before.

    What was approved shuts by itself after its day, also while the ronde is open. What was not keeps the days of the
    ronde where these are longer: a reopening takes nothing away from who was still writing.
    """

    op: date
    tot: date
    na_goedkeuring: bool = False

    def last_day(self, anders: date) -> date:
        """Its last day, where without it `anders` would be that."""
        return self.tot if self.na_goedkeuring else max(self.tot, anders)


def reopened(before: Heropening | None, van: str, op: date, tot: date) -> Heropening:
    """The reopening of an entry in state `van`; `before` is the one before it. Approved once is approved before it."""
    return Heropening(op, tot, van == GOEDGEKEURD or (before is not None and before.na_goedkeuring))


@dataclass(frozen=True)
class Laatste:
    """The last step an entry took: by whom, when; and its last reopening."""

    door: str
    op: datetime
    heropening: Heropening | None = None


def write_until(ronde: Ronde, heropening: Heropening | None) -> date:
    """The last day on which an entry may be written: that of the ronde or of its reopening."""
    return heropening.last_day(ronde.dicht_op) if heropening else ronde.dicht_op


def lock_reason(staat: str, laatste: Laatste | None, ronde: Ronde, today: date) -> str:
    """Why an entry is shut, by whom, since when and what to do, in Dutch; "" when it may be written."""
    if staat == GOEDGEKEURD and laatste:
        return (
            f"Goedgekeurd door {laatste.door} op {moment(laatste.op)} en daarom op slot. "
            "Klopt er iets niet? Vraag de programmamanager om te heropenen."
        )
    if staat == INGEDIEND and laatste:
        return (
            f"Ingediend door {laatste.door} op {moment(laatste.op)} en wacht nu op de redacteur. "
            "Wilt u nog iets wijzigen? Vraag de redacteur om terug te sturen."
        )
    if today < ronde.open_vanaf:
        return f"De ronde {ronde.naam} gaat open op {datum(ronde.open_vanaf)}. Vanaf die dag kunt u hier schrijven."
    return closed_reason(laatste.heropening if laatste else None, ronde, today)


def closed_reason(heropening: Heropening | None, ronde: Ronde, today: date) -> str:
    """Why nothing can be written any more on that day; "" when it still can."""
    tot = write_until(ronde, heropening)
    if today <= tot:
        return ""
    if heropening and tot == heropening.tot:
        kept = "Lezers houden de tekst die was goedgekeurd. " if heropening.na_goedkeuring else ""
        return (
            f"De heropening liep tot en met {datum(tot)}; daarna ging dit vanzelf weer op slot. {kept}"
            "Hebt u meer tijd nodig? Vraag de programmamanager om opnieuw te heropenen."
        )
    return (
        f"De ronde {ronde.naam} is gesloten; de laatste dag was {datum(ronde.dicht_op)}. "
        "Moet er nog iets in? Vraag de programmamanager om deze voortgang te heropenen."
    )
