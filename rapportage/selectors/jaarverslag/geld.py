"""Chapter 4: the bridge, the equation of the awards, and why less was spent."""

from __future__ import annotations

from decimal import Decimal

from financien.models import RegelingRegel
from financien.rules.afronding import rounding_note, share
from financien.selectors import BeschikkingGeld, RegelingGeld
from financien.selectors.feiten import add_up, per_year
from koers.lib import notatie
from koers.lib.herkomst import weakest
from rapportage.documents.feiten import Bedrag, Feit
from rapportage.documents.geld import Beschikking, Bestemming, Geld, Oorzaak, Post
from rapportage.selectors.cijfers import telwoord
from rapportage.selectors.jaarverslag.bron import Bron

MILJOEN = Decimal(1_000_000)


def geld(bron: Bron) -> Geld:
    cijfers, jaar = bron.geld, bron.jaar
    beschikkingen = tuple(rij for regeling in cijfers.per_regeling for rij in _rijen(regeling))
    verklaring = cijfers.verklaring
    begroting = "fictief" if cijfers.herkomst == "fictief" else "afgeleid"
    return Geld(
        titel=titel(bron),
        posten=_posten(bron),
        bron=_bron(bron),
        stromen=bron.teksten.feiten(f"jaarverslag-{jaar}-baten"),
        beschikkingen=beschikkingen,
        waarschuwing=bron.teksten.feit(f"jaarverslag-{jaar}-verdeling-fictief")
        if cijfers.herkomst == "fictief"
        else None,
        oorzaken=tuple(
            Oorzaak(
                item.soort_label[0].upper() + item.soort_label[1:],
                Feit(item.omschrijving, item.herkomst, item.vindplaats),
                Bedrag(item.bedrag, item.herkomst, item.vindplaats),
            )
            for item in cijfers.oorzaken
        ),
        afwijking=Bedrag(cijfers.afwijking, begroting),
        onverklaard=Bedrag(verklaring.onverklaard if verklaring else None, begroting),
        regelingen_titel=_regelingen_titel(beschikkingen, cijfers.herkomst),
        afronding=_afronding(beschikkingen),
        regels=(*bron.teksten.feiten(f"jaarverslag-{jaar}-regels"), *_regels(bron)),
    )


# ── the bridge ──────────────────────────────────────────────────────────────


def _posten(bron: Bron) -> tuple[Post, ...]:
    """Available − spent = left − repaid − carried = nothing. A figure that a source quotes takes over its herkomst."""
    cijfers, totaal = bron.geld, bron.geld.totaal
    jaren = notatie.opsomming(item.jaar for item in cijfers.meenemen_naar)
    controles = {f"{controle.sleutel}": controle for controle in cijfers.controles if controle.klopt}

    def post(naam: str, bij: str, soort: str, sleutel: str, bedrag: Decimal) -> Post:
        controle = controles.get(f"{sleutel}-{bron.jaar}")
        herkomst = controle.herkomst if controle else weakest(["afgeleid", cijfers.herkomst])
        return Post(naam, bij, soort, Bedrag(bedrag, herkomst, controle.vindplaats if controle else ""))

    return (
        post("Beschikbaar", f"baten {bron.jaar}", "begin", "baten", totaal.beschikbaar),
        post("Lasten", f"uitgegeven in {bron.jaar}", "besteed", "lasten", totaal.lasten),
        post("Onderbesteding", "baten − lasten", "tussen", "onderbesteding", totaal.onderbesteding),
        post("Terugstorten", "volgens de voorwaarden", "terug", "terugstorten", totaal.terugstorten),
        post("Meenemen", f"naar {jaren}" if jaren else "", "mee", "meenemen", totaal.meenemen),
        Post("Rest", "", "rest", Bedrag(totaal.verschil, "afgeleid")),
    )


def titel(bron: Bron) -> Feit:
    """The message of the bridge, worded from its own figures."""
    totaal = bron.geld.totaal
    if not totaal.beschikbaar:
        return Feit(f"Over {bron.jaar} zijn geen bedragen vastgelegd", "afgeleid")
    tekst = f"Van {_miljoen(totaal.beschikbaar)} bleef {_miljoen(totaal.onderbesteding)} over"
    deel = share(totaal.terugstorten, totaal.onderbesteding)
    if deel is not None:
        tekst += f"; {_deel(deel)} daarvan gaat terug"
    return Feit(tekst, "afgeleid")


def _miljoen(bedrag: Decimal) -> str:
    return f"€ {notatie.decimaal(bedrag / MILJOEN)} miljoen" if bedrag >= MILJOEN else notatie.geld(bedrag)


def _deel(procent: Decimal) -> str:
    if procent == 0:
        return "niets"
    if procent == 100:
        return "alles"
    if procent == 50:
        return "de helft"
    return "ruim de helft" if 50 < procent < 60 else notatie.percentage(procent)


def _bron(bron: Bron) -> str:
    controles = bron.geld.controles
    if not controles:
        return "Bedragen in euro’s, uit de boekingen."
    namen = notatie.opsomming(dict.fromkeys(controle.bron for controle in controles))
    if bron.geld.klopt:
        return f"Bedragen in euro’s. Bron van de totalen: {namen}. Onderbesteding en meenemen zijn afgeleid."
    afwijkend = notatie.opsomming(c.naam for c in controles if not c.klopt)
    return f"Bedragen in euro’s, uit de boekingen. Let op: {afwijkend} sluit niet aan op {namen}."


# ── the awards ──────────────────────────────────────────────────────────────


def _rijen(regeling: RegelingGeld) -> list[Beschikking]:
    """The awards of a scheme. Those to gemeenten are one row: what a gemeente receives is its own to publish."""
    van_gemeenten = [rij for rij in regeling.rijen if rij.van_gemeente]
    rijen = [_rij(regeling.naam, rij.ontvanger, [rij]) for rij in regeling.rijen if not rij.van_gemeente]
    if van_gemeenten:
        naam = f"{len(van_gemeenten)} gemeenten samen" if len(van_gemeenten) > 1 else "1 gemeente"
        rijen.append(_rij(regeling.naam, naam, van_gemeenten))
    if len(rijen) == 1:
        return [_rij(regeling.naam, f"{regeling.naam}, {rijen[0].naam}", list(regeling.rijen))]
    return rijen


def _rij(regeling: str, naam: str, rijen: list[BeschikkingGeld]) -> Beschikking:
    som = add_up(rijen)
    return Beschikking(
        regeling=regeling,
        naam=naam,
        mee=som.mee,
        toegekend=som.toegekend,
        lasten=som.lasten,
        meenemen=tuple(Bestemming(item.jaar, item.bedrag) for item in per_year(rij.meenemen_naar for rij in rijen)),
        terugstorten=som.terugstorten,
        herkomst=weakest(rij.herkomst for rij in rijen),
    )


def beschikkingen_zin(bron: Bron) -> Feit:
    """Whether every single award balances, also those that the table adds up."""
    open_ = [rij for rij in bron.geld.rijen if not rij.vergelijking.sluit]
    if not bron.geld.rijen:
        return Feit(f"Over {bron.jaar} zijn geen beschikkingen vastgelegd.", "afgeleid")
    if not open_:
        return Feit("Elke beschikking komt op nul uit: wat er was, is uitgegeven, gaat mee of gaat terug.", "afgeleid")
    sluiten = "sluit" if len(open_) == 1 else "sluiten"
    return Feit(f"{len(open_)} van de {len(bron.geld.rijen)} beschikkingen {sluiten} nog niet op nul.", "afgeleid")


def _regelingen_titel(beschikkingen: tuple[Beschikking, ...], herkomst: str) -> Feit | None:
    """True of every bar: which scheme repays the largest share."""
    per_regeling: dict[str, list[Beschikking]] = {}
    for rij in beschikkingen:
        per_regeling.setdefault(rij.regeling, []).append(rij)
    delen = {
        naam: share(
            sum((r.terugstorten for r in rijen), Decimal(0)), sum((r.beschikbaar for r in rijen), Decimal(0)), 6
        )
        for naam, rijen in per_regeling.items()
    }
    bekend = {naam: deel for naam, deel in delen.items() if deel is not None}
    if not bekend:
        return None
    hoogste = max(bekend.values())
    namen = notatie.opsomming(naam for naam, deel in bekend.items() if deel == hoogste)
    tekst = f"Van {namen} gaat naar verhouding het meest terug" if hoogste else "Van geen regeling gaat iets terug"
    uitleg = "Elke balk is 100% van wat beschikbaar was; percentages uit onafgeronde bedragen."
    return Feit(tekst, herkomst, uitleg + (" De verdeling is verzonnen." if herkomst == "fictief" else ""))


def _afronding(beschikkingen: tuple[Beschikking, ...]) -> Feit | None:
    """The first column whose rounded parts do not add up to its rounded total gives the sentence."""
    for kolom in ("mee", "toegekend", "lasten", "meegenomen", "terugstorten"):
        delen = [getattr(rij, kolom) for rij in beschikkingen]
        if noot := rounding_note(delen, sum(delen, Decimal(0))):
            return Feit(noot, "afgeleid")
    return None


def _regels(bron: Bron) -> tuple[Feit, ...]:
    """What may be carried out of the year, per scheme, with how certain that is."""
    regels = RegelingRegel.objects.filter(jaar=bron.jaar).select_related("regeling").order_by("regeling__volgorde")
    return tuple(
        Feit(_regel(regel), "aanname" if regel.status == "aanname" else "bron", regel.bron) for regel in regels
    )


def _regel(regel: RegelingRegel) -> str:
    if regel.meenemen_percentage is not None:
        grens = f"ten hoogste {notatie.percentage(regel.meenemen_percentage)} van wat voor het jaar is toegekend"
    elif regel.meenemen_bedrag is not None:
        grens = f"ten hoogste {notatie.geld(regel.meenemen_bedrag)}"
    else:
        return f"**{regel.regeling}**: geen bevestigde regel, dus er gaat niets mee."
    tot = f", te besteden tot en met {regel.laatste_jaar}" if regel.laatste_jaar else ""
    return f"**{regel.regeling}**: {grens}{tot}."


def oorzaken_zin(bron: Bron) -> Feit | None:
    """How many causes there are, and how many of them have an amount."""
    oorzaken = bron.geld.oorzaken
    if not oorzaken:
        return None
    zonder = sum(item.bedrag is None for item in oorzaken)
    aantal = "één oorzaak" if len(oorzaken) == 1 else f"{telwoord(len(oorzaken))} oorzaken"
    if not zonder:
        staart = "elk met een bedrag"
    elif zonder == len(oorzaken):
        staart = "zonder bedragen" if zonder > 1 else "zonder bedrag"
    else:
        staart = f"waarvan {telwoord(zonder)} zonder bedrag"
    return Feit(f"De bron noemt {aantal}, {staart}.", "afgeleid")
