"""What Word and web pages leave in a text that was pasted as source: bold, italic and links stay, the rest is words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Nobody types these; any other angle brackets are text (docs/decisions/001).
_SIGNS = re.compile(r"<o:p|<!--\[if |<!--StartFragment|class=\"?Mso|style=\"?'?mso-|xmlns:o=", re.IGNORECASE)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_DROPPED = {"style", "script", "title", "xml", "head"}
_BLOCKS = {"p", "div", "li", "br", "tr", "td", "h1", "h2", "h3", "h4"}


class _Words(HTMLParser):
    """Collects the words and the light markup for what may stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.links: list[str] = []
        self.dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropped += 1
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self.links.append(href if re.fullmatch(r"(https?://|mailto:)[^\s()]+", href, re.IGNORECASE) else "")
            self.found.append("[" if self.links[-1] else "")
        else:
            self.found.append(" " if tag in _BLOCKS else _MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = max(self.dropped - 1, 0)
        elif tag == "a" and self.links:
            href = self.links.pop()
            self.found.append(f"]({href})" if href else "")
        else:
            self.found.append(" " if tag in _BLOCKS else _MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.found.append(data)


def from_word(text: str) -> str:
    """The text itself, unless it carries the marks of Word's HTML: then its words with light markup."""
    if not _SIGNS.search(text):
        return text
    parser = _Words()
    parser.feed(text)
    parser.close()
    words = "".join(parser.found)
    # Word puts the space inside the bold; light markup wants it outside.
    return re.sub(r"(\*{1,2})(\S(?:[^*]*\S)?)(\s+)\1", r"\1\2\1\3", words)
