"""The two source texts, read here on their own: nothing of the seed's data or code is used to understand them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "sources"
UPDATE = SOURCES / "kwartaalupdate-2026-q1.txt"
BRIEF = SOURCES / "raadsbrief-almelo-2024.txt"

GETALLEN = {
    woord: waarde
    for waarde, woord in enumerate(
        [
            "nul",
            "een",
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
            "dertien",
            "veertien",
            "vijftien",
            "zestien",
            "zeventien",
        ]
    )
    if woord != "een"
} | {"veertig": 40}
MAANDEN = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True)
class Sectie:
    """A heading of the update with its bullets, under the theme (or "" for the programme's own news)."""

    thema: str
    kop: str
    punten: tuple[str, ...]


@dataclass(frozen=True)
class Update:
    """The update as its reader sees it: what stands above, the sections, what stands below."""

    boven: tuple[str, ...]
    secties: tuple[Sectie, ...]
    onder: tuple[str, ...]

    @property
    def themas(self) -> list[str]:
        return list(dict.fromkeys(sectie.thema for sectie in self.secties if sectie.thema))

    @property
    def punten(self) -> list[str]:
        return [punt for sectie in self.secties for punt in sectie.punten]


def _unfold(text: str) -> list[str]:
    """Lines that say something. A line that goes on in lower case belongs to the bullet that the page break cut."""
    lines: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if lines and lines[-1].startswith("- ") and line[0].islower():
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def read_update(text: str | None = None) -> Update:
    """Headings and bullets of the update, in order."""
    lines = _unfold(UPDATE.read_text(encoding="utf-8") if text is None else text)
    first = next(i for i, line in enumerate(lines) if line.startswith("- ")) - 1
    last = max(i for i, line in enumerate(lines) if line.startswith("- ")) + 1
    secties: list[Sectie] = []
    thema, kop, punten = "", "", []
    for line in [*lines[first:last], ""]:
        if line.startswith("- "):
            punten.append(line[2:])
            continue
        if kop and punten:
            secties.append(Sectie(thema, kop, tuple(punten)))
        elif kop:
            thema = kop
        kop, punten = line, []
    return Update(tuple(lines[:first]), tuple(secties), tuple(lines[last:]))


def read_brief() -> str:
    """The letter as one line of text."""
    return squeeze(BRIEF.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    """One space between words, straight quotes, and no break inside (bij-/na)."""
    text = text.replace("’", "'").replace("‘", "'")
    return re.sub(r"bij-\s*/na", "bij-/na", re.sub(r"\s+", " ", text)).strip()


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.:])\s+(?=[A-Z])", squeeze(text)) if part]


def said(zin: str, text: str) -> bool:
    """Whether one sentence of the text has all the words of this one, in whatever order."""
    words = set(re.findall(r"[\w/-]+", squeeze(zin).lower())) - {"is", "zijn", "er", "de", "het"}
    return any(words <= set(re.findall(r"[\w/-]+", part.lower())) for part in sentences(text))


def plain(text: str) -> str:
    """Words as printed: without the light markup."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return squeeze(text.replace("*", ""))


def links(text: str) -> list[tuple[str, str]]:
    """(words, address) of each link, in order."""
    return re.findall(r"\[([^\]]*)\]\(([^)]*)\)", text)


def figures(text: str) -> list[tuple[str, int]]:
    """(as written, value) of every number in figures or in words that counts something; years and dates aside."""
    text = plain(text)
    found = []
    months = "|".join(MAANDEN)
    text = re.sub(rf"\b\d{{1,2}} (?:{months})(?: \d{{4}})?\b", " ", text)  # dates
    text = re.sub(r"\bweken (?:\d+, )*\d+ en \d+", " ", text)
    text = re.sub(r"\b0-meting\b|\bQ\d\b|\bIntern - \d+", " ", text)
    text = re.sub(r"\b20\d\d\b", " ", text)
    for match in re.finditer(r"(?<![\w-])\d[\d.]*\d(?![\w-])|(?<![\w-])\d(?![\w-])|\b[A-Za-z]+\b", text):
        word = match[0]
        if word[0].isdigit():
            found.append((word, int(word.replace(".", ""))))
        elif word.lower() in GETALLEN:
            found.append((word, GETALLEN[word.lower()]))
    return found


def dates(text: str) -> list[str]:
    """Every day, run of weeks and month that the text names, as written."""
    months = "|".join(MAANDEN)
    day = rf"\b\d{{1,2}} (?:{months})(?: \d{{4}})?\b"
    return re.findall(rf"{day}|\bweken (?:\d+, )*\d+ en \d+|\bmedio \d{{4}}|\b(?<!\d )(?:{months})\b", plain(text))


def names(text: str) -> set[str]:
    """Runs of words with a capital that don't begin a sentence: parties, places, people, abbreviations, titles."""
    found: set[str] = set()
    joiner = r"(?:van den|van de|van|en|&)"
    word = r"[A-Z][\w'’().-]*(?<![.,)])|[A-Z]{2,}"
    for sentence in sentences(plain(text)):
        rest = re.sub(r"^\W*\w+", lambda m: " " * len(m[0]) if not m[0].isupper() else m[0], sentence, count=1)
        found.update(m[0] for m in re.finditer(rf"(?:{word})(?: (?:{joiner} )?(?:{word}))*", rest))
    return found
