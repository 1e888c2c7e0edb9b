"""Reading the reviews of rights: who was reviewed when, one review with its lines, and all of it as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from koers.eigenaren.models import Aanstelling, Controleregel, Eigenaar, Rechtencontrole
from koers.lib.klok import AMSTERDAM, day_of

YEAR = timedelta(days=365)
PROGRAMMA = "programma"
HET_PROGRAMMA = "het hele programma"
KOP = ("Van", "Begonnen", "Afgerond", "Naam", "Rol", "Vanaf", "Tot en met", "Uitkomst", "Door", "Moment")


@dataclass(frozen=True)
class Stand:
    """Of one eigenaar, or of the programme (`slug` is then "programma"): how many roles, and when last reviewed."""

    naam: str
    slug: str
    rollen: int
    laatste: date | None
    is_open: bool
    te_laat: bool


def list_standen(today: date) -> list[Stand]:
    """The programme first, then the owners of today and whoever still has roles; three queries."""
    rollen = dict(_not_over(today).values_list("eigenaar").annotate(Count("pk")).order_by())
    laatste: dict[int | None, date] = {}
    bezig: set[int | None] = set()
    for pk, afgerond in Rechtencontrole.objects.order_by("afgerond_op").values_list("eigenaar", "afgerond_op"):
        if afgerond is None:
            bezig.add(pk)
        else:
            laatste[pk] = day_of(afgerond)
    eigenaren = Eigenaar.objects.filter(Q(pk__in=[pk for pk in rollen if pk]) | Q(pk__in=Eigenaar.objects.on(today)))
    places: list[tuple[int | None, str, str]] = [(None, HET_PROGRAMMA, PROGRAMMA)]
    places += [(eigenaar.pk, eigenaar.naam, eigenaar.slug) for eigenaar in eigenaren]
    return [
        Stand(naam, slug, rollen.get(pk, 0), laatste.get(pk), pk in bezig, is_due(laatste.get(pk), today))
        for pk, naam, slug in places
    ]


def is_due(laatste: date | None, today: date) -> bool:
    """Whether a review is more than a year ago, or never was."""
    return laatste is None or laatste < today - YEAR


def due_sentence(today: date) -> str:
    """What the page of people says of reviews that are due; empty when there are none."""
    late = [stand for stand in list_standen(today) if stand.te_laat and stand.rollen]
    if not late:
        return ""
    wie = late[0].naam if len(late) == 1 else f"{len(late)} eigenaren (het programma meegeteld)"
    return f"De rollen van {wie} zijn het laatste jaar niet nagelopen."


def reviews(eigenaar: Eigenaar | None) -> QuerySet[Rechtencontrole]:
    """The reviews of one eigenaar or of the programme, newest first, each with its lines."""
    return Rechtencontrole.objects.filter(eigenaar=eigenaar).select_related("afgerond_door").prefetch_related(_lines())


def as_rows() -> Iterator[tuple[object, ...]]:
    """Every line of every review, under KOP."""
    for controle in Rechtencontrole.objects.select_related("eigenaar").prefetch_related(_lines()):
        for regel in controle.regels.all():
            yield (
                controle.waarvan,
                day_of(controle.begonnen_op),
                controle.afgerond_op and day_of(controle.afgerond_op),
                regel.gebruiker.naam,
                regel.get_rol_display(),
                regel.vanaf,
                regel.tot,
                regel.get_uitkomst_display() or None,
                regel.door.naam if regel.door else None,
                regel.moment and f"{regel.moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}",
            )


def _lines() -> Prefetch[str, QuerySet[Controleregel], str]:
    return Prefetch("regels", Controleregel.objects.select_related("gebruiker", "door").order_by("pk"))


def _not_over(today: date) -> QuerySet[Aanstelling]:
    return Aanstelling.objects.filter(Q(tot=None) | Q(tot__gte=today))
