"""Filters and tags of the document templates; the engine of html.py loads them, no {% load %} needed."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from koers.lib import notatie, opmaak
from rapportage.documents.delen import Hoofdstuk
from rapportage.documents.feiten import Bedrag, Feit
from rapportage.documents.geld import Beschikking

register = template.Library()
_TAG = re.compile(r"(<[^>]*>)")
_LONG_WORD = re.compile(r"(?:&#?\w+;|[^\s&<>]){60,}")
_PART = re.compile(r"(?:&#?\w+;|[^\s&<>]){30}(?!$)")
_LETTERS = string.ascii_letters + " "
GEEN = SafeString('<span class="leeg">geen gegevens in de bron</span>')
GEEN_BEDRAG = SafeString('<span class="leeg">geen bedrag in de bron</span>')
FICTIEF = SafeString(' <span class="fictief">fictief</span>')
LANG = 1_100  # characters of a text that may break over two pages; shorter ones stay together


@register.filter
def rijk(feit: Feit | str) -> SafeString:
    """Light markup as inline HTML; whatever is no light markup is text."""
    return _breakable(opmaak.to_html(feit.tekst if isinstance(feit, Feit) else feit))


def _breakable(html: SafeString) -> SafeString:
    """The same with room to break inside a word longer than a line: without it such a word takes the layout minutes."""
    parts = _TAG.split(html)
    parts[::2] = [_LONG_WORD.sub(_broken, text) for text in parts[::2]]
    return mark_safe("".join(parts))


def _broken(word: re.Match[str]) -> str:
    return _PART.sub("\\g<0>\u200b", word[0])


@register.filter
def lang(bullets: Sequence[Feit]) -> bool:
    """Whether these bullets together are too long to keep on one page at any price."""
    return sum(len(bullet.tekst) for bullet in bullets) > LANG


@register.filter
def merk(feit: Any) -> SafeString:
    """The mark of what is invented, assumed or derived; nothing for what a source says. Of a fact or its herkomst."""
    herkomst = feit if isinstance(feit, str) else feit.herkomst
    if herkomst == "fictief":
        return FICTIEF
    if herkomst in ("aanname", "afgeleid"):
        return format_html(' <span class="herkomst">({})</span>', herkomst)
    return SafeString("")


@register.filter
def merk_fictief(feit: Feit) -> SafeString:
    """In running text only what is invented is marked; the chapter on method says what the other origins are."""
    return merk(feit) if feit.herkomst == "fictief" else SafeString("")


@register.filter
def in_rijen(items: Sequence[Any], aantal: int) -> list[Sequence[Any]]:
    """Cut a sequence into rows of at most *aantal*."""
    return [items[i : i + aantal] for i in range(0, len(items), aantal)]


@register.simple_tag
def blz(anker: str, voor: str = "") -> SafeString:
    """The page of an anchor, on paper only; the second pass of the layout fills in the number."""
    return format_html('<span class="op-papier">{}<span data-voor="{}">0</span></span>', voor, anker)


@register.simple_tag
def geen() -> SafeString:
    """What stands where no source gives anything."""
    return GEEN


@register.filter
def of_geen(feit: Feit | None) -> SafeString:
    """The fact in light markup with its mark, or that there is none."""
    return format_html("{}{}", rijk(feit), merk(feit)) if feit else geen()


@register.filter
def hoofdstuk(hoofdstukken: Sequence[Hoofdstuk], anker: str) -> Hoofdstuk:
    """The chapter with this anchor; LookupError when the facts have none."""
    for item in hoofdstukken:
        if item.anker == anker:
            return item
    raise LookupError(f"no chapter {anker!r} among the facts")


@register.filter
def euro(bedrag: Decimal | None) -> str:
    """Whole euros without the sign, for columns of figures."""
    return notatie.geld(bedrag).replace(f"€{notatie.VAST}", "")


@register.filter
def rest(bedrag: Decimal) -> str:
    """The zero at the end of the equation; anything else to the cent, so that it can't hide in rounding."""
    return "0" if bedrag == 0 else notatie.geld_centen(bedrag).replace(f"€{notatie.VAST}", "")


@register.filter
def mee_naar(beschikking: Beschikking, jaar: int) -> Decimal:
    """What an award carries to that year."""
    return beschikking.mee_naar(jaar)


@register.filter
def bedrag(feit: Bedrag) -> SafeString:
    """An amount in whole euros with its mark, or that the source has none."""
    if feit.waarde is None:
        return GEEN_BEDRAG
    return format_html("{}{}", notatie.geld(feit.waarde), merk(feit))


@register.filter
def op(mapping: Mapping[str, Any], sleutel: str) -> Any:
    """The item of a mapping; KeyError when it is not there."""
    return mapping[sleutel]


@register.filter
def in_kolommen(items: Sequence[Any], aantal: int) -> list[Sequence[Any]]:
    """Cut a sequence into at most *aantal* columns of (nearly) equal length."""
    return in_rijen(items, -(-len(items) // aantal) or 1)


@register.filter
def met_voorvoegsel(waarde: str) -> SafeString:
    """ "ruim 40" with its words small before the figure."""
    cijfers = waarde.lstrip(_LETTERS)
    woorden = waarde.removesuffix(cijfers)
    return format_html('<span class="voor">{}</span>{}', woorden, cijfers) if cijfers and woorden else escape(waarde)
