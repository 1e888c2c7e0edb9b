"""All that is kept of one person: given to them, or taken away. Who may: the caller on the floor above checks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from koers.toegang.bewaren import opened_log
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.persoonsgegevens import kinds
from koers.toegang.services import end_sessions

SHORTEST = 3
AT_ONCE = 500
NIET_HIERIN = (
    "Het wachtwoord staat hier niet in: daarvan bewaart Koers alleen een afdruk die niet terug te rekenen is. "
    "Teksten die u schreef horen bij het programma; hier staat welke het zijn. Gepubliceerde documenten noemen soms "
    "namen; die zijn te lezen onder Publicaties."
)


@dataclass(frozen=True)
class Gewist:
    """What an erasure did: the name from now on, lines of the log that changed, rows that went."""

    pseudoniem: str
    regels: int
    rijen: int


def export_person(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> dict[str, Any]:
    """Everything kept of a person, as values that JSON takes; and a line in the log that it was given."""
    regels = Logregel.objects.filter(_own_lines(gebruiker) | Q(zin__contains=gebruiker.naam)).order_by("id")
    found = {
        "gemaakt_op": now,
        "account": {
            "nummer": gebruiker.pk,
            "naam": gebruiker.naam,
            "e-mailadres": gebruiker.email,
            "sinds": gebruiker.since,
            "laatst aangemeld": gebruiker.last_login,
            "mag aanmelden": gebruiker.is_active,
        },
        "gegevens": {soort.kop: list(soort.rows(gebruiker).values(*soort.toon)) for soort in kinds()},
        "logboek": list(regels.values("moment", "zin", "actie", "resultaat", "via")),
        "niet hierin": NIET_HIERIN,
    }
    zin = f"{actor} haalde op wat Koers van {gebruiker} bewaart." if actor != gebruiker else ""
    zin = zin if actor and zin else f"Wat Koers van {gebruiker} bewaart, is opgehaald."
    log(actor=actor, actie="toegang.persoon:export", zin=zin, object=gebruiker, now=now)
    return found


@transaction.atomic
def erase_person(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime, namen: Sequence[str] = ()) -> Gewist:
    """Put a pseudonym where name and address were, in the closed account and in the sentences of the log.

    `namen`: what else the person was called in the log. Rows that account for what was done stay, without the name.
    """
    row = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    if row.gewist_op is not None:
        raise ValidationError(f"{row} is al gewist.")
    if row.is_active:
        raise ValidationError("Sluit eerst het account af.")
    if any(len(naam) < SHORTEST for naam in namen):
        raise ValidationError({"namen": f"Een eerdere naam heeft ten minste {SHORTEST} tekens."})
    end_sessions(row)
    rijen = sum(soort.rows(row).delete()[0] for soort in kinds() if soort.weg)
    pseudoniem = f"Gewiste persoon {row.pk}"
    regels = _rename_in_log(row, [row.naam, row.email, *namen], pseudoniem)
    row.naam, row.email, row.gewist_op, row.last_login = pseudoniem, f"gewist-{row.pk}@koers.invalid", now, None
    row.set_unusable_password()
    row.save()
    gebruiker.refresh_from_db()
    wie = f"{actor} wiste" if actor else "Gewist zijn"
    zin = f"{wie} naam en adres van een persoon, die nu {pseudoniem} heet, ook in {regels} regels van het logboek."
    log(actor=actor, actie="toegang.persoon:erase", zin=zin, object=row, now=now)
    return Gewist(pseudoniem, regels, rijen)


def _own_lines(gebruiker: Gebruiker) -> Q:
    """What the person did, and what was done to the account."""
    return Q(actor=gebruiker) | Q(object_soort=Gebruiker._meta.label_lower, object_id=gebruiker.pk)


def _rename_in_log(gebruiker: Gebruiker, namen: Sequence[str], pseudoniem: str) -> int:
    """Replace whole names only, and never a part of someone else's; how many lines changed.

    A name that another account has too is replaced only in lines about this account: elsewhere it may be the other.
    """
    others = set(Gebruiker.objects.exclude(pk=gebruiker.pk).values_list("naam", flat=True))
    lines = Logregel.objects.none()
    for naam in namen:
        named = Logregel.objects.filter(zin__contains=naam)
        lines |= named.filter(_own_lines(gebruiker)) if naam in others else named
    longer = {other for other in others for naam in namen if naam in other and other != naam}
    words = "|".join(re.escape(word) for word in sorted({*longer, *namen}, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    changed = []
    for regel in lines.order_by("id"):
        zin = pattern.sub(lambda found: pseudoniem if found[0] in namen else found[0], regel.zin)[:500]
        if zin != regel.zin:
            regel.zin = zin
            changed.append(regel)
    with opened_log("persoon gewist"):
        Logregel.objects.bulk_update(changed, ["zin"], batch_size=AT_ONCE)
    return len(changed)
