"""The door to the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.toegang.rights import public
from rapportage.selectors.zoeken import load_uitslag, read_vraag


@public
@require_GET
def zoeken(request: HttpRequest) -> HttpResponse:
    """Search everything that one may see; who is not signed in finds what is published."""
    uitslag = load_uitslag(request.user, klok.today(), read_vraag(request.GET))
    return render(request, "rapportage/zoeken.html", {"uitslag": uitslag}, status=400 if uitslag.zin else 200)
