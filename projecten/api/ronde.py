"""The calendar of rondes. What is in and what is late is on the board, for who runs it; it is not here."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.toegang.api.filters import FilterSet, YearFilter, choice_filter
from koers.toegang.api.velden import Link, dag, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from projecten.models import Ronde
from projecten.selectors.ronde import ronde_by_code


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Q1 2026",
            value={
                "code": "2026-Q1",
                "soort": "kwartaal",
                "jaar": 2026,
                "kwartaal": 1,
                "begin": "2026-01-01",
                "eind": "2026-03-31",
                "open_vanaf": "2026-03-02",
                "op_tijd_tot": "2026-03-16",
                "dicht_op": "2026-03-24",
                "link": "/api/v1/rondes/2026-Q1",
            },
        )
    ]
)
class RondeSerializer(serializers.Serializer[Any]):
    model = Ronde
    code = tekst("zoals in adressen en filters")
    soort = serializers.ChoiceField(choices=Ronde.Soort.choices)
    jaar = serializers.IntegerField()
    kwartaal = serializers.IntegerField(allow_null=True, min_value=1, max_value=4)
    begin = dag("eerste dag waarover de ronde gaat")
    eind = dag("laatste dag waarover de ronde gaat")
    open_vanaf = dag("eerste dag waarop u kunt schrijven")
    op_tijd_tot = dag("laatste dag waarop u op tijd bent")
    dicht_op = dag("laatste dag waarop u kunt schrijven")
    link = Link("ronde_detail", "code")


class RondeFilter(FilterSet):
    soort = choice_filter(Ronde.Soort.values, help_text="Kwartaal of jaar.")
    jaar = YearFilter(help_text="Alleen rondes over dit jaar.")
    open = choice_filter(("ja", "nee"), method="is_open", help_text="Of er vandaag geschreven kan worden.")

    def is_open(self, rows: QuerySet[Ronde], name: str, value: str) -> QuerySet[Ronde]:
        today = self.request.parser_context["view"].today
        open_now = Q(open_vanaf__lte=today, dicht_op__gte=today)
        return rows.filter(open_now if value == "ja" else ~open_now)


class Rondes(Api):
    serializer_class = RondeSerializer
    tag = "Rondes"

    def rows(self) -> QuerySet[Ronde]:
        return Ronde.objects.visible_to(self.request.user, self.today)


class RondeList(Rondes, Lijst):
    key = "id"
    filterset_class = RondeFilter
    titel = {"get": "Alle rondes, met hun data"}


class RondeDetail(Rondes, Detail):
    titel = {"get": "Eén ronde"}

    def find(self, **kwargs: Any) -> Ronde:
        ronde = ronde_by_code(kwargs["code"])
        if ronde is None or not self.rows().filter(pk=ronde.pk).exists():
            raise Http404
        return ronde


door = right("projecten.project:view")
urlpatterns = [
    path("rondes", door(RondeList.as_view()), name="ronde_list"),
    path("rondes/<str:code>", door(RondeDetail.as_view()), name="ronde_detail"),
]
