"""Which part of a board is read: all of it, one group, what one person owes, or what one gemeente has to do with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Aanstelling
from koers.toegang.rights import Rol
from projecten.models import Deelname, Project, Projectleiding, Ronde, Voortgang
from projecten.rules.ronde import reference_day
from projecten.selectors.bordkader import Kader
from projecten.selectors.omvang import placed_under, under_thema

NIETS: frozenset[int] = frozenset()
NIET_INGEDEELD = "niet-ingedeeld"


@dataclass(frozen=True)
class Deel:
    """The part of a board that is read: what these projects owe (None: all of them), these gemeenten, the rubrieken."""

    projecten: frozenset[int] | None = None
    gemeenten: frozenset[int] | None = None
    rubrieken: bool = True

    @property
    def is_programma(self) -> bool:
        """Whether nothing of it is about a project or a gemeente."""
        return not (self.projecten is None or self.gemeenten is None or self.projecten or self.gemeenten)

    def of(self, field: str) -> Q:
        """Rows of these gemeenten; `field` leads to the gemeente."""
        return Q() if self.gemeenten is None else Q(**{f"{field}__in": self.gemeenten})

    def local(self, field: str) -> Q:
        """Rows about a project of these, or about a local project that these gemeenten have or take part in; `field`
        leads to the project."""
        if self.projecten is None or self.gemeenten is None:
            return Q()
        if not self.gemeenten:
            return Q(**{f"{field}__in": self.projecten})
        joined = Deelname.objects.filter(eigenaar__in=self.gemeenten, project__soort=Project.Soort.LOKAAL)
        return (
            Q(**{f"{field}__in": self.projecten})
            | Q(**{f"{field}__gemeente__in": self.gemeenten})
            | Q(**{f"{field}__in": joined.values("project")})
        )

    def asked(self) -> Q:
        """Of extra requests those to this part."""
        if self.projecten is None or self.gemeenten is None:
            return Q()
        own = self.local("project")
        return own | Q(gemeente__in=self.gemeenten) if self.gemeenten else own & Q(project__isnull=False)


ALLES = Deel()


def rubrieken() -> Deel:
    """What the programme itself owes."""
    return Deel(NIETS, NIETS)


def of_gemeenten(pks: Iterable[int]) -> Deel:
    """What these gemeenten owe."""
    return Deel(NIETS, frozenset(pks), rubrieken=False)


def asked_of(projecten: Iterable[int], gemeenten: Iterable[int]) -> Deel:
    """Around these projects and gemeenten."""
    return Deel(frozenset(projecten), frozenset(gemeenten), rubrieken=False)


def under_line(kader: Kader, slug: str) -> list[int]:
    """The projects of a theme line on that ronde's day, in the order of the board; NIET_INGEDEELD for those without.

    One query.
    """
    day = kader.ronde.peildatum
    known = {thema.slug: thema.id for thema in kader.themas.values()}
    if slug == NIET_INGEDEELD:
        place = ~Q(pk__in=placed_under(day).filter(themalijn__in=known.values()).values("project"))
    else:
        place = under_thema(known[slug], day)
    rows: Any = Project.objects.filter(place).called(day).placed(day)
    found = rows.values_list("volgorde_op", "naam_op", "slug", "pk")
    return [pk for *_, pk in sorted((volgorde or 0, naam or slug, slug, pk) for volgorde, naam, slug, pk in found)]


def of_projects(pks: Iterable[int]) -> Deel:
    """What these projects owe."""
    return Deel(frozenset(pks), NIETS, rubrieken=False)


def of_person(ronde: Ronde, today: date, pk: int) -> Deel:
    """All that one person has to hand in or to answer, and perhaps a little more. Two queries."""
    day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    led = Projectleiding.objects.in_force(day).filter(gebruiker=pk).values_list("project", flat=True)
    rollen = Aanstelling.objects.in_force(day).filter(gebruiker=pk, rol__in=(Rol.LOKAAL, Rol.REDACTEUR))
    held = list(rollen.values_list("rol", "eigenaar"))
    return Deel(
        frozenset(led),
        frozenset(eigenaar for rol, eigenaar in held if rol == Rol.LOKAAL and eigenaar is not None),
        rubrieken=any(rol == Rol.REDACTEUR for rol, _ in held),
    )


def around_gemeente(pk: int) -> Deel:
    """What a gemeente owes, and its local projects."""
    local = Project.objects.filter(gemeente=pk).values_list("pk", flat=True)
    return Deel(frozenset(local), frozenset({pk}), rubrieken=False)


def that_ask_attention(ronde: Ronde, most: int) -> Deel:
    """Around the entries on oranje or rood that were saved last, so many at most."""
    worry = (Voortgang.Stand.ORANJE, Voortgang.Stand.ROOD)
    rows = Voortgang.objects.filter(
        Q(kwaliteit__in=worry) | Q(tijd__in=worry) | Q(geld__in=worry), ronde=ronde
    ).order_by("-gewijzigd_op", "-pk")
    found = list(rows.values_list("project", "project__gemeente", "gemeente")[:most])
    return Deel(
        frozenset(project for project, _, _ in found if project is not None),
        frozenset(pk for _, local, own in found if (pk := own or local) is not None),
        rubrieken=False,
    )
