"""Facts to HTML: one page for paper and screen, which differ in style sheet and charts only. No layout engine here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.templatetags.static import static

from koers.ui.charts.pen import Drager
from rapportage.documents import figuren
from rapportage.documents.feiten import Feiten

PAPIER = "https://papier.invalid/"  # the only address a document may fetch from: static/papier, read from disk
_STIJLEN: dict[Drager, tuple[str, ...]] = {
    "papier": ("papier.css", "{soort}.css"),
    "scherm": ("koers/tokens.css", "koers/grafieken.css", "papier/scherm.css"),
}


class _Missing(str):
    """A template that names a fact which does not exist is a mistake of ours, not an empty line in a report."""

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise LookupError(f"the template asks for a fact that does not exist: {name}")


def template_dir() -> Path:
    return Path(settings.BASE_DIR) / "templates"


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(template_dir())],
        autoescape=True,
        string_if_invalid=_Missing("%s"),
        builtins=["rapportage.documents.filters"],
    )


def render_html(feiten: Feiten, drager: Drager = "scherm", terug: str = "") -> str:
    """The document as one HTML page, without inline style or script: a strict CSP and its style sheets are enough."""
    soort = feiten.SOORT
    names = [name.format(soort=soort) for name in _STIJLEN[drager]]
    context: dict[str, Any] = {
        "f": feiten,
        "stijlen": [PAPIER + name if drager == "papier" else static(name) for name in names],
        "figuren": figuren.draw(feiten, drager),
        "terug": terug,
    }
    return _engine().get_template(f"rapportage/documents/{soort}.html").render(Context(context))
