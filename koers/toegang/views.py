"""Doors of signing in and out, and what one sees when a door stays shut."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views as auth
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from koers.lib import klok
from koers.toegang.forms import PasswordForm, ResetForm, SignInForm
from koers.toegang.log import log
from koers.toegang.models import Logregel
from koers.toegang.rights import public, right, signed_in
from koers.toegang.services import end_other_sessions

LOCKED = "Er is te vaak een verkeerd wachtwoord ingevuld. Wacht een kwartier en probeer het dan opnieuw."


class SignIn(auth.LoginView):
    """Sign in with e-mail address and password; throttled by django-axes per account and address."""

    template_name = "toegang/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        gebruiker = form.get_user()
        log(
            actor=gebruiker,
            actie="toegang.sessie:begin",
            zin=f"{gebruiker} logde in.",
            object=gebruiker,
            now=klok.now(),
        )
        return super().form_valid(form)


class SignOut(auth.LogoutView):
    """Sign out, by POST only."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gebruiker = request.user
        response = super().post(request, *args, **kwargs)
        log(
            actor=gebruiker, actie="toegang.sessie:end", zin=f"{gebruiker} logde uit.", object=gebruiker, now=klok.now()
        )  # type: ignore[arg-type]
        return response


class ResetAsk(auth.PasswordResetView):
    """Ask for a mail to set a new password; the same answer for a known and an unknown address."""

    template_name = "toegang/reset_ask.html"
    email_template_name = "toegang/reset_mail.txt"
    subject_template_name = "toegang/reset_mail_subject.txt"
    form_class = ResetForm
    success_url = "/wachtwoord/verstuurd/"


class ResetSet(auth.PasswordResetConfirmView):
    """Set the new password from the address in the mail, which works once; ends every other session."""

    template_name = "toegang/reset_set.html"
    form_class = PasswordForm
    success_url = "/wachtwoord/klaar/"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        gebruiker = form.user
        end_other_sessions(gebruiker)
        zin = f"{gebruiker} stelde een nieuw wachtwoord in."
        log(actor=gebruiker, actie="toegang.wachtwoord:set", zin=zin, object=gebruiker, now=klok.now())
        return response


sign_in = public(never_cache(SignIn.as_view()))
sign_out = signed_in(SignOut.as_view())
reset_ask = public(ResetAsk.as_view())
reset_sent = public(auth.PasswordResetDoneView.as_view(template_name="toegang/reset_sent.html"))
reset_set = public(ResetSet.as_view())
reset_done = public(auth.PasswordResetCompleteView.as_view(template_name="toegang/reset_done.html"))


@right("toegang.log:view")
@require_GET
def log_list(request: HttpRequest) -> HttpResponse:
    """The log, newest first, a page of a hundred, by the id one has seen last."""
    regels = Logregel.objects.select_related("actor").order_by("-id")
    if (voor := request.GET.get("voor", "")).isdigit():
        regels = regels.filter(pk__lt=int(voor[:18]))
    page = list(regels[:101])
    return render(
        request, "toegang/log_list.html", {"regels": page[:100], "meer": page[99].pk if len(page) > 100 else 0}
    )


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer to the sixth wrong password in a row: why, and when it can be tried again."""
    return render(request, "toegang/locked_out.html", {"reden": LOCKED}, status=429)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from before signing in again."""
    zin = "Dit formulier is verlopen. Ga terug, ververs de bladzijde en verstuur het opnieuw; uw tekst staat er nog."
    return render(request, "403.html", {"reden": zin}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", {"reden": getattr(exception, "zin", "")}, status=400)


def refused(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "403.html", {"reden": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Without context processors: whatever broke may be among them."""
    return HttpResponse(render_to_string("500.html"), status=500)
