"""How often one may ask: per person signed in, per address otherwise; own bounds for writing and wrong keys."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.throttling import SimpleRateThrottle

logger = logging.getLogger(__name__)


class Rem(SimpleRateThrottle):
    """A rate of KOERS_API_RATES. The address is the one that connects: no header of the caller changes it."""

    def allow_request(self, request: Any, view: Any) -> bool:
        """A counter that does not answer keeps nobody out."""
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError) as error:
            logger.warning("nobody counts the requests: the cache does not answer (%s)", type(error).__name__)
            return True

    def get_rate(self) -> str:
        return str(settings.KOERS_API_RATES[str(self.scope)])

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        gebruiker = request.user
        own = gebruiker.pk if gebruiker is not None and gebruiker.is_authenticated else None
        return self.cache_format % {"scope": self.scope, "ident": f"mens-{own}" if own else address(request)}


class LeesRem(Rem):
    """Whatever is asked: less for a passer-by."""

    scope = "lezen"

    def allow_request(self, request: Any, view: Any) -> bool:
        if not request.user.is_authenticated:
            self.scope = "voorbijganger"
            self.num_requests, self.duration = self.parse_rate(self.get_rate())
        return super().allow_request(request, view)


class SchrijfRem(Rem):
    """Whatever changes something."""

    scope = "schrijven"

    def allow_request(self, request: Any, view: Any) -> bool:
        return request.method in ("GET", "HEAD") or super().allow_request(request, view)


class FouteSleutelRem(Rem):
    """Keys that do not work, per address."""

    scope = "foute-sleutel"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": address(request)}


def address(request: Any) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def wrong_key_wait(request: HttpRequest) -> int:
    """Seconds this address has to wait after another key that does not work; 0 when it need not."""
    rem: Any = FouteSleutelRem()
    return 0 if rem.allow_request(request, None) else max(1, round(rem.wait() or 1))
