"""What the address of an entry is about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from projecten.models import Project, Ronde, Rubriek
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.ronde import ronde_by_code


def find_subject(request: HttpRequest, code: str, slugs: dict[str, str]) -> tuple[Ronde, Onderwerp]:
    """The ronde and the subject of an address, as far as this person may see them; 404 otherwise."""
    ronde = ronde_by_code(code)
    if ronde is None:
        raise Http404("geen ronde")
    today = klok.today()
    models: dict[str, Any] = {"project": Project, "gemeente": Eigenaar, "rubriek": Rubriek}
    parts = {
        name: get_object_or_404(models[name].objects.visible_to(request.user, today), slug=slug)
        for name, slug in slugs.items()
    }
    return ronde, Onderwerp(**parts)
