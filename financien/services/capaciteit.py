"""Local project leaders per quarter: fte planned and filled."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from financien.models import Capaciteit
from financien.services.wegen import require_now
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.kwartaal import Kwartaal
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

CAPACITEIT_EDIT = "financien.capaciteit:edit"


@transaction.atomic
def set_capaciteit(
    *,
    actor: Gebruiker | None,
    eigenaar: Eigenaar,
    kwartaal: Kwartaal,
    gepland: Decimal,
    ingevuld: Decimal | None,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Capaciteit:
    """Fte of an eigenaar in a quarter; `ingevuld` None: not reported. Replaces what was known; logs only a change."""
    require_now(actor, CAPACITEIT_EDIT, now)
    key = {"eigenaar": eigenaar, "jaar": kwartaal.jaar, "kwartaal": kwartaal.nummer}
    row = Capaciteit.objects.select_for_update(of=("self",)).filter(**key).first() or Capaciteit(**key)
    if row.pk and (row.gepland, row.ingevuld) == (gepland, ingevuld):
        return row
    row.gepland, row.ingevuld, row.herkomst, row.vindplaats = gepland, ingevuld, herkomst, vindplaats
    save_checked(row)
    zin = f"Capaciteit van {eigenaar} in {kwartaal} vastgelegd."
    log(actor=actor, actie="financien.capaciteit:set", zin=zin, now=now, object=row)
    return row
