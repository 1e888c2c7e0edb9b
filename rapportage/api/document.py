"""Documents, their versions, their files and their figures. What is published is for anyone, without a key."""

from __future__ import annotations

import io
import logging
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request

from koers.toegang.api.filters import FilterSet, choice_filter
from koers.toegang.api.inhoud import PdfRenderer, Renderer
from koers.toegang.api.probleem import Probleem
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, EenBlad, Lijst
from koers.toegang.rights import public
from rapportage.models import Document
from rapportage.selectors.document import Stuk, as_stukken, figures_of, readable_versie, with_parts
from rapportage.services import archief

logger = logging.getLogger(__name__)


class VersieSerializer(serializers.Serializer[Any]):
    nummer = serializers.IntegerField(min_value=1)
    gemaakt_op = serializers.DateTimeField()
    paginas = serializers.IntegerField(min_value=1)
    grootte = serializers.IntegerField(min_value=1, help_text="in bytes")
    sha256 = serializers.RegexField("^[0-9a-f]{64}$", help_text="van het bestand")
    bestand = Link("bestand_detail", "document.soort", "document.periode", "nummer")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Jaarverslag 2024",
            value={
                "soort": "jaarverslag",
                "periode": "2024",
                "naam": "Jaarverslag 2024",
                "staat": "gepubliceerd",
                "status": "vastgesteld door het BO op 16 april 2025",
                "dag": "2025-04-16",
                "versie": {
                    "nummer": 1,
                    "gemaakt_op": "2025-04-16T09:00:00+02:00",
                    "paginas": 60,
                    "grootte": 900000,
                    "sha256": "c" * 64,
                    "bestand": "/api/v1/documenten/jaarverslag/2024/versies/1/bestand",
                },
                "kerncijfers": "/api/v1/documenten/jaarverslag/2024/kerncijfers",
                "link": "/api/v1/documenten/jaarverslag/2024",
            },
        )
    ]
)
class DocumentSerializer(serializers.Serializer[Any]):
    """Of a Stuk: the document with the version that counts for this reader."""

    model = Document
    soort = serializers.ChoiceField(choices=Document.Soort.choices, source="document.soort")
    periode = tekst("een kwartaal (2026-Q1) of een jaar (2024)", source="document.periode")
    naam = tekst(source="document")
    staat = serializers.ChoiceField(choices=Document.Staat.choices, source="document.staat")
    status = tekst("in woorden, met de dag van het besluit")
    dag = dag("de dag van het besluit; van een concept de dag waarop het is gemaakt")
    versie = VersieSerializer(help_text="de versie die voor u telt")
    kerncijfers = Link("kerncijfer_list", "document.soort", "document.periode")
    link = Link("document_detail", "document.soort", "document.periode")


class DocumentFilter(FilterSet):
    soort = choice_filter(Document.Soort.values, help_text="Alleen documenten van deze soort.")
    staat = choice_filter(Document.Staat.values, help_text="Alleen documenten in deze staat.")


class Documenten(Api):
    """Documents this person may see; for a passer-by those that are published."""

    serializer_class = DocumentSerializer
    tag = "Documenten"
    openbaar = True

    def rows(self) -> QuerySet[Document]:
        who, today = self.request.user, self.today
        return with_parts(Document.objects.visible_to(who, today), who, today)

    def represent(self, found: Any, *, many: bool = False) -> Any:
        stukken = as_stukken(found if many else [found], self.request.user, self.today)
        if not many and not stukken:
            raise Http404
        return super().represent(stukken if many else stukken[0], many=many)


class DocumentList(Documenten, Lijst):
    key = "id"
    filterset_class = DocumentFilter
    titel = {"get": "Kwartaalupdates en jaarverslagen"}
    uitleg = {"get": "Zonder sleutel: wat gepubliceerd is. Met een sleutel: wat u in het portaal ook ziet."}


class DocumentDetail(Documenten, Detail):
    titel = {"get": "Eén document"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Deelnemers",
            value={
                "waarde": "1.240",
                "wat": "Deelnemers aan Valpreventie",
                "herkomst": "bron",
                "vindplaats": "blz. 12",
            },
        )
    ]
)
class KerncijferSerializer(serializers.Serializer[Any]):
    waarde = tekst("zoals het in het document staat, met eenheid")
    wat = tekst()
    herkomst = herkomst()
    vindplaats = tekst("waar het in de bron staat")


class KerncijferList(Lijst):
    """The figures that a document prints large, from the frozen facts of the version that counts for this reader."""

    pagination_class = EenBlad
    filter_backends = ()
    serializer_class = KerncijferSerializer
    tag = "Documenten"
    openbaar = True
    titel = {"get": "De cijfers van een document"}
    uitleg = {"get": "Open data: de cijfers die groot in een gepubliceerd document staan."}

    def rows(self) -> list[dict[str, Any]]:
        return figures_of(self.stuk.versie)

    def get(self, request: Request, **kwargs: Any) -> Any:
        self.stuk = _stuk(request, self.today, **kwargs)
        return super().get(request)


class BestandDetail(Detail):
    """The PDF, checked against the hash with which it was filed."""

    renderer_classes = (PdfRenderer, Renderer)
    tag = "Documenten"
    openbaar = True
    titel = {"get": "Het bestand van een versie"}
    uitleg = {"get": "De PDF, zoals hij is gemaakt; de ETag is zijn SHA-256."}

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        versie = readable_versie(request.user, self.today, **kwargs)
        if versie is None:
            raise Http404
        try:
            data = archief.read(versie)
        except archief.BestandBeschadigd:
            logger.exception("the file of %s is not what was filed", versie)
            raise Probleem("bestand-beschadigd", f"Het bestand van {versie} is niet meer wat het was.") from None
        name = f"{kwargs['soort']}-{kwargs['periode']}-versie-{kwargs['nummer']}.pdf"
        response = FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type="application/pdf")
        response["ETag"] = f'"{versie.sha256}"'
        return response


def _stuk(request: Request, today: Any, *, soort: str, periode: str) -> Stuk:
    rows = Document.objects.visible_to(request.user, today).filter(soort=soort, periode=periode)
    found = as_stukken(with_parts(rows, request.user, today), request.user, today)
    if not found:
        raise Http404
    return found[0]


urlpatterns = [
    path("documenten", public(DocumentList.as_view()), name="document_list"),
    path("documenten/<slug:soort>/<slug:periode>", public(DocumentDetail.as_view()), name="document_detail"),
    path(
        "documenten/<slug:soort>/<slug:periode>/kerncijfers", public(KerncijferList.as_view()), name="kerncijfer_list"
    ),
    path(
        "documenten/<slug:soort>/<slug:periode>/versies/<int:nummer>/bestand",
        public(BestandDetail.as_view()),
        name="bestand_detail",
    ),
]
