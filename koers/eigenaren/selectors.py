"""What the pages of the beheerder show: people with their roles, and the owners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.klok import AMSTERDAM
from koers.toegang import uitnodigen
from koers.toegang.models import Gebruiker, Logregel, Uitnodiging

LINES = 20
# So long without signing in asks for a look: does this person still need the account?
STIL = timedelta(days=90)


@dataclass(frozen=True)
class GebruikerPage:
    """One person: roles that count now or later, roles that ended, and the last lines of the log about them."""

    gebruiker: Gebruiker
    lopend: list[Aanstelling]
    voorbij: list[Aanstelling]
    regels: list[Logregel]
    uitnodiging: Uitnodiging | None
    mag_uitnodigen: bool


def list_gebruikers(today: date, toon: str = "") -> QuerySet[Gebruiker]:
    """People by name, each with `lopend`: the roles that count on that day or later.

    `toon`: "afgesloten" for closed accounts, "stil" for open ones that did not sign in for STIL; else the open ones.
    """
    people = Gebruiker.objects.filter(is_active=toon != "afgesloten")
    if toon == "stil":
        since = datetime.combine(today - STIL, time.min, AMSTERDAM)
        never = Q(last_login__isnull=True) & (Q(since__isnull=True) | Q(since__lt=since))
        people = people.filter(Q(last_login__lt=since) | never)
    return people.prefetch_related(Prefetch("aanstellingen", queryset=_not_over(today), to_attr="lopend")).order_by(
        "naam", "email"
    )


def read_gebruiker(gebruiker: Gebruiker, today: date) -> GebruikerPage:
    rollen = list(gebruiker.aanstellingen.select_related("eigenaar", "vervangt__gebruiker").order_by("-vanaf", "rol"))
    about = Q(object_soort="toegang.gebruiker", object_id=gebruiker.pk) | Q(
        object_soort="eigenaren.aanstelling", object_id__in=[rol.pk for rol in rollen]
    )
    return GebruikerPage(
        gebruiker=gebruiker,
        lopend=[rol for rol in rollen if rol.tot is None or rol.tot >= today],
        voorbij=[rol for rol in rollen if rol.tot is not None and rol.tot < today],
        regels=list(Logregel.objects.filter(about).select_related("actor")[:LINES]),
        uitnodiging=uitnodigen.pending(gebruiker),
        mag_uitnodigen=gebruiker.is_active and not uitnodigen.has_come_in(gebruiker),
    )


def list_eigenaren(today: date) -> QuerySet[Eigenaar]:
    """The owners, each with `mensen`: how many people hold a role of it on that day."""
    in_force = Q(aanstellingen__vanaf__lte=today) & (
        Q(aanstellingen__tot__isnull=True) | Q(aanstellingen__tot__gte=today)
    )
    return Eigenaar.objects.annotate(mensen=Count("aanstellingen__gebruiker", filter=in_force, distinct=True))


def _not_over(today: date) -> QuerySet[Aanstelling]:
    return (
        Aanstelling.objects.filter(Q(tot__isnull=True) | Q(tot__gte=today))
        .select_related("eigenaar", "vervangt__gebruiker")
        .order_by("vanaf", "rol")
    )
