"""Awards, and what one of them brought, cost and became in a year. Never single boekingen."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from financien import jaartal  # noqa: F401 (registers itself)
from financien.models import Beschikking
from financien.selectors.feiten import BeschikkingGeld
from financien.selectors.jaar import read_year
from koers.toegang.api.filters import FilterSet, SlugFilter
from koers.toegang.api.velden import Geld, Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right

EURO = {"bedrag": "250000.00", "valuta": "EUR"}
NIETS = {"bedrag": "0.00", "valuta": "EUR"}
VERGELIJKING = {
    "meegenomen": NIETS,
    "toegekend": EURO,
    "lasten": EURO,
    "mee_naar_later": NIETS,
    "terug": NIETS,
    "verschil": NIETS,
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Almelo",
            value={
                "slug": "brede-spuk-almelo",
                "nummer": "B-1",
                "regeling": "brede-spuk",
                "ontvanger": "almelo",
                "vanaf": "2024-01-01",
                "tot": "2026-12-31",
                "jaren": [2024],
                "herkomst": "bron",
                "link": "/api/v1/beschikkingen/brede-spuk-almelo",
            },
        )
    ]
)
class BeschikkingSerializer(serializers.Serializer[Any]):
    model = Beschikking
    slug = serializers.SlugField(help_text="de korte naam in adressen en filters")
    nummer = tekst()
    regeling = tekst("de slug van de regeling", source="regeling.slug")
    ontvanger = tekst("de slug van de eigenaar die het ontvangt", source="ontvanger.slug")
    vanaf = dag()
    tot = dag("laatste dag")
    jaren = serializers.SerializerMethodField(help_text="de jaren waarvoor iets is toegekend")
    herkomst = herkomst()
    link = Link("beschikking_detail", "slug")

    def get_jaren(self, row: Beschikking) -> list[int]:
        return [schijf.jaar for schijf in row.jaarschijven.all()]


class BeschikkingFilter(FilterSet):
    regeling = SlugFilter(field_name="regeling__slug", help_text="De slug van een regeling.")
    ontvanger = SlugFilter(field_name="ontvanger__slug", help_text="De slug van een eigenaar.")


class Beschikkingen(Api):
    """Awards to gemeenten: for the own gemeente and the programme team. Awards to other owners: for all with a role."""

    serializer_class = BeschikkingSerializer
    tag = "Beschikkingen"

    def rows(self) -> QuerySet[Beschikking]:
        rows = Beschikking.objects.visible_to(self.request.user, self.today)
        return rows.select_related("regeling", "ontvanger").prefetch_related("jaarschijven")


class BeschikkingList(Beschikkingen, Lijst):
    filterset_class = BeschikkingFilter
    titel = {"get": "De beschikkingen die u mag zien"}


class BeschikkingDetail(Beschikkingen, Detail):
    titel = {"get": "Eén beschikking"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "2024",
            value={
                "beschikking": "brede-spuk-almelo",
                "jaar": 2024,
                "geheel": EURO,
                "programmadeel_bekend": True,
                "begroot": EURO,
                **VERGELIJKING,
                "herkomst": "bron",
                "link": "/api/v1/beschikkingen/brede-spuk-almelo/jaren/2024",
            },
        )
    ]
)
class JaarSerializer(serializers.Serializer[Any]):
    beschikking = tekst("de slug van de beschikking", source="slug")
    jaar = serializers.IntegerField()
    geheel = Geld(help_text="alles wat voor dit jaar is toegekend, ook buiten het programma")
    programmadeel_bekend = serializers.BooleanField(help_text="of bekend is welk deel voor het programma is")
    begroot = Geld(allow_null=True)
    meegenomen = Geld(source="vergelijking.mee", help_text="uit eerdere jaren")
    toegekend = Geld(help_text="voor dit jaar, voor zover voor het programma")
    lasten = Geld()
    mee_naar_later = Geld(source="vergelijking.meenemen")
    terug = Geld(source="terugstorten", help_text="terug te storten")
    verschil = Geld(source="vergelijking.verschil", help_text="nog te verdelen; 0 als het jaar sluit")
    herkomst = herkomst()
    link = Link("beschikkingjaar_detail", "slug", "jaar")


class BeschikkingJaarDetail(Detail):
    serializer_class = JaarSerializer
    tag = "Beschikkingen"
    titel = {"get": "Eén beschikking in één jaar"}

    def find(self, **kwargs: Any) -> BeschikkingGeld:
        rows = Beschikking.objects.visible_to(self.request.user, self.today).filter(slug=kwargs["slug"])
        found = read_year(kwargs["jaar"], rows)
        if not found:
            raise Http404
        return found[0]


door = right("financien.beschikking:view")
urlpatterns = [
    path("beschikkingen", door(BeschikkingList.as_view()), name="beschikking_list"),
    path("beschikkingen/<slug:slug>", door(BeschikkingDetail.as_view()), name="beschikking_detail"),
    path(
        "beschikkingen/<slug:slug>/jaren/<geldjaar:jaar>",
        door(BeschikkingJaarDetail.as_view()),
        name="beschikkingjaar_detail",
    ),
]
