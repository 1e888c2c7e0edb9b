"""Projects that merge or split: whether that can be, and what will happen, before it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from koers.eigenaren.models import Aanstelling
from koers.lib.notatie import datum, opsomming
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Betrokkenheid, Deelname, Projectleiding, Voortgang, Voortzetting
from projecten.rules.afkomst import SAMENGEVOEGD, carried_step, closes_circle
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_treden
from projecten.selectors.project import free_slug

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """What is asked. Of `projecten` (named) those that are not `verder` go on in it, or in what begins: `namen`.

    Merged: two or more, into one. Split: one, into two or more; with `blijft` it runs on beside at least one.
    """

    soort: str
    projecten: tuple[Any, ...]
    namen: tuple[str, ...]
    vanaf: date
    verder: Any = None
    blijft: bool = False

    @property
    def van(self) -> tuple[Any, ...]:
        return tuple(project for project in self.projecten if project != self.verder)

    @property
    def eindigt(self) -> tuple[Any, ...]:
        return () if self.blijft else self.van

    @property
    def doelen(self) -> tuple[str, ...]:
        """What goes on, by name."""
        return (self.verder.naam_op,) if self.verder else self.namen

    @property
    def laatste_dag(self) -> date:
        return self.vanaf - DAY

    @property
    def einde_reden(self) -> str:
        woord = "samengevoegd tot" if self.soort == SAMENGEVOEGD else "gesplitst in"
        zin = f"{woord} {opsomming(self.doelen)}"
        return zin if len(zin) <= 200 else f"{zin[:199]}…"


@dataclass(frozen=True)
class Vak:
    """How an eigenaar stood in what passes on and stands in what goes on, and the step proposed ("" for none)."""

    eigenaar: EigenaarKop
    oud: tuple[tuple[str, str], ...]
    huidig: str
    voorstel: str
    vast: bool = False
    """Whether what goes on has a step of that very day: then there is nothing to choose."""

    @property
    def was(self) -> list[str]:
        """Where it stood, in words."""
        return [f"{naam}: {Deelname.Stap(stap).label}" for naam, stap in self.oud]

    @property
    def nu(self) -> str:
        return str(Deelname.Stap(self.huidig).label) if self.huidig else ""


@dataclass(frozen=True)
class Doel:
    """A project that goes on or begins, and what is proposed for it."""

    nummer: int
    naam: str
    vakken: tuple[Vak, ...]
    leiders: tuple[Projectleiding, ...]
    betrokkenen: tuple[Betrokkenheid, ...] = ()


def check_plan(plan: Plan) -> None:
    """ValidationError with every reason why this cannot be, in Dutch."""
    found = _shape_faults(plan) or _faults(plan)
    if found:
        raise ValidationError(found)


def _shape_faults(plan: Plan) -> list[str]:
    merge = plan.soort == SAMENGEVOEGD
    if merge and len(plan.projecten) < 2:
        return ["Kies twee of meer projecten om samen te voegen."]
    if merge and plan.verder not in (None, *plan.projecten):
        return ["Het project dat doorloopt, is een van de gekozen projecten."]
    if merge and plan.verder is None and len(plan.namen) != 1:
        return ["Kies welk project doorloopt, of geef de naam van het project dat begint."]
    if not merge and len(plan.namen) < (1 if plan.blijft else 2):
        return [
            "Geef ten minste één naam van een project dat begint."
            if plan.blijft
            else "Geef twee of meer namen van projecten die beginnen, of laat het project zelf doorlopen."
        ]
    return []


def _faults(plan: Plan) -> list[str]:
    first = plan.projecten[0]
    found = [
        f"{project.naam_op} is een ander soort project dan {first.naam_op}."
        for project in plan.projecten[1:]
        if (project.soort, project.gemeente_id) != (first.soort, first.gemeente_id)
    ]
    for project in plan.projecten:
        if project.vanaf >= plan.vanaf:
            found.append(f"{project.naam_op} begint pas op {datum(project.vanaf)}. Kies een latere dag.")
        elif project.tot is not None and project.tot < plan.laatste_dag:
            found.append(f"{project.naam_op} eindigde al op {datum(project.tot)}.")
    if plan.verder and plan.verder.tot is not None and plan.verder.tot < plan.vanaf:
        found.append(f"{plan.verder.naam_op} loopt op {datum(plan.vanaf)} niet; het kan niet doorlopen.")
    slugs = [free_slug(naam) for naam in plan.namen]
    found += [
        f"Er is al een project dat {naam} heet. Kies een naam die ervan verschilt."
        for naam, slug in zip(plan.namen, slugs, strict=True)
        if not slug or slugs.count(slug) > 1
    ]
    found += [f"De naam {naam[:40]}… is langer dan 150 tekens." for naam in plan.namen if len(naam) > 150]
    if plan.verder:
        pairs = list(Voortzetting.objects.values_list("van", "naar"))
        found += [
            f"{project.naam_op} komt voort uit {plan.verder.naam_op} of ging er al in verder. "
            "Geef het geheel een nieuwe naam."
            for project in plan.van
            if closes_circle(pairs, project.pk, plan.verder.pk) or (project.pk, plan.verder.pk) in pairs
        ]
    return found + _written_after(plan)


def _written_after(plan: Plan) -> list[str]:
    later = Voortgang.objects.filter(project__in=plan.eindigt, ronde__begin__gte=plan.vanaf).select_related("ronde")
    names = {project.pk: project.naam_op for project in plan.eindigt}
    return [
        f"{names[row.project_id]} heeft al voortgang in {row.ronde}, een ronde na die dag. Kies een latere dag."
        for row in later
        if row.project_id is not None
    ]


def load_doelen(plan: Plan, today: date) -> tuple[Doel, ...]:
    """Of each project that goes on the participation, the leaders and who works along, as proposed. Five queries."""
    ids = [project.pk for project in plan.projecten]
    eigenaren = load_eigenaren(Blik(plan.vanaf, today))
    treden = load_treden(Blik(plan.vanaf, today), projecten=ids)
    able = Aanstelling.objects.in_force(plan.vanaf).filter(rol=Rol.REGIONAAL).values("gebruiker")
    leading = Projectleiding.objects.in_force(plan.vanaf).filter(project__in=ids, vervangt__isnull=True)
    leading = leading.filter(gebruiker__in=able)
    leaders = list(leading.select_related("gebruiker").order_by("gebruiker__naam", "vanaf"))
    here = {row.gebruiker_id for row in leaders if plan.verder and row.project_id == plan.verder.pk}
    others = {row.gebruiker_id: row for row in leaders if row.gebruiker_id not in here}
    betrokkenen = load_betrokkenheid(plan)
    return tuple(
        Doel(
            nummer=nummer,
            naam=naam,
            vakken=tuple(vak for own in eigenaren if (vak := _vak(plan, own, treden))),
            leiders=tuple(others.values()),
            betrokkenen=betrokkenen,
        )
        for nummer, naam in enumerate(plan.doelen)
    )


def load_betrokkenheid(plan: Plan) -> tuple[Betrokkenheid, ...]:
    """Who works along in what passes on and not yet in what runs on, each part once. One query."""
    rows = Betrokkenheid.objects.filter(project__in=[project.pk for project in plan.projecten])
    known = list(rows.select_related("partner", "eigenaar").order_by("vanaf", "pk"))
    here = {part_of(row) for row in known if plan.verder and row.project_id == plan.verder.pk}
    found: dict[object, Betrokkenheid] = {}
    for row in known:
        if part_of(row) not in here:
            found.setdefault(part_of(row), row)
    return tuple(found.values())


def part_of(row: Betrokkenheid) -> tuple[int | None, int | None, str, str]:
    """What makes two the same: who, in which role, of which subject."""
    return row.partner_id, row.eigenaar_id, row.rol, row.onderwerp


def _vak(plan: Plan, own: EigenaarKop, treden: dict[tuple[int, int], Trede]) -> Vak | None:
    """None of an eigenaar that has no step in what passes on."""
    old = [(project.naam_op, treden[project.pk, own.id].stap) for project in plan.van if (project.pk, own.id) in treden]
    if not old:
        return None
    now = treden.get((plan.verder.pk, own.id)) if plan.verder else None
    huidig = now.stap if now else ""
    vast = now is not None and now.vanaf == plan.vanaf
    voorstel = "" if vast else carried_step([stap for _, stap in old], huidig)
    return Vak(own, tuple(old), huidig, voorstel, vast)
