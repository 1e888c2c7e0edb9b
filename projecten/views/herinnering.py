"""Doors of reminders: what goes to whom on which day, and the announcement sent now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.berichten import reminder_text
from projecten.selectors.herinnering import load_preview, sample
from projecten.services.herinnering import announce_ronde
from projecten.views.ronde import find_ronde


@right("projecten.ronde:remind")
@require_GET
def herinnering_list(request: HttpRequest, code: str) -> HttpResponse:
    """The reminders of one ronde before they go; `?wie=` shows the mail to one person as it would be now."""
    ronde, today = find_ronde(code), klok.today()
    wie = request.GET.get("wie", "")
    found = sample(int(wie), ronde, today) if wie.isascii() and wie.isdigit() and len(wie) < 10 else None
    context = {
        "blad": load_preview(ronde, today),
        "voorbeeld": found and (found[0], *reminder_text(*found)),
        "gevraagd": bool(wie),
    }
    return render(request, "projecten/herinnering_list.html", context)


@right("projecten.ronde:remind")
@require_POST
def ronde_announce(request: HttpRequest, code: str) -> HttpResponse:
    """Send the announcement of an open ronde to whoever has not had it."""
    ronde = find_ronde(code)
    try:
        sent = announce_ronde(actor=request.user, ronde=ronde, now=klok.now())  # type: ignore[arg-type]
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        told = f"De aankondiging gaat naar {sent} {'mens' if sent == 1 else 'mensen'}."
        messages.success(request, told if sent else "Iedereen die iets moet invoeren, had de aankondiging al.")
    return redirect("projecten:herinnering_list", ronde.code)
