"""Everything the page of an eigenaar shows, as one frozen answer. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from koers.ui.charts import Puntbereik
from projecten.models import Project, Ronde
from projecten.selectors.deelname import EigenaarKop, load_eigenaren, load_stappen_of, treden_op
from projecten.selectors.laatste import last_ronde, load_laatste
from projecten.selectors.meten import Cijfer, in_chart, load_cijfers, load_reeksen, puntbereik
from projecten.selectors.project import ProjectKop, load_projecten
from rapportage.selectors.eigenaar.acties import Actie, OpenRonde, load_acties, ronde_of
from rapportage.selectors.eigenaar.bereik import Bereik, count_aandeel, load_aandeel, load_bereik
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
    """An indicator in the region, with what the table beside it says: of all, or of very many who has a value."""

    naam: str
    eenheid: str
    peildatum: date
    verborgen: int
    grafiek: Puntbereik
    project: str
    tabel: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EigenaarBlik:
    """`acties` and `geld` are None for whoever it is not kept for; `overige` is empty where not all was read."""

    eigenaar: Eigenaar
    bereik: Bereik
    kop: EigenaarKop
    zin: str
    ronde: OpenRonde | None
    acties: tuple[Actie, ...] | None
    groepen: tuple[ThemaGroep, ...]
    overige: tuple[ProjectKop, ...]
    zonder_stap: int
    """How many running projects of the region those are, named or not."""
    nieuw: NieuwBlok
    figuren: tuple[Figuur, ...]
    cijfers: tuple[Cijfer, ...]
    regio_cijfers: tuple[Cijfer, ...]
    geld: Geld | None
    rollen: tuple[Rol, ...]
    mensen: tuple[Mens, ...]
    ondertekenaars: tuple[Mens, ...]
    stukken: tuple[Stuk, ...]
    gemeenten: int
    """How many there are beside it in its series; 0 where it has none."""
    vult_in: bool
    lijst: str
    """What follows the address of the list of projects: those of this eigenaar."""
    lijst_regionaal: str
    """The same: all of the region."""

    @property
    def getoond(self) -> int:
        return sum(len(groep.rijen) for groep in self.groepen)


def sees_own(bevoegdheid: Bevoegdheid, eigenaar: Eigenaar) -> bool:
    """Whether what this eigenaar keeps for itself is for this person: its own people, or the programme team."""
    return bevoegdheid.in_team or eigenaar.pk in bevoegdheid.eigenaren


def load_eigenaar(eigenaar: Eigenaar, blik: Blik, gebruiker: Any) -> EigenaarBlik:
    """The page on a day, for this reader."""
    bevoegdheid = bevoegdheid_of(gebruiker, blik.vandaag)
    own = sees_own(bevoegdheid, eigenaar)
    stappen = load_stappen_of(eigenaar.pk)
    treden = treden_op(blik.peildatum, stappen)
    bereik = load_bereik(blik, eigenaar, treden)
    koppen = load_projecten(blik, waar=bereik.waar)
    ids = [project.id for project in koppen]
    rondes = list(Ronde.objects.all())
    last = last_ronde(blik, eigenaar.pk)
    verslag = load_laatste(blik, projecten=ids, gemeente=eigenaar.pk, over_zichzelf=True, rondes=rondes)
    aandeel = load_aandeel(blik, eigenaar, treden) if bereik.thema else count_aandeel(koppen, eigenaar, treden)
    rijen = project_rows(eigenaar, koppen, treden, verslag)
    eigenaren = load_eigenaren(blik) if eigenaar.is_gemeente else []
    kop = EigenaarKop(eigenaar.pk, eigenaar.slug, eigenaar.naam, eigenaar.soort)
    geld = load_geld(eigenaar, blik, gebruiker) if own else None
    ronde = ronde_of(blik, rondes, eigenaar, stappen if own and blik.is_nu and eigenaar.is_gemeente else None)
    cijfers = load_cijfers(blik, _figures_of(eigenaar, bereik, ids))
    return EigenaarBlik(
        eigenaar=eigenaar,
        bereik=bereik,
        kop=kop,
        zin=head_sentence(bereik, aandeel, rijen),
        ronde=ronde,
        acties=load_acties(eigenaar, blik, rijen, ronde, geld, bevoegdheid) if geld and blik.is_nu else None,
        groepen=grouped(rijen),
        overige=others(eigenaar, koppen, treden) if bereik.heel else (),
        zonder_stap=bereik.lopend - len(aandeel.stappen),
        nieuw=fresh(eigenaar, koppen, verslag, next((row for row in rondes if row.pk == last), None)),
        figuren=_figures(blik, kop, eigenaren, koppen, bevoegdheid, heel=bereik.heel) if eigenaar.is_gemeente else (),
        cijfers=tuple(cijfer for cijfer in cijfers if cijfer.eigenaar_id == eigenaar.pk),
        regio_cijfers=tuple(_beside(cijfers)),
        geld=geld,
        rollen=tuple(load_rollen(eigenaar, blik)),
        mensen=tuple(load_contacten(eigenaar, blik, gebruiker)) if own else (),
        ondertekenaars=tuple(load_ondertekenaars(eigenaar, blik)),
        stukken=tuple(load_stukken(blik, gebruiker)),
        gemeenten=sum(item.is_gemeente for item in eigenaren),
        lijst=blik.query_with(eigenaar=eigenaar.slug),
        lijst_regionaal=blik.query_with(soort=Project.Soort.REGIONAAL.value),
        vult_in=ronde is not None and eigenaar.pk in bevoegdheid.eigenaren_with("projecten.voortgang:edit"),
    )


def _figures(
    blik: Blik,
    kop: EigenaarKop,
    eigenaren: list[EigenaarKop],
    koppen: list[ProjectKop],
    bevoegdheid: Bevoegdheid,
    *,
    heel: bool,
) -> tuple[Figuur, ...]:
    names = {project.id: project.naam for project in koppen}
    found = []
    projecten = None if heel else names
    for reeks in load_reeksen(blik, team=bevoegdheid.in_team, eigenaar=kop.id, projecten=projecten):
        shown = in_chart(reeks, eigenaren, {kop.id})
        found.append(
            Figuur(
                naam=reeks.naam,
                eenheid=reeks.eenheid,
                peildatum=reeks.peildatum,
                verborgen=reeks.aantal_verborgen,
                grafiek=puntbereik(reeks, shown, kop),
                project=names.get(reeks.project_id, reeks.naam),
                tabel=tuple((own.naam, reeks.in_woorden(own.id)) for own in shown if own.is_gemeente),
            )
        )
    return tuple(found)


def _figures_of(eigenaar: Eigenaar, bereik: Bereik, projecten: list[int]) -> Q:
    """Its own figures and those of `_beside`; of the region only where all of it is read, else of what is."""
    beside = Q(eigenaar=None, op_voorblad=True)
    return Q(eigenaar=eigenaar) | (beside if bereik.heel else beside & (Q(project=None) | Q(project__in=projecten)))


def _beside(cijfers: list[Cijfer]) -> list[Cijfer]:
    """Of the region: the figures that stand on the front of the kwartaalupdate."""
    return [cijfer for cijfer in cijfers if cijfer.op_voorblad and cijfer.eigenaar_id is None]
