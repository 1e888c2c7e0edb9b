"""The HTML of the documents: what a validator of PDF does not see, and the order and words of the facts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise

import html5lib
import pytest

from rapportage.documents.feiten import Feit
from rapportage.documents.html import render_html
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

ALLES = pytest.mark.parametrize(
    ("naam", "drager"),
    [(f"{soort}_feiten", drager) for soort in ("kwartaalupdate", "jaarverslag") for drager in ("papier", "scherm")],
)


@pytest.fixture
def boom(naam: str, drager: str, request: pytest.FixtureRequest):
    html = render_html(request.getfixturevalue(naam), drager)  # type: ignore[arg-type]
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    fouten = [fout for _, fout, _ in parser.errors if not fout.startswith("unknown-")]
    assert not fouten
    return tree


def _text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def _headings(tree) -> Iterator[tuple[int, str]]:
    for element in tree.iter():
        if isinstance(element.tag, str) and re.fullmatch(r"h[1-6]", element.tag):
            yield int(element.tag[1]), _text(element)


def _outside_charts(element) -> Iterator[tuple[str, ...]]:
    if str(element.tag).endswith("svg"):
        return
    yield (str(element.tag), element.get("id", ""), (element.text or "").strip())
    for child in element:
        yield from _outside_charts(child)
        yield ("", "", (child.tail or "").strip())


@ALLES
def test_one_h1_first_and_no_level_skipped(boom) -> None:
    levels = [level for level, _ in _headings(boom)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert [text for _, text in _headings(boom) if not text] == []


@ALLES
def test_every_table_has_header_cells_with_scope(boom) -> None:
    tables = list(boom.iter("table"))
    assert tables
    for table in tables:
        headers = list(table.iter("th"))
        assert headers, _text(table)
        assert {th.get("scope") for th in headers} <= {"col", "row", "rowgroup"}
        widths = {
            sum(int(cell.get("colspan", 1)) for cell in row if cell.tag in ("th", "td")) for row in table.iter("tr")
        }
        assert len(widths) == 1, f"rows of unequal length: {_text(table)[:80]}"


@ALLES
def test_every_link_says_where_it_goes_and_every_anchor_exists(boom) -> None:
    ids = [element.get("id") for element in boom.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in boom.iter("a"):
        assert _text(link)
        assert link.get("href", "").startswith(("#", "https://", "http://", "mailto:"))
        if link.get("href", "").startswith("#"):
            assert link.get("href")[1:] in ids


@ALLES
def test_a_strict_csp_has_nothing_to_object_to(boom, drager: str) -> None:
    for element in boom.iter():
        assert element.tag not in ("script", "style", "iframe", "object", "img")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    hrefs = [link.get("href") for link in boom.iter("link")]
    assert hrefs
    if drager == "scherm":
        assert all(href.startswith("/static/") for href in hrefs)


@ALLES
def test_every_chart_has_a_title_as_its_first_child(boom) -> None:
    charts = [svg for svg in boom.iter() if str(svg.tag).endswith("svg") and svg.get("role")]
    assert charts
    for svg in charts:
        assert str(svg[0].tag).endswith("title")
        assert _text(svg[0])


@pytest.mark.parametrize("naam", ["kwartaalupdate_feiten", "jaarverslag_feiten"])
def test_paper_and_screen_have_the_same_words_and_anchors(naam: str, request: pytest.FixtureRequest) -> None:
    def words(drager: str) -> list[tuple[str, ...]]:
        html = render_html(request.getfixturevalue(naam), drager)  # type: ignore[arg-type]
        body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
        return list(_outside_charts(body))

    assert words("papier") == words("scherm")


def test_the_kwartaalupdate_prints_every_bullet_in_the_order_of_its_facts(
    kwartaalupdate_feiten: KwartaalupdateFeiten,
) -> None:
    html = render_html(kwartaalupdate_feiten)
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    printed = [_text(li) for li in tree.iter("li")]
    expected = [
        re.sub(r"\[([^\]]+)\]\(#\)", r"\1 (adres onbekend)", punt.tekst).replace("*", "")
        for deel in kwartaalupdate_feiten.delen
        for bericht in deel.berichten
        for punt in bericht.bullets
    ]
    assert printed == [" ".join(tekst.split()) for tekst in expected]
    assert _text(next(tree.iter("h1"))) == "Even bijpraten... Q1 - 2026"


def test_another_order_of_facts_is_another_order_on_paper(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    turned = dataclasses.replace(kwartaalupdate_feiten, delen=tuple(reversed(kwartaalupdate_feiten.delen)))
    koppen = [text for level, text in _headings(html5lib.parse(render_html(turned), namespaceHTMLElements=False))]
    assert koppen.index("Ouderen") < koppen.index("Bestaanszekerheid")
    assert [deel.naam for deel in turned.delen] == [k for k in koppen if k in {deel.naam for deel in turned.delen}][:4]


def test_what_is_invented_is_marked_and_what_is_unknown_says_so(jaarverslag_feiten: JaarverslagFeiten) -> None:
    html = render_html(jaarverslag_feiten)
    assert html.count('<span class="fictief">fictief</span>') >= 5
    assert html.count("geen gegevens in de bron") >= 15
    assert html.count("geen bedrag in de bron") == 4
    assert f'data-status="{jaarverslag_feiten.uitgave.regel}"' in html


def test_an_award_that_does_not_balance_shows_its_rest_to_the_cent(jaarverslag_feiten: JaarverslagFeiten) -> None:
    first, *others = jaarverslag_feiten.geld.beschikkingen
    broken = dataclasses.replace(first, lasten=first.lasten + first.lasten.__class__("0.01"))
    geld = dataclasses.replace(jaarverslag_feiten.geld, beschikkingen=(broken, *others))
    assert "−0,01" in render_html(dataclasses.replace(jaarverslag_feiten, geld=geld))
    assert "−0,01" not in render_html(jaarverslag_feiten)


def test_a_template_that_asks_for_a_fact_that_is_not_there_fails(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    from django.template import Context

    from rapportage.documents.html import _engine

    template = _engine().from_string("{{ f.bestaat_niet }}")
    with pytest.raises(LookupError, match="bestaat_niet"):
        template.render(Context({"f": kwartaalupdate_feiten}))


def test_a_link_without_address_prints_its_words(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    deel = kwartaalupdate_feiten.delen[0]
    bericht = dataclasses.replace(
        deel.berichten[0], bullets=(Feit("Zie [het rapport](#) en [hier](https://x.example)."),)
    )
    feiten = dataclasses.replace(kwartaalupdate_feiten, delen=(dataclasses.replace(deel, berichten=(bericht,)),))
    html = render_html(feiten)
    assert "het rapport (adres onbekend)" in html
    assert '<a href="https://x.example"' in html
