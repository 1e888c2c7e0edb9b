"""What projects plan and what may go wrong: milestones and risks, to read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.toegang.api.filters import DayFilter, FilterSet, SlugFilter, choice_filter
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from projecten.models import Mijlpaal, MijlpaalWending, Risico
from projecten.models.opbrengst import Precisie


class MijlpaalFilter(FilterSet):
    project = SlugFilter(field_name="project__slug", help_text="De slug van een project.")
    staat = choice_filter(Mijlpaal.Staat.values, help_text="Alleen mijlpalen die zo staan.")
    na = DayFilter(field_name="datum", lookup_expr="gte", help_text="Van deze dag of later.")
    voor = DayFilter(field_name="datum", lookup_expr="lte", help_text="Van deze dag of eerder.")


class VerschuivingSerializer(serializers.Serializer[Any]):
    model = MijlpaalWending
    van = dag("waarop de mijlpaal eerst stond", source="was_datum")
    precisie = serializers.ChoiceField(choices=Precisie.choices, source="was_precisie")
    op = dag("waarop dit is vastgelegd")
    reden = tekst()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Opening",
            value={
                "id": 4,
                "project": "valpreventie",
                "naam": "Opening",
                "datum": "2026-09-01",
                "precisie": "dag",
                "staat": "gepland",
                "gehaald_op": None,
                "verschoven": [
                    {"van": "2026-06-01", "precisie": "dag", "op": "2026-03-10", "reden": "De zaal is niet klaar."}
                ],
                "herkomst": "bron",
                "link": "/api/v1/mijlpalen/4",
            },
        )
    ]
)
class MijlpaalSerializer(serializers.Serializer[Any]):
    model = Mijlpaal
    id = serializers.IntegerField(min_value=1)
    project = tekst("de slug van het project", source="project.slug")
    naam = tekst()
    datum = dag("waarop hij gepland staat")
    precisie = serializers.ChoiceField(choices=Precisie.choices, help_text="hoe precies de dag bekend is")
    staat = serializers.ChoiceField(choices=Mijlpaal.Staat.choices)
    gehaald_op = dag("leeg: niet gehaald, of de dag is niet bekend", allow_null=True)
    verschoven = VerschuivingSerializer(many=True, help_text="van welke dagen, de oudste eerst")
    herkomst = herkomst()
    link = Link("mijlpaal_detail", "pk")


class Mijlpalen(Api):
    """As they stand today, of projects that have begun: as the screen lists them."""

    serializer_class = MijlpaalSerializer
    tag = "Mijlpalen"

    def rows(self) -> QuerySet[Mijlpaal]:
        rows = Mijlpaal.objects.visible_to(self.request.user, self.today)
        return rows.filter(project__vanaf__lte=self.today).select_related("project").prefetch_related("wendingen")


class MijlpaalList(Mijlpalen, Lijst):
    key = "id"
    filterset_class = MijlpaalFilter
    titel = {"get": "Mijlpalen van projecten"}


class MijlpaalDetail(Mijlpalen, Detail):
    titel = {"get": "Eén mijlpaal"}


class RisicoFilter(FilterSet):
    project = SlugFilter(field_name="project__slug", help_text="De slug van een project.")
    staat = choice_filter(Risico.Staat.values, help_text="Open of gesloten.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Te weinig coaches",
            value={
                "id": 2,
                "project": "valpreventie",
                "naam": "Te weinig coaches",
                "maatregel": "Samen werven.",
                "sinds": "2026-02-02",
                "bekijk_op": "2026-04-01",
                "kans": "groot",
                "gevolg": "middel",
                "staat": "open",
                "herkomst": "bron",
                "link": "/api/v1/risicos/2",
            },
        )
    ]
)
class RisicoSerializer(serializers.Serializer[Any]):
    model = Risico
    id = serializers.IntegerField(min_value=1)
    project = tekst("de slug van het project", source="project.slug")
    naam = tekst()
    maatregel = tekst("wat eraan wordt gedaan")
    sinds = dag("waarop het is gezien")
    bekijk_op = dag("waarop er opnieuw naar wordt gekeken", allow_null=True)
    kans = tekst("klein, middel of groot; leeg: niet gewogen")
    gevolg = tekst("klein, middel of groot; leeg: niet gewogen")
    staat = serializers.ChoiceField(choices=Risico.Staat.choices)
    herkomst = herkomst()
    link = Link("risico_detail", "pk")


class Risicos(Api):
    """Those seen by today, of projects that have begun."""

    serializer_class = RisicoSerializer
    tag = "Risico's"

    def rows(self) -> QuerySet[Risico]:
        rows = Risico.objects.visible_to(self.request.user, self.today)
        return rows.filter(sinds__lte=self.today, project__vanaf__lte=self.today).select_related("project")


class RisicoList(Risicos, Lijst):
    key = "id"
    filterset_class = RisicoFilter
    titel = {"get": "Risico's van projecten"}


class RisicoDetail(Risicos, Detail):
    titel = {"get": "Eén risico"}


door = right("projecten.project:view")
urlpatterns = [
    path("mijlpalen", door(MijlpaalList.as_view()), name="mijlpaal_list"),
    path("mijlpalen/<int:id>", door(MijlpaalDetail.as_view()), name="mijlpaal_detail"),
    path("risicos", door(RisicoList.as_view()), name="risico_list"),
    path("risicos/<int:id>", door(RisicoDetail.as_view()), name="risico_detail"),
]
