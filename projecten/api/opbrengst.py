"""What projects brought: results and meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.toegang.api.filters import DayFilter, FilterSet, SlugFilter
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from projecten.models import Bijeenkomst, Resultaat
from projecten.models.opbrengst import Precisie


class OpbrengstFilter(FilterSet):
    project = SlugFilter(field_name="project__slug", help_text="De slug van een project.")
    na = DayFilter(field_name="datum", lookup_expr="gte", help_text="Van deze dag of later.")
    voor = DayFilter(field_name="datum", lookup_expr="lte", help_text="Van deze dag of eerder.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Maatwerkbox",
            value={
                "id": 7,
                "project": "valpreventie",
                "naam": "Maatwerkbox",
                "omschrijving": "",
                "datum": "2026-02-02",
                "precisie": "kwartaal",
                "aantal": None,
                "vindplek": "",
                "adres": "",
                "herkomst": "bron",
                "link": "/api/v1/resultaten/7",
            },
        )
    ]
)
class ResultaatSerializer(serializers.Serializer[Any]):
    model = Resultaat
    id = serializers.IntegerField(min_value=1)
    project = tekst("de slug van het project; leeg: van het programma", source="project.slug", allow_null=True)
    naam = tekst()
    omschrijving = tekst()
    datum = dag("wanneer opgeleverd of voor het eerst gemeld")
    precisie = serializers.ChoiceField(choices=Precisie.choices, help_text="hoe precies de bron de dag geeft")
    aantal = serializers.IntegerField(allow_null=True, min_value=0)
    vindplek = tekst("waar het te vinden is, in woorden")
    adres = tekst("het adres; leeg: onbekend")
    herkomst = herkomst()
    link = Link("resultaat_detail", "pk")


class Resultaten(Api):
    """What was known of today; what a source dates later is not a result yet."""

    serializer_class = ResultaatSerializer
    tag = "Resultaten"

    def rows(self) -> QuerySet[Resultaat]:
        rows = Resultaat.objects.visible_to(self.request.user, self.today)
        return rows.filter(datum__lte=self.today).select_related("project")


class ResultaatList(Resultaten, Lijst):
    key = "id"
    filterset_class = OpbrengstFilter
    titel = {"get": "Wat er is opgeleverd"}


class ResultaatDetail(Resultaten, Detail):
    titel = {"get": "Eén resultaat"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Kick-off",
            value={
                "id": 3,
                "project": None,
                "naam": "Kick-off",
                "datum": "2026-02-02",
                "tot": None,
                "precisie": "dag",
                "datum_tekst": "",
                "plaats": "Almelo",
                "aankondiging": "",
                "adres": "",
                "herkomst": "bron",
                "link": "/api/v1/bijeenkomsten/3",
            },
        )
    ]
)
class BijeenkomstSerializer(serializers.Serializer[Any]):
    model = Bijeenkomst
    id = serializers.IntegerField(min_value=1)
    project = tekst("de slug van het project; leeg: van het programma", source="project.slug", allow_null=True)
    naam = tekst()
    datum = dag("de eerste dag")
    tot = dag("de laatste dag", allow_null=True)
    precisie = serializers.ChoiceField(choices=Precisie.choices, help_text="hoe precies de bron de dag geeft")
    datum_tekst = serializers.CharField(help_text="de woorden van de bron")
    plaats = tekst()
    aankondiging = tekst()
    adres = tekst("het adres; leeg: onbekend")
    herkomst = herkomst()
    link = Link("bijeenkomst_detail", "pk")


class Bijeenkomsten(Api):
    """Meetings held and to come."""

    serializer_class = BijeenkomstSerializer
    tag = "Bijeenkomsten"

    def rows(self) -> QuerySet[Bijeenkomst]:
        return Bijeenkomst.objects.visible_to(self.request.user, self.today).select_related("project")


class BijeenkomstList(Bijeenkomsten, Lijst):
    key = "id"
    filterset_class = OpbrengstFilter
    titel = {"get": "Bijeenkomsten, geweest en gepland"}


class BijeenkomstDetail(Bijeenkomsten, Detail):
    titel = {"get": "Eén bijeenkomst"}


door = right("projecten.project:view")
urlpatterns = [
    path("resultaten", door(ResultaatList.as_view()), name="resultaat_list"),
    path("resultaten/<int:id>", door(ResultaatDetail.as_view()), name="resultaat_detail"),
    path("bijeenkomsten", door(BijeenkomstList.as_view()), name="bijeenkomst_list"),
    path("bijeenkomsten/<int:id>", door(BijeenkomstDetail.as_view()), name="bijeenkomst_detail"),
]
