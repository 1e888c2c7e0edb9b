"""The way of a document from facts to file. Each function stands alone; `build` is all of it."""

from __future__ import annotations

from collections.abc import Callable

from rapportage.documents import bijlagen
from rapportage.documents.bestand import write_file
from rapportage.documents.feiten import Feiten
from rapportage.documents.html import render_html
from rapportage.documents.sleutel import build_key

__all__ = ["build", "build_key", "render_html", "write_file"]

Stap = Callable[[str, int], None]


def _silent(name: str, percent: int) -> None:
    """Progress that nobody watches."""


def build(feiten: Feiten, stap: Stap = _silent) -> bytes:
    """One file that is PDF/UA-1 and PDF/A-3a. *stap* hears the name of each stage and how far it is, in percent.

    The same facts give the same bytes. Raises DocumentFout with a sentence when the document can't be made.
    """
    from rapportage.documents import pdf
    from rapportage.documents.finish import finish

    stap("Feiten lezen", 5)
    html = pdf.printable(render_html(feiten, "papier"))
    with pdf.strict(), pdf.without_collector():
        stap("Opmaken", 15)
        document = pdf.layout(html)
        stap("Tellen van bladzijden", 50)
        numbered = pdf.with_page_numbers(html, pdf.page_numbers(document))
        if numbered != html:
            document = pdf.layout(numbered)
        stap("Toegankelijk maken", 80)
        raw = pdf.write(document, bijlagen.of(feiten), feiten.uitgave.stand)
    data = finish(raw, pdf.link_labels(numbered))
    stap("Wegschrijven", 95)
    return data
