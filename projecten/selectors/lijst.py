"""The list of projects: one filter for the screen and for the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.notatie import datum
from koers.lib.opmaak import to_plain
from koers.lib.peildatum import Blik
from projecten.models import Deelname, Project
from projecten.rules.stand import ERNST
from projecten.rules.trede import deelname_sentence
from projecten.selectors.deelname import EigenaarKop, Trede, Treden, load_eigenaren, load_treden
from projecten.selectors.project import ProjectKop, ThemaKop, load_projecten, load_themas
from projecten.selectors.stand import Nieuws, Stand, Verslag, load_verslag

STANDEN = {"groen": "groen", "oranje": "oranje", "rood": "rood", "niet": "niet gemeld", "klaar": "afgerond"}
VOLGORDES = {"thema": "themalijn", "naam": "naam", "stand": "stand", "deelname": "deelname"}
STAPPEN = {stap.value: str(stap.label) for stap in Deelname.Stap}
SOORTEN = {soort.value: soort.label for soort in Project.Soort}


@dataclass(frozen=True)
class Filter(Adreskeuze):
    """What of the projects one wants to see; all of it stands in the address."""

    WOORDEN = {"thema": "themalijn"}

    thema: str = ""
    stand: str = ""
    eigenaar: str = ""
    soort: str = ""
    stap: str = ""
    volgorde: str = "thema"


@dataclass(frozen=True)
class Rij:
    """One project of the list."""

    project: ProjectKop
    stand: Stand
    trede: Trede | None
    deelname: str
    aantal: int
    nieuws: Nieuws | None
    stappen: frozenset[str] = frozenset()
    """The steps on which someone stands."""


@dataclass(frozen=True)
class Lijst:
    """The page: what is chosen, what can be chosen, and the rows."""

    filter: Filter
    rijen: tuple[Rij, ...]
    totaal: int
    themas: tuple[ThemaKop, ...]
    eigenaren: tuple[EigenaarKop, ...]
    eigenaar: EigenaarKop | None
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    query: str


def read_filter(params: Mapping[str, str], themas: Sequence[ThemaKop], eigenaren: Sequence[EigenaarKop]) -> Filter:
    """From the address; OngeldigeVraag for a value that does not exist."""
    options: dict[str, Mapping[str, Any]] = {
        "thema": {thema.slug: thema.naam for thema in themas},
        "stand": STANDEN,
        "eigenaar": {eigenaar.slug: eigenaar.naam for eigenaar in eigenaren},
        "soort": SOORTEN,
        "stap": STAPPEN,
        "volgorde": VOLGORDES,
    }
    return Filter.read(params, options, "Deze {} bestaat niet. Kies er een uit de lijst, of bekijk alle projecten.")


def load_lijst(blik: Blik, params: Mapping[str, str]) -> Lijst:
    """The filtered and sorted list; seven queries."""
    themas, eigenaren = load_themas(blik), load_eigenaren(blik)
    keuze = read_filter(params, themas, eigenaren)
    koppen = load_projecten(blik, themas=themas)
    eigenaar = next((own for own in eigenaren if own.slug == keuze.eigenaar), None)
    treden = load_treden(blik)
    verslag = load_verslag(blik, gemeente=eigenaar.id if eigenaar else None)
    rijen = [_rij(kop, verslag, treden, eigenaren, eigenaar) for kop in koppen]
    chosen = [rij for rij in rijen if _matches(rij, keuze)]
    in_use = tuple(thema for thema in themas if any(kop.thema == thema for kop in koppen))
    return Lijst(
        filter=keuze,
        rijen=tuple(sorted(chosen, key=SORTERING[keuze.volgorde])),
        totaal=len(rijen),
        themas=in_use,
        eigenaren=tuple(eigenaren),
        eigenaar=eigenaar,
        keuzes=_keuzes(blik, keuze, in_use),
        query=keuze.query(blik),
    )


def _rij(
    kop: ProjectKop,
    verslag: Verslag,
    treden: Treden,
    eigenaren: Sequence[EigenaarKop],
    eigenaar: EigenaarKop | None,
) -> Rij:
    steps = [(trede, own) for own in eigenaren if (trede := treden.get((kop.id, own.id)))]
    gemeente = eigenaar.id if eigenaar else None
    own_news = verslag.nieuws(kop.id, gemeente) if gemeente else ()
    news = own_news or verslag.nieuws(kop.id)
    return Rij(
        project=kop,
        stand=Stand(afgerond=True, sinds=datum(kop.tot)) if kop.afgerond else verslag.stand(kop.id, gemeente),
        trede=treden.get((kop.id, eigenaar.id)) if eigenaar else None,
        deelname=deelname_sentence((trede.stap, own.is_gemeente) for trede, own in steps) if steps else "",
        aantal=sum(trede.op_de_ladder for trede, _ in steps),
        nieuws=news[0] if news else None,
        stappen=frozenset(trede.stap for trede, _ in steps),
    )


def _matches(rij: Rij, keuze: Filter) -> bool:
    return (
        keuze.thema in ("", rij.project.thema.slug)
        and keuze.stand in ("", rij.stand.ergste or "niet")
        and keuze.soort in ("", rij.project.soort)
        and _takes_part(rij, keuze)
    )


def _takes_part(rij: Rij, keuze: Filter) -> bool:
    """On the chosen step, else on the ladder: the chosen eigenaar, else anyone; not in what went on in another."""
    if rij.project.ging_verder and (keuze.eigenaar or keuze.stap):
        return False
    if not keuze.eigenaar:
        return keuze.stap == "" or keuze.stap in rij.stappen
    return rij.trede is not None and (rij.trede.stap == keuze.stap if keuze.stap else rij.trede.op_de_ladder)


SORTERING: dict[str, Any] = {
    "thema": lambda rij: 0,
    "naam": lambda rij: rij.project.naam.casefold(),
    "stand": lambda rij: (*ERNST, "klaar").index(rij.stand.ergste),
    "deelname": lambda rij: (-rij.aantal, rij.project.naam.casefold()),
}


def _keuzes(blik: Blik, keuze: Filter, themas: Sequence[ThemaKop]) -> tuple[tuple[str, tuple[Keuze, ...]], ...]:
    return (
        ("Themalijn", keuze.chips("thema", {thema.slug: thema.naam for thema in themas}, blik)),
        ("Stand", keuze.chips("stand", STANDEN, blik)),
        ("Soort", keuze.chips("soort", SOORTEN, blik)),
        ("Deelname", keuze.chips("stap", STAPPEN, blik)),
        ("Sorteer op", keuze.chips("volgorde", VOLGORDES, blik)),
    )


KOP = ("Project", "Voorheen", "Themalijn", "Soort", "Stand", "Sinds", "Deelname", "Laatste nieuws", "Nieuws over")


def as_rows(lijst: Lijst) -> list[tuple[str, ...]]:
    """The rows as the file has them: the same projects in the same order as on the screen."""
    return [
        (
            rij.project.naam,
            rij.project.voorheen,
            rij.project.thema.naam,
            rij.project.soort,
            rij.stand.woorden,
            rij.stand.sinds,
            rij.trede.stap.replace("-", " ") if rij.trede else rij.deelname,
            to_plain(rij.nieuws.tekst) if rij.nieuws else "",
            rij.nieuws.ronde if rij.nieuws else "",
        )
        for rij in lijst.rijen
    ]
