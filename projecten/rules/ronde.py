"""A ronde: its dates in order, what is owed in it, and how far that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from koers.lib.notatie import datum
from projecten.rules.voortgang import (
    CONCEPT,
    GOEDGEKEURD,
    HEROPEND,
    INGEDIEND,
    NIEUW,
    TERUGGESTUURD,
    Heropening,
)

# What several entries add up to: the first of these that one of them is in.
_VOORRANG = (TERUGGESTUURD, HEROPEND, CONCEPT, INGEDIEND, GOEDGEKEURD)


def date_faults(
    open_vanaf: date, op_tijd_tot: date, dicht_op: date, uitgave: date | None = None
) -> list[tuple[str, str]]:
    """Field and sentence for each pair of dates that is in the wrong order."""
    found = []
    if op_tijd_tot < open_vanaf:
        found.append(("op_tijd_tot", f"Op tijd tot ligt vóór de opening op {datum(open_vanaf)}."))
    if dicht_op < op_tijd_tot:
        found.append(("dicht_op", f"Dicht op ligt vóór de laatste dag die op tijd is, {datum(op_tijd_tot)}."))
    if uitgave and uitgave < open_vanaf:
        found.append(("uitgave", f"De uitgave ligt vóór de opening op {datum(open_vanaf)}."))
    return found


def combined_state(staten: Iterable[str]) -> str:
    """The state of several entries as one: what asks for work comes first; of none at all it is new."""
    found = set(staten)
    return next((staat for staat in _VOORRANG if staat in found), NIEUW)


def is_in(staat: str) -> bool:
    """Whether the one who owes it has done so: handed in or approved."""
    return staat in (INGEDIEND, GOEDGEKEURD)


def is_late(staat: str, op_tijd_tot: date, today: date) -> bool:
    """Whether it should have been in by that day and is not."""
    return today > op_tijd_tot and not is_in(staat)


def reference_day(open_vanaf: date, dicht_op: date, today: date) -> date:
    """The day whose leaders and participation count for a ronde: today while it is open, else its nearest day."""
    return min(max(today, open_vanaf), dicht_op)


@dataclass(frozen=True)
class Termijn:
    """From when something can be entered, until when that is in time, and until when at all; all days included."""

    begin: date
    tot: date
    einde: date
    heropend: bool = False

    def reopened(self, heropening: Heropening) -> Termijn:
        """The same after it was opened again."""
        tot, einde = heropening.last_day(self.tot), heropening.last_day(self.einde)
        return Termijn(heropening.op, tot, einde, heropend=True)

    def is_late(self, today: date) -> bool:
        return today > self.tot

    def is_over(self, today: date) -> bool:
        return today > self.einde


def passes_on(vanaf: date, eind: date, day: date) -> bool:
    """Whether what a project owes in a ronde is owed by what it goes on in: once that day has come, in the ronde's
    period and while it can be entered (`day`, as `reference_day`). Later, it stays with the old one."""
    return vanaf <= min(eind, day)


def is_owed_apart(*, regionaal: bool, has_leader: bool) -> bool:
    """Whether a project owes an entry of its own: a regional one does, a local one only with a leader of its own.

    Any other local project counts as something its gemeente may write about; it is never project × 17.
    """
    return regionaal or has_leader


def standing(termijn: Termijn, today: date) -> str:
    """A ronde in a word or two: computed, never stored."""
    if today < termijn.begin:
        return "gaat nog open"
    if termijn.is_over(today):
        return "gesloten"
    return "open, op tijd voorbij" if termijn.is_late(today) else "open"
