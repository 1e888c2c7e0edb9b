"""Schemes with their rules per year."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from financien.models import Regeling, RegelingRegel
from koers.toegang.api.velden import Geld, Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right


class RegelSerializer(serializers.Serializer[Any]):
    jaar = serializers.IntegerField(help_text="het jaar waaruit iets mee mag")
    meenemen_percentage = serializers.DecimalField(
        max_digits=5, decimal_places=2, allow_null=True, help_text="van de toekenning"
    )
    meenemen_bedrag = Geld(allow_null=True, help_text="per beschikking")
    laatste_jaar = serializers.IntegerField(
        allow_null=True, help_text="het laatste jaar waarin het uitgegeven mag worden"
    )
    per_onderdeel = serializers.BooleanField()
    status = serializers.ChoiceField(choices=RegelingRegel.Status.choices)
    bron = tekst()
    herkomst = herkomst()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "SPUK IZA",
            value={
                "slug": "spuk-iza",
                "naam": "SPUK IZA",
                "verstrekker": "Het Rijk",
                "sisa_code": "H35",
                "vanaf": "2024-01-01",
                "tot": None,
                "regels": [
                    {
                        "jaar": 2024,
                        "meenemen_percentage": "25.00",
                        "meenemen_bedrag": None,
                        "laatste_jaar": 2025,
                        "per_onderdeel": False,
                        "status": "aanname",
                        "bron": "onbekend",
                        "herkomst": "aanname",
                    }
                ],
                "herkomst": "bron",
                "link": "/api/v1/regelingen/spuk-iza",
            },
        )
    ]
)
class RegelingSerializer(serializers.Serializer[Any]):
    model = Regeling
    slug = serializers.SlugField(help_text="de korte naam in adressen en filters")
    naam = tekst()
    verstrekker = tekst()
    sisa_code = tekst()
    vanaf = dag()
    tot = dag("laatste dag", allow_null=True)
    regels = RegelSerializer(many=True, help_text="wat per jaar mee mag naar een later jaar")
    herkomst = herkomst()
    link = Link("regeling_detail", "slug")


class Regelingen(Api):
    serializer_class = RegelingSerializer
    tag = "Regelingen"

    def rows(self) -> QuerySet[Regeling]:
        return Regeling.objects.visible_to(self.request.user, self.today).prefetch_related("regels")


class RegelingList(Regelingen, Lijst):
    titel = {"get": "Alle regelingen, met hun regels per jaar"}


class RegelingDetail(Regelingen, Detail):
    titel = {"get": "Eén regeling"}


door = right("financien.regeling:view")
urlpatterns = [
    path("regelingen", door(RegelingList.as_view()), name="regeling_list"),
    path("regelingen/<slug:slug>", door(RegelingDetail.as_view()), name="regeling_detail"),
]
