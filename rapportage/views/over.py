"""Pages about the portal itself, open to everyone: accessibility, privacy, and what the words mean."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from koers.toegang.rights import public
from rapportage.selectors.begrippen import list_begrippen


@public
@require_GET
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "rapportage/toegankelijkheid.html", {"contact": settings.DEFAULT_FROM_EMAIL})


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    jaren, maanden = divmod(settings.LOG_MONTHS, 12)
    context = {
        "contact": settings.DEFAULT_FROM_EMAIL,
        "bewaartermijn": f"{settings.LOG_MONTHS} maanden" if maanden else f"{jaren} jaar",
    }
    return render(request, "rapportage/privacy.html", context)


@public
@require_GET
def begrippen(request: HttpRequest) -> HttpResponse:
    return render(request, "rapportage/begrippen.html", {"groepen": list_begrippen()})
