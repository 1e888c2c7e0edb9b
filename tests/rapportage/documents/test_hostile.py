"""Hostile text in a bullet is text: never executed, never fetched, and no build dies of it."""

from __future__ import annotations

import dataclasses
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from page import ValidationProfile, is_pdf_compliant_bytes
from weasyprint.urls import FatalURLFetchingError

from rapportage.documents import pdf, render
from rapportage.documents.feiten import Feit
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.html import PAPIER, render_html
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten


def _with_bullet(feiten: KwartaalupdateFeiten, tekst: str) -> KwartaalupdateFeiten:
    """A small update with one bullet, and with the same words wherever else an editor types."""
    deel = feiten.delen[0]
    bericht = dataclasses.replace(deel.berichten[0], naam=tekst[:200], bullets=(Feit(tekst),))
    return dataclasses.replace(
        feiten,
        intro=Feit(tekst[:2_000]),
        delen=(dataclasses.replace(deel, berichten=(bericht,)),),
        cijfers=(),
        agenda=(),
    )


def _text(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A web server of our own, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            """Says nothing in the test's output."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    '<link rel="stylesheet" href="{url}/x.css"><style>@import url({url}/y.css)</style>',
    '<svg><image href="{url}/z.png"/></svg><iframe src="{url}"></iframe>',
    "![beeld]({url}/beeld.png) en [klik](javascript:alert(1)) en [lees](file:///etc/passwd)",
    '"><td data-voor="nergens">0</td><a href="#nergens">0</a>',
    "{% include '/etc/passwd' %} {{ f.jaar }}",
    'data-voor="x">&#60;b&#62; &lt;i&gt; &amp;amp;',
]


@pytest.mark.parametrize("tekst", HOSTILE)
def test_hostile_markup_is_printed_as_text_and_fetches_nothing(
    tekst: str, kwartaalupdate_feiten: KwartaalupdateFeiten, visits: tuple[str, list[str]]
) -> None:
    url, asked = visits
    tekst = tekst.replace("{url}", url)
    feiten = _with_bullet(kwartaalupdate_feiten, tekst)
    html = render_html(feiten)
    for tag in ("<script", "<img", "<iframe", "<image", "<style", 'javascript:alert(1)"'):
        assert tag not in html
    data = render.build(feiten)
    assert asked == []
    assert "root:" not in _text(data)
    assert is_pdf_compliant_bytes(data, profile=ValidationProfile.PDF_UA_1)


@pytest.mark.parametrize(
    "tekst",
    [
        "<div>" * 1_000 + "diep" + "</div>" * 1_000,
        "**" * 1_000 + "vet" + "**" * 1_000,
        "[" * 1_000 + "link" + "](https://x.example)" * 1_000,
        "*a **b " * 1_000,
    ],
    ids=["elements", "bold", "links", "unclosed"],
)
def test_a_thousand_nested_elements_do_not_stop_a_build(
    tekst: str, kwartaalupdate_feiten: KwartaalupdateFeiten
) -> None:
    data = render.build(_with_bullet(kwartaalupdate_feiten, tekst))
    assert is_pdf_compliant_bytes(data, profile=ValidationProfile.PDF_UA_1)


def test_two_hundred_thousand_characters_are_printed(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    data = render.build(_with_bullet(kwartaalupdate_feiten, "lang woord " * 18_181 + "einde."))
    assert len(pypdfium2.PdfDocument(data)) > 30
    assert "einde." in _text(data)


def test_one_word_of_twenty_thousand_characters_stays_on_the_page(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    data = render.build(_with_bullet(kwartaalupdate_feiten, "w" * 20_000))
    assert _text(data).count("w") >= 20_000


def test_characters_that_no_face_has_are_put_into_ones_it_has(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    data = render.build(_with_bullet(kwartaalupdate_feiten, "Şahin → 日本 🙂 e\u0301\u200b\x07 ≥ 5 • €"))
    text = _text(data)
    assert "Sahin -> ??" in text
    assert ">= 5 • €" in text
    assert is_pdf_compliant_bytes(data, profile=ValidationProfile.PDF_UA_1)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.css",
        "https://papier.invalid.example/papier.css",
        "file:///etc/passwd",
        "data:text/css,body{}",
        f"{PAPIER}../../koers/settings/base.py",
        f"{PAPIER}%2e%2e/%2e%2e/manage.py",
        f"{PAPIER}fonts/LICENSE-OFL.txt",
        f"{PAPIER}bestaat-niet.css",
        PAPIER,
    ],
)
def test_the_fetcher_gives_files_of_static_papier_only(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.PapierFetcher().fetch(url)
    assert pdf.PapierFetcher().fetch(f"{PAPIER}papier.css").read()


@pytest.mark.parametrize(
    ("body", "zin"),
    [
        ('<p style="color: nonsens(">x</p>', "niet goed op te maken"),
        ('<img src="https://example.org/x.png" alt="x">', "wil iets ophalen dat niet mag"),
        ("<div>" * 1_500 + "x", "te diep in elkaar"),
    ],
    ids=["warning", "fetch", "depth"],
)
def test_a_page_that_is_not_sound_gives_no_file_but_a_sentence(body: str, zin: str) -> None:
    html = f"<!doctype html><html lang=nl><title>x</title><body>{body}"
    with pytest.raises(DocumentFout, match=zin), pdf.strict():
        pdf.layout(html)


def test_contents_that_point_nowhere_are_refused() -> None:
    with pytest.raises(DocumentFout, match="nergens"):
        pdf.with_page_numbers('<span class="blz" data-voor="nergens">0</span>', {"ergens": 1})


def test_no_font_of_the_machine_is_used(kwartaalupdate_pdf: bytes, tmp_path: Path) -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(kwartaalupdate_pdf)) as document:
        fonts = {
            str(item.BaseFont)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font
        }
    assert fonts
    assert all("Source-Sans" in font for font in fonts)
