"""Doors to one award: its page, what becomes of what is left, repayments, causes and grants per year."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from financien.forms.beschikking import BestemmingForm, JaarschijfForm, OorzaakForm, TerugstortstapForm
from financien.grafieken import cause_bars, equation_bars, swatches
from financien.models import Beschikking, Bestemming, Oorzaak
from financien.rules.fout import Geweigerd
from financien.rules.terugstorten import STAPPEN, next_step
from financien.selectors.beschikking import load_beschikking
from financien.selectors.ruimte import read_room
from financien.services import (
    advance_terugstorting,
    change_oorzaak,
    record_oorzaak,
    remove_oorzaak,
    set_bestemmingen,
    set_jaarschijf,
)
from financien.views.jaar import read_jaar, year_choices
from financien.views.zinnen import sentences
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

form_door = require_http_methods(["GET", "POST"])
EDIT = "financien.beschikking:edit"


def visible_beschikking(request: HttpRequest, slug: str) -> Beschikking:
    """The award, or 404 for whoever may not know of its money."""
    beschikkingen = Beschikking.objects.visible_to(request.user, klok.today())
    return get_object_or_404(beschikkingen.select_related("regeling", "ontvanger"), slug=slug)


def done(request: HttpRequest, beschikking: Beschikking, jaar: int, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect(f"{reverse('financien:beschikking_detail', args=[beschikking.slug])}?jaar={jaar}")


def show_form(
    request: HttpRequest, beschikking: Beschikking, jaar: int, form: Form, titel: str, knop: str, **extra: Any
) -> HttpResponse:
    context = {"form": form, "beschikking": beschikking, "jaar": jaar, "titel": titel, "knop": knop, **extra}
    return render(request, "financien/geld_form.html", context)


@right("financien.beschikking:view")
@require_GET
def beschikking_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One award in one year."""
    today = klok.today()
    beschikking = visible_beschikking(request, slug)
    bevoegdheid = bevoegdheid_of(request.user, today)
    pagina = load_beschikking(
        beschikking, read_jaar(request.GET), today, met_boekingen=bevoegdheid.may("financien.boeking:view")
    )
    balken = equation_bars(pagina.geld) if pagina.geld else ()
    context = {
        "pagina": pagina,
        "beschikking": beschikking,
        "geld": pagina.geld,
        "balken": balken,
        "staal": swatches(balken),
        "oorzaken": cause_bars(pagina.oorzaken),
        **sentences(pagina),
        "keuzes": year_choices(pagina.jaren, pagina.jaar),
        "mag_wijzigen": bevoegdheid.may(EDIT),
        "mag_boeken": bevoegdheid.may("financien.boeking:edit"),
        "ziet_boekingen": bevoegdheid.may("financien.boeking:view"),
    }
    return render(request, "financien/beschikking_detail.html", context)


@right(EDIT)
@form_door
def bestemming_edit(request: HttpRequest, slug: str, jaar: int) -> HttpResponse:
    """Divide what is left of a year: what goes on, and the rest back."""
    beschikking = visible_beschikking(request, slug)
    try:
        ruimten = read_room(beschikking, jaar).ruimten
    except Geweigerd as error:
        messages.error(request, " ".join(error.zinnen))
        return redirect(f"{reverse('financien:beschikking_detail', args=[slug])}?jaar={jaar}")
    initial = {f"mee_{r.oorsprong}_{r.jaren[0]}": r.hoogstens for r in ruimten if r.hoogstens}
    form = BestemmingForm(request.POST or None, initial=initial, ruimten=ruimten)
    if request.method == "POST":
        form = BestemmingForm(request.POST, ruimten=ruimten)
        if form.is_valid() and form.write(
            set_bestemmingen, actor=request.user, beschikking=beschikking, jaar=jaar, now=klok.now()
        ):
            return done(request, beschikking, jaar, f"{jaar} is verdeeld.")
    titel = f"Verdeel wat over is van {jaar}"
    return show_form(request, beschikking, jaar, form, titel, "Verdeel", ruimten=ruimten)


@right(EDIT)
@form_door
def terugstorting_advance(request: HttpRequest, pk: int) -> HttpResponse:
    """A repayment to its next step."""
    now = klok.now()
    zichtbaar = Bestemming.objects.visible_to(request.user, now.date()).filter(soort=Bestemming.Soort.TERUGSTORTEN)
    rij = get_object_or_404(zichtbaar.select_related("beschikking__regeling", "beschikking__ontvanger"), pk=pk)
    stap = next_step(rij.stap)
    if stap is None:
        return done(request, rij.beschikking, rij.jaar, "Deze terugstorting is al betaald.")
    form = TerugstortstapForm(request.POST or None, initial={"vanaf": now.date()})
    if form.is_valid() and form.write(advance_terugstorting, actor=request.user, bestemming=rij, stap=stap, now=now):
        return done(request, rij.beschikking, rij.jaar, f"De terugstorting is nu {STAPPEN[stap]}.")
    titel = f"Zet de terugstorting op “{STAPPEN[stap]}”"
    return show_form(request, rij.beschikking, rij.jaar, form, titel, "Leg vast", bedrag=rij.bedrag)


@right(EDIT)
@form_door
def jaarschijf_edit(request: HttpRequest, slug: str, jaar: int) -> HttpResponse:
    """What the award brings in a year, and the programme's part of it."""
    beschikking = visible_beschikking(request, slug)
    schijf = beschikking.jaarschijven.filter(jaar=jaar).first()
    initial = {"toegekend": schijf.toegekend, "programmadeel": schijf.programmadeel} if schijf else {}
    form = JaarschijfForm(request.POST or None, initial=initial)
    known = {"actor": request.user, "beschikking": beschikking, "jaar": jaar, "now": klok.now()}
    if form.is_valid() and form.write(set_jaarschijf, **known):
        return done(request, beschikking, jaar, f"De toekenning van {jaar} staat vast.")
    return show_form(request, beschikking, jaar, form, f"Toekenning van {jaar}", "Leg de toekenning vast")


@right(EDIT)
@form_door
def oorzaak_create(request: HttpRequest, slug: str, jaar: int) -> HttpResponse:
    """A cause of the award's afwijking."""
    beschikking = visible_beschikking(request, slug)
    form = OorzaakForm(request.POST or None)
    known = {"actor": request.user, "beschikking": beschikking, "jaar": jaar, "now": klok.now()}
    if form.is_valid() and form.write(record_oorzaak, **known):
        return done(request, beschikking, jaar, "De oorzaak staat erbij.")
    return show_form(request, beschikking, jaar, form, "Voeg een oorzaak toe", "Voeg toe")


@right(EDIT)
@form_door
def oorzaak_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another amount or other words for a cause of an award; or take it away."""
    oorzaak = _cause(request, pk)
    initial = {"soort": oorzaak.soort, "omschrijving": oorzaak.omschrijving, "bedrag": oorzaak.bedrag}
    form = OorzaakForm(request.POST or None, initial=initial)
    if request.method == "POST" and "verwijder" in request.POST:
        remove_oorzaak(actor=cast(Gebruiker, request.user), oorzaak=oorzaak, now=klok.now())
        return done(request, oorzaak.beschikking, oorzaak.jaar, "De oorzaak is verwijderd.")
    if form.is_valid() and form.write(change_oorzaak, actor=request.user, oorzaak=oorzaak, now=klok.now()):
        return done(request, oorzaak.beschikking, oorzaak.jaar, "De oorzaak is gewijzigd.")
    return show_form(
        request,
        oorzaak.beschikking,
        oorzaak.jaar,
        form,
        "Wijzig de oorzaak",
        "Wijzig",
        verwijder="Verwijder de oorzaak",
    )


def _cause(request: HttpRequest, pk: int) -> Any:
    zichtbaar = Oorzaak.objects.visible_to(request.user, klok.today()).filter(beschikking__isnull=False)
    return get_object_or_404(zichtbaar.select_related("beschikking__regeling", "beschikking__ontvanger"), pk=pk)
