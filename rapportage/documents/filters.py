"""Filters and tags of the document templates; the engine of html.py loads them, no {% load %} needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from koers.lib import opmaak
from rapportage.documents.feiten import Feit

register = template.Library()
LANG = 1_100  # characters of a text that may break over two pages; shorter ones stay together


@register.filter
def rijk(feit: Feit | str) -> SafeString:
    """Light markup as inline HTML; whatever is no light markup is text."""
    return opmaak.to_html(feit.tekst if isinstance(feit, Feit) else feit)


@register.filter
def lang(bullets: Sequence[Feit]) -> bool:
    """Whether these bullets together are too long to keep on one page at any price."""
    return sum(len(bullet.tekst) for bullet in bullets) > LANG


@register.filter
def merk(feit: Any) -> SafeString:
    """The mark of what is invented, assumed or derived; nothing for what a source says. Of a fact or its herkomst."""
    herkomst = feit if isinstance(feit, str) else feit.herkomst
    if herkomst == "fictief":
        return format_html(' <span class="fictief">fictief</span>')
    if herkomst in ("aanname", "afgeleid"):
        return format_html(' <span class="herkomst">({})</span>', herkomst)
    return SafeString("")


@register.filter
def in_rijen(items: Sequence[Any], aantal: int) -> list[Sequence[Any]]:
    """Cut a sequence into rows of at most *aantal*."""
    return [items[i : i + aantal] for i in range(0, len(items), aantal)]


@register.simple_tag
def blz(anker: str, voor: str = "") -> SafeString:
    """The page of an anchor, on paper only; the second pass of the layout fills in the number."""
    return format_html('<span class="op-papier">{}<span data-voor="{}">0</span></span>', voor, anker)
