"""Doors to merging and splitting: choose (in the address), read what will happen, confirm; and take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.lib.notatie import datum, opsomming
from koers.lib.stapform import RedenForm
from koers.toegang.rights import right
from projecten.forms.herschikken import BevestigForm, PlanForm, SamenvoegForm, SplitsForm
from projecten.models import Project, Voortzetting
from projecten.selectors.gevolgen import load_gevolgen
from projecten.selectors.herschikking import load_doelen
from projecten.selectors.indicatorvervolg import load_running
from projecten.selectors.openwerk import load_dingen
from projecten.services.herschikking import rearrange_projecten
from projecten.services.voortzetting import act_of, withdraw_voortzetting

form_door = require_http_methods(["GET", "POST"])


@right("projecten.project:edit")
@form_door
def project_merge(request: HttpRequest) -> HttpResponse:
    """Two or more projects become one. The choice stands in the address; `?project=` alone only ticks it."""
    today = klok.today()
    initial = {"vanaf": today, "project": request.GET.getlist("project")}
    form = SamenvoegForm(request.GET if "vanaf" in request.GET else None, initial=initial, day=today)
    return _confirm(request, form) if form.is_valid() else _choose(request, form, None)


@right("projecten.project:edit")
@form_door
def project_split(request: HttpRequest, slug: str) -> HttpResponse:
    """One project becomes more."""
    today = klok.today()
    project = get_object_or_404(Project.objects.visible_to(request.user, today).named(today), slug=slug)
    form = SplitsForm(request.GET if "vanaf" in request.GET else None, initial={"vanaf": today}, project=project)
    return _confirm(request, form) if form.is_valid() else _choose(request, form, project)


@right("projecten.project:edit")
@form_door
def voortzetting_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a merger or a split, from the page of either end."""
    today = klok.today()
    project: Any = get_object_or_404(Project.objects.visible_to(request.user, today).named(today), slug=slug)
    schakel = get_object_or_404(Voortzetting.objects.filter(Q(van=project) | Q(naar=project)), pk=pk)
    back = act_of(schakel)[0].van.slug
    form = RedenForm(request.POST or None)
    if form.is_valid() and form.write(withdraw_voortzetting, actor=request.user, schakel=schakel, now=klok.now()):
        messages.success(request, "Alles is weer zoals het was. Het logboek bewaart wat er stond.")
        return redirect("projecten:project_detail", back)
    titel = f"Neem terug: {schakel.get_soort_display()} vanaf {datum(schakel.vanaf)}"
    context = {"form": form, "project": project, "naam": project.naam_op, "titel": titel, "knop": "Neem terug"}
    return render(request, "projecten/project_form.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, form: PlanForm, project: Any) -> HttpResponse:
    context = {"form": form, "project": project}
    return render(request, "projecten/herschik_kies.html", context, status=422 if form.errors else 200)


def _confirm(request: HttpRequest, keuze: PlanForm) -> HttpResponse:
    """What will happen, with what can still be chosen; on POST it happens."""
    now, plan = klok.now(), keuze.plan
    doelen, dingen = load_doelen(plan, now.date()), load_dingen(plan)
    form = BevestigForm(request.POST or None, plan=plan, doelen=doelen, dingen=dingen, indicatoren=load_running(plan))
    if form.is_valid() and form.write(rearrange_projecten, actor=request.user, plan=plan, now=now):
        messages.success(request, f"Vanaf {datum(plan.vanaf)} is het {opsomming(plan.doelen)}.")
        return redirect("projecten:project_detail", plan.van[0].slug)
    context = {"form": form, "plan": plan, "gevolgen": load_gevolgen(plan)}
    return render(request, "projecten/herschik_bevestig.html", context, status=422 if form.errors else 200)
