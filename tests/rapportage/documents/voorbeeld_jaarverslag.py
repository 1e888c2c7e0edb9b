"""The jaarverslag 2024 as facts, from the letter and the data files: a full document without a database."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rapportage.documents.delen import (
    Afgerond,
    Afkorting,
    Alinea,
    Cel,
    Controle,
    Daarna,
    Eigenaar,
    FteKwartaal,
    Gemeente,
    Groep,
    Hoofdstuk,
    Indicator,
    MatrixRij,
    Moment,
    ProjectJaar,
    Reeks,
    Samenvatting,
    Staaf,
    Stap,
    Themalijn,
)
from rapportage.documents.feiten import Bedrag, Feit, Kerncijfer, Uitgave
from rapportage.documents.geld import Beschikking, Bestemming, Geld, Oorzaak, Post
from rapportage.documents.jaarverslag import JaarverslagFeiten
from tests.rapportage.documents.voorbeeld_kwartaalupdate import DATA

BRIEF = "Raadsbrief Almelo, 6 mei 2025"
EIGEN_GELD = {"Almelo": ("1542987", "1313794"), "Borne": ("365895", "311546"), "Enschede": ("3130014", "2665086")}
THEMAS = (("bestaanszekerheid", "Bestaanszekerheid"), ("preventie-en-gezondheid", "Preventie en gezondheid"))
THEMAS += (("mentale-gezondheid", "Mentale gezondheid"), ("ouderen", "Ouderen"))


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def _nieuws() -> dict[str, str]:
    """Of each project the first bullet of the letter, with the gemeente before it where it is local."""
    nieuws: dict[str, str] = {}
    for item in _load("raadsbrief_2024.toml")["voortgang"]:
        if "project" in item:
            voor = f"**{item['gemeente'].capitalize()}.** " if "gemeente" in item else ""
            nieuws.setdefault(item["project"], voor + item["punten"][0])
    return nieuws


def _eigenaren() -> tuple[Eigenaar, ...]:
    return tuple(
        Eigenaar(
            slug=item["slug"],
            naam=item["naam"],
            kort=item["naam"].replace("provincie ", "Prov. "),
            soort=item.get("omschrijving", item["soort"]),
            rollen=(Feit("gastheer van het programma"),) if item["slug"] == "samentwente" else (),
            op_kaart=item["soort"] == "gemeente",
        )
        for item in _load("eigenaren.toml")["eigenaar"]
    )


def _themalijnen() -> tuple[Themalijn, ...]:
    projecten: dict[str, list[tuple[str, str]]] = {}
    for item in _load("projecten.toml")["project"]:
        projecten.setdefault(item["indeling"][0]["themalijn"], []).append((item["slug"], item["naam"]))
    return tuple(_themalijn(i, slug, naam, projecten[slug]) for i, (slug, naam) in enumerate(THEMAS, 1))


def _themalijn(teken: int, slug: str, naam: str, projecten: list[tuple[str, str]]) -> Themalijn:
    gemeld = _nieuws()
    daarna = (Daarna("Q1 2026", Feit("Na afloop van het jaar is hierover bericht in de kwartaalupdate.", "bron")),)
    met = tuple(
        ProjectJaar(
            f"project-{slug}",
            naam,
            (Feit(gemeld[slug], "bron", BRIEF),),
            "heet in 2026 Sociaal Verwijzen" if slug == "sociaal-verwijzen" else "",
            4 if "Almelo" in gemeld[slug] else 0,
            Feit("Almelo: doet mee", "bron") if "Almelo" in gemeld[slug] else None,
            daarna=daarna,
        )
        for slug, naam in projecten
        if slug in gemeld
    )
    return Themalijn(
        anker=f"thema-{slug}",
        nummer=f"2.{teken}",
        naam=naam,
        teken=teken,
        zin=Feit("Eén zin van de redactie over wat deze themalijn in het jaar bracht.", "aanname"),
        cijfers=(
            Kerncijfer(str(len(projecten)), "projecten bij naam bekend", "afgeleid"),
            Kerncijfer(str(len(met)), "projecten met nieuws over 2024", "afgeleid"),
        ),
        trekker=None,
        projecten=met,
        later=tuple(ProjectJaar(f"project-{s}", n, daarna=daarna) for s, n in projecten if s not in gemeld),
        reeksen=(_reeks(),) if teken == 1 else (),
        indicatoren=(
            Indicator(
                "verwijzingen per 10.000 inwoners",
                "ongeveer 60",
                Feit("41,75", "fictief"),
                "Welzijn op Recept",
                "4 van de 5 gemeenten hebben gemeld",
                "gemiddelde van de gemeenten",
            ),
            Indicator("aangesloten huisartsenpraktijken, aantal", "", None, "Welzijn op Recept"),
        )
        if teken == 1
        else (),
        noten=(Feit("Kwaliteit, Tijd en Geld: niet gemeld voor alle projecten in deze themalijn."),),
    )


def _reeks() -> Reeks:
    waarden = (("Almelo", 45), ("Borne", 32), ("Enschede", 50), ("Hengelo", 40), ("Tubbergen", None))
    staven = tuple(Staaf(naam, None if waarde is None else Decimal(waarde)) for naam, waarde in waarden)
    titel = Feit("Verwijzingen per 10.000 inwoners: van 32 in Borne tot 50 in Enschede", "fictief", "verzonnen reeks")
    return Reeks(
        "verwijzingen",
        titel,
        staven,
        "Peildatum 31 december 2024. De reeks is verzonnen.",
        "ongeveer 60",
        Feit("**Regio: 41,75** (gemiddelde van de gemeenten); 4 van de 5 gemeenten hebben gemeld.", "fictief"),
        Staaf("Regio", Decimal("41.75")),
    )


def _matrix(eigenaren: tuple[Eigenaar, ...], themalijnen: tuple[Themalijn, ...]) -> tuple[MatrixRij, ...]:
    def cel(project: ProjectJaar, eigenaar: Eigenaar) -> Cel:
        if project.stand and eigenaar.naam == "Almelo":
            return Cel("D", "doet mee")
        if "Mentaal Gezond" in project.naam and eigenaar.op_kaart:
            return Cel("V", "verkent", later=True, herkomst="afgeleid")
        return Cel()

    return tuple(
        MatrixRij(project.naam, thema.teken, thema.naam, tuple(cel(project, eigenaar) for eigenaar in eigenaren))
        for thema in themalijnen
        for project in (*thema.projecten, *thema.later)
    )


def _gemeente(eigenaar: Eigenaar) -> Gemeente:
    almelo = eigenaar.naam == "Almelo"
    geld = EIGEN_GELD.get(eigenaar.naam, ("500000", "400000"))
    return Gemeente(
        slug=eigenaar.slug,
        nummer="3.1" if almelo else "",
        naam=eigenaar.naam,
        zin=Feit("Negen activiteiten en projecten, en twee projectleiders.", "aanname") if almelo else None,
        alineas=(
            Alinea("Bestaanszekerheid", (Feit("Onze gemeente neemt deel aan het jongerenperspectief fonds."),), 1),
            Alinea(
                "Preventie en gezondheid", (Feit("Kansrijke start, valpreventie, jogg en bestrijding overgewicht."),), 2
            ),
            Alinea("Mentale gezondheid", (), 3),
            Alinea("Ouderen", (Feit("Inwoners maken gebruik van de pilot Logeerzorg."),), 4),
            Alinea("Mensen", (Feit("Binnen de ambtelijke organisatie zijn 2 projectleiders werkzaam."),)),
        )
        if almelo
        else (),
        deelnames=(Feit("Valpreventie: doet mee"), Feit("Mantelzorg: pilot")) if almelo else (),
        daarna=(Daarna("Q1 2026", Feit("De pilot Jongeren en schulden is tussentijds geëvalueerd.")),)
        if eigenaar.naam in ("Hengelo", "Haaksbergen")
        else (),
        fte_titel=Feit("Aan het eind van 2024 was 2,0 van de geplande 2,0 fte bezet", "fictief"),
        fte=tuple(
            FteKwartaal(f"Q{i}", Decimal("2.0"), Decimal(bezet))
            for i, bezet in enumerate(("0", "0.6", "1.6", "2.0"), 1)
        ),
        eigen_geld=tuple(Bedrag(Decimal(bedrag)) for bedrag in geld),
    )


def _beschikkingen() -> tuple[Beschikking, ...]:
    data = _load("geld_2024.toml")
    namen = {item["slug"]: item["naam"] for item in data["regeling"]}
    eigenaren = {item["slug"]: item["naam"] for item in _load("eigenaren.toml")["eigenaar"]}
    rijen = []
    for item in data["beschikking"]:
        schijf = next((s for s in item["jaarschijf"] if s["jaar"] == 2024 and "programmadeel" in s), None)
        if schijf is None:
            continue
        bestemmingen = item.get("bestemming", [])
        mee = [b for b in bestemmingen if b["soort"] == "meenemen"]
        rijen.append(
            Beschikking(
                regeling=namen[item["regeling"]],
                naam=eigenaren[item["ontvanger"]],
                mee=sum((Decimal(b["bedrag"]) for b in mee if b["naar_jaar"] == 2024), Decimal(0)),
                toegekend=Decimal(schijf["programmadeel"]),
                lasten=sum((Decimal(b["bedrag"]) for b in item.get("boeking", []) if b["jaar"] == 2024), Decimal(0)),
                meenemen=tuple(Bestemming(b["naar_jaar"], Decimal(b["bedrag"])) for b in mee if b["jaar"] == 2024),
                terugstorten=sum(
                    (Decimal(b["bedrag"]) for b in bestemmingen if b["soort"] == "terugstorten" and b["jaar"] == 2024),
                    Decimal(0),
                ),
                herkomst="fictief",
            )
        )
    return tuple(rijen)


def _geld() -> Geld:
    def post(naam: str, bij: str, soort: str, bedrag: str, herkomst: str) -> Post:
        return Post(naam, bij, soort, Bedrag(Decimal(bedrag), herkomst))

    return Geld(
        titel=Feit("Van € 6,3 miljoen bleef € 1,7 miljoen over; ruim de helft daarvan gaat terug", "afgeleid"),
        posten=(
            post("Beschikbaar", "baten", "begin", "6277990", "bron"),
            post("Lasten", "", "besteed", "4576887", "bron"),
            post("Onderbesteding", "baten − lasten", "tussen", "1701103", "afgeleid"),
            post("Terugstorten", "", "terug", "965225", "bron"),
            post("Meenemen", "naar 2025 en 2026", "mee", "735878", "afgeleid"),
            post("Rest", "", "rest", "0", "afgeleid"),
        ),
        bron=f"Bron: {BRIEF}; onderbesteding en meenemen zijn afgeleid.",
        stromen=(Feit("Deze baten bestonden uit diverse speciale uitkeringen en subsidie van provincie Overijssel."),),
        beschikkingen=_beschikkingen(),
        waarschuwing=Feit("De verdeling over de beschikkingen is verzonnen; zij telt op de cent op.", "fictief"),
        oorzaken=tuple(
            Oorzaak(item["soort"].capitalize(), Feit(item["omschrijving"]), Bedrag(None))
            for item in _load("geld_2024.toml")["oorzaak"]
            if item["jaar"] == 2024
        ),
        afwijking=Bedrag(Decimal("1200000"), "fictief"),
        onverklaard=Bedrag(Decimal("1200000"), "fictief"),
        regelingen_titel=Feit(
            "Zo verdeelt elke regeling wat beschikbaar was", "fictief", "Elke balk is 100%. Verzonnen."
        ),
        afronding=Feit("Afgeronde delen tellen niet altijd op tot het afgeronde geheel; op de cent sluit elke regel."),
        regels=(Feit("SPUK IZA, 2024: 20%, te besteden tot en met 2026", "aanname"),),
    )


def _hoofdstukken(themalijnen: tuple[Themalijn, ...]) -> tuple[Hoofdstuk, ...]:
    zin = Feit("Een zin van de redactie die zegt wat dit hoofdstuk brengt.", "aanname")
    return (
        Hoofdstuk("samenvatting", "", "Samenvatting", zin),
        Hoofdstuk("organisatie", "1", "Twentse Koers in 2024", zin),
        Hoofdstuk("wat", "1.1", "Wat Twentse Koers is"),
        Hoofdstuk("eigenaren", "1.2", "De 17 eigenaren", zin),
        Hoofdstuk("mensen", "1.3", "De organisatie", zin),
        Hoofdstuk("themalijnen", "2", "Themalijnen en projecten"),
        *(Hoofdstuk(thema.anker, thema.nummer, thema.naam, None, thema.teken) for thema in themalijnen),
        Hoofdstuk("matrix", "2.5", "Wie doet waaraan mee", zin),
        Hoofdstuk("lokaal", "3", "Lokale inzet", zin),
        Hoofdstuk("gemeente-almelo", "3.1", "Almelo"),
        Hoofdstuk("gemeenten", "3.2", "De andere gemeenten", zin),
        Hoofdstuk("financien", "4", "Financiën", zin),
        Hoofdstuk("brug", "4.1", "Van baten naar bestemming"),
        Hoofdstuk("beschikkingen", "4.2", "Per beschikking", zin),
        Hoofdstuk("oorzaken", "4.3", "Waarom minder is uitgegeven", zin),
        Hoofdstuk("afgerond", "5", "Afgerond, geborgd en verder", zin),
        Hoofdstuk("werkwijze", "A", "Werkwijze en begrippen", zin),
        Hoofdstuk("afkortingen", "B", "Afkortingen"),
        Hoofdstuk("controle", "C", "Cijfers uit de bron, nagerekend", zin),
    )


def jaarverslag() -> JaarverslagFeiten:
    eigenaren, themalijnen = _eigenaren(), _themalijnen()
    herkomst = "nagebouwd uit de raadsbrief; niet het vastgestelde verslag"
    return JaarverslagFeiten(
        jaar=2024,
        uitgave=Uitgave("concept", f"Concept, versie 1 · {herkomst}", 1, datetime(2026, 11, 25, 9, tzinfo=UTC)),
        merk="Twentse Koers",
        herkomstregel=herkomst,
        omslagregels=(
            Feit("Nagebouwd uit de raadsbrief; niet het vastgestelde verslag."),
            Feit("Het Bestuurlijk Overleg stelde het Jaarverslag 2024 vast op 16 april 2025."),
        ),
        weg=(
            Stap("Concept", True, Feit("versie 1")),
            Stap("Ambtelijk overleg", False),
            Stap("Bestuurlijk overleg", True, Feit("stelde het echte verslag vast op 16 april 2025")),
            Stap("SiSa", False),
        ),
        weg_noten=(Feit("Het vastgestelde verslag staat op [www.twentsekoers.nl](https://www.twentsekoers.nl)."),),
        hoofdstukken=_hoofdstukken(themalijnen),
        samenvatting=Samenvatting(
            cijfers=(
                Kerncijfer("17", "eigenaren: veertien gemeenten, Menzis, SamenTwente en provincie Overijssel"),
                Kerncijfer("ruim 40", "medewerkers"),
                Kerncijfer("24", "projecten"),
                Kerncijfer("meer dan 300", "partners in het werkveld"),
            ),
            per_themalijn=tuple(
                Alinea(thema.naam, thema.projecten[0].nieuws[:1], thema.teken) for thema in themalijnen
            ),
            alineas=(Alinea("Waarom er geld overbleef", (Feit("De projectleiders begonnen pas medio 2024."),)),),
        ),
        wat=(
            Alinea(
                "Wie en waarvoor",
                (
                    Feit(
                        "Twentse Koers is een strategische samenwerking tussen de veertien Twentse gemeenten, Menzis, "
                        "SamenTwente en provincie Overijssel. Samen koersen we op gezondheid, passende zorg en "
                        "ondersteuning in Twente."
                    ),
                ),
            ),
        ),
        eigenaren=eigenaren,
        eigenaren_noten=(Alinea("Partners", (Feit("Meer dan 300; een lijst van namen geeft de bron niet."),)),),
        medewerkers=Kerncijfer("ruim 40", "medewerkers in 2024"),
        organisatie=(Alinea("Professionalisering", (Feit("De organisatie heeft flinke slagen gemaakt."),)),),
        groepen=tuple(Groep(naam) for naam in ("Algemene medewerkers", "Projectleiders", "Projectmedewerkers")),
        momenten=(Moment("16 april 2025", Feit("Het BO stelt het Jaarverslag 2024 vast.")),),
        themalijnen=themalijnen,
        projecten_noot=Feit("De raadsbrief telt 24 projecten en noemt er een paar."),
        matrix=_matrix(eigenaren, themalijnen),
        matrix_noten=(Feit("Een leeg vak is niet gemeld; dat is iets anders dan niet meedoen."),),
        gemeenten=tuple(_gemeente(eigenaar) for eigenaar in eigenaren if eigenaar.op_kaart),
        eigen_geld_jaren=(2025, 2026),
        eigen_geld_noot=Feit("De Brede SPUK gaat naar elke gemeente apart en telt niet mee in de baten."),
        geld=_geld(),
        fte_titel=Feit(
            "Geen gemeente benutte de geplande projectleiding helemaal", "fictief", "Alle waarden verzonnen."
        ),
        afgerond=(
            Afgerond("Regionale doorzettingsmacht", "Mentale gezondheid", 3, "Veiligheidsregio Twente", "2024"),
            Afgerond("In Beweging met", "Preventie en gezondheid", 2, "Sport Netwerk Overijssel", "Q1 2026", True),
        ),
        opgeleverd=(
            Afgerond("Liveboard 'Financiële zorgen'", "Bestaanszekerheid", 1, "Opgeleverd aan de gemeenten.", "2024"),
        ),
        afgerond_noten=(Feit("Op welke afspraak de borging rust: geen gegevens in de bron."),),
        vooruit=(Alinea("Geld", (Feit("€ 735.878 gaat mee naar 2025 en 2026 (afgeleid)."),)), Alinea("Risico’s")),
        werkwijze=(Alinea("Niet gemeld is niet nul", (Feit("Waar een bron niets geeft, staat dat er."),)),),
        treden=tuple(
            Alinea(naam, (Feit("wat deze stand betekent", "aanname"),), trede)
            for trede, naam in enumerate(("verkent", "voorbereiding", "pilot", "doet mee", "geborgd"), 1)
        ),
        begrippen=(Afkorting("afwijking", "Begroot min lasten."),),
        controles=(
            Controle("€ 4.576.887", "lasten 2024", BRIEF, "sluit", True),
            Controle("24", "projecten", BRIEF, "22 bij naam", False),
            Controle("ruim 40", "medewerkers", BRIEF, "niet te maken: geen lijst"),
        ),
        afkortingen=tuple(Afkorting(kort, voluit) for kort, voluit in (("AO", "ambtelijk overleg"), ("HZT", ""))),
        colofon=(Feit("Concept. Nagebouwd uit de raadsbrief; niet het vastgestelde verslag."),),
    )
