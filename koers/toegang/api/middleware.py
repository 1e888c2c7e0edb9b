"""Around every call of the API: its version in a header, a bound on what is sent, the key, 304 for what is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from koers.lib import klok
from koers.toegang.api.probleem import Probleem, answer, is_api
from koers.toegang.api.remmen import wrong_key_wait
from koers.toegang.log import through
from koers.toegang.models import Logregel
from koers.toegang.sleutels import find_sleutel, record_use

VERSION = "1.0.0"
MAX_BODY = 256 * 1024
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")

WRONG = "Deze sleutel werkt niet: hij bestaat niet, is verlopen of is ingetrokken. Maak in Koers een nieuwe."


class ApiAnswers:
    """API-Version and ETag on each answer; 413 before a body beyond the bound is read; 304 for what did not change.

    What is written meanwhile stands in the log as done by way of the API, with a key or from a browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        response = self._not_changed(request, self._answer(request))
        response["API-Version"] = VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length[:15]) > MAX_BODY:
            zin = f"U stuurt meer dan {MAX_BODY // 1024} kB mee. Zo groot is geen enkele voortgang."
            return answer(request, Probleem("te-groot", zin))
        with through(Logregel.Via.API):
            return self.get_response(request)

    @staticmethod
    def _not_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        if "ETag" not in response and not response.streaming:
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if not {"*", response.get("ETag", "")} & {etag.removeprefix("W/") for etag in known}:
            return response
        unchanged = HttpResponse(status=304)
        for name in ("ETag", "Cache-Control", "Vary"):
            if name in response:
                unchanged[name] = response[name]
        del unchanged["Content-Type"]
        return unchanged


class KeyInHeader:
    """`Authorization: Bearer …` on a call of the API: from here on the request is its owner's, and of no session.

    A key that does not work is refused whatever is asked for; too many of those from one address have to wait.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request) or "Authorization" not in request.headers:
            return self.get_response(request)
        scheme, _, tekst = request.headers["Authorization"].partition(" ")
        now = klok.now()
        sleutel = find_sleutel(tekst.strip(), now) if scheme.lower() == "bearer" else None
        if sleutel is None:
            return answer(request, _refused(request))
        if request.method not in SAFE and not sleutel.may_write:
            zin = f"De sleutel “{sleutel.naam}” mag alleen lezen. Maak een sleutel die voortgang mag schrijven."
            return answer(request, Probleem("bereik-te-klein", zin))
        record_use(sleutel=sleutel, now=now)
        request.user, request.sleutel = sleutel.gebruiker, sleutel  # type: ignore[attr-defined]
        return self.get_response(request)


def _refused(request: HttpRequest) -> Probleem:
    if wait := wrong_key_wait(request):
        zin = f"Er kwamen te veel sleutels die niet werken. Wacht {wait} seconden."
        return Probleem("te-vaak", zin, headers={"Retry-After": str(wait)})
    return Probleem("niet-aangemeld", WRONG)
