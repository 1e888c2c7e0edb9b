"""The programme's totals of a year, folded as on its page: the money of gemeenten together, unless one may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from financien.api.beschikking import EURO, VERGELIJKING
from financien.selectors.pagina import Groep, ProgrammaPagina, Rij, programma_pagina
from financien.selectors.programma import programma_jaren
from koers.toegang.api.velden import Geld, Link, herkomst, tekst
from koers.toegang.api.views import Detail, EenBlad, Lijst
from koers.toegang.rights import right


class VergelijkingSerializer(serializers.Serializer[Any]):
    """meegenomen + toegekend = lasten + mee_naar_later + terug; `verschil` is what that leaves."""

    meegenomen = Geld(source="vergelijking.mee", help_text="uit eerdere jaren")
    toegekend = Geld(source="vergelijking.toegekend", help_text="voor dit jaar, voor zover voor het programma")
    lasten = Geld(source="vergelijking.lasten")
    mee_naar_later = Geld(source="vergelijking.meenemen")
    terug = Geld(source="vergelijking.terugstorten", help_text="terug te storten")
    verschil = Geld(source="vergelijking.verschil", help_text="nog te verdelen; 0 als het jaar sluit")
    herkomst = herkomst()


class RijSerializer(VergelijkingSerializer):
    naam = tekst("van wie, of hoeveel gemeenten samen")
    beschikking = tekst("de slug van de beschikking; leeg bij een optelling", source="slug")


class GroepSerializer(serializers.Serializer[Any]):
    regeling = tekst("de slug van de regeling", source="slug")
    rijen = RijSerializer(many=True)
    samen = VergelijkingSerializer()


@dataclass(frozen=True)
class Jaartotaal:
    """The page of a year as the API gives it."""

    jaar: int
    pagina: ProgrammaPagina

    @property
    def totaal(self) -> Rij:
        return self.pagina.totaal

    @property
    def groepen(self) -> tuple[Groep, ...]:
        return self.pagina.groepen

    @property
    def onbekend(self) -> tuple[Groep, ...]:
        return self.pagina.onbekend


_SAMEN = {**VERGELIJKING, "herkomst": "bron"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "2024",
            value={
                "jaar": 2024,
                "totaal": _SAMEN,
                "begroot": EURO,
                "regelingen": [
                    {
                        "regeling": "brede-spuk",
                        "rijen": [{"naam": "14 gemeenten samen", "beschikking": "", **_SAMEN}],
                        "samen": _SAMEN,
                    }
                ],
                "niet_meegeteld": [],
                "link": "/api/v1/programmajaren/2024",
            },
        )
    ]
)
class ProgrammajaarSerializer(serializers.Serializer[Any]):
    jaar = serializers.IntegerField()
    totaal = VergelijkingSerializer()
    begroot = Geld(source="pagina.geld.begroot", allow_null=True)
    regelingen = GroepSerializer(many=True, source="groepen")
    niet_meegeteld = GroepSerializer(
        many=True, source="onbekend", help_text="beschikkingen waarvan het deel voor het programma niet bekend is"
    )
    link = Link("programmajaar_detail", "jaar")


@extend_schema_serializer(
    examples=[OpenApiExample("2024", value={"jaar": 2024, "link": "/api/v1/programmajaren/2024"})]
)
class JaarverwijzingSerializer(serializers.Serializer[Any]):
    jaar = serializers.IntegerField()
    link = Link("programmajaar_detail", "jaar")


@dataclass(frozen=True)
class Jaarverwijzing:
    jaar: int


class ProgrammajaarList(Lijst):
    pagination_class = EenBlad
    filter_backends = ()
    serializer_class = JaarverwijzingSerializer
    tag = "Programma"
    titel = {"get": "De jaren waarvan er geld bekend is"}

    def rows(self) -> list[Jaarverwijzing]:
        return [Jaarverwijzing(jaar) for jaar in programma_jaren()]


class ProgrammajaarDetail(Detail):
    serializer_class = ProgrammajaarSerializer
    tag = "Programma"
    titel = {"get": "Het geld van het programma in één jaar"}

    def find(self, **kwargs: Any) -> Jaartotaal:
        jaar = kwargs["jaar"]
        if jaar not in programma_jaren():
            raise Http404
        return Jaartotaal(jaar, programma_pagina(jaar, self.request.user, self.today))


door = right("financien.programma:view")
urlpatterns = [
    path("programmajaren", door(ProgrammajaarList.as_view()), name="programmajaar_list"),
    path("programmajaren/<geldjaar:jaar>", door(ProgrammajaarDetail.as_view()), name="programmajaar_detail"),
]
