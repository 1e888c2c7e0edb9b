"""The projects of a theme line, for its page one floor below (named there by this path)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
from projecten.rules.trede import deelname_sentence
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_treden, per_project
from projecten.selectors.inzending import Nieuws
from projecten.selectors.laatste import load_laatste
from projecten.selectors.meten import Cijfer, load_cijfers
from projecten.selectors.omvang import under_thema
from projecten.selectors.project import ProjectKop, load_projecten
from projecten.selectors.stand import Stand


@dataclass(frozen=True)
class ThemaRij:
    """A project under its theme line."""

    project: ProjectKop
    stand: Stand
    deelname: str
    nieuws: tuple[Nieuws, ...]


@dataclass(frozen=True)
class ThemaProjecten:
    """What the page of a theme line shows of its projects."""

    rijen: tuple[ThemaRij, ...]
    cijfers: tuple[Cijfer, ...]
    zin: str
    ronde: str


def load_thema_projecten(themalijn_id: int, blik: Blik) -> ThemaProjecten:
    """Projects that stand under the line on that day, with state, participation and news; twelve queries."""
    koppen = load_projecten(blik, waar=under_thema(themalijn_id, blik.peildatum))
    ids = [kop.id for kop in koppen]
    verslag = load_laatste(blik, projecten=ids)
    treden = per_project(load_treden(blik, projecten=ids), load_eigenaren(blik))
    rijen = [
        ThemaRij(
            project=kop,
            stand=Stand(afgerond=True, sinds=datum(kop.tot)) if kop.afgerond else verslag.stand(kop.id),
            deelname=_deelname(treden.get(kop.id, [])),
            nieuws=verslag.nieuws(kop.id),
        )
        for kop in koppen
    ]
    last = verslag.laatste
    return ThemaProjecten(
        rijen=tuple(rijen),
        cijfers=tuple(load_cijfers(blik, project__in=ids)),
        zin=_sentence(rijen),
        ronde=last.ronde if last else "",
    )


def _deelname(steps: Sequence[tuple[Trede, EigenaarKop]]) -> str:
    return deelname_sentence((trede.stap, own.is_gemeente) for trede, own in steps) if steps else ""


def _sentence(rijen: list[ThemaRij]) -> str:
    running = [rij for rij in rijen if not rij.project.afgerond and not rij.project.is_lokaal]
    local = sum(rij.project.is_lokaal for rij in rijen)
    done = sum(rij.project.afgerond for rij in rijen)
    attention = sum(rij.stand.vraagt_aandacht for rij in rijen)
    parts = [f"{len(running)} {'lopend regionaal project' if len(running) == 1 else 'lopende regionale projecten'}"]
    if local:
        parts.append(f"{local} {'lokaal' if local == 1 else 'lokale'}")
    if done:
        parts.append(f"{done} dit jaar afgerond")
    ask = f"; {attention} {'vraagt' if attention == 1 else 'vragen'} aandacht" if attention else ""
    return f"{', '.join(parts)}{ask}."
