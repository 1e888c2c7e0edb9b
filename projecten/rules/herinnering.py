"""When someone is reminded of what is due: when it opens, some days before, on the day, and after it every week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from projecten.rules.ronde import Termijn

START, VOORAF, OP_DE_DAG, DAARNA = "start", "vooraf", "op-de-dag", "daarna"
# For so many days what was not sent on its own day (no worker ran, someone came later) is still sent.
NAZENDING = timedelta(days=2)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Moment:
    """A kind of reminder and the day it belongs to."""

    soort: str
    dag: date


def moments(termijn: Termijn, vooraf: int) -> list[Moment]:
    """Every reminder of what is due, first to last; `vooraf` in days. A reopening has an announcement of its own."""
    found = [] if termijn.heropend else [Moment(START, termijn.begin)]
    before = termijn.tot - timedelta(days=vooraf)
    if vooraf > 0 and before > termijn.begin:
        found.append(Moment(VOORAF, before))
    if termijn.tot > termijn.begin:
        found.append(Moment(OP_DE_DAG, termijn.tot))
    day = termijn.tot + timedelta(days=1)
    while day <= termijn.einde:
        found.append(Moment(DAARNA, day))
        day += WEEK
    return found


def due(termijn: Termijn, vooraf: int, today: date) -> Moment | None:
    """The reminder for that day, or the last one if it is no more than two days old and still true; None else."""
    begun = [moment for moment in moments(termijn, vooraf) if moment.dag <= today]
    if not begun or termijn.is_over(today):
        return None
    last = begun[-1]
    return last if today - last.dag <= NAZENDING else None
