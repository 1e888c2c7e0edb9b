"""The kwartaalupdate as a page and as a file, against the source text: nothing missing, nothing added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import pypdfium2
import pytest

from koers.eigenaren.models import Eigenaar
from koers.lib.opmaak import to_plain
from koers.management.seed.lezen import at
from projecten.models import Bijeenkomst, Controlegetal, Mijlpaal
from rapportage.documents.render import build, render_html
from rapportage.models import Tekstblok
from rapportage.rules.uitgave import with_uitgave
from rapportage.selectors.feiten import current_facts
from tests.seed import bron

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UPDATE = bron.read_update()
BLOCKS = {"h1", "h2", "h3", "p", "li", "td", "th", "a", "figcaption", "caption", "dt", "dd", "text"}
# What the page says of its own: headings of its parts, units, where something stands.
EIGEN = """
Kwartaalupdate. Het kwartaal in cijfers. In deze update. Programma. Agenda. Wanneer, wat. Aantal, in procenten. blz.
Twentse Koers. geborgd, (adres onbekend), (afgeleid), Bron, projecten, bij naam voor, vijf gemeenten komen.
juni, maart, concept, versie.
De zinnen boven de themalijnen zijn van de redactie (aanname).
"""


@pytest.fixture(scope="module")
def feiten(_gezaaid):
    facts = current_facts("kwartaalupdate", "2026-Q1", now=at(date(2026, 3, 26)))
    return with_uitgave(facts, "concept", 1)


@pytest.fixture(scope="module")
def page(feiten) -> Element:
    return html5lib.parse(render_html(feiten, "papier"), namespaceHTMLElements=False)


@pytest.fixture(scope="module")
def pdf(feiten) -> list[str]:
    """The text of each page of the file."""
    document = pypdfium2.PdfDocument(build(feiten))
    return [document[i].get_textpage().get_text_range() for i in range(len(document))]


def shown(element: Element) -> str:
    """The text of an element as it is painted."""
    return bron.squeeze("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    tag = str(element.tag).rpartition("}")[2]
    if tag in ("title", "desc", "style", "script") or "op-scherm" in element.get("class", "").split():
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if tag in BLOCKS:
        yield " "


def printed(text: str) -> str:
    """A bullet of the source as the document prints it: unknown addresses say so."""
    return bron.squeeze(re.sub(r"\[([^\]]*)\]\(#\)", r"\1 (adres onbekend)", text).replace("*", ""))


def letters(text: str) -> str:
    """Without what a line break or a hyphen changes."""
    return re.sub(r"[^\w%€&@]", "", bron.squeeze(text).casefold().replace("\ufffe", ""))


def sections(page: Element) -> list[bron.Sectie]:
    found = []
    for deel in page.iter("section"):
        if "deel" not in deel.get("class", "").split():
            continue
        thema = shown(deel.find(".//h2"))
        for article in deel.iter("article"):
            kop = " ".join([shown(article.find(".//h3")), *(shown(p) for p in article.iter("p") if voorheen(p))])
            punten = tuple(shown(li) for li in article.iter("li"))
            found.append(bron.Sectie(thema if thema.startswith("Thema") else "", kop, punten))
    return found


def voorheen(paragraph: Element) -> bool:
    return shown(paragraph).startswith("(voorheen")


def test_page_has_every_heading_and_bullet_of_the_source_in_order_and_no_other(page):
    wanted = [bron.Sectie(s.thema, s.kop, tuple(printed(punt) for punt in s.punten)) for s in UPDATE.secties]
    assert sections(page) == wanted


def test_page_says_what_stands_above_and_below(page):
    text = shown(page.find("body"))
    for line in UPDATE.boven[3:] + UPDATE.onder:
        assert printed(line) in text
    assert all(word.casefold() in text.casefold() for word in UPDATE.boven[:3])


def test_page_adds_nothing_but_figures_agenda_and_the_texts_of_the_editor(page, gezaaid):
    """Take away what the source says and what is kept as data: only the page's own few words are left."""
    known = [printed(punt) for punt in UPDATE.punten]
    known += [printed(line) for line in (*UPDATE.boven, *UPDATE.onder, *UPDATE.themas)]
    known += [sectie.kop for sectie in UPDATE.secties] + ["Sociaal Verwijzen", "(voorheen Welzijn op Recept)"]
    for blok in Tekstblok.objects.filter(sleutel__startswith="kwartaalupdate-"):
        known += [blok.titel, *(to_plain(alinea) for alinea in blok.alineas)]
    for getal in Controlegetal.objects.all():
        known += [getal.naam, getal.naam.removesuffix(", circa"), getal.eenheid, getal.bron]
    for row in (*Bijeenkomst.objects.all(), *Mijlpaal.objects.all()):
        known += [row.naam, getattr(row, "datum_tekst", ""), getattr(row, "plaats", "")]
    known += ["Bestaanszekerheid", "Preventie en gezondheid", "Ouderen"]
    text = shown(page.find("body"))
    for part in sorted({bron.squeeze(part) for part in known if part}, key=len, reverse=True):
        text = text.replace(part, " ")
    labels = [*Eigenaar.objects.values_list("naam", flat=True), *Controlegetal.objects.values_list("naam", flat=True)]
    own = set(re.findall(r"\w+", " ".join([EIGEN, *labels]).casefold()))
    assert [word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()) if word not in own] == []


def test_file_has_every_bullet_whole(pdf, feiten):
    text = letters(" ".join(_without_running_heads(pdf, feiten)))
    assert [punt for punt in UPDATE.punten if letters(printed(punt)) not in text] == []


def test_file_has_every_heading_name_and_link_text(pdf, feiten):
    text = letters(" ".join(_without_running_heads(pdf, feiten)))
    for sectie in UPDATE.secties:
        assert letters(re.sub(r" \(voorheen.*", "", sectie.kop)) in text
    for line in (*UPDATE.boven, *UPDATE.themas, *UPDATE.onder):
        assert letters(printed(line)) in text, line
    assert text.count(letters("(adres onbekend)")) == len(bron.links(" ".join([*UPDATE.punten, *UPDATE.onder])))


def test_file_says_exactly_what_the_page_says(pdf, page, feiten):
    """Letter by letter: the file adds running heads and page numbers to the page, and leaves nothing out."""
    on_paper = Counter(re.sub(r"\d", "", letters("".join(_without_running_heads(pdf, feiten)))))
    on_page = Counter(re.sub(r"\d", "", letters(shown(page.find("body")))))
    assert on_paper == on_page


def _without_running_heads(pdf: list[str], feiten) -> list[str]:
    """The pages without head and foot: document at the top, state and version and x van y at the bottom."""
    pages = []
    for number, text in enumerate(pdf, start=1):
        text = text.replace(f"{number} van {len(pdf)}", "", 1)
        text = text.replace(feiten.uitgave.regel, "", 1)
        pages.append(text.replace(feiten.documentnaam, "", 1) if number > 1 else text)
    return pages
