"""Doors of the beheerder to roles, and to the work that goes with them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from koers.eigenaren import services
from koers.eigenaren.forms import AanstellingForm, HandOverForm, ReplaceForm, WithdrawForm
from koers.eigenaren.models import Aanstelling
from koers.eigenaren.views.formulier import asker, attempt, form_page, form_view, posted
from koers.lib import klok
from koers.lib.notatie import datum
from koers.toegang.bevestiging import confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def aanstelling_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk, is_active=True)
    form = AanstellingForm(posted(request), initial={"vanaf": klok.today()})
    row = attempt(
        form,
        lambda: services.grant_aanstelling(
            actor=asker(request), gebruiker=gebruiker, now=klok.now(), **form.cleaned_data
        ),
    )
    if row is None:
        return form_page(request, "eigenaren/aanstelling_grant.html", form, gebruiker=gebruiker)
    messages.success(request, f"{row} staat genoteerd.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("eigenaren.aanstelling:edit")
@form_view
def aanstelling_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask until which day, then end the role."""
    row = get_object_or_404(Aanstelling.objects.select_related("gebruiker", "eigenaar"), pk=pk)
    form = WithdrawForm(posted(request), initial={"laatste_dag": klok.today()})

    def withdraw() -> bool:
        services.withdraw_aanstelling(actor=asker(request), aanstelling=row, now=klok.now(), **form.cleaned_data)
        return True

    if not attempt(form, withdraw):
        gisteren = klok.today() - timedelta(days=1)
        return form_page(request, "eigenaren/aanstelling_withdraw.html", form, aanstelling=row, gisteren=gisteren)
    messages.success(request, f"De rol van {row.gebruiker} is ingetrokken.")
    return redirect("eigenaren:gebruiker_detail", pk=row.gebruiker_id)


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def aanstelling_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands in for somebody for a while."""
    row = get_object_or_404(Aanstelling.objects.select_related("gebruiker", "eigenaar"), pk=pk)
    form = ReplaceForm(posted(request), initial={"vanaf": klok.today()})
    made = attempt(
        form,
        lambda: services.replace_aanstelling(
            actor=asker(request), aanstelling=row, now=klok.now(), **form.cleaned_data
        ),
    )
    if made is None:
        return form_page(request, "eigenaren/aanstelling_replace.html", form, aanstelling=row)
    messages.success(request, f"{made.gebruiker} vervangt {row.gebruiker} tot en met {datum(made.tot)}.")
    return redirect("eigenaren:gebruiker_detail", pk=row.gebruiker_id)


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def werk_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """All that somebody has in hand, to another in one act."""
    van = get_object_or_404(Gebruiker, pk=pk)
    form = HandOverForm(posted(request), initial={"vanaf": klok.today()})
    done = attempt(form, lambda: services.hand_over(actor=asker(request), van=van, now=klok.now(), **form.cleaned_data))
    if done is None:
        wat = services.open_work(van, klok.today())
        return form_page(request, "eigenaren/werk_hand_over.html", form, gebruiker=van, wat=wat)
    vanaf, until = form.cleaned_data["vanaf"], ""
    if vanaf > klok.today():
        until = f" Tot die dag houdt {van} alles."
    messages.success(request, f"Het werk van {van} gaat op {datum(vanaf)} naar {form.cleaned_data['naar']}.{until}")
    return redirect("eigenaren:gebruiker_detail", pk=pk)
