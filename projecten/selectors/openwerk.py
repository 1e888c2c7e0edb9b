"""What is still open of projects that stop or split: each thing, and to which of the parts it can go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from koers.lib.notatie import datum
from koers.lib.opmaak import to_plain
from projecten.models import Mijlpaal, Risico, Toezegging, Voortgang
from projecten.rules.afkomst import GESPLITST
from projecten.rules.voortgang import BEGONNEN
from projecten.rules.wanneer import when
from projecten.selectors.afkomst import load_erfenis
from projecten.selectors.herschikking import Plan
from projecten.selectors.toezegging import Belofte, load_beloften

MIJLPAAL, RISICO, TOEZEGGING, TEKST = "mijlpaal", "risico", "toezegging", "tekst"
MEERVOUD = {MIJLPAAL: "mijlpalen", RISICO: "risicos", TOEZEGGING: "toezeggingen", TEKST: "teksten"}
"""What a pair calls those that went along (`Voortzetting.meegegaan`)."""


@dataclass(frozen=True)
class Ding:
    """One thing that is open: what it is, its words, and when or of whom."""

    soort: str
    id: int
    tekst: str
    bij: str = ""

    @property
    def sleutel(self) -> str:
        """As a form and the service name it."""
        return f"{self.soort}-{self.id}"


def open_work(projecten: Sequence[Any]) -> tuple[list[Mijlpaal], list[Risico]]:
    """Milestones still planned and risks still open of these projects."""
    mijlpalen = Mijlpaal.objects.filter(project__in=projecten, staat=Mijlpaal.Staat.GEPLAND)
    return list(mijlpalen), list(Risico.objects.filter(project__in=projecten, staat=Risico.Staat.OPEN))


def load_dingen(plan: Plan) -> tuple[Ding, ...]:
    """What of a project that splits can go to one part or another; nothing of a merger, which has one. Seven queries.

    What was begun about a project that runs on stays its leader's.
    """
    if plan.soort != GESPLITST:
        return ()
    mijlpalen, risicos = open_work(plan.van)
    return (
        *(Ding(MIJLPAAL, row.pk, row.naam, f"gepland voor {when(row.datum, row.precisie)}") for row in mijlpalen),
        *(Ding(RISICO, row.pk, row.naam, f"open sinds {datum(row.sinds)}") for row in risicos),
        *(_promise(belofte) for belofte in open_promises(plan.van[0].pk, plan.laatste_dag)),
        *(_text(row) for row in _begun(plan)),
    )


def open_promises(project: int, until: date) -> list[Belofte]:
    """Promises that a project has to answer and that were not kept or dropped yet. Four queries."""
    erfenis, _ = load_erfenis(project, until)
    rows = Toezegging.objects.filter(erfenis.promises(project))
    return [belofte for belofte in load_beloften(rows.select_related("voortgang__gemeente")) if not belofte.is_klaar]


def _promise(belofte: Belofte) -> Ding:
    entry = belofte.toezegging.voortgang
    where = f", {entry.gemeente}" if entry.gemeente else ""
    words = shorten(to_plain(belofte.toezegging.tekst), 120, placeholder="…")
    return Ding(TOEZEGGING, belofte.toezegging.pk, words, f"voor {belofte.wanneer}{where}")


def _begun(plan: Plan) -> Iterable[Voortgang]:
    rows = Voortgang.objects.filter(project__in=plan.eindigt, staat__in=BEGONNEN, ronde__eind__gte=plan.vanaf)
    return rows.select_related("ronde", "gemeente").order_by("ronde__begin", "gemeente__naam", "pk")


def _text(row: Voortgang) -> Ding:
    where = f"{row.ronde}, {row.gemeente}" if row.gemeente else str(row.ronde)
    return Ding(TEKST, row.pk, f"Tekst over {where}", row.get_staat_display())


def share(dingen: Iterable[Ding], verdeling: Mapping[str, int], werk: int | None) -> dict[int, dict[str, list[int]]]:
    """Number of a part → what goes to it, by kind: as chosen, else to `werk`; None: it stays where it is."""
    parts: dict[int, dict[str, list[int]]] = {}
    for ding in dingen:
        number = verdeling.get(ding.sleutel, werk)
        if number is not None:
            parts.setdefault(number, {}).setdefault(MEERVOUD[ding.soort], []).append(ding.id)
    return parts
