"""What a merger or a split will do, in sentences, and what stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

from koers.lib.notatie import datum, hoeveel, opsomming
from koers.lib.peildatum import Blik
from projecten.models import Bijeenkomst, Borging, Indicator, Meting, Project, Resultaat, Voortgang
from projecten.rules.afkomst import SAMENGEVOEGD, Voorganger, voorheen
from projecten.selectors.herschikking import Plan
from projecten.selectors.openwerk import open_work
from projecten.selectors.project import load_themas

GEBLEVEN: tuple[tuple[Any, str, str, str], ...] = (
    (Voortgang, "project", "tekst van een ronde", "teksten van rondes"),
    (Meting, "indicator__project", "meting", "metingen"),
    (Resultaat, "project", "resultaat", "resultaten"),
    (Bijeenkomst, "project", "bijeenkomst", "bijeenkomsten"),
    (Borging, "project", "borging", "borgingen"),
)


@dataclass(frozen=True)
class Gevolgen:
    """Both lists, as sentences."""

    gebeurt: tuple[str, ...]
    blijft: tuple[str, ...]


def load_gevolgen(plan: Plan) -> Gevolgen:
    """Everything the act does by itself; what can still be chosen stands in the form."""
    return Gevolgen((*_ends(plan), *_begins(plan), _names(plan), *_work(plan)), (*_stays(plan), *_elsewhere(plan)))


def _ends(plan: Plan) -> list[str]:
    if not plan.eindigt:
        return [f"{plan.van[0].naam_op} loopt door."]
    names = opsomming([project.naam_op for project in plan.eindigt])
    verb = "eindigt" if len(plan.eindigt) == 1 else "eindigen"
    return [f"{names} {verb} op {datum(plan.laatste_dag)}: {plan.einde_reden}."]


def _begins(plan: Plan) -> list[str]:
    if plan.verder:
        return [f"{plan.verder.naam_op} loopt door."]
    verb = "begint" if len(plan.namen) == 1 else "beginnen"
    where = next(
        (
            thema.naam
            for thema in load_themas(Blik(plan.vanaf, plan.vanaf))
            if thema.id == plan.projecten[0].themalijn_op
        ),
        "",
    )
    onder = f", onder de themalijn {where}" if where else ""
    return [f"{opsomming(plan.namen)} {verb} op {datum(plan.vanaf)}{onder}. Verplaatsen kan daarna."]


def _names(plan: Plan) -> str:
    zelf = plan.verder.naam_op if plan.verder else ""
    uit = [Voorganger(plan.soort, plan.vanaf, project.naam_op, zelf) for project in plan.van]
    was = voorheen("", None, uit)
    printed = opsomming([f"{naam} (voorheen {was})" for naam in plan.doelen])
    return f"Wat vanaf die dag wordt gemaakt, schrijft {printed}. Oude rondes en stukken houden de oude namen."


def _work(plan: Plan) -> list[str]:
    """What of a merger goes along; of a split that is chosen below it."""
    if plan.soort != SAMENGEVOEGD:
        return []
    mijlpalen, risicos = open_work(plan.eindigt)
    found = []
    if mijlpalen:
        found.append(f"Open mijlpalen gaan mee: {opsomming(row.naam for row in mijlpalen)}.")
    if risicos:
        found.append(f"Open risico's gaan mee: {opsomming(row.naam for row in risicos)}.")
    return found


def _stays(plan: Plan) -> list[str]:
    ids = [project.pk for project in plan.eindigt]
    counts = [(model.objects.filter(**{f"{own}__in": ids}).count(), een, meer) for model, own, een, meer in GEBLEVEN]
    kept = [hoeveel(number, een, meer) for number, een, meer in counts if number]
    names = opsomming([project.naam_op for project in plan.eindigt])
    found = [f"Bij {names} blijven staan, en te lezen: {opsomming(kept)}."] if kept else []
    if plan.soort != SAMENGEVOEGD and ids and Indicator.objects.filter(project__in=ids).exists():
        found.append(
            "Indicatoren gaan bij een splitsing niet mee: zij eindigen met het oude project. Leg bij wat begint "
            "opnieuw vast wat u daar meet."
        )
    lokaal = Project.objects.filter(landt__in=ids).count()
    if lokaal:
        found.append(f"{hoeveel(lokaal, 'lokaal project', 'lokale projecten')} van {names} houden hun verwijzing.")
    return found


def _elsewhere(plan: Plan) -> list[str]:
    """What higher floors keep of these projects (setting KOERS_BIJ_PROJECT); none of it moves by itself."""
    names = {project.pk: project.naam_op for project in plan.eindigt}
    modules = [import_module(name) for name in settings.KOERS_BIJ_PROJECT]
    return [zin for module in modules for zin in module.stays(names, plan.vanaf)]
