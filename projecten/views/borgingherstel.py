"""Doors to mending a borging or a check of it, and to taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.lib.notatie import datum
from koers.lib.stapform import RedenForm
from koers.toegang.rights import NotAllowed, right
from projecten.forms.borging import BorgingVerbeterForm, ControleVerbeterForm, HerstelForm
from projecten.models import Borging, BorgingControle
from projecten.selectors.borging import keep_refusal
from projecten.selectors.onderwerp import project_name
from projecten.services.borgingherstel import correct_borging, correct_controle, withdraw_borging, withdraw_controle

form_door = require_http_methods(["GET", "POST"])


@right("projecten.borging:edit")
@form_door
def borging_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """By whom, since when, or on what agreement: where it was recorded wrongly."""
    borging = _borging(request, pk)
    form = BorgingVerbeterForm(request.POST or None, borging=borging, day=klok.today())
    if form.is_valid() and form.write(correct_borging, actor=request.user, borging=borging, now=klok.now()):
        return _done(request, borging, "De borging is verbeterd. Wat er stond, blijft bij de borging te lezen.")
    return _form(request, borging, form, "Verbeter deze borging", "Verbeter de borging")


@right("projecten.borging:edit")
@form_door
def borging_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A borging that should not have been recorded."""
    borging = _borging(request, pk)
    form = RedenForm(request.POST or None)
    if form.is_valid() and form.write(withdraw_borging, actor=request.user, borging=borging, now=klok.now()):
        messages.success(
            request, "De borging is teruggenomen. Bij wie zij was en waarom u haar terugnam, staat in het logboek."
        )
        return redirect("projecten:project_detail", borging.project.slug)
    return _form(request, borging, form, f"Neem terug: geborgd bij {borging.partner or borging.eigenaar}", "Neem terug")


@right("projecten.borging:edit")
@form_door
def controle_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found: where it was written down wrongly."""
    controle = _controle(request, pk)
    initial = {"datum": controle.datum, "uitkomst": controle.uitkomst, "bevinding": controle.bevinding}
    form = ControleVerbeterForm(request.POST or None, initial=initial)
    if form.is_valid() and form.write(correct_controle, actor=request.user, controle=controle, now=klok.now()):
        return _done(
            request, controle.borging, "De controle is verbeterd. Wat er stond, blijft bij de borging te lezen."
        )
    titel = f"Verbeter de controle van {datum(controle.datum)}"
    return _form(request, controle.borging, form, titel, "Verbeter de controle")


@right("projecten.borging:edit")
@form_door
def controle_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A check that should not have been recorded."""
    controle = _controle(request, pk)
    form = HerstelForm(request.POST or None)
    if form.is_valid() and form.write(withdraw_controle, actor=request.user, controle=controle, now=klok.now()):
        return _done(request, controle.borging, "De controle is teruggenomen. Wat er stond, blijft te lezen.")
    titel = f"Neem de controle van {datum(controle.datum)} terug"
    return _form(request, controle.borging, form, titel, "Neem terug")


def _borging(request: HttpRequest, pk: int) -> Borging:
    rows = Borging.objects.visible_to(request.user, klok.today()).select_related("project", "partner", "eigenaar")
    return _kept(request, get_object_or_404(rows, pk=pk))


def _controle(request: HttpRequest, pk: int) -> BorgingControle:
    rows = BorgingControle.objects.visible_to(request.user, klok.today())
    borging = ("borging__project", "borging__partner", "borging__eigenaar")
    controle = get_object_or_404(rows.select_related(*borging), pk=pk)
    _kept(request, controle.borging)
    return controle


def _kept(request: HttpRequest, borging: Borging) -> Borging:
    if refusal := keep_refusal(request.user, borging.project, klok.today()):
        raise NotAllowed(refusal)
    return borging


def _done(request: HttpRequest, borging: Borging, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect("projecten:borging_detail", borging.pk)


def _form(request: HttpRequest, borging: Borging, form: Form, titel: str, knop: str) -> HttpResponse:
    naam = project_name(borging.project, klok.today())
    context: dict[str, Any] = {
        "form": form,
        "project": borging.project,
        "naam": naam,
        "titel": titel,
        "knop": knop,
        "onder": f"{naam}, geborgd bij {borging.partner or borging.eigenaar}",
        "terug": reverse("projecten:borging_detail", args=[borging.pk]),
    }
    return render(request, "projecten/project_form.html", context, status=422 if form.errors else 200)
