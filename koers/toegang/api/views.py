"""A list and one thing of a list: what every door of the API does, so that each resource only says what it reads."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from koers.lib import klok
from koers.toegang.api.bladen import MOST, STANDARD, Blad, links, page_of, read_limit
from koers.toegang.api.probleem import Probleem


class Api(GenericAPIView[Any]):
    """A door: who may come in is declared on it (koers.toegang.rights), which rows there are says `rows`.

    `tag`, `titel` and `uitleg` (per method) are what the description of the API calls it; `params` which questions it
    takes beside `fields` and its filters; `openbaar` whether one gets in without a key.
    """

    http_method_names = ["get", "head"]
    serializer_class: Any = None
    pagination_class: Any = None
    tag: ClassVar[str] = ""
    titel: ClassVar[dict[str, str]] = {}
    uitleg: ClassVar[dict[str, str]] = {}
    params: ClassVar[tuple[str, ...]] = ()
    headers_read: ClassVar[dict[str, tuple[Any, ...]]] = {}
    openbaar: ClassVar[bool] = False

    @property
    def today(self) -> date:
        return klok.today()

    def rows(self) -> Any:
        """The rows that this person may see: a queryset, or of a list that is short by nature the rows themselves.

        None, where a door does not say which: it reads something that is no row.
        """
        return ()

    def get_queryset(self) -> Any:
        model = self.serializer_class and getattr(self.serializer_class, "model", None)
        return model._default_manager.none() if getattr(self, "swagger_fake_view", False) and model else self.rows()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_params(request, self.known_params(request.method or "GET"))

    def known_params(self, method: str) -> set[str]:
        if method not in ("GET", "HEAD"):
            return set()
        filters = getattr(self, "filterset_class", None)
        paged = set(self.pagination_class.params) if self.pagination_class else set()
        own = {"fields"} if self.serializer_class else set()
        return own | paged | set(self.params) | (set(filters.base_filters) if filters else set())

    def represent(self, found: Any, *, many: bool = False) -> Any:
        """As JSON, with no more fields than were asked for."""
        serializer: Any = self.get_serializer(found, many=many)
        child = serializer.child if many else serializer
        for name in set(child.fields) - wanted_fields(self.request, child.fields):
            child.fields.pop(name)
        return serializer.data

    def find(self, **kwargs: Any) -> Any:
        """The row of this address; 404 when it is not there for this person."""
        try:
            return self.rows().get(**kwargs)
        except (ObjectDoesNotExist, ValueError):
            raise Http404 from None


def check_params(request: Request, known: set[str]) -> None:
    """400 for a parameter that is unknown, empty or given twice: it would otherwise be passed over in silence."""
    for name, values in request.query_params.lists():
        if name not in known:
            names = ", ".join(sorted(known)) or "geen"
            raise Probleem("ongeldige-vraag", f"De parameter {name[:40]} kan hier niet. Wel: {names}.")
        if len(values) > 1 or not values[0]:
            raise Probleem("ongeldige-vraag", f"Geef de parameter {name} één keer, met een waarde.")


def wanted_fields(request: Request, fields: Any) -> set[str]:
    """The names in `fields=…`; all of them when it is not given."""
    text = request.query_params.get("fields")
    if text is None or request.method not in ("GET", "HEAD"):
        return set(fields)
    wanted = set(text.split(","))
    if unknown := sorted(wanted - set(fields)):
        raise Probleem("ongeldige-vraag", f"Het veld {unknown[0][:40]} is er niet. Wel: {', '.join(fields)}.")
    return wanted


class Bladen(BasePagination):
    """Keyset pages in the form {links, items}, with the same links in the header Link (RFC 8288)."""

    params: ClassVar[tuple[str, ...]] = ("limit", "cursor")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        params = request.query_params
        limit, cursor = read_limit(params.get("limit")), params.get("cursor")
        self.blad: Blad = page_of(queryset, key=view.key, limit=limit, cursor=cursor)
        self.links = links(request.path, params.dict(), self.blad)
        return self.blad.rows

    def get_paginated_response(self, data: Any) -> Response:
        beside = ", ".join(f'<{url}>; rel="{name}"' for name, url in self.links.items() if name != "self")
        return Response({"links": self.links, "items": data}, headers={"Link": beside} if beside else None)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": STANDARD}
        return [
            {"name": "limit", "in": "query", "description": "Hoeveel rijen een bladzijde heeft.", "schema": limit},
            {
                "name": "cursor",
                "in": "query",
                "description": "Waar de bladzijde begint: zoals het staat in links.next en links.prev.",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 280},
            },
        ]

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        shown = {"self": "/api/v1/…"} | ({"next": "/api/v1/…?cursor=bjUw"} if self.params else {})
        return {
            "type": "object",
            "required": ["links", "items"],
            "additionalProperties": False,
            "properties": {"links": {"$ref": "#/components/schemas/Bladlinks", "example": shown}, "items": schema},
        }


class EenBlad(Bladen):
    """A list that is short by nature, in the same form: always one page."""

    params = ()

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.links = links(request.path, request.query_params.dict(), Blad([], "", ""))
        return list(queryset)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []


class Lijst(Api):
    """GET of a list, in pages. `key` is the unique field in whose order it goes."""

    pagination_class: Any = Bladen
    key: ClassVar[str] = "slug"

    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.rows()))
        return self.get_paginated_response(self.represent(page, many=True))


class Detail(Api):
    """GET of one thing."""

    pagination_class: Any = None
    filter_backends = ()

    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response(self.represent(self.find(**kwargs)))
