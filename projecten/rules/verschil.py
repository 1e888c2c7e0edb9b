"""Two texts side by side: which words stayed, which went, which came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

GELIJK, OUD, NIEUW = "gelijk", "oud", "nieuw"


@dataclass(frozen=True)
class Deel:
    """A run of words that stayed (gelijk), went (oud) or came (nieuw)."""

    soort: str
    tekst: str


def _words(text: str) -> list[str]:
    """Words with the space after them, so that joining gives the text back."""
    return re.findall(r"\S+\s*|\s+", text)


def differences(oud: str, nieuw: str) -> list[Deel]:
    """The new text with what went marked: gelijk + nieuw is the new text, gelijk + oud the old one."""
    if oud == nieuw:
        return [Deel(GELIJK, nieuw)] if nieuw else []
    a, b = _words(oud), _words(nieuw)
    delen: list[Deel] = []
    # autojunk (on by default) bounds the time on a long text of the same few words.
    for soort, a1, a2, b1, b2 in SequenceMatcher(None, a, b).get_opcodes():
        if soort == "equal":
            delen.append(Deel(GELIJK, "".join(b[b1:b2])))
            continue
        if a2 > a1:
            delen.append(Deel(OUD, "".join(a[a1:a2])))
        if b2 > b1:
            delen.append(Deel(NIEUW, "".join(b[b1:b2])))
    return delen


def likeness(oud: str, nieuw: str) -> float:
    """0 for no word in common, 1 for the same words in whatever order; linear in the length."""
    return SequenceMatcher(None, oud.split(), nieuw.split()).quick_ratio()


def pair(oud: list[str], nieuw: list[str]) -> list[tuple[int | None, int | None]]:
    """Which old text belongs beside which new one: the most alike first, the others in the order they stand.

    New texts keep their order; old ones without a counterpart come last. Texts that share less than a third of their
    words are not each other's successor.
    """
    scores = sorted(
        ((likeness(o, n), -i, -j) for i, o in enumerate(oud) for j, n in enumerate(nieuw)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for score, min_i, min_j in scores:
        i, j = -min_i, -min_j
        if score >= 1 / 3 and j not in partner and i not in partner.values():
            partner[j] = i
    rest = [i for i in range(len(oud)) if i not in partner.values()]
    return [(partner.get(j), j) for j in range(len(nieuw))] + [(i, None) for i in rest]
