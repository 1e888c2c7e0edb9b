"""How the API describes itself (OpenAPI 3.1): what drf-spectacular finds, in the portal's words, with every error."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from koers.toegang.api.filters import DAY, SLUG
from koers.toegang.api.probleem import MEDIA_TYPE, SOORTEN
from koers.toegang.api.views import Lijst

ALWAYS = (400, 401, 403, 405, 406, 413, 429, 500)
WORDS = {200: "Gelukt.", 201: "Gemaakt.", 304: "Niet veranderd sinds de ETag in If-None-Match."}
PATH_PARAMETERS: dict[str, dict[str, Any]] = {
    "slug": {"type": "string", "pattern": SLUG, "maxLength": 120},
    "id": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    "code": {"type": "string", "pattern": r"^20[0-9]{2}(-Q[1-4])?$"},
    "soort": {"type": "string", "enum": ["kwartaalupdate", "jaarverslag"]},
    "periode": {"type": "string", "pattern": r"^20[0-9]{2}(-Q[1-4])?$"},
    "jaar": {"type": "integer", "minimum": 2000, "maximum": 2099},
    "nummer": {"type": "integer", "minimum": 1, "maximum": 32_767},
}
HEADERS = {
    "API-Version": "De volledige versie van de API.",
    "ETag": "De versie van wat u leest, voor If-None-Match en If-Match.",
    "Link": "De bladzijden hiernaast, als in links.",
    "Location": "Waar het gemaakte te lezen is.",
    "Retry-After": "Hoeveel seconden u moet wachten.",
}
PEILDATUM = OpenApiParameter(
    "peildatum",
    description="De dag waarvan u de namen en plaatsen wilt; zonder deze: vandaag.",
    type={"type": "string", "format": "date", "pattern": DAY},
)


class Schema(AutoSchema):
    """What the views say of themselves (koers.toegang.api.views.Api)."""

    view: Any

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, Lijst) and self.method == "GET"

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_summary(self) -> str:
        return str(self.view.titel[self.method.lower()])

    def get_description(self) -> str:  # type: ignore[override]
        return str(self.view.uitleg.get(self.method.lower(), ""))

    def get_operation_id(self) -> str:
        parts = [part for part in self.path.removeprefix("/api/v1").strip("/").split("/") if part]
        words = [part.strip("{}") if part.startswith("{") else part for part in parts] or ["begin"]
        verb = "list" if self._is_list_view() else {"GET": "read", "POST": "create", "PUT": "update"}[self.method]
        return "-".join([verb, *words])

    def get_auth(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_auth()  # type: ignore[no-untyped-call]
        return [{}, *found] if self.view.openbaar else found

    def get_override_parameters(self) -> list[Any]:
        found: list[Any] = list(self.view.headers_read.get(self.method.lower(), ()))
        if self.method == "GET" and "peildatum" in self.view.params:
            found.append(PEILDATUM)
        if self.method == "GET" and self.view.serializer_class is not None:
            found.append(_fields_parameter(list(self.view.get_serializer_class()().fields)))
        return found

    def get_filter_backends(self) -> list[Any]:
        return super().get_filter_backends() if self._is_list_view() else []  # type: ignore[no-untyped-call, no-any-return]


def _fields_parameter(names: list[str]) -> OpenApiParameter:
    return OpenApiParameter(
        "fields",
        description="Alleen deze velden, met komma's ertussen.",
        type={"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1},
        style="form",
        explode=False,
    )


def finish(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Postprocessing: bounds of what stands in addresses, the errors, and the headers of every answer."""
    schemas = result["components"]["schemas"]
    schemas |= OWN
    for methods in result["paths"].values():
        for method, operation in methods.items():
            _operation(method, operation)
    tags = dict.fromkeys(tag for methods in result["paths"].values() for op in methods.values() for tag in op["tags"])
    result["tags"] = [{"name": tag} for tag in tags]
    for name in _read_by_fields(result):
        schemas[name].pop("required", None)
    for name, schema in schemas.items():
        if name not in OWN:
            # The docstring of a serializer is for who reads the code.
            schema.pop("description", None)
        if schema.get("type") == "object":
            schema.setdefault("additionalProperties", False)
    return _without_marks(result)


def _read_by_fields(result: dict[str, Any]) -> set[str]:
    """The things that can be read with `fields`: whatever is not asked for is then absent."""
    found = set()
    for methods in result["paths"].values():
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        items = result["components"]["schemas"].get(name, {}).get("properties", {}).get("items", {})
        found.add(items["items"]["$ref"].rsplit("/", 1)[-1] if "items" in items else name)
    return found - {""}


def _without_marks(part: Any) -> Any:
    """Without what drf-spectacular leaves behind for itself."""
    if isinstance(part, dict):
        return {key: _without_marks(value) for key, value in part.items() if key != "x-spec-enum-id"}
    return [_without_marks(value) for value in part] if isinstance(part, list) else part


def _operation(method: str, operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["schema"] = PATH_PARAMETERS[parameter["name"]]
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    responses = operation["responses"]
    for status, response in list(responses.items()):
        response["description"] = response.get("description") or WORDS[int(status)]
        paged = method == "get" and operation["operationId"].startswith("list-")
        own = {"ETag", *(["Link"] if paged else []), *(["Location"] if status == "201" else [])}
        response["headers"] = _headers("API-Version", *sorted(own))
    if method == "get":
        responses["304"] = {"description": WORDS[304], "headers": _headers("API-Version", "ETag")}
    for status in _possible(method, operation):
        responses[str(status)] = _error(status)
    operation["responses"] = dict(sorted(responses.items()))


def _possible(method: str, operation: dict[str, Any]) -> list[int]:
    """The errors that this operation may answer with."""
    places = {(parameter["in"], parameter["name"]) for parameter in operation.get("parameters", ())}
    found = list(ALWAYS)
    if any(place == "path" for place, _ in places):
        found.append(404)
    if method != "get":
        found += [415, 422, *((412, 428) if ("header", "If-Match") in places else (409,))]
    if operation["operationId"].endswith("-bestand"):
        found.append(503)
    return found


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}


def _error(status: int) -> dict[str, Any]:
    kinds = [soort for soort in SOORTEN.values() if soort.status == status]
    return {
        "description": " Of: ".join(f"{soort.titel}. {soort.uitleg}" for soort in kinds),
        "headers": _headers("API-Version", *(["Retry-After"] if status == 429 else [])),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Probleem"},
                "examples": {
                    soort.naam: {
                        "value": {
                            "type": soort.type,
                            "title": soort.titel,
                            "status": status,
                            "detail": soort.uitleg,
                            "instance": "/api/v1/projecten",
                        }
                    }
                    for soort in kinds
                },
            }
        },
    }


_TEXT = {"type": "string"}
PROBLEEM: dict[str, Any] = {
    "type": "object",
    "description": "Een fout (RFC 9457). `type` verandert nooit; `detail` zegt wat er hier aan de hand is.",
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "enum": [soort.type for soort in SOORTEN.values()]},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT,
        "instance": {"type": "string", "description": "het adres waarop dit gebeurde"},
        "fouten": {
            "type": "array",
            "description": "wat er per veld aan schort",
            "items": {
                "type": "object",
                "required": ["veld", "tekst"],
                "additionalProperties": False,
                "properties": {"veld": _TEXT, "tekst": _TEXT},
            },
        },
        "uw_tekst": {"description": "bij een botsing: wat u stuurde", "type": "object"},
        "andere_tekst": {"description": "bij een botsing: wat er nu staat", "type": "object"},
        "etag": {"type": "string", "description": "bij een botsing: de versie van nu, voor If-Match"},
    },
}
BLADLINKS: dict[str, Any] = {
    "type": "object",
    "required": ["self"],
    "additionalProperties": False,
    "properties": {
        "self": {"type": "string", "format": "uri-reference", "description": "deze bladzijde"},
        "next": {"type": "string", "format": "uri-reference", "description": "de volgende, als die er is"},
        "prev": {"type": "string", "format": "uri-reference", "description": "de vorige, als die er is"},
    },
}
OWN = {"Probleem": PROBLEEM, "Bladlinks": BLADLINKS}
