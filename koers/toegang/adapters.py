"""What django-allauth asks of the portal: nobody signs up, who gets in is looked at last, secrets are locked."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from koers.lib import klok
from koers.toegang import drempel, geheim, services, sessies
from koers.toegang.backends import can_sign_in
from koers.toegang.bevestiging import recently_confirmed
from koers.toegang.models import Gebruiker
from koers.toegang.sessies import HAD_ROLE

CLOSED = "Dit account kan niet aanmelden. Vraag de beheerder als dat niet klopt."


class AccountAdapter(DefaultAccountAdapter):
    """The last steps of getting in, whichever way one came: password, second factor or organisation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Joining an organisation begins on a page that asked already, and ends at the organisation's.
        return app != "allauth.socialaccount" and not recently_confirmed(context.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network only: what the list of sessions shows and keeps."""
        return sessies.coarse(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104 (no address known)

    def login(self, request: HttpRequest, user: Any) -> None:
        if not can_sign_in(user):
            messages.error(request, CLOSED)
            raise ImmediateHttpResponse(redirect("toegang:sign_in"))
        super().login(request, user)
        bevoegdheid = import_string(settings.KOERS_BEVOEGDHEID)(user, klok.today())
        request.session[HAD_ROLE] = bool(bevoegdheid.rollen)
        services.record_sign_in(gebruiker=user, now=klok.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        drempel.remember_device(request, response, names_of(user))
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The portal's own views say what happened, in their own words."""


def names_of(gebruiker: Gebruiker) -> tuple[str, str]:
    """The ways in which an account is tried: by its address at the door, by its number at the second step."""
    return gebruiker.email, str(gebruiker.pk)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are locked with the installation's key."""

    def encrypt(self, text: str) -> str:
        return geheim.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return geheim.decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Koers"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": cast(Gebruiker, user).naam}
