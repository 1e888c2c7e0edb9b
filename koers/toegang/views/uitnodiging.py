"""Doors of an invitation: opened once, then accepted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from koers.lib import klok
from koers.toegang import uitnodigen
from koers.toegang.aanmelddiensten import open_services
from koers.toegang.forms import InviteForm
from koers.toegang.organisaties import INVITE
from koers.toegang.rights import public
from koers.toegang.rules import Uitkomst

UNKNOWN = "Deze uitnodiging kennen we niet. Open het adres uit het laatste bericht dat u kreeg, of vraag de beheerder."


@public
@never_cache
@require_GET
def uitnodiging_open(request: HttpRequest, key: str) -> HttpResponse:
    """The address in the mail: the key goes into the session, out of the address and of what others may log."""
    request.session[INVITE] = key
    return redirect("toegang:uitnodiging_accept")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def uitnodiging_accept(request: HttpRequest) -> HttpResponse:
    """Accept an invitation: name and password, once. 404 without one, 410 when it no longer opens."""
    uitnodiging, now = uitnodigen.find(request.session.get(INVITE, "")), klok.now()
    uitkomst = uitnodigen.judge(uitnodiging, now) if uitnodiging else None
    if uitnodiging is None or uitkomst is not Uitkomst.OPEN:
        reden = uitkomst.value if uitkomst else UNKNOWN
        return render(request, "toegang/uitnodiging_dicht.html", {"reden": reden}, status=410 if uitkomst else 404)
    gebruiker = uitnodiging.gebruiker
    form = InviteForm(gebruiker, request.POST or None, initial={"naam": gebruiker.naam})
    if form.is_valid():
        given = {"naam": form.cleaned_data["naam"], "password": form.cleaned_data["new_password1"]}
        uitnodigen.accept_with_password(uitnodiging=uitnodiging, now=now, **given)
        del request.session[INVITE]
        messages.success(request, "Uw account is klaar. Meld u aan met uw e-mailadres en wachtwoord.")
        return redirect("toegang:sign_in")
    context = {"form": form, "gebruiker_email": gebruiker.email, "tot": uitnodiging.verloopt_op}
    context["diensten"] = open_services()
    return render(request, "toegang/uitnodiging_accept.html", context, status=422 if form.is_bound else 200)
