"""Asking again who someone is, before an act that does harm in the wrong hands. Remembered for a quarter of an hour.

What was typed is not lost: the form that was sent waits in the session and goes on after the password or code.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from koers.toegang.middleware import DenyByDefault

View = TypeVar("View", bound=Callable[..., HttpResponse])
WAITING = "koers_wacht_op_bevestiging"
# A form larger than this is not kept in the session: the person is sent back to it.
LARGEST = 200_000


def recently_confirmed(request: HttpRequest) -> bool:
    """True when this session gave a password, code, passkey or organisation's word in the last quarter of an hour."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    latest = max((record.get("at", 0) for record in records), default=0)
    return 0 <= time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT


def confirmed(view: View) -> View:
    """Let a view run only shortly after its visitor said who they are. Stands under the declaration of its right."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if recently_confirmed(request):
            return view(request, *args, **kwargs)
        return suspend(request)

    return guarded  # type: ignore[return-value]


def suspend(request: HttpRequest) -> HttpResponse:
    """To the page that asks for password or code; what was posted waits in the session."""
    path = request.get_full_path()
    request.session.pop(WAITING, None)
    if request.method == "POST" and not request.FILES:
        typed = request.POST.urlencode()
        if len(typed) <= LARGEST:
            request.session[WAITING] = {"aan": path, "wie": request.user.pk, "ingevuld": typed}
    return redirect(f"{reverse('toegang:confirm')}?{urlencode({'next': path})}")


def resume(request: HttpRequest, naar: str) -> HttpResponse:
    """On to where one was going: the form that waits is sent by the server, any other address by the browser."""
    waiting = request.session.pop(WAITING, None)
    if not waiting or waiting["aan"] != naar or waiting["wie"] != request.user.pk:
        return redirect(naar)
    path, _, query = naar.partition("?")
    view, args, kwargs = resolve(path)
    request.method, request.path, request.path_info = "POST", path, path
    request.META["QUERY_STRING"], request.GET = query, QueryDict(query)  # type: ignore[assignment]
    request.POST = QueryDict(waiting["ingevuld"])  # type: ignore[assignment]
    # The view is reached past the middleware: what it declared is looked at here.
    return DenyByDefault(view).process_view(request, view) or view(request, *args, **kwargs)


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where `next` leads, when that is within this portal; `otherwise` when not."""
    naar = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(naar, {request.get_host()}, require_https=request.is_secure())
    return naar if inside and naar.startswith("/") else otherwise
