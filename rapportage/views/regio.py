"""Doors to the dashboard of the region and to who takes part in what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.peildatum import read_blik
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right
from rapportage.selectors.matrix import as_rows, header, load_matrix
from rapportage.selectors.regio import load_regio


@right("rapportage.regio:view")
@require_GET
def regio_detail(request: HttpRequest) -> HttpResponse:
    """The region on a day."""
    blik = read_blik(request.GET, klok.today())
    pagina = load_regio(blik, request.user, request.GET)
    may_order = bevoegdheid_of(request.user, blik.vandaag).may("themalijnen.themalijn:edit")
    context = {"blik": blik, "pagina": pagina, "mag_ordenen": may_order}
    return render(request, "rapportage/regio_detail.html", context)


@right("rapportage.regio:view")
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Every regional project × every eigenaar."""
    blik = read_blik(request.GET, klok.today())
    return render(request, "rapportage/regio_matrix.html", {"blik": blik, "matrix": load_matrix(blik, request.GET)})


@right("rapportage.regio:view")
@require_GET
def matrix_export(request: HttpRequest) -> HttpResponse:
    """The table as a file: all that was asked for, also where the screen shows one theme line of it."""
    blik = read_blik(request.GET, klok.today())
    found = load_matrix(blik, request.GET, heel=True)
    return csv_response(f"deelname-{blik.peildatum}", header(found), as_rows(found))
