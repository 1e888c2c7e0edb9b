"""The door to the form of rondes."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.toegang.rights import right
from projecten.forms.formulier import FormulierForm
from projecten.models import Ronde
from projecten.selectors.formulier import load_form
from projecten.services.formulier import revise_form


@right("projecten.ronde:edit")
@require_http_methods(["GET", "POST"])
def formulier_edit(request: HttpRequest, soort: str) -> HttpResponse:
    """What rondes of a kind will ask: a next version, for those that have not opened."""
    if soort not in Ronde.Soort.values:
        raise Http404("geen soort ronde")
    blad = load_form(soort, klok.today())
    form = FormulierForm(request.POST or None, initial=asdict(blad.vorm))
    if form.is_valid() and form.write(revise_form, actor=request.user, soort=soort, now=klok.now()):
        messages.success(request, "Bewaard. Het formulier geldt voor rondes die nog niet open zijn.")
        return redirect("projecten:formulier_edit", soort)
    return render(request, "projecten/formulier_edit.html", {"blad": blad, "form": form})
