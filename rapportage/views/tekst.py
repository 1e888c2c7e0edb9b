"""Doors of the texts an editor keeps."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.lib import klok
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right
from rapportage import services
from rapportage.forms import NieuweTekstForm, TekstForm
from rapportage.models import Tekstblok
from rapportage.selectors.tekst import list_groepen

form_view = require_http_methods(["GET", "POST"])


@right("rapportage.tekst:edit")
@require_GET
def tekstblok_list(request: HttpRequest) -> HttpResponse:
    """One group of texts at a time; ?bij= names it."""
    blokken = Tekstblok.objects.visible_to(request.user, klok.today()).select_related("gewijzigd_door")
    groepen = list_groepen(blokken)
    gekozen = next((groep for groep in groepen if groep.sleutel == request.GET.get("bij")), None)
    gekozen = gekozen or next(iter(groepen), None)
    keuzes = [{"label": g.titel, "url": f"?bij={g.sleutel}", "actief": g is gekozen} for g in groepen]
    return render(request, "rapportage/tekstblok_list.html", {"groep": gekozen, "keuzes": keuzes})


@right("rapportage.tekst:edit")
@form_view
def tekstblok_edit(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Change a text; whoever was first is not overwritten."""
    blok = get_object_or_404(Tekstblok.objects.visible_to(request.user, klok.today()), sleutel=sleutel)
    begin = {name: getattr(blok, name) for name in ("titel", "tekst", "herkomst", "vindplaats")}
    begin["gezien"] = blok.gewijzigd_op.isoformat() if blok.gewijzigd_op else ""
    form = TekstForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        try:
            fields = form.cleaned_data | {"gezien": _moment(form.cleaned_data["gezien"])}
            services.update_tekst(actor=cast(Gebruiker, request.user), blok=blok, now=klok.now(), **fields)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"De tekst “{blok.titel}” is bewaard. Maak het document opnieuw om haar te zien.")
            return redirect("rapportage:tekstblok_list")
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/tekstblok_edit.html", {"blok": blok, "form": form}, status=status)


@right("rapportage.tekst:edit")
@form_view
def tekstblok_create(request: HttpRequest) -> HttpResponse:
    form = NieuweTekstForm(request.POST or None, initial={"herkomst": "aanname"})
    if form.is_bound and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "gezien"}
        try:
            blok = services.create_tekst(actor=cast(Gebruiker, request.user), now=klok.now(), **fields)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"De tekst “{blok.titel}” is bewaard.")
            return redirect("rapportage:tekstblok_list")
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/tekstblok_edit.html", {"form": form}, status=status)


def _moment(text: str) -> datetime | None:
    """When the text that was read had been changed. What is no moment is no moment that can match."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError("Dit formulier is verlopen. Open de tekst opnieuw; wat u typte staat hier nog.") from None
