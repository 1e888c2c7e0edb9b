"""Who a call of the API is by: the owner of the key in its header, else whoever is signed in in this browser."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from koers.toegang.api.probleem import Probleem

FOREIGN = "Deze vraag kwam niet uit Koers zelf: de CSRF-kop ontbreekt. Stuur die mee, of gebruik een sleutel."


class KeyOrSession(SessionAuthentication):
    """The middleware already looked at the key. Without one it is a browser, and writing needs its CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        sleutel = getattr(request._request, "sleutel", None)
        if sleutel is not None:
            return request._request.user, sleutel
        return super().authenticate(request)

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise Probleem("niet-toegestaan", FOREIGN) from None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Koers"'


class KeyOrSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "koers.toegang.api.sessie.KeyOrSession"
    name = ["sleutel", "browser"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Either, not both."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, Any]]:
        key = "Een persoonlijke sleutel uit Koers, in de kop `Authorization: Bearer koers_…`."
        cookie = "Wie in de browser is aangemeld. Wie schrijft, stuurt ook de kop X-CSRFToken mee."
        return [
            {"type": "http", "scheme": "bearer", "bearerFormat": "koers_<voorvoegsel>_<geheim>", "description": key},
            {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": cookie},
        ]
