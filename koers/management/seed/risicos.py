"""Risks of a few projects, invented, dated from the day the demo is loaded; no source names one."""

from __future__ import annotations

from datetime import datetime, timedelta

from koers.lib.klok import day_of
from koers.management.seed.lezen import known, origin, read
from koers.management.seed.mensen import address
from koers.toegang.models import Gebruiker
from projecten.models import Project, Risico
from projecten.services.risico import record_risico


def load(*, now: datetime) -> None:
    """Those that are not there yet; `sinds` and `bekijk_op` of a row are days before and after that day."""
    data, today = read("fictief"), day_of(now)
    for rij in data["risico"]:
        project = Project.objects.get(slug=rij["project"])
        if known(Risico, project=project, naam=rij["naam"]):
            continue
        record_risico(
            actor=None,
            project=project,
            naam=rij["naam"],
            maatregel=rij["maatregel"],
            kans=rij["kans"],
            gevolg=rij["gevolg"],
            sinds=max(project.vanaf, today - timedelta(days=rij["sinds"])),
            bekijk_op=today + timedelta(days=rij["bekijk_op"]),
            houder=Gebruiker.objects.get(email=address(rij["houder"])) if "houder" in rij else None,
            now=now,
            **origin(data),
        )
