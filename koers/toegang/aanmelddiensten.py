"""The organisations by which people sign in: which there are, added and closed, an account taken from one."""

from __future__ import annotations

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from koers.toegang.log import log
from koers.toegang.models import Aanmelddienst, Gebruiker


def open_services() -> list[Aanmelddienst]:
    return list(Aanmelddienst.objects.filter(is_open=True))


def own_services(gebruiker: Gebruiker) -> list[Aanmelddienst]:
    """The organisations to which this person's account is joined."""
    slugs = SocialAccount.objects.filter(user=gebruiker).values("provider")
    return list(Aanmelddienst.objects.filter(is_open=True, slug__in=slugs))


@transaction.atomic
def create_service(
    *, slug: str, naam: str, issuer: str, client_id: str, geheim_variabele: str, now: datetime
) -> Aanmelddienst:
    """Let an organisation's people sign in there. From the command line only; ValidationError on what cannot be."""
    row = Aanmelddienst(
        slug=slug, naam=naam, issuer=issuer.rstrip("/"), client_id=client_id, geheim_variabele=geheim_variabele
    )
    row.full_clean()
    if settings.KOERS_MODE == "production" and not row.issuer.startswith("https://"):
        raise ValidationError({"issuer": "in production the issuer must begin with https://"})
    row.save()
    zin = f"Mensen van {naam} kunnen zich aanmelden bij hun eigen organisatie."
    log(actor=None, actie="toegang.aanmelddienst:create", zin=zin, object=row, now=now)
    return row


@transaction.atomic
def close_service(*, dienst: Aanmelddienst, now: datetime) -> None:
    """From now on nobody signs in by this organisation; who was joined to it stays joined."""
    dienst.is_open = False
    dienst.save(update_fields=["is_open"])
    zin = f"Aanmelden via {dienst} is gestopt."
    log(actor=None, actie="toegang.aanmelddienst:close", zin=zin, object=dienst, now=now)


@transaction.atomic
def part(*, actor: Gebruiker, slug: str, now: datetime) -> None:
    """Undo the join to an organisation. ValidationError when there would be no way in left."""
    rows = SocialAccount.objects.filter(user=actor, provider=slug)
    if not actor.has_usable_password() and not SocialAccount.objects.filter(user=actor).exclude(provider=slug).exists():
        raise ValidationError("Zonder wachtwoord kunt u daarna niet meer aanmelden. Kies eerst een wachtwoord.")
    if rows.delete()[0]:
        naam = Aanmelddienst.objects.get(slug=slug).naam
        zin = f"{actor} verbrak de koppeling met {naam}."
        log(actor=actor, actie="toegang.koppeling:remove", zin=zin, object=actor, now=now)
