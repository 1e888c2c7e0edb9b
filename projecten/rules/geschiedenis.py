"""What changed from one text of an entry to the next, in words that follow a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from koers.lib.opmaak import to_plain
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud
from projecten.rules.verschil import Deel, differences, pair


@dataclass(frozen=True)
class Wijziging:
    """ "zette Tijd op oranje: de opleiding is vol", with the marked text where words changed."""

    zin: str
    delen: tuple[Deel, ...] = ()

    @property
    def slot(self) -> str:
        """What ends the sentence."""
        return ":" if self.delen else "" if self.zin.endswith((".", "!", "?")) else "."


def changes(oud: Inhoud, nieuw: Inhoud) -> list[Wijziging]:
    """Everything a reader would see change, in the order of the page; nothing when the words are the same."""
    return [*_bullets(oud, nieuw), *_nothing(oud, nieuw), *_answers(oud, nieuw), *_states(oud, nieuw)]


def _bullets(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    before, after = [to_plain(punt.tekst) for punt in oud.punten], [to_plain(punt.tekst) for punt in nieuw.punten]
    for was, now in pair(before, after):
        if now is None and was is not None:
            yield Wijziging(f"haalde bericht {was + 1} weg", tuple(differences(before[was], "")))
        elif was is None and now is not None:
            yield Wijziging(f"schreef bericht {now + 1}", tuple(differences("", after[now])))
            if nieuw.punten[now].toezegging:
                yield Wijziging(f"noemde bericht {now + 1} een toezegging voor {nieuw.punten[now].voor_wanneer}")
        elif was is not None and now is not None:
            a, b = oud.punten[was], nieuw.punten[now]
            if before[was] != after[now]:
                yield Wijziging(f"wijzigde bericht {now + 1}", tuple(differences(before[was], after[now])))
            elif a.tekst != b.tekst:
                yield Wijziging(f"veranderde de opmaak of een link van bericht {now + 1}")
            if a.publiek != b.publiek:
                yield Wijziging(f"maakte bericht {now + 1} {'publiek' if b.publiek else 'intern'}")
            if a.toezegging != b.toezegging and b.toezegging:
                yield Wijziging(f"noemde bericht {now + 1} een toezegging voor {b.voor_wanneer}")
            elif a.toezegging != b.toezegging:
                yield Wijziging(f"haalde de toezegging weg bij bericht {now + 1}")


def _nothing(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    if oud.niets_te_melden != nieuw.niets_te_melden:
        reden = f": {nieuw.niets_reden}" if nieuw.niets_reden else ""
        yield Wijziging(f"koos “niets te melden”{reden}" if nieuw.niets_te_melden else "haalde “niets te melden” weg")
    elif nieuw.niets_te_melden and oud.niets_reden != nieuw.niets_reden:
        delen = tuple(differences(oud.niets_reden, nieuw.niets_reden))
        yield Wijziging("wijzigde waarom er niets te melden is", delen)


def _answers(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    for antwoord in nieuw.antwoorden:
        if antwoord != oud.answer_to(antwoord.toezegging):
            yield Wijziging(f"antwoordde op een eerdere toezegging: {_outcome(antwoord)}")
    given = {antwoord.toezegging for antwoord in nieuw.antwoorden}
    if any(antwoord.toezegging not in given for antwoord in oud.antwoorden):
        yield Wijziging("haalde een antwoord op een eerdere toezegging weg")


def _outcome(antwoord: Antwoord) -> str:
    return f"{antwoord}, {antwoord.woorden}" if antwoord.woorden else str(antwoord)


def _states(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    for (aspect, stand, uitleg), (_, was, uitleg_was) in zip(nieuw.standen(), oud.standen(), strict=True):
        naam, delen = aspect.capitalize(), tuple(differences(uitleg_was, uitleg))
        if stand != was:
            yield Wijziging(f"zette {naam} op {stand or 'niet gemeld'}{f': {uitleg}' if uitleg else ''}")
        elif uitleg != uitleg_was:
            yield Wijziging(f"wijzigde de toelichting bij {naam}", delen)
