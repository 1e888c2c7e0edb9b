"""Doors to one's own keys to the API: see them, make one, revoke one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.lib import klok
from koers.toegang.forms import SleutelForm
from koers.toegang.models import Gebruiker, Sleutel
from koers.toegang.rights import signed_in
from koers.toegang.sleutels import MAX_SLEUTELS, revoke_sleutel


@signed_in
@require_GET
def sleutel_list(request: HttpRequest) -> HttpResponse:
    """One's own keys that still work, and those that no longer do."""
    own = Sleutel.objects.filter(gebruiker=cast(Gebruiker, request.user))
    now = klok.now()
    context = {
        "sleutels": own.usable(now),
        "voorbij": own.exclude(pk__in=own.usable(now).values("pk"))[:20],
        "hoogstens": MAX_SLEUTELS,
    }
    return render(request, "toegang/sleutel_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def sleutel_create(request: HttpRequest) -> HttpResponse:
    """A new key. Its text is in the answer to this very form and nowhere else: not in a session, not in an address."""
    initial = {"bereik": request.GET.get("bereik", Sleutel.Bereik.LEZEN)}
    form = SleutelForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.create(actor=request.user, now=klok.now()):
        known = {"tekst": form.tekst, **{veld: form.cleaned_data[veld] for veld in ("naam", "bereik")}}
        known["host"] = request.build_absolute_uri("/").rstrip("/")
        return render(request, "toegang/sleutel_shown.html", known)
    status = 422 if form.errors else 200
    return render(request, "toegang/sleutel_create.html", {"form": form}, status=status)


@signed_in
@require_POST
def sleutel_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own keys."""
    gebruiker = cast(Gebruiker, request.user)
    sleutel = get_object_or_404(Sleutel.objects.filter(gebruiker=gebruiker), pk=pk)
    revoke_sleutel(actor=gebruiker, sleutel=sleutel, now=klok.now())
    messages.success(request, f"De sleutel “{sleutel.naam}” werkt niet meer.")
    return redirect("toegang:sleutel_list")
