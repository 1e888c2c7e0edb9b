"""What a question becomes, and which piece of a text is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportage.rules.zoeken import (
    LANG,
    MAX_VRAAG,
    MAX_WOORDEN,
    LegeVraag,
    excerpt,
    fold,
    mark,
    read_woorden,
)


def flat(pieces):
    return "".join(piece.tekst for piece in pieces)


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [
        ("Mantelzorg", ("mantelzorg",)),
        ("  Sociaal-Verwijzen ", ("sociaal", "verwijzen")),
        ('"mantel* NEAR(zorg)', ("mantel", "near", "zorg")),
        ("financiële CAFÉS", ("financiele", "cafes")),
        ("zorg zorg Zorg", ("zorg",)),
        ("a zorg", ("zorg",)),
        ("Q1 2026", ("q1", "2026")),
    ],
)
def test_a_question_becomes_words_without_capitals_accents_or_operators(vraag, woorden):
    assert read_woorden(vraag) == woorden


@pytest.mark.parametrize("vraag", ["", "*", '"', "' OR 1=1 --"[:1], "a", "…?!", "_", "x" * (MAX_VRAAG + 1)])
def test_a_question_without_a_word_is_told_what_to_do(vraag):
    with pytest.raises(LegeVraag, match=r"\.$"):
        read_woorden(vraag)


def test_the_bounds_hold_at_the_bound_and_break_one_past_it():
    assert read_woorden("x" * MAX_VRAAG)
    assert len(read_woorden(" ".join(f"w{i}" for i in range(MAX_WOORDEN)))) == MAX_WOORDEN
    with pytest.raises(LegeVraag, match="ten hoogste"):
        read_woorden(" ".join(f"w{i}" for i in range(MAX_WOORDEN + 1)))


@given(st.text(max_size=MAX_VRAAG))
def test_whatever_is_typed_only_letters_and_digits_go_on(vraag):
    try:
        woorden = read_woorden(vraag)
    except LegeVraag:
        return
    assert all(woord.isalnum() and woord == fold(woord) for woord in woorden)


@given(st.text(max_size=400), st.text(alphabet="abcdeé ", min_size=2, max_size=9))
def test_marks_never_change_a_text_and_an_excerpt_is_short(tekst, vraag):
    begin = tuple(fold(vraag).split()) or ("x",)
    assert flat(mark(tekst, begin)) == tekst
    assert len(flat(excerpt(tekst, begin))) <= LANG + 2


def test_the_words_that_begin_so_are_marked_whatever_their_accents():
    raak = [
        piece.tekst for piece in mark("Financiële Zorg, geldzorgen en zorgers", ("zorg", "financiele")) if piece.raak
    ]
    assert raak == ["Financiële", "Zorg", "zorgers"]


def test_an_excerpt_is_cut_between_words_around_the_first_that_was_found():
    tekst = f"{'voor ' * 40}mantelzorg {'na ' * 100}".strip()
    shown = flat(excerpt(tekst, ("mantelz",)))
    assert "mantelzorg" in shown
    assert shown.startswith("…voor")
    assert shown.endswith("na…")
