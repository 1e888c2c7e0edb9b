"""An entry as JSON: how it is read, and how it is written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from koers.lib.opmaak import MAX_LENGTH
from koers.toegang.api.filters import SLUG
from koers.toegang.api.inhoud import Strict, StrictBoolean, StrictChar, StrictCode
from koers.toegang.api.velden import Link, herkomst, tekst
from projecten.models import Voortgang
from projecten.rules.antwoord import MAX_WOORDEN, UITKOMSTEN, as_stored
from projecten.rules.belofte import MAX_WANNEER
from projecten.rules.inhoud import ASPECTEN, MAX_PUNTEN, MAX_REDEN, MAX_TOELICHTING, Inhoud, Punt

MAX_ANTWOORDEN = 50
STANDEN = Voortgang.Stand.choices
KEUZES = ("", *UITKOMSTEN)
WANNEER = "voor wanneer dit bericht iets toezegt: een datum, een maand (2026-06) of een kwartaal (2026-Q2); leeg: niets"


class BerichtSerializer(serializers.Serializer[Any]):
    tekst = tekst("**vet**, *cursief* en [tekst](adres) mogen erin")
    publiek = serializers.BooleanField(help_text="of iedereen dit bericht leest; anders alleen het programma")
    toezegging = serializers.CharField(help_text=WANNEER)
    herkomst = herkomst()


class AntwoordSerializer(serializers.Serializer[Any]):
    toezegging = serializers.IntegerField(min_value=1, help_text="het nummer van de toezegging")
    uitkomst = serializers.ChoiceField(choices=KEUZES, help_text="leeg: nog niet gekozen")
    wanneer = tekst("bij later: voor wanneer het nu is, als een datum, een maand (2026-06) of een kwartaal (2026-Q2)")
    woorden = tekst("toelichting, of de reden waarom het vervalt")


class StandSerializer(serializers.Serializer[Any]):
    stand = serializers.ChoiceField(choices=STANDEN, allow_null=True, help_text="leeg: niet gemeld")
    toelichting = tekst()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Goedgekeurd",
            value={
                "id": 31,
                "ronde": "2026-Q1",
                "project": "valpreventie",
                "gemeente": None,
                "rubriek": None,
                "staat": "goedgekeurd",
                "berichten": [
                    {"tekst": "De cursus is **begonnen**.", "publiek": True, "toezegging": "", "herkomst": "bron"}
                ],
                "antwoorden": [],
                "kwaliteit": {"stand": "groen", "toelichting": ""},
                "tijd": {"stand": "oranje", "toelichting": "De zaal was later klaar."},
                "geld": {"stand": None, "toelichting": ""},
                "niets_te_melden": False,
                "niets_reden": "",
                "goedgekeurd_op": "2026-03-10T09:00:00+01:00",
                "opmerking": "",
                "herkomst": "bron",
                "link": "/api/v1/voortgang/31",
            },
        )
    ]
)
class VoortgangSerializer(serializers.Serializer[Any]):
    """Of a Gelezen: what this reader may know of it."""

    model = Voortgang
    id = serializers.IntegerField(source="voortgang.pk", min_value=1)
    ronde = tekst("de code van de ronde", source="voortgang.ronde.code")
    project = tekst("de slug van het project", source="voortgang.project.slug", allow_null=True)
    gemeente = tekst("de slug van de gemeente", source="voortgang.gemeente.slug", allow_null=True)
    rubriek = tekst("van nieuws van het programma: de slug", source="voortgang.rubriek.slug", allow_null=True)
    staat = serializers.ChoiceField(choices=Voortgang.Staat.choices, source="voortgang.staat")
    berichten = BerichtSerializer(many=True, source="punten")
    antwoorden = AntwoordSerializer(many=True)
    kwaliteit = StandSerializer()
    tijd = StandSerializer()
    geld = StandSerializer()
    niets_te_melden = serializers.BooleanField(source="inhoud.niets_te_melden")
    niets_reden = tekst("waarom er niets te melden is")
    goedgekeurd_op = serializers.DateTimeField(allow_null=True)
    opmerking = tekst("waarom het terugkwam of heropend is; alleen voor wie het schrijft")
    herkomst = herkomst()
    link = Link("voortgang_detail", "voortgang.pk")


class BerichtInvoer(Strict):
    tekst = StrictChar(max_length=MAX_LENGTH, allow_blank=True, help_text="**vet**, *cursief* en [tekst](adres) mogen")
    publiek = StrictBoolean(default=True, help_text="of iedereen dit bericht leest")
    toezegging = StrictChar(max_length=MAX_WANNEER, allow_blank=True, default="", help_text=WANNEER)


class AntwoordInvoer(Strict):
    toezegging = serializers.IntegerField(min_value=1, max_value=999_999_999, help_text="het nummer van de toezegging")
    uitkomst = serializers.ChoiceField(choices=KEUZES, allow_blank=True, help_text="leeg: nog niet gekozen")
    wanneer = StrictChar(max_length=MAX_WANNEER, allow_blank=True, default="", help_text="bij later: de nieuwe datum")
    woorden = StrictChar(max_length=MAX_WOORDEN, allow_blank=True, default="", help_text="verplicht als het vervalt")


class StandInvoer(Strict):
    stand = serializers.ChoiceField(choices=STANDEN, allow_null=True, default=None, help_text="leeg: niet gemeld")
    toelichting = StrictChar(max_length=MAX_TOELICHTING, allow_blank=True, default="")


EXAMPLE = {
    "berichten": [{"tekst": "De cursus begint **in juni**.", "publiek": True, "toezegging": "2026-06"}],
    "antwoorden": [],
    "kwaliteit": {"stand": "groen", "toelichting": ""},
    "tijd": {"stand": "oranje", "toelichting": "De zaal was later klaar."},
    "geld": {"stand": None, "toelichting": ""},
    "niets_te_melden": False,
    "niets_reden": "",
}


@extend_schema_serializer(examples=[OpenApiExample("Een bericht", value=EXAMPLE, request_only=True)])
class InhoudInvoer(Strict):
    """All of an entry: what is left out is empty afterwards."""

    berichten = serializers.ListField(child=BerichtInvoer(), max_length=MAX_PUNTEN, default=list)
    antwoorden = serializers.ListField(child=AntwoordInvoer(), max_length=MAX_ANTWOORDEN, default=list)
    kwaliteit = StandInvoer(default=dict)
    tijd = StandInvoer(default=dict)
    geld = StandInvoer(default=dict)
    niets_te_melden = StrictBoolean(default=False)
    niets_reden = StrictChar(max_length=MAX_REDEN, allow_blank=True, default="")


_SLUG: dict[str, Any] = {"max_length": 120, "allow_null": True, "default": None}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Van een project", value={"ronde": "2026-Q1", "project": "valpreventie", **EXAMPLE}, request_only=True
        )
    ]
)
class VoortgangInvoer(InhoudInvoer):
    """A new entry: of a project, of a project in a gemeente, of a gemeente, or of a rubriek of the programme."""

    ronde = StrictCode(r"^20[0-9]{2}(-Q[1-4])?$", max_length=7, help_text="de code van de ronde")
    project = StrictCode(SLUG, help_text="de slug van het project", **_SLUG)
    gemeente = StrictCode(SLUG, help_text="de slug van de gemeente", **_SLUG)
    rubriek = StrictCode(SLUG, help_text="de slug van de rubriek", **_SLUG)


@extend_schema_serializer(examples=[OpenApiExample("Niets", value={}, request_only=True)])
class IndieningInvoer(Strict):
    """Handing in takes nothing but the version in If-Match."""


def to_inhoud(data: dict[str, Any]) -> Inhoud:
    """What was sent, as the rules know it."""
    standen: dict[str, Any] = {}
    for aspect in ASPECTEN:
        standen[aspect] = data[aspect].get("stand") or ""
        standen[f"{aspect}_toelichting"] = data[aspect].get("toelichting", "")
    return Inhoud(
        punten=tuple(Punt(punt["tekst"], punt["publiek"], toezegging=punt["toezegging"]) for punt in data["berichten"]),
        antwoorden=as_stored(data["antwoorden"]),
        niets_te_melden=data["niets_te_melden"],
        niets_reden=data["niets_reden"],
        **standen,
    )


def as_sent(inhoud: Inhoud) -> dict[str, Any]:
    """The same the other way round, for whoever has to compare two texts."""
    return {
        "berichten": [
            {"tekst": punt.tekst, "publiek": punt.publiek, "toezegging": punt.toezegging} for punt in inhoud.punten
        ],
        "antwoorden": [asdict(antwoord) for antwoord in inhoud.antwoorden],
        **{
            aspect: {"stand": stand or None, "toelichting": toelichting}
            for aspect, stand, toelichting in inhoud.standen()
        },
        "niets_te_melden": inhoud.niets_te_melden,
        "niets_reden": inhoud.niets_reden,
    }
