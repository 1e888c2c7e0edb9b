"""Deny by default: a view runs only for whom it declared itself (koers.toegang.rights)."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.module_loading import import_string

from koers.lib import klok
from koers.lib.peildatum import OngeldigeVraag
from koers.toegang import factoren, sessies
from koers.toegang.api.probleem import Probleem, answer, is_api
from koers.toegang.rights import PUBLIC, SIGNED_IN, NotAllowed, declared
from koers.toegang.sessies import HAD_ROLE
from koers.ui.herzending import resend_page, wants_json

SIGN_IN = "Hiervoor moet u zich aanmelden: stuur een sleutel mee in de kop Authorization. Die maakt u in Koers."
ROLE_ENDED = (
    "Uw laatste rol in Koers is voorbij; daarom bent u nu afgemeld. Vraag de beheerder als u nog een rol moet hebben."
)


class DenyByDefault:
    """Checks every view's declaration before it runs; a view without one is closed to all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.bevoegdheid_of = import_string(settings.KOERS_BEVOEGDHEID)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # After signing out nothing may come back from the browser's own store.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> HttpResponse | None:
        needed = declared(view, request.method)
        if needed == PUBLIC:
            return None
        if needed is None:
            raise NotAllowed("Deze bladzijde is voor niemand opengesteld.")
        if not request.user.is_authenticated:
            if is_api(request):
                return answer(request, Probleem("niet-aangemeld", SIGN_IN))
            return signed_out(request) or redirect_to_login(request.get_full_path())
        bevoegdheid = self.bevoegdheid_of(request.user, klok.today())
        if request.session.get(HAD_ROLE) and not bevoegdheid.rollen:
            sessies.end_without_role(request, now=klok.now())
            if request.method == "POST" or wants_json(request):
                raise NotAllowed(ROLE_ENDED)
            return redirect_to_login(request.get_full_path())
        if needed != SIGNED_IN and not bevoegdheid.may(needed):
            raise NotAllowed("Uw rol geeft geen toegang tot deze bladzijde. Vraag de beheerder als dat niet klopt.")
        return None


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """Whoever sent a form after the session had ended gets it back, with the way to sign in; None without a text."""
    page = resend_page(
        request,
        titel="U bent niet meer aangemeld",
        zin="Er is nog niets opgeslagen. Wat u schreef, staat hieronder en gaat niet weg door u opnieuw aan te melden.",
        status=401,
        sign_in=resolve_url(settings.LOGIN_URL),
    )
    if page is not None:
        page["WWW-Authenticate"] = 'Cookie realm="Koers"'
    return page


class SecondFactorFirst:
    """Where a second factor is compulsory, who has none sets one up before anything else; and sessions are seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        sessies.see(request, now=klok.now())
        if not settings.KOERS_SECOND_FACTOR or declared(view) == PUBLIC or getattr(view, "before_factor", False):
            return None
        if factoren.passed(request):
            return None
        if wants_json(request):
            raise NotAllowed("Stel eerst een tweede stap in: open Koers in de browser.")
        return redirect("toegang:factor_first")


class NoNulInAddress:
    """An address with a NUL character (%00) means nothing, and PostgreSQL refuses to look for it: answered with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or any(
            "\x00" in text for pair in request.GET.lists() for text in (pair[0], *pair[1])
        ):
            raise OngeldigeVraag("In dit adres staat een teken dat niet kan. Ga terug en volg de link opnieuw.")
        return self.get_response(request)


class AskersAddress:
    """REMOTE_ADDR is that of the person's machine, not of the proxy in front: what throttles would else count as one.

    Only what a trusted proxy (KOERS_PROXIES) wrote is believed: of X-Forwarded-For the last address that is not itself
    one of those proxies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies = settings.PROXIES

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for text in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if not self._is_proxy(request.META.get("REMOTE_ADDR", "")):
                break
            try:
                request.META["REMOTE_ADDR"] = str(ip_address(text.strip()))
            except ValueError:
                break
        return self.get_response(request)

    def _is_proxy(self, address: str) -> bool:
        try:
            here = ip_address(address)
        except ValueError:
            return False
        return any(here in proxy for proxy in self.proxies)


class BrowserLimits:
    """What the portal never asks of a browser, so that nothing injected can: camera, place, and being embedded."""

    HEADERS = {
        "Permissions-Policy": ", ".join(
            f"{feature}=()"
            for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "serial")
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response
