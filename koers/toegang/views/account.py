"""Doors of "Mijn account": one's own password, second factors, sessions and organisations."""

from __future__ import annotations

import base64
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.lib import klok
from koers.toegang import factoren, mailkeuze, services, sessies
from koers.toegang.aanmelddiensten import open_services, own_services
from koers.toegang.bevestiging import confirmed
from koers.toegang.forms import CodeForm, NewKeyForm, PasswordForm
from koers.toegang.models import Gebruiker
from koers.toegang.rights import before_factor, signed_in

form_view = require_http_methods(["GET", "POST"])
ENDED = "Deze sessie was al beëindigd."
BAD_KEY = "Deze passkey is niet goed aangekomen. Probeer het opnieuw."


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Everything of one's own account on one page."""
    actor = _actor(request)
    eigen = own_services(actor)
    context = {
        "factoren": factoren.read_factors(actor),
        "verplicht": settings.KOERS_SECOND_FACTOR,
        "mails": mailkeuze.read_choices(actor),
        "sessies": sessies.list_sessions(actor, request.session.session_key),
        "gekoppeld": eigen,
        "te_koppelen": [dienst for dienst in open_services() if dienst not in eigen],
    }
    return render(request, "toegang/account.html", context)


@signed_in
@require_POST
def mail_choose(request: HttpRequest) -> HttpResponse:
    """Which mails one wants: every box that is left empty is off."""
    mailkeuze.choose_mails(actor=_actor(request), wanted=request.POST.getlist("mail"), now=klok.now())
    messages.success(request, "Uw keuze van mails is bewaard.")
    return redirect("toegang:account")


@signed_in
@confirmed
@form_view
def password_change(request: HttpRequest) -> HttpResponse:
    """Choose another password; every session but this one ends."""
    actor = _actor(request)
    form = PasswordForm(actor, _posted(request))
    if not form.is_valid():
        return _form_page(request, "toegang/password_change.html", form)
    services.change_password(
        actor=actor, password=form.cleaned_data["new_password1"], keep=request.session.session_key, now=klok.now()
    )
    sessies.forget(request)
    update_session_auth_hash(request, actor)
    sessies.see(request, now=klok.now(), anyway=True)
    messages.success(request, "Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld.")
    return redirect("toegang:account")


@signed_in
@before_factor
@require_GET
def factor_first(request: HttpRequest) -> HttpResponse:
    """Where a second factor is compulsory and there is none yet: choose which."""
    if factoren.has_factor(_actor(request)):
        return redirect("start")
    return render(request, "toegang/factor_first.html")


@signed_in
@before_factor
@confirmed
@never_cache
@form_view
def app_add(request: HttpRequest) -> HttpResponse:
    """Set up an app with codes: scan, then fill in the first code."""
    actor = _actor(request)
    form = CodeForm(_posted(request))
    secret = factoren.pending_secret(request, fresh=request.method == "GET")
    if form.is_valid():
        try:
            factoren.add_app(actor=actor, secret=secret, code=form.cleaned_data["code"], now=klok.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            request.session.pop(factoren.PENDING, None)
            return _added(request, "De app is ingesteld.")
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(actor, secret))
    groepen = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    beeld = base64.b64encode(svg.encode()).decode()
    return _form_page(request, "toegang/app_add.html", form, beeld=beeld, geheim=groepen)


@signed_in
@before_factor
@confirmed
@never_cache
@form_view
def key_add(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the browser makes it (static/koers/passkey.js), the portal verifies it."""
    actor = _actor(request)
    form = NewKeyForm(_posted(request), initial={"naam": sessies.device_words(request.headers.get("User-Agent", ""))})
    if form.is_valid() and _is_ours(credential := form.cleaned_data["credential"]):
        try:
            factoren.add_key(actor=actor, naam=form.cleaned_data["naam"], credential=credential, now=klok.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _added(request, "De passkey is toegevoegd.")
    elif form.is_valid():
        form.add_error(None, BAD_KEY)
    opties = webauthn.begin_registration(actor, False)
    return _form_page(request, "toegang/key_add.html", form, opties=opties)


def _is_ours(credential: dict[str, Any]) -> bool:
    """Whether this is the browser's answer to the question that this page asked."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, KeyError, AttributeError):
        return False
    return True


@signed_in
@confirmed
@form_view
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take away an app or a passkey of one's own."""
    actor = _actor(request)
    types = (factoren.Type.TOTP, factoren.Type.WEBAUTHN)
    factor = get_object_or_404(Authenticator, user=actor, pk=pk, type__in=types)
    if request.method == "POST":
        try:
            factoren.remove_factor(actor=actor, pk=pk, required=settings.KOERS_SECOND_FACTOR, now=klok.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            request.session.pop(factoren.PASSED, None)
            messages.success(request, "Deze tweede stap is verwijderd.")
        return redirect("toegang:account")
    return render(request, "toegang/factor_remove.html", {"factor": factor})


@signed_in
@confirmed
@never_cache
@form_view
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left; POST makes ten new ones."""
    actor = _actor(request)
    if request.method == "POST":
        try:
            factoren.renew_codes(actor=actor, now=klok.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("toegang:account")
        messages.success(request, "Er zijn tien nieuwe herstelcodes. De oude werken niet meer.")
        return redirect("toegang:codes")
    return render(request, "toegang/codes.html", {"codes": factoren.recovery_codes(actor)})


@signed_in
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own."""
    if sessies.end_session(actor=_actor(request), pk=pk, now=klok.now()):
        messages.success(request, "De sessie is beëindigd.")
    else:
        messages.info(request, ENDED)
    return redirect("toegang:account")


@signed_in
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End every session of one's own but this one."""
    sessies.end_others(actor=_actor(request), keep=request.session.session_key, now=klok.now())
    messages.success(request, "U bent afgemeld op alle andere apparaten.")
    return redirect("toegang:account")


def _added(request: HttpRequest, zin: str) -> HttpResponse:
    """After a new factor: show the recovery codes."""
    messages.success(request, zin)
    return redirect("toegang:codes")


def _actor(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """The page of a form; 422 when what was sent is refused."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
