"""The clock: only doors (views, commands, tasks) look at it; everything below is told what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, with the zone in which the programme lives."""
    return datetime.now(AMSTERDAM)


def today() -> date:
    """Today's date in Europe/Amsterdam."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The date of an aware moment in Europe/Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


def later(moment: datetime, span: timedelta) -> datetime:
    """An aware moment so much later, in time that has really passed.

    `moment + span` moves the hands of the clock instead: an hour too far, or back, when summer time ends in between.
    """
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
