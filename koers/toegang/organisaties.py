"""Signing in by an organisation: OpenID Connect with PKCE and a nonce, every answer verified by its signature.

An organisation's word is enough only for an account that was joined to it before: by its owner, signed in, on the
account page; or by an invitation that was accepted. An e-mail address in the answer means nothing.
"""

from __future__ import annotations

import os
from typing import Any, cast

import jwt
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.module_loading import import_string

from koers.lib import klok
from koers.toegang import uitnodigen
from koers.toegang.log import log
from koers.toegang.models import Aanmelddienst, Gebruiker, Logregel
from koers.toegang.rules import Uitkomst

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Where the key of an opened invitation waits in the session (koers.toegang.views.uitnodiging).
INVITE = "uitnodiging"
LEEWAY = 30
MAX_AGE = 600
UNKNOWN = (
    "Uw account bij {} is nog niet gekoppeld aan Koers. Gebruik uw uitnodiging, of meld u aan met wachtwoord en koppel"
    " het bij Mijn account."
)
FAILED = "Aanmelden via {} is niet gelukt. Probeer het opnieuw; blijft het misgaan, vraag dan de beheerder."
OTHERS = "Dit account bij {} hoort al bij iemand anders in Koers."


class KoersProvider(OpenIDConnectProvider):
    """Scope and parameters are ours: nothing of them is taken from the address that began it."""

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []

    def get_oauth2_adapter(self, request: HttpRequest) -> KoersOIDC:
        return KoersOIDC(request, self.app.provider_id)

    def begin(self, request: HttpRequest, *, process: str, naar: str) -> HttpResponse:
        """To the organisation, with state, nonce and PKCE of this browser's session."""
        nonce = get_random_string(32)
        params = {"nonce": nonce}
        if process == AuthProcess.REDIRECT:
            params["prompt"] = "login"
        data = {"nonce": nonce, "wie": request.user.pk}
        try:
            there = self.redirect(request, process, next_url=naar, data=data, scope=["openid"], auth_params=params)
        except (OAuth2Error, requests.RequestException):
            return refuse(request, self, "the organisation does not answer")
        return cast(HttpResponse, there)


class KoersOIDC(OpenIDConnectOAuth2Adapter):
    """Reads the organisation's answer: signature, issuer, audience, nonce and time all have to be right."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        config = cast(dict[str, Any], super().openid_config)
        wanted = self.get_provider().app.settings["issuer"]
        if not isinstance(config, dict) or str(config.get("issuer", "")).rstrip("/") != wanted:
            raise OAuth2Error("the discovery document is of another issuer")
        if not all(config.get(key) for key in ("authorization_endpoint", "token_endpoint", "jwks_uri")):
            raise OAuth2Error("the discovery document lacks an address")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        claims = self._verified(app, str(kwargs["response"].get("id_token", "")))
        return self.get_provider().sociallogin_from_response(request, claims)

    def _verified(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with import_string(settings.SOCIALACCOUNT_ADAPTER)().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
            kid = jwt.get_unverified_header(id_token).get("kid")
            # A provider with one key may leave its name out; with more, the name decides.
            key = next((key for key in keys if key.key_id == kid or (kid is None and len(keys) == 1)), None)
            if key is None:
                raise OAuth2Error("signed with an unknown key")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key,
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
            raise OAuth2Error(f"the answer is refused: {type(error).__name__}") from error
        self._fits(claims, app)
        return claims

    def _fits(self, claims: dict[str, Any], app: SocialApp) -> None:
        if not constant_time_compare(str(claims["nonce"]), str((self.state.get("data") or {}).get("nonce", ""))):
            raise OAuth2Error("the nonce is of another sign-in")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the answer is meant for another portal")
        if klok.now().timestamp() - float(claims["iat"]) > MAX_AGE:
            raise OAuth2Error("the answer is too old")
        if not 0 < len(str(claims["sub"])) <= 190:
            raise OAuth2Error("the answer names no one")


class Callback(OAuth2CallbackView):
    """Takes the state out of the session, once, and hands it to whoever verifies the answer."""

    adapter: KoersOIDC

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, refusal = super()._get_state(request, provider)
        self.adapter.state = state or {}
        if state and (state.get("data") or {}).get("wie") != request.user.pk:
            raise ImmediateHttpResponse(refuse(request, provider, "another person is signed in by now"))
        return state, refusal


class OrganisatieAdapter(DefaultSocialAccountAdapter):
    """Organisations as data; who may get in by their word; and what is said when not."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        rows = Aanmelddienst.objects.filter(is_open=True)
        if provider and provider != "openid_connect":
            rows = rows.filter(slug=provider)
        return [_app(row) for row in rows]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> KoersProvider:
        return KoersProvider(request, app=self.get_app(request, provider=provider))

    def get_requests_session(self) -> requests.Session:
        session = cast(requests.Session, super().get_requests_session())
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("toegang:account")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Decides: an unknown account is refused, a confirmation must be of the same person, a join is written down."""
        provider = self.get_provider(request, sociallogin.account.provider)
        process = sociallogin.state.get("process")
        owner = sociallogin.user if sociallogin.is_existing else None
        if process == AuthProcess.CONNECT:
            if owner is not None and owner != request.user:
                raise ImmediateHttpResponse(refuse(request, provider, "joined to someone else", OTHERS))
            if owner is None:
                _record_join(request, provider.name)
            messages.success(request, f"Uw account is gekoppeld aan {provider.name}.")
        elif owner is None:
            _accept_invitation(request, sociallogin, provider)
        elif process == AuthProcess.REDIRECT:
            if owner != request.user:
                raise ImmediateHttpResponse(refuse(request, provider, "someone else confirmed"))
            record_authentication(request, owner, "socialaccount", reauthenticated=True)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(refuse(request, provider, str(kwargs.get("exception") or "no valid state or code")))


def _accept_invitation(request: HttpRequest, sociallogin: Any, provider: Any) -> None:
    """Join an account nobody knows yet to the person whose invitation was opened in this browser; else refuse."""
    now = klok.now()
    uitnodiging = uitnodigen.find(request.session.get(INVITE, ""))
    if uitnodiging is None or uitnodigen.judge(uitnodiging, now) is not Uitkomst.OPEN:
        raise ImmediateHttpResponse(refuse(request, provider, "not joined to an account", UNKNOWN))
    with transaction.atomic():
        gebruiker = uitnodigen.accept(uitnodiging=uitnodiging, now=now)
        sociallogin.connect(request, gebruiker)
        zin = f"{gebruiker} koppelde het eigen account aan {provider.name}."
        log(actor=gebruiker, actie="toegang.koppeling:add", zin=zin, object=gebruiker, now=now)
    del request.session[INVITE]


def _app(row: Aanmelddienst) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=row.slug,
        name=row.naam,
        client_id=row.client_id,
        secret=os.environ.get(row.geheim_variabele, ""),
        settings={"server_url": row.issuer, "issuer": row.issuer, "oauth_pkce_enabled": True},
    )


def _record_join(request: HttpRequest, naam: str) -> None:
    actor = cast(Gebruiker, request.user)
    zin = f"{actor} koppelde het eigen account aan {naam}."
    log(actor=actor, actie="toegang.koppeling:add", zin=zin, object=actor, now=klok.now())


def refuse(request: HttpRequest, provider: Any, reason: str, zin: str = FAILED) -> HttpResponse:
    """Back, with a sentence; the log says that it was refused and why, without a name or address from the answer."""
    wie = request.user if request.user.is_authenticated else None
    log(
        actor=wie,
        actie="toegang.sessie:refuse",
        zin=f"Aanmelden via {provider.name} is geweigerd ({_reason(reason)}).",
        resultaat=Logregel.Resultaat.GEWEIGERD,
        via=Logregel.Via.PORTAAL,
        now=klok.now(),
    )
    messages.error(request, zin.format(provider.name))
    return redirect("toegang:account" if wie else "toegang:sign_in")


def _reason(reason: str) -> str:
    """The reason in the words of the log."""
    known = {
        "not joined to an account": "geen gekoppeld account",
        "joined to someone else": "gekoppeld aan iemand anders",
        "someone else confirmed": "iemand anders bevestigde",
        "another person is signed in by now": "de sessie is van iemand anders",
        "the nonce is of another sign-in": "antwoord van een andere aanmelding",
        "the organisation does not answer": "de organisatie antwoordt niet",
        "no valid state or code": "vraag onbekend of al gebruikt",
    }
    return known.get(reason, "het antwoord klopt niet")
