"""The API as a whole: where it begins, its description for machines and for people, and the doors of every app."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, reverse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from koers.toegang.api.beschrijving import as_page
from koers.toegang.api.middleware import VERSION
from koers.toegang.api.views import Api
from koers.toegang.rights import public

BEGIN = (
    "eigenaar_list",
    "themalijn_list",
    "project_list",
    "deelname_list",
    "ronde_list",
    "voortgang_list",
    "resultaat_list",
    "bijeenkomst_list",
    "regeling_list",
    "beschikking_list",
    "programmajaar_list",
    "document_list",
    "openapi",
)


@extend_schema_serializer(
    examples=[
        OpenApiExample("Begin", value={"versie": VERSION, "links": {"projecten": "/api/v1/projecten"}}),
    ]
)
class BeginSerializer(serializers.Serializer[Any]):
    versie = serializers.CharField(help_text="de volledige versie van de API")
    links = serializers.DictField(child=serializers.CharField(), help_text="waar alles te vinden is")


class Begin(Api):
    """Where everything is."""

    serializer_class = BeginSerializer
    tag = "Begin"
    openbaar = True
    titel = {"get": "Waar alles te vinden is"}

    def get(self, request: Request) -> Response:
        links = {url.rsplit("/", 1)[-1]: url for url in (reverse(f"api:{name}") for name in BEGIN)}
        return Response(self.represent({"versie": VERSION, "links": links}))


@cache
def schema() -> dict[str, Any]:
    """The description, made once per process: it depends on nothing but the code."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for any reader on any site (NLGov /core/publish-openapi)."""
    text = json.dumps(schema(), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


@public
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The same description, to read."""
    return render(request, "koers/api.html", {"api": as_page(schema())})


app_name = "api"
urlpatterns = [
    path("", documentation, name="documentation"),
    path("v1", public(Begin.as_view()), name="begin"),
    # In the description an address is joined to that of the server, so its "/" is this one.
    path("v1/", public(Begin.as_view(schema=None)), name="begin_slash"),
    path("v1/openapi.json", openapi, name="openapi"),
    *(
        path("v1/", include(doors))
        for doors in (
            "koers.eigenaren.api",
            "themalijnen.api",
            "projecten.api.project",
            "projecten.api.ronde",
            "projecten.api.voortgang",
            "projecten.api.opbrengst",
            "projecten.api.toezegging",
            "projecten.api.planning",
            "financien.api.regeling",
            "financien.api.beschikking",
            "financien.api.programma",
            "rapportage.api.document",
        )
    ),
]
