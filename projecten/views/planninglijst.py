"""Doors to the milestones and the risks of all projects: the pages and the files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.lib.peildatum import read_blik
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right
from projecten.selectors.planninglijst import (
    KOP_MIJLPALEN,
    KOP_RISICOS,
    load_mijlpalenlijst,
    load_risicolijst,
    mijlpalen_as_rows,
    risicos_as_rows,
)


@right("projecten.project:view")
@require_GET
def mijlpaal_list(request: HttpRequest) -> HttpResponse:
    """All milestones, filtered by the address."""
    blik = read_blik(request.GET, klok.today())
    context = {"blik": blik, "lijst": load_mijlpalenlijst(blik, request.GET)}
    return render(request, "projecten/mijlpaal_list.html", context)


@right("projecten.project:view")
@require_GET
def mijlpaal_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    blik = read_blik(request.GET, klok.today())
    rows = mijlpalen_as_rows(load_mijlpalenlijst(blik, request.GET).rijen)
    return csv_response(f"mijlpalen-{blik.peildatum}", KOP_MIJLPALEN, rows)


@right("projecten.project:view")
@require_GET
def risico_list(request: HttpRequest) -> HttpResponse:
    """All risks, filtered by the address."""
    blik = read_blik(request.GET, klok.today())
    context = {"blik": blik, "lijst": load_risicolijst(blik, request.GET)}
    return render(request, "projecten/risico_list.html", context)


@right("projecten.project:view")
@require_GET
def risico_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    blik = read_blik(request.GET, klok.today())
    rows = risicos_as_rows(load_risicolijst(blik, request.GET).rijen)
    return csv_response(f"risicos-{blik.peildatum}", KOP_RISICOS, rows)
