"""What became of a promise: kept, moved or dropped; when that is asked, and what an answer needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from koers.lib.opmaak import unbind
from projecten.rules.belofte import MAX_WANNEER, Tijdstip, parse, said
from projecten.rules.nieuws import first_sentence

NAGEKOMEN, LATER, VERVALT = "nagekomen", "later", "vervalt"
UITKOMSTEN = (NAGEKOMEN, LATER, VERVALT)
OPEN, TE_LAAT, VERSCHOVEN, VERVALLEN = "open", "te-laat", "verschoven", "vervallen"
STATEN = {
    OPEN: "open",
    TE_LAAT: "te laat",
    NAGEKOMEN: "nagekomen",
    VERSCHOVEN: "verschoven",
    VERVALLEN: "vervallen",
}
MAX_WOORDEN = 500


@dataclass(frozen=True)
class Antwoord:
    """What one writes about a promise, by its number: the outcome, the new date of *later*, and words or a reason."""

    toezegging: int
    uitkomst: str = ""
    wanneer: str = ""
    woorden: str = ""

    @property
    def veld(self) -> str:
        """The name of its field on the page."""
        return f"antwoord-{self.toezegging}"

    @property
    def leeg(self) -> bool:
        return not (self.uitkomst or self.wanneer.strip() or self.woorden.strip())

    def __str__(self) -> str:
        """ "nagekomen", "vervalt", "verschoven naar september 2026" or "nog niet gekozen"."""
        if self.uitkomst == LATER:
            return f"verschoven naar {said(self.wanneer)}" if self.wanneer else "verschoven"
        return self.uitkomst or "nog niet gekozen"

    @property
    def is_volledig(self) -> bool:
        """With the new date or the reason that its outcome asks."""
        if self.uitkomst == LATER:
            return parse(self.wanneer) is not None
        return self.uitkomst == NAGEKOMEN or (self.uitkomst == VERVALT and bool(self.woorden.strip()))


@dataclass(frozen=True)
class Toegezegd:
    """A promise that an entry has to answer: what was said in which ronde, and the date it has now."""

    id: int
    tekst: str
    ronde: str
    wanneer: Tijdstip


def is_due(gemaakt: date, wanneer: Tijdstip, begin: date, eind: date) -> bool:
    """Whether a ronde asks about a promise of the ronde that began at `gemaakt`: a later one, in which it falls or
    that comes after it."""
    return gemaakt < begin and wanneer.begin <= eind


def state_of(wanneer: Tijdstip, uitkomst: str, today: date) -> str:
    """One of STATEN; `wanneer` is the date it has now, `uitkomst` the last approved answer ("" for none)."""
    if uitkomst == NAGEKOMEN:
        return NAGEKOMEN
    if uitkomst == VERVALT:
        return VERVALLEN
    if wanneer.eind < today:
        return TE_LAAT
    return VERSCHOVEN if uitkomst == LATER else OPEN


def too_long(antwoorden: Iterable[Antwoord]) -> Iterator[tuple[str, str]]:
    """Field and sentence of each answer that cannot be kept, not even in a draft."""
    seen: set[int] = set()
    for antwoord in antwoorden:
        if antwoord.toezegging in seen:
            yield antwoord.veld, "Op deze toezegging staan twee antwoorden; houd er een."
        seen.add(antwoord.toezegging)
        if antwoord.uitkomst not in ("", *UITKOMSTEN):
            yield antwoord.veld, "Kies nagekomen, later of vervalt."
        if len(antwoord.wanneer) > MAX_WANNEER:
            yield f"{antwoord.veld}-wanneer", f"De nieuwe datum telt hoogstens {MAX_WANNEER} tekens."
        if len(antwoord.woorden) > MAX_WOORDEN:
            yield f"{antwoord.veld}-woorden", f"De toelichting telt hoogstens {MAX_WOORDEN} tekens."


def unanswered(toegezegd: Iterable[Toegezegd], antwoorden: Iterable[Antwoord]) -> Iterator[tuple[str, str]]:
    """Field and sentence of everything that a due promise still asks, in the order of the page."""
    given = {antwoord.toezegging: antwoord for antwoord in antwoorden}
    for belofte in toegezegd:
        antwoord = given.get(belofte.id, Antwoord(belofte.id))
        veld, wat = antwoord.veld, f"In {belofte.ronde} toegezegd voor {belofte.wanneer}"
        if not antwoord.uitkomst:
            yield veld, f"{wat}: kies wat ervan kwam."
        elif antwoord.uitkomst == VERVALT and not antwoord.woorden.strip():
            yield f"{veld}-woorden", f"{wat}: schrijf waarom het vervalt."
        elif antwoord.uitkomst == LATER and (fault := _new_date_fault(antwoord.wanneer, belofte.wanneer)):
            yield f"{veld}-wanneer", f"{wat}: {fault}"


def _new_date_fault(typed: str, oud: Tijdstip) -> str:
    nieuw = parse(typed)
    if not typed.strip():
        return "schrijf voor wanneer het nu is."
    if nieuw is None:
        return f"“{typed}” is geen dag, maand of kwartaal. Schrijf bijvoorbeeld 1 juni 2026, juni 2026 of Q3 2026."
    return "" if nieuw.eind > oud.eind else f"de nieuwe datum ligt na {oud}."


def as_news(belofte: Toegezegd, antwoord: Antwoord) -> str:
    """The answer as a bullet: "In Q1 2026 toegezegd voor juni 2026: de opleiding begint – nagekomen." """
    sentence = first_sentence(unbind(belofte.tekst)).rstrip(".!")
    came = f" – {antwoord}" if antwoord.uitkomst else ""
    more = f" {antwoord.woorden.strip()}" if antwoord.woorden.strip() else ""
    return f"In {belofte.ronde} toegezegd voor {belofte.wanneer}: {sentence}{came}.{more}"


def as_stored(antwoorden: Iterable[Mapping[str, object]]) -> tuple[Antwoord, ...]:
    """Back from the plain values that an entry or a version keeps."""
    return tuple(Antwoord(**antwoord) for antwoord in antwoorden)  # type: ignore[arg-type]
