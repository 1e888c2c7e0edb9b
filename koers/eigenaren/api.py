"""The API of the eigenaren: who they are, and what one of them does for all."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.eigenaren.models import Eigenaar
from koers.toegang.api.filters import FilterSet, choice_filter
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right


class FunctieSerializer(serializers.Serializer[Any]):
    functie = tekst("wat deze eigenaar voor alle doet")
    toelichting = tekst()
    vanaf = dag()
    tot = dag("laatste dag", allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Almelo",
            value={
                "slug": "almelo",
                "naam": "Almelo",
                "soort": "gemeente",
                "vanaf": "2024-01-01",
                "tot": None,
                "functies": [],
                "herkomst": "bron",
                "link": "/api/v1/eigenaren/almelo",
            },
        )
    ]
)
class EigenaarSerializer(serializers.Serializer[Any]):
    model = Eigenaar
    slug = serializers.SlugField(help_text="de korte naam in adressen en filters")
    naam = tekst()
    soort = serializers.ChoiceField(choices=Eigenaar.Soort.choices)
    vanaf = dag("eerste dag als eigenaar van het programma")
    tot = dag("laatste dag", allow_null=True)
    functies = FunctieSerializer(many=True)
    herkomst = herkomst()
    link = Link("eigenaar_detail", "slug")


class EigenaarFilter(FilterSet):
    soort = choice_filter(Eigenaar.Soort.values, help_text="Alleen eigenaren van deze soort.")


class Eigenaren(Api):
    """Every owner, whatever its dates: they are on each of them."""

    serializer_class = EigenaarSerializer
    tag = "Eigenaren"

    def rows(self) -> QuerySet[Eigenaar]:
        return Eigenaar.objects.visible_to(self.request.user, self.today).prefetch_related("functies")


class EigenaarList(Eigenaren, Lijst):
    filterset_class = EigenaarFilter
    titel = {"get": "Alle eigenaren van het programma"}


class EigenaarDetail(Eigenaren, Detail):
    titel = {"get": "Eén eigenaar"}


door = right("rapportage.eigenaar:view")
urlpatterns = [
    path("eigenaren", door(EigenaarList.as_view()), name="eigenaar_list"),
    path("eigenaren/<slug:slug>", door(EigenaarDetail.as_view()), name="eigenaar_detail"),
]
