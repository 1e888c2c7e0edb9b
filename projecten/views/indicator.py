"""Doors to an indicator: what was measured, its definition, its targets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.peildatum import LAATST, VROEGST, Blik, read_blik
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right
from projecten.forms.indicator import DoelenForm, IndicatorForm
from projecten.models import Indicator, Meting, Project, Streefwaarde
from projecten.selectors.deelname import load_eigenaren
from projecten.selectors.indicator import IndicatorBlik, load_indicator
from projecten.selectors.indicatorvervolg import load_vervolg
from projecten.selectors.onderwerp import project_name
from projecten.services.indicator import begin_indicator, change_indicator, set_doelen

form_door = require_http_methods(["GET", "POST"])
VELDEN = [name for name in IndicatorForm.base_fields if name != "bevestigd"]


@right("projecten.project:view")
@require_GET
def indicator_detail(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """Its values per eigenaar, and of the region."""
    project, indicator = _find(request, slug, sleutel)
    blik = read_blik(request.GET, klok.today())
    context = {
        "blik": blik,
        "project": project,
        "naam": project_name(project, blik.peildatum),
        "pagina": load_indicator(indicator, blik, request.user),
        "vervolg": load_vervolg(indicator, blik.peildatum),
        "mag": bevoegdheid_of(request.user, blik.vandaag).may("projecten.indicator:edit"),
    }
    return render(request, "projecten/indicator_detail.html", context)


@right("projecten.project:view")
@require_GET
def indicator_export(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """The same table as a file."""
    _, indicator = _find(request, slug, sleutel)
    blik = read_blik(request.GET, klok.today())
    pagina = load_indicator(indicator, blik, request.user)
    return csv_response(f"{indicator.sleutel}-{blik.peildatum}", *_as_table(pagina))


def _as_table(pagina: IndicatorBlik) -> tuple[list[str], list[list[str]]]:
    kop = [
        "Eigenaar",
        *(str(periode.dag) for periode in pagina.perioden),
        str(pagina.jaar),
        f"Streefwaarde {pagina.jaar}",
    ]
    rows = [[rij.naam, *rij.waarden, rij.jaar, rij.doel] for rij in (*pagina.regels, pagina.regio)]
    return kop, rows


@right("projecten.indicator:edit")
@form_door
def indicator_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one."""
    project = _project(request, slug)
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        form.cleaned_data.pop("bevestigd")
        if form.write(begin_indicator, actor=request.user, project=project, now=klok.now()):
            messages.success(request, "De indicator staat vast. Leg nu de streefwaarden vast, of vul metingen in.")
            return redirect("projecten:project_detail", slug)
    return _form(request, project, form, titel="Nieuwe indicator", knop="Leg de indicator vast")


@right("projecten.indicator:edit")
@form_door
def indicator_edit(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """Change its definition; how it adds up only after a warning."""
    project, indicator = _find(request, slug, sleutel)
    form = IndicatorForm(request.POST or None, initial={name: getattr(indicator, name) for name in VELDEN})
    if form.is_valid() and form.write(change_indicator, actor=request.user, indicator=indicator, now=klok.now()):
        messages.success(request, "De definitie is gewijzigd.")
        return redirect("projecten:indicator_detail", slug, sleutel)
    return _form(request, project, form, titel=f"Wijzig {indicator.naam}", knop="Leg de wijziging vast")


@right("projecten.indicator:edit")
@form_door
def doelen_edit(request: HttpRequest, slug: str, sleutel: str, jaar: int) -> HttpResponse:
    """Targets of a year and the baseline, for every eigenaar."""
    project, indicator = _find(request, slug, sleutel)
    if not VROEGST.year <= jaar <= LAATST.year:
        raise Http404("geen jaar")
    today = klok.today()
    targets = Streefwaarde.objects.filter(indicator=indicator, jaar=jaar)
    baseline = Meting.objects.filter(indicator=indicator, eigenaar__isnull=False)
    baseline = baseline.filter(peildatum=indicator.nulmeting_op) if indicator.nulmeting_op else baseline.none()
    form = DoelenForm(
        request.POST or None,
        indicator=indicator,
        eigenaren=load_eigenaren(Blik(today, today)),
        doelen=dict(targets.values_list("eigenaar", "waarde")),
        nulmeting=dict(baseline.values_list("eigenaar", "waarde")),
    )
    known = {"actor": request.user, "indicator": indicator, "jaar": jaar, "now": klok.now()}
    if form.is_valid() and form.write(set_doelen, **known):
        messages.success(request, "De streefwaarden staan vast." if form.changed_data else "Er is niets veranderd.")
        return redirect("projecten:indicator_detail", slug, sleutel)
    context = {
        "form": form,
        "project": project,
        "indicator": indicator,
        "jaar": jaar,
        "naam": project_name(project, today),
    }
    return render(request, "projecten/doelen_edit.html", context, status=422 if form.errors else 200)


def _project(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user, klok.today()), slug=slug)


def _find(request: HttpRequest, slug: str, sleutel: str) -> tuple[Project, Indicator]:
    project = _project(request, slug)
    rows = Indicator.objects.visible_to(request.user, klok.today())
    return project, get_object_or_404(rows, project=project, sleutel=sleutel)


def _form(request: HttpRequest, project: Project, form: IndicatorForm, **words: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "project": project, "naam": project_name(project, klok.today()), **words}
    return render(request, "projecten/indicator_form.html", context, status=422 if form.errors else 200)
