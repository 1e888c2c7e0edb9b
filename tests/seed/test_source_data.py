"""The data files against the source texts, which are read here on their own: nothing missing, nothing added."""

from __future__ import annotations

import re
from typing import Any

import pytest

from koers.management.seed.lezen import read
from tests.seed import bron

UPDATE = bron.read_update()
BRIEF = bron.read_brief()
DATA = read("kwartaalupdate_2026_q1")
LETTER = read("raadsbrief_2024")
FEITEN = read("feiten")

# Runs of words with a capital that are no party, place or person, and why.
GEEN_NAAM = {
    "Twentse Koers": "het programma zelf",
    "BO Twentse Koers": "het overleg van het programma",
    "Huishoudelijke": "schrijfwijze van de brief",
    "Intern": "registratie van de brief",
    "Menzis en BS": "de reader splitst op het en-teken; BS&F staat apart",
    "Twentse": "bijvoeglijk",
    "Twente": "de regio",
    "Twents": "bijvoeglijk",
    "Jaar": "Sociaal Werker van het Jaar",
    "Sociaal Werker": "titel",
    "Werker": "titel",
    "Formulier": "tekst van een link",
    "Centrale ZorgVerleners": "beroep",
    "Domein Overstijgend Indiceren": "landelijke pilot",
    "Maud & Wout": "boek",
    "Week van de Mentale Gezondheid": "week in het jaar",
    "SoNeStra": "werkwijze",
    "Laagdrempelige Steunpunten": "basisfunctionaliteit",
    "VSO-PRO-docenten": "beroep",
    "Praat": "campagne",
    "Kinderen": "projectnaam in de tekst",
    "Positieve Gezondheid": "gedachtegoed",
    "Gezond Gewicht": "bijeenkomst in de tekst",
    "Samenwerkingskracht Mantelzorg": "onderzoek",
    "AO Wmo": "overleg",
    "Financiële Educatie": "training",
}


def strings(value: Any, *, skip: frozenset[str] = frozenset()) -> list[str]:
    """Every text in nested data, leaving out the values of some keys."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, item in value.items() if key not in skip for text in strings(item, skip=skip)]
    return [text for item in value for text in strings(item, skip=skip)] if isinstance(value, list) else []


def sections() -> list[bron.Sectie]:
    rubrieken = [bron.Sectie("", rij["kop"], tuple(rij["punten"])) for rij in DATA["rubriek"]]
    return rubrieken + [
        bron.Sectie(thema["kop"], rij["kop"], tuple(rij["punten"]))
        for thema in DATA["thema"]
        for rij in thema["project"]
    ]


def test_reader_of_the_source_sees_all_of_it():
    """The reader itself is held against the file: what it returns, put back, is the file's text."""
    lines = [*UPDATE.boven]
    thema = ""
    for sectie in UPDATE.secties:
        if sectie.thema != thema:
            lines.append(thema := sectie.thema)
        lines += [sectie.kop, *(f"- {punt}" for punt in sectie.punten)]
    text = bron.squeeze(" ".join([*lines, *UPDATE.onder]))
    assert text == bron.squeeze(bron.UPDATE.read_text(encoding="utf-8"))


def test_update_has_the_same_headings_and_bullets_in_the_same_order():
    assert sections() == list(UPDATE.secties)
    assert [thema["kop"] for thema in DATA["thema"]] == UPDATE.themas


def test_bullet_that_the_page_broke_is_whole():
    broken = "Afgelopen jaar zagen we regionaal een groei van 11%"
    assert sum(broken in punt for sectie in sections() for punt in sectie.punten) == 1
    assert any("op de uitnodiging die gemeenten gebruiken" in punt for sectie in sections() for punt in sectie.punten)


def test_text_above_and_below_the_update_is_word_for_word():
    slot, mail = DATA["slot"], DATA["mail"]
    assert (*DATA["merk"], DATA["titel"], DATA["intro"]) == UPDATE.boven
    onder = [slot[key] for key in ("kop", "tekst", "lees_meer", "website", "linkedin")]
    assert (*onder, *(mail[key] for key in ("verzonden_aan", "afmelden", "gegevens", "adresboek"))) == UPDATE.onder


def test_update_has_every_link_with_its_words():
    found = bron.links(" ".join(text for sectie in sections() for text in sectie.punten))
    assert found == bron.links(" ".join(UPDATE.punten))
    assert len(found) == 6
    assert {address for _, address in found} == {"#"}


def test_every_figure_of_the_update_is_a_quoted_controlegetal():
    text = " ".join([*UPDATE.punten, *UPDATE.onder])
    assert_quoted(text, "Kwartaalupdate Q1 2026", also={"veertien"})


def test_every_figure_of_the_letter_is_a_quoted_controlegetal():
    text = re.sub(r"hoofdstuk \d", " ", BRIEF)
    assert_quoted(text, "Raadsbrief Almelo, 6 mei 2025")


def assert_quoted(text: str, source: str, *, also: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Each figure stands in a citaat, each citaat stands in the source, and its value is the one written there."""
    text = bron.plain(text)
    quoted: list[tuple[str, int]] = []
    for getal in FEITEN["controlegetal"]:
        if getal["bron"] != source or "citaat" not in getal:
            continue
        assert getal["citaat"] in text, getal["sleutel"]
        assert int(getal["waarde"]) in [value for _, value in bron.figures(getal["citaat"])] or re.search(
            r"een deel", getal["citaat"], re.IGNORECASE
        ), getal["sleutel"]
        quoted += bron.figures(getal["citaat"])
    missing = {figure for figure in bron.figures(text) if figure not in quoted and figure[0] not in also}
    assert not missing


def test_figures_without_words_in_the_source_are_marked_as_derived():
    for getal in FEITEN["controlegetal"]:
        derived = "citaat" not in getal or getal["citaat"].startswith("Een deel")
        assert getal.get("herkomst", FEITEN["herkomst"]) == ("afgeleid" if derived else "bron"), getal["sleutel"]


def test_every_date_of_the_update_is_a_dated_row():
    rows = " | ".join(
        [rij.get("datum_tekst", "") for rij in FEITEN["bijeenkomst"]]
        + [f"{rij['datum'].day} {bron.MAANDEN[rij['datum'].month - 1]}" for rij in read("eigenaren")["vergadering"]]
        + [bron.MAANDEN[rij["datum"].month - 1] for rij in FEITEN["mijlpaal"] + FEITEN["resultaat"]]
    )
    assert [day for day in bron.dates(" ".join(UPDATE.punten)) if day not in rows] == []


def test_every_date_of_the_letter_is_a_dated_row():
    rows = " | ".join(
        [rij.get("datum_tekst", "") for rij in FEITEN["bijeenkomst"]]
        + [
            f"{rij['datum'].day} {bron.MAANDEN[rij['datum'].month - 1]} {rij['datum'].year}"
            for rij in read("eigenaren")["vergadering"]
        ]
        + [LETTER["brief"]["datum_tekst"]]
    )
    assert [day for day in bron.dates(BRIEF) if day not in rows] == []


def test_dates_with_their_own_words_say_the_same_day():
    for rij in FEITEN["bijeenkomst"]:
        match = re.fullmatch(r"(\d+) (\w+)(?: (\d{4}))?", rij.get("datum_tekst", ""))
        if match:
            assert rij["datum"].day == int(match[1])
            assert bron.MAANDEN[rij["datum"].month - 1] == match[2]
        if rij["precisie"] == "weken":
            weken = [int(week) for week in re.findall(r"\d+", rij["datum_tekst"])]
            assert (rij["datum"].isocalendar()[1], rij["tot"].isocalendar()[1]) == (weken[0], weken[-1])


@pytest.mark.parametrize("source", ["update", "brief"])
def test_every_name_of_the_sources_is_a_row_of_its_own(source):
    """Parties, projects, people, abbreviations: in a field of their own, not only in the running text."""
    structured = " | ".join(
        strings(
            [read("eigenaren"), read("projecten"), FEITEN, read("themalijnen"), LETTER["brief"], *_abbreviations()],
            skip=frozenset({"citaat", "vindplaats", "tekst", "bron"}),
        )
        + [rij["naam"] for rij in read("geld_2024")["regeling"]]
    )
    texts = UPDATE.punten if source == "update" else _letter_paragraphs()
    names = set().union(*(bron.names(text) for text in texts))
    parts = {part for name in names for part in re.split(r" en ", name)} | {"BS&F"}
    unknown = {
        part
        for part in parts
        if len(part) > 2
        and part not in GEEN_NAAM
        and part.lower() not in structured.lower()
        and part.removesuffix("-aanpak") not in structured
    }
    assert unknown == set()


def _abbreviations() -> list[dict[str, str]]:
    return [rij for rij in read("teksten")["tekst"] if rij["sleutel"].startswith("afkorting-")]


def _letter_paragraphs() -> list[str]:
    return [LETTER["brief"]["inleiding"], *(alinea for deel in LETTER["deel"] for alinea in deel["alineas"])]


def test_letter_is_word_for_word():
    brief = LETTER["brief"]
    signers = read("eigenaren")["ondertekenaar"]
    text = [
        brief["aan"],
        f"Bijlage Datum {brief['bijlage']} {brief['datum_tekst']}",
        f"Onderwerp {brief['onderwerp']}",
        brief["aanhef"],
        brief["inleiding"],
        *(part for deel in LETTER["deel"] for part in (deel["kop"], *deel["alineas"])),
        brief["verwijzing"],
        brief["groet"],
        brief["namens"],
        " ".join(f"de {rij['functie']}," for rij in signers),
        " ".join(rij["naam"] for rij in signers),
    ]
    assert bron.squeeze(" ".join(text)) == BRIEF


def test_news_of_2024_uses_the_words_of_the_letter():
    """Each sentence is one of the letter; only its order may have been turned, the theme taken out of it."""
    for rij in LETTER["voortgang"]:
        zinnen = [zin for punt in rij["punten"] for zin in bron.sentences(punt)]
        if rij.get("herkomst", LETTER["herkomst"]) == "bron":
            assert [zin for zin in zinnen if not bron.said(zin, BRIEF)] == []


def test_almelo_has_each_of_its_nine_activities():
    local = " ".join(punt for rij in LETTER["voortgang"] if rij.get("gemeente") == "almelo" for punt in rij["punten"])
    activities = [
        "kansrijke start",
        "valpreventie",
        "jogg",
        "nationale diabetes challenge",
        "bestrijding overgewicht",
        "Welzijn op recept",
        "Samen indiceren",
        "pilot Logeerzorg",
        "jongerenperspectief fonds",
    ]
    assert all(name in BRIEF for name in activities)
    assert [name for name in activities if name not in local] == []


def test_the_four_causes_are_the_letters_and_have_no_amount():
    causes = [rij for rij in read("geld_2024")["oorzaak"] if rij["jaar"] == 2024]
    assert len(causes) == 4
    for cause in causes:
        assert "bedrag" not in cause
        assert [zin for zin in bron.sentences(cause["omschrijving"]) if not bron.said(zin, BRIEF)] == []


def test_every_project_heading_of_the_update_is_a_project_with_that_name_and_place():
    projecten = {rij["slug"]: rij for rij in read("projecten")["project"]}
    for thema in DATA["thema"]:
        plaatsen = []
        for rij in thema["project"]:
            project = projecten[rij["project"]]
            naam = (project.get("namen") or [project])[-1]["naam"]
            oud = [project["naam"]] if project.get("namen") else []
            assert rij["kop"] == naam + "".join(f" (voorheen {was})" for was in oud)
            plaatsen.append((project["indeling"][-1]["themalijn"], project["indeling"][-1]["volgorde"]))
        assert plaatsen == sorted(plaatsen)
        assert {lijn for lijn, _ in plaatsen} == {thema["themalijn"]}


def test_texts_that_call_themselves_source_are_in_a_source():
    """A text with herkomst bron is the source's; own words are aanname or afgeleid."""
    everything = bron.squeeze(" ".join([bron.plain(bron.UPDATE.read_text(encoding="utf-8")), BRIEF]))
    for rij in read("teksten")["tekst"]:
        public = "openbar" in rij["vindplaats"] or rij["sleutel"].startswith("afkorting-")
        if rij["herkomst"] != "bron" or public:
            continue
        for alinea in rij["tekst"].split("\n\n"):
            for zin in bron.sentences(bron.plain(alinea)):
                assert zin.rstrip(".").lower() in everything.lower(), (rij["sleutel"], zin)


def test_every_row_says_where_it_comes_from():
    levels = {"bron", "afgeleid", "aanname", "fictief"}
    for name in ("eigenaren", "themalijnen", "projecten", "feiten", "fictief", "geld_2024", "teksten"):
        data = read(name)
        for table, rows in data.items():
            if not isinstance(rows, list):
                continue
            for rij in rows:
                assert rij.get("herkomst", data.get("herkomst")) in levels, (name, table, rij)
                assert rij.get("vindplaats", data.get("vindplaats")), (name, table, rij)
