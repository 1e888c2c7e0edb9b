"""Doors of signing in and out, and of a forgotten password."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from koers.lib import klok
from koers.toegang import drempel, services, sessies
from koers.toegang.aanmelddiensten import open_services
from koers.toegang.adapters import names_of
from koers.toegang.forms import PasswordForm, ResetForm, SignInForm
from koers.toegang.models import Gebruiker
from koers.toegang.rights import before_factor, public, signed_in

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


def locked_out(request: HttpRequest, until: datetime) -> HttpResponse:
    """Answer to a try while the door is shut: why, and when it can be tried again."""
    seconds = max(1, math.ceil((until - klok.now()).total_seconds()))
    minutes = math.ceil(seconds / 60)
    reden = LOCKED.format("een minuut" if minutes == 1 else f"{minutes} minuten")
    response = render(request, "toegang/locked_out.html", {"reden": reden}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
