"""Indicators, measurements, and the figures that a source quotes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.toegang.models import Gebruiker
from projecten.models import Controlegetal, Indicator, Meting, Project
from projecten.services.opbrengst import record


def create_indicator(
    *,
    actor: Gebruiker | None,
    project: Project,
    sleutel: str,
    naam: str,
    eenheid: str,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
    **fields: Any,
) -> Indicator:
    """What is measured of a project. `fields`: soort, optelling, norm, norm_bron, noemer_is."""
    row = Indicator(
        project=project,
        sleutel=sleutel,
        naam=naam.strip(),
        eenheid=eenheid.strip(),
        herkomst=herkomst,
        vindplaats=vindplaats,
        **fields,
    )
    return record(actor, row, f"Indicator gemaakt: {row.naam}.", now)


def record_meting(
    *,
    actor: Gebruiker | None,
    indicator: Indicator,
    peildatum: date,
    waarde: Decimal,
    now: datetime,
    eigenaar: Eigenaar | None = None,
    teller: Decimal | None = None,
    noemer: Decimal | None = None,
    toelichting: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Meting:
    """A value on a day, of one eigenaar or (where a source gives only that) of the region."""
    row = Meting(
        indicator=indicator,
        eigenaar=eigenaar,
        peildatum=peildatum,
        waarde=waarde,
        teller=teller,
        noemer=noemer,
        toelichting=toelichting.strip(),
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    return record(actor, row, f"Meting vastgelegd: {indicator.naam}.", now)


def record_controlegetal(
    *,
    actor: Gebruiker | None,
    sleutel: str,
    naam: str,
    waarde: Decimal,
    bron: str,
    peildatum: date,
    now: datetime,
    project: Project | None = None,
    eigenaar: Eigenaar | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
    **fields: Any,
) -> Controlegetal:
    """A figure quoted from a source. `fields`: eenheid, citaat, toets, volgorde, op_voorblad."""
    row = Controlegetal(
        sleutel=sleutel,
        naam=naam.strip(),
        waarde=waarde,
        bron=bron,
        peildatum=peildatum,
        project=project,
        eigenaar=eigenaar,
        herkomst=herkomst,
        vindplaats=vindplaats,
        **fields,
    )
    return record(actor, row, f"Controlegetal vastgelegd: {row.naam}.", now)
