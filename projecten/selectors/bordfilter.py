"""The board as one wants to see it: by theme line, gemeente, state and person, for the screen and for the file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from koers.lib.keuze import Adreskeuze
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD
from projecten.selectors.plicht import REDACTEUR, Bord, Groep, Kenmerk, Plicht

NIEMAND = "niemand"
ZONDER_CONTACT = "zonder-contact"
STATEN = {
    "ontbreekt": "nog niet binnen",
    "niet-begonnen": "niet begonnen",
    CONCEPT: "concept",
    TERUGGESTUURD: "teruggestuurd",
    HEROPEND: "heropend",
    INGEDIEND: "wacht op de redacteur",
    GOEDGEKEURD: "goedgekeurd",
    "te-laat": "te laat",
    ZONDER_CONTACT: "zonder contact",
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


def has_state(kenmerk: Kenmerk, staat: str) -> bool:
    """Whether it belongs under one of STATEN."""
    return {
        "ontbreekt": not kenmerk.is_binnen,
        "niet-begonnen": kenmerk.staat == NIEUW,
        "te-laat": kenmerk.te_laat,
        ZONDER_CONTACT: not kenmerk.is_binnen and not kenmerk.contact,
    }.get(staat, kenmerk.staat == staat)


@dataclass(frozen=True)
class BordFilter(Adreskeuze):
    """What of a board one wants to see; all of it stands in the address. `wie`: who it waits for, by number. `blad`:
    which page of a long list; any other choice begins at the first."""

    WOORDEN = {"thema": "themalijn"}

    thema: str = ""
    gemeente: str = ""
    staat: str = ""
    wie: str = ""
    blad: str = ""

    def matches(self, groep: Groep, plicht: Plicht) -> bool:
        return (
            self.thema in ("", groep.slug)
            and self.gemeente in ("", plicht.gemeente)
            and (not self.staat or has_state(plicht.kenmerk, self.staat))
            and (not self.wie or self.wie in waits_for(plicht))
        )

    def matches_kind(self, kenmerk: Kenmerk) -> bool:
        """As `matches`, of a group and for who it waits for as far as that is no person."""
        return (not self.staat or has_state(kenmerk, self.staat)) and (not self.wie or self.wie == turn_of(kenmerk))

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


def turn_of(kenmerk: Kenmerk) -> str:
    """As `waits_for`, without who: the redacteur, nobody at all, or "" (a person, or it is approved)."""
    if kenmerk.staat == INGEDIEND:
        return "redacteur"
    return "" if kenmerk.gegeven or kenmerk.staat == GOEDGEKEURD else NIEMAND


def as_rows(bord: Bord) -> list[tuple[str, ...]]:
    """The rows as the file has them, under KOP: the same obligations in the same order as on the screen."""
    return [
        (
            groep.naam,
            plicht.naam,
            gemeente_name(plicht) if plicht.gemeente else "",
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


def gemeente_name(plicht: Plicht) -> str:
    """Of the gemeente that owes it, or whose local project does."""
    own = plicht.regels[0].onderwerp
    return str(own.gemeente or (own.project and own.project.gemeente))
