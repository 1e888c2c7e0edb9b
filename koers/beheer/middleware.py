"""What stands around every request: its number, its line in the log, and the questions of whoever watches."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from koers.beheer import draad
from koers.beheer.cijfers import count_request
from koers.beheer.gezondheid import failing_parts
from koers.lib import klok

ALIVE, READY = "/gezond", "/gereed"
PROBES = (ALIVE, READY)
logger = logging.getLogger("koers.verzoek")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLine:
    """Numbers each request, gives the number back in the answer, and writes one line about it.

    In the line stands the name of the view, not the address, in which a search or a key may stand.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given, remote = request.headers.get(draad.HEADER), request.META.get("REMOTE_ADDR", "")
        number = draad.accepted(given, remote, settings.PROXIES)
        token, begin = draad.current.set(number), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[draad.HEADER] = number
            if not is_probe(request):
                _tell(request, response.status_code, time.perf_counter() - begin)
            return response
        finally:
            draad.current.reset(token)


def view_name(request: HttpRequest) -> str:
    """What was asked for, in names of the code: of the view, else what kind of address it was."""
    if request.resolver_match:
        return request.resolver_match.view_name or request.resolver_match.route or "-"
    return "static" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "-"


def is_probe(request: HttpRequest) -> bool:
    return request.path_info.rstrip("/") in PROBES


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    known = request.method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    view, method = view_name(request), str(request.method) if known else "-"
    count_request(view, method, status, seconds)
    fields = {"view": view, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
    logger.info("request", extra=fields)


class Probes:
    """`/gezond` (this process answers) and `/gereed` (it can do its work), before host, session and sign-in.

    Here and not among the addresses, because a load balancer asks by number, over plain HTTP, under any host name.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_probe(request):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _plain("alleen GET", 405)
        return _plain("goed") if request.path_info.rstrip("/") == ALIVE else _ready()


def _ready() -> HttpResponse:
    if failing := failing_parts(now=klok.now()):
        return _plain(f"niet gereed: {', '.join(failing)}", 503)
    return _plain("goed")


def _plain(text: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store", **({"Allow": "GET, HEAD"} if status == 405 else {})}
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
