"""The board as one wants to see it: by theme line, gemeente, state and person, for the screen and for the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD
from projecten.selectors.plicht import REDACTEUR, Bord, Groep, Plicht

NIEMAND = "niemand"
STATEN = {
    "ontbreekt": "nog niet binnen",
    "niet-begonnen": "niet begonnen",
    CONCEPT: "concept",
    TERUGGESTUURD: "teruggestuurd",
    HEROPEND: "heropend",
    INGEDIEND: "wacht op de redacteur",
    GOEDGEKEURD: "goedgekeurd",
    "te-laat": "te laat",
    "zonder-contact": "zonder contact",
}
# The columns of the overview: heading and the state that its number links to.
KOLOMMEN = (
    ("Goedgekeurd", GOEDGEKEURD),
    ("Wacht op redacteur", INGEDIEND),
    ("Teruggestuurd", TERUGGESTUURD),
    ("Niet begonnen", "niet-begonnen"),
    ("Te laat", "te-laat"),
)
KOP = ("Onderdeel", "Waarover", "Gemeente", "Van wie", "Stand", "Te laat", "Wacht op", "Sinds", "Op tijd tot en met")


def has_state(plicht: Plicht, staat: str) -> bool:
    """Whether it belongs under one of STATEN."""
    return {
        "ontbreekt": not plicht.is_binnen,
        "niet-begonnen": plicht.staat == NIEUW,
        "te-laat": plicht.te_laat,
        "zonder-contact": not plicht.is_binnen and not plicht.contacten,
    }.get(staat, plicht.staat == staat)


@dataclass(frozen=True)
class BordFilter(Adreskeuze):
    """What of a board one wants to see; all of it stands in the address. `wie`: who it waits for, by number."""

    WOORDEN = {"thema": "themalijn"}

    thema: str = ""
    gemeente: str = ""
    staat: str = ""
    wie: str = ""

    def matches(self, groep: Groep, plicht: Plicht) -> bool:
        return (
            self.thema in ("", groep.slug)
            and self.gemeente in ("", plicht.gemeente)
            and (not self.staat or has_state(plicht, self.staat))
            and (not self.wie or self.wie in waits_for(plicht))
        )

    def apply(self, bord: Bord) -> Bord:
        """The same board with only what matches."""
        groepen = [
            replace(groep, plichten=tuple(plicht for plicht in groep.plichten if self.matches(groep, plicht)))
            for groep in bord.groepen
        ]
        return replace(bord, groepen=tuple(groep for groep in groepen if groep.plichten))


def waits_for(plicht: Plicht) -> set[str]:
    """Whose turn it is, as an address says it: numbers of people, the redacteur, or nobody at all."""
    if not plicht.wacht_op:
        return set() if plicht.staat == GOEDGEKEURD else {NIEMAND}
    return {"redacteur"} if plicht.wacht_op == (REDACTEUR,) else {str(pk) for pk in plicht.wie_ids}


@dataclass(frozen=True)
class Overzicht:
    """One row of the overview: a theme line, the gemeenten or the rubrieken, with a number and an address a column."""

    groep: Groep
    url: str
    getallen: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class BordBlad:
    """The page: the whole board, what is chosen of it, and what can be chosen."""

    bord: Bord
    getoond: Bord
    filter: BordFilter
    overzicht: tuple[Overzicht, ...]
    staten: tuple[Keuze, ...]
    themas: tuple[Keuze, ...]
    gemeenten: tuple[Keuze, ...]
    mensen: tuple[Keuze, ...]


def load_blad(bord: Bord, params: Mapping[str, str]) -> BordBlad:
    """Of a board that was read; no query of its own. OngeldigeVraag for a choice that does not exist."""
    choices = {
        "thema": {groep.slug: groep.naam for groep in bord.groepen},
        "gemeente": {plicht.gemeente: _gemeente(plicht) for plicht in bord.plichten if plicht.gemeente},
        "staat": STATEN,
        "wie": _people(bord),
    }
    keuze = BordFilter.read(params, choices, "Deze keuze van {} bestaat niet in deze ronde. Bekijk de hele ronde.")
    return BordBlad(
        bord=bord,
        getoond=keuze.apply(bord),
        filter=keuze,
        overzicht=tuple(_overview(groep) for groep in bord.groepen),
        staten=keuze.chips("staat", choices["staat"]),
        themas=keuze.chips("thema", choices["thema"]),
        gemeenten=keuze.chips("gemeente", choices["gemeente"]),
        mensen=keuze.chips("wie", choices["wie"]),
    )


def _gemeente(plicht: Plicht) -> str:
    own = plicht.regels[0].onderwerp
    return str(own.gemeente or (own.project and own.project.gemeente))


def _people(bord: Bord) -> dict[str, str]:
    named = {str(pk): naam for plicht in bord.plichten for pk, naam in zip(plicht.ids_op_naam, plicht.wie, strict=True)}
    ordered = dict(sorted(named.items(), key=lambda item: item[1]))
    return {"redacteur": REDACTEUR, NIEMAND: "nog niemand", **ordered}


def _overview(groep: Groep) -> Overzicht:
    found = []
    for kop, staat in KOLOMMEN:
        number = sum(has_state(plicht, staat) for plicht in groep.plichten)
        found.append((kop, number, BordFilter(thema=groep.slug, staat=staat).query() + "#bord"))
    return Overzicht(groep, BordFilter(thema=groep.slug).query() + "#bord", tuple(found))


def as_rows(bord: Bord) -> list[tuple[str, ...]]:
    """The rows as the file has them, under KOP: the same obligations in the same order as on the screen."""
    return [
        (
            groep.naam,
            plicht.naam,
            _gemeente(plicht) if plicht.gemeente else "",
            ", ".join(plicht.wie),
            plicht.staat_woorden,
            "ja" if plicht.te_laat else "nee",
            ", ".join(plicht.wacht_op),
            datum(day_of(plicht.sinds)) if plicht.sinds else "",
            datum(plicht.termijn.tot),
        )
        for groep in bord.groepen
        for plicht in groep.plichten
    ]
