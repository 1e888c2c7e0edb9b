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
# Fields one writes in: shown to be read and copied, however short.
WRITTEN = re.compile(
    r"(^|[-_])(tekst|toelichting|woorden|antwoord|reden|opmerking|omschrijving|onderwerp|vraag|titel|naam|namen|bericht"
    r"|bevinding|maatregel|afspraak|bron|stuk|vindplaats|wanneer)([-_]|$)"
)
# Of other fields what has words in it: a choice, a number or a code has none.
WORDS = re.compile(r"\S\s+\S")
# Put into the form by Koers: sent again with the rest, but nothing that anyone wrote.
OURS = re.compile(r"^(was-.*|blad|doe|gezien|next|stap|versie)$")


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed, name and value, in the order of the form; nothing secret."""
    if request.method != "POST":
        return []
    return [(name, value) for name, values in request.POST.lists() if not SECRET.search(name) for value in values]


def written_texts(request: HttpRequest) -> list[str]:
    """What a person wrote in the form they sent, in its order, to be read and copied."""
    return [
        value
        for name, value in typed_fields(request)
        if value.strip() and not OURS.search(name) and (WRITTEN.search(name) or WORDS.search(value))
    ]


def is_ours(request: HttpRequest) -> bool:
    """Whether the form came from a page of our own: its token was checked and was right."""
    return getattr(request, "csrf_processing_done", False)


def wants_json(request: HttpRequest) -> bool:
    """Whether a page of ours asks by itself, while one types; it shows the sentence that it is told."""
    return request.headers.get("Accept", "").startswith("application/json")


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
        "teksten": written_texts(request),
        "bestanden": [str(bestand) for bestand in request.FILES.values()],
        "csrf_token": get_token(request),
    }
    # Without the request: neither menu nor person, for which a database is needed.
    response = HttpResponse(render_to_string("herzending.html", context), status=status)
    response["Cache-Control"] = "private, no-store"
    return response
