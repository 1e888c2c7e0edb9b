"""Doors to what was promised in the region: the list, and the same as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right
from projecten.selectors.toezegginglijst import KOP, as_rows, load_lijst


@right("projecten.project:view")
@require_GET
def toezegging_list(request: HttpRequest) -> HttpResponse:
    """All promises, filtered by the address."""
    lijst = load_lijst(request.user, klok.today(), request.GET)
    return render(request, "projecten/toezegging_list.html", {"lijst": lijst})


@right("projecten.project:view")
@require_GET
def toezegging_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    today = klok.today()
    return csv_response(f"toezeggingen-{today}", KOP, as_rows(load_lijst(request.user, today, request.GET).rijen))
