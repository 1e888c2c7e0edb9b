"""The API of the theme lines: their names through time and what they aim at."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.lib.peildatum import read_blik
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from themalijnen.models import Doel, Themalijn, ThemalijnNaam


class NaamSerializer(serializers.Serializer[Any]):
    naam = tekst()
    vanaf = dag("eerste dag met deze naam")


class DoelSerializer(serializers.Serializer[Any]):
    tekst = tekst()
    vanaf = dag()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Ouderen",
            value={
                "slug": "ouderen",
                "naam": "Gezond ouder worden",
                "namen": [{"naam": "Gezond ouder worden", "vanaf": "2024-01-01"}],
                "doelen": [{"tekst": "Langer thuis.", "vanaf": "2024-01-01"}],
                "vanaf": "2024-01-01",
                "tot": None,
                "herkomst": "bron",
                "link": "/api/v1/themalijnen/ouderen",
            },
        )
    ]
)
class ThemalijnSerializer(serializers.Serializer[Any]):
    model = Themalijn
    slug = serializers.SlugField(help_text="de korte naam in adressen en filters")
    naam = tekst("de naam op de peildatum", source="naam_op")
    namen = NaamSerializer(many=True, help_text="de namen tot en met de peildatum, oudste eerst", source="begonnen")
    doelen = DoelSerializer(many=True, source="gesteld")
    vanaf = dag()
    tot = dag("laatste dag", allow_null=True)
    herkomst = herkomst()
    link = Link("themalijn_detail", "slug")


class Themalijnen(Api):
    """The lines that had begun on the peildatum, under their names of that day."""

    serializer_class = ThemalijnSerializer
    tag = "Themalijnen"
    params = ("peildatum",)

    def rows(self) -> QuerySet[Themalijn]:
        day = read_blik(self.request.query_params, self.today).peildatum
        namen = ThemalijnNaam.objects.filter(vanaf__lte=day).order_by("vanaf")
        doelen = Doel.objects.filter(vanaf__lte=day)
        return (
            Themalijn.objects.visible_to(self.request.user, self.today)
            .filter(vanaf__lte=day)
            .named(day)
            .prefetch_related(
                Prefetch("namen", namen, to_attr="begonnen"), Prefetch("doelen", doelen, to_attr="gesteld")
            )
        )


class ThemalijnList(Themalijnen, Lijst):
    titel = {"get": "Alle themalijnen"}


class ThemalijnDetail(Themalijnen, Detail):
    titel = {"get": "Eén themalijn"}


door = right("themalijnen.themalijn:view")
urlpatterns = [
    path("themalijnen", door(ThemalijnList.as_view()), name="themalijn_list"),
    path("themalijnen/<slug:slug>", door(ThemalijnDetail.as_view()), name="themalijn_detail"),
]
