"""The files themselves: pages, words, contents, attachments, dates, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from koers.lib import opmaak
from rapportage.documents import render
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

ROOT = Path(__file__).parents[3]


def _pages(data: bytes) -> list[str]:
    """The words of each page, white space as single spaces."""
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def _plain(text: str) -> str:
    return " ".join(opmaak.to_plain(text).split())


def test_the_kwartaalupdate_is_short_and_holds_every_bullet(
    kwartaalupdate_feiten: KwartaalupdateFeiten, kwartaalupdate_pdf: bytes
) -> None:
    pages = _pages(kwartaalupdate_pdf)
    assert 6 <= len(pages) <= 8
    text = " ".join(page for page in pages)
    without_heads = re.sub(r"Kwartaalupdate Q1 2026|\d van \d", "", text)
    squeezed = re.sub(r"\W", "", without_heads)
    for deel in kwartaalupdate_feiten.delen:
        for bericht in deel.berichten:
            for punt in bericht.bullets:
                first_words = re.sub(r"\W", "", _plain(punt.tekst))[:60]
                assert first_words in squeezed, punt.tekst


def test_status_version_and_page_of_pages_stand_on_every_page(
    jaarverslag_feiten: JaarverslagFeiten, jaarverslag_pdf: bytes
) -> None:
    pages = _pages(jaarverslag_pdf)
    for number, page in enumerate(pages[1:], 2):
        assert jaarverslag_feiten.uitgave.regel in page
        assert f"{number} van {len(pages)}" in page
    assert jaarverslag_feiten.herkomstregel in pages[0].lower()


def test_the_contents_give_the_page_on_which_a_chapter_is(jaarverslag_pdf: bytes) -> None:
    pages = _pages(jaarverslag_pdf)
    for title in ("Financiën", "Per beschikking", "Werkwijze en begrippen", "Afkortingen"):
        number = int(re.search(rf"{title} (\d+)", pages[1])[1])  # type: ignore[index]
        assert title in pages[number - 1]


def test_the_jaarverslag_carries_its_figures_as_csv(
    jaarverslag_feiten: JaarverslagFeiten, jaarverslag_pdf: bytes
) -> None:
    with pikepdf.open(io.BytesIO(jaarverslag_pdf)) as pdf:
        files = {name: spec.get_file().read_bytes().decode() for name, spec in pdf.attachments.items()}
    assert set(files) == {"brug-2024.csv", "beschikkingen-2024.csv", "indicatoren-2024.csv"}
    assert (
        files["indicatoren-2024.csv"]
        .splitlines()[1]
        .endswith(";ongeveer 60;41,75;4 van de 5 gemeenten hebben gemeld;gemiddelde van de gemeenten;fictief")
    )
    assert "Lasten;;bron;4576887.00" in files["brug-2024.csv"]
    lines = files["beschikkingen-2024.csv"].splitlines()
    assert len(lines) == len(jaarverslag_feiten.geld.beschikkingen) + 2
    assert lines[-1].endswith("4576887.00;615878.00;120000.00;965225.00;0.00;fictief")


def test_title_language_bookmarks_and_dates_come_from_the_facts(jaarverslag_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(jaarverslag_pdf)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == "Jaarverslag 2024 Twentse Koers"
        assert "20261125090000" in str(pdf.docinfo["/CreationDate"])
        with pdf.open_outline() as outline:
            (root,) = outline.root
            assert root.title.startswith("Jaarverslag")
            assert "Financiën" in [item.title for item in root.children]


def test_links_say_in_words_where_they_go(kwartaalupdate_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(kwartaalupdate_pdf)) as pdf:
        words = {
            str(annotation.Contents)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == pikepdf.Name.Link
        }
    assert {"Sociaal Verwijzen", "Agenda", "www.twentsekoers.nl"} <= words
    assert not [word for word in words if word.startswith("#") or not word]


def test_every_stage_is_told_in_order(kwartaalupdate_feiten: KwartaalupdateFeiten, kwartaalupdate_pdf: bytes) -> None:
    told: list[tuple[str, int]] = []
    data = render.build(kwartaalupdate_feiten, lambda name, percent: told.append((name, percent)))
    assert [name for name, _ in told] == [
        "Feiten lezen",
        "Opmaken",
        "Tellen van bladzijden",
        "Toegankelijk maken",
        "Wegschrijven",
    ]
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)
    assert data == kwartaalupdate_pdf


PROGRAM = """
import hashlib, sys, time, django, time_machine
django.setup()
from rapportage.documents import render
from tests.rapportage.documents.voorbeeld_jaarverslag import jaarverslag
from tests.rapportage.documents.voorbeeld_kwartaalupdate import kwartaalupdate
with time_machine.travel(sys.argv[1], tick=True):
    for feiten in (kwartaalupdate(), jaarverslag()):
        print(hashlib.sha256(render.build(feiten)).hexdigest(), render.build_key(feiten))
"""


@pytest.mark.parametrize(("seed", "zone", "clock"), [("77", "Pacific/Auckland", "2027-06-30")])
def test_same_facts_same_bytes_in_another_process_zone_and_year(
    seed: str,
    zone: str,
    clock: str,
    kwartaalupdate_feiten: KwartaalupdateFeiten,
    jaarverslag_feiten: JaarverslagFeiten,
    kwartaalupdate_pdf: bytes,
    jaarverslag_pdf: bytes,
) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, clock], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    here = [
        f"{hashlib.sha256(data).hexdigest()} {render.build_key(feiten)}"
        for data, feiten in ((kwartaalupdate_pdf, kwartaalupdate_feiten), (jaarverslag_pdf, jaarverslag_feiten))
    ]
    assert done.stdout.splitlines() == here
