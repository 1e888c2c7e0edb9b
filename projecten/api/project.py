"""Projects and who takes part in them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from koers.lib.peildatum import read_blik
from koers.toegang.api.filters import FilterSet, SlugFilter, choice_filter
from koers.toegang.api.velden import Link, dag, herkomst, tekst
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.rights import right
from projecten.models import Deelname, Indeling, Project, Voortzetting
from projecten.rules.afkomst import voorheen
from projecten.selectors.afkomst import as_voorganger


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Valpreventie",
            value={
                "slug": "valpreventie",
                "naam": "Valpreventie",
                "voorheen": None,
                "voortgezet_in": [],
                "soort": "regionaal",
                "gemeente": None,
                "themalijn": "ouderen",
                "vanaf": "2024-01-01",
                "tot": None,
                "einde_reden": "",
                "herkomst": "bron",
                "link": "/api/v1/projecten/valpreventie",
            },
        )
    ]
)
class ProjectSerializer(serializers.Serializer[Any]):
    model = Project
    slug = serializers.SlugField(help_text="de korte naam in adressen en filters")
    naam = tekst("de naam op de peildatum", source="naam_op")
    voorheen = serializers.SerializerMethodField(
        help_text="hoe het daarvoor heette, of waar het uit voortkomt: Mantelzorg en Logeerzorg, onderdeel van Zorg"
    )
    voortgezet_in = serializers.SerializerMethodField(
        help_text="de slugs van de projecten waarin het op de peildatum verder gaat"
    )
    soort = serializers.ChoiceField(choices=Project.Soort.choices)
    gemeente = tekst("van een lokaal project: de slug van de gemeente", source="gemeente_slug", allow_null=True)
    themalijn = tekst("de slug van de themalijn op de peildatum", source="themalijn_slug", allow_null=True)
    vanaf = dag()
    tot = dag("laatste dag", allow_null=True)
    einde_reden = tekst("waarom het eindigde")
    herkomst = herkomst()
    link = Link("project_detail", "slug")

    @extend_schema_field({"type": ["string", "null"]})
    def get_voorheen(self, row: Any) -> str | None:
        return voorheen(row.naam_voorheen or "", row.naam_sinds, map(as_voorganger, row.uit)) or None

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_voortgezet_in(self, row: Any) -> list[str]:
        return [schakel.naar.slug for schakel in row.verder]


class ProjectFilter(FilterSet):
    soort = choice_filter(Project.Soort.values, help_text="Regionaal of lokaal.")
    themalijn = SlugFilter(field_name="themalijn_slug", help_text="De slug van een themalijn.")
    eigenaar = SlugFilter(method="taking_part", help_text="De slug van een eigenaar die ooit een deelname had.")
    loopt = choice_filter(("ja", "nee"), method="running", help_text="Of het project loopt op de peildatum.")

    def taking_part(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.filter(pk__in=Deelname.objects.filter(eigenaar__slug=value).values("project"))

    def running(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        day = read_blik(self.request.query_params, self.request.parser_context["view"].today).peildatum
        open_end = Q(tot__isnull=True) | Q(tot__gte=day)
        return rows.filter(open_end) if value == "ja" else rows.exclude(open_end)


class Projecten(Api):
    """Projects that had begun on the peildatum, ended ones too, under their names and in their places of that day."""

    serializer_class = ProjectSerializer
    tag = "Projecten"
    params = ("peildatum",)

    def rows(self) -> QuerySet[Project]:
        day = read_blik(self.request.query_params, self.today).peildatum
        steps = Indeling.objects.filter(project=OuterRef("pk"), vanaf__lte=day).order_by("-vanaf")
        links: Any = Voortzetting.objects.filter(vanaf__lte=day).named(day).order_by("pk")
        return (
            Project.objects.visible_to(self.request.user, self.today)
            .filter(vanaf__lte=day)
            .named(day)
            .annotate(themalijn_slug=Subquery(steps.values("themalijn__slug")[:1]), gemeente_slug=F("gemeente__slug"))
            .prefetch_related(
                Prefetch("komt_voort", links, to_attr="uit"),
                Prefetch("gaat_verder", links.select_related("naar"), to_attr="verder"),
            )
        )


class ProjectList(Projecten, Lijst):
    filterset_class = ProjectFilter
    titel = {"get": "Alle projecten"}


class ProjectDetail(Projecten, Detail):
    titel = {"get": "Eén project"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Almelo doet mee",
            value={
                "id": 12,
                "project": "valpreventie",
                "eigenaar": "almelo",
                "stap": "doet-mee",
                "vanaf": "2026-02-02",
                "toelichting": "",
                "herkomst": "bron",
                "link": "/api/v1/deelnames/12",
            },
        )
    ]
)
class DeelnameSerializer(serializers.Serializer[Any]):
    model = Deelname
    id = serializers.IntegerField(min_value=1)
    project = tekst("de slug van het project", source="project.slug")
    eigenaar = tekst("de slug van de eigenaar", source="eigenaar.slug")
    stap = serializers.ChoiceField(choices=Deelname.Stap.choices)
    vanaf = dag("eerste dag van deze stap; hij geldt tot de volgende")
    toelichting = tekst()
    herkomst = herkomst()
    link = Link("deelname_detail", "pk")


class DeelnameFilter(FilterSet):
    project = SlugFilter(field_name="project__slug", help_text="De slug van een project.")
    eigenaar = SlugFilter(field_name="eigenaar__slug", help_text="De slug van een eigenaar.")
    stap = choice_filter(Deelname.Stap.values, help_text="Alleen stappen van deze soort.")
    geldt = choice_filter(("ja", "nee"), method="in_force", help_text="Of de stap op de peildatum geldt.")

    def in_force(self, rows: QuerySet[Deelname], name: str, value: str) -> QuerySet[Deelname]:
        day = read_blik(self.request.query_params, self.request.parser_context["view"].today).peildatum
        last = Deelname.objects.filter(project=OuterRef("project"), eigenaar=OuterRef("eigenaar"), vanaf__lte=day)
        last_pk = Subquery(last.order_by("-vanaf").values("pk")[:1])
        return rows.filter(pk=last_pk) if value == "ja" else rows.exclude(pk=last_pk)


class Deelnames(Api):
    """The steps that had begun on the peildatum."""

    serializer_class = DeelnameSerializer
    tag = "Deelname"
    params = ("peildatum",)

    def rows(self) -> QuerySet[Deelname]:
        day = read_blik(self.request.query_params, self.today).peildatum
        rows = Deelname.objects.visible_to(self.request.user, self.today).filter(vanaf__lte=day)
        return rows.select_related("project", "eigenaar")


class DeelnameList(Deelnames, Lijst):
    key = "id"
    filterset_class = DeelnameFilter
    titel = {"get": "Welke eigenaar aan welk project meedoet, als stappen"}


class DeelnameDetail(Deelnames, Detail):
    titel = {"get": "Eén stap van een deelname"}


door = right("projecten.project:view")
urlpatterns = [
    path("projecten", door(ProjectList.as_view()), name="project_list"),
    path("projecten/<slug:slug>", door(ProjectDetail.as_view()), name="project_detail"),
    path("deelnames", door(DeelnameList.as_view()), name="deelname_list"),
    path("deelnames/<int:id>", door(DeelnameDetail.as_view()), name="deelname_detail"),
]
