"""The door to a picture or document of an entry: for whoever reads the text it belongs to, and for nobody else."""

from __future__ import annotations

import hashlib
import io
import logging
from pathlib import Path
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from koers.lib import klok
from koers.lib.stuk import KINDS, MAX_BYTES
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right
from projecten.models import Bewijs, Voortgang
from projecten.rules.inhoud import Gemis
from projecten.services.bewijs import add_bewijs, remove_bewijs

logger = logging.getLogger(__name__)


@right("projecten.project:view")
@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": []})  # type: ignore[arg-type]
def bewijs_file(request: HttpRequest, pk: int, nummer: int) -> HttpResponseBase:
    """The file itself, when it is what was stored. Pictures are shown, documents saved."""
    rows = Bewijs.objects.readable_by(request.user, klok.today())
    found = get_object_or_404(rows, pk=nummer, voortgang_id=pk)
    try:
        data = (Path(settings.DOCUMENT_DIR) / found.bestand).read_bytes()
    except FileNotFoundError:
        logger.exception("the file of evidence %s is gone", found.pk)
        raise Http404("bestand weg") from None
    if hashlib.sha256(data).hexdigest() != found.sha256:
        logger.error("the file of evidence %s is not what was stored", found.pk)
        raise Http404("bestand veranderd")
    response = FileResponse(
        io.BytesIO(data),
        as_attachment=found.soort == Bewijs.Soort.DOCUMENT,
        filename=found.naam,
        content_type=found.type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def change_evidence(request: HttpRequest, entry: Voortgang, doe: str, voor: Gebruiker | None) -> list[Gemis]:
    """Add the chosen file (`bewijs`), or take one away (`bewijsweg-12`); what stands in the way, by field."""
    act: dict[str, Any] = {"actor": request.user, "voor": voor, "now": klok.now()}
    if doe != "bewijs":
        number = doe.removeprefix("bewijsweg-")
        found = entry.bewijzen.filter(pk=int(number) if number.isdecimal() and len(number) < 10 else 0).first()
        if found:
            remove_bewijs(bewijs=found, **act)
        return []
    upload = request.FILES.get("bewijs")
    if upload is None:
        return [Gemis("bewijs", f"Kies eerst een bestand: {KINDS}.")]
    try:
        add_bewijs(
            voortgang=entry,
            data=upload.read(MAX_BYTES + 1),
            naam=upload.name or "",
            omschrijving=request.POST.get("bewijs_omschrijving", ""),
            **act,
        )
    except ValidationError as refused:
        return [Gemis(veld, " ".join(teksten)) for veld, teksten in refused.message_dict.items()]
    return []
