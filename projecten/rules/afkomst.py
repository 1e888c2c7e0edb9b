"""Where a project comes from: what is printed after "voorheen", and what may follow from what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from koers.lib.notatie import opsomming
from projecten.rules.trede import LADDER

SAMENGEVOEGD, GESPLITST = "samengevoegd", "gesplitst"


@dataclass(frozen=True)
class Voorganger:
    """A project that went on in this one from a day on, under its last name; `zelf`: what this one then was called."""

    soort: str
    vanaf: date
    naam: str
    zelf: str = ""


def voorheen(eerder: str, sinds: date | None, uit: Iterable[Voorganger]) -> str:
    """What follows "voorheen" (domain.md §1): the last that changed counts, a name or where it came from.

    "A en B" of what was merged, itself included when it ran already; "onderdeel van A" of what was split off; else the
    name before this one. "" for what always had one name.
    """
    known = list(uit)
    day = max((item.vanaf for item in known), default=None)
    if day is None or (eerder and sinds is not None and sinds > day):
        return eerder
    last = [item for item in known if item.vanaf == day]
    merged = [item for item in last if item.soort == SAMENGEVOEGD]
    if not merged:
        return f"onderdeel van {opsomming([item.naam for item in last])}"
    names = [item.zelf for item in merged if item.zelf] + [item.naam for item in merged]
    return opsomming(list(dict.fromkeys(names)))


def closes_circle(paren: Iterable[tuple[int, int]], van: int, naar: int) -> bool:
    """Whether `van` already came out of `naar`, by any number of steps; of a project and itself too."""
    verder: dict[int, set[int]] = defaultdict(set)
    for begin, end in paren:
        verder[begin].add(end)
    seen: set[int] = set()
    todo = {naar}
    while todo:
        seen |= todo
        todo = {end for begin in todo for end in verder[begin]} - seen
    return van in seen


def ended_by(tot: date | None, vanaf: date) -> bool:
    """Whether a project that goes on in another from that day ended with it, or ran on beside it."""
    return tot is not None and tot < vanaf


def who_passed_to(erfgenaam: Mapping[int, int], project: int) -> set[int]:
    """Everyone whose heir, or heir's heir, is this project. `erfgenaam` has no circles."""
    found: set[int] = set()
    todo = {project}
    while todo:
        todo = {van for van, naar in erfgenaam.items() if naar in todo} - found
        found |= todo
    return found


def way_of(erfgenaam: Mapping[int, int], gekozen: Mapping[int, int], begin: int) -> list[int]:
    """The projects that one thing passes through: where it was chosen to go (of a project: to which), else the heir."""
    way = [begin]
    while (naar := gekozen.get(way[-1], erfgenaam.get(way[-1]))) is not None and naar not in way:
        way.append(naar)
    return way


def carried_step(treden: Iterable[str], huidig: str = "") -> str:
    """The highest step of the ladder of those that stop, where what goes on has a lower one or none; else ""."""
    rank = {stap: len(LADDER) - plek for plek, stap in enumerate(LADDER)}
    highest = max(treden, key=lambda stap: rank.get(stap, 0), default="")
    return highest if rank.get(highest, 0) > rank.get(huidig, 0) else ""
