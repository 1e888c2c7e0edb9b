"""Definitions of indicators as the programmamanager makes and changes them, with targets and baseline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import getal
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Indicator, Meting, Project, Streefwaarde
from projecten.rules.indicator import can_count_persons, definition_faults
from projecten.rules.meetwaarde import value_faults
from projecten.rules.optellen import ratio
from projecten.services.voortgang.bindcijfer import rebind_entries

RIGHT = "projecten.indicator:edit"
TELT_OP = ("optelling", "over_tijd", "per")
BEVESTIG = "optelling"
"""Code of the ValidationError that asks to confirm a change of how it adds up."""


@transaction.atomic
def begin_indicator(*, actor: Gebruiker | None, project: Project, now: datetime, **fields: Any) -> Indicator:
    """A new indicator as a person defines it; its key comes of its name."""
    require(actor, RIGHT, today=day_of(now))
    row = Indicator(project=project, sleutel=free_key(str(fields["naam"])), vindplaats="ingevoerd in Koers")
    _fill(row, fields)
    save_checked(row)
    log(actor=actor, actie="projecten.indicator:create", zin=f"Indicator gemaakt: {row.naam}.", now=now, object=row)
    return row


@transaction.atomic
def change_indicator(
    *, actor: Gebruiker | None, indicator: Indicator, now: datetime, bevestigd: bool = False, **fields: Any
) -> Indicator:
    """Change a definition. How it adds up changes totals that were read before: that is asked (`bevestigd`) and logged.

    A ratio's stored outcomes follow its `per`. The kind stays once something was measured. Raises ValidationError; with
    code BEVESTIG when only the confirmation is missing.
    """
    require(actor, RIGHT, today=day_of(now))
    row = _locked(indicator)
    before = {name: getattr(row, name) for name in (*TELT_OP, "soort")}
    _fill(row, fields)
    measured = row.metingen.count()
    if measured and row.soort != before["soort"]:
        raise ValidationError({"soort": f"Er zijn al {measured} metingen van dit soort. Maak een nieuwe indicator."})
    changed = [name for name in TELT_OP if getattr(row, name) != before[name]]
    if changed and measured and not bevestigd:
        raise ValidationError(_warning(measured), code=BEVESTIG)
    save_checked(row)
    if "per" in changed and row.is_verhouding:
        _recompute(row)
    rebind_entries(row.project)
    how = "; ".join(f"{name.replace('_', ' ')} van {before[name]} naar {getattr(row, name)}" for name in changed)
    zin = f"Indicator gewijzigd: {row.naam}." + (f" Hoe hij optelt: {how}." if how else "")
    log(actor=actor, actie="projecten.indicator:change", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def set_doelen(
    *,
    actor: Gebruiker | None,
    indicator: Indicator,
    jaar: int,
    doelen: Mapping[int | None, Decimal | None],
    nulmeting: Mapping[int, Decimal | None],
    now: datetime,
) -> int:
    """Targets of a year, per eigenaar and (None) of the region, and the baseline per eigenaar; None takes one away.

    Returns how many changed. Raises ValidationError for a baseline without the day it was measured on.
    """
    require(actor, RIGHT, today=day_of(now))
    indicator = _locked(indicator)
    dag = indicator.nulmeting_op
    if dag is None and any(value is not None for value in nulmeting.values()):
        raise ValidationError("Leg bij de definitie eerst vast op welke dag de nulmeting was.")
    number = sum(_set_target(indicator, jaar, pk, value) for pk, value in doelen.items())
    if dag is not None:
        measured = sum(_set_baseline(indicator, dag, pk, value, actor, now) for pk, value in nulmeting.items())
        number += measured
        if measured:
            rebind_entries(indicator.project)
    if number:
        zin = f"Streefwaarden van {indicator.naam} voor {jaar} vastgelegd: {number} gewijzigd."
        log(actor=actor, actie="projecten.streefwaarde:set", zin=zin, now=now, object=indicator)
    return number


def _locked(indicator: Indicator) -> Indicator:
    """As it is now, held with its project: who enters measurements of it holds that too."""
    project = Project.objects.select_for_update().get(pk=indicator.project_id)
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    row.project = project
    return row


def _fill(row: Indicator, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.telt_personen = row.telt_personen and can_count_persons(row.soort)
    if faults := definition_faults(row.soort, row.optelling, row.over_tijd, row.noemer_is):
        raise ValidationError(dict(faults))


def free_key(naam: str) -> str:
    """A key that no indicator has, made of its name."""
    base = slugify(naam)[:70] or "indicator"
    taken = set(Indicator.objects.filter(sleutel__startswith=base).values_list("sleutel", flat=True)) | {"nieuw"}
    return next(key for key in (base, *(f"{base}-{i}" for i in range(2, len(taken) + 3))) if key not in taken)


def _warning(measured: int) -> str:
    known = "is al 1 meting" if measured == 1 else f"zijn al {getal(measured)} metingen"
    return (
        f"Er {known}. Alle totalen van de regio worden voortaan anders berekend, ook die van eerdere rondes; "
        "vastgestelde stukken houden hun cijfers. Bevestig dat dit de bedoeling is."
    )


def _recompute(row: Indicator) -> None:
    rows = list(row.metingen.filter(teller__isnull=False))
    for meting in rows:
        meting.waarde = ratio(meting.teller, meting.noemer, row.per) or Decimal(0)
    Meting.objects.bulk_update(rows, ["waarde"], batch_size=500)


def _set_target(indicator: Indicator, jaar: int, eigenaar: int | None, value: Decimal | None) -> bool:
    rows = Streefwaarde.objects.filter(indicator=indicator, jaar=jaar, eigenaar=eigenaar)
    known = rows.first()
    if (known.waarde if known else None) == value:
        return False
    if value is None:
        rows.delete()
        return True
    row = known or Streefwaarde(indicator=indicator, jaar=jaar, eigenaar_id=eigenaar, vindplaats="ingevoerd in Koers")
    row.waarde = value
    save_checked(row)
    return True


def _set_baseline(
    indicator: Indicator, dag: date, eigenaar: int, value: Decimal | None, actor: Gebruiker | None, now: datetime
) -> bool:
    rows = Meting.objects.filter(indicator=indicator, eigenaar=eigenaar, peildatum=dag)
    known = rows.first()
    if (known.waarde if known else None) == value:
        return False
    if value is None:
        rows.delete()
        return True
    if not indicator.is_verhouding and (wrong := value_faults(indicator.soort, indicator.per, value, None, None)):
        raise ValidationError(wrong)
    row = known or Meting(indicator=indicator, eigenaar_id=eigenaar, peildatum=dag)
    row.waarde, row.teller, row.noemer, row.door, row.vastgelegd_op = value, None, None, actor, now
    row.vindplaats = "nulmeting, ingevoerd in Koers"
    save_checked(row)
    return True
