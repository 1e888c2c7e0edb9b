"""Rotating the secret key: a second factor stays usable, also once the earlier key is gone."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from koers.toegang import factoren, geheim

pytestmark = pytest.mark.django_db
OUD, NIEUW = "de sleutel van gisteren " * 3, "de sleutel van vandaag " * 3


@pytest.fixture
def codes(tom, settings) -> list[str]:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OUD, []
    TOTP.activate(tom, generate_totp_secret())
    RecoveryCodes.activate(tom)
    return factoren.recovery_codes(tom)


def test_after_relock_the_earlier_key_can_go(tom, codes, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NIEUW, [OUD]
    assert factoren.recovery_codes(tom) == codes
    out = StringIO()
    call_command("relock", stdout=out)
    assert out.getvalue() == "2 second factors are locked with the key of now.\n"
    settings.SECRET_KEY_FALLBACKS = []
    assert factoren.recovery_codes(tom) == codes
    secret = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert len(geheim.decrypt(secret)) >= 16


def test_without_the_earlier_key_relock_changes_nothing_and_says_so(codes, settings):
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NIEUW, []
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("relock")
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
