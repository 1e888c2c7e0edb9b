"""The door to *mijn taken*."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.toegang.rights import right
from rapportage.selectors.taken import load_taken


@right("rapportage.taken:view")
@require_GET
def taken_list(request: HttpRequest) -> HttpResponse:
    """What asks for work of the one who is signed in."""
    return render(request, "rapportage/taken_list.html", {"taken": load_taken(request.user, klok.today())})
