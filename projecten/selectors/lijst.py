"""The list of projects: one filter for the screen and for the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.notatie import datum
from koers.lib.opmaak import to_plain
from koers.lib.peildatum import Blik
from projecten.models import Deelname, Project
from projecten.rules.stand import ERNST
from projecten.rules.trede import deelname_sentence
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_treden, per_project
from projecten.selectors.inzending import Nieuws
from projecten.selectors.laatste import load_laatste
from projecten.selectors.omvang import Omvang, address_of, load_omvang, theme_choices
from projecten.selectors.project import GEEN_THEMA, ProjectKop, ThemaKop, load_projecten, load_themas
from projecten.selectors.stand import Stand, Verslag

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
    """With the theme line that is shown, also where the address names none."""
    rijen: tuple[Rij, ...]
    omvang: Omvang
    eigenaren: tuple[EigenaarKop, ...]
    eigenaar: EigenaarKop | None
    themas: tuple[Keuze, ...]
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    blik: Blik

    @property
    def query(self) -> str:
        return self.filter.query(self.blik)

    @property
    def totaal(self) -> int:
        return self.omvang.totaal

    @property
    def heel(self) -> str:
        """What follows the address of the file with every theme line."""
        return replace(self.filter, thema="").query(self.blik)


def read_filter(params: Mapping[str, str], themas: Sequence[ThemaKop], eigenaren: Sequence[EigenaarKop]) -> Filter:
    """From the address; OngeldigeVraag for a value that does not exist."""
    options: dict[str, Mapping[str, Any]] = {
        "thema": {address_of(thema): thema.naam for thema in (*themas, GEEN_THEMA)},
        "stand": STANDEN,
        "eigenaar": {eigenaar.slug: eigenaar.naam for eigenaar in eigenaren},
        "soort": SOORTEN,
        "stap": STAPPEN,
        "volgorde": VOLGORDES,
    }
    return Filter.read(params, options, "Deze {} bestaat niet. Kies er een uit de lijst, of bekijk alle projecten.")


def load_lijst(blik: Blik, params: Mapping[str, str], *, heel: bool = False) -> Lijst:
    """The filtered and sorted list, of one theme line where all is too much; `heel`: of all. Nine queries."""
    themas, eigenaren = load_themas(blik), load_eigenaren(blik)
    asked = read_filter(params, themas, eigenaren)
    eigenaar = next((own for own in eigenaren if own.slug == asked.eigenaar), None)
    omvang = load_omvang(blik, themas, thema=asked.thema, passend=_asked(asked, eigenaar), heel=heel)
    keuze = replace(asked, thema=omvang.adres or asked.thema)
    koppen = load_projecten(blik, themas=themas, waar=omvang.waar)
    ids = [kop.id for kop in koppen]
    treden = per_project(load_treden(blik, projecten=ids), eigenaren)
    verslag = load_laatste(blik, projecten=ids, gemeente=eigenaar.id if eigenaar else None)
    rijen = [_rij(kop, verslag, treden.get(kop.id, []), eigenaar) for kop in koppen]
    chosen = [rij for rij in rijen if _matches(rij, keuze)]
    return Lijst(
        filter=keuze,
        rijen=tuple(sorted(chosen, key=SORTERING[keuze.volgorde])),
        omvang=omvang,
        eigenaren=tuple(eigenaren),
        eigenaar=eigenaar,
        themas=theme_choices(omvang, keuze, blik),
        keuzes=_keuzes(blik, keuze),
        blik=blik,
    )


def _asked(keuze: Filter, eigenaar: EigenaarKop | None) -> Q:
    """What of the choice the database can answer: the kind, and where an eigenaar has any step."""
    where = Q(soort=keuze.soort) if keuze.soort else Q()
    if eigenaar:
        where &= Q(pk__in=Deelname.objects.filter(eigenaar=eigenaar.id).values("project"))
    return where


def _rij(
    kop: ProjectKop, verslag: Verslag, steps: Sequence[tuple[Trede, EigenaarKop]], eigenaar: EigenaarKop | None
) -> Rij:
    gemeente = eigenaar.id if eigenaar else None
    own_news = verslag.nieuws(kop.id, gemeente) if gemeente else ()
    news = own_news or verslag.nieuws(kop.id)
    return Rij(
        project=kop,
        stand=Stand(afgerond=True, sinds=datum(kop.tot)) if kop.afgerond else verslag.stand(kop.id, gemeente),
        trede=next((trede for trede, own in steps if own == eigenaar), None),
        deelname=deelname_sentence((trede.stap, own.is_gemeente) for trede, own in steps) if steps else "",
        aantal=sum(trede.op_de_ladder for trede, _ in steps),
        nieuws=news[0] if news else None,
        stappen=frozenset(trede.stap for trede, _ in steps),
    )


def _matches(rij: Rij, keuze: Filter) -> bool:
    return (
        keuze.thema in ("", address_of(rij.project.thema))
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


def _keuzes(blik: Blik, keuze: Filter) -> tuple[tuple[str, tuple[Keuze, ...]], ...]:
    return (
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
