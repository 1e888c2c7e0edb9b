"""Doors to the documents themselves: the file and its twin on screen, for whoever may see that version."""

from __future__ import annotations

import io
import logging

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from koers.lib import klok
from koers.toegang.rights import public
from rapportage.documents.feiten import facts_from_json
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.html import render_html
from rapportage.selectors.document import readable_versie
from rapportage.services import archief

logger = logging.getLogger(__name__)


def _absent(request: HttpRequest) -> HttpResponse:
    """A passer-by is sent to sign in, whether there is such a version or not; anyone else finds nothing."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


@public
@require_safe
def document_download(request: HttpRequest, soort: str, periode: str, nummer: int) -> HttpResponseBase:
    """The PDF, checked against the hash with which it was filed."""
    versie = readable_versie(request.user, klok.today(), soort=soort, periode=periode, nummer=nummer)
    if versie is None:
        return _absent(request)
    try:
        data = archief.read(versie)
    except archief.BestandBeschadigd:
        logger.exception("the file of %s is not what was filed", versie)
        return render(request, "rapportage/document_damaged.html", {"versie": versie}, status=503)
    naam = f"{versie.document.soort.capitalize()}-{periode}-Twentse-Koers-versie-{nummer}.pdf"
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=naam, content_type="application/pdf")


@public
@require_safe
def document_read(request: HttpRequest, soort: str, periode: str, nummer: int) -> HttpResponse:
    """The same document on screen, from the same frozen facts."""
    versie = readable_versie(request.user, klok.today(), soort=soort, periode=periode, nummer=nummer)
    if versie is None:
        return _absent(request)
    thuis = "rapportage:document_list" if request.user.is_authenticated else "rapportage:document_public_list"
    try:
        return HttpResponse(render_html(facts_from_json(versie.feiten), terug=reverse(thuis)))
    except DocumentFout:
        logger.exception("the facts of %s cannot be read", versie)
        return render(request, "rapportage/document_damaged.html", {"versie": versie, "online": True}, status=503)
