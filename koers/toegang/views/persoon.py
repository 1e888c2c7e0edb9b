"""Doors to what is kept of oneself."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.toegang import personen
from koers.toegang.models import Gebruiker
from koers.toegang.persoonsgegevens import kinds
from koers.toegang.rights import signed_in


@signed_in
@require_GET
def gegevens_detail(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of the person who asks, in numbers, and where to take all of it."""
    gebruiker = cast(Gebruiker, request.user)
    soorten = [(soort.kop, soort.rows(gebruiker).count()) for soort in kinds()]
    context = {"soorten": [(kop, aantal) for kop, aantal in soorten if aantal]}
    return render(request, "toegang/gegevens_detail.html", context)


@signed_in
@require_GET
@never_cache
def gegevens_export(request: HttpRequest) -> HttpResponse:
    """All of it, as a file."""
    gebruiker = cast(Gebruiker, request.user)
    return as_file(personen.export_person(actor=gebruiker, gebruiker=gebruiker, now=klok.now()), gebruiker)


def as_file(found: dict[str, Any], gebruiker: Gebruiker) -> JsonResponse:
    """A download that people can read too; its name holds no name."""
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="koers-gegevens-{gebruiker.pk}.json"'
    return response
