"""Promises of approved entries with what became of each; an answer is written with the entry it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from koers.toegang.api.filters import FilterSet, SlugFilter
from koers.toegang.api.velden import Link, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from projecten.models import Afdoening, Toezegging
from projecten.models.toezegging import ToezeggingQuerySet
from projecten.rules.antwoord import STATEN
from projecten.selectors.toezegging import Belofte, moved_to, with_answers

WANNEER = "een datum, een maand (2026-06) of een kwartaal (2026-Q2)"


@dataclass(frozen=True)
class Getoond:
    """A promise with its state of that day."""

    belofte: Belofte
    staat: str

    @property
    def herkomst(self) -> str:
        return self.belofte.toezegging.herkomst


class ToezeggingFilter(FilterSet):
    project = SlugFilter(field_name="voortgang__project__slug", help_text="De slug van een project.")
    gemeente = SlugFilter(field_name="voortgang__gemeente__slug", help_text="De slug van een gemeente.")
    rubriek = SlugFilter(field_name="voortgang__rubriek__slug", help_text="De slug van een rubriek.")


@extend_schema_field({"type": ["string", "null"]})
class Nieuw(serializers.Field[Any, Any, Any, Any]):
    """The new date of an answer that moved a promise, as a code."""

    def to_representation(self, value: Afdoening) -> str | None:
        moved = moved_to(value)
        return moved.code if moved else None


class AfdoeningSerializer(serializers.Serializer[Any]):
    ronde = tekst("de code van de ronde", source="voortgang.ronde.code")
    uitkomst = serializers.ChoiceField(choices=Afdoening.Uitkomst.choices)
    wanneer = Nieuw(source="*", help_text=f"bij later: {WANNEER}; anders leeg")
    woorden = tekst("toelichting of reden")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Verschoven",
            value={
                "id": 12,
                "ronde": "2026-Q1",
                "project": "valpreventie",
                "gemeente": None,
                "rubriek": None,
                "tekst": "De cursus begint in juni.",
                "publiek": True,
                "toegezegd_voor": "2026-06",
                "wanneer": "2026-09",
                "staat": "verschoven",
                "afdoeningen": [
                    {"ronde": "2026-Q2", "uitkomst": "later", "wanneer": "2026-09", "woorden": "De zaal is niet klaar."}
                ],
                "herkomst": "bron",
                "link": "/api/v1/toezeggingen/12",
            },
        )
    ]
)
class ToezeggingSerializer(serializers.Serializer[Any]):
    """Of a Getoond."""

    model = Toezegging
    id = serializers.IntegerField(source="belofte.toezegging.pk", min_value=1)
    ronde = tekst("de code van de ronde waarin het is toegezegd", source="belofte.ronde.code")
    project = tekst("de slug van het project", source="belofte.toezegging.voortgang.project.slug", allow_null=True)
    gemeente = tekst("de slug van de gemeente", source="belofte.toezegging.voortgang.gemeente.slug", allow_null=True)
    rubriek = tekst("van het programma: de slug", source="belofte.toezegging.voortgang.rubriek.slug", allow_null=True)
    tekst = tekst("**vet**, *cursief* en [tekst](adres) mogen erin", source="belofte.toezegging.tekst")
    publiek = serializers.BooleanField(source="belofte.toezegging.publiek", help_text="of iedereen dit leest")
    toegezegd_voor = serializers.CharField(source="belofte.eerste.code", help_text=WANNEER)
    wanneer = serializers.CharField(source="belofte.wanneer.code", help_text=f"waarvoor het nu staat: {WANNEER}")
    staat = serializers.ChoiceField(choices=list(STATEN.items()))
    afdoeningen = AfdoeningSerializer(many=True, source="belofte.afdoeningen")
    herkomst = herkomst()
    link = Link("toezegging_detail", "belofte.toezegging.pk")


class Toezeggingen(Api):
    """What approved entries promised, as far as this person reads it."""

    serializer_class = ToezeggingSerializer
    tag = "Toezeggingen"

    def rows(self) -> ToezeggingQuerySet:
        return with_answers(Toezegging.objects.visible_to(self.request.user, self.today), whose=True)

    def represent(self, found: Any, *, many: bool = False) -> Any:
        beloften = [Belofte.of(row) for row in (found if many else [found])]
        shown = [Getoond(belofte, belofte.staat(self.today)) for belofte in beloften]
        return super().represent(shown if many else shown[0], many=many)


class ToezeggingList(Toezeggingen, Lijst):
    key = "id"
    filterset_class = ToezeggingFilter
    titel = {"get": "Toezeggingen en wat ervan kwam"}


class ToezeggingDetail(Toezeggingen, Detail):
    titel = {"get": "Eén toezegging"}


door = right("projecten.project:view")
urlpatterns = [
    path("toezeggingen", door(ToezeggingList.as_view()), name="toezegging_list"),
    path("toezeggingen/<int:id>", door(ToezeggingDetail.as_view()), name="toezegging_detail"),
]
