"""Participation, states, news and dates in words; and what may be shown of small numbers."""

from datetime import date

import pytest

from projecten.rules.nieuws import first_sentence
from projecten.rules.stand import in_words, unchanged_run, worst
from projecten.rules.trede import deelname_sentence, rol_sentence
from projecten.rules.wanneer import when


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([], "Deelname is niet gemeld."),
        ([("pilot", True)] * 6 + [("voorbereiding", True)] * 3, "Zes pilotgemeenten, drie in voorbereiding."),
        ([("pilot", True)], "Eén pilotgemeente."),
        ([("doet-mee", True), ("verkent", False)], "Eén gemeente doet mee, één eigenaar verkent."),
        ([("doet-mee", True), ("doet-mee", False)], "Twee eigenaren doen mee."),
        (
            [("geborgd", True)] * 2 + [("gestopt", True), ("niet", True)],
            "Twee gemeenten geborgd, één gestopt, één doet niet mee.",
        ),
        ([("pilot", True)] * 21, "21 pilotgemeenten."),
    ],
)
def test_participation_is_a_sentence_computed_from_the_steps(steps, sentence):
    assert deelname_sentence(steps) == sentence


def test_what_an_eigenaar_takes_part_in_leaves_out_stopped_and_not():
    assert rol_sentence(["pilot", "doet-mee", "pilot", "gestopt", "niet"], 20) == (
        "Betrokken bij 3 van de 20 regionale projecten: 1 doet mee en 2 pilot."
    )
    assert rol_sentence(["niet"], 20) == "Van deelname aan de 20 regionale projecten is niets gemeld."


def test_the_gravest_state_is_named_with_its_aspects():
    assert worst(("groen", "oranje", "")) == "oranje"
    assert in_words(("groen", "groen", "")) == "groen"
    assert in_words(("oranje", "groen", "oranje")) == "Kwaliteit en Geld oranje"
    assert in_words(("", "", "")) == "niet gemeld"


def test_since_counts_only_the_entries_that_stand_the_same():
    assert unchanged_run([]) == 0
    assert unchanged_run([("groen",), ("groen",), ("oranje",), ("groen",)]) == 2


@pytest.mark.parametrize(
    ("tekst", "kort"),
    [
        ("De pilot loopt. Er is meer.", "De pilot loopt."),
        ("Een zin m.b.t. zorg en o.a. welzijn. Nog een.", "Een zin m.b.t. zorg en o.a. welzijn."),
        ("Zie [het verslag. Deel 2](https://x.nl/a). Meer.", "Zie [het verslag. Deel 2](https://x.nl/a). Meer."),
        ("Geen punt", "Geen punt"),
    ],
)
def test_news_is_cut_at_its_first_sentence_and_never_inside_a_link(tekst, kort):
    assert first_sentence(tekst) == kort


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((date(2026, 6, 1), "dag"), "1 juni 2026"),
        ((date(2026, 2, 1), "maand"), "februari 2026"),
        ((date(2026, 3, 26), "kwartaal"), "Q1 2026"),
        ((date(2024, 6, 1), "medio", date(2024, 7, 31), "medio 2024"), "medio 2024"),
        ((date(2026, 12, 31), "jaar", None, "datum niet in de bron"), "2026 (datum niet in de bron)"),
        (
            (date(2026, 3, 23), "weken", date(2026, 4, 12), "weken 13, 14 en 15"),
            "23 maart tot en met 12 april 2026 (weken 13, 14 en 15)",
        ),
    ],
)
def test_a_date_is_said_no_more_exactly_than_the_source_says_it(args, words):
    assert when(*args) == words
