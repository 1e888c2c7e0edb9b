"""Doors of the redacteur: what waits, and the verdict on one entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.voortgang import OPMERKING, read_chosen, read_remarks, read_versie, remark_name
from projecten.models import Voortgang
from projecten.selectors.beoordeling import Beoordeling, load_beoordeling, waiting
from projecten.selectors.bordblad import load_volledigheid
from projecten.selectors.onderwerp import Onderwerp, subject_name
from projecten.selectors.ronde import active_rondes
from projecten.selectors.voortgang import handed_in_by
from projecten.services.voortgang import approve_voortgang, return_voortgang

BEIDE = "U schreef een opmerking. Stuur terug om haar mee te geven, of haal haar weg en keur dan goed."


@right("projecten.voortgang:review")
@require_GET
def voortgang_review_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits, and how complete the open rondes are."""
    today = klok.today()
    borden = [load_volledigheid(ronde, today) for ronde in active_rondes(today)]
    context = {"wachtrij": waiting(request.user, today), "borden": borden, "alle": "alle" in request.GET}
    return render(request, "projecten/voortgang_review_list.html", context)


@right("projecten.voortgang:review")
@require_POST
def voortgang_approve(request: HttpRequest) -> HttpResponse:
    """Approve everything that was ticked, each by itself, and tell of each how it went."""
    ticked = read_chosen(request.POST)
    if not ticked:
        messages.warning(request, "U koos niets. Zet een vinkje bij wat u goedkeurt.")
    rows = Voortgang.objects.visible_to(request.user, klok.today()).filter(pk__in=ticked)
    for entry in rows.select_related("ronde", "project", "gemeente", "rubriek").order_by("pk"):
        naam = subject_name(Onderwerp.of(entry), entry.ronde.peildatum)
        try:
            approve_voortgang(actor=request.user, voortgang=entry, versie=ticked[entry.pk], now=klok.now())  # type: ignore[arg-type]
            messages.success(request, f"Goedgekeurd: {naam}, {entry.ronde}.")
        except NotAllowed as refused:
            messages.error(request, f"Niet goedgekeurd: {naam}, {entry.ronde}. {refused}")
    return redirect("projecten:voortgang_review_list")


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
    remarks = _remarks(request, pagina)
    bullets = [(alinea, f"punt-{alinea.nummer - 1}-tekst") for alinea in pagina.alineas]
    states = [(stand, stand.label.lower()) for stand in pagina.standen]
    context = {
        "pagina": pagina,
        "fout": fout,
        "antwoorden": [(own, remark_name(own.veld), remarks.get(own.veld, "")) for own in pagina.antwoorden],
        "alineas": [(alinea, remark_name(veld), remarks.get(veld, "")) for alinea, veld in bullets],
        "standen": [(stand, remark_name(veld), remarks.get(veld, "")) for stand, veld in states],
        "niets_bij": remarks.get("niets_te_melden", ""),
        "opmerking": request.POST.get(OPMERKING, ""),
        "zelf": handed_in_by(pagina.voortgang, request.user),
        "wachtrij": waiting(request.user, klok.today()),
    }
    return render(request, "projecten/voortgang_review.html", context, status=status)


def _remarks(request: HttpRequest, pagina: Beoordeling) -> dict[str, str]:
    return read_remarks(request.POST, len(pagina.inhoud.punten), [antwoord.veld for antwoord in pagina.antwoorden])


def _decide(request: HttpRequest, pagina: Beoordeling) -> HttpResponse:
    opmerkingen = _remarks(request, pagina)
    opmerking = request.POST.get(OPMERKING, "").strip()
    act: dict[str, Any] = {
        "actor": request.user,
        "voortgang": pagina.voortgang,
        "versie": read_versie(request.POST),
        "now": klok.now(),
    }
    try:
        if request.POST.get("doe") == "terug":
            return_voortgang(opmerking=opmerking, opmerkingen=opmerkingen, **act)
            messages.success(request, f"Teruggestuurd: {pagina.naam}. De auteur leest uw opmerking bij de tekst.")
        elif opmerking or opmerkingen:
            return _page(request, pagina, BEIDE, 422)
        else:
            approve_voortgang(**act)
            messages.success(request, f"Goedgekeurd: {pagina.naam}. De tekst staat op slot; iedereen kan hem lezen.")
    except ValidationError as refused:
        return _page(request, pagina, " ".join(refused.messages), 422)
    except NotAllowed as refused:
        return _page(request, pagina, str(refused), 403)
    return redirect("projecten:voortgang_review_list")
