"""Every error of the API in one form (RFC 9457, NLGov REST API Design Rules), in Dutch, with a type that stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions as drf

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"


@dataclass(frozen=True)
class Soort:
    """A kind of error: its stable name, its status, what it means in general, and what one can do about it."""

    naam: str
    status: int
    titel: str
    uitleg: str

    @property
    def type(self) -> str:
        return f"urn:koers:probleem:{self.naam}"


SOORTEN = {
    soort.naam: soort
    for soort in (
        Soort("ongeldige-vraag", 400, "De vraag klopt niet", "Een parameter, filter of veld in het adres kan niet."),
        Soort(
            "ongeldige-inhoud", 400, "De inhoud klopt niet", "De meegestuurde JSON is stuk of heeft verkeerde velden."
        ),
        Soort("niet-aangemeld", 401, "Meld u aan", "Stuur een geldige sleutel mee, of meld u aan in de browser."),
        Soort(
            "niet-toegestaan", 403, "Dit mag u niet", "Uw rol, of de staat van wat u wilt wijzigen, laat het niet toe."
        ),
        Soort("bereik-te-klein", 403, "Uw sleutel mag dit niet", "Maak een sleutel die voortgang mag schrijven."),
        Soort("niet-gevonden", 404, "Niet gevonden", "Dit is er niet, of niet voor u."),
        Soort("methode-kan-niet", 405, "Deze methode kan hier niet", "De kop Allow noemt wat hier wel kan."),
        Soort("vorm-niet-te-leveren", 406, "Deze vorm is er niet", "De API geeft JSON, en bestanden als PDF."),
        Soort("bestaat-al", 409, "Dit bestaat al", "Haal op wat er is en wijzig dat."),
        Soort("intussen-gewijzigd", 412, "Intussen gewijzigd", "Vergelijk beide teksten en stuur de ETag van nu mee."),
        Soort("te-groot", 413, "Te groot", "Stuur minder mee."),
        Soort("vorm-onbekend", 415, "Deze vorm lezen we niet", "Stuur JSON, met Content-Type: application/json."),
        Soort("onvolledig", 422, "Dit kan zo niet bewaard worden", "In fouten staat per veld wat eraan schort."),
        Soort("versie-ontbreekt", 428, "De versie ontbreekt", "Stuur de ETag die u las mee in If-Match."),
        Soort("te-vaak", 429, "Te vaak gevraagd", "Wacht het aantal seconden dat in Retry-After staat."),
        Soort("fout-in-koers", 500, "Er ging iets mis in Koers", "Probeer het later opnieuw; wij zien de fout ook."),
        Soort("bestand-beschadigd", 503, "Dit bestand is beschadigd", "Wij zien dit ook en herstellen het."),
    )
}
# What the status of an error means where nothing more is known.
PER_STATUS = {soort.status: soort for soort in reversed(SOORTEN.values())}


class Probleem(Exception):
    """An error to answer with: its kind by name, what is wrong here, and members and headers of its own."""

    def __init__(self, naam: str, detail: str, *, headers: dict[str, str] | None = None, **leden: Any) -> None:
        super().__init__(detail)
        self.soort, self.detail, self.headers, self.leden = SOORTEN[naam], detail, headers or {}, leden


@dataclass(frozen=True)
class Fout:
    """One thing that is wrong with one field."""

    veld: str
    tekst: str


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIX)


def answer(request: HttpRequest, probleem: Probleem) -> HttpResponse:
    """The error as application/problem+json."""
    soort = probleem.soort
    body = {
        "type": soort.type,
        "title": soort.titel,
        "status": soort.status,
        "detail": probleem.detail,
        "instance": request.path,
        **probleem.leden,
    }
    # A lone surrogate, from an escape in JSON or in an address, becomes that escape again.
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    response = HttpResponse(text, status=soort.status, content_type=MEDIA_TYPE)
    if soort.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Koers"'
    for name, value in probleem.headers.items():
        response[name] = value
    return response


def handle(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler; None for what nobody foresaw, which then is a 500."""
    probleem = of(exc)
    return answer(context["request"]._request, probleem) if probleem else None


def of(exc: Exception) -> Probleem | None:
    """The error of the API that belongs to an exception of Django, DRF or the portal."""
    if isinstance(exc, Probleem):
        return exc
    if isinstance(exc, drf.Throttled):
        wait = max(1, round(getattr(exc, "wait", None) or 1))
        zin = f"U vraagt te veel in korte tijd. Wacht {wait} seconden en probeer het opnieuw."
        return Probleem("te-vaak", zin, headers={"Retry-After": str(wait)})
    if isinstance(exc, drf.ValidationError):
        return Probleem("ongeldige-inhoud", "Kijk de genoemde velden na.", fouten=[vars(f) for f in faults(exc.detail)])
    if isinstance(exc, ValidationError):
        return Probleem("onvolledig", " ".join(exc.messages), fouten=[vars(f) for f in _django_faults(exc)])
    return _plain(exc)


def _plain(exc: Exception) -> Probleem | None:
    if isinstance(exc, (Http404, drf.NotFound)):
        return Probleem("niet-gevonden", "Hier is niets, of niets dat u mag zien.")
    if isinstance(exc, PermissionDenied):
        return Probleem("niet-toegestaan", str(exc) or "Uw rol geeft geen toegang hiertoe.")
    if isinstance(exc, BadRequest):
        return Probleem("ongeldige-vraag", str(getattr(exc, "zin", "")) or "Deze vraag klopt niet.")
    if isinstance(exc, (drf.NotAuthenticated, drf.AuthenticationFailed)):
        return Probleem("niet-aangemeld", "Hiervoor moet u zich aanmelden.")
    if isinstance(exc, drf.ParseError):
        return Probleem("ongeldige-inhoud", "De meegestuurde inhoud is geen geldige JSON.")
    if isinstance(exc, drf.APIException) and exc.status_code in PER_STATUS:
        soort = PER_STATUS[exc.status_code]
        return Probleem(soort.naam, soort.uitleg)
    return None


def faults(detail: Any, pad: str = "") -> Iterator[Fout]:
    """DRF's nested errors as a flat list: `berichten.0.tekst` and a sentence."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            own = "" if key == "non_field_errors" else str(key)[:60]
            yield from faults(value, ".".join(filter(None, [pad, own])))
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for i, value in enumerate(detail):
            nested = isinstance(value, (dict, list))
            yield from faults(value, ".".join(filter(None, [pad, str(i)])) if nested else pad)
    else:
        yield Fout(pad, str(detail))


def _django_faults(exc: ValidationError) -> list[Fout]:
    if hasattr(exc, "error_dict"):
        return [Fout(veld, tekst) for veld, teksten in exc.message_dict.items() for tekst in teksten]
    return [Fout("", tekst) for tekst in exc.messages]
