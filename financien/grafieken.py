"""The money as charts: the bridge of the programme, and the two bars that are as long as each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from financien.rules.fout import NUL
from financien.selectors.feiten import BeschikkingGeld, OorzaakGeld, ProgrammaGeld
from koers.lib.notatie import geld as euro
from koers.lib.notatie import geld_centen
from koers.ui.charts import Brug, Deel, Stap, Stapelbalk


def bridge(geld: ProgrammaGeld) -> Brug:
    """From what was available, through what was spent, carried and repaid, to what is left (zero)."""
    totaal = geld.totaal
    mee = [Stap(f"Mee naar {m.jaar}", m.bedrag, "mee", "meegenomen") for m in geld.meenemen_naar]
    return Brug(
        titel=_message(geld),
        begin=Stap(
            "Beschikbaar (baten)",
            totaal.beschikbaar,
            "ruimte",
            f"{euro(totaal.mee)} meegenomen, {euro(totaal.toegekend)} toegekend",
        ),
        stappen=(
            Stap("Lasten", totaal.lasten, "besteed", f"uitgegeven in {geld.jaar}"),
            *mee,
            Stap("Terugstorten", totaal.terugstorten, "terug", "aan de verstrekkers"),
        ),
        uitkomst="Verschil",
        herkomst=geld.herkomst,
        bron="de beschikkingen en boekingen in dit portaal",
    )


def _message(geld: ProgrammaGeld) -> str:
    totaal = geld.totaal
    zin = f"Van {euro(totaal.beschikbaar)} is {euro(totaal.lasten)} besteed"
    if totaal.sluit:
        return f"{zin}, gaat {euro(totaal.meenemen)} mee en {euro(totaal.terugstorten)} terug"
    if totaal.verschil < 0:
        return f"{zin}; er is {euro(-totaal.verschil)} meer besteed en bestemd dan er was"
    return f"{zin}; {euro(totaal.verschil)} heeft nog geen bestemming"


def equation_bars(geld: BeschikkingGeld) -> tuple[Stapelbalk, Stapelbalk]:
    """What came in and what went out, on one scale. What does not balance makes one of them shorter, and is named."""
    v = geld.vergelijking
    tekort, over = max(-v.verschil, NUL), max(v.verschil, NUL)
    erin = [Deel("Meegenomen", v.mee, "mee"), Deel("Toegekend", v.toegekend, "ruimte")]
    eruit = [
        Deel("Lasten", v.lasten, "besteed"),
        Deel("Mee naar later", v.meenemen, "mee"),
        Deel("Terug te storten", v.terugstorten, "terug"),
    ]
    erin += [Deel("Meer dan er was", tekort, "rood")] if tekort else []
    eruit += [Deel("Nog geen bestemming", over, "leeg")] if over else []
    return (
        Stapelbalk(titel=f"Wat erin ging: {geld_centen(v.beschikbaar)}", delen=tuple(erin), maat="geld_centen"),
        Stapelbalk(
            titel=f"Wat eruit ging: {geld_centen(v.beschikbaar - v.verschil)}", delen=tuple(eruit), maat="geld_centen"
        ),
    )


def swatches(balken: Iterable[Stapelbalk]) -> dict[str, SafeString]:
    """The fill of each part, to stand beside its name above the bars."""
    return {deel.klasse: regel.staal for balk in balken for deel, regel in zip(balk.delen, balk.legenda(), strict=True)}


@dataclass(frozen=True)
class Oorzaakstaaf:
    """A cause with the length of its bar, in percents of the longest; empty without an amount."""

    oorzaak: OorzaakGeld
    breedte: str


def cause_bars(oorzaken: Iterable[OorzaakGeld]) -> list[Oorzaakstaaf]:
    """The causes on one scale."""
    alle = list(oorzaken)
    langste = max((abs(o.bedrag) for o in alle if o.bedrag is not None), default=None)
    return [Oorzaakstaaf(oorzaak, _width(oorzaak.bedrag, langste)) for oorzaak in alle]


def _width(bedrag: Decimal | None, langste: Decimal | None) -> str:
    return "" if bedrag is None or not langste else f"{abs(bedrag) * 100 / langste:.1f}%"
