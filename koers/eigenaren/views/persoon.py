"""Doors of the beheerder to the data of one person: give all of it, erase it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.forms import EraseForm
from koers.eigenaren.services import persoon
from koers.lib import klok
from koers.toegang.bevestiging import confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right
from koers.toegang.views.persoon import as_file


@right("toegang.persoon:export")
@require_GET
@never_cache
def gegevens_export(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is kept of one person, as a file to give to them."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk)
    found = persoon.export_person(actor=cast(Gebruiker, request.user), gebruiker=gebruiker, now=klok.now())
    return as_file(found, gebruiker)


@right("toegang.persoon:erase")
@confirmed
@require_http_methods(["GET", "POST"])
def gebruiker_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the address again, then erase for good; 422 when it is not the address, or may not be."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk, gewist_op=None)
    form = EraseForm(request.POST or None)
    known = {"actor": request.user, "gebruiker": gebruiker, "now": klok.now()}
    if form.is_valid() and form.write(persoon.erase_person, **known):
        gebruiker.refresh_from_db()
        messages.success(request, f"Naam en adres zijn gewist. Deze persoon heet nu {gebruiker}.")
        return redirect("eigenaren:gebruiker_detail", pk=pk)
    context = {"form": form, "gebruiker": gebruiker, "rollen": gebruiker.aanstellingen.in_force(klok.today()).count()}
    return render(request, "eigenaren/gebruiker_erase.html", context, status=422 if form.is_bound else 200)
