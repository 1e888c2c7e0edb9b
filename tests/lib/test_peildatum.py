"""The day in an address, steps through time, and a file that is safe to open."""

from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from django.core.exceptions import ValidationError

from koers.lib.peildatum import OngeldigeVraag, read_blik
from koers.lib.stappen import check_step
from koers.lib.uitvoer import AT_ONCE, csv_response, csv_stream

TODAY = date(2026, 3, 10)
STEPS = [(date(2024, 1, 1), "a"), (date(2026, 1, 1), "b")]


def test_without_a_day_one_looks_at_today_and_links_carry_nothing():
    for params in ({}, {"peildatum": ""}, {"peildatum": "2026-03-10"}):
        blik = read_blik(params, TODAY)
        assert blik.is_nu
        assert blik.query == ""
    assert blik.query_with(thema="ouderen", stand="") == "?thema=ouderen"


def test_another_day_travels_on_in_every_link_and_ends_at_midnight_in_amsterdam():
    blik = read_blik({"peildatum": "2025-07-01"}, TODAY)
    assert blik.query == "?peildatum=2025-07-01"
    assert blik.query_with(thema="ouderen") == "?thema=ouderen&peildatum=2025-07-01"
    assert blik.einde.isoformat() == "2025-07-02T00:00:00+02:00"


@pytest.mark.parametrize("text", ["x", "2025-13-01", "2025-1-1", "1999-12-31", "2100-01-01", "2025-01-01T00:00"])
def test_what_is_no_day_is_refused_with_a_sentence(text):
    with pytest.raises(OngeldigeVraag) as refused:
        read_blik({"peildatum": text}, TODAY)
    assert refused.value.zin.startswith("Dit is geen dag.")


def test_a_step_may_follow_what_is_known():
    check_step(STEPS, date(2026, 2, 1), "c", wat="de naam", in_verleden=False)
    check_step([], TODAY, "c", wat="de naam", in_verleden=False)


@pytest.mark.parametrize(
    ("vanaf", "waarde", "code"),
    [
        (date(2026, 1, 1), "c", "zelfde-dag"),
        (date(2026, 2, 1), "b", "zelfde-waarde"),
        (date(2025, 1, 1), "c", "in-verleden"),
    ],
)
def test_a_step_that_overwrites_repeats_or_rewrites_is_refused(vanaf, waarde, code):
    with pytest.raises(ValidationError) as refused:
        check_step(STEPS, vanaf, waarde, wat="de naam", in_verleden=False)
    assert refused.value.code == code


def test_history_changes_only_when_it_is_asked_for():
    check_step(STEPS, date(2025, 1, 1), "c", wat="de naam", in_verleden=True)


def test_a_file_has_no_formulas_and_keeps_semicolons_and_lines_inside_their_cell():
    response = csv_response("lijst", ["Naam"], [["=1+1"], ["@x"], ["een; twee\ndrie"], [None], [Decimal("-1.50")]])
    text = response.content.decode("utf-8-sig")
    assert text == 'Naam\r\n\'=1+1\r\n\'@x\r\n"een; twee\ndrie"\r\n""\r\n-1,50\r\n'
    assert response["Content-Disposition"] == 'attachment; filename="lijst.csv"'


def test_a_long_list_leaves_before_it_was_read_to_the_end():
    read = []
    rows = ((read.append(number) or number,) for number in count())
    stream = iter(csv_stream("lijst", ["Nummer"], rows).streaming_content)
    assert next(stream).decode().startswith("\ufeffNummer\r\n0\r\n1\r\n")
    assert next(stream).decode().startswith(f"{AT_ONCE - 1}\r\n")
    assert len(read) < 2 * AT_ONCE


@pytest.mark.parametrize("number", [0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 1])
def test_as_a_stream_it_is_the_same_file(number):
    rows = [[n, "=x"] for n in range(number)]
    whole, stream = csv_response("lijst", ["N", "T"], rows), csv_stream("lijst", ["N", "T"], rows)
    assert b"".join(stream.streaming_content) == whole.content
    assert stream.headers.items() == whole.headers.items()
