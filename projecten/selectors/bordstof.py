"""What a board is made of, read once: the whole of it, or the part that is asked. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from koers.eigenaren.models import Eigenaar
from koers.toegang.rights import Rol
from projecten.models import Deelname, Overgang, Project, Projectleiding, Ronde, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.meedoen import took_part
from projecten.rules.voortgang import HEROPEND, NIEUW
from projecten.selectors.borddeel import Deel
from projecten.selectors.bordkader import Kader, Mens, Mensen
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.plicht import Plicht, Regel
from projecten.selectors.ronde import running_in

Sleutel = tuple[int | None, int | None, int | None]
Stappen = Mapping[tuple[int, int], Sequence[tuple[date, str]]]


@dataclass(frozen=True)
class Stof:
    """What was written, and who leads."""

    kader: Kader
    entries: dict[Sleutel, Voortgang]
    leiders: dict[int, list[Mens]]

    @property
    def ronde(self) -> Ronde:
        return self.kader.ronde

    @property
    def today(self) -> date:
        return self.kader.today

    @property
    def staff(self) -> Mensen:
        return self.kader.staff

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


def load_stof(kader: Kader, deel: Deel) -> Stof:
    """Entries with their steps, and who leads. Three queries."""
    leaders = {} if deel.is_programma else load_leaders(kader.day, deel.local("project"))
    return Stof(kader, load_entries(kader.ronde, _written(deel)), defaultdict(list, leaders))


def load_entries(ronde: Ronde, which: Q) -> dict[Sleutel, Voortgang]:
    """What was written in a ronde, with the steps it took. Two queries."""
    rows = list(Voortgang.objects.filter(which, ronde=ronde).order_by())
    if rows:
        prefetch_related_objects(rows, Prefetch("overgangen", Overgang.objects.select_related("door")))
    return {(row.project_id, row.gemeente_id, row.rubriek_id): row for row in rows}


def _written(deel: Deel) -> Q:
    if deel.is_programma:
        return Q(rubriek__isnull=False)
    if deel.projecten is None or deel.gemeenten is None:
        return Q()
    return deel.asked() | Q(rubriek__isnull=False)


def load_projecten_of(kader: Kader, deel: Deel) -> list[Any]:
    """Running projects by name and place: those of the part, and those that its gemeenten may write about."""
    if deel.is_programma:
        return []
    running = Project.objects.filter(running_in(kader.ronde)).select_related("gemeente")
    if deel.projecten is not None and deel.gemeenten is not None:
        wanted = Q(pk__in=deel.projecten)
        if deel.gemeenten:
            joined = Deelname.objects.filter(eigenaar__in=deel.gemeenten).values("project")
            wanted |= Q(gemeente__in=deel.gemeenten) | Q(pk__in=joined)
        running = running.filter(wanted)
    day = kader.ronde.peildatum
    return [row for row in running.called(day).placed(day) if row.pk not in kader.late]


def load_leaders(day: date, which: Q) -> dict[int, list[Mens]]:
    """Project → who leads it on that day; one query."""
    found: dict[int, list[Mens]] = defaultdict(list)
    rows = Projectleiding.objects.in_force(day).filter(which).order_by("project_id", "vanaf", "pk")
    for project_id, pk, naam in rows.values_list("project_id", "gebruiker_id", "gebruiker__naam"):
        found[project_id].append(Mens(pk, naam))
    return found


def steps_per_pair(rows: QuerySet[Deelname]) -> Stappen:
    """(project, eigenaar) → the steps of the ladder; one query."""
    return as_stappen(rows.order_by().values_list("project_id", "eigenaar_id", "vanaf", "stap"))


def as_stappen(found: Iterable[tuple[int, int, date, str]]) -> Stappen:
    """The same of steps that were read."""
    steps: dict[tuple[int, int], list[tuple[date, str]]] = defaultdict(list)
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
