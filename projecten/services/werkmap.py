"""A workbook of measurements: tried first, kept afterwards, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PureWindowsPath
from typing import Any

from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.toegang.models import Gebruiker
from projecten.imports.werkmap import Bladfout, Gelezen, Regel, read_werkmap
from projecten.models import Inlezing, Project, Ronde
from projecten.selectors.onderwerp import project_name
from projecten.selectors.raster import Raster, asked_in, load_raster
from projecten.selectors.werkmap import Wisseling, load_opvallend
from projecten.services.meting import RIGHT, Afgekeurd, Fout, Invoer, Wijziging, check_metingen, save_metingen
from projecten.zegel import Boekzegel, open_proef, seal_proef

ANDER_SOORT = "Deze indicator is intussen anders: er wordt iets anders gevraagd. Download de werkmap opnieuw."


@dataclass(frozen=True)
class Proef:
    """What keeping a workbook would change. `zegel` is what is given back to keep it."""

    bestand: str
    regels: tuple[Wisseling, ...]
    ongemoeid: int
    zegel: str

    @property
    def opvallend(self) -> int:
        """How many of the changes stand out."""
        return sum(bool(regel.opvallend) for regel in self.regels)


class Geweigerd(Exception):
    """Nothing was kept: every fault at its cell, in the order of the sheet."""

    def __init__(self, fouten: Sequence[Bladfout]) -> None:
        super().__init__(f"{len(fouten)} cells are refused")
        self.fouten = tuple(sorted(fouten, key=lambda fout: (fout.rij, len(fout.kolom), fout.kolom)))


def try_werkmap(
    *, actor: Gebruiker | None, project: Project, ronde: Ronde, data: bytes, bestand: str, now: datetime
) -> Proef:
    """Read it and say what it would change; nothing is stored.

    Raises NotAllowed for who enters no measurements of this project, XlsxFout of a file not taken, and Geweigerd.
    """
    require(actor, RIGHT, today=day_of(now))
    hier = Boekzegel(project.pk, ronde.pk, project_name(project, day_of(now)), str(ronde))
    gelezen = read_werkmap(data, hier)
    wijzigingen: list[Wijziging] = []
    fouten = [*gelezen.fouten, *_changed_kinds(gelezen, project, ronde)]
    invoer = [regel.invoer for regel in gelezen.regels]
    try:
        wijzigingen = check_metingen(actor=actor, project=project, ronde=ronde, invoer=invoer, now=now)
    except Afgekeurd as refused:
        fouten += [gelezen.place(fout) for fout in refused.fouten]
    if fouten:
        raise Geweigerd(fouten)
    bestand = PureWindowsPath(bestand).name[-150:] or "werkmap.xlsx"
    zegel = seal_proef([bestand, asdict(gelezen)], *_bound(actor, project, ronde))
    regels = _judged(load_raster(project, ronde, actor, day_of(now)), wijzigingen)
    return Proef(bestand, regels, gelezen.ongemoeid, zegel)


def _judged(raster: Raster, wijzigingen: Sequence[Wijziging]) -> tuple[Wisseling, ...]:
    asks = load_opvallend(raster, {(one.indicator.pk, one.eigenaar_id): one.waarde for one in wijzigingen})
    return tuple(
        Wisseling(
            one.indicator.naam, one.eigenaar, one.van, one.naar, asks.get((one.indicator.pk, one.eigenaar_id), ())
        )
        for one in wijzigingen
    )


@transaction.atomic
def save_werkmap(
    *, actor: Gebruiker | None, project: Project, ronde: Ronde, zegel: str, now: datetime
) -> Inlezing | None:
    """Keep what was tried, and what it changed; None when nothing changes any more.

    Raises Verbroken for what this person did not try here, NotAllowed, and Geweigerd where it no longer holds.
    """
    bestand, read = open_proef(zegel, *_bound(actor, project, ronde))
    gelezen = _unsealed(read)
    if fouten := _changed_kinds(gelezen, project, ronde):
        raise Geweigerd(fouten)
    invoer = [regel.invoer for regel in gelezen.regels]
    try:
        changes = save_metingen(actor=actor, project=project, ronde=ronde, invoer=invoer, now=now)
    except Afgekeurd as refused:
        raise Geweigerd([gelezen.place(fout) for fout in refused.fouten]) from None
    if not changes:
        return None
    return Inlezing.objects.create(
        project=project,
        ronde=ronde,
        door=actor,
        op=now,
        bestand=bestand,
        ongemoeid=gelezen.ongemoeid,
        wijzigingen=[[one.indicator.naam, one.eigenaar, one.van, one.naar] for one in changes],
    )


def _changed_kinds(gelezen: Gelezen, project: Project, ronde: Ronde) -> list[Bladfout]:
    """Rows of an indicator that has become of another kind: what was filled in there would be read as nothing."""
    now = {indicator.pk: indicator.soort for indicator in asked_in(ronde, project)}
    return [
        gelezen.place(Fout(regel.invoer.indicator, regel.invoer.eigenaar, "waarde", ANDER_SOORT))
        for regel in gelezen.regels
        if now.get(regel.invoer.indicator, regel.soort) != regel.soort
    ]


def _bound(actor: Gebruiker | None, project: Project, ronde: Ronde) -> tuple[int, ...]:
    return (actor.pk if actor else 0, project.pk, ronde.pk)


def _unsealed(read: dict[str, Any]) -> Gelezen:
    regels = tuple(Regel(row["rij"], row["soort"], Invoer(**row["invoer"])) for row in read["regels"])
    return Gelezen(regels, (), read["ongemoeid"], read["kolommen"])
