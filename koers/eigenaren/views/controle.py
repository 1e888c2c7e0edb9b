"""Doors of the beheerder to the yearly review of rights."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.eigenaren import controle as lezen
from koers.eigenaren.models import Eigenaar, Rechtencontrole
from koers.eigenaren.services.controle import begin_controle, decide_controle
from koers.lib import klok
from koers.lib.uitvoer import csv_response
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right


@right("eigenaren.aanstelling:edit")
@require_GET
def controle_list(request: HttpRequest) -> HttpResponse:
    """When the roles of each eigenaar, and of the programme, were last reviewed."""
    return render(request, "eigenaren/controle_list.html", {"standen": lezen.list_standen(klok.today())})


@right("eigenaren.aanstelling:edit")
@require_GET
def controle_export(request: HttpRequest) -> HttpResponse:
    """Every line of every review, as a file."""
    return csv_response(f"rollen-nagelopen-{klok.today()}", lezen.KOP, lezen.as_rows())


@right("eigenaren.aanstelling:edit")
@require_POST
def controle_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a review, or go on with the open one."""
    begin_controle(actor=cast(Gebruiker, request.user), eigenaar=_eigenaar(slug), now=klok.now())
    return redirect("eigenaren:controle_detail", slug=slug)


@right("eigenaren.aanstelling:edit")
@require_http_methods(["GET", "POST"])
def controle_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The open review as a form, and the earlier ones; 422, with the reason, when a choice can't be."""
    eigenaar, reden = _eigenaar(slug), ""
    if request.method == "POST":
        bezig = get_object_or_404(Rechtencontrole, eigenaar=eigenaar, afgerond_op=None)
        reden = _decide(request, bezig)
        if not reden:
            return redirect("eigenaren:controle_detail", slug=slug)
    found = list(lezen.reviews(eigenaar))
    context = {
        "waarvan": eigenaar.naam if eigenaar else lezen.HET_PROGRAMMA,
        "slug": slug,
        "bezig": next((controle for controle in found if controle.afgerond_op is None), None),
        "eerder": [controle for controle in found if controle.afgerond_op is not None],
        "reden": reden,
    }
    return render(request, "eigenaren/controle_detail.html", context, status=422 if reden else 200)


def _decide(request: HttpRequest, controle: Rechtencontrole) -> str:
    """Carry out the choices of the form; why not, when it refuses."""
    keuzes = {
        int(name[6:]): str(value)
        for name, value in request.POST.items()
        if name.startswith("regel-") and name[6:].isascii() and name[6:].isdigit() and len(name) < 24
    }
    if not keuzes:
        return "Kies bij ten minste een rol: bevestig of trek in."
    try:
        after = decide_controle(actor=cast(Gebruiker, request.user), controle=controle, keuzes=keuzes, now=klok.now())
    except ValidationError as error:
        return " ".join(error.messages)
    messages.success(request, "De controle is afgerond." if after.afgerond_op else "Bewaard. Er staan nog rollen open.")
    return ""


def _eigenaar(slug: str) -> Eigenaar | None:
    return None if slug == lezen.PROGRAMMA else get_object_or_404(Eigenaar, slug=slug)
