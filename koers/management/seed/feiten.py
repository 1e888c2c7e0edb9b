"""What the sources state as fact: participation, borging, meetings, results, milestones, who takes part, figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from koers.eigenaren.models import Eigenaar, Partner
from koers.management.seed.lezen import Rij, fields, known, origin, read
from projecten.models import (
    Betrokkenheid,
    Bijeenkomst,
    Borging,
    Controlegetal,
    Deelname,
    Indicator,
    Mijlpaal,
    Project,
    Resultaat,
)
from projecten.services import borging, deelname, meten, mijlpaal, opbrengst

FILES = ("feiten",)
_MODELS: dict[str, type[Model]] = {"project": Project, "eigenaar": Eigenaar, "partner": Partner}
_PLAIN: tuple[tuple[str, type[Model], tuple[str, ...], Callable[..., Any]], ...] = (
    ("borging", Borging, ("project", "gemeld_op"), borging.record_borging),
    ("bijeenkomst", Bijeenkomst, ("naam", "datum"), opbrengst.record_bijeenkomst),
    ("resultaat", Resultaat, ("naam", "datum"), opbrengst.record_resultaat),
    ("mijlpaal", Mijlpaal, ("project", "naam"), mijlpaal.record_mijlpaal),
    (
        "betrokkenheid",
        Betrokkenheid,
        ("project", "onderwerp", "partner", "eigenaar", "rol"),
        opbrengst.record_betrokkenheid,
    ),
    ("controlegetal", Controlegetal, ("sleutel",), meten.record_controlegetal),
    ("indicator", Indicator, ("sleutel",), meten.create_indicator),
)


def load(*, now: datetime) -> None:
    data = read("feiten")
    for rij in data["deelname"]:
        for slug in rij["eigenaren"]:
            _load_deelname(rij, slug, now)
    for table, model, key, service in _PLAIN:
        for rij in data[table]:
            values = _resolve(rij)
            if table == "betrokkenheid":
                values = {"onderwerp": "", "project": None, "partner": None, "eigenaar": None} | values
                values.setdefault("vanaf", data["gemeld_op"])
            if not known(model, **{name: values[name] for name in key}):
                service(actor=None, now=now, **values, **origin(rij, data))


def _resolve(rij: Rij) -> dict[str, Any]:
    """The row with slugs turned into rows and figures into Decimals."""
    values = fields(rij)
    for name, model in _MODELS.items():
        if name in values:
            values[name] = model._default_manager.get(slug=values[name])
    if "waarde" in values:
        values["waarde"] = Decimal(values["waarde"])
    return values


def _load_deelname(rij: Rij, slug: str, now: datetime) -> None:
    project = Project.objects.get(slug=rij["project"])
    eigenaar = Eigenaar.objects.get(slug=slug)
    if not known(Deelname, project=project, eigenaar=eigenaar, vanaf=rij["vanaf"]):
        deelname.set_deelname(
            actor=None,
            project=project,
            eigenaar=eigenaar,
            in_verleden=True,
            now=now,
            **fields(rij, "project"),
            **origin(rij, read("feiten")),
        )
