"""Two texts of one entry: what belongs beside what, and what comes of the choices made field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import ASPECTEN, Inhoud
from projecten.rules.verschil import pair

MIJN, HUN, BEIDE, WEL, NIET = "mijn", "hun", "beide", "wel", "niet"


def pairs(mijn: Inhoud, hun: Inhoud) -> list[tuple[int | None, int | None]]:
    """(mine, theirs): my bullets in their order, each beside the one of theirs it is most like; then theirs alone."""
    found = pair([punt.tekst for punt in hun.punten], [punt.tekst for punt in mijn.punten])
    return [(mine, theirs) for theirs, mine in found]


def chosen(mijn: Inhoud, hun: Inhoud, keuzes: Mapping[str, str]) -> Inhoud:
    """My text with what was chosen of theirs. A field without a choice stays mine; theirs alone stays, unless left out.

    Choices: kies-punt-0 (mijn, hun-2, beide-2), kies-extra-2 (wel, niet), kies-tijd, kies-niets and
    kies-antwoord-12 (mijn, hun).
    """
    punten = []
    for i, punt in enumerate(mijn.punten):
        verb, _, number = keuzes.get(f"kies-punt-{i}", MIJN).partition("-")
        j = int(number) if number.isdecimal() and len(number) < 4 else -1
        other = [hun.punten[j]] if verb in (HUN, BEIDE) and 0 <= j < len(hun.punten) else []
        punten += other if verb == HUN and other else [punt, *other]
    punten += [hun.punten[j] for mine, j in pairs(mijn, hun) if mine is None and j is not None and _kept(keuzes, j)]
    found = replace(mijn, punten=tuple(punten))
    for aspect in ASPECTEN:
        if keuzes.get(f"kies-{aspect}") == HUN:
            names = (aspect, f"{aspect}_toelichting")
            found = replace(found, **{name: getattr(hun, name) for name in names})
    found = replace(found, antwoorden=tuple(_answers(mijn, hun, keuzes)))
    if keuzes.get("kies-niets") == HUN:
        found = replace(found, niets_te_melden=hun.niets_te_melden, niets_reden=hun.niets_reden)
    return found


def answered(mijn: Inhoud, hun: Inhoud) -> list[int]:
    """The promises that either text says something about."""
    return sorted({antwoord.toezegging for antwoord in (*mijn.antwoorden, *hun.antwoorden) if not antwoord.leeg})


def _answers(mijn: Inhoud, hun: Inhoud, keuzes: Mapping[str, str]) -> Iterator[Antwoord]:
    """Mine, or theirs where that was chosen."""
    for pk in answered(mijn, hun):
        yield (hun if keuzes.get(f"kies-antwoord-{pk}") == HUN else mijn).answer_to(pk)


def _kept(keuzes: Mapping[str, str], j: int) -> bool:
    """Theirs alone: kept when it was on the page and not left out. It is not among what was chosen otherwise."""
    return keuzes.get(f"kies-extra-{j}") == WEL
