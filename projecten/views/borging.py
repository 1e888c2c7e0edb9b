"""Doors to the register of borgingen, to recording one, and to the check of it a year on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.lib import klok
from koers.lib.peildatum import read_blik
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import NotAllowed, right
from projecten.forms.borging import BorgingForm, ControleForm
from projecten.models import Borging, Project
from projecten.selectors.borging import KOP, as_rows, keep_refusal, keeps, load_register
from projecten.selectors.borgingblad import load_borgingblad
from projecten.selectors.onderwerp import project_name
from projecten.services.borging import check_borging, record_borging

form_door = require_http_methods(["GET", "POST"])


@right("projecten.project:view")
@require_GET
def borging_list(request: HttpRequest) -> HttpResponse:
    """All borgingen, filtered by the address."""
    blik = read_blik(request.GET, klok.today())
    register = load_register(blik, request.GET)
    eigen = keeps(request.user, blik.vandaag, (rij.project.id for rij in register.rijen)) if blik.is_nu else ()
    return render(request, "projecten/borging_list.html", {"blik": blik, "register": register, "eigen": eigen})


@right("projecten.project:view")
@require_GET
def borging_export(request: HttpRequest) -> HttpResponse:
    """The same register as a file."""
    blik = read_blik(request.GET, klok.today())
    return csv_response(f"borgingen-{blik.peildatum}", KOP, as_rows(load_register(blik, request.GET).rijen))


@right("projecten.project:view")
@require_GET
def borging_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One borging: what is known, its checks, and what was mended."""
    rows = Borging.objects.visible_to(request.user, klok.today()).select_related("project", "partner", "eigenaar")
    blad = load_borgingblad(get_object_or_404(rows, pk=pk), klok.today())
    mag = bool(keeps(request.user, klok.today(), [blad.borging.project_id]))
    return render(request, "projecten/borging_detail.html", {"blad": blad, "mag": mag})


@right("projecten.borging:edit")
@form_door
def borging_create(request: HttpRequest, slug: str) -> HttpResponse:
    """By whom the result of a project was taken over."""
    now = klok.now()
    project = get_object_or_404(Project.objects.visible_to(request.user, klok.today()), slug=slug)
    _require(request, project)
    form = BorgingForm(request.POST or None, initial={"gemeld_op": klok.today()}, day=klok.today())
    if form.is_valid() and form.write(record_borging, actor=request.user, project=project, now=now):
        return _done(request, project, "De borging staat vast. Na een jaar vraagt Koers of zij nog standhoudt.")
    return _form(request, project, form, titel="Leg een borging vast", knop="Leg de borging vast")


@right("projecten.borging:edit")
@form_door
def borging_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the organisation still keeps the result."""
    rows = Borging.objects.visible_to(request.user, klok.today()).select_related("project", "partner", "eigenaar")
    borging = get_object_or_404(rows, pk=pk)
    _require(request, borging.project)
    form = ControleForm(request.POST or None, initial={"datum": klok.today()})
    if form.is_valid() and form.write(check_borging, actor=request.user, borging=borging, now=klok.now()):
        return _done(request, borging.project, "De controle staat vast.")
    bij = borging.partner or borging.eigenaar
    return _form(request, borging.project, form, titel=f"Is dit nog geborgd bij {bij}?", knop="Leg de controle vast")


def _require(request: HttpRequest, project: Project) -> None:
    if refusal := keep_refusal(request.user, project, klok.today()):
        raise NotAllowed(refusal)


def _done(request: HttpRequest, project: Project, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect("projecten:project_detail", project.slug)


def _form(request: HttpRequest, project: Project, form: Form, **words: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "project": project, "naam": project_name(project, klok.today()), **words}
    return render(request, "projecten/project_form.html", context, status=422 if form.errors else 200)
