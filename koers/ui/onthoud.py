"""The tag for what a page repeats: drawn once a process for the same facts."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

# Characters kept per place in a template.
MOST = 2_000_000


def onthoud(parser: Parser, token: Token) -> OnthoudNode:
    """{% onthoud rij=rij query=blik.query %}what is drawn from rij and query{% endonthoud %}

    Inside there is nothing but the named values, so that nothing else can make the difference; they must be hashable
    (a frozen dataclass of a selector, text, a number) and hold no text that was marked safe.
    """
    bits = token.split_contents()[1:]
    pairs = [bit.partition("=") for bit in bits]
    if not pairs or not all(is_sign and name.isidentifier() for name, is_sign, _ in pairs):
        raise template.TemplateSyntaxError("onthoud takes name=value, at least one")
    waarden = {name: parser.compile_filter(value) for name, _, value in pairs}
    nodelist = parser.parse(("endonthoud",))
    parser.delete_first_token()
    return OnthoudNode(waarden, nodelist)


class OnthoudNode(template.Node):
    """Keeps what it drew, up to MOST characters; then it begins anew."""

    def __init__(self, waarden: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.waarden, self.nodelist = waarden, nodelist
        self.kept: dict[tuple[Any, ...], SafeString] = {}
        self.size = 0

    def render(self, context: template.Context) -> SafeString:
        values = {name: waarde.resolve(context) for name, waarde in self.waarden.items()}
        key = (context.autoescape, *values.values(), *map(type, values.values()))
        kept = self.kept.get(key)
        if kept is None:
            kept = self.nodelist.render(context.new(values))
            self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[Any, ...], text: SafeString) -> None:
        if self.size + len(text) > MOST:
            self.kept, self.size = {}, 0
        self.kept[key] = text
        self.size += len(text)
