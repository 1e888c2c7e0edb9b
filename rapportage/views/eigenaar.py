"""Doors to the dashboards of the eigenaren."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.lib.peildatum import OngeldigeVraag, read_blik
from koers.toegang.rights import right
from projecten.selectors.deelname import load_eigenaren
from rapportage.selectors.eigenaar import load_eigenaar, load_geld, sees_own
from rapportage.selectors.kaart import count_projects, of_counts


@right("rapportage.eigenaar:view")
@require_GET
def eigenaar_list(request: HttpRequest) -> HttpResponse:
    """All eigenaren, on the map and as a list."""
    blik = read_blik(request.GET, klok.today())
    eigenaren, totalen = load_eigenaren(blik), count_projects(blik)
    rijen = [(eigenaar, totalen.get(eigenaar.id)) for eigenaar in eigenaren]
    context = {"blik": blik, "kaart": of_counts(blik, eigenaren, totalen), "rijen": rijen}
    return render(request, "rapportage/eigenaar_list.html", context)


@right("rapportage.eigenaar:view")
@require_GET
def eigenaar_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One eigenaar on a day; what it keeps for itself only for its own people and the team."""
    blik = read_blik(request.GET, klok.today())
    pagina = load_eigenaar(_eigenaar(request, slug), blik, request.user)
    return render(request, "rapportage/eigenaar_detail.html", {"blik": blik, "pagina": pagina})


@right("rapportage.eigenaar:view")
@require_GET
def eigenaar_geld(request: HttpRequest, slug: str) -> HttpResponse:
    """The own money, award by award; to anyone else this page does not exist."""
    blik = read_blik(request.GET, klok.today())
    eigenaar = _eigenaar(request, slug)
    if not sees_own(bevoegdheid_of(request.user, blik.vandaag), eigenaar):
        raise Http404("Deze bladzijde is er niet voor u.")
    blok = load_geld(eigenaar, blik, request.user, _jaar(request))
    return render(request, "rapportage/eigenaar_geld.html", {"blik": blik, "eigenaar": eigenaar, "blok": blok})


def _eigenaar(request: HttpRequest, slug: str) -> Eigenaar:
    return get_object_or_404(Eigenaar.objects.visible_to(request.user, klok.today()), slug=slug)


def _jaar(request: HttpRequest) -> int | None:
    text = request.GET.get("jaar", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise OngeldigeVraag("Dit is geen jaar. Schrijf het met vier cijfers, bijvoorbeeld 2025.")
    return int(text)
