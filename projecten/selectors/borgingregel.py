"""A borging and its checks in words, of rows that were read; no query of its own."""

from __future__ import annotations

from datetime import date

from koers.lib.notatie import datum
from projecten.models import Borging, BorgingControle
from projecten.rules.borging import next_check


def next_of(borging: Borging, laatste: BorgingControle | None) -> date | None:
    """When the next check falls due; None when it no longer lasts."""
    begin = borging.vanaf or borging.gemeld_op
    return next_check(begin, laatste.datum, laatste.uitkomst) if laatste else next_check(begin)


def check_line(borging: Borging) -> str:
    """ "Gecontroleerd op 3 maart 2026: houdt stand. Volgende controle: 3 maart 2027." of checks read newest first."""
    last = next(iter(borging.controles.all()), None)
    due = next_of(borging, last)
    parts = [f"Gecontroleerd op {datum(last.datum)}: {last.get_uitkomst_display()}. {last.bevinding}"] if last else []
    return " ".join([*parts, f"Volgende controle: {datum(due)}."] if due else parts)
