"""Schemes, and what each lets out of each of its years."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from financien.models import Regeling, RegelingRegel
from financien.services.wegen import REGELING_EDIT, apply, require_now
from koers.lib.herkomst import Herkomst
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker


@transaction.atomic
def create_regeling(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    verstrekker: str,
    vanaf: date,
    now: datetime,
    tot: date | None = None,
    sisa_code: str = "",
    volgorde: int = 0,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Regeling:
    """A scheme, in force from a day (through another)."""
    require_now(actor, REGELING_EDIT, now)
    regeling = save_checked(
        Regeling(
            slug=slug,
            naam=naam.strip(),
            verstrekker=verstrekker.strip(),
            sisa_code=sisa_code.strip(),
            vanaf=vanaf,
            tot=tot,
            volgorde=volgorde,
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    log(
        actor=actor,
        actie="financien.regeling:create",
        zin=f"Regeling gemaakt: {regeling}.",
        now=now,
        object=regeling,
    )
    return regeling


@transaction.atomic
def change_regeling(*, actor: Gebruiker | None, regeling: Regeling, now: datetime, **fields: Any) -> Regeling:
    """`fields`: naam, verstrekker, sisa_code, vanaf, tot, volgorde."""
    require_now(actor, REGELING_EDIT, now)
    regeling = Regeling.objects.select_for_update().get(pk=regeling.pk)
    if changed := apply(regeling, fields, "naam", "verstrekker", "sisa_code", "vanaf", "tot", "volgorde"):
        save_checked(regeling)
        zin = f"Regeling {regeling} gewijzigd: {', '.join(changed)}."
        log(actor=actor, actie="financien.regeling:change", zin=zin, now=now, object=regeling)
    return regeling


@transaction.atomic
def create_regel(
    *,
    actor: Gebruiker | None,
    regeling: Regeling,
    jaar: int,
    status: str,
    bron: str,
    now: datetime,
    meenemen_percentage: Decimal | None = None,
    meenemen_bedrag: Decimal | None = None,
    laatste_jaar: int | None = None,
    per_onderdeel: bool = False,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> RegelingRegel:
    """What may leave one year of a scheme. A second rule for the same year is refused."""
    require_now(actor, REGELING_EDIT, now)
    if regeling.regels.filter(jaar=jaar).exists():
        raise ValidationError(f"Voor {regeling} en {jaar} is er al een regel. Wijzig die.")
    regel = save_checked(
        RegelingRegel(
            regeling=regeling,
            jaar=jaar,
            meenemen_percentage=meenemen_percentage,
            meenemen_bedrag=meenemen_bedrag,
            laatste_jaar=laatste_jaar,
            per_onderdeel=per_onderdeel,
            status=status,
            bron=bron.strip(),
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    zin = f"Regel vastgelegd voor {regeling} {jaar}, {regel.get_status_display()}."
    log(actor=actor, actie="financien.regel:create", zin=zin, now=now, object=regel)
    return regel


@transaction.atomic
def change_regel(*, actor: Gebruiker | None, regel: RegelingRegel, now: datetime, **fields: Any) -> RegelingRegel:
    """`fields`: meenemen_percentage, meenemen_bedrag, laatste_jaar, per_onderdeel, status, bron.

    Once a year was divided by it, only status and bron can still change: that year keeps the rule it used.
    """
    require_now(actor, REGELING_EDIT, now)
    regel = RegelingRegel.objects.select_for_update().get(pk=regel.pk)
    limits = ("meenemen_percentage", "meenemen_bedrag", "laatste_jaar", "per_onderdeel")
    changed = apply(regel, fields, *limits, "status", "bron")
    if set(changed) & set(limits) and regel.bestemmingen.exists():
        raise ValidationError(f"{regel.jaar} is al verdeeld met deze regel. Alleen de status en de bron kunnen anders.")
    if changed:
        save_checked(regel)
        zin = f"Regel voor {regel} gewijzigd: {', '.join(changed)}."
        log(actor=actor, actie="financien.regel:change", zin=zin, now=now, object=regel)
    return regel
