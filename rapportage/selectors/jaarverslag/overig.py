"""The other chapters: the way of the report, the organisation, what was finished, method and checks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from koers.eigenaren.models import Besluit, Vergadering
from koers.eigenaren.models import Eigenaar as EigenaarRij
from koers.lib import notatie
from projecten.models import Controlegetal
from projecten.models.opbrengst import Precisie
from rapportage.documents.delen import (
    Afgerond,
    Afkorting,
    Alinea,
    Controle,
    Eigenaar,
    Groep,
    Moment,
    Samenvatting,
    Stap,
    Themalijn,
)
from rapportage.documents.feiten import Feit, Kerncijfer
from rapportage.selectors.cijfers import kerncijfer, naam_van, telwoord, waarde_van
from rapportage.selectors.jaarverslag.bron import Bron, ronde_van
from rapportage.selectors.jaarverslag.themas import TREDEN, borging_in_jaar

NIET_VOLUIT = "niet voluit in de bron"


# ── owners and organisation ─────────────────────────────────────────────────


def eigenaren(bron: Bron) -> tuple[Eigenaar, ...]:
    return tuple(_eigenaar(item, bron.eind) for item in bron.eigenaren)


def _eigenaar(eigenaar: EigenaarRij, dag: date) -> Eigenaar:
    functies = [f for f in eigenaar.functies.all() if f.vanaf <= dag and (f.tot is None or f.tot >= dag)]
    return Eigenaar(
        slug=eigenaar.slug,
        naam=eigenaar.naam[0].upper() + eigenaar.naam[1:],
        kort=eigenaar.naam.replace("provincie ", "Prov. "),
        soort=eigenaar.get_soort_display(),
        op_kaart=eigenaar.is_gemeente,
        rollen=tuple(Feit(f.functie, f.herkomst, f.vindplaats) for f in functies),
    )


def getal(bron: Bron, sleutel: str) -> Controlegetal | None:
    return next((item for item in bron.getallen if item.sleutel == sleutel), None)


def samenvatting(bron: Bron, themas: tuple[Themalijn, ...]) -> Samenvatting:
    """Owners are counted; the other figures are those that a source quotes."""
    soorten = notatie.opsomming(
        [
            f"{telwoord(sum(item.is_gemeente for item in bron.eigenaren))} gemeenten",
            *(item.naam for item in bron.eigenaren if not item.is_gemeente),
        ]
    )
    cijfers = [Kerncijfer(str(len(bron.eigenaren)), f"eigenaren: {soorten}")]
    for sleutel in ("medewerkers", "projecten", "partners"):
        if rij := getal(bron, f"{sleutel}-{bron.jaar}"):
            cijfers.append(kerncijfer(rij))
    prefix = f"jaarverslag-{bron.jaar}-samenvatting-"
    return Samenvatting(
        cijfers=tuple(cijfers),
        per_themalijn=tuple(
            Alinea(thema.naam, next((p.nieuws[:1] for p in thema.projecten if p.nieuws), ()), thema.teken)
            for thema in themas
        ),
        alineas=blokken(bron, prefix),
    )


def blokken(bron: Bron, prefix: str) -> tuple[Alinea, ...]:
    """The text blocks under a prefix, in their order, each with its heading."""
    return tuple(
        Alinea(bron.teksten.titel(sleutel), bron.teksten.feiten(sleutel)) for sleutel in bron.teksten.sleutels(prefix)
    )


def medewerkers(bron: Bron) -> Kerncijfer | None:
    rij = getal(bron, f"medewerkers-{bron.jaar}")
    return kerncijfer(rij) if rij else None


def groepen(bron: Bron) -> tuple[Groep, ...]:
    return tuple(Groep(feit.tekst) for feit in bron.teksten.feiten(f"jaarverslag-{bron.jaar}-groepen"))


def momenten(bron: Bron) -> tuple[Moment, ...]:
    """Meetings, decisions and results of the year, and the decisions about its report, in order of time."""
    rijen = [
        (_day(item), _when(item), Feit(f"{item.tekst}", item.herkomst, item.vindplaats)) for item in bron.besluiten
    ]
    rijen += [
        (
            item.tot or item.datum,
            item.datum_tekst or notatie.datum(item.datum),
            Feit(item.naam, item.herkomst, item.vindplaats),
        )
        for item in bron.bijeenkomsten
    ]
    rijen += [
        (
            item.datum,
            _precise(item.datum, item.precisie),
            Feit(f"Opgeleverd: {item.naam}.", item.herkomst, item.vindplaats),
        )
        for item in bron.resultaten
    ]
    rijen.sort(key=lambda rij: (rij[0], rij[1], rij[2].tekst))
    return tuple(Moment(wanneer, wat) for _, wanneer, wat in rijen)


def _day(besluit: Besluit) -> date:
    return besluit.vergadering.datum if besluit.vergadering else date(besluit.jaar or 1900, 12, 31)


def _when(besluit: Besluit) -> str:
    return notatie.datum(besluit.vergadering.datum) if besluit.vergadering else str(besluit.jaar or "datum niet bekend")


def _precise(dag: date, precisie: str) -> str:
    if precisie == Precisie.DAG:
        return notatie.datum(dag)
    if precisie == Precisie.MAAND:
        return notatie.datum(dag).split(" ", 1)[1]
    return ronde_van(dag) if precisie == Precisie.KWARTAAL else str(dag.year)


def weg(bron: Bron, concept: str) -> tuple[Stap, ...]:
    """Where the report stands: concept, AO, BO. What no source gives is open."""
    naam = f"Jaarverslag {bron.jaar}"
    stappen = [Stap("Concept", True, Feit(concept, "bron"))]
    for orgaan, label in ((Vergadering.Soort.AO, "Ambtelijk overleg"), (Vergadering.Soort.BO, "Bestuurlijk overleg")):
        besluit = next((b for b in bron.besluiten if b.onderwerp == naam and b.orgaan == orgaan), None)
        tekst = Feit(f"{_when(besluit)}: {besluit.tekst}", besluit.herkomst, besluit.vindplaats) if besluit else None
        stappen.append(Stap(label, besluit is not None, tekst))
    return (*stappen, Stap("SiSa", False, bron.teksten.feit(f"jaarverslag-{bron.jaar}-sisa")))


# ── what was finished ───────────────────────────────────────────────────────


def afgerond(bron: Bron) -> tuple[Afgerond, ...]:
    """Projects taken over by an organisation that stays, those of the year first."""
    rijen = []
    for borging in bron.borgingen:
        project = bron.project_of(borging.project_id)
        if project is None:
            continue
        wat = project.naam if project.pk == borging.project_id else bron.namen_nu[borging.project_id]
        in_jaar = borging_in_jaar(bron, borging)
        sinds = (
            notatie.datum(borging.vanaf)
            if borging.vanaf
            else str(bron.jaar)
            if in_jaar
            else ronde_van(borging.gemeld_op)
        )
        bij = borging.partner or borging.eigenaar
        naam, teken = _thema(bron, borging.project_id)
        rijen.append(Afgerond(wat, naam, teken, str(bij), sinds, not in_jaar, borging.herkomst))
    return tuple(sorted(rijen, key=lambda rij: (rij.later, rij.naam)))


def opgeleverd(bron: Bron) -> tuple[Afgerond, ...]:
    rijen = []
    for item in bron.resultaten:
        naam, teken = _thema(bron, item.project_id)
        wanneer = _precise(item.datum, item.precisie)
        rijen.append(Afgerond(item.naam, naam, teken, item.omschrijving, wanneer, False, item.herkomst))
    return tuple(rijen)


def _thema(bron: Bron, project_id: int | None) -> tuple[str, int]:
    project = bron.project_of(project_id or 0)
    thema = next((item for item in bron.themalijnen if project and item.pk == project.themalijn), None)
    return (thema.naam_op, thema.teken) if thema else ("programma", 0)  # type: ignore[attr-defined]


# ── method ──────────────────────────────────────────────────────────────────


def werkwijze(bron: Bron) -> tuple[Alinea, ...]:
    standen = tuple(
        Feit(f"**{bron.teksten.titel(sleutel)}**: {feit.tekst}", feit.herkomst)
        for sleutel in ("stand-groen", "stand-oranje", "stand-rood", "stand-niet-gemeld")
        if (feit := bron.teksten.feit(sleutel))
    )
    return (*blokken(bron, "jaarverslag-werkwijze-"), *([Alinea("Kwaliteit, Tijd, Geld", standen)] if standen else []))


def treden(bron: Bron) -> tuple[Alinea, ...]:
    """The steps of the ladder with what they mean; `teken` is the step, 0 beside the ladder."""
    return tuple(
        Alinea(bron.teksten.titel(f"trede-{stap}"), bron.teksten.feiten(f"trede-{stap}"), TREDEN.get(stap, 0))
        for stap in (*TREDEN, "gestopt", "niet")
        if bron.teksten.feit(f"trede-{stap}")
    )


def woorden(bron: Bron, prefix: str) -> tuple[Afkorting, ...]:
    """Words and what they mean, by the alphabet; of an abbreviation that no source writes in full, nothing."""
    rijen = []
    for sleutel in bron.teksten.sleutels(prefix):
        feit = bron.teksten.feit(sleutel)
        voluit = feit.tekst if feit and feit.tekst != NIET_VOLUIT else ""
        rijen.append(Afkorting(bron.teksten.titel(sleutel), voluit))
    return tuple(rijen)


def controles(bron: Bron) -> tuple[Controle, ...]:
    """Every figure quoted for the year, and whether the data reproduce it."""
    geld = {controle.sleutel: controle for controle in bron.geld.controles}
    tellingen = {"eigenaren": len(bron.eigenaren), "gemeenten": sum(item.is_gemeente for item in bron.eigenaren)}
    rijen = []
    for item in bron.getallen:
        if controle := geld.get(item.sleutel):
            uitkomst, sluit = _uitkomst(controle.eigen, controle.klopt, geld=True)
        elif item.toets in tellingen:
            eigen = Decimal(tellingen[item.toets])
            uitkomst, sluit = _uitkomst(eigen, eigen == item.waarde, geld=False)
        else:
            uitkomst, sluit = "niet uit de gegevens te maken", None
        rijen.append(Controle(waarde_van(item), naam_van(item), item.vindplaats, uitkomst, sluit))
    return tuple(rijen)


def _uitkomst(eigen: Decimal | None, klopt: bool, *, geld: bool) -> tuple[str, bool | None]:
    if eigen is None:
        return "geen gegevens", None
    return ("sluit" if klopt else f"de gegevens geven {notatie.geld(eigen) if geld else notatie.getal(eigen)}"), klopt
