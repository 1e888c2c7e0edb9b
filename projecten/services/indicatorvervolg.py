"""Indicators of projects that merged go on in what they merged into, and come back when that is taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from koers.lib.stappen import save_checked
from projecten.models import Indicator, Project, Streefwaarde, Voortzetting
from projecten.services.indicator import free_key

DAY = timedelta(days=1)
DEFINITIE = (
    *("naam", "eenheid", "soort", "optelling", "over_tijd", "ritme", "per", "nulmeting_op", "bron", "context"),
    *("norm", "norm_bron", "noemer_is", "telt_personen", "herkomst", "vindplaats"),
)


def carry_indicatoren(
    rows: Iterable[Indicator], gekozen: Collection[int] | None, naar: Project, vanaf: date
) -> list[dict[str, Any]]:
    """Each of `rows` that is chosen (None: all) goes on there as a new row, with its targets from that year on.

    What was measured stays where it was; the old row ends the day before, or on the last day it was measured on. The
    pair remembers what this gives: `oud`, its `tot`, and `nieuw`.
    """
    return [_carry(row, naar, vanaf) for row in rows if gekozen is None or row.pk in gekozen]


def _carry(row: Indicator, naar: Project, vanaf: date) -> dict[str, Any]:
    last = row.metingen.aggregate(last=Max("peildatum"))["last"]
    begin = max(day for day in (vanaf, row.vanaf, last and last + DAY) if day)
    tot = row.tot if row.tot is None or row.tot >= begin else None
    new = Indicator(project=naar, sleutel=free_key(row.naam), vervolg_op=row, vanaf=begin, tot=tot)
    for name in DEFINITIE:
        setattr(new, name, getattr(row, name))
    save_checked(new)
    Streefwaarde.objects.bulk_create(
        Streefwaarde(
            indicator=new,
            eigenaar_id=doel.eigenaar_id,
            jaar=doel.jaar,
            waarde=doel.waarde,
            herkomst=doel.herkomst,
            vindplaats=doel.vindplaats,
        )
        for doel in row.streefwaarden.filter(jaar__gte=begin.year)
    )
    was = row.tot
    if row.vanaf is None or row.vanaf < begin:
        row.tot = begin - DAY
        row.save(update_fields=["tot"])
    return {"oud": row.pk, "tot": was.isoformat() if was else None, "nieuw": new.pk}


def changed_since(act: Iterable[Voortzetting]) -> list[str]:
    """Names of indicators that went on and were measured there, or are no longer what they were."""
    pairs = [pair for row in act for pair in row.meegegaan.get("indicatoren", ())]
    known = Indicator.objects.in_bulk([pk for pair in pairs for pk in (pair["oud"], pair["nieuw"])])
    ends = [(known.get(pair["oud"]), known.get(pair["nieuw"])) for pair in pairs]
    return [new.naam for old, new in ends if old and new and _is_changed(old, new)]


def _is_changed(old: Indicator, new: Indicator) -> bool:
    if any(getattr(old, name) != getattr(new, name) for name in DEFINITIE) or new.metingen.exists():
        return True
    first = new.vanaf.year if new.vanaf else 0
    return _targets(old, first) != _targets(new, first)


def _targets(row: Indicator, jaar: int) -> set[tuple[Any, ...]]:
    return set(row.streefwaarden.filter(jaar__gte=jaar).values_list("jaar", "eigenaar", "waarde"))


def return_indicatoren(kept: Mapping[str, Any]) -> None:
    """As they were before: what went on is gone, what ended runs until when it did."""
    for pair in kept.get("indicatoren", ()):
        new = Indicator.objects.filter(pk=pair["nieuw"]).first()
        if new is None:
            continue
        ended = new.vanaf - DAY if new.vanaf else None
        new.delete()
        tot = date.fromisoformat(pair["tot"]) if pair["tot"] else None
        Indicator.objects.filter(pk=pair["oud"], tot=ended).update(tot=tot)
