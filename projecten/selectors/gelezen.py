"""Entries as one reader may know them, many at once: for everyone what was approved, for its authors all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.toegang.rights import Rol
from projecten.models import Overgang, Toezegging, Voortgang
from projecten.models.voortgang import VoortgangQuerySet
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, TERUGGESTUURD
from projecten.selectors.onderwerp import Auteurschap, Onderwerp, load_auteurschap
from projecten.selectors.voortgang import inhoud_of, steps_of

_LEEST_ALLES = {Rol.REDACTEUR, Rol.PROGRAMMAMANAGER}


@dataclass(frozen=True)
class Stand:
    """Kwaliteit, Tijd or Geld; no `stand`: niet gemeld."""

    stand: str | None
    toelichting: str


@dataclass(frozen=True)
class Gelezen:
    """An entry without what this reader may not know. `opmerking` is why it came back, for who is to mend it."""

    voortgang: Voortgang
    inhoud: Inhoud
    punten: tuple[Punt, ...]
    goedgekeurd_op: datetime | None
    opmerking: str
    binnen: bool
    antwoorden: tuple[Antwoord, ...] = ()

    @property
    def niets_reden(self) -> str:
        return self.inhoud.niets_reden if self.inhoud.niets_te_melden or self.binnen else ""

    @property
    def herkomst(self) -> str:
        return self.voortgang.herkomst

    @property
    def kwaliteit(self) -> Stand:
        return Stand(self.inhoud.kwaliteit or None, self.inhoud.kwaliteit_toelichting)

    @property
    def tijd(self) -> Stand:
        return Stand(self.inhoud.tijd or None, self.inhoud.tijd_toelichting)

    @property
    def geld(self) -> Stand:
        return Stand(self.inhoud.geld or None, self.inhoud.geld_toelichting)


def with_parts(rows: VoortgangQuerySet) -> VoortgangQuerySet:
    """With everything that `as_read` looks at, so that the number of queries does not grow with the rows."""
    return rows.select_related("ronde", "project__gemeente", "gemeente", "rubriek").prefetch_related(
        "berichten", "overgangen"
    )


def as_read(rows: Iterable[Voortgang], gebruiker: Any, today: date) -> list[Gelezen]:
    """Rows that this person may read (VoortgangQuerySet.readable_by), each as far as they may know it."""
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    may_edit = bevoegdheid.may("projecten.voortgang:edit")
    auteur = load_auteurschap(gebruiker, today) if may_edit else Auteurschap()
    found = [(row, readable_text(row, auteur, bevoegdheid.rollen)) for row in rows]
    intern = _internal({antwoord.toezegging for _, inhoud in found for antwoord in inhoud.antwoorden})
    return [
        _as_read(row, inhoud, intern, binnen=bevoegdheid.in_team or auteur.covers(Onderwerp.of(row)))
        for row, inhoud in found
    ]


def readable_text(row: Voortgang, auteur: Auteurschap, rollen: Collection[Rol]) -> Inhoud:
    """Its text; of one that is open again, for who may not see drafts, the one that was approved.

    Then the row says that it is approved, and is not to be saved.
    """
    writes = row.project_id in auteur.projecten or row.gemeente_id in auteur.gemeenten
    if not row.gepubliceerd or row.staat == GOEDGEKEURD or writes or _LEEST_ALLES & set(rollen):
        return inhoud_of(row)
    row.staat, row.gewijzigd_op = GOEDGEKEURD, datetime.fromisoformat(row.gepubliceerd["op"])
    return Inhoud.parse(row.gepubliceerd["inhoud"])


def _internal(answered: set[int]) -> frozenset[int]:
    """Those of these promises that an internal bullet made. One query, and none without answers."""
    rows = Toezegging.objects.filter(pk__in=answered, publiek=False) if answered else Toezegging.objects.none()
    return frozenset(rows.values_list("pk", flat=True))


def _as_read(row: Voortgang, inhoud: Inhoud, intern: frozenset[int], *, binnen: bool) -> Gelezen:
    steps = steps_of(row)
    last: Overgang | None = steps[-1] if steps else None
    approved = last is not None and row.staat == GOEDGEKEURD and last.naar == GOEDGEKEURD
    remark = last is not None and binnen and last.naar in (TERUGGESTUURD, HEROPEND)
    return Gelezen(
        voortgang=row,
        inhoud=inhoud,
        punten=tuple(punt for punt in inhoud.punten if punt.publiek or binnen),
        goedgekeurd_op=last.moment if last and approved else None,
        opmerking=last.opmerking if last and remark else "",
        binnen=binnen,
        antwoorden=tuple(own for own in inhoud.antwoorden if binnen or own.toezegging not in intern),
    )
