"""What may be read back by this installation only: the secrets behind second factors, at rest in the database.

The key follows from SECRET_KEY. While that is being replaced, SECRET_KEY_FALLBACKS still opens what it locked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Onleesbaar(ValueError):
    """Locked with a key this installation no longer has, or changed since."""


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_digest(key, "koers.geheim"))) for key in keys])


def _digest(key: str, text: str) -> bytes:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Onleesbaar when no key of this installation fits."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        raise Onleesbaar("locked with another key: see SECRET_KEY_FALLBACKS") from None


def relock(text: str) -> str:
    """The same, locked with the key of now. Onleesbaar when no key of this installation fits."""
    return encrypt(decrypt(text))


def blind(*parts: object) -> str:
    """A fixed name for something that must not be written down (an address, a computer): 64 hexadecimal digits."""
    return _digest(settings.SECRET_KEY, "\x1f".join(map(str, ("koers.blind", *parts)))).hex()
