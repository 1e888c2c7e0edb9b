"""Doors of the history of an entry: read it, put an earlier text back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.notatie import moment
from koers.toegang.rights import NotAllowed, right
from projecten.forms.voortgang import read_versie
from projecten.models import Voortgang, VoortgangVersie
from projecten.selectors.geschiedenis import load_geschiedenis, on_behalf
from projecten.selectors.onderwerp import Onderwerp, write_refusal
from projecten.services.voortgang import VersieConflict, restore_versie

BINNEN = "De geschiedenis lezen wie dit schrijft en de mensen van het programma."
VERANDERD = "De tekst is veranderd sinds u deze bladzijde opende. Kijk wat er nu staat en kies opnieuw."


def _find(request: HttpRequest, pk: int) -> Voortgang:
    """An entry this person may see with its history; 404 for what is not visible, NotAllowed for who only reads."""
    today = klok.today()
    rows = Voortgang.objects.visible_to(request.user, today)
    entry = get_object_or_404(rows.select_related("ronde", "project__gemeente", "gemeente", "rubriek"), pk=pk)
    bevoegdheid = bevoegdheid_of(request.user, today)
    author = bevoegdheid.may("projecten.voortgang:edit") and not write_refusal(request.user, Onderwerp.of(entry), today)
    if not (author or bevoegdheid.may("projecten.voortgang:behalf")):
        raise NotAllowed(BINNEN)
    return entry


@right("projecten.project:view")
@require_GET
def voortgang_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who wrote what, and when."""
    pagina = load_geschiedenis(_find(request, pk), request.user, klok.today())
    return render(request, "projecten/voortgang_history.html", {"pagina": pagina})


@right("projecten.voortgang:edit")
@require_POST
def versie_restore(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """Put the text of a version back, as a new one."""
    entry = _find(request, pk)
    oud = get_object_or_404(VoortgangVersie.objects.filter(voortgang=entry), nummer=nummer)
    voor = on_behalf(entry, request.user, klok.today())
    try:
        restore_versie(actor=request.user, oud=oud, versie=read_versie(request.POST), voor=voor, now=klok.now())  # type: ignore[arg-type]
    except VersieConflict:
        messages.warning(request, VERANDERD)
        return redirect("projecten:voortgang_history", pk)
    messages.success(request, f"De tekst van {moment(oud.moment)} staat er weer, als nieuwe versie.")
    return redirect(Onderwerp.of(entry).edit_url(entry.ronde))
