"""What one sees when something is refused, is not there, or broke."""

from __future__ import annotations

import sys

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from koers.toegang.api.probleem import SOORTEN, Probleem, answer, is_api
from koers.toegang.forms import SignInForm
from koers.toegang.storing import sentence_of
from koers.ui.herzending import is_ours, resend_page, wants_json, written_texts

EXPIRED = "Dit formulier komt niet van deze bladzijde, of is verlopen. Open de bladzijde opnieuw en vul het in."


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere: refused. One of our own, from before signing in again: given back to send."""
    page = None
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        zin = "Het formulier is van voordat u zich aanmeldde. Kijk uw tekst na en verstuur hem opnieuw."
        page = resend_page(request, titel="Nog niet verstuurd", zin=zin, status=403)
    return page or render(request, "403.html", {"reden": EXPIRED}, status=403)


NIET_UW_ROL = "Uw rol geeft geen toegang tot dit onderdeel."
WEG = "Het adres klopt niet, de pagina bestaat niet meer, of ze is niet voor u te zien."
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
TE_GROOT = (
    "Dit formulier is te groot om in een keer te versturen. Er is niets opgeslagen. Ga terug: uw tekst staat er nog. "
    "Maak hem korter en bewaar hem opnieuw."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong, where the address asked for something that cannot be (koers.lib.peildatum.OngeldigeVraag)."""
    reden = str(getattr(exception, "zin", "")) or (TE_GROOT if isinstance(exception, TOO_LARGE) else "")
    if is_api(request):
        return answer(request, Probleem("ongeldige-vraag", reden or "Deze vraag klopt niet."))
    return render(request, "400.html", {"reden": reden}, status=400)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    if is_api(request):
        return answer(request, Probleem("niet-toegestaan", str(exception)))
    return _no_further(request, "403.html", str(exception) or NIET_UW_ROL, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return answer(request, Probleem("niet-gevonden", "Dit adres is er niet, of niet voor u."))
    return _no_further(request, "404.html", WEG, 404)


def _no_further(request: HttpRequest, sjabloon: str, reden: str, status: int) -> HttpResponse:
    """Why not; with the words that were sent, if any, for their writer to copy: nothing else of what is refused.

    Also when the right to write was lost while one typed. A form from elsewhere is never shown.
    """
    if wants_json(request):
        return JsonResponse({"staat": "dicht", "zin": reden, "wie": request.user.pk}, status=status)
    teksten = written_texts(request) if is_ours(request) else []
    response = render(request, sjabloon, {"reden": reden, "teksten": teksten}, status=status)
    if teksten:
        response["Cache-Control"] = "private, no-store"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """What broke, as far as one can say, with what was typed. Without context processors, which may be what broke."""
    if is_api(request):
        return answer(request, Probleem("fout-in-koers", SOORTEN["fout-in-koers"].uitleg))
    zin, status = sentence_of(sys.exc_info()[1])
    if status == 503 and request.path_info == reverse("toegang:sign_in"):
        return _passing(sign_in_closed(request, zin))
    try:
        page = resend_page(request, titel="Er ging iets mis", zin=zin, status=status)
    except Exception:  # the form itself may be what cannot be read
        page = None
    response = page or HttpResponse(render_to_string("500.html", {"zin": zin}), status=status)
    return _passing(response) if status == 503 else response


def sign_in_closed(request: HttpRequest, zin: str) -> HttpResponse:
    """The sign-in page while there is no database: without organisations, with the address that was typed."""
    form = SignInForm(initial={"username": request.POST.get("username", "")[:254]})
    context = {"form": form, "storing": f"U kunt zich nu niet aanmelden. {zin}", "csrf_token": get_token(request)}
    response = HttpResponse(render_to_string("toegang/sign_in.html", context), status=503)
    response["Cache-Control"] = "private, no-store"
    return response


def _passing(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "10"
    return response
