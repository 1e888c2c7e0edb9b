"""What projects bring, as it is recorded: results, meetings, the part others take."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar, Partner
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Betrokkenheid, Bijeenkomst, Project, Resultaat

RIGHT = "projecten.project:edit"
M = TypeVar("M", bound=models.Model)


@transaction.atomic
def record(actor: Gebruiker | None, row: M, zin: str, now: datetime) -> M:
    """Write one row after permission and its checks, with its line in the log."""
    require(actor, RIGHT, today=day_of(now))
    save_checked(row)
    log(actor=actor, actie=f"projecten.{row._meta.model_name}:record", zin=zin, now=now, object=row)
    return row


def record_resultaat(
    *,
    actor: Gebruiker | None,
    naam: str,
    datum: date,
    now: datetime,
    project: Project | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
    **fields: Any,
) -> Resultaat:
    """Something delivered. `fields`: omschrijving, precisie, aantal, vindplek, adres."""
    row = Resultaat(project=project, naam=naam.strip(), datum=datum, herkomst=herkomst, vindplaats=vindplaats, **fields)
    return record(actor, row, f"Resultaat vastgelegd: {row.naam}.", now)


def record_bijeenkomst(
    *,
    actor: Gebruiker | None,
    naam: str,
    datum: date,
    now: datetime,
    project: Project | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
    **fields: Any,
) -> Bijeenkomst:
    """A meeting, as exact as the source. `fields`: tot, precisie, datum_tekst, plaats, aankondiging, adres."""
    row = Bijeenkomst(
        project=project, naam=naam.strip(), datum=datum, herkomst=herkomst, vindplaats=vindplaats, **fields
    )
    return record(actor, row, f"Bijeenkomst vastgelegd: {row.naam}.", now)


def record_betrokkenheid(
    *,
    actor: Gebruiker | None,
    rol: str,
    vanaf: date,
    now: datetime,
    project: Project | None = None,
    onderwerp: str = "",
    partner: Partner | None = None,
    eigenaar: Eigenaar | None = None,
    toelichting: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Betrokkenheid:
    """The part of a partner or an eigenaar in a project, or in a subject of the programme itself."""
    row = Betrokkenheid(
        project=project,
        onderwerp=onderwerp.strip(),
        partner=partner,
        eigenaar=eigenaar,
        rol=rol,
        toelichting=toelichting.strip(),
        vanaf=vanaf,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return record(actor, row, f"Betrokkenheid vastgelegd: {row}.", now)
