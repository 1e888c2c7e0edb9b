"""The kwartaalupdate of Q1 2026 as facts, from the transcription of the source: a full document without a database."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapportage.documents.feiten import Feit, Kerncijfer, Uitgave, Verwijzing
from rapportage.documents.kwartaalupdate import Agendapunt, Bericht, Deel, KwartaalupdateFeiten

DATA = Path(__file__).parents[3] / "koers" / "management" / "seed" / "data"
TEKENS = {"bestaanszekerheid": 1, "preventie-en-gezondheid": 2, "mentale-gezondheid": 3, "ouderen": 4}
CIJFERS = (
    Kerncijfer(
        "+30%",
        "verwijzingen via Sociaal Verwijzen in het afgelopen jaar, regionaal",
        "bron",
        "",
        "sociaal-verwijzen",
        1,
    ),
    Kerncijfer(
        "6 pilotgemeenten",
        "voor Kinderen naar Gezond Gewicht; drie bereiden deelname voor",
        "bron",
        "",
        "kinderen-naar-gezond-gewicht",
        2,
    ),
    Kerncijfer(
        "36 professionals",
        "werken volgens de werkwijze van de pilot Zelfstandigheid LVB",
        "bron",
        "",
        "zelfstandigheid-lvb",
        2,
    ),
    Kerncijfer(
        "14 gemeenten",
        "in gesprek over lokale werkgroepen voor Mentaal Gezond Twente",
        "bron",
        "",
        "transformatieplan-mentaal-gezond-twente",
        2,
    ),
    Kerncijfer(
        "circa 5.500", "zakboekjes: een voor elke huishoudelijk ondersteuner in Twente", "bron", "", "mantelzorg", 4
    ),
    Kerncijfer(
        "14 praatometjes",
        "erbij, zodat straks elke gemeente twee routes heeft",
        "bron",
        "",
        "gezond-en-zelfredzaam-ouder-worden",
        4,
    ),
)


def _bericht(item: dict[str, Any], anker: str) -> Bericht:
    voorheen = f"voorheen {item['voorheen']}" if item.get("voorheen") else ""
    return Bericht(
        anker=anker,
        naam=item.get("naam", item["kop"]),
        bullets=tuple(Feit(punt, "bron", item["vindplaats"]) for punt in item["punten"]),
        voorheen=voorheen,
        stand="geborgd" if anker == "in-beweging-met" else "",
        cijfers=tuple(c for c in CIJFERS if c.anker == anker),
    )


def kwartaalupdate() -> KwartaalupdateFeiten:
    bron = tomllib.loads((DATA / "kwartaalupdate_2026_q1.toml").read_text("utf-8"))
    teksten = {
        item["sleutel"]: item["tekst"] for item in tomllib.loads((DATA / "teksten.toml").read_text("utf-8"))["tekst"]
    }
    programma = Deel(
        "programma",
        "Programma",
        "Programma",
        0,
        tuple(_bericht(item, item["slug"]) for item in bron["rubriek"]),
        Feit("De herijking is begonnen", "aanname"),
        Feit(
            "Het BO gaf op 4 maart de opdracht; het jaarverslag over 2025 is af en de regioscan levert bouwstenen.",
            "aanname",
        ),
    )
    themas = tuple(
        Deel(
            f"thema-{thema['themalijn']}",
            f"Thema · {len(thema['project'])} projecten",
            thema["kop"].removeprefix("Thema ").capitalize(),
            TEKENS[thema["themalijn"]],
            tuple(_bericht(item, item["project"]) for item in thema["project"]),
            None,
            Feit(teksten[f"kwartaalupdate-2026-q1-{thema['themalijn']}"], "aanname"),
        )
        for thema in bron["thema"]
    )
    slot = bron["slot"]
    return KwartaalupdateFeiten(
        jaar=2026,
        kwartaal=1,
        uitgave=Uitgave(
            "concept",
            "Twentse Koers · concept, versie 1 · stand 26 maart 2026",
            1,
            datetime(2026, 3, 26, 9, tzinfo=UTC),
        ),
        merk="Twentse Koers",
        titel=Feit("Even bijpraten...", "bron"),
        periode="Q1 - 2026",
        intro=Feit(bron["intro"], "bron"),
        cijfers=CIJFERS,
        cijfers_bron="Bron: Kwartaalupdate Q1 2026.",
        delen=(programma, *themas),
        agenda=(
            Agendapunt("26 maart 2026", Feit("AO bespreekt het Jaarverslag 2025")),
            Agendapunt("weken 13, 14 en 15", Feit("Kick-off regionale werkgroepen Mentaal Gezond Twente")),
            Agendapunt("1 juni 2026", Feit("Gezond Gewicht in Twente"), "Kulturhus Borne"),
            Agendapunt("juni 2026", Feit("Extra impuls voor Praat samen over later")),
            Agendapunt("Week van de Mentale Gezondheid", Feit("Opening trainingsruimte in de Risk Factory (streven)")),
        ),
        gemeenten=tuple(
            (item["slug"], item["naam"])
            for item in tomllib.loads((DATA / "eigenaren.toml").read_text("utf-8"))["eigenaar"]
            if item["soort"] == "gemeente"
        ),
        genoemd=("Almelo", "Borne", "Haaksbergen", "Hengelo", "Rijssen-Holten"),
        genoemd_regel=Feit("Vijf gemeenten komen bij naam voor", "afgeleid", "Geteld in de berichten van deze update."),
        slot_titel=Feit(slot["kop"], "bron"),
        slot_tekst=Feit(slot["tekst"], "bron"),
        verwijzingen=(
            Verwijzing("www.twentsekoers.nl", "https://www.twentsekoers.nl"),
            Verwijzing("LinkedIn Twentse Koers"),
            Verwijzing("Lees meer"),
        ),
        voetregels=(Feit("Voor een goede ontvangst voegt u communicatie@samentwente.nl toe aan uw adresboek."),),
        verantwoording=(Feit("De zinnen onder de themanamen zijn van de redactie (aanname)."),),
    )
