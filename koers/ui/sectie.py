"""The section tag: a block in two parts, what it is at the left and the thing itself at the right."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify


def render(naam: str, context: dict[str, Any]) -> SafeString:
    """A component as HTML that was escaped by its template, without the line end of the file."""
    return mark_safe(get_template(naam).render(context).strip())


def sectie(parser: Parser, token: Token) -> SectieNode:
    """{% sectie "Geld" "Brede SPUK 2025." id="geld" zand=True %}left, below the name{% ding %}the thing{% endsectie %}

    Without {% ding %} everything between is the thing itself.
    """
    args, kwargs = _argumenten(parser, token)
    eerste = parser.parse(("ding", "endsectie"))
    if parser.next_token().contents.split()[0] == "ding":
        tweede = parser.parse(("endsectie",))
        parser.delete_first_token()
        return SectieNode(args, kwargs, eerste, tweede)
    return SectieNode(args, kwargs, NodeList(), eerste)


class SectieNode(template.Node):
    """A section: what it is at the left, the thing itself at the right."""

    child_nodelists = ("links", "ding")

    def __init__(
        self, args: list[FilterExpression], kwargs: dict[str, FilterExpression], links: NodeList, ding: NodeList
    ) -> None:
        self.args, self.kwargs, self.links, self.ding = args, kwargs, links, ding

    def render(self, context: template.Context) -> SafeString:
        namen = ("titel", "zin", "herkomst")
        waarden = dict(zip(namen, (arg.resolve(context) for arg in self.args), strict=False))
        waarden |= {naam: waarde.resolve(context) for naam, waarde in self.kwargs.items()}
        waarden["id"] = waarden.get("id") or slugify(str(waarden["titel"]))
        waarden |= {"links": self.links.render(context), "ding": self.ding.render(context)}
        return render("ui/_sectie.html", waarden)


def _argumenten(parser: Parser, token: Token) -> tuple[list[FilterExpression], dict[str, FilterExpression]]:
    args: list[FilterExpression] = []
    kwargs: dict[str, FilterExpression] = {}
    for bit in token.split_contents()[1:]:
        naam, is_teken, waarde = bit.partition("=")
        if is_teken and naam.isidentifier():
            kwargs[naam] = parser.compile_filter(waarde)
        else:
            args.append(parser.compile_filter(bit))
    if not args and "titel" not in kwargs:
        raise template.TemplateSyntaxError("sectie needs a title")
    return args, kwargs
