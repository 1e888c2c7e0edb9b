"""Entries as readers have them: what was approved, also while one is open again for its author."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from projecten.models import Bericht, Voortgang
from projecten.models.voortgang import VoortgangQuerySet
from projecten.rules.inhoud import Inhoud


def published(rows: VoortgangQuerySet, *, intern: bool = False) -> list[Voortgang]:
    """Those of the rows that readers have, each with its approved states and, as `publiek`, its approved bullets.

    `intern`: also the bullets for the team. Made to be read, never to be saved. Two queries, whatever the number.
    """
    bullets = Bericht.objects.all() if intern else Bericht.objects.filter(publiek=True)
    found: list[Any] = list(rows.published().prefetch_related(Prefetch("berichten", bullets, to_attr="publiek")))
    return [_as_approved(row, intern) if row.gepubliceerd else row for row in found]


def _as_approved(row: Any, intern: bool) -> Voortgang:
    """The text of before the reopening in place of the one that is being written."""
    inhoud = Inhoud.parse(row.gepubliceerd["inhoud"])
    row.gewijzigd_op = datetime.fromisoformat(row.gepubliceerd["op"])
    for aspect, stand, toelichting in inhoud.standen():
        setattr(row, aspect, stand)
        setattr(row, f"{aspect}_toelichting", toelichting)
    row.niets_te_melden, row.niets_reden = inhoud.niets_te_melden, inhoud.niets_reden
    row.publiek = [
        Bericht(
            voortgang=row,
            volgorde=i,
            tekst=punt.tekst,
            publiek=punt.publiek,
            herkomst=punt.herkomst,
            vindplaats=punt.vindplaats,
            toezegging=punt.toezegging,
        )
        for i, punt in enumerate(inhoud.punten, start=1)
        if punt.publiek or intern
    ]
    return row
