"""Who can sign in: an open account; an account of the demo only where the demo runs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


def can_sign_in(gebruiker: Any) -> bool:
    """True for an open account; one that exists for the demo only in demo mode."""
    return bool(gebruiker.is_active) and (not gebruiker.is_demo or settings.KOERS_MODE == "demo")


class AccountBackend(ModelBackend):
    """Checked after the password, so that a refusal takes as long as a wrong password; and again for every request."""

    def user_can_authenticate(self, user: Any) -> bool:
        return can_sign_in(user)
