"""Facts of a document: frozen values and their lossless, canonical JSON, the form in which adoption freezes them."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Protocol

from rapportage.documents.fouten import DocumentFout

VORM = 1  # of the JSON; raise it when a field changes meaning
LATER = {"later": True}  # of a field that what was frozen before does not have: it gets its default


@dataclass(frozen=True, slots=True)
class Feit:
    """A sentence or value as it is printed, with where it comes from (bron, afgeleid, aanname, fictief)."""

    tekst: str
    herkomst: str = "bron"
    vindplaats: str = ""


@dataclass(frozen=True, slots=True)
class Bedrag:
    """An amount in euros, exact to the cent; None where the source gives none."""

    waarde: Decimal | None
    herkomst: str = "bron"
    vindplaats: str = ""


@dataclass(frozen=True, slots=True)
class Kerncijfer:
    """A figure set large: value with unit, what it says, its anchor, sign 0 to 4, and the bare value for a bar."""

    waarde: str
    wat: str
    herkomst: str = "bron"
    vindplaats: str = ""
    anker: str = ""
    teken: int = 0
    maat: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """The words of a link and its address; an unknown address is empty."""

    tekst: str
    adres: str = ""


@dataclass(frozen=True, slots=True)
class Uitgave:
    """Status and version as printed on every page; *stand* is the moment of the youngest fact, never the clock."""

    status: str
    regel: str
    versie: int
    stand: datetime


class Feiten(Protocol):
    """What every document can say of itself."""

    SOORT: typing.ClassVar[str]

    @property
    def uitgave(self) -> Uitgave: ...

    @property
    def documentnaam(self) -> str: ...


def facts_to_json(feiten: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals as strings, dates ISO 8601. Equal facts give equal text."""
    envelope = {"soort": feiten.SOORT, "vorm": VORM, "feiten": _encode(feiten)}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_from_json(text: str | dict[str, Any]) -> Any:
    """The facts that facts_to_json wrote, as text or parsed; DocumentFout when it is anything else."""
    try:
        envelope = json.loads(text) if isinstance(text, str) else text
        if envelope["vorm"] != VORM:
            raise DocumentFout(f"Deze momentopname heeft vorm {envelope['vorm']}; dit programma leest vorm {VORM}.")
        return _decode(_kinds()[envelope["soort"]], envelope["feiten"], "feiten")
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise DocumentFout(f"Deze momentopname is geen document van Koers: {error}") from error


@cache
def _kinds() -> dict[str, type]:
    from rapportage.documents.jaarverslag import JaarverslagFeiten
    from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

    return {kind.SOORT: kind for kind in (KwartaalupdateFeiten, JaarverslagFeiten)}


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"a fact can't be of type {type(value).__name__}: {value!r}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def _later(kind: Any) -> frozenset[str]:
    """Fields that came after the first adoptions: what was frozen before them has them at their default."""
    return frozenset(field.name for field in dataclasses.fields(kind) if field.metadata.get("later"))


def _decode(kind: Any, value: Any, place: str) -> Any:
    if dataclasses.is_dataclass(kind):
        shape = typing.cast(type, kind)
        hints = _hints(shape)
        if not isinstance(value, dict) or not set(hints) - _later(shape) <= set(value) <= set(hints):
            raise ValueError(f"{place}: andere velden dan verwacht")
        return shape(**{name: _decode(hints[name], item, f"{place}.{name}") for name, item in value.items()})
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place}: geen rij")
        return tuple(_decode(typing.get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value))
    if isinstance(kind, types.UnionType):
        inner = next(arm for arm in typing.get_args(kind) if arm is not types.NoneType)
        return None if value is None else _decode(inner, value, place)
    return _decode_plain(kind, value, place)


def _decode_plain(kind: Any, value: Any, place: str) -> Any:
    if kind is Decimal and isinstance(value, str):
        return Decimal(value)
    if kind in (date, datetime) and isinstance(value, str):
        return kind.fromisoformat(value)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ValueError(f"{place}: {value!r} is geen {getattr(kind, '__name__', kind)}")
