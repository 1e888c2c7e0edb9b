"""What the components page shows: the bridge is the real one of 2024, the rest is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms

from koers.ui.charts import (
    Brug,
    Deel,
    Grafiek,
    Groep,
    Lijn,
    Meting,
    Moment,
    Paar,
    Paren,
    Punt,
    Puntbereik,
    Staaf,
    Stap,
    Stapelbalk,
    Statusbalk,
    Staven,
    Tegel,
    Tegelkaart,
    Tijdlijn,
)
from koers.ui.formulier import StandKeuze

KLEUREN = (
    "papier zand inkt grijs lijn haar kleur trap-3 trap-2 trap-1 thema-1 thema-2 thema-3 thema-4 groen oranje rood"
)
PUBLIEK = [("publiek", "publiek"), ("intern", "intern")]
THEMAS = (
    (1, "Bestaanszekerheid"),
    (2, "Preventie en gezondheid"),
    (3, "Mentale gezondheid"),
    (4, "Ouderen"),
)


@dataclass(frozen=True)
class Keuze:
    """A chip of the filter bar."""

    label: str
    url: str
    actief: bool = False


@dataclass(frozen=True)
class Tijdlijnpunt:
    """A step on the timeline."""

    label: str
    bij: str = ""
    staat: str = ""


class Formulier(forms.Form):
    """Fields of every kind, some of them wrong."""

    titel = forms.CharField(label="Titel", max_length=60)
    bedrag = forms.DecimalField(label="Bedrag", help_text="In euro’s, met centen", max_value=Decimal("154298.70"))
    peildatum = forms.DateField(label="Peildatum", help_text="Dag waarop de waarde gold", required=False)
    gemeente = forms.ChoiceField(label="Gemeente", choices=[("almelo", "Almelo"), ("borne", "Borne")])
    bericht = forms.CharField(
        label="Bericht", required=False, widget=forms.Textarea(attrs={"rows": 3, "data-opmaak": True})
    )
    tijd = forms.ChoiceField(
        label="Tijd", choices=[("groen", "groen"), ("oranje", "oranje"), ("rood", "rood")], widget=StandKeuze
    )
    lezer = forms.ChoiceField(label="Wie leest dit", choices=PUBLIEK, widget=forms.RadioSelect)
    onderdelen = forms.MultipleChoiceField(
        label="Onderdelen",
        choices=[("a", "Kerngroep"), ("b", "Werkgroep")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    akkoord = forms.BooleanField(label="Ook op de website", required=False)


def formulier() -> Formulier:
    """The form as it comes back with two errors."""
    gegevens = {
        "titel": "",
        "bedrag": "154298.71",
        "peildatum": "2026-03-31",
        "gemeente": "borne",
        "tijd": "oranje",
        "lezer": "publiek",
    }
    return Formulier(gegevens)


def brug() -> Brug:
    return Brug(
        titel="Van € 6,3 miljoen bleef € 1,7 miljoen over; daarvan gaat € 965.225 terug",
        bron="raadsbrief Almelo, 6 mei 2025; meenemen is afgeleid",
        begin=Stap("Baten", 6_277_990, "ruimte", "beschikbaar in 2024"),
        stappen=(
            Stap("Lasten", 4_576_887, "besteed", "besteed in 2024"),
            Stap("Meenemen", 735_878, "mee", "naar 2025 en 2026, afgeleid"),
            Stap("Terugstorten", 965_225, "terug", "volgens de voorwaarden"),
        ),
    )


def stapelbalk() -> Stapelbalk:
    return Stapelbalk(
        titel="Van € 1,4 miljoen is 85% besteed",
        herkomst="fictief",
        delen=(
            Deel("Besteed", 1_224_500),
            Deel("Mee naar 2026", 140_095, "mee"),
            Deel("Terug te storten", 82_550, "terug"),
        ),
    )


def puntbereik() -> Puntbereik:
    waarden = (27, 29, 33, 35, 36, 38, 40, 41, 43, 45, 47, 58, 66)
    anderen = tuple(Punt(f"Gemeente {i}", waarde) for i, waarde in enumerate(waarden, 1))
    return Puntbereik(
        titel="Hengelo zit met 52 onder de norm van 60",
        herkomst="fictief",
        punten=(*anderen, Punt("Hengelo", 52)),
        eigen="Hengelo",
        norm=60,
        tot=80,
    )


def paren() -> Paren:
    rijen = (
        ("Q4 2024", "2.0", "1.0"),
        ("Q1 2025", "2.0", "1.4"),
        ("Q2 2025", "2.0", "1.4"),
        ("Q3 2025", "2.4", "1.8"),
        ("Q4 2025", "2.4", "2.0"),
        ("Q1 2026", "2.4", "1.6"),
    )
    return Paren(
        titel="In Q1 2026 is 1,6 van de 2,4 fte ingevuld",
        herkomst="fictief",
        paren=tuple(Paar(periode, Decimal(een), Decimal(twee)) for periode, een, twee in rijen),
    )


def staven() -> Staven:
    return Staven(
        titel="De late start verklaart het meeste",
        herkomst="fictief",
        maat="geld",
        kop=("Oorzaak", "Bedrag"),
        staven=(
            Staaf("Lokale projectleiders later gestart", 78_000),
            Staaf("Werving duurde langer", 52_500),
            Staaf("Capaciteit niet benut", 41_000),
            Staaf("Nog niet verklaard", 10_000, "ruimte"),
            Staaf("Aanbesteding", None),
        ),
    )


def lijn() -> Lijn:
    waarden = (12, 18, None, 31, 36, 41)
    kwartalen = ("Q4 2024", "Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026")
    return Lijn(
        titel="Het aantal steunpunten groeit naar de streefwaarde van 45",
        herkomst="fictief",
        metingen=tuple(Meting(k, w, 45) for k, w in zip(kwartalen, waarden, strict=True)),
    )


def tegelkaart() -> Tegelkaart:
    pilot = ("twenterand", "wierden", "almelo", "oldenzaal", "hengelo", "enschede")
    voorbereiding = ("borne", "rijssen-holten", "haaksbergen")
    namen = {
        "twenterand": "Twenterand",
        "tubbergen": "Tubbergen",
        "dinkelland": "Dinkelland",
        "hellendoorn": "Hellendoorn",
        "wierden": "Wierden",
        "almelo": "Almelo",
        "borne": "Borne",
        "oldenzaal": "Oldenzaal",
        "losser": "Losser",
        "rijssen-holten": "Rijssen-Holten",
        "hof-van-twente": "Hof van Twente",
        "hengelo": "Hengelo",
        "enschede": "Enschede",
        "haaksbergen": "Haaksbergen",
    }

    def tegel(slug: str) -> Tegel:
        niveau, woord = (
            (3, "pilot") if slug in pilot else (2, "voorbereiding") if slug in voorbereiding else (0, "niet")
        )
        return Tegel(slug, namen[slug], niveau, woord, url=f"#{slug}", eigen=slug == "hengelo")

    return Tegelkaart(
        titel="Zes gemeenten zijn pilot, drie bereiden zich voor",
        herkomst="fictief",
        tegels=tuple(tegel(slug) for slug in namen),
        trappen=((2, "voorbereiding"), (3, "pilot"), (0, "niet")),
    )


def tijdlijn() -> Tijdlijn:
    return Tijdlijn(
        titel="De pilot loopt tot eind 2026; de evaluatie is in maart geweest",
        herkomst="fictief",
        vandaag=date(2026, 6, 11),
        momenten=(
            Moment("Verkenning", date(2024, 9, 1), date(2025, 2, 28), "licht"),
            Moment("Pilot in drie gemeenten", date(2025, 3, 1), date(2026, 12, 31), "mee"),
            Moment("Evaluatie besproken", date(2026, 3, 4)),
            Moment("Samenwerking met Saxion", date(2025, 9, 1), loopt=True),
        ),
    )


def statusbalk() -> Statusbalk:
    return Statusbalk(
        titel="11 binnen, 4 in concept, 4 nog leeg",
        herkomst="fictief",
        groepen=(Groep("binnen", 11), Groep("in concept", 4, "mee"), Groep("nog leeg", 4, "leeg")),
    )


def stoplicht() -> Statusbalk:
    return Statusbalk(
        titel="5 groen, 1 oranje, 1 rood, 2 niet gemeld, 1 afgerond",
        herkomst="fictief",
        groepen=(
            Groep("groen", 5, "groen"),
            Groep("oranje", 1, "oranje"),
            Groep("rood", 1, "rood"),
            Groep("niet gemeld", 2, "niet"),
            Groep("afgerond", 1, "klaar"),
        ),
    )


def grafieken() -> list[Grafiek]:
    """Every chart, each with a message that is true of it."""
    return [
        brug(),
        stapelbalk(),
        puntbereik(),
        paren(),
        staven(),
        lijn(),
        tegelkaart(),
        tijdlijn(),
        statusbalk(),
        stoplicht(),
        Staven(titel="Nog geen metingen in Q2 2026", staven=()),
    ]


def context() -> dict[str, object]:
    """Everything the page needs."""
    return {
        "kleuren": KLEUREN.split(),
        "themas": THEMAS,
        "standen": ("groen", "oranje", "rood", "niet", "klaar"),
        "treden": ("verkent", "voorbereiding", "pilot", "doet mee", "geborgd", "gestopt", "niet"),
        "keuzes": [
            Keuze("Alle", "?", True),
            Keuze("Vraagt aandacht", "?stand=oranje"),
            Keuze("Niet gemeld", "?stand=niet"),
        ],
        "formulier": formulier(),
        "punten": [
            Tijdlijnpunt("Gegevens vastgezet", "11 juni 2026 om 14:02", "klaar"),
            Tijdlijnpunt("Hoofdstukken opmaken", "Hoofdstuk 3, gemeenten: 9 van 14", "nu"),
            Tijdlijnpunt("Klaar om te lezen"),
        ],
        "bullet": "De **toolkit** is uitgebreid met *veertien* praatometers. [Bekijk de kaart](#)",
        "grafieken": grafieken(),
    }
