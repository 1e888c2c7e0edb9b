"""Doors of the second step, and of saying again who one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.toegang import drempel, factoren, services
from koers.toegang.aanmelddiensten import own_services
from koers.toegang.bevestiging import resume, safe_next
from koers.toegang.forms import CodeForm, ConfirmForm, KeyForm
from koers.toegang.models import Gebruiker
from koers.toegang.rights import before_factor, public, signed_in
from koers.toegang.views.aanmelden import locked_out

WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en probeer het opnieuw."
WRONG_KEY = "Deze passkey is niet herkend. Probeer het opnieuw, of gebruik een code."
WRONG_PASSWORD = "Dit wachtwoord klopt niet."  # noqa: S105 (a sentence)
Check = Callable[[], Any]


@public
@never_cache
@require_http_methods(["GET", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def second_step(request: HttpRequest) -> HttpResponse:
    """After a right password: a code or a passkey of the person who is signing in."""
    stage = cast(Any, request)._login_stage
    gebruiker = cast(Gebruiker, stage.login.user)
    outcome = _try(request, gebruiker, "code", {"code": _by_code, "credential": _by_key})
    if isinstance(outcome, Authenticator):
        post_authentication(request, outcome)
        return cast(HttpResponse, stage.exit())
    if isinstance(outcome, datetime):
        return locked_out(request, outcome)
    if outcome is not None:
        services.record_code_refusal(gebruiker=gebruiker, now=klok.now())
    return _page(request, "toegang/second_step.html", gebruiker, outcome)


@signed_in
@before_factor
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Say again who one is, before a dangerous act; then on to it, with what was typed."""
    gebruiker = cast(Gebruiker, request.user)
    naar = safe_next(request, reverse("toegang:account"))
    ways = {"code": _by_code, "credential": _by_key, "wachtwoord": _by_password}
    outcome = _try(request, gebruiker, "bevestig", ways)
    if isinstance(outcome, datetime):
        return locked_out(request, outcome)
    if outcome is None or isinstance(outcome, forms.Form):
        if outcome is not None:
            services.record_code_refusal(gebruiker=gebruiker, now=klok.now())
        return _page(request, "toegang/confirm.html", gebruiker, outcome, naar=naar, diensten=own_services(gebruiker))
    if isinstance(outcome, Authenticator):
        post_authentication(request, outcome, reauthenticated=True)
    else:
        reauthenticate_by_password(request)
    return resume(request, naar)


def _try(request: HttpRequest, gebruiker: Gebruiker, soort: str, ways: dict[str, Any]) -> Any:
    """None without a try; else the moment until which to wait, what let this person in, or the form refused."""
    way = next((ways[field] for field in ways if field in request.POST), None)
    if request.method != "POST" or way is None:
        return None
    plek = drempel.deur(request, soort, str(gebruiker.pk))
    if shut := drempel.begin(plek, now=klok.now()):
        return shut
    outcome = way(request, gebruiker)
    if not isinstance(outcome, forms.Form):
        drempel.succeed(plek, now=klok.now())
        return outcome
    return drempel.shut_until(plek, now=klok.now()) or outcome


def _by_code(request: HttpRequest, gebruiker: Gebruiker) -> Authenticator | forms.Form:
    form = CodeForm(request.POST)
    if form.is_valid():
        if found := factoren.use_code(gebruiker, form.cleaned_data["code"], now=klok.now()):
            return found
        form.add_error("code", WRONG_CODE)
    return form


def _by_key(request: HttpRequest, gebruiker: Gebruiker) -> Authenticator | forms.Form:
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            webauthn.parse_authentication_response(form.cleaned_data["credential"])
            return webauthn.complete_authentication(gebruiker, form.cleaned_data["credential"])
        except (ValidationError, KeyError, AttributeError):
            form.add_error(None, WRONG_KEY)
    return form


def _by_password(request: HttpRequest, gebruiker: Gebruiker) -> bool | forms.Form:
    form = ConfirmForm(request.POST)
    if form.is_valid():
        if gebruiker.check_password(form.cleaned_data["wachtwoord"]):
            return True
        form.add_error("wachtwoord", WRONG_PASSWORD)
    return form


def _page(request: HttpRequest, template: str, gebruiker: Gebruiker, refused: Any, **context: Any) -> HttpResponse:
    """The page with the ways this person has; 422 with the reason after a wrong try."""
    eigen = factoren.read_factors(gebruiker)
    context |= {
        "eigen": eigen,
        "code_form": refused if isinstance(refused, CodeForm) else CodeForm(),
        "wachtwoord_form": refused if isinstance(refused, ConfirmForm) else ConfirmForm(),
        "sleutel_form": refused if isinstance(refused, KeyForm) else KeyForm(),
        "met_wachtwoord": gebruiker.has_usable_password(),
        "opties": webauthn.begin_authentication(gebruiker) if eigen.sleutels else None,
    }
    return render(request, template, context, status=422 if refused is not None else 200)
