"""Reading the data files: TOML beside this module, each row with its herkomst and vindplaats."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Model

from koers.lib.klok import AMSTERDAM

DATA = Path(__file__).resolve().parent / "data"
Rij = Mapping[str, Any]


@cache
def read(name: str) -> dict[str, Any]:
    """The contents of one data file, by name without suffix."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fingerprint(*names: str) -> str:
    """Twelve hex digits that change when one of these files does."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((DATA / f"{name}.toml").read_bytes())
    return digest.hexdigest()[:12]


def origin(rij: Rij, *hoger: Rij) -> dict[str, Any]:
    """herkomst and vindplaats of a row: its own, else those of what it stands in. KeyError when nobody says."""
    return {
        key: next(niveau[key] for niveau in (rij, *hoger, {}) if key in niveau) for key in ("herkomst", "vindplaats")
    }


def fields(rij: Rij, *leave_out: str) -> dict[str, Any]:
    """The row without its origin, without nested tables, and without the keys named."""
    skip = {"herkomst", "vindplaats", *leave_out}
    return {key: value for key, value in rij.items() if key not in skip and not isinstance(value, list | dict)}


def at(day: date, hour: int = 9) -> datetime:
    """A moment of that day in Europe/Amsterdam."""
    return datetime.combine(day, time(hour), AMSTERDAM)


def known(model: type[Model], **key: Any) -> bool:
    """Whether a row with this natural key is already there: then it stays as it is."""
    return model._default_manager.filter(**key).exists()
