"""The description of the API as a page shows it: the same facts as openapi.json, in the order one reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from koers.toegang.api.probleem import SOORTEN, Soort

METHODS = ("get", "post", "put")


@dataclass(frozen=True)
class Parameter:
    """What can be asked: its name, where it goes, what it is, and what values there are."""

    naam: str
    waar: str
    uitleg: str
    waarden: str
    verplicht: bool


@dataclass(frozen=True)
class Veld:
    """A field of an answer."""

    naam: str
    soort: str
    uitleg: str


@dataclass(frozen=True)
class Deur:
    """One address with one method."""

    anker: str
    methode: str
    pad: str
    titel: str
    uitleg: str
    openbaar: bool
    parameters: tuple[Parameter, ...]
    velden: tuple[Veld, ...]
    inhoud: str
    antwoord: str
    fouten: tuple[Soort, ...]


@dataclass(frozen=True)
class Groep:
    """The doors of one subject."""

    naam: str
    deuren: tuple[Deur, ...]


@dataclass(frozen=True)
class Beschrijving:
    """The page."""

    versie: str
    uitleg: str
    groepen: tuple[Groep, ...]
    problemen: tuple[Soort, ...]


WAAR = {"query": "in de vraag", "path": "in het adres", "header": "in de kop"}


def as_page(schema: dict[str, Any]) -> Beschrijving:
    """Everything the page shows."""
    doors: dict[str, list[Deur]] = {tag["name"]: [] for tag in schema["tags"]}
    base = schema["servers"][0]["url"]
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                doors[methods[method]["tags"][0]].append(
                    _door(schema, f"{base}{path}".rstrip("/"), method, methods[method])
                )
    return Beschrijving(
        versie=schema["info"]["version"],
        uitleg=schema["info"]["description"],
        groepen=tuple(Groep(name, tuple(own)) for name, own in doors.items()),
        problemen=tuple(SOORTEN.values()),
    )


def _door(schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Deur:
    done = next(response for status, response in operation["responses"].items() if status.startswith("2"))
    content = done.get("content", {}).get("application/json", {})
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Deur(
        anker=operation["operationId"],
        methode=method.upper(),
        pad=path,
        titel=operation["summary"],
        uitleg=operation.get("description", ""),
        openbaar={} in operation["security"],
        parameters=tuple(_parameter(item) for item in operation.get("parameters", ())),
        velden=tuple(_fields(schema, content.get("schema", {}))),
        inhoud=_example(body),
        antwoord=_example(content),
        fouten=tuple(soort for soort in SOORTEN.values() if str(soort.status) in operation["responses"]),
    )


def _parameter(item: dict[str, Any]) -> Parameter:
    schema = item["schema"]
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return Parameter(
        naam=item["name"],
        waar=WAAR[item["in"]],
        uitleg=item.get("description", ""),
        waarden=", ".join(map(str, values)),
        verplicht=item.get("required", False),
    )


def _example(content: dict[str, Any]) -> str:
    found = next(iter(content.get("examples", {}).values()), None)
    return json.dumps(found["value"], ensure_ascii=False, indent=2) if found else ""


def _fields(schema: dict[str, Any], shape: dict[str, Any]) -> Iterator[Veld]:
    """The fields of the thing itself; of a list those of one item."""
    shape = _resolve(schema, shape)
    items = shape.get("properties", {}).get("items")
    if items and "links" in shape["properties"]:
        shape = _resolve(schema, items["items"])
    for name, field in shape.get("properties", {}).items():
        yield Veld(name, _kind(schema, field), field.get("description", ""))


def _resolve(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in shape:
        found: dict[str, Any] = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
        return found
    return shape


KINDS = {
    "string": "tekst",
    "integer": "getal",
    "boolean": "ja of nee",
    "array": "lijst",
    "object": "samengesteld",
    "null": "leeg",
}
FORMATS = {"date": "dag", "date-time": "moment", "uri-reference": "adres"}


def _kind(schema: dict[str, Any], field: dict[str, Any]) -> str:
    """What a field is, in words: "dag of leeg", "groen, oranje of rood"."""
    options = field.get("oneOf") or field.get("anyOf") or field.get("allOf")
    if options:
        words = [_kind(schema, option) for option in options]
        return " of ".join(dict.fromkeys(words))
    field = _resolve(schema, field)
    if "enum" in field:
        return ", ".join("leeg" if value is None else str(value) for value in field["enum"])
    types = field.get("type", "object")
    kinds = types if isinstance(types, list) else [types]
    return " of ".join(
        FORMATS.get(field.get("format", ""), KINDS[kind]) if kind == "string" else KINDS[kind] for kind in kinds
    )
