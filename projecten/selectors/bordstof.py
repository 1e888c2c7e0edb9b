"""What a board is made of, read once: the whole of it, or the part that is asked. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.toegang.rights import Rol
from projecten.models import Deelname, Overgang, Project, Projectleiding, Ronde, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.meedoen import took_part
from projecten.rules.voortgang import HEROPEND, NIEUW
from projecten.selectors.borddeel import Deel
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.plicht import Plicht, Regel
from projecten.selectors.ronde import running_in

SCHRIJVERS = (Rol.REDACTEUR, Rol.LOKAAL, Rol.REGIONAAL)
Sleutel = tuple[int | None, int | None, int | None]
Stappen = Mapping[tuple[int, int], Sequence[tuple[date, str]]]


class Mens(NamedTuple):
    """Someone as a board names them."""

    pk: int
    naam: str


Mensen = dict[tuple[str, int | None], list[Mens]]


@dataclass(frozen=True)
class Stof:
    """What was written, and who writes."""

    ronde: Ronde
    today: date
    entries: dict[Sleutel, Voortgang]
    staff: Mensen
    leiders: dict[int, list[Mens]]

    def has(self, onderwerp: Onderwerp) -> bool:
        """Whether anything was written about it."""
        return self._key(onderwerp) in self.entries

    def is_kept(self, onderwerp: Onderwerp) -> bool:
        """Whether what was written stays as it is: handed in, approved, or opened again after it."""
        entry = self.entries.get(self._key(onderwerp))
        return entry is not None and (rules.is_in(entry.staat) or entry.staat == HEROPEND)

    @staticmethod
    def _key(onderwerp: Onderwerp) -> Sleutel:
        project, gemeente, rubriek = (part.pk if part else None for part in onderwerp.fields().values())
        return project, gemeente, rubriek

    def regel(self, naam: str, onderwerp: Onderwerp) -> Regel:
        entry = self.entries.get(self._key(onderwerp))
        if entry is None:
            return Regel(naam, onderwerp, self.ronde, None, rules.is_late(NIEUW, self.ronde.op_tijd_tot, self.today))
        regel = Regel(naam, onderwerp, self.ronde, entry)
        return replace(regel, te_laat=rules.is_late(regel.staat, regel.termijn.tot, self.today))

    def plicht(
        self,
        sleutel: str,
        naam: str,
        wie: Iterable[Mens],
        can: Collection[int],
        regels: Sequence[Regel],
        waar: str = "",
    ) -> Plicht:
        """`can`: ids of who may write it."""
        people = sorted(wie, key=lambda mens: mens.naam)
        staat = rules.combined_state(regel.staat for regel in regels if regel.voortgang)
        plicht = Plicht(
            sleutel=sleutel,
            naam=naam,
            wie=tuple(mens.naam for mens in people),
            wie_ids=frozenset(mens.pk for mens in people),
            contacten=frozenset(mens.pk for mens in people if mens.pk in can),
            regels=tuple(regels),
            staat=staat,
            te_laat=False,
            gemeente=waar,
            ids_op_naam=tuple(mens.pk for mens in people),
        )
        return replace(plicht, te_laat=rules.is_late(staat, plicht.termijn.tot, self.today))

    def answerers(self, project: Project | None, gemeente: Eigenaar | None) -> tuple[list[Mens], frozenset[int]]:
        """Who is to answer an extra request, by name, and (ids) which of them can."""
        waar = gemeente or (project.gemeente if project else None)
        local = self.staff[Rol.LOKAAL, waar.pk] if waar else []
        led = self.leiders[project.pk] if project else []
        can = self.able(waar)
        people = sorted(led or local, key=lambda mens: mens.naam)
        return people, frozenset(mens.pk for mens in people if mens.pk in can)

    def able(self, gemeente: Eigenaar | None) -> frozenset[int]:
        """Who holds a role to write about a project: any regional leader, and the local ones of its gemeente."""
        local = self.staff[Rol.LOKAAL, gemeente.pk] if gemeente else ()
        return frozenset(mens.pk for mens in [*self.staff[Rol.REGIONAAL, None], *local])


def load_stof(ronde: Ronde, today: date, deel: Deel) -> Stof:
    """Entries with their steps, who holds a role to write, who leads. Four queries."""
    day = rules.reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    steps = Prefetch("overgangen", Overgang.objects.select_related("door"))
    rows = Voortgang.objects.filter(_written(deel), ronde=ronde).prefetch_related(steps)
    entries = {(row.project_id, row.gemeente_id, row.rubriek_id): row for row in rows}
    return Stof(ronde, today, entries, load_staff(day), _leaders(day, deel))


def _written(deel: Deel) -> Q:
    if deel.projecten is None or deel.gemeenten is None:
        return Q()
    return deel.asked() | Q(rubriek__isnull=False)


def load_projecten_of(ronde: Ronde, deel: Deel, late: Collection[int]) -> list[Any]:
    """Running projects by name and place: those of the part, and those that its gemeenten may write about."""
    running = Project.objects.filter(running_in(ronde)).select_related("gemeente")
    if deel.projecten is not None and deel.gemeenten is not None:
        joined = Deelname.objects.filter(eigenaar__in=deel.gemeenten).values("project")
        running = running.filter(Q(pk__in=deel.projecten) | Q(gemeente__in=deel.gemeenten) | Q(pk__in=joined))
    day = ronde.peildatum
    return [row for row in running.called(day).placed(day) if row.pk not in late]


def load_staff(day: date, rollen: Collection[Rol] = SCHRIJVERS) -> Mensen:
    """(role, eigenaar or None) → people with an account in use, for the roles that write."""
    found: Mensen = defaultdict(list)
    rows = Aanstelling.objects.in_force(day).filter(rol__in=rollen, gebruiker__is_active=True)
    for rol, eigenaar_id, pk, naam in rows.values_list("rol", "eigenaar_id", "gebruiker_id", "gebruiker__naam"):
        found[rol, eigenaar_id].append(Mens(pk, naam))
    return found


def _leaders(day: date, deel: Deel) -> dict[int, list[Mens]]:
    found: dict[int, list[Mens]] = defaultdict(list)
    rows = Projectleiding.objects.in_force(day).filter(deel.local("project")).order_by("project_id", "vanaf", "pk")
    for project_id, pk, naam in rows.values_list("project_id", "gebruiker_id", "gebruiker__naam"):
        found[project_id].append(Mens(pk, naam))
    return found


def steps_per_pair(rows: QuerySet[Deelname]) -> Stappen:
    """(project, eigenaar) → the steps of the ladder; one query."""
    steps: dict[tuple[int, int], list[tuple[date, str]]] = defaultdict(list)
    found = rows.order_by().values_list("project_id", "eigenaar_id", "vanaf", "stap")
    for project_id, eigenaar_id, vanaf, stap in found:
        steps[project_id, eigenaar_id].append((vanaf, stap))
    return steps


def written_by_gemeenten(
    lokaal: Mapping[int, int | None], steps: Stappen, begin: date, eind: date
) -> Iterator[tuple[int, int]]:
    """(gemeente, project) of what gemeenten may write about: local projects of their own, and what they took part in.

    `lokaal`: of each project that counts, the gemeente whose local project it is, or None.
    """
    for project, gemeente in lokaal.items():
        if gemeente is not None:
            yield gemeente, project
    for (project, eigenaar), known in steps.items():
        if project in lokaal and lokaal[project] != eigenaar and took_part(known, begin, eind):
            yield eigenaar, project
