"""Second factors of a person: an app with codes (TOTP), passkeys, recovery codes. Kept by django-allauth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from koers.toegang.geheim import blind, decrypt, encrypt, relock
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.post import post

Type = Authenticator.Type
MOST_KEYS = 10
PENDING = "koers_totp"
PASSED = "koers_tweede_stap"


@dataclass(frozen=True)
class Factoren:
    """What a person has, as the account page shows it."""

    app: Authenticator | None
    sleutels: list[Authenticator]
    codes_over: int

    @property
    def aanwezig(self) -> bool:
        return bool(self.app or self.sleutels)


def read_factors(gebruiker: Gebruiker) -> Factoren:
    rows = list(Authenticator.objects.filter(user=gebruiker).order_by("created_at"))
    codes = next((row for row in rows if row.type == Type.RECOVERY_CODES), None)
    return Factoren(
        app=next((row for row in rows if row.type == Type.TOTP), None),
        sleutels=[row for row in rows if row.type == Type.WEBAUTHN],
        codes_over=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def has_factor(gebruiker: Gebruiker) -> bool:
    return Authenticator.objects.filter(user=gebruiker, type__in=(Type.TOTP, Type.WEBAUTHN)).exists()


def passed(request: HttpRequest) -> bool:
    """True when this session's person has a second factor; asked of the database until it is so, then remembered."""
    if not request.session.get(PASSED) and has_factor(cast(Gebruiker, request.user)):
        request.session[PASSED] = True
    return bool(request.session.get(PASSED))


def pending_secret(request: HttpRequest, *, fresh: bool) -> str:
    """The secret of an app that is being set up, kept in the session until the first right code (not in the clear)."""
    if fresh or PENDING not in request.session:
        request.session[PENDING] = encrypt(generate_totp_secret())
    return decrypt(request.session[PENDING])


@transaction.atomic
def add_app(*, actor: Gebruiker, secret: str, code: str, now: datetime) -> None:
    """Set up an app, after a first right code. ValidationError on a wrong code, or when there is one already."""
    Gebruiker.objects.select_for_update().get(pk=actor.pk)
    if Authenticator.objects.filter(user=actor, type=Type.TOTP).exists():
        raise ValidationError("U hebt al een app ingesteld. Verwijder die eerst.")
    if not validate_totp_code(secret, code):
        raise ValidationError({"code": "Deze code klopt niet. Kijk of de klok van uw telefoon gelijk loopt."})
    app = TOTP.activate(actor, secret).instance
    _mark_used(app, code)
    RecoveryCodes.activate(actor)
    log(actor=actor, actie="toegang.factor:add", zin=f"{actor} stelde een app met codes in.", object=actor, now=now)
    _tell(actor, "Er is een app met codes ingesteld.", now)


@transaction.atomic
def add_key(*, actor: Gebruiker, naam: str, credential: dict[str, Any], now: datetime) -> None:
    """Add a passkey whose registration has been verified. ValidationError beyond ten."""
    if Authenticator.objects.filter(user=actor, type=Type.WEBAUTHN).count() >= MOST_KEYS:
        raise ValidationError(f"U hebt al {MOST_KEYS} passkeys. Verwijder er eerst een.")
    WebAuthn.add(actor, naam, credential)
    RecoveryCodes.activate(actor)
    log(actor=actor, actie="toegang.factor:add", zin=f"{actor} voegde een passkey toe.", object=actor, now=now)
    _tell(actor, "Er is een passkey toegevoegd.", now)


@transaction.atomic
def remove_factor(*, actor: Gebruiker, pk: int, required: bool, now: datetime) -> None:
    """Take away one's own app or passkey; not the last one where a second factor is compulsory."""
    Gebruiker.objects.select_for_update().get(pk=actor.pk)
    own = Authenticator.objects.filter(user=actor, type__in=(Type.TOTP, Type.WEBAUTHN))
    row = own.get(pk=pk)
    if required and own.count() == 1:
        raise ValidationError("Dit is uw enige tweede stap. Voeg eerst een andere toe.")
    wat = "de app met codes" if row.type == Type.TOTP else "een passkey"
    row.delete()
    if not own.exists():
        Authenticator.objects.filter(user=actor).delete()
    log(actor=actor, actie="toegang.factor:remove", zin=f"{actor} verwijderde {wat}.", object=actor, now=now)
    _tell(actor, f"{wat.capitalize()} is verwijderd.", now)


@transaction.atomic
def renew_codes(*, actor: Gebruiker, now: datetime) -> None:
    """Ten new recovery codes; the earlier ones no longer work. ValidationError without a second factor."""
    Gebruiker.objects.select_for_update().get(pk=actor.pk)
    if not has_factor(actor):
        raise ValidationError("Stel eerst een tweede stap in.")
    Authenticator.objects.filter(user=actor, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(actor)
    zin = f"{actor} maakte nieuwe herstelcodes."
    log(actor=actor, actie="toegang.factor:renew", zin=zin, object=actor, now=now)
    _tell(actor, "Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.", now)


def recovery_codes(gebruiker: Gebruiker) -> list[str]:
    """The recovery codes that were not used yet."""
    row = Authenticator.objects.filter(user=gebruiker, type=Type.RECOVERY_CODES).first()
    return row.wrap().get_unused_codes() if row else []


@transaction.atomic
def use_code(gebruiker: Gebruiker, code: str, *, now: datetime) -> Authenticator | None:
    """The app or the recovery codes for which this code is right and unused; None when it is wrong or was used before.

    The row is locked, so that one code opens one door, in whichever process.
    """
    rows = Authenticator.objects.select_for_update().filter(user=gebruiker).exclude(type=Type.WEBAUTHN)
    for row in rows:
        if row.type == Type.TOTP:
            right = validate_totp_code(decrypt(row.data["secret"]), code) and _mark_used(row, code)
        else:
            right = row.wrap().validate_code(code)
            if right:
                zin = f"{gebruiker} gebruikte een herstelcode."
                log(actor=gebruiker, actie="toegang.factor:recover", zin=zin, object=gebruiker, now=now)
        if right:
            row.refresh_from_db()
            row.user = gebruiker
            return row
    return None


def _mark_used(app: Authenticator, code: str) -> bool:
    """Remember the last codes of an app; False when this is one of them. They are kept as fingerprints."""
    print_ = blind("totp", app.user_id, normalize_user_code(code))[:16]
    used = app.data.get("gebruikt", [])
    if print_ in used:
        return False
    app.data["gebruikt"] = [print_, *used][:5]
    app.save(update_fields=["data"])
    return True


@transaction.atomic
def relock_all() -> int:
    """Lock what is behind every app and recovery code with the key of now; how many rows. All or none."""
    rows = Authenticator.objects.select_for_update().filter(type__in=(Type.TOTP, Type.RECOVERY_CODES))
    for row in rows:
        for name in {"secret", "seed"} & set(row.data):
            row.data[name] = relock(row.data[name])
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [relock(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])
    return len(rows)


@transaction.atomic
def reset_factors(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> int:
    """Take away all second factors of a person who lost them. Who may: the caller on the floor above checks it."""
    count = Authenticator.objects.filter(user=gebruiker).delete()[0]
    wie = str(actor) if actor else "De opdrachtregel"
    zin = f"{wie} wiste de tweede stap van {gebruiker}."
    log(actor=actor, actie="toegang.factor:reset", zin=zin, object=gebruiker, now=now)
    wie = f"{actor} heeft als beheerder" if actor else "De beheerder heeft"
    _tell(gebruiker, f"{wie} uw tweede stap gewist. Bij het aanmelden stelt u een nieuwe in.", now)
    return count


def _tell(gebruiker: Gebruiker, wat: str, now: datetime) -> None:
    """Mail the owner, so that a stranger cannot change it unseen."""
    post(aan=gebruiker, soort="tweede-stap", argumenten={"wat": wat}, now=now)
