"""Doors of the beheerder: people, their roles, and the owners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.eigenaren import controle, selectors, services
from koers.eigenaren.forms import AanstellingForm, EigenaarForm, GebruikerForm, HandOverForm, ReplaceForm, WithdrawForm
from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib import klok
from koers.lib.notatie import datum
from koers.toegang.bevestiging import confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

KEUZES = {"": "Open accounts", "stil": "Lang niet aangemeld", "afgesloten": "Afgesloten"}
form_view = require_http_methods(["GET", "POST"])


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
    form = GebruikerForm(_posted(request), initial={"vanaf": klok.today()})
    made = _try(form, lambda: services.invite_gebruiker(actor=_actor(request), now=klok.now(), **form.cleaned_data))
    if made is None:
        return _form_page(request, "eigenaren/gebruiker_create.html", form)
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
        services.withdraw_invitation(actor=_actor(request), gebruiker=gebruiker, now=klok.now())
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
    form = forms.Form(_posted(request))

    def close() -> bool:
        services.deactivate_gebruiker(actor=_actor(request), gebruiker=gebruiker, now=klok.now())
        return True

    if not _try(form, close):
        return _form_page(request, "eigenaren/gebruiker_deactivate.html", form, gebruiker=gebruiker)
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
    services.reset_factors(actor=_actor(request), gebruiker=gebruiker, now=klok.now())
    messages.success(request, f"De tweede stap van {gebruiker} is gewist.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def aanstelling_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role."""
    gebruiker = get_object_or_404(Gebruiker, pk=pk, is_active=True)
    form = AanstellingForm(_posted(request), initial={"vanaf": klok.today()})
    row = _try(
        form,
        lambda: services.grant_aanstelling(
            actor=_actor(request), gebruiker=gebruiker, now=klok.now(), **form.cleaned_data
        ),
    )
    if row is None:
        return _form_page(request, "eigenaren/aanstelling_grant.html", form, gebruiker=gebruiker)
    messages.success(request, f"{row} staat genoteerd.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("eigenaren.aanstelling:edit")
@form_view
def aanstelling_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask until which day, then end the role."""
    row = get_object_or_404(Aanstelling.objects.select_related("gebruiker", "eigenaar"), pk=pk)
    form = WithdrawForm(_posted(request), initial={"laatste_dag": klok.today()})

    def withdraw() -> bool:
        services.withdraw_aanstelling(actor=_actor(request), aanstelling=row, now=klok.now(), **form.cleaned_data)
        return True

    if not _try(form, withdraw):
        gisteren = klok.today() - timedelta(days=1)
        return _form_page(request, "eigenaren/aanstelling_withdraw.html", form, aanstelling=row, gisteren=gisteren)
    messages.success(request, f"De rol van {row.gebruiker} is ingetrokken.")
    return redirect("eigenaren:gebruiker_detail", pk=row.gebruiker_id)


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def aanstelling_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands in for somebody for a while."""
    row = get_object_or_404(Aanstelling.objects.select_related("gebruiker", "eigenaar"), pk=pk)
    form = ReplaceForm(_posted(request), initial={"vanaf": klok.today()})
    made = _try(
        form,
        lambda: services.replace_aanstelling(
            actor=_actor(request), aanstelling=row, now=klok.now(), **form.cleaned_data
        ),
    )
    if made is None:
        return _form_page(request, "eigenaren/aanstelling_replace.html", form, aanstelling=row)
    messages.success(request, f"{made.gebruiker} vervangt {row.gebruiker} tot en met {datum(made.tot)}.")
    return redirect("eigenaren:gebruiker_detail", pk=row.gebruiker_id)


@right("eigenaren.aanstelling:edit")
@confirmed
@form_view
def werk_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """All that somebody has in hand, to another in one act."""
    van = get_object_or_404(Gebruiker, pk=pk)
    form = HandOverForm(_posted(request), initial={"vanaf": klok.today()})
    done = _try(form, lambda: services.hand_over(actor=_actor(request), van=van, now=klok.now(), **form.cleaned_data))
    if done is None:
        wat = services.open_work(van, klok.today())
        return _form_page(request, "eigenaren/werk_hand_over.html", form, gebruiker=van, wat=wat)
    messages.success(request, f"Het werk van {van} gaat naar {form.cleaned_data['naar']}.")
    return redirect("eigenaren:gebruiker_detail", pk=pk)


@right("eigenaren.eigenaar:edit")
@require_GET
def eigenaar_list(request: HttpRequest) -> HttpResponse:
    return render(request, "eigenaren/eigenaar_list.html", {"eigenaren": selectors.list_eigenaren(klok.today())})


@right("eigenaren.eigenaar:edit")
@form_view
def eigenaar_edit(request: HttpRequest, slug: str) -> HttpResponse:
    eigenaar = get_object_or_404(Eigenaar, slug=slug)
    begin = {"naam": eigenaar.naam, "vanaf": eigenaar.vanaf, "tot": eigenaar.tot}
    form = EigenaarForm(_posted(request), initial=begin)
    row = _try(
        form,
        lambda: services.update_eigenaar(actor=_actor(request), eigenaar=eigenaar, now=klok.now(), **form.cleaned_data),
    )
    if row is None:
        return _form_page(request, "eigenaren/eigenaar_edit.html", form, eigenaar=eigenaar)
    messages.success(request, f"{row} is bewaard.")
    return redirect("eigenaren:eigenaar_list")


def _actor(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _try(form: forms.Form, change: Callable[[], Any]) -> Any:
    """What the change gives; None when the form or the change refuses, with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        return change()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page of a form; 422 when what was sent is refused, with all that was typed still in it."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def _invite(request: HttpRequest, gebruiker: Gebruiker) -> None:
    portaal = request.build_absolute_uri("/")
    try:
        services.send_invitation(actor=_actor(request), gebruiker=gebruiker, portaal=portaal, now=klok.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"De uitnodiging gaat naar {gebruiker.email}. Ze geldt zeven dagen.")
