"""Calendar text by RFC 5545: what goes in comes out, and no line is too long."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from koers.lib.ics import OCTETS, Afspraak, escape, fold, write_calendar

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def unfold(text: str) -> str:
    return text.replace("\r\n ", "")


def unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def as_text(text: str) -> str:
    """What of a text a calendar can hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in plain if char in "\t\n" or (ord(char) >= 32 and ord(char) != 127))


def make(**fields: str) -> Afspraak:
    return Afspraak(
        **{"uid": "a@koers", "dag": date(2026, 12, 31), "titel": "Ronde", "uitleg": "", "url": "https://x/"} | fields
    )


@given(st.text())
def test_any_text_comes_out_as_it_went_in(text):
    line = fold(f"SUMMARY:{escape(text)}")
    assert unescape(unfold(line).removeprefix("SUMMARY:").removesuffix("\r\n")) == as_text(text)


@given(st.text(), st.text(alphabet="é€😀a,;\\\n", max_size=300))
def test_no_line_is_longer_than_75_octets_and_each_ends_with_crlf(titel, uitleg):
    file = write_calendar("Koers", [make(titel=titel, uitleg=uitleg)], now=NOW)
    assert file.endswith(b"END:VCALENDAR\r\n")
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= OCTETS
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


@given(st.text())
def test_no_text_adds_a_line_of_its_own(text):
    plain = write_calendar("Koers", [make()], now=NOW).decode()
    crafted = write_calendar("Koers", [make(titel=f"x\r\nEND:VEVENT\r\n{text}")], now=NOW).decode()
    assert len(unfold(crafted).split("\r\n")) == len(unfold(plain).split("\r\n"))


def test_a_day_is_a_date_without_a_time_and_ends_the_next():
    text = write_calendar("Koers", [make()], now=NOW).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "DTSTAMP:20260329T013000Z\r\n" in text
    assert "UID:a@koers\r\n" in text
