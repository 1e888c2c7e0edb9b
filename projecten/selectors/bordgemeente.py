"""What one gemeente owes in a ronde, without reading its board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Eigenaar
from koers.toegang.rights import Rol
from projecten.models import Project, Ronde
from projecten.rules.ronde import reference_day
from projecten.selectors.afkomst import begun_after, passed_on
from projecten.selectors.bord import divided, owed_by
from projecten.selectors.bordkader import Kader, load_staff
from projecten.selectors.bordstof import Stof, as_stappen, load_entries, load_leaders
from projecten.selectors.deelname import Trede
from projecten.selectors.plicht import Plicht
from projecten.selectors.ronde import has_run_in, running_in


def load_plicht(ronde: Ronde, today: date, gemeente: Eigenaar, stappen: Iterable[Trede]) -> Plicht | None:
    """As its board has it, but with the lines that were begun; `stappen`: all steps of the gemeente.

    What is said of it does not depend on the other lines. Eight queries at most, three when nothing was written.
    """
    if not has_run_in(ronde, gemeente.vanaf, gemeente.tot):
        return None
    day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    steps = as_stappen((stap.project_id, stap.eigenaar_id, stap.vanaf, stap.stap) for stap in stappen)
    joined = [project for project, _ in steps]
    running = Project.objects.filter(running_in(ronde)).order_by()
    rows = running.filter(Q(gemeente=gemeente) | Q(pk__in=joined, soort=Project.Soort.LOKAAL))
    lokaal = list(rows.values_list("pk", flat=True))
    staff = load_staff(day, Q(rol=Rol.LOKAAL, eigenaar=gemeente))
    entries = load_entries(ronde, Q(gemeente=gemeente) | Q(project__in=lokaal, gemeente__isnull=True))
    stof = Stof(Kader(ronde, today, day, staff, {}, frozenset(), {}), entries, defaultdict(list))
    joint: list[Any] = []
    if begun := [project for project, _, _ in entries if project is not None]:
        kader = replace(stof.kader, gone=passed_on(ronde, day), late=begun_after(day))
        stof = replace(stof, kader=kader, leiders=load_leaders(day, Q(project__in=lokaal)))
        found = running.filter(pk__in=begun).called(ronde.peildatum)
        _, joint = divided(stof, [project for project in found if project.pk not in kader.late])
    return owed_by([gemeente], stof, joint, steps)[0]
