"""What of a workbook Koers seals, so that it knows what comes back: of which project and ronde, which row is which, and
what was read from it between trying and keeping it.

A seal has no age: the ronde says until when a workbook is of use, and `was` whether another entered something since.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

SALT = "projecten.werkmap"


class Verbroken(Exception):
    """Not sealed by this Koers, or changed since, or sealed for something else."""


@dataclass(frozen=True)
class Rijzegel:
    """Which cell of the grid a row is, what it is called, and what stood in it when the workbook was made."""

    indicator: int
    eigenaar: int
    soort: str
    naam: str
    eigenaar_naam: str
    was: str


@dataclass(frozen=True)
class Boekzegel:
    """Of which project and ronde a workbook is, by number and in words."""

    project: int
    ronde: int
    naam: str
    over: str


def seal_boek(boek: Boekzegel) -> str:
    return _seal(asdict(boek), "boek")


def open_boek(text: str) -> Boekzegel:
    """Verbroken when it is no seal of a workbook."""
    return Boekzegel(**_open(text, "boek"))


def seal_rij(rij: Rijzegel, boek: Boekzegel) -> str:
    """Of use in workbooks of that project and ronde only."""
    return _seal(list(asdict(rij).values()), "rij", boek.project, boek.ronde)


def open_rij(text: str, boek: Boekzegel) -> Rijzegel:
    """Verbroken when it is no row of that project and ronde."""
    return Rijzegel(*_open(text, "rij", boek.project, boek.ronde))


def seal_proef(wat: Any, *bij: object) -> str:
    """Anything of lists and texts that goes to the page of one person and comes back; `bij` binds it to them."""
    return _seal(wat, "proef", *bij)


def open_proef(text: str, *bij: object) -> Any:
    """Verbroken when it is not what that person was given there."""
    return _open(text, "proef", *bij)


def _seal(wat: Any, *bij: object) -> str:
    return signing.dumps(wat, salt=_salt(bij), compress=True)


def _open(text: str, *bij: object) -> Any:
    try:
        return signing.loads(text, salt=_salt(bij))
    except signing.BadSignature:
        raise Verbroken from None


def _salt(bij: tuple[object, ...]) -> str:
    return ".".join((SALT, *map(str, bij)))
