"""What strangers may ask about the installation itself."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koers.lib import klok
from koers.toegang.rights import public

VALID = timedelta(days=180)  # RFC 9116 §2.5.5 asks for less than a year


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where a weak spot is reported (RFC 9116)."""
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": (klok.now() + VALID).isoformat(timespec="seconds"),
        "Preferred-Languages": "nl, en",
        "Canonical": request.build_absolute_uri(request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
