"""Doors to the programme's money and its schemes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from financien.forms.beschikking import RegelForm
from financien.grafieken import bridge, cause_bars
from financien.models import Regeling
from financien.selectors.pagina import programma_pagina
from financien.selectors.programma import latest_year, programma_jaren
from financien.selectors.regeling import list_regelingen, load_regeling
from financien.services import change_regel, create_regel
from financien.views.jaar import read_jaar, year_choices
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right

KOP = (
    "Regeling",
    "Beschikking",
    "Meegenomen",
    "Toegekend",
    "Lasten",
    "Mee naar later",
    "Terug",
    "Verschil",
    "Herkomst",
)


@right("financien.programma:view")
@require_GET
def programma_detail(request: HttpRequest) -> HttpResponse:
    """The bridge, the awards as equations, the checks against the sources and the causes."""
    today = klok.today()
    jaar = read_jaar(request.GET) or latest_year() or today.year
    pagina = programma_pagina(jaar, request.user, today)
    context = {
        "pagina": pagina,
        "geld": pagina.geld,
        "brug": bridge(pagina.geld) if pagina.geld.rijen else None,
        "mag_capaciteit": bevoegdheid_of(request.user, today).may("financien.capaciteit:edit"),
        "oorzaken": cause_bars(pagina.geld.oorzaken),
        "keuzes": year_choices(programma_jaren(), jaar),
    }
    return render(request, "financien/programma_detail.html", context)


@right("financien.programma:view")
@require_GET
def programma_export(request: HttpRequest) -> HttpResponse:
    """The rows of the page as a file: what one may not see there is not here either."""
    today = klok.today()
    jaar = read_jaar(request.GET) or latest_year() or today.year
    rijen = [
        (groep.naam, rij.naam, v.mee, v.toegekend, v.lasten, v.meenemen, v.terugstorten, v.verschil, rij.herkomst)
        for groep in programma_pagina(jaar, request.user, today).groepen
        for rij in groep.rijen
        for v in (rij.vergelijking,)
    ]
    return csv_response(f"geld-{jaar}", KOP, rijen)


@right("financien.regeling:view")
@require_GET
def regeling_list(request: HttpRequest) -> HttpResponse:
    """Every scheme."""
    return render(request, "financien/regeling_list.html", {"rijen": list_regelingen(request.user, klok.today())})


@right("financien.regeling:view")
@require_GET
def regeling_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One scheme: its rules per year with their source, and the awards one may see."""
    today = klok.today()
    regeling = get_object_or_404(Regeling.objects.visible_to(request.user, today), slug=slug)
    pagina = load_regeling(regeling, request.user, today)
    context = {
        "pagina": pagina,
        "regeling": regeling,
        "mag_wijzigen": bevoegdheid_of(request.user, today).may("financien.regeling:edit"),
    }
    return render(request, "financien/regeling_detail.html", context)


@right("financien.regeling:edit")
@require_http_methods(["GET", "POST"])
def regel_edit(request: HttpRequest, slug: str, jaar: int) -> HttpResponse:
    """The rule of one year of a scheme: made when there is none, changed when there is."""
    now = klok.now()
    regeling = get_object_or_404(Regeling.objects.visible_to(request.user, now.date()), slug=slug)
    regel = regeling.regels.filter(jaar=jaar).first()
    form = RegelForm(request.POST or None, initial=vars(regel) if regel else {})
    if form.is_valid():
        if regel:
            written = form.write(change_regel, actor=request.user, regel=regel, now=now)
        else:
            written = form.write(create_regel, actor=request.user, regeling=regeling, jaar=jaar, now=now)
        if written:
            messages.success(request, f"De regel voor {jaar} staat vast.")
            return redirect("financien:regeling_detail", slug=slug)
    context = {"form": form, "titel": f"Regel voor {jaar}", "knop": "Leg de regel vast", "terug": regeling}
    return render(request, "financien/regel_edit.html", context)
