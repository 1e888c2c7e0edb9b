"""Doors of signing in and out, and what one sees when a door stays shut."""

from __future__ import annotations

import math
import sys
from datetime import datetime
from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.lib import klok
from koers.toegang import drempel, services, sessies, uitnodigen
from koers.toegang.adapters import names_of
from koers.toegang.api.probleem import SOORTEN, Probleem, answer, is_api
from koers.toegang.forms import InviteForm, PasswordForm, ResetForm, SignInForm
from koers.toegang.models import Gebruiker, Mailbericht
from koers.toegang.organisaties import INVITE, open_services
from koers.toegang.post import send_again
from koers.toegang.rights import before_factor, public, right, signed_in
from koers.toegang.rules import Uitkomst
from koers.toegang.selectors import read_postvak
from koers.toegang.storing import sentence_of
from koers.ui.herzending import resend_page

UNKNOWN = "Deze uitnodiging kennen we niet. Open het adres uit het laatste bericht dat u kreeg, of vraag de beheerder."
EXPIRED = "Dit formulier komt niet van deze bladzijde, of is verlopen. Open de bladzijde opnieuw en vul het in."
LOCKED = "Er is te vaak iets verkeerds ingevuld. Wacht {} en probeer het dan opnieuw."


class SignIn(auth.LoginView):
    """Sign in with e-mail address and password; each try is counted first (koers.toegang.drempel)."""

    template_name = "toegang/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.plek = drempel.deur(request, "aanmelden", request.POST.get("username", "").strip().lower())
        if shut := drempel.begin(self.plek, now=klok.now()):
            return locked_out(request, shut)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        drempel.succeed(self.plek, now=klok.now())
        gebruiker = form.get_user()
        login = Login(user=gebruiker, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {}, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        services.record_refusal(email=form.cleaned_data.get("username", ""), now=klok.now())
        if shut := drempel.shut_until(self.plek, now=klok.now()):
            return locked_out(self.request, shut)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"diensten": open_services()}


class ResetSet(auth.PasswordResetConfirmView):
    """Set the new password from the address in the mail, which works once; ends every session."""

    template_name = "toegang/reset_set.html"
    form_class = PasswordForm
    success_url = "/wachtwoord/klaar/"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        logout(self.request)
        services.finish_reset(gebruiker=form.user, now=klok.now())
        # Whoever reads this person's mail is let through whatever others try at the account from elsewhere.
        drempel.remember_device(self.request, response, names_of(form.user))
        return response


sign_in = public(never_cache(SignIn.as_view()))
reset_sent = public(auth.PasswordResetDoneView.as_view(template_name="toegang/reset_sent.html"))
reset_set = public(ResetSet.as_view())
reset_done = public(auth.PasswordResetCompleteView.as_view(template_name="toegang/reset_done.html"))


@signed_in
@before_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, by POST only: no picture or link elsewhere can do it."""
    services.record_sign_out(gebruiker=cast(Gebruiker, request.user), now=klok.now())
    sessies.forget(request)
    logout(request)
    return redirect("toegang:sign_in")


@public
@require_http_methods(["GET", "POST"])
def reset_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a mail to set a new password; the same answer for a known, an unknown and an impatient address."""
    form = ResetForm(request.POST or None)
    if form.is_valid():
        portaal = request.build_absolute_uri("/")
        if drempel.begin(drempel.network(request, "herstel"), now=klok.now()) is None:
            services.ask_reset(email=form.cleaned_data["email"], portaal=portaal, now=klok.now())
        return redirect("toegang:reset_sent")
    return render(request, "toegang/reset_ask.html", {"form": form})


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


@right("toegang.gebruiker:view")
@require_GET
def bericht_list(request: HttpRequest) -> HttpResponse:
    """The mails of the portal: what left, what waits, what failed and why."""
    return render(request, "toegang/bericht_list.html", {"postvak": read_postvak()})


@right("toegang.gebruiker:edit")
@require_POST
def bericht_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail once more that did not leave, or of which nobody knows."""
    bericht = get_object_or_404(Mailbericht.objects.select_related("aan"), pk=pk)
    if send_again(actor=cast(Gebruiker, request.user), bericht=bericht, now=klok.now()):
        messages.success(request, f"Het bericht aan {bericht.aan} gaat nog een keer weg.")
    else:
        messages.error(request, "Dit bericht is al verstuurd of gaat vanzelf nog weg.")
    return redirect("toegang:bericht_list")


def locked_out(request: HttpRequest, until: datetime) -> HttpResponse:
    """Answer to a try while the door is shut: why, and when it can be tried again."""
    seconds = max(1, math.ceil((until - klok.now()).total_seconds()))
    minutes = math.ceil(seconds / 60)
    reden = LOCKED.format("een minuut" if minutes == 1 else f"{minutes} minuten")
    response = render(request, "toegang/locked_out.html", {"reden": reden}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere: refused. One of our own, from before signing in again: given back to send."""
    page = None
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        zin = "Het formulier is van voordat u zich aanmeldde. Kijk uw tekst na en verstuur hem opnieuw."
        page = resend_page(request, titel="Nog niet verstuurd", zin=zin, status=403)
    return page or render(request, "403.html", {"reden": EXPIRED}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong, where the address asked for something that cannot be (koers.lib.peildatum.OngeldigeVraag)."""
    reden = str(getattr(exception, "zin", ""))
    if is_api(request):
        return answer(request, Probleem("ongeldige-vraag", reden or "Deze vraag klopt niet."))
    return render(request, "400.html", {"reden": reden}, status=400)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    if is_api(request):
        return answer(request, Probleem("niet-toegestaan", str(exception)))
    return render(request, "403.html", {"reden": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return answer(request, Probleem("niet-gevonden", "Dit adres is er niet, of niet voor u."))
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """What broke, as far as one can say, with what was typed. Without context processors, which may be what broke."""
    if is_api(request):
        return answer(request, Probleem("fout-in-koers", SOORTEN["fout-in-koers"].uitleg))
    zin, status = sentence_of(sys.exc_info()[1])
    if status == 503 and request.path_info == reverse("toegang:sign_in"):
        return _passing(sign_in_closed(request, zin))
    try:
        page = resend_page(request, titel="Er ging iets mis", zin=zin, status=status)
    except Exception:  # the form itself may be what cannot be read
        page = None
    response = page or HttpResponse(render_to_string("500.html", {"zin": zin}), status=status)
    return _passing(response) if status == 503 else response


def sign_in_closed(request: HttpRequest, zin: str) -> HttpResponse:
    """The sign-in page while there is no database: without organisations, with the address that was typed."""
    form = SignInForm(initial={"username": request.POST.get("username", "")[:254]})
    context = {"form": form, "storing": f"U kunt zich nu niet aanmelden. {zin}", "csrf_token": get_token(request)}
    response = HttpResponse(render_to_string("toegang/sign_in.html", context), status=503)
    response["Cache-Control"] = "private, no-store"
    return response


def _passing(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "10"
    return response
