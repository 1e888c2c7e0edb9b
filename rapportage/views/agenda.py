"""Doors to *mijn agenda*: the page, and the same dates as a calendar feed at a secret address."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.ics import CONTENT_TYPE, write_calendar
from koers.toegang.api.remmen import wrong_key_wait
from koers.toegang.models import Gebruiker, Sleutel
from koers.toegang.rights import public, right
from koers.toegang.sleutels import find_sleutel, record_use
from rapportage.selectors.agenda import as_afspraken, load_agenda

NAAM = "Koers: mijn agenda"


@right("rapportage.agenda:view")
@require_GET
def agenda_list(request: HttpRequest) -> HttpResponse:
    """Every date that asks something of the one who is signed in."""
    gebruiker = cast(Gebruiker, request.user)
    today = klok.today()
    context = {
        "met_taken": bevoegdheid_of(gebruiker, today).may("rapportage.taken:view"),
        "momenten": load_agenda(gebruiker, today),
        "adressen": Sleutel.objects.feeds(gebruiker, klok.now()),
    }
    return render(request, "rapportage/agenda_list.html", context)


@public
@require_safe
def agenda_feed(request: HttpRequest, sleutel: str) -> HttpResponse:
    """The dates of whoever this secret address is of, as they are now; 404 when it opens nothing (any more)."""
    now = klok.now()
    found = find_sleutel(sleutel, now, feed=True)
    if found is None:
        return _unknown(request)
    if not bevoegdheid_of(found.gebruiker, klok.day_of(now)).may("rapportage.agenda:view"):
        raise Http404
    record_use(sleutel=found, now=now)
    momenten = load_agenda(found.gebruiker, klok.day_of(now))
    afspraken = as_afspraken(momenten, request.get_host(), request.build_absolute_uri("/").rstrip("/"))
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="koers.ics"'}
    return HttpResponse(write_calendar(NAAM, afspraken, now=now), content_type=CONTENT_TYPE, headers=headers)


def _unknown(request: HttpRequest) -> HttpResponse:
    """Guessing is slowed down as with the keys to the API."""
    if wait := wrong_key_wait(request):
        zin = f"Er kwamen te veel adressen die niet werken. Wacht {wait} seconden."
        return HttpResponse(
            zin, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(wait)}
        )
    raise Http404
