"""Doors to the log: on the screen and as a file, with one filter in the address."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.lib.notatie import getal
from koers.lib.peildatum import OngeldigeVraag
from koers.lib.uitvoer import csv_stream
from koers.toegang.forms import LogForm
from koers.toegang.log import log
from koers.toegang.logboek import KOP, LONGEST, as_rows, log_page
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right

TOO_MANY = f"Bij deze keuze passen meer dan {getal(LONGEST)} regels. Kies een kortere periode."


@right("toegang.log:view")
@require_GET
def log_list(request: HttpRequest) -> HttpResponse:
    """The log, newest first, a hundred lines a page; 400, with the reason at the field, on a choice that can't be."""
    form = LogForm(request.GET)
    if not form.is_valid():
        return render(request, "toegang/log_list.html", {"form": form, "open": True}, status=400)
    keuze = form.filter()
    context = {"form": form, "keuze": keuze, "blad": log_page(keuze, request.GET.get("voor", ""))}
    return render(request, "toegang/log_list.html", context | {"open": bool(keuze.params)})


@right("toegang.log:view")
@require_GET
def log_export(request: HttpRequest) -> HttpResponseBase:
    """The same lines as a file; that someone took them is a line of its own, and not one of these."""
    form = LogForm(request.GET)
    if not form.is_valid():
        raise OngeldigeVraag(str(next(iter(form.errors.values()))[0]))
    lines, actor = form.filter().lines(), cast(Gebruiker, request.user)
    number = lines.count()
    if number > LONGEST:
        raise OngeldigeVraag(TOO_MANY)
    newest = lines.values_list("pk", flat=True).first() or 0
    hoeveel = "1 regel" if number == 1 else f"{getal(number)} regels"
    zin = f"{actor} haalde {hoeveel} van het logboek op als bestand."
    log(actor=actor, actie="toegang.log:export", zin=zin, now=klok.now())
    return csv_stream(f"logboek-{klok.today()}", KOP, as_rows(lines.filter(pk__lte=newest)))
