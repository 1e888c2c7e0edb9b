"""Sentences on the page of an award that depend on its figures."""

from __future__ import annotations

from financien.selectors.beschikking import BeschikkingPagina
from koers.lib.notatie import dagen, datum, geld_centen


def sentences(pagina: BeschikkingPagina) -> dict[str, str]:
    """By the names under which the template shows them."""
    return {
        "zin_einde": _ending(pagina),
        "zin_terug": f"De SiSa-opgave over {pagina.jaar} is uiterlijk 15 juli {pagina.jaar + 1}.",
        "lasten_kop": f"Lasten {pagina.jaar}",
        "lasten_zin": _oldest_first(pagina),
        "leeg_zin": f"In {pagina.jaar} is er voor deze beschikking niets vastgelegd. Kies hierboven een ander jaar.",
    }


def _ending(pagina: BeschikkingPagina) -> str:
    if pagina.nog_dagen is None:
        return ""
    wanneer = "vandaag de laatste dag" if pagina.nog_dagen == 0 else dagen(pagina.nog_dagen)
    return (
        f"Deze beschikking loopt tot en met {datum(pagina.beschikking.tot)}: {wanneer}. "
        "Lasten daarna tellen niet meer, en wat over is gaat terug."
    )


def _oldest_first(pagina: BeschikkingPagina) -> str:
    """Which part of the costs was paid from older money (rule 4)."""
    if pagina.geld is None or not pagina.geld.mee_uit:
        return "Per kwartaal, naar de dag waar de kosten bij horen."
    oud = pagina.geld.vergelijking.mee
    jaren = " en ".join(str(mee.jaar) for mee in pagina.geld.mee_uit)
    if pagina.geld.lasten >= oud:
        return f"Oudste geld eerst: de {geld_centen(oud)} uit {jaren} is op."
    return f"Oudste geld eerst: van de {geld_centen(oud)} uit {jaren} is {geld_centen(pagina.geld.lasten)} op."
