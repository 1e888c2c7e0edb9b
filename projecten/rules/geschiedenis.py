"""What changed from one text of an entry to the next, in words that follow a name or stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from koers.lib.opmaak import to_plain
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt
from projecten.rules.verschil import Deel, differences, pair


@dataclass(frozen=True)
class Wijziging:
    """ "zette Tijd op oranje: de opleiding is vol", with the marked text where words changed.

    `gevolg` says the same of a text that was put back, where nobody wrote it: "Tijd ging naar oranje".
    """

    zin: str
    gevolg: str
    delen: tuple[Deel, ...] = ()

    @property
    def slot(self) -> str:
        """What ends the sentence; of `gevolg` too, which ends in the same words where it ends in someone's own."""
        return ":" if self.delen else "" if self.zin.endswith((".", "!", "?")) else "."


def changes(oud: Inhoud, nieuw: Inhoud) -> list[Wijziging]:
    """Everything a reader would see change, in the order of the page; nothing when the words are the same."""
    return [*_bullets(oud, nieuw), *_nothing(oud, nieuw), *_answers(oud, nieuw), *_states(oud, nieuw)]


def _bullets(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    before, after = [to_plain(punt.tekst) for punt in oud.punten], [to_plain(punt.tekst) for punt in nieuw.punten]
    for was, now in pair(before, after):
        if now is None and was is not None:
            yield Wijziging(
                f"haalde bericht {was + 1} weg", f"bericht {was + 1} ging weg", tuple(differences(before[was], ""))
            )
        elif was is None and now is not None:
            yield Wijziging(
                f"schreef bericht {now + 1}", f"bericht {now + 1} kwam terug", tuple(differences("", after[now]))
            )
            if nieuw.punten[now].toezegging:
                yield _promised(now + 1, nieuw.punten[now])
        elif was is not None and now is not None:
            a, b = oud.punten[was], nieuw.punten[now]
            if before[was] != after[now]:
                yield Wijziging(
                    f"wijzigde bericht {now + 1}",
                    f"bericht {now + 1} veranderde",
                    tuple(differences(before[was], after[now])),
                )
            elif a.tekst != b.tekst:
                what = f"de opmaak of een link van bericht {now + 1}"
                yield Wijziging(f"veranderde {what}", f"{what} veranderde")
            if a.publiek != b.publiek:
                seen = "publiek" if b.publiek else "intern"
                yield Wijziging(f"maakte bericht {now + 1} {seen}", f"bericht {now + 1} werd {seen}")
            if a.toezegging != b.toezegging and b.toezegging:
                yield _promised(now + 1, b)
            elif a.toezegging != b.toezegging:
                yield Wijziging(
                    f"haalde de toezegging weg bij bericht {now + 1}", f"de toezegging bij bericht {now + 1} ging weg"
                )


def _promised(nummer: int, punt: Punt) -> Wijziging:
    what = f"een toezegging voor {punt.voor_wanneer}"
    return Wijziging(f"noemde bericht {nummer} {what}", f"bericht {nummer} werd {what}")


def _nothing(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    if oud.niets_te_melden != nieuw.niets_te_melden:
        reden = f": {nieuw.niets_reden}" if nieuw.niets_reden else ""
        if nieuw.niets_te_melden:
            yield Wijziging(f"koos “niets te melden”{reden}", f"“niets te melden” kwam terug{reden}")
        else:
            yield Wijziging("haalde “niets te melden” weg", "“niets te melden” ging weg")
    elif nieuw.niets_te_melden and oud.niets_reden != nieuw.niets_reden:
        delen = tuple(differences(oud.niets_reden, nieuw.niets_reden))
        yield Wijziging("wijzigde waarom er niets te melden is", "waarom er niets te melden is, veranderde", delen)


def _answers(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    for antwoord in nieuw.antwoorden:
        if antwoord != oud.answer_to(antwoord.toezegging):
            what = f"op een eerdere toezegging: {_outcome(antwoord)}"
            yield Wijziging(f"antwoordde {what}", f"er kwam een antwoord terug {what}")
    given = {antwoord.toezegging for antwoord in nieuw.antwoorden}
    if any(antwoord.toezegging not in given for antwoord in oud.antwoorden):
        what = "een antwoord op een eerdere toezegging"
        yield Wijziging(f"haalde {what} weg", f"{what} ging weg")


def _outcome(antwoord: Antwoord) -> str:
    return f"{antwoord}, {antwoord.woorden}" if antwoord.woorden else str(antwoord)


def _states(oud: Inhoud, nieuw: Inhoud) -> Iterator[Wijziging]:
    for (aspect, stand, uitleg), (_, was, uitleg_was) in zip(nieuw.standen(), oud.standen(), strict=True):
        naam, delen = aspect.capitalize(), tuple(differences(uitleg_was, uitleg))
        if stand != was:
            what = f"{stand or 'niet gemeld'}{f': {uitleg}' if uitleg else ''}"
            yield Wijziging(f"zette {naam} op {what}", f"{naam} ging naar {what}")
        elif uitleg != uitleg_was:
            yield Wijziging(f"wijzigde de toelichting bij {naam}", f"de toelichting bij {naam} veranderde", delen)
