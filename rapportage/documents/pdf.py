"""HTML to PDF with WeasyPrint: nothing fetched but static/papier, no warning passed over, no clock, no chance.

Importing this module loads the layout engine (1–4 s): workers and commands do, web processes don't.
"""

from __future__ import annotations

import gc
import io
import logging
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint import HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from rapportage.documents.bijlagen import Bijlage
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.html import PAPIER

VARIANT = "pdf/a-3a"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
_PLACE = re.compile(r'(<(span|a|td)[^>]* data-voor="([^"]+)"[^>]*>)([^<]*)(</\2>)')
_LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


# ── fetching ────────────────────────────────────────────────────────────────


def static_dir() -> Path:
    return Path(settings.BASE_DIR) / "static" / "papier"


class PapierFetcher(URLFetcher):  # type: ignore[misc]
    """Gives files of static/papier and refuses every other address, so that no text can reach network or disk."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        root = static_dir().resolve()
        path = (root / unquote(url.removeprefix(PAPIER))).resolve()
        known = url.startswith(PAPIER) and path.is_relative_to(root) and path.suffix in _TYPES
        if not known or not path.is_file():
            raise FatalURLFetchingError(f"dit adres hoort niet in een document: {url[:200]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


# ── what the fonts can print ────────────────────────────────────────────────


@cache
def _printable() -> frozenset[int]:
    """The characters that every face on paper has."""
    faces = [set(TTFont(path).getBestCmap()) for path in sorted(static_dir().glob("fonts/*.ttf"))]
    return frozenset(set.intersection(*faces) | {0x09, 0x0A, 0x0D})


_SUBSTITUTES = {"→": "->", "←": "<-", "⇒": "=>", "≥": ">=", "≤": "<=", "✓": "v", "●": "•", "\u00ad": "\u00ad"}


def printable(html: str) -> str:
    """The same page with each character that no face has put into ones they have ("Ş" → "S", else "?"): a missing glyph
    would make the file unreadable for a screen reader and dependent on the fonts of this machine."""
    strange = {character for character in set(html) if ord(character) not in _printable()}
    return html.translate({ord(character): _substitute(character) for character in strange}) if strange else html


def _substitute(character: str) -> str:
    if character in _SUBSTITUTES:
        return _escape(_SUBSTITUTES[character])
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me", "Cs"):
        return ""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", character) if ord(c) in _printable() and not unicodedata.combining(c)
    )
    return _escape(plain) or "?"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# ── layout ──────────────────────────────────────────────────────────────────


class _Warnings(logging.Handler):
    """Collects what WeasyPrint warns of in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextmanager
def strict() -> Iterator[None]:
    """A warning of the layout engine is a defect of the document: no file comes out of it."""
    logger, warnings = logging.getLogger("weasyprint"), _Warnings()
    logger.addHandler(warnings)
    try:
        yield
    except FatalURLFetchingError as error:
        raise DocumentFout(f"Het document wil iets ophalen dat niet mag: {error}") from error
    except RecursionError as error:
        raise DocumentFout("Het document is niet op te maken: een tekst zit te diep in elkaar.") from error
    finally:
        logger.removeHandler(warnings)
    if warnings.messages:
        raise DocumentFout("Het document is niet goed op te maken: " + "; ".join(dict.fromkeys(warnings.messages)))


@contextmanager
def without_collector() -> Iterator[None]:
    """Layout makes many objects and few cycles: without the collector it takes a sixth less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def layout(html: str) -> Document:
    page = HTML(string=html, base_url=PAPIER, url_fetcher=PapierFetcher())
    return page.render(font_config=FontConfiguration())


def page_numbers(document: Document) -> dict[str, int]:
    """Anchor → the first page it is on (a section that runs on repeats its anchor on every page)."""
    first: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            first.setdefault(anchor, number)
    return first


def with_page_numbers(html: str, numbers: Mapping[str, int]) -> str:
    """Fill in the number of every place that asks for one; a place without its anchor is an error."""
    if unknown := {match[3] for match in _PLACE.finditer(html)} - set(numbers):
        raise DocumentFout(f"De inhoud verwijst naar een onbekende plek: {', '.join(sorted(unknown))}.")
    return _PLACE.sub(lambda match: f"{match[1]}{numbers[match[3]]}{match[5]}", html)


def link_labels(html: str) -> dict[str, str]:
    """Anchor or address → the words of its (first) link, which a screen reader says."""
    labels: dict[str, str] = {}
    for target, inner in _LINK.findall(html):
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", inner)).split())
        labels.setdefault(unescape(target).removeprefix("#"), words)
    return labels


def write(document: Document, attachments: Sequence[Bijlage], stand: datetime) -> bytes:
    """The laid-out document as a tagged PDF/A-3a with its attachments, all dated *stand*."""
    moment = stand.astimezone(UTC).replace(microsecond=0)
    files = [
        Attachment(
            string=item.inhoud,
            name=item.naam,
            description=item.omschrijving,
            relationship="Source",
            created=moment,
            modified=moment,
        )
        for item in attachments
    ]
    raw = io.BytesIO()
    document.write_pdf(raw, pdf_variant=VARIANT, attachments=files)
    return raw.getvalue()
