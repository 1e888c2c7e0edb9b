"""Calendar feeds: all-day dates as iCalendar text (RFC 5545), in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

CONTENT_TYPE = "text/calendar; charset=utf-8"
# A line holds at most 75 octets without its end (RFC 5545 §3.1).
OCTETS = 75
# What a text may not hold (§3.3.11): control characters, the tab aside. Line ends are escaped before.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Afspraak:
    """One day in a calendar. `uid` stays the same as long as it is the same thing; `url` is absolute."""

    uid: str
    dag: date
    titel: str
    uitleg: str
    url: str


def write_calendar(naam: str, afspraken: Iterable[Afspraak], *, now: datetime) -> bytes:
    """The calendar as a file; `now` (aware) is when it was read."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Koers//Agenda//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(naam)}",
        f"X-WR-CALNAME:{escape(naam)}",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for afspraak in afspraken for line in _event(afspraak, now)),
        "END:VCALENDAR",
    ]
    return "".join(fold(line) for line in lines).encode()


def escape(text: str) -> str:
    """A TEXT value: line ends, backslash, comma and semicolon escaped, other control characters left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def fold(line: str) -> str:
    """The line with its end, broken where it is longer than 75 octets, never inside a character."""
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += octets
    return "\r\n".join(parts) + "\r\n"


def _event(afspraak: Afspraak, now: datetime) -> Iterator[str]:
    """All day: a DATE has no zone, so it is that day wherever it is read. The end is not included."""
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(afspraak.uid)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(afspraak.dag)}"
    yield f"DTEND;VALUE=DATE:{_day(afspraak.dag + timedelta(days=1))}"
    yield f"SUMMARY:{escape(afspraak.titel)}"
    if afspraak.uitleg:
        yield f"DESCRIPTION:{escape(afspraak.uitleg)}"
    yield f"URL:{afspraak.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
