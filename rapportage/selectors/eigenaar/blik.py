"""Everything the page of an eigenaar shows, as one frozen answer. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from koers.ui.charts import Puntbereik
from projecten.selectors.borddeel import of_gemeenten
from projecten.selectors.deelname import EigenaarKop, load_eigenaren, load_treden
from projecten.selectors.meten import Cijfer, Reeks, load_cijfers, load_reeksen, puntbereik
from projecten.selectors.project import ProjectKop, load_projecten
from projecten.selectors.stand import load_verslag
from rapportage.selectors.eigenaar.acties import Actie, OpenRonde, load_acties, open_ronde
from rapportage.selectors.eigenaar.geld import Geld, load_geld
from rapportage.selectors.eigenaar.mensen import (
    Mens,
    Rol,
    Stuk,
    load_contacten,
    load_ondertekenaars,
    load_rollen,
    load_stukken,
)
from rapportage.selectors.eigenaar.projecten import (
    NieuwBlok,
    ThemaGroep,
    fresh,
    grouped,
    head_sentence,
    others,
    project_rows,
)


@dataclass(frozen=True)
class Figuur:
    """An indicator in the region, with what the table beside it says."""

    reeks: Reeks
    grafiek: Puntbereik
    project: str
    tabel: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EigenaarBlik:
    """`acties` and `geld` are None for whoever it is not kept for."""

    eigenaar: Eigenaar
    kop: EigenaarKop
    zin: str
    ronde: OpenRonde | None
    acties: tuple[Actie, ...] | None
    groepen: tuple[ThemaGroep, ...]
    overige: tuple[ProjectKop, ...]
    nieuw: NieuwBlok
    figuren: tuple[Figuur, ...]
    cijfers: tuple[Cijfer, ...]
    regio_cijfers: tuple[Cijfer, ...]
    geld: Geld | None
    rollen: tuple[Rol, ...]
    mensen: tuple[Mens, ...]
    ondertekenaars: tuple[Mens, ...]
    stukken: tuple[Stuk, ...]
    gemeenten: tuple[EigenaarKop, ...]
    vult_in: bool


def sees_own(bevoegdheid: Bevoegdheid, eigenaar: Eigenaar) -> bool:
    """Whether what this eigenaar keeps for itself is for this person: its own people, or the programme team."""
    return bevoegdheid.in_team or eigenaar.pk in bevoegdheid.eigenaren


def load_eigenaar(eigenaar: Eigenaar, blik: Blik, gebruiker: Any) -> EigenaarBlik:
    """The page on a day, for this reader."""
    bevoegdheid = bevoegdheid_of(gebruiker, blik.vandaag)
    own = sees_own(bevoegdheid, eigenaar)
    koppen = load_projecten(blik)
    treden = load_treden(blik, eigenaar=eigenaar.pk)
    verslag = load_verslag(blik, gemeente=eigenaar.pk)
    rijen = project_rows(eigenaar, koppen, treden, verslag)
    eigenaren = load_eigenaren(blik)
    kop = EigenaarKop(eigenaar.pk, eigenaar.slug, eigenaar.naam, eigenaar.soort)
    geld = load_geld(eigenaar, blik, gebruiker) if own else None
    met_bord = own and blik.is_nu and eigenaar.is_gemeente
    ronde = open_ronde(blik, met_bord=met_bord, deel=of_gemeenten([eigenaar.pk]))
    cijfers = load_cijfers(blik)
    return EigenaarBlik(
        eigenaar=eigenaar,
        kop=kop,
        zin=head_sentence(eigenaar, rijen, koppen),
        ronde=ronde,
        acties=load_acties(eigenaar, blik, rijen, ronde, geld, bevoegdheid) if geld and blik.is_nu else None,
        groepen=grouped(rijen),
        overige=others(eigenaar, koppen, treden),
        nieuw=fresh(eigenaar, koppen, verslag),
        figuren=_figures(blik, kop, eigenaren, koppen, bevoegdheid) if eigenaar.is_gemeente else (),
        cijfers=tuple(cijfer for cijfer in cijfers if cijfer.eigenaar_id == eigenaar.pk),
        regio_cijfers=tuple(_beside(cijfers)),
        geld=geld,
        rollen=tuple(load_rollen(eigenaar, blik)),
        mensen=tuple(load_contacten(eigenaar, blik, gebruiker)) if own else (),
        ondertekenaars=tuple(load_ondertekenaars(eigenaar, blik)),
        stukken=tuple(load_stukken(blik, gebruiker)),
        gemeenten=tuple(item for item in eigenaren if item.is_gemeente),
        vult_in=ronde is not None and eigenaar.pk in bevoegdheid.eigenaren_with("projecten.voortgang:edit"),
    )


def _figures(
    blik: Blik,
    kop: EigenaarKop,
    eigenaren: list[EigenaarKop],
    koppen: list[ProjectKop],
    bevoegdheid: Bevoegdheid,
) -> tuple[Figuur, ...]:
    names = {project.id: project.naam for project in koppen}
    return tuple(
        Figuur(
            reeks=reeks,
            grafiek=puntbereik(reeks, eigenaren, kop),
            project=names.get(reeks.project_id, reeks.naam),
            tabel=tuple((own.naam, reeks.in_woorden(own.id)) for own in eigenaren if own.is_gemeente),
        )
        for reeks in load_reeksen(blik, team=bevoegdheid.in_team, eigenaar=kop.id)
    )


def _beside(cijfers: list[Cijfer]) -> list[Cijfer]:
    """Of the region: the figures that stand on the front of the kwartaalupdate."""
    return [cijfer for cijfer in cijfers if cijfer.op_voorblad and cijfer.eigenaar_id is None]
