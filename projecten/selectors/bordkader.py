"""What a board and its numbers have in common, read once for a page that shows both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Project, Ronde
from projecten.rules.ronde import reference_day
from projecten.selectors.afkomst import begun_after, passed_on
from projecten.selectors.project import ThemaKop, load_themas
from projecten.selectors.ronde import running_in

# A ronde of more than this is shown one group at a time.
GRENS = 150
SCHRIJVERS = (Rol.REDACTEUR, Rol.LOKAAL, Rol.REGIONAAL)


class Mens(NamedTuple):
    """Someone as a board names them."""

    pk: int
    naam: str


class Gemeente(NamedTuple):
    """A gemeente as a board lists it."""

    pk: int
    slug: str
    naam: str


Mensen = dict[tuple[str, int | None], list[Mens]]


@dataclass(frozen=True)
class Kader:
    """A ronde as seen today: who writes on its day, what went on in another by then, and the theme lines."""

    ronde: Ronde
    today: date
    day: date
    staff: Mensen
    """(role, eigenaar or None) → people with an account in use, for the roles that write."""
    gone: dict[int, date]
    """Projects that owe nothing new, since another goes on with them."""
    late: frozenset[int]
    """Projects that begin out of others after that day."""
    themas: dict[int, ThemaKop]

    @classmethod
    def load(cls, ronde: Ronde, today: date) -> Kader:
        """Four queries."""
        day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
        themas = {thema.id: thema for thema in load_themas(Blik(ronde.peildatum, today))}
        return cls(ronde, today, day, load_staff(day), passed_on(ronde, day), begun_after(day), themas)

    @cached_property
    def gemeenten(self) -> tuple[Gemeente, ...]:
        """Those that ran in its period, in their order; one query, and only for who asks."""
        rows = Eigenaar.objects.gemeenten().filter(running_in(self.ronde))
        return tuple(Gemeente(*row) for row in rows.values_list("pk", "slug", "naam"))

    @property
    def is_large(self) -> bool:
        """Whether so many may owe something that nobody reads them all on one page; one query, beside `gemeenten`."""
        return Project.objects.filter(running_in(self.ronde)).count() + len(self.gemeenten) > GRENS


def load_staff(day: date, which: Q | None = None) -> Mensen:
    """Who writes on that day, or those of these roles."""
    found: Mensen = defaultdict(list)
    rows = Aanstelling.objects.in_force(day).filter(which or Q(), rol__in=SCHRIJVERS, gebruiker__is_active=True)
    for rol, eigenaar_id, pk, naam in rows.values_list("rol", "eigenaar_id", "gebruiker_id", "gebruiker__naam"):
        found[rol, eigenaar_id].append(Mens(pk, naam))
    return found
