"""Reading the date of a promise from words, and what is asked of it later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.lib.kwartaal import Kwartaal
from koers.lib.opmaak import bound
from projecten.rules.antwoord import Antwoord, Toegezegd, as_news, is_due, state_of, too_long, unanswered
from projecten.rules.belofte import DAG, KWARTAAL, MAAND, Tijdstip, parse, propose, read, said, settled
from projecten.rules.inhoud import Inhoud, Punt, missing, with_dates

Q1 = (date(2026, 1, 1), date(2026, 3, 31))
JAAR = (date(2025, 1, 1), date(2025, 12, 31))
JUNI = Tijdstip(date(2026, 6, 1), MAAND)


def as_tijdstip(day: date, precisie: str) -> Tijdstip:
    if precisie == DAG:
        return Tijdstip(day, DAG)
    return Tijdstip(Kwartaal.of(day).begin if precisie == KWARTAAL else day.replace(day=1), precisie)


days = st.dates(date(2001, 1, 1), date(2098, 12, 31))
tijdstippen = st.builds(as_tijdstip, days, st.sampled_from([DAG, MAAND, KWARTAAL]))
kwartalen = st.builds(Kwartaal, st.integers(2010, 2080), st.integers(1, 4))


@pytest.mark.parametrize(
    ("tekst", "wanneer"),
    [
        ("De opleiding begint in juni.", "juni 2026"),
        ("Op 1 juni 2026 opent het steunpunt.", "1 juni 2026"),
        ("Wij beginnen op 15 april.", "15 april 2026"),
        ("In het najaar volgt de evaluatie.", "Q4 2026"),
        ("Dat lukt in Q3.", "Q3 2026"),
        ("Klaar in het derde kwartaal van 2027.", "Q3 2027"),
        ("Medio 2027 is het af.", "Q3 2027"),
        ("Volgend kwartaal meer.", "Q2 2026"),
        ("In februari begon het; in september volgt de rest.", "september 2026"),
    ],
)
def test_a_text_proposes_what_is_still_to_come(tekst, wanneer):
    assert str(propose(tekst, *Q1)) == wanneer


@pytest.mark.parametrize(
    "tekst",
    ["In maart begon het.", "In december 2025 was het af.", "Er is nieuws.", "Op 31 juni 2026.", "Sinds november."],
)
def test_a_text_about_what_was_proposes_nothing(tekst):
    assert propose(tekst, *Q1) is None


def test_a_year_of_news_names_its_own_months():
    assert propose("In maart begon het.", *JAAR) is None
    assert str(propose("In maart 2026 begint het.", *JAAR)) == "maart 2026"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("juni", "2026-06"),
        ("in juni", "2026-06"),
        ("maart", "2026-03"),
        ("1 Juni 2026", "2026-06-01"),
        ("1-6-2026", "2026-06-01"),
        ("in het najaar", "2026-Q4"),
        ("Q3 2026", "2026-Q3"),
        ("2026-Q3", "2026-Q3"),
        (" ju ", "ju"),
        ("juni 2024", "juni 2024"),
        ("", ""),
    ],
)
def test_what_is_typed_is_kept_as_a_code_or_as_typed(typed, code):
    assert settled(typed, Q1[1]) == code


@given(tijdstippen)
def test_a_code_is_read_back_and_covers_its_own_days(wanneer):
    assert parse(wanneer.code) == wanneer
    assert wanneer.begin <= wanneer.eind
    assert as_tijdstip(wanneer.eind, wanneer.precisie) == wanneer
    assert as_tijdstip(wanneer.eind + timedelta(days=1), wanneer.precisie) != wanneer


@given(tijdstippen, kwartalen)
def test_the_words_of_a_time_are_read_as_that_time_unless_it_is_over(wanneer, kwartaal):
    found = read(str(wanneer), kwartaal.eind)
    assert found == (wanneer if wanneer.eind >= kwartaal.begin else None)
    assert said(wanneer.code) == str(wanneer)


@given(st.text(max_size=80), kwartalen)
def test_keeping_a_date_twice_changes_nothing(typed, kwartaal):
    once = settled(typed, kwartaal.eind)
    assert settled(once, kwartaal.eind) == once


@given(
    st.lists(st.sampled_from(["in", "juni", "maart", "2026", "Q3", "het", "najaar", "31", "eind", "2099", "kwartaal"])),
    kwartalen,
)
def test_a_proposal_always_lies_after_the_ronde(woorden, kwartaal):
    found = propose(" ".join(woorden), kwartaal.begin, kwartaal.eind)
    assert found is None or found.eind > kwartaal.eind


@given(kwartalen, kwartalen, tijdstippen)
def test_a_promise_is_asked_in_a_later_ronde_once_its_date_came_and_from_then_on(gemaakt, ronde, wanneer):
    due = is_due(gemaakt.begin, wanneer, ronde.begin, ronde.eind)
    assert due == (gemaakt < ronde and Kwartaal.of(wanneer.begin) <= ronde)
    if due:
        later = ronde.volgende
        assert is_due(gemaakt.begin, wanneer, later.begin, later.eind)


def test_the_state_follows_the_last_answer_and_the_day():
    before, after = date(2026, 6, 30), date(2026, 7, 1)
    assert [state_of(JUNI, "", day) for day in (before, after)] == ["open", "te-laat"]
    assert [state_of(JUNI, "later", day) for day in (before, after)] == ["verschoven", "te-laat"]
    assert state_of(JUNI, "nagekomen", after) == "nagekomen"
    assert state_of(JUNI, "vervalt", after) == "vervallen"


@pytest.mark.parametrize(
    ("antwoord", "veld"),
    [
        (Antwoord(7), "antwoord-7"),
        (Antwoord(7, "vervalt"), "antwoord-7-woorden"),
        (Antwoord(7, "later"), "antwoord-7-wanneer"),
        (Antwoord(7, "later", "ju"), "antwoord-7-wanneer"),
        (Antwoord(7, "later", "2026-05"), "antwoord-7-wanneer"),
        (Antwoord(7, "later", "2026-09"), None),
        (Antwoord(7, "nagekomen"), None),
        (Antwoord(7, "vervalt", woorden="Er is geen geld."), None),
    ],
)
def test_an_answer_is_whole_with_what_its_outcome_asks(antwoord, veld):
    belofte = Toegezegd(7, "De opleiding begint in juni.", "Q1 2026", JUNI)
    found = list(unanswered([belofte], [antwoord]))
    assert [where for where, _ in found] == ([veld] if veld else [])
    assert antwoord.is_volledig == (veld is None) or antwoord.wanneer == "2026-05"


def test_two_answers_and_an_unknown_outcome_cannot_be_kept():
    assert [where for where, _ in too_long([Antwoord(7), Antwoord(7)])] == ["antwoord-7"]
    assert [where for where, _ in too_long([Antwoord(7, "misschien")])] == ["antwoord-7"]


def test_an_answer_reads_as_a_bullet():
    belofte = Toegezegd(7, "De opleiding begint in juni. Daarna meer.", "Q1 2026", JUNI)
    assert as_news(belofte, Antwoord(7, "nagekomen")) == (
        "In Q1 2026 toegezegd voor juni 2026: De opleiding begint in juni – nagekomen."
    )
    quoted = Toegezegd(7, f"Wij groeien van {bound('deelnemers/waarde', '130')} naar 200.", "Q1 2026", belofte.wanneer)
    assert "Wij groeien van 130 naar 200 –" in as_news(quoted, Antwoord(7, "nagekomen")), "a figure of then stays"
    moved = as_news(belofte, Antwoord(7, "later", "2026-09", "De zaal is nog niet klaar."))
    assert moved.endswith("– verschoven naar september 2026. De zaal is nog niet klaar.")


def test_a_date_that_cannot_be_read_stands_among_what_is_missing():
    inhoud = with_dates(Inhoud((Punt("Het komt.", toezegging="ooit"), Punt("Ook.", toezegging="juni"))), Q1[1])
    assert [gemis.veld for gemis in missing(inhoud)] == ["punt-0-toezegging"]
    assert inhoud.punten[1].voor_wanneer == "juni 2026"
