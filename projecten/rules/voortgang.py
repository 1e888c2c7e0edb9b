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
class Laatste:
    """The last step an entry took: by whom, when; of a reopening until which day."""

    door: str
    op: datetime
    heropend_tot: date | None = None


def write_until(ronde: Ronde, heropend_tot: date | None) -> date:
    """The last day on which an entry may be written: the ronde's, or a later one it was reopened until."""
    return max(ronde.dicht_op, heropend_tot or ronde.dicht_op)


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
    return closed_reason(laatste.heropend_tot if laatste else None, ronde, today)


def closed_reason(heropend_tot: date | None, ronde: Ronde, today: date) -> str:
    """Why nothing can be written any more on that day; "" when it still can."""
    tot = write_until(ronde, heropend_tot)
    if today <= tot:
        return ""
    if heropend_tot and heropend_tot >= ronde.dicht_op:
        return (
            f"De heropening liep tot en met {datum(heropend_tot)}. "
            "Hebt u meer tijd nodig? Vraag de programmamanager om opnieuw te heropenen."
        )
    return (
        f"De ronde {ronde.naam} is gesloten; de laatste dag was {datum(ronde.dicht_op)}. "
        "Moet er nog iets in? Vraag de programmamanager om deze voortgang te heropenen."
    )
