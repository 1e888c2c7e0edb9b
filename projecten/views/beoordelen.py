"""Doors of the redacteur: what waits, and the verdict on one entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.voortgang import read_opmerking, read_remarks, read_versie
from projecten.models import Voortgang
from projecten.selectors.beoordeling import Beoordeling, load_beoordeling, waiting
from projecten.selectors.bord import load_bord
from projecten.selectors.ronde import active_rondes
from projecten.services.voortgang import approve_voortgang, return_voortgang

BEIDE = "U schreef een opmerking. Stuur terug om haar mee te geven, of haal haar weg en keur dan goed."


@right("projecten.voortgang:review")
@require_GET
def voortgang_review_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits, and how complete the open rondes are."""
    today = klok.today()
    borden = [load_bord(ronde, today) for ronde in active_rondes(today)]
    return render(
        request, "projecten/voortgang_review_list.html", {"wachtrij": waiting(request.user, today), "borden": borden}
    )


@right("projecten.voortgang:review")
@require_http_methods(["GET", "POST"])
def voortgang_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with what changed in it; approve it or send it back."""
    rows = Voortgang.objects.visible_to(request.user, klok.today())
    entry = get_object_or_404(rows.select_related("ronde", "project", "gemeente", "rubriek", "gewijzigd_door"), pk=pk)
    pagina = load_beoordeling(entry, request.GET.get("met", ""), klok.today())
    if request.method == "POST":
        return _decide(request, pagina)
    if not pagina.kan:
        return redirect("projecten:voortgang_detail", pk)
    return _page(request, pagina)


def _page(request: HttpRequest, pagina: Beoordeling, fout: str = "", status: int = 200) -> HttpResponse:
    remarks = read_remarks(request.POST, len(pagina.inhoud.punten))
    context = {
        "pagina": pagina,
        "fout": fout,
        "alineas": [(alinea, remarks.get(str(alinea.nummer), "")) for alinea in pagina.alineas],
        "opmerking": remarks[""],
        "wachtrij": waiting(request.user, klok.today()),
    }
    return render(request, "projecten/voortgang_review.html", context, status=status)


def _decide(request: HttpRequest, pagina: Beoordeling) -> HttpResponse:
    opmerking = read_opmerking(request.POST, len(pagina.inhoud.punten))
    act: dict[str, Any] = {
        "actor": request.user,
        "voortgang": pagina.voortgang,
        "versie": read_versie(request.POST),
        "now": klok.now(),
    }
    try:
        if request.POST.get("doe") == "terug":
            return_voortgang(opmerking=opmerking, **act)
            messages.success(request, f"Teruggestuurd: {pagina.naam}. De auteur leest uw opmerking bij de tekst.")
        elif opmerking:
            return _page(request, pagina, BEIDE, 422)
        else:
            approve_voortgang(**act)
            messages.success(request, f"Goedgekeurd: {pagina.naam}. De tekst staat op slot; iedereen kan hem lezen.")
    except ValidationError as refused:
        return _page(request, pagina, " ".join(refused.messages), 422)
    except NotAllowed as refused:
        return _page(request, pagina, str(refused), 403)
    return redirect("projecten:voortgang_review_list")
