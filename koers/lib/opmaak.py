"""The light markup of bullets: **vet**, *cursief*, [tekst](adres). Stored as typed, made HTML only when read.

[+30%](cijfer:verwijzingen/groei) is a figure bound to where it comes from: it reads +30%, and `bind` fills in what it
is now. Once nobody binds it any more it stays as it was.

Whatever else someone types, HTML included, is text. Links go to https, http or mailto; the address "#" means that the
address is not known, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from koers.lib.plaksel import from_word

MAX_LENGTH = 4_000
MAX_DEPTH = 6  # of bold, italic and links inside each other; beyond it the marks are text
ONBEKEND = "adres onbekend"
_SCHEMES = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_BOUND = re.compile(r"\[(?P<figure>[^\[\]]*)\]\(cijfer:(?P<key>[a-z0-9-]{1,90}/[a-z]{1,20})\)")
GEEN_CIJFER = "niet bekend"
_KNOWN_TAGS = {"strong", "em", "a", "span"}


class _Renderer(RendererHTML):
    """Closes a link without address with the words that say so."""

    def link_close(self, tokens: list[Token], idx: int, options: object, env: dict[str, list[str]]) -> str:
        return env["open"].pop()

    def link_open(self, tokens: list[Token], idx: int, options: object, env: dict[str, list[str]]) -> str:
        href = str(tokens[idx].attrGet("href") or "")
        stack = env.setdefault("open", [])
        if href in ("", "#"):
            stack.append(f" ({ONBEKEND})</span>")
            return '<span class="adres-onbekend">'
        if href.startswith("cijfer:"):
            stack.append("</span>")
            return '<span class="gebonden">'
        stack.append("</a>")
        return self.renderToken(tokens, idx, options, env)  # type: ignore[arg-type]


def _may_link(url: str) -> bool:
    return url in ("", "#") or bool(_SCHEMES.fullmatch(url) or _BOUND.fullmatch(f"[]({url})"))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "maxNesting": 6}, renderer_cls=_Renderer)
    parser.enable(["emphasis", "link", "balance_pairs", "fragments_join", "escape"])
    parser.validateLink = _may_link  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def to_html(text: str) -> SafeString:
    """One line of inline HTML with only strong, em, a (with href) and the marked unknown address."""
    tokens = _PARSER.parseInline(text.strip(), {})
    if any(token.level > MAX_DEPTH for inline in tokens for token in inline.children or []):
        return escape(text.strip())
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return mark_safe(
        nh3.clean(
            html,
            tags=_KNOWN_TAGS,
            attributes={"a": {"href"}, "span": {"class"}},
            url_schemes={"https", "http", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


def to_plain(text: str) -> str:
    """The words as a reader sees them, without markup."""
    return unescape(re.sub(r"<[^>]*>", "", to_html(text)))


def is_bound(text: str) -> bool:
    """Whether a figure in it is bound to where it comes from."""
    return bool(_BOUND.search(text))


def bound(key: str, figure: str) -> str:
    """A figure as it stands in a text, bound to `key` (name/what)."""
    return f"[{figure}](cijfer:{key})"


def bind(text: str, figures: Mapping[str, str]) -> str:
    """The text with each bound figure as it is now; of a key that gives none (any more) it says so."""
    return _BOUND.sub(lambda found: bound(found["key"], figures.get(found["key"], GEEN_CIJFER)), text)


def unbind(text: str) -> str:
    """The text with its figures as they are, bound to nothing any more: what is quoted does not change."""
    return _BOUND.sub(lambda found: found["figure"], text)


def one_line(text: str) -> str:
    """The same on one line, without control characters: a database refuses some of those."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def clean(text: str) -> str:
    """What was typed or pasted, ready to store: one line, no control characters; ValidationError beyond the bound."""
    text = one_line(from_word(text))
    text = re.sub(r"^[·•▪] ", "", text)
    if len(text) > MAX_LENGTH:
        raise ValidationError(
            f"Dit punt telt {len(text)} tekens; er mogen er {MAX_LENGTH} in. Deel het op in meer punten."
        )
    return text
