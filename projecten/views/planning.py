"""Doors to milestones and risks of a project: recording one, changing it, saying what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.planning import (
    MijlpaalForm,
    MijlpaalStaatForm,
    MijlpaalWijzigForm,
    RisicoForm,
    RisicoStaatForm,
    RisicoWijzigForm,
)
from projecten.models import Mijlpaal, Project, Risico
from projecten.rules.planning import GEPLAND, OPEN, RISICO_NAAR
from projecten.selectors.onderwerp import project_name
from projecten.selectors.planner import plan_refusal
from projecten.services.mijlpaal import change_mijlpaal, record_mijlpaal, set_mijlpaal
from projecten.services.risico import change_risico, record_risico, set_risico

form_door = require_http_methods(["GET", "POST"])


@right("projecten.planning:edit")
@form_door
def mijlpaal_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Another milestone of a project."""
    project = _project(request, slug)
    form = MijlpaalForm(request.POST or None, day=klok.today(), initial={"houder": request.user.pk})
    if form.is_valid() and form.write(record_mijlpaal, actor=request.user, project=project, now=klok.now()):
        return _done(request, project, "De mijlpaal staat vast.")
    return _form(request, project, form, titel="Leg een mijlpaal vast", knop="Leg de mijlpaal vast")


@right("projecten.planning:edit")
@form_door
def mijlpaal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is called, when it is, who answers for it."""
    row = _row(request, Mijlpaal, pk)
    initial = MijlpaalWijzigForm.of(row, klok.today())
    form = MijlpaalWijzigForm(
        request.POST or None, day=klok.today(), before=row.houder_id_op(klok.today()), initial=initial
    )
    if form.is_valid() and form.write(change_mijlpaal, actor=request.user, mijlpaal=row, now=klok.now()):
        return _done(request, row.project, "De mijlpaal is gewijzigd.")
    url = reverse("projecten:mijlpaal_set", args=[pk])
    verder = {"zin": "Is zij gehaald of vervallen?", "url": url, "knop": "Werk de stand bij"}
    words: dict[str, Any] = {"titel": "Wijzig de mijlpaal", "onder": row.naam, "knop": "Leg de wijziging vast"}
    return _form(request, row.project, form, verder=verder if row.staat == GEPLAND else None, **words)


@right("projecten.planning:edit")
@form_door
def mijlpaal_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it was reached, or dropped, or is planned again."""
    row = _row(request, Mijlpaal, pk, by_holder=True)
    initial = {"gehaald_op": klok.today(), "gezien": row.stempel}
    form = MijlpaalStaatForm(request.POST or None, staat=row.staat, initial=initial)
    if form.is_valid() and form.write(set_mijlpaal, actor=request.user, mijlpaal=row, now=klok.now()):
        return _done(request, row.project, f"De mijlpaal staat op {form.cleaned_data['staat']}.")
    return _form(request, row.project, form, titel="Hoe staat het ermee?", onder=row.naam, knop="Leg de stand vast")


@right("projecten.planning:edit")
@form_door
def risico_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Another risk of a project."""
    project = _project(request, slug)
    initial = {"sinds": klok.today(), "houder": request.user.pk}
    form = RisicoForm(request.POST or None, day=klok.today(), initial=initial)
    if form.is_valid() and form.write(record_risico, actor=request.user, project=project, now=klok.now()):
        return _done(request, project, "Het risico staat vast.")
    return _form(request, project, form, titel="Leg een risico vast", knop="Leg het risico vast")


@right("projecten.planning:edit")
@form_door
def risico_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, how much it weighs, what is done about it, when it is looked at again."""
    row = _row(request, Risico, pk)
    initial = RisicoWijzigForm.of(row, klok.today())
    form = RisicoWijzigForm(
        request.POST or None, day=klok.today(), before=row.houder_id_op(klok.today()), initial=initial
    )
    if form.is_valid() and form.write(change_risico, actor=request.user, risico=row, now=klok.now()):
        return _done(request, row.project, "Het risico is gewijzigd.")
    url = reverse("projecten:risico_set", args=[pk])
    verder = {"zin": "Is dit geen risico meer?", "url": url, "knop": "Sluit het risico"}
    words: dict[str, Any] = {"titel": "Wijzig het risico", "onder": row.naam, "knop": "Leg de wijziging vast"}
    return _form(request, row.project, form, verder=verder if row.staat == OPEN else None, **words)


@right("projecten.planning:edit")
@form_door
def risico_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it with what came of it, or open it again."""
    row = _row(request, Risico, pk, by_holder=True)
    to, shut = RISICO_NAAR[row.staat], row.staat == OPEN
    form = RisicoStaatForm(request.POST or None, staat=row.staat, initial={"gezien": row.stempel})
    if form.is_valid() and form.write(set_risico, actor=request.user, risico=row, staat=to, now=klok.now()):
        return _done(request, row.project, "Het risico is gesloten." if shut else "Het risico is weer open.")
    titel = "Sluit het risico" if shut else "Open het risico opnieuw"
    return _form(request, row.project, form, titel=titel, onder=row.naam, knop=titel)


def _project(request: HttpRequest, slug: str) -> Project:
    rows = Project.objects.visible_to(request.user, klok.today()).select_related("gemeente")
    project = get_object_or_404(rows, slug=slug)
    return _allowed(request, project)


def _row(request: HttpRequest, model: type[Any], pk: int, *, by_holder: bool = False) -> Any:
    """The milestone or risk; NotAllowed for who does not write it (`by_holder`: who answers for it does)."""
    rows = model.objects.visible_to(request.user, klok.today()).select_related(
        "project__gemeente", "houder", "vorige_houder"
    )
    row = get_object_or_404(rows, pk=pk)
    _allowed(request, row.project, row.houder_id_op(klok.today()) if by_holder else None)
    return row


def _allowed(request: HttpRequest, project: Project, houder_id: int | None = None) -> Project:
    if refusal := plan_refusal(request.user, project, klok.today(), houder_id):
        raise NotAllowed(refusal)
    return project


def _done(request: HttpRequest, project: Project, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect(f"{reverse('projecten:project_detail', args=[project.slug])}#planning")


def _form(request: HttpRequest, project: Project, form: Form, **words: Any) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "project": project, "naam": project_name(project, klok.today()), **words}
    context["anker"] = "#planning"
    return render(request, "projecten/project_form.html", context, status=422 if form.errors else 200)
