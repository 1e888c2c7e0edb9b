"""The date of a promise: as a person writes it, as a text names it, and no more exact than its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from koers.lib.kwartaal import Kwartaal
from koers.lib.notatie import datum
from projecten.rules.wanneer import when

DAG, MAAND, KWARTAAL = "dag", "maand", "kwartaal"
MAX_WANNEER = 40
HALFJAAR = timedelta(days=184)

_MAANDEN = tuple(datum(date(2026, maand, 1)).split()[1] for maand in range(1, 13))
_RANG = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}
_SEIZOEN = {"voorjaar": 2, "lente": 2, "zomer": 3, "najaar": 4, "herfst": 4}
_JAARDEEL = {"begin": 1, "medio": 3, "eind": 4}
_WOORDEN = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)
    | (?P<isokwartaal>\d{{4}})-q(?P<isonummer>[1-4])
    | (?P<d>\d{{1,2}})-(?P<m>\d{{1,2}})-(?P<dmjaar>\d{{4}})
    | (?:(?P<dag>\d{{1,2}})\s+|(?:begin|half|medio|eind)\s+)?
      (?P<maand>{"|".join(_MAANDEN)})(?:\s+(?P<maandjaar>\d{{4}}))?
    | (?:q(?P<q>[1-4])|(?P<rang>{"|".join(_RANG)})\s+kwartaal)(?:(?:\s+van)?\s+(?P<kwartaaljaar>\d{{4}}))?
    | (?P<seizoen>{"|".join(_SEIZOEN)})(?:(?:\s+van)?\s+(?P<seizoenjaar>\d{{4}}))?
    | (?P<jaardeel>{"|".join(_JAARDEEL)})\s+(?P<deeljaar>\d{{4}})
    | (?P<volgend>volgend\s+kwartaal)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

_CODE = re.compile(r"\d{4}-")


@dataclass(frozen=True, order=True)
class Tijdstip:
    """A day, a month or a quarter; `begin` is its first day."""

    begin: date
    precisie: str

    @property
    def eind(self) -> date:
        """Its last day."""
        if self.precisie == DAG:
            return self.begin
        if self.precisie == KWARTAAL:
            return Kwartaal.of(self.begin).eind
        return (self.begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def code(self) -> str:
        """As it is stored: 2026-06-01, 2026-06 or 2026-Q2."""
        if self.precisie == KWARTAAL:
            return Kwartaal.of(self.begin).code
        return self.begin.isoformat() if self.precisie == DAG else f"{self.begin:%Y-%m}"

    def __str__(self) -> str:
        return when(self.begin, self.precisie)


@dataclass(frozen=True)
class _Genoemd:
    """A period that words name, in a year of its own or (None) in any."""

    precisie: str
    jaar: int | None
    maand: int
    dag: int = 1

    def after(self, day: date) -> Tijdstip | None:
        """That of its own year, or else the first that ends on this day or later; None for a day that is not one."""
        jaren = (self.jaar,) if self.jaar else range(day.year, day.year + 9)
        for jaar in jaren:
            try:
                found = Tijdstip(date(jaar, self.maand, self.dag), self.precisie)
            except ValueError:
                continue
            if 2000 <= jaar < 2100 and (self.jaar or found.eind >= day):
                return found
        return None


def read(text: str, eind: date) -> Tijdstip | None:
    """When a person means by these words in the ronde that ends on this day: "juni", "1 juni 2026", "Q3", "2026-06".

    Without a year the first that is not over when the ronde ends. None when the words are no day, month or quarter, or
    one that was over before the last quarter of the ronde.
    """
    words = re.sub(
        r"^(?:(?:in|op|voor|per|vanaf|uiterlijk|het|de)\s+)+", "", " ".join(text.split()), flags=re.IGNORECASE
    )
    match = _WOORDEN.fullmatch(words)
    genoemd = _named(match, eind) if match else None
    found = genoemd.after(eind) if genoemd else None
    return found if found and found.eind >= Kwartaal.of(eind).begin else None


def settled(text: str, eind: date) -> str:
    """The code of what a person typed; what cannot be read stays as typed, so that nothing is lost."""
    found = read(text, eind)
    return found.code if found else text.strip()


def parse(code: str) -> Tijdstip | None:
    """Back from what `settled` made of it; None for words that could not be read."""
    match = _WOORDEN.fullmatch(code) if _CODE.match(code) else None
    genoemd = _named(match, date.max) if match else None
    return genoemd.after(date.max) if genoemd else None


def said(code: str) -> str:
    """In words: "juni 2026"; what could not be read as it was typed."""
    found = parse(code)
    return str(found) if found else code


def propose(tekst: str, begin: date, eind: date) -> Tijdstip | None:
    """The first day, month or quarter after the ronde (its first and last day) that a text of it names.

    Without a year only what comes within half a year of the ronde: news tells of months gone by, too.
    """
    for genoemd in _mentions(tekst, eind):
        found = genoemd.after(eind + timedelta(days=1))
        if found is None or found.eind <= eind:
            continue
        if genoemd.jaar is None and (_is_within(genoemd, begin, eind) or found.begin > eind + HALFJAAR):
            continue
        if found.begin.year <= eind.year + 10:
            return found
    return None


def _is_within(genoemd: _Genoemd, begin: date, eind: date) -> bool:
    """Whether the ronde itself has a period of that name: then that is what its news is about."""
    own = genoemd.after(begin)
    return own is not None and own.eind <= eind


def _mentions(tekst: str, eind: date) -> Iterator[_Genoemd]:
    for match in _WOORDEN.finditer(tekst):
        if genoemd := _named(match, eind):
            yield genoemd


def _named(match: re.Match[str], eind: date) -> _Genoemd | None:
    part = {name: value.casefold() for name, value in match.groupdict().items() if value}

    def jaar(name: str) -> int | None:
        return int(part[name]) if name in part else None

    if "iso" in part:
        whole = [int(number) for number in part["iso"].split("-")]
        return _Genoemd(MAAND, whole[0], whole[1]) if len(whole) == 2 else _Genoemd(DAG, whole[0], whole[1], whole[2])
    if "d" in part:
        return _Genoemd(DAG, jaar("dmjaar"), int(part["m"]), int(part["d"]))
    if "maand" in part:
        maand = _MAANDEN.index(part["maand"]) + 1
        dag = int(part.get("dag", 1))
        return _Genoemd(DAG if "dag" in part else MAAND, jaar("maandjaar"), maand, dag)
    if "volgend" in part:
        volgende = Kwartaal.of(eind).volgende
        return _Genoemd(KWARTAAL, volgende.jaar, volgende.begin.month)
    if "isokwartaal" in part:
        return _Genoemd(KWARTAAL, jaar("isokwartaal"), 3 * int(part["isonummer"]) - 2)
    nummer, year = _quarter(part)
    return _Genoemd(KWARTAAL, jaar(year), 3 * nummer - 2)


def _quarter(part: dict[str, str]) -> tuple[int, str]:
    """The number of the quarter, and the name of the part that has its year."""
    if "seizoen" in part:
        return _SEIZOEN[part["seizoen"]], "seizoenjaar"
    if "jaardeel" in part:
        return _JAARDEEL[part["jaardeel"]], "deeljaar"
    return int(part["q"]) if "q" in part else _RANG[part["rang"]], "kwartaaljaar"
