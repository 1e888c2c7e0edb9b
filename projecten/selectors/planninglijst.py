"""The milestones and the risks of all projects on a day: for each one filter, for the screen and for the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.peildatum import Blik
from projecten.rules.planning import GEHAALD
from projecten.selectors.planning import MijlpaalRegel, RisicoRegel, ahead_first, load_mijlpalen, load_risicos
from projecten.selectors.project import ProjectKop, load_projecten

STANDEN = {"te-laat": "te laat", "gepland": "gepland", "gehaald": "gehaald", "vervallen": "vervallen"}
RISICOSTANDEN = {"bekijken": "nu te bekijken", "open": "open", "gesloten": "gesloten"}
ZWAARTES = {"hoog": "hoog", "middel": "middel", "laag": "laag", "niet-gewogen": "niet gewogen"}
JA = {"ja": "verschoven"}
KOP_MIJLPALEN = (
    *("Project", "Themalijn", "Mijlpaal", "Gepland voor", "Uiterlijk", "Staat", "Gehaald op", "Houder"),
    *("Keren verschoven", "Eerst gepland voor", "Herkomst"),
)
KOP_RISICOS = (
    *("Project", "Themalijn", "Risico", "Staat", "Sinds", "Kans", "Gevolg", "Zwaarte", "Maatregel"),
    *("Opnieuw bekijken op", "Houder", "Wat ervan kwam", "Herkomst"),
)


@dataclass(frozen=True)
class MijlpaalRij:
    """A milestone with its project under the name of that day."""

    regel: MijlpaalRegel
    project: ProjectKop

    @property
    def moves(self) -> list[str]:
        """What it was moved from each time, the first first."""
        return [turn.was for turn in self.regel.wendingen if turn.was]


@dataclass(frozen=True)
class RisicoRij:
    """A risk with its project under the name of that day."""

    regel: RisicoRegel
    project: ProjectKop

    @property
    def uitkomst(self) -> str:
        """What came of one that is closed."""
        return self.regel.wendingen[-1].reden if not self.regel.is_open and self.regel.wendingen else ""


@dataclass(frozen=True)
class MijlpaalFilter(Adreskeuze):
    """What of the milestones one wants to see."""

    staat: str = ""
    thema: str = ""
    verschoven: str = ""

    def matches(self, rij: MijlpaalRij) -> bool:
        return (
            self.staat in ("", rij.regel.keuze)
            and self.thema in ("", rij.project.thema.slug)
            and (not self.verschoven or bool(rij.moves))
        )


@dataclass(frozen=True)
class RisicoFilter(Adreskeuze):
    """What of the risks one wants to see. `bekijken`: open, and the day to look at it is here or over."""

    staat: str = ""
    zwaarte: str = ""
    thema: str = ""

    def matches(self, rij: RisicoRij) -> bool:
        regel = rij.regel
        return (
            (regel.is_due if self.staat == "bekijken" else self.staat in ("", regel.staat))
            and self.zwaarte in ("", regel.zwaarte.replace(" ", "-"))
            and self.thema in ("", rij.project.thema.slug)
        )


@dataclass(frozen=True)
class Lijst:
    """The page: what is chosen, what can be chosen, the rows. `aandacht`: of all, how many are late or due."""

    filter: MijlpaalFilter | RisicoFilter
    rijen: tuple[Any, ...]
    totaal: int
    aandacht: int
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    query: str


def load_mijlpalenlijst(blik: Blik, params: Mapping[str, str]) -> Lijst:
    """Planned ones first, the first due first. Four queries. OngeldigeVraag for a choice that does not exist."""
    koppen = _koppen(blik)
    regels = [regel for regel in ahead_first(load_mijlpalen(blik)) if regel.project_id in koppen]
    rijen = [MijlpaalRij(regel, koppen[regel.project_id]) for regel in regels]
    options: dict[str, dict[str, str]] = {"staat": STANDEN, "verschoven": JA, "thema": _themas(rijen)}
    keuze = MijlpaalFilter.read(params, options, "Deze keuze is er niet. Bekijk alle mijlpalen.")
    late = sum(rij.regel.te_laat for rij in rijen)
    return _lijst(
        blik, keuze, rijen, late, options, ("Stand", "staat"), ("Datum", "verschoven"), ("Themalijn", "thema")
    )


def load_risicolijst(blik: Blik, params: Mapping[str, str]) -> Lijst:
    """Open ones first, the heaviest first. Four queries. OngeldigeVraag for a choice that does not exist."""
    koppen = _koppen(blik)
    regels = [regel for regel in load_risicos(blik) if regel.project_id in koppen]
    rijen = [RisicoRij(regel, koppen[regel.project_id]) for regel in regels]
    options: dict[str, dict[str, str]] = {"staat": RISICOSTANDEN, "zwaarte": ZWAARTES, "thema": _themas(rijen)}
    keuze = RisicoFilter.read(params, options, "Deze keuze is er niet. Bekijk alle risico's.")
    due = sum(rij.regel.is_due for rij in rijen)
    return _lijst(blik, keuze, rijen, due, options, ("Stand", "staat"), ("Zwaarte", "zwaarte"), ("Themalijn", "thema"))


def mijlpalen_as_rows(rijen: Iterable[MijlpaalRij]) -> list[tuple[object, ...]]:
    """The rows as the file has them, under KOP_MIJLPALEN."""
    return [
        (
            rij.project.naam,
            rij.project.thema.naam,
            rij.regel.naam,
            rij.regel.wanneer,
            rij.regel.laatste,
            STANDEN[rij.regel.keuze],
            rij.regel.gehaald_op if rij.regel.staat == GEHAALD else None,
            rij.regel.houder,
            len(rij.moves),
            rij.moves[0] if rij.moves else None,
            rij.regel.herkomst,
        )
        for rij in rijen
    ]


def risicos_as_rows(rijen: Iterable[RisicoRij]) -> list[tuple[object, ...]]:
    """The rows as the file has them, under KOP_RISICOS."""
    return [
        (
            rij.project.naam,
            rij.project.thema.naam,
            rij.regel.naam,
            rij.regel.staat,
            rij.regel.sinds,
            rij.regel.kans,
            rij.regel.gevolg,
            rij.regel.zwaarte,
            rij.regel.maatregel,
            rij.regel.bekijk_op,
            rij.regel.houder,
            rij.uitkomst,
            rij.regel.herkomst,
        )
        for rij in rijen
    ]


def _koppen(blik: Blik) -> dict[int, ProjectKop]:
    return {kop.id: kop for kop in load_projecten(blik, alle=True)}


def _themas(rijen: Iterable[MijlpaalRij | RisicoRij]) -> dict[str, str]:
    themas = sorted({(rij.project.thema.volgorde, rij.project.thema.slug, rij.project.thema.naam) for rij in rijen})
    return {slug: naam for _, slug, naam in themas if slug}


def _lijst(
    blik: Blik,
    keuze: Any,
    rijen: Sequence[Any],
    aandacht: int,
    options: Mapping[str, Mapping[str, str]],
    *koppen: tuple[str, str],
) -> Lijst:
    return Lijst(
        filter=keuze,
        rijen=tuple(rij for rij in rijen if keuze.matches(rij)),
        totaal=len(rijen),
        aandacht=aandacht,
        keuzes=tuple((kop, keuze.chips(name, options[name], blik)) for kop, name in koppen),
        query=keuze.query(blik),
    )
