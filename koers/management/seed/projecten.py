"""The projects a source names, with their names and places through time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from koers.eigenaren.models import Eigenaar
from koers.management.seed.lezen import Rij, fields, known, origin, read
from projecten.models import Project
from projecten.services.project import create_project, place_project, rename_project
from themalijnen.models import Themalijn

FILES = ("projecten",)


def load(*, now: datetime) -> None:
    data = read("projecten")
    lijnen = {lijn.slug: lijn for lijn in Themalijn.objects.all()}
    for rij in data["project"]:
        if not known(Project, slug=rij["slug"]):
            _create(rij, data, lijnen, now)


def _create(rij: Rij, data: Rij, lijnen: dict[str, Themalijn], now: datetime) -> None:
    gemeente: dict[str, Any] = {"gemeente": Eigenaar.objects.get(slug=rij["gemeente"])} if "gemeente" in rij else {}
    project = create_project(actor=None, now=now, **fields(rij, "gemeente"), **gemeente, **origin(rij, data))
    for stap in rij.get("namen", []):
        rename_project(actor=None, project=project, now=now, **fields(stap), **origin(stap, rij, data))
    for stap in rij["indeling"]:
        place_project(
            actor=None,
            project=project,
            themalijn=lijnen[stap["themalijn"]],
            now=now,
            **fields(stap, "themalijn"),
            **origin(stap, rij, data),
        )
