"""Doors to cost lines: made, changed, corrected and removed by the controller."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from financien.forms.boeking import BevestigForm, BoekingForm, CorrectieForm
from financien.models import Boeking
from financien.rules.vaststelling import is_frozen
from financien.services import change_boeking, correct_boeking, record_boeking, remove_boeking
from financien.services.wegen import steps_of
from financien.views.beschikking import done, show_form, visible_beschikking
from koers.lib import klok
from koers.lib.notatie import decimaal
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

form_door = require_http_methods(["GET", "POST"])
VELDEN = ("datum", "stuk", "regel", "omschrijving", "bedrag", "project", "gemeente")


def _boeking(request: HttpRequest, pk: int) -> Any:
    zichtbaar = Boeking.objects.visible_to(request.user, klok.today())
    return get_object_or_404(zichtbaar.select_related("beschikking__regeling", "beschikking__ontvanger"), pk=pk)


@right("financien.boeking:edit")
@form_door
def boeking_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new cost on an award."""
    beschikking, now = visible_beschikking(request, slug), klok.now()
    form = BoekingForm(request.POST or None, beschikking=beschikking, today=now.date())
    if form.is_valid() and form.write(record_boeking, actor=request.user, beschikking=beschikking, now=now):
        jaar = form.cleaned_data["datum"].year
        return done(request, beschikking, jaar, f"De boeking staat op {jaar}.")
    return show_form(request, beschikking, now.year, form, "Leg een boeking vast", "Leg vast")


@right("financien.boeking:edit")
@form_door
def boeking_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line of an open year; one of a settled year is shown with the reason and the way on."""
    boeking = _boeking(request, pk)
    form = BoekingForm(
        request.POST or None,
        initial={naam: getattr(boeking, naam) for naam in VELDEN},
        beschikking=boeking.beschikking,
        today=klok.today(),
    )
    if form.is_valid() and form.write(change_boeking, actor=request.user, boeking=boeking, now=klok.now()):
        return done(request, boeking.beschikking, form.cleaned_data["datum"].year, "De boeking is gewijzigd.")
    vast = is_frozen(steps_of(boeking.beschikking, boeking.jaar))
    return show_form(
        request, boeking.beschikking, boeking.jaar, form, "Wijzig de boeking", "Wijzig", boeking=boeking, vast=vast
    )


@right("financien.boeking:edit")
@form_door
def boeking_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry of its own against a line that stays."""
    boeking, now = _boeking(request, pk), klok.now()
    initial = {"datum": now.date(), "stuk": f"{boeking.stuk}-C", "bedrag": -boeking.bedrag}
    form = CorrectieForm(request.POST or None, initial=initial)
    if form.is_valid() and form.write(correct_boeking, actor=request.user, boeking=boeking, now=now):
        jaar = form.cleaned_data["datum"].year
        return done(request, boeking.beschikking, jaar, f"De correctie staat op {jaar}.")
    titel = f"Corrigeer {boeking.stuk}, € {decimaal(boeking.bedrag, 2)}"
    return show_form(request, boeking.beschikking, boeking.jaar, form, titel, "Leg de correctie vast")


@right("financien.boeking:edit")
@form_door
def boeking_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a line out of an open year."""
    boeking = _boeking(request, pk)
    beschikking, jaar, stuk = boeking.beschikking, boeking.jaar, boeking.stuk
    form = BevestigForm(request.POST or None)
    if request.method == "POST":
        try:
            remove_boeking(actor=cast(Gebruiker, request.user), boeking=boeking, now=klok.now())
            return done(request, beschikking, jaar, f"Boeking {stuk} is verwijderd.")
        except ValidationError as error:
            form = BevestigForm({"gezien": "ja"})
            form.add_error(None, error)
    return show_form(
        request, beschikking, jaar, form, f"Verwijder boeking {stuk}?", "Verwijder de boeking", te_verwijderen=boeking
    )
