"""What stands around every request: the two questions of whoever watches over the portal."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from koers.beheer.gezondheid import failing_parts
from koers.lib import klok

ALIVE, READY = "/gezond", "/gereed"


class Probes:
    """`/gezond` (this process answers) and `/gereed` (it can do its work), before host, session and sign-in.

    Here and not among the addresses, because a load balancer asks by number, over plain HTTP, under any host name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info.rstrip("/")
        if path not in (ALIVE, READY):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _plain("alleen GET", 405)
        return _plain("goed") if path == ALIVE else _ready()


def _ready() -> HttpResponse:
    if failing := failing_parts(now=klok.now()):
        return _plain(f"niet gereed: {', '.join(failing)}", 503)
    return _plain("goed")


def _plain(text: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store", **({"Allow": "GET, HEAD"} if status == 405 else {})}
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
