"""Merging and splitting projects, and taking that back: each in one act, with all that goes along."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum, opsomming
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Betrokkenheid, Project, Projectleiding, Voortzetting
from projecten.rules.afkomst import SAMENGEVOEGD
from projecten.selectors.herschikking import Plan, check_plan, load_betrokkenheid
from projecten.selectors.indicatorvervolg import load_running
from projecten.selectors.openwerk import load_dingen, open_work, share
from projecten.services.deelname import set_deelname
from projecten.services.indicatorvervolg import carry_indicatoren
from projecten.services.leiding import set_leiding
from projecten.services.project import RIGHT, begin_project, end_project
from themalijnen.models import Themalijn

Treden = Mapping[tuple[int, int], str]
Leiders = Mapping[int, Collection[int]]


@transaction.atomic
def rearrange_projecten(
    *,
    actor: Gebruiker,
    plan: Plan,
    reden: str,
    deelname: Treden,
    leiders: Leiders,
    now: datetime,
    betrokkenen: Leiders | None = None,
    werk: int = 0,
    verdeling: Mapping[str, int] | None = None,
    indicatoren: Collection[int] | None = None,
) -> list[Project]:
    """Carry out a plan; the projects that go on. ValidationError as `check_plan`, and then nothing has changed.

    `deelname`: (number of what goes on, eigenaar) → its step from that day; `leiders`: number → who lead it;
    `betrokkenen`: number → the ids of what `load_betrokkenheid` gives (None: all of what ends); `werk`: the number of
    what takes over open work; `verdeling`: what of a split goes elsewhere, `Ding.sleutel` → number;
    `indicatoren`: the ids of what `load_running` gives that go on (None: all of a merger).
    """
    require(actor, RIGHT, today=day_of(now))
    if not reden.strip():
        raise ValidationError("Schrijf op waarom.")
    plan = _locked(plan)
    check_plan(plan)
    names = opsomming([project.naam_op for project in plan.van])
    parts = _share(plan, werk, verdeling or {})
    partners = load_betrokkenheid(plan)
    gemeten = load_running(plan)
    naar = [plan.verder] if plan.verder else _begun(actor, plan, now)
    was: dict[int, dict[str, Any]] = {}
    for project in plan.eindigt:
        was[project.pk] = {"tot": project.tot and project.tot.isoformat(), "einde_reden": project.einde_reden}
        end_project(actor=actor, project=project, tot=plan.laatste_dag, reden=plan.einde_reden, now=now)
    for number, project in enumerate(naar):
        made = {
            "deelnames": _carry_deelname(actor, plan, project, deelname, number, names, now),
            "leiding": _carry_leiding(actor, plan, project, leiders.get(number, ()), now),
            "betrokkenen": _carry_betrokkenen(plan, project, _chosen(plan, partners, betrokkenen, number), names),
            "nieuw": plan.verder is None,
        }
        for van in plan.van:
            moved = _move_work(van, project, parts.get(number, {}) if parts is not None else None)
            own = [row for row in gemeten if row.project_id == van.pk]
            moved["indicatoren"] = carry_indicatoren(own, indicatoren, project, plan.vanaf)
            _pair(plan, van, project, reden.strip(), now, {**made, **moved, **was.get(van.pk, {})})
            made = {"nieuw": made["nieuw"]}
    woord = "zijn samengevoegd tot" if plan.soort == SAMENGEVOEGD else "is gesplitst:"
    zin = f"{names} {woord} {opsomming(plan.doelen)}, vanaf {datum(plan.vanaf)}. Reden: {reden.strip()}"
    verb = "merge" if plan.soort == SAMENGEVOEGD else "split"
    log(actor=actor, actie=f"projecten.project:{verb}", zin=zin, now=now, object=naar[0])
    return naar


def _locked(plan: Plan) -> Plan:
    """The same plan with its projects as they now stand, held until the act is done."""
    rows: Any = Project.objects.select_for_update().filter(pk__in=[project.pk for project in plan.projecten])
    fresh = {project.pk: project for project in rows.named(plan.laatste_dag).placed(plan.vanaf)}
    projecten = tuple(fresh[project.pk] for project in plan.projecten)
    return replace(plan, projecten=projecten, verder=fresh[plan.verder.pk] if plan.verder else None)


def _begun(actor: Gebruiker, plan: Plan, now: datetime) -> list[Project]:
    """What begins, under the theme line of the first of the old ones."""
    first = plan.projecten[0]
    themalijn = Themalijn.objects.filter(pk=first.themalijn_op).first()
    return [
        begin_project(
            actor=actor,
            naam=naam,
            soort=first.soort,
            gemeente=first.gemeente,
            themalijn=themalijn,
            vanaf=plan.vanaf,
            now=now,
        )
        for naam in plan.namen
    ]


def _carry_deelname(
    actor: Gebruiker, plan: Plan, project: Project, deelname: Treden, number: int, names: str, now: datetime
) -> list[int]:
    wanted = {eigenaar: stap for (own, eigenaar), stap in deelname.items() if own == number and stap}
    eigenaren = Eigenaar.objects.in_bulk(wanted)
    return [
        set_deelname(
            actor=actor,
            project=project,
            eigenaar=eigenaren[pk],
            stap=stap,
            vanaf=plan.vanaf,
            toelichting=f"Meegenomen uit {names}"[:300],
            in_verleden=True,
            herkomst=Herkomst.AFGELEID,
            now=now,
        ).pk
        for pk, stap in sorted(wanted.items())
    ]


def _carry_leiding(
    actor: Gebruiker, plan: Plan, project: Project, leiders: Collection[int], now: datetime
) -> list[int]:
    rows = Projectleiding.objects.in_force(plan.vanaf).filter(project__in=plan.van, gebruiker__in=leiders)
    last = {row.gebruiker: row.tot for row in rows.select_related("gebruiker").order_by("vanaf")}
    return [
        set_leiding(actor=actor, project=project, gebruiker=gebruiker, vanaf=plan.vanaf, tot=tot, now=now).pk
        for gebruiker, tot in last.items()
    ]


def _chosen(
    plan: Plan, partners: Sequence[Betrokkenheid], betrokkenen: Leiders | None, number: int
) -> list[Betrokkenheid]:
    if betrokkenen is None:
        return list(partners) if plan.eindigt else []
    wanted = set(betrokkenen.get(number, ()))
    return [row for row in partners if row.pk in wanted]


def _carry_betrokkenen(plan: Plan, project: Project, rows: Sequence[Betrokkenheid], names: str) -> list[int]:
    """The same part in what goes on, from that day. What ended keeps its own."""
    return [
        save_checked(
            Betrokkenheid(
                project=project,
                onderwerp=row.onderwerp,
                partner=row.partner,
                eigenaar=row.eigenaar,
                rol=row.rol,
                toelichting=row.toelichting,
                vanaf=plan.vanaf,
                herkomst=Herkomst.AFGELEID,
                vindplaats=f"Meegenomen uit {names}"[:300],
            )
        ).pk
        for row in rows
    ]


def _share(plan: Plan, werk: int, verdeling: Mapping[str, int]) -> dict[int, dict[str, list[int]]] | None:
    """Of a split what goes to each part; None of a merger, where all goes along."""
    if plan.soort == SAMENGEVOEGD:
        return None
    if any(number not in range(len(plan.doelen)) for number in (werk, *verdeling.values())):
        raise ValidationError("Kies waar het open werk heen gaat.")
    parts = share(load_dingen(plan), verdeling, werk if plan.eindigt else None)
    if plan.eindigt:
        # What is still begun or promised before that day goes where the rest goes.
        parts.setdefault(werk, {})["werk"] = True  # type: ignore[assignment]
    return parts


def _move_work(van: Project, naar: Project, part: Mapping[str, Any] | None) -> dict[str, Any]:
    """Open milestones and risks (of a split those of its `part`), but for those of a name that `naar` has too.

    Promises and texts stay where they were made: the pair says whose they are from then on.
    """
    moved: dict[str, Any] = dict(part or {})
    work: dict[str, list[Any]] = dict(zip(("mijlpalen", "risicos"), open_work([van]), strict=True))
    for key, rows in work.items():
        known = set(getattr(naar, key).values_list("naam", flat=True))
        own = rows if part is None else [row for row in rows if row.pk in part.get(key, ())]
        moved[key] = [row.pk for row in own if row.naam not in known]
        getattr(van, key).filter(pk__in=moved[key]).update(project=naar)
    return moved


def _pair(plan: Plan, van: Project, naar: Project, reden: str, now: datetime, meegegaan: dict[str, Any]) -> None:
    save_checked(
        Voortzetting(van=van, naar=naar, soort=plan.soort, vanaf=plan.vanaf, reden=reden, op=now, meegegaan=meegegaan)
    )
