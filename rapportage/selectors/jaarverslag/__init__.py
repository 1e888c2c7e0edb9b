"""The facts of the jaarverslag of one year, from database rows only."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rapportage.documents.delen import Alinea, Gemeente, Hoofdstuk, Themalijn
from rapportage.documents.feiten import Feit, Uitgave
from rapportage.documents.fouten import GeenGegevens
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.selectors.jaarverslag import geld, gemeenten, overig, themas
from rapportage.selectors.jaarverslag.bron import Bron, read_bron
from rapportage.selectors.uitgave import concept, youngest

MERK = "Twentse Koers"


def jaarverslag_facts(jaar: int, *, today: date) -> JaarverslagFeiten:
    """All facts of a year, later news only under "Daarna". Constant number of queries.

    Raises GeenGegevens when nothing was approved and no money recorded for the year.
    """
    bron = read_bron(jaar, today)
    if not (bron.nieuws or bron.geld.rijen):
        raise GeenGegevens(
            f"Over {jaar} is geen voortgang goedgekeurd en geen geld vastgelegd; er is niets te verslaan."
        )
    herkomstregel = bron.teksten.feit(f"jaarverslag-{jaar}-herkomstregel")
    regel = herkomstregel.tekst if herkomstregel else ""
    stand = youngest([bron.teksten.gewijzigd_op, *bron.momenten], datetime(jaar + 1, 1, 1, tzinfo=UTC))
    return _assemble(bron, regel, concept(stand, regel))


def _assemble(bron: Bron, regel: str, uitgave: Uitgave) -> JaarverslagFeiten:
    themalijnen, alle = themas.themalijnen(bron), gemeenten.gemeenten(bron)
    return JaarverslagFeiten(
        jaar=bron.jaar,
        uitgave=uitgave,
        merk=MERK,
        herkomstregel=regel,
        omslagregels=(*([Feit(f"{regel[0].upper()}{regel[1:]}.")] if regel else []), *_feiten(bron, "omslag")),
        weg=overig.weg(bron, regel or "dit verslag"),
        weg_noten=_feiten(bron, "weg"),
        hoofdstukken=_hoofdstukken(bron, themalijnen, alle),
        samenvatting=overig.samenvatting(bron, themalijnen),
        wat=overig.blokken(bron, f"jaarverslag-{bron.jaar}-wat-"),
        eigenaren=overig.eigenaren(bron),
        eigenaren_noten=_alinea(bron, "partners"),
        medewerkers=overig.medewerkers(bron),
        organisatie=overig.blokken(bron, f"jaarverslag-{bron.jaar}-organisatie-"),
        groepen=overig.groepen(bron),
        momenten=overig.momenten(bron),
        themalijnen=themalijnen,
        projecten_noot=_feit(bron, "projecten-noot"),
        matrix=themas.matrix(bron),
        matrix_noten=_feiten(bron, "matrix-noot"),
        gemeenten=alle,
        eigen_geld_jaren=gemeenten.eigen_geld_jaren(bron),
        eigen_geld_noot=_feit(bron, "eigen-geld"),
        geld=geld.geld(bron),
        fte_titel=gemeenten.fte_titel(bron, alle),
        afgerond=overig.afgerond(bron),
        opgeleverd=overig.opgeleverd(bron),
        afgerond_noten=_feiten(bron, "afgerond-noot"),
        vooruit=overig.blokken(bron, f"jaarverslag-{bron.jaar}-vooruit-"),
        werkwijze=overig.werkwijze(bron),
        treden=overig.treden(bron),
        begrippen=overig.woorden(bron, "begrip-"),
        controles=overig.controles(bron),
        afkortingen=overig.woorden(bron, "afkorting-"),
        colofon=_feiten(bron, "colofon"),
    )


def _feit(bron: Bron, naam: str) -> Feit | None:
    return bron.teksten.feit(f"jaarverslag-{bron.jaar}-{naam}")


def _feiten(bron: Bron, naam: str) -> tuple[Feit, ...]:
    return bron.teksten.feiten(f"jaarverslag-{bron.jaar}-{naam}")


def _alinea(bron: Bron, naam: str) -> tuple[Alinea, ...]:
    tekst = _feiten(bron, naam)
    return (Alinea(bron.teksten.titel(f"jaarverslag-{bron.jaar}-{naam}"), tekst),) if tekst else ()


def _hoofdstukken(bron: Bron, themalijnen: tuple[Themalijn, ...], alle: tuple[Gemeente, ...]) -> tuple[Hoofdstuk, ...]:
    """The contents: numbered chapters and sections, with the editor's sentence where there is one."""
    met = [item for item in alle if item.heeft_gegevens]
    aantal = len(bron.eigenaren)
    return (
        Hoofdstuk("samenvatting", "", "Samenvatting", _feit(bron, "samenvatting")),
        Hoofdstuk("organisatie", "1", f"{MERK} in {bron.jaar}", _feit(bron, "zin-1")),
        Hoofdstuk("wat", "1.1", f"Wat {MERK} is"),
        Hoofdstuk("eigenaren", "1.2", f"De {aantal} eigenaren", _feit(bron, "eigenaren")),
        Hoofdstuk("mensen", "1.3", "De organisatie", _feit(bron, "mensen")),
        *([Hoofdstuk("themalijnen", "2", "Themalijnen en projecten", _feit(bron, "zin-2"))] if themalijnen else []),
        *(Hoofdstuk(thema.anker, thema.nummer, thema.naam, None, thema.teken) for thema in themalijnen),
        Hoofdstuk("matrix", f"2.{len(themalijnen) + 1}", "Wie doet waaraan mee", _feit(bron, "matrix")),
        Hoofdstuk("lokaal", "3", "Lokale inzet", _feit(bron, "zin-3")),
        *(Hoofdstuk(item.anker, item.nummer, item.naam) for item in met),
        Hoofdstuk(
            "gemeenten",
            f"3.{len(met) + 1}",
            "De andere gemeenten" if met else "De gemeenten",
            _feit(bron, "gemeente-geen-gegevens"),
        ),
        Hoofdstuk("financien", "4", "Financiën", _feit(bron, "zin-4")),
        Hoofdstuk("brug", "4.1", "Van baten naar bestemming"),
        Hoofdstuk("beschikkingen", "4.2", "Per beschikking", geld.beschikkingen_zin(bron)),
        Hoofdstuk("oorzaken", "4.3", "Waarom minder is uitgegeven", geld.oorzaken_zin(bron)),
        Hoofdstuk("afgerond", "5", "Afgerond, geborgd en verder", _feit(bron, "zin-5")),
        Hoofdstuk("werkwijze", "A", "Werkwijze en begrippen", _feit(bron, "werkwijze")),
        Hoofdstuk("afkortingen", "B", "Afkortingen"),
        Hoofdstuk("controle", "C", "Cijfers uit de bron, nagerekend", _feit(bron, "controle")),
    )
