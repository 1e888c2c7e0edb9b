"""Doors of the beheerder to the owners."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from koers.eigenaren import selectors, services
from koers.eigenaren.forms import EigenaarForm
from koers.eigenaren.models import Eigenaar
from koers.eigenaren.views.formulier import asker, attempt, form_page, form_view, posted
from koers.lib import klok
from koers.toegang.rights import right


@right("eigenaren.eigenaar:edit")
@require_GET
def eigenaar_list(request: HttpRequest) -> HttpResponse:
    return render(request, "eigenaren/eigenaar_list.html", {"eigenaren": selectors.list_eigenaren(klok.today())})


@right("eigenaren.eigenaar:edit")
@form_view
def eigenaar_edit(request: HttpRequest, slug: str) -> HttpResponse:
    eigenaar = get_object_or_404(Eigenaar, slug=slug)
    begin = {"naam": eigenaar.naam, "vanaf": eigenaar.vanaf, "tot": eigenaar.tot}
    form = EigenaarForm(posted(request), initial=begin)
    row = attempt(
        form,
        lambda: services.update_eigenaar(actor=asker(request), eigenaar=eigenaar, now=klok.now(), **form.cleaned_data),
    )
    if row is None:
        return form_page(request, "eigenaren/eigenaar_edit.html", form, eigenaar=eigenaar)
    messages.success(request, f"{row} is bewaard.")
    return redirect("eigenaren:eigenaar_list")
