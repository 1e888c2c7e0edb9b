"""What someone searches for, as words; and the piece of a text in which they were found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_VRAAG = 200
MAX_WOORDEN = 8
MIN_LETTERS = 2
MAX_WOORD = 60
# Characters around the first word that was found.
VOOR, LANG = 70, 240

_WOORD = re.compile(r"[^\W_]+")


class LegeVraag(ValueError):
    """A question without a word to look for; carries what to do, in Dutch."""


@dataclass(frozen=True)
class Stuk:
    """A piece of a text, and whether it is a word that was looked for."""

    tekst: str
    raak: bool = False


def fold(text: str) -> str:
    """Without capitals and accents, as both databases compare."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))


def read_woorden(vraag: str) -> tuple[str, ...]:
    """The words of a question, folded, each once: letters and digits only, so nothing in it is ever an operator.

    LegeVraag, with a sentence, when there is none, or when it is too long to be a question.
    """
    if len(vraag) > MAX_VRAAG:
        raise LegeVraag(f"Uw vraag is te lang: zoek met ten hoogste {MAX_VRAAG} tekens. Een paar woorden is genoeg.")
    found = dict.fromkeys(woord[:MAX_WOORD] for woord in _WOORD.findall(fold(vraag)) if len(woord) >= MIN_LETTERS)
    if not found:
        raise LegeVraag(f"Schrijf een woord van ten minste {MIN_LETTERS} letters of cijfers, bijvoorbeeld: mantelzorg.")
    if len(found) > MAX_WOORDEN:
        raise LegeVraag(f"Zoek met ten hoogste {MAX_WOORDEN} woorden; met minder woorden vindt u meer.")
    return tuple(found)


def mark(tekst: str, beginnings: tuple[str, ...]) -> tuple[Stuk, ...]:
    """The text in pieces, the words that begin with one of `beginnings` marked; together they are the text."""
    pieces: list[Stuk] = []
    last = 0
    for match in _hits(tekst, beginnings):
        pieces += [Stuk(tekst[last : match.start()]), Stuk(match[0], raak=True)]
        last = match.end()
    pieces.append(Stuk(tekst[last:]))
    return tuple(piece for piece in pieces if piece.tekst)


def excerpt(tekst: str, beginnings: tuple[str, ...]) -> tuple[Stuk, ...]:
    """About one line around the first word that was found, cut between words, with … where it was cut."""
    first = next(iter(_hits(tekst, beginnings)), None)
    start = max(0, (first.start() if first else 0) - VOOR)
    if start:
        start = tekst.find(" ", start) + 1 or start
    end = start + LANG
    if end < len(tekst):
        space = tekst.rfind(" ", start, end)
        end = space if space > start else end
    part = mark(tekst[start:end], beginnings)
    before, after = (Stuk("…"),) if start else (), (Stuk("…"),) if end < len(tekst) else ()
    return (*before, *part, *after)


def _hits(tekst: str, beginnings: tuple[str, ...]) -> list[re.Match[str]]:
    return [match for match in _WOORD.finditer(tekst) if fold(match[0]).startswith(beginnings)]
