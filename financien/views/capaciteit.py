"""Doors to the fte of local project leaders."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from financien.forms.beschikking import CapaciteitForm
from financien.selectors.capaciteit import capacity_of, list_capaciteit
from financien.services import set_capaciteit
from financien.views.jaar import read_jaar, year_choices
from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

EDIT = "financien.capaciteit:edit"


@right(EDIT)
@require_GET
def capaciteit_list(request: HttpRequest) -> HttpResponse:
    """Every gemeente, its four quarters of a year, planned and filled."""
    today = klok.today()
    lijst = list_capaciteit(read_jaar(request.GET), request.user, today)
    context = {"lijst": lijst, "keuzes": year_choices(lijst.jaren, lijst.jaar)}
    return render(request, "financien/capaciteit_list.html", context)


@right(EDIT)
@require_http_methods(["GET", "POST"])
def capaciteit_edit(request: HttpRequest, slug: str, jaar: int) -> HttpResponse:
    """The four quarters of one gemeente; all of them or none are written."""
    eigenaar = get_object_or_404(Eigenaar.objects.visible_to(request.user, klok.today()).gemeenten(), slug=slug)
    form = CapaciteitForm(request.POST or None, initial=capacity_of(eigenaar, jaar), jaar=jaar)
    if form.is_valid() and _write(request, form, eigenaar, jaar):
        messages.success(request, f"De fte van {eigenaar} in {jaar} staan vast.")
        return redirect(f"{reverse('financien:capaciteit_list')}?jaar={jaar}")
    return render(
        request,
        "financien/capaciteit_edit.html",
        {"form": form, "eigenaar": eigenaar, "jaar": jaar, "titel": f"{eigenaar} in {jaar}"},
    )


def _write(request: HttpRequest, form: CapaciteitForm, eigenaar: Eigenaar, jaar: int) -> bool:
    try:
        with transaction.atomic():
            for nummer, gepland, ingevuld in form.quarters():
                set_capaciteit(
                    actor=cast(Gebruiker, request.user),
                    eigenaar=eigenaar,
                    kwartaal=Kwartaal(jaar, nummer),
                    gepland=gepland,
                    ingevuld=ingevuld,
                    now=klok.now(),
                )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
