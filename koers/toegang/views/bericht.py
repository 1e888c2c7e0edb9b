"""Doors of the beheerder to the mails of the portal."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from koers.lib import klok
from koers.toegang.models import Gebruiker, Mailbericht
from koers.toegang.post import send_again
from koers.toegang.rights import right
from koers.toegang.selectors import read_postvak


@right("toegang.gebruiker:view")
@require_GET
def bericht_list(request: HttpRequest) -> HttpResponse:
    """The mails of the portal: what left, what waits, what failed and why."""
    return render(request, "toegang/bericht_list.html", {"postvak": read_postvak()})


@right("toegang.gebruiker:edit")
@require_POST
def bericht_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail once more that did not leave, or of which nobody knows."""
    bericht = get_object_or_404(Mailbericht.objects.select_related("aan"), pk=pk)
    if send_again(actor=cast(Gebruiker, request.user), bericht=bericht, now=klok.now()):
        messages.success(request, f"Het bericht aan {bericht.aan} gaat nog een keer weg.")
    else:
        messages.error(request, "Dit bericht is al verstuurd of gaat vanzelf nog weg.")
    return redirect("toegang:bericht_list")
