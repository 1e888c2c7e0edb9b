"""Doors of the beheerder to people: invite, close, and what they lost."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from koers.eigenaren import controle, selectors, services
from koers.eigenaren.forms import GebruikerForm
from koers.eigenaren.views.formulier import asker, attempt, form_page, form_view, posted
from koers.lib import klok
from koers.toegang.bevestiging import confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

KEUZES = {"": "Open accounts", "stil": "Lang niet aangemeld", "afgesloten": "Afgesloten"}


@right("toegang.gebruiker:view")
@require_GET
def gebruiker_list(request: HttpRequest) -> HttpResponse:
    """Who has an account, with which roles; `toon` in the address chooses whom (KEUZES)."""
    toon = request.GET.get("toon", "") if request.GET.get("toon") in KEUZES else ""
    context = {
        "mensen": selectors.list_gebruikers(klok.today(), toon),
        "toon": toon,
        "keuzes": [
            {"label": label, "url": f"?toon={naam}" if naam else "?", "actief": naam == toon}
            for naam, label in KEUZES.items()
        ],
        "vandaag": klok.today(),
        "nalopen": controle.due_sentence(klok.today()),
    }
    return render(request, "eigenaren/gebruiker_list.html", context)


@right("toegang.gebruiker:view")
@require_GET
def gebruiker_detail(request: HttpRequest, pk: int) -> HttpResponse:
    gebruiker = get_object_or_404(Gebruiker, pk=pk)
    blad = selectors.read_gebruiker(gebruiker, klok.today())
    return render(request, "eigenaren/gebruiker_detail.html", {"blad": blad, "vandaag": klok.today()})


@right("toegang.gebruiker:edit")
@confirmed
@form_view
def gebruiker_create(request: HttpRequest) -> HttpResponse:
    """Invite a person: account, first role, and a mail with the address that sets the password."""
    form = GebruikerForm(posted(request), initial={"vanaf": klok.today()})
    made = attempt(form, lambda: services.invite_gebruiker(actor=asker(request), now=klok.now(), **form.cleaned_data))
    if made is None:
        return form_page(request, "eigenaren/gebruiker_create.html", form)
    _invite(request, made)
    return redirect("eigenaren:gebruiker_detail", pk=made.pk)


@right("toegang.gebruiker:edit")
@require_POST
def gebruiker_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation again."""
    _invite(request, get_object_or_404(Gebruiker, pk=pk, is_active=True))
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("toegang.gebruiker:edit")
@require_POST
def uitnodiging_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the invitation back."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk)
    try:
        services.withdraw_invitation(actor=asker(request), gebruiker=gebruiker, now=klok.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"De uitnodiging van {gebruiker} is ingetrokken.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("toegang.gebruiker:edit")
@confirmed
@form_view
def gebruiker_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then close the account."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk, is_active=True)
    form = forms.Form(posted(request))

    def close() -> bool:
        services.deactivate_gebruiker(actor=asker(request), gebruiker=gebruiker, now=klok.now())
        return True

    if not attempt(form, close):
        return form_page(request, "eigenaren/gebruiker_deactivate.html", form, gebruiker=gebruiker)
    messages.success(request, f"Het account van {gebruiker} is afgesloten.")
    return redirect("eigenaren:gebruiker_list")


@right("toegang.gebruiker:edit")
@confirmed
@form_view
def factors_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then wipe the second factors of a person who lost them; that person is told by mail."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk, is_active=True)
    if request.method != "POST":
        return render(request, "eigenaren/factors_reset.html", {"gebruiker": gebruiker})
    services.reset_factors(actor=asker(request), gebruiker=gebruiker, now=klok.now())
    messages.success(request, f"De tweede stap van {gebruiker} is gewist.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


def _invite(request: HttpRequest, gebruiker: Gebruiker) -> None:
    portaal = request.build_absolute_uri("/")
    try:
        services.send_invitation(actor=asker(request), gebruiker=gebruiker, portaal=portaal, now=klok.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"De uitnodiging gaat naar {gebruiker.email}. Ze geldt zeven dagen.")
