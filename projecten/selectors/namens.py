"""Writing on behalf of another: who that may be, and for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Aanstelling
from koers.lib.notatie import opsomming
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Projectleiding
from projecten.selectors.onderwerp import Onderwerp, gemeente_of, subject_name
from projecten.selectors.voortgang import with_contact

RIGHT = "projecten.voortgang:behalf"


def authors_of(onderwerp: Onderwerp, today: date) -> list[Gebruiker]:
    """Whose entry this is on that day: the leaders of the project, else the local leaders, else the redacteuren."""
    people = Gebruiker.objects.filter(is_active=True)
    roles = Aanstelling.objects.in_force(today)
    if onderwerp.rubriek:
        return list(people.filter(pk__in=roles.filter(rol=Rol.REDACTEUR).values("gebruiker")).order_by("naam"))
    led = Projectleiding.objects.in_force(today).filter(project=onderwerp.project)
    regional = roles.filter(rol=Rol.REGIONAAL, gebruiker__in=led.values("gebruiker"))
    local = roles.filter(rol=Rol.LOKAAL, eigenaar=gemeente_of(onderwerp))
    # Local news is first of all the gemeente's own.
    both = (local, regional) if gemeente_of(onderwerp) else (regional,)
    found = [person for part in both for person in people.filter(pk__in=part.values("gebruiker")).order_by("naam")]
    return list(dict.fromkeys(found))


def who_writes(onderwerp: Onderwerp, today: date) -> str:
    """Who that is, in a sentence after a refusal; of what nobody writes, whom to ask."""
    if namen := [author.naam for author in authors_of(onderwerp, today)]:
        return f"Nu {'schrijft' if len(namen) == 1 else 'schrijven'} {opsomming(namen)}."
    return with_contact("Nu schrijft niemand; vraag de programmamanager.", today)


def may_behalf(actor: Any, today: date) -> bool:
    return bevoegdheid_of(actor, today).may(RIGHT)


def behalf_refusal(actor: Gebruiker | None, onderwerp: Onderwerp, today: date, voor: Gebruiker | None) -> str:
    """Why this person does not write this for that one, in Dutch; "" for who does. Without any author: for nobody."""
    if not may_behalf(actor, today):
        return "Namens een ander schrijven de redacteur en de programmamanager."
    authors = authors_of(onderwerp, today)
    if voor in authors or (voor is None and not authors):
        return ""
    namen = opsomming([author.naam for author in authors])
    return f"Over {subject_name(onderwerp, today)} schrijft {namen or 'nu niemand'}; kies namens wie u schrijft."
