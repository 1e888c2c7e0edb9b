"""Doors to theme lines: the page of one, and the changes the programmamanager makes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.notatie import datum
from koers.lib.peildatum import read_blik
from koers.toegang.rights import right
from themalijnen.forms import NaamForm, NaamVerbeterForm, VolgordeForm
from themalijnen.models import Themalijn
from themalijnen.selectors import load_themalijn
from themalijnen.services import RIGHT, correct_themalijn_naam, order_themalijnen, rename_themalijn

# One floor up, so named and not imported: (id of the line, Blik) → what the page shows of its projects.
PROJECTEN = "projecten.selectors.themalijn.load_thema_projecten"
form_door = require_http_methods(["GET", "POST"])


@right("themalijnen.themalijn:view")
@require_GET
def themalijn_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme line on a day, with its projects."""
    blik = read_blik(request.GET, klok.today())
    lijn = _themalijn(request, slug)
    thema = load_themalijn(lijn, blik)
    if thema is None:
        raise Http404(f"Deze themalijn begint op {datum(lijn.vanaf)}.")
    context = {
        "blik": blik,
        "thema": thema,
        "inhoud": import_string(PROJECTEN)(thema.id, blik),
        "mag": bevoegdheid_of(request.user, blik.vandaag).may(RIGHT),
    }
    return render(request, "themalijnen/themalijn_detail.html", context)


@right("themalijnen.themalijn:edit")
@form_door
def themalijn_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name from a day on."""
    lijn, now = _themalijn(request, slug), klok.now()
    form = NaamForm(request.POST or None, initial={"vanaf": now.date()})
    if form.is_valid() and form.write(rename_themalijn, actor=request.user, themalijn=lijn, now=now):
        return _done(request, slug, "De nieuwe naam staat vast. Vastgestelde stukken houden de oude.")
    return _form(request, lijn, form, "Wijzig de naam", "Leg de naam vast")


@right("themalijnen.themalijn:edit")
@form_door
def naam_correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A slip in a name."""
    lijn = _themalijn(request, slug)
    stap = get_object_or_404(lijn.namen, pk=pk)
    form = NaamVerbeterForm(request.POST or None, initial={"naam": stap.naam})
    if form.is_valid() and form.write(correct_themalijn_naam, actor=request.user, stap=stap, now=klok.now()):
        return _done(request, slug, "De naam is verbeterd.")
    return _form(request, lijn, form, f"Verbeter de naam van {datum(stap.vanaf)}", "Verbeter de naam")


@right("themalijnen.themalijn:edit")
@form_door
def themalijn_order(request: HttpRequest) -> HttpResponse:
    """The order of the theme lines, in the portal and in documents built from now on."""
    now = klok.now()
    rows: Any = Themalijn.objects.on(now.date()).named(now.date())
    form = VolgordeForm(request.POST or None, lijnen=[(row, row.naam_op) for row in rows])
    if form.is_valid() and form.write(order_themalijnen, actor=request.user, now=now):
        messages.success(request, "De volgorde staat vast.")
        return redirect("themalijnen:themalijn_order")
    return render(request, "themalijnen/themalijn_order.html", {"form": form}, status=_status(form))


def _themalijn(request: HttpRequest, slug: str) -> Themalijn:
    return get_object_or_404(Themalijn.objects.visible_to(request.user, klok.today()), slug=slug)


def _done(request: HttpRequest, slug: str, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect("themalijnen:themalijn_detail", slug)


def _status(form: Form) -> int:
    return 422 if form.errors else 200


def _form(request: HttpRequest, lijn: Themalijn, form: Form, titel: str, knop: str) -> HttpResponse:
    named: Any = Themalijn.objects.named(klok.today()).get(pk=lijn.pk)
    context = {"form": form, "slug": lijn.slug, "naam": named.naam_op, "titel": titel, "knop": knop}
    return render(request, "themalijnen/themalijn_form.html", context, status=_status(form))
