"""Doors of documents: read, make, watch being made, and take a step towards adoption."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.opdrachten.models import Opdracht
from koers.toegang.bevestiging import confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed, public, right
from rapportage import services
from rapportage.forms import StapForm
from rapportage.models import Versie
from rapportage.rules.adoptie import Overgang, step_to
from rapportage.selectors import document as selectors
from rapportage.selectors import maken


def _actor(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)


def _stuk(request: HttpRequest, soort: str, periode: str) -> selectors.Stuk:
    stuk = selectors.read_stuk(request.user, klok.today(), soort=soort, periode=periode)
    if stuk is None:
        raise Http404
    return stuk


def _list_page(request: HttpRequest, *, fout: str = "", status: int = 200) -> HttpResponse:
    """All documents; with a sentence why one could not be asked for."""
    today = klok.today()
    stukken = selectors.list_stukken(request.user, today)
    eerste = selectors.leading(stukken)
    maker = bevoegdheid_of(request.user, today).may(services.document.BUILD)
    context = {
        "stuk": eerste,
        "samenvatting": selectors.summary_of(eerste.versie) if eerste else {},
        "spoor": selectors.trail(eerste) if eerste else [],
        "andere": [stuk for stuk in stukken if stuk is not eerste],
        "maker": maker,
        "kandidaten": maken.list_candidates(stukken, today) if maker else [],
        "lopend": maken.list_running() if maker else [],
        "fout": fout,
    }
    return render(request, "rapportage/document_list.html", context, status=status)


@right("rapportage.document:view")
@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    return _list_page(request)


@public
@require_GET
def document_public_list(request: HttpRequest) -> HttpResponse:
    """What is published, for anyone."""
    stukken = selectors.list_published(klok.today())
    return render(request, "rapportage/document_public_list.html", {"stukken": stukken})


@right("rapportage.document:view")
@require_GET
def document_detail(request: HttpRequest, soort: str, periode: str) -> HttpResponse:
    stuk = _stuk(request, soort, periode)
    bevoegdheid = bevoegdheid_of(request.user, klok.today())
    maker = bevoegdheid.may(services.document.BUILD)
    context = {
        "stuk": stuk,
        "samenvatting": selectors.summary_of(stuk.versie),
        "spoor": selectors.trail(stuk),
        "stappen": selectors.allowed_steps(stuk, bevoegdheid),
        "maker": maker,
        "veranderd": selectors.changes_since(stuk, now=klok.now()) if maker or stuk.is_vast else [],
    }
    return render(request, "rapportage/document_detail.html", context)


# ── making ──────────────────────────────────────────────────────────────────


@right("rapportage.document:build")
@require_POST
def document_build(request: HttpRequest) -> HttpResponse:
    """Queue a build and go where it can be watched."""
    asked = {name: request.POST.get(name, "")[:40] for name in ("soort", "periode")}
    try:
        opdracht = services.request_build(actor=_actor(request), now=klok.now(), **asked)
    except ValidationError as error:
        return _list_page(request, fout=" ".join(error.messages), status=400)
    return redirect("rapportage:opdracht_detail", pk=opdracht.pk)


@right("rapportage.document:build")
@require_GET
def opdracht_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; the page asks for its own fragment until it is done."""
    opdracht = get_object_or_404(maken.visible_opdrachten(), pk=pk)
    versie = Versie.objects.select_related("document").defer("feiten").filter(pk=opdracht.resultaat.get("versie"))
    context = {
        "opdracht": opdracht,
        "naam": maken.name_of(opdracht),
        "stappen": maken.stages(opdracht),
        "versie": versie.first(),
    }
    if getattr(request, "htmx", False):
        return render(request, "rapportage/_opdracht.html", context)
    return render(request, "rapportage/opdracht_detail.html", context)


# ── steps ───────────────────────────────────────────────────────────────────


@right("rapportage.document:publish")
@confirmed
@require_http_methods(["GET", "POST"])
def document_step(request: HttpRequest, soort: str, periode: str, staat: str) -> HttpResponse:
    """Record what a meeting did with a document, or publish it."""
    stuk = _stuk(request, soort, periode)
    overgang = _allowed_step(request, stuk, staat)
    versie = selectors.version_for(stuk, overgang)
    form = StapForm(request.POST or None, overgang=overgang, initial={"versie": versie.nummer})
    if request.method == "POST" and form.is_valid():
        try:
            opdracht = _record(request, stuk, overgang, versie, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _after_step(request, stuk, opdracht)
    context = {"stuk": stuk, "overgang": overgang, "versie": versie, "form": form}
    return render(request, "rapportage/document_step.html", context, status=422 if form.is_bound else 200)


def _allowed_step(request: HttpRequest, stuk: selectors.Stuk, staat: str) -> Overgang:
    overgang = step_to(stuk.document.soort, stuk.document.staat, staat)
    if overgang is None:
        raise NotAllowed(f"{stuk.document} is {stuk.document.get_staat_display()}; deze stap kan nu niet.")
    if not bevoegdheid_of(request.user, klok.today()).may(overgang.right):
        raise NotAllowed("Alleen de programmamanager legt vast wat een overleg besloot.")
    return overgang


def _record(
    request: HttpRequest, stuk: selectors.Stuk, overgang: Overgang, versie: Versie, data: dict[str, Any]
) -> Opdracht | None:
    if data["versie"] != versie.nummer:
        raise ValidationError(f"Intussen is er een versie {versie.nummer}. Bekijk die eerst en leg de stap dan vast.")
    return services.record_step(
        actor=_actor(request),
        document=stuk.document,
        staat=overgang.naar,
        versie=versie,
        datum=data.get("datum"),
        kenmerk=data.get("kenmerk", ""),
        now=klok.now(),
    )


def _after_step(request: HttpRequest, stuk: selectors.Stuk, opdracht: Opdracht | None) -> HttpResponse:
    if opdracht:
        return redirect("rapportage:opdracht_detail", pk=opdracht.pk)
    messages.success(request, f"De stap van {stuk.document} is vastgelegd.")
    return redirect(reverse("rapportage:document_detail", args=[stuk.document.soort, stuk.document.periode]))
