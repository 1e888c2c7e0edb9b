"""Doors of an organisation's own sign-in: there, back, and joining an account to it."""

from __future__ import annotations

from typing import Any, cast

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from koers.lib import klok
from koers.toegang.aanmelddiensten import part
from koers.toegang.bevestiging import confirmed, safe_next
from koers.toegang.models import Gebruiker
from koers.toegang.organisaties import Callback, KoersOIDC, KoersProvider, OrganisatieAdapter, refuse
from koers.toegang.rights import before_factor, public, signed_in


@public
@never_cache
@require_GET
def oidc_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """To the organisation: to sign in, or, when signed in, to say again who one is."""
    signed = request.user.is_authenticated
    process = AuthProcess.REDIRECT if signed else AuthProcess.LOGIN
    return _provider(request, slug).begin(request, process=process, naar=safe_next(request, reverse("start")))


@public
@never_cache
@require_GET
def oidc_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the organisation, with its answer."""
    provider = _provider(request, provider_id)
    try:
        return cast(HttpResponse, Callback.adapter_view(KoersOIDC(request, provider_id))(request))
    except (OAuth2Error, RequestException):
        return refuse(request, provider, "the organisation does not answer")


@signed_in
@before_factor
@confirmed
@never_cache
@require_GET
def oidc_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join one's own account to that at the organisation: a page with the way there.

    A link and not a form: the content policy lets no form lead out of the portal.
    """
    provider = _provider(request, slug)
    there: Any = provider.begin(request, process=AuthProcess.CONNECT, naar=reverse("toegang:account"))
    if not there.url.startswith(("https://", "http://")):
        return there
    return render(request, "toegang/oidc_join.html", {"naam": provider.name, "adres": there.url})


@signed_in
@confirmed
@require_POST
def oidc_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo the join."""
    try:
        part(actor=cast(Gebruiker, request.user), slug=slug, now=klok.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "De koppeling is verbroken.")
    return redirect("toegang:account")


def _provider(request: HttpRequest, slug: str) -> KoersProvider:
    try:
        return OrganisatieAdapter(request).get_provider(request, slug)
    except SocialApp.DoesNotExist:
        raise Http404 from None
