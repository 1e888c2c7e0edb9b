"""Rule 2: no costs outside an award's period, and a warning 90 days before its end."""

from __future__ import annotations

from datetime import date, timedelta

from financien.rules.fout import Geweigerd
from koers.lib.notatie import datum, periode

WAARSCHUWING = timedelta(days=90)


def check_in_period(dag: date, vanaf: date, tot: date) -> None:
    """Geweigerd when the day a cost belongs to lies outside the period; both ends are in it."""
    if not vanaf <= dag <= tot:
        raise Geweigerd(f"{datum(dag)} ligt buiten de looptijd van deze beschikking ({periode(vanaf, tot)}).")


def check_year_in_period(jaar: int, vanaf: date, tot: date) -> None:
    """Geweigerd when no day of the year lies in the period."""
    if not vanaf.year <= jaar <= tot.year:
        raise Geweigerd(f"{jaar} ligt buiten de looptijd van deze beschikking ({periode(vanaf, tot)}).")


def warns_from(tot: date) -> date:
    """The first day of the warning: for 31 December 2026 that is 2 October 2026."""
    return tot - WAARSCHUWING


def days_left(tot: date, today: date) -> int | None:
    """Days until the end once the warning is on, 0 on the last day; None before it and after the end."""
    return (tot - today).days if warns_from(tot) <= today <= tot else None
