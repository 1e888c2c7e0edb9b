"""A ronde: its dates in order, what is owed in it, and how far that is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from koers.lib.notatie import datum
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD

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
