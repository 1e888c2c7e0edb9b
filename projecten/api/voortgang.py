"""Entries: read by whoever may, written and handed in through the same services as the screen."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, cast

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.lib.kwartaal import Kwartaal
from koers.toegang.api.filters import FilterSet, PeriodFilter, SlugFilter, choice_filter
from koers.toegang.api.inhoud import Strict
from koers.toegang.api.probleem import Fout, Probleem
from koers.toegang.api.views import Api, Detail, Lijst
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right
from projecten.api.tekst import (
    IndieningInvoer,
    InhoudInvoer,
    VoortgangInvoer,
    VoortgangSerializer,
    as_sent,
    to_inhoud,
)
from projecten.models import Project, Ronde, Rubriek, Voortgang
from projecten.selectors.gelezen import as_read, with_parts
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.ronde import ronde_by_code
from projecten.services.voortgang import Onvolledig, VersieConflict, save_voortgang, submit_voortgang

READ = {
    "get": (
        "Goedgekeurde voortgang is voor iedereen met een rol; een concept alleen voor wie het schrijft, de redacteur "
        "en de programmamanager. Is iets heropend, dan leest u wat was goedgekeurd. "
        "Interne berichten zijn er alleen voor de schrijver en het programma."
    )
}
IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    required=True,
    description="De ETag van de tekst die u las. Is er iets anders bewaard, dan krijgt u 412 met beide teksten.",
    type={"type": "string", "minLength": 3, "maxLength": 200},
)
SCOPE_NOTE = "Vraagt een sleutel met het bereik voortgang."


class VoortgangFilter(FilterSet):
    ronde = PeriodFilter(method="of_ronde", help_text="De code van een ronde.")
    project = SlugFilter(field_name="project__slug", help_text="De slug van een project.")
    gemeente = SlugFilter(field_name="gemeente__slug", help_text="De slug van een gemeente.")
    rubriek = SlugFilter(field_name="rubriek__slug", help_text="De slug van een rubriek.")
    staat = choice_filter(Voortgang.Staat.values, help_text="Alleen voortgang in deze staat.")

    def of_ronde(self, rows: QuerySet[Voortgang], name: str, value: str) -> QuerySet[Voortgang]:
        if "-" not in value:
            return rows.filter(ronde__soort=Ronde.Soort.JAAR, ronde__jaar=int(value))
        period = Kwartaal.parse(value)
        return rows.filter(ronde__soort="kwartaal", ronde__jaar=period.jaar, ronde__kwartaal=period.nummer)


class Entries(Api):
    """Entries that this person may see, each as far as they may know it."""

    serializer_class = VoortgangSerializer
    tag = "Voortgang"

    def rows(self) -> QuerySet[Voortgang]:
        return with_parts(Voortgang.objects.readable_by(self.request.user, self.today))

    def represent(self, found: Any, *, many: bool = False) -> Any:
        read = as_read(found if many else [found], self.request.user, self.today)
        return super().represent(read if many else read[0], many=many)

    @property
    def actor(self) -> Gebruiker:
        return cast(Gebruiker, self.request.user)

    def answer(self, entry: Voortgang, status: int = 200) -> Response:
        """The row as it was read, with the version that a next change has to name."""
        data = self.represent(entry)
        headers = {"ETag": _etag(entry, data)}
        if status == 201:
            headers["Location"] = reverse("api:voortgang_detail", args=[entry.pk])
        return Response(data, status=status, headers=headers)

    def clash(self, naam: str, zin: str, conflict: VersieConflict) -> Probleem:
        """Both texts and the version of now, for the writer to choose."""
        entry = self.find(pk=conflict.voortgang.pk)
        texts = {"uw_tekst": as_sent(conflict.mijn), "andere_tekst": as_sent(conflict.hun)}
        return Probleem(naam, zin, etag=_etag(entry, self.represent(entry)), **texts)

    def read_body(self, shape: type[Strict], *, may_be_absent: bool = False) -> dict[str, Any]:
        """What was sent, checked. Nothing at all is no text: it would empty an entry (as would a body in chunks)."""
        if not may_be_absent and self.request.META.get("CONTENT_LENGTH") in (None, "", "0"):
            raise Probleem("ongeldige-inhoud", "Er kwam geen inhoud mee. Stuur een JSON-object, met Content-Length.")
        serializer: Any = shape(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class VoortgangList(Entries, Lijst):
    http_method_names = ["get", "head", "post"]
    key = "id"
    filterset_class = VoortgangFilter
    titel = {"get": "Voortgang per project en gemeente", "post": "Begin de voortgang van een ronde"}
    uitleg = READ | {"post": f"Maakt een concept. Bestaat er al een, dan krijgt u 409 met beide teksten. {SCOPE_NOTE}"}

    @extend_schema(request=VoortgangInvoer, responses={201: VoortgangSerializer, 200: VoortgangSerializer})
    def post(self, request: Request) -> Response:
        data = self.read_body(VoortgangInvoer)
        ronde, onderwerp = self.subject(data)
        existed = Voortgang.objects.filter(ronde=ronde, **onderwerp.fields()).exists()
        try:
            entry = save_voortgang(
                actor=self.actor, ronde=ronde, onderwerp=onderwerp, inhoud=to_inhoud(data), versie=0, now=klok.now()
            )
        except VersieConflict as conflict:
            raise self.clash("bestaat-al", "Deze voortgang is al begonnen.", conflict) from None
        except Onvolledig as refused:
            raise _incomplete(refused) from None
        return self.answer(self.find(pk=entry.pk), 200 if existed else 201)

    def subject(self, data: dict[str, Any]) -> tuple[Ronde, Onderwerp]:
        """The ronde and the subject that were named, as far as this person may see them; 422 otherwise."""
        models: dict[str, Any] = {"project": Project, "gemeente": Eigenaar, "rubriek": Rubriek}
        ronde = ronde_by_code(data["ronde"])
        parts = {
            name: model.objects.visible_to(self.request.user, self.today).filter(slug=data[name]).first()
            for name, model in models.items()
            if data[name]
        }
        fouten = [Fout(name, f"{data[name]} is er niet.") for name, part in parts.items() if part is None]
        if ronde is None:
            fouten.insert(0, Fout("ronde", f"De ronde {data['ronde']} is er niet."))
        elif not fouten and bool(parts.get("rubriek")) == bool(parts.get("project") or parts.get("gemeente")):
            fouten.append(Fout("", "Kies een project, een gemeente of allebei; of alleen een rubriek."))
        if ronde is None or fouten:
            raise Probleem("onvolledig", fouten[0].tekst, fouten=[vars(fout) for fout in fouten])
        return ronde, Onderwerp(**parts)


class VoortgangDetail(Entries, Detail):
    http_method_names = ["get", "head", "put"]
    titel = {"get": "Eén voortgang", "put": "Vervang de tekst van een voortgang"}
    uitleg = READ | {"put": f"De hele tekst: wat u weglaat, is daarna leeg. {SCOPE_NOTE}"}
    headers_read = {"put": (IF_MATCH,)}

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.find(**kwargs))

    @extend_schema(request=InhoudInvoer, responses={200: VoortgangSerializer})
    def put(self, request: Request, **kwargs: Any) -> Response:
        entry = self.find(**kwargs)
        versie = read_versie(request, entry)
        inhoud = to_inhoud(self.read_body(InhoudInvoer))
        try:
            save_voortgang(
                actor=self.actor,
                ronde=entry.ronde,
                onderwerp=Onderwerp.of(entry),
                inhoud=inhoud,
                versie=versie,
                now=klok.now(),
            )
        except VersieConflict as conflict:
            raise self.clash("intussen-gewijzigd", str(conflict), conflict) from None
        except Onvolledig as refused:
            raise _incomplete(refused) from None
        return self.answer(self.find(**kwargs))


class IndieningList(Entries):
    http_method_names = ["post"]
    pagination_class = None
    titel = {"post": "Dien een voortgang in"}
    uitleg = {"post": f"Daarna is de tekst op slot tot de redacteur hem goedkeurt of terugstuurt. {SCOPE_NOTE}"}
    headers_read = {"post": (IF_MATCH,)}

    @extend_schema(request=IndieningInvoer, responses={201: VoortgangSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        entry = self.find(**kwargs)
        versie = read_versie(request, entry)
        self.read_body(IndieningInvoer, may_be_absent=True)
        try:
            submit_voortgang(actor=self.actor, voortgang=entry, versie=versie, now=klok.now())
        except VersieConflict as conflict:
            raise self.clash("intussen-gewijzigd", str(conflict), conflict) from None
        except Onvolledig as refused:
            raise _incomplete(refused) from None
        return self.answer(self.find(**kwargs), 201)


def read_versie(request: Request, entry: Voortgang) -> int:
    """The version named in If-Match, 0 for one that never was; 428 when none is named. "*" names none."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        zin = "Stuur in If-Match de ETag mee van de tekst die u las. Zo overschrijft niemand ongemerkt een ander."
        raise Probleem("versie-ontbreekt", zin)
    named = [
        int(match[1]) for etag in parse_etags(header) if (match := re.fullmatch(r'"(\d{1,9})-[0-9a-f]{16}"', etag))
    ]
    return entry.versie if entry.versie in named else 0


def _etag(entry: Voortgang, data: Any) -> str:
    """The version, which decides on writing, and what this reader sees of it, which decides on 304."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
    return f'"{entry.versie}-{digest}"'


def _incomplete(refused: Onvolledig) -> Probleem:
    fouten = [{"veld": _field(gemis.veld), "tekst": gemis.tekst} for gemis in refused.gemist]
    return Probleem("onvolledig", f"Er ontbreekt nog iets: {fouten[0]['tekst']}", fouten=fouten)


def _field(veld: str) -> str:
    """The name of a field in the API: punt-0-tekst → berichten.0.tekst, tijd_toelichting → tijd.toelichting.

    What is asked of an earlier promise is about antwoorden; the sentence says which.
    """
    if match := re.fullmatch(r"punt-(\d+)-tekst", veld):
        return f"berichten.{match[1]}.tekst"
    if match := re.fullmatch(r"punt-(\d+)-toezegging", veld):
        return f"berichten.{match[1]}.toezegging"
    if veld.startswith("antwoord-"):
        return "antwoorden"
    return veld.replace("_toelichting", ".toelichting")


door = right("projecten.project:view", write="projecten.voortgang:edit")
urlpatterns = [
    path("voortgang", door(VoortgangList.as_view()), name="voortgang_list"),
    path("voortgang/<int:id>", door(VoortgangDetail.as_view()), name="voortgang_detail"),
    path(
        "voortgang/<int:id>/indieningen",
        right("projecten.voortgang:submit")(IndieningList.as_view()),
        name="indiening_list",
    ),
]
