"""The answer to a form that cannot be taken now: a page that holds all that was typed, to be sent again.

Nothing is stored: the text goes back to the browser it came from (docs/decisions). Works without a database.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

# Never sent back: the token of the form itself, and whatever is secret.
SECRET = re.compile(r"csrf|passw|wachtwoord|code|token|geheim", re.IGNORECASE)
# A value of at least so many characters is shown to be read and copied; shorter ones are choices and numbers.
READABLE = 15


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed, name and value, in the order of the form; nothing secret."""
    if request.method != "POST":
        return []
    return [(name, value) for name, values in request.POST.lists() if not SECRET.search(name) for value in values]


def resend_page(request: HttpRequest, *, titel: str, zin: str, status: int, sign_in: str = "") -> HttpResponse | None:
    """The page, or None when nothing was typed. `sign_in`: the address to sign in at first, in another tab."""
    if not (velden := typed_fields(request)):
        return None
    context = {
        "titel": titel,
        "zin": zin,
        "sign_in": sign_in,
        "adres": request.get_full_path(),
        "velden": velden,
        "teksten": [value for _, value in velden if len(value) >= READABLE],
        "bestanden": [str(bestand) for bestand in request.FILES.values()],
        "csrf_token": get_token(request),
    }
    # Without the request: neither menu nor person, for which a database is needed.
    response = HttpResponse(render_to_string("herzending.html", context), status=status)
    response["Cache-Control"] = "private, no-store"
    return response
