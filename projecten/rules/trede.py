"""Participation in words: computed from the steps of the ladder, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from koers.lib.notatie import getal, opsomming

_WOORDEN = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"),
)
# Furthest first.
LADDER = ("geborgd", "doet-mee", "pilot", "voorbereiding", "verkent")
NAAST = ("gestopt", "niet")


def telwoord(aantal: int) -> str:
    """Up to twenty in words, then in figures."""
    return _WOORDEN[aantal] if 0 <= aantal < len(_WOORDEN) else str(aantal)


def sentence_case(tekst: str) -> str:
    """With a capital; "één" becomes "Eén", as Dutch writes it."""
    return f"Eén{tekst[3:]}" if tekst.startswith("één") else f"{tekst[:1].upper()}{tekst[1:]}"


def is_involved(stap: str) -> bool:
    """On the ladder: from verkent to geborgd, not stopped and not staying out."""
    return stap in LADDER


def _phrase(stap: str, aantal: int, soort: str) -> str:
    many = aantal != 1
    words = {
        "geborgd": f"{soort} geborgd",
        "doet-mee": f"{soort} {'doen' if many else 'doet'} mee",
        "pilot": f"pilot{soort}",
        "voorbereiding": "in voorbereiding",
        "verkent": f"{soort} {'verkennen' if many else 'verkent'}",
        "gestopt": "gestopt",
        "niet": "doen niet mee" if many else "doet niet mee",
    }
    return f"{telwoord(aantal)} {words[stap]}"


def deelname_sentence(steps: Iterable[tuple[str, bool]]) -> str:
    """ "Zes pilotgemeenten, drie in voorbereiding." of (step, is a gemeente) of every eigenaar known."""
    known = list(steps)
    counts = Counter(stap for stap, _ in known)
    if not counts:
        return "Deelname is niet gemeld."
    parts = []
    for stap in LADDER + NAAST:
        if aantal := counts[stap]:
            only_gemeenten = all(gemeente for own, gemeente in known if own == stap)
            one, many = ("gemeente", "gemeenten") if only_gemeenten else ("eigenaar", "eigenaren")
            parts.append(_phrase(stap, aantal, one if aantal == 1 else many))
    return f"{sentence_case(', '.join(parts))}."


def rol_sentence(steps: Sequence[str], totaal: int) -> str:
    """Of one eigenaar: "Betrokken bij 2 van de 20 regionale projecten: 1 pilot en 1 verkent." """
    counts = Counter(stap for stap in steps if is_involved(stap))
    if not counts:
        return f"Van deelname aan de {getal(totaal)} regionale projecten is niets gemeld."
    parts = [f"{counts[stap]} {stap.replace('-', ' ')}" for stap in LADDER if counts[stap]]
    return f"Betrokken bij {sum(counts.values())} van de {getal(totaal)} regionale projecten: {opsomming(parts)}."
