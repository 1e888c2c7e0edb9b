from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.ui import voorbeelden
from koers.ui.charts import (
    Brug,
    Deel,
    Grafiek,
    Groep,
    Lijn,
    Meting,
    Moment,
    Paar,
    Paren,
    Punt,
    Puntbereik,
    Staaf,
    Stap,
    Stapelbalk,
    Statusbalk,
    Staven,
    Tegel,
    Tegelkaart,
    Tijdlijn,
)
from koers.ui.charts.kleuren import HATCH, STIJLEN, TEKSTSTIJLEN, TOKENS
from koers.ui.charts.pen import Drager, regels

CSS = Path(__file__).parents[2] / "static" / "koers"
DRAGERS: tuple[Drager, ...] = ("scherm", "papier")
EVIL = "<script>alert('x')</script> & \"een heel lang woord\" " + "ontmoedigingsbeleid " * 20

RAND: list[Grafiek] = [
    Brug(titel="leeg", begin=Stap("Baten", 0, "ruimte"), stappen=()),
    Brug(
        titel="meer uitgegeven dan er was", begin=Stap("Baten", 10, "ruimte"), stappen=(Stap("Lasten", 25, "besteed"),)
    ),
    Brug(titel="een correctie", begin=Stap("Baten", 10, "ruimte"), stappen=(Stap("Correctie", -5, "mee"),)),
    Stapelbalk(titel="nul", delen=(Deel("a", 0), Deel("b", 0))),
    Stapelbalk(titel="onder nul", delen=(Deel("a", -5), Deel("b", 10), Deel("c", -1, "terug"))),
    Stapelbalk(titel="niets", delen=()),
    Staven(titel="onder nul", staven=(Staaf("a", -5), Staaf("b", 10), Staaf("c", None))),
    Staven(titel="niets", staven=()),
    Puntbereik(titel="niemand", punten=(Punt("a", None), Punt("b", None)), eigen="a", norm=3),
    Puntbereik(titel="een", punten=(Punt("a", 0),), eigen="a"),
    Puntbereik(titel="alles gelijk", punten=tuple(Punt(str(i), 5) for i in range(14)), eigen="3"),
    Puntbereik(titel="onder nul", punten=(Punt("a", -3), Punt("b", 3)), norm=Decimal("-1.5")),
    Paren(titel="niets gemeld", paren=(Paar("Q1 2026", None, None),)),
    Paren(titel="veel", paren=tuple(Paar(f"Q{i % 4 + 1} {2000 + i // 4}", i, i) for i in range(24))),
    Paren(titel="niets", paren=()),
    Lijn(titel="een punt", metingen=(Meting("Q1 2026", 3),)),
    Lijn(titel="gaten", metingen=(Meting("Q1 2026", None, 3), Meting("Q2 2026", -2), Meting("Q3 2026", None))),
    Tegelkaart(titel="geen tegels", tegels=()),
    Tijdlijn(titel="een dag", momenten=(Moment("BO", date(2026, 3, 4)),)),
    Tijdlijn(titel="lang", momenten=(Moment("a", date(1990, 1, 1), date(2060, 1, 1)),), vandaag=date(2026, 1, 1)),
    Statusbalk(titel="niets", groepen=(Groep("binnen", 0),)),
    Statusbalk(titel="te veel voor blokjes", groepen=(Groep("binnen", 90), Groep("leeg", 10, "leeg"))),
]
VIJANDIG: list[Grafiek] = [
    Brug(titel=EVIL, bron=EVIL, begin=Stap(EVIL, 5, "ruimte", EVIL), stappen=(Stap(EVIL, 3, "terug"),), uitkomst=EVIL),
    Stapelbalk(titel=EVIL, beschrijving=EVIL, delen=(Deel(EVIL, 3),)),
    Staven(titel=EVIL, staven=(Staaf(EVIL, 3),), kop=(EVIL, EVIL)),
    Puntbereik(titel=EVIL, punten=(Punt(EVIL, 3),), eigen=EVIL, norm=1, norm_woord=EVIL),
    Paren(titel=EVIL, paren=(Paar(EVIL, 1, 1),), woorden=(EVIL, EVIL)),
    Lijn(titel=EVIL, metingen=(Meting(EVIL, 1, 2),)),
    Tegelkaart(titel=EVIL, tegels=(Tegel("almelo", EVIL, 1, EVIL, url=f'/"{EVIL}'),), trappen=((1, EVIL),)),
    Tijdlijn(titel=EVIL, momenten=(Moment(EVIL, date(2026, 1, 1)),)),
    Statusbalk(titel=EVIL, groepen=(Groep(EVIL, 3),)),
]
ALLE = voorbeelden.grafieken() + RAND + VIJANDIG


def parse(grafiek: Grafiek, drager: Drager) -> ElementTree.Element:
    return ElementTree.fromstring(grafiek.svg(drager))


def local(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


@pytest.mark.parametrize("drager", DRAGERS)
@pytest.mark.parametrize("grafiek", ALLE, ids=lambda g: f"{type(g).__name__}: {g.titel[:30]}")
def test_every_chart_is_named_described_and_well_formed(grafiek: Grafiek, drager: Drager) -> None:
    svg = parse(grafiek, drager)
    assert [local(kind) for kind in svg[:2]] == ["title", "desc"]
    assert svg[0].text == grafiek.titel
    assert svg[1].text
    assert svg.get("role") in ("img", "group")


@pytest.mark.parametrize("drager", DRAGERS)
@pytest.mark.parametrize("grafiek", ALLE, ids=lambda g: f"{type(g).__name__}: {g.titel[:30]}")
def test_no_size_is_negative_and_nothing_lies_outside_the_drawing(grafiek: Grafiek, drager: Drager) -> None:
    breedte = 100.0 if drager == "scherm" else 481.9 / 0.6
    for element in parse(grafiek, drager).iter():
        if local(element) == "rect" and "pattern" not in element.tag:
            links, breed = (float((element.get(naam) or "0").rstrip("%")) for naam in ("x", "width"))
            assert breed >= 0
            assert float(element.get("height", "0")) >= 0
            assert links >= -0.01
            assert links + breed <= breedte + 0.01


@pytest.mark.parametrize("grafiek", VIJANDIG, ids=lambda g: type(g).__name__)
@pytest.mark.parametrize("drager", DRAGERS)
def test_hostile_text_stays_text(grafiek: Grafiek, drager: Drager) -> None:
    assert "<script" not in grafiek.svg(drager)
    assert not [e for e in parse(grafiek, drager).iter() if local(e) == "script"]


@pytest.mark.parametrize("grafiek", ALLE, ids=lambda g: f"{type(g).__name__}: {g.titel[:30]}")
def test_no_inline_style_so_that_a_strict_policy_holds(grafiek: Grafiek) -> None:
    for element in parse(grafiek, "scherm").iter():
        assert not {naam for naam in element.attrib if naam == "style" or naam.startswith("on")}


@pytest.mark.parametrize("grafiek", ALLE, ids=lambda g: f"{type(g).__name__}: {g.titel[:30]}")
def test_paper_carries_no_class_and_only_colours_of_the_tokens(grafiek: Grafiek) -> None:
    for element in parse(grafiek, "papier").iter():
        assert "class" not in element.attrib
        for naam in ("fill", "stroke"):
            waarde = element.get(naam, "none")
            assert waarde == "none" or waarde in TOKENS.values() or waarde.startswith("url(#g")


def test_ids_differ_between_charts_on_one_page() -> None:
    samen = "".join(g.svg() + "".join(r.staal for r in g.legenda()) for g in voorbeelden.grafieken())
    ids = re.findall(r'\bid="([^"]+)"', samen)
    assert ids
    assert len(ids) == len(set(ids))


def test_the_same_facts_twice_get_their_own_ids_with_a_key() -> None:
    delen = (Deel("Terug", 5, "terug"),)
    een, twee = Stapelbalk(titel="t", delen=delen), Stapelbalk(titel="t", delen=delen, sleutel="2")
    assert een.svg() == Stapelbalk(titel="t", delen=delen).svg()
    assert set(re.findall(r'id="([^"]+)"', een.svg())).isdisjoint(re.findall(r'id="([^"]+)"', twee.svg()))


@pytest.mark.parametrize("grafiek", ALLE, ids=lambda g: f"{type(g).__name__}: {g.titel[:30]}")
def test_the_table_has_a_cell_for_every_column(grafiek: Grafiek) -> None:
    tabel = grafiek.tabel()
    assert all(len(rij) == len(tabel.kop) for rij in tabel.rijen)


def test_brug_ends_at_what_is_left_to_the_euro() -> None:
    brug = voorbeelden.brug()
    assert brug.rest == 0
    assert brug.tabel().rijen[-1] == ("Verschil", "", "€\u00a00")
    assert [rij[2] for rij in brug.tabel().rijen[1:4]] == ["− €\u00a04.576.887", "− €\u00a0735.878", "− €\u00a0965.225"]


@given(
    st.lists(st.integers(min_value=-10_000, max_value=10_000), max_size=6), st.integers(min_value=0, max_value=50_000)
)
def test_brug_bars_hang_on_each_other_whatever_the_amounts(bedragen: list[int], begin: int) -> None:
    stappen = tuple(Stap(f"s{i}", b, "besteed") for i, b in enumerate(bedragen))
    brug = Brug(titel="t", begin=Stap("b", begin, "ruimte"), stappen=stappen)
    standen = brug._standen()
    assert all(vorige[2] == volgende[1] for vorige, volgende in pairwise(standen))
    assert standen[-1][2] == brug.rest == begin - sum(bedragen)
    parse(brug, "scherm")


def test_stapelbalk_draws_each_part_to_its_share() -> None:
    svg = parse(Stapelbalk(titel="t", delen=(Deel("a", 75), Deel("b", 25, "mee"))), "scherm")
    assert [(r.get("x"), r.get("width")) for r in svg.iter("rect")] == [("0%", "75%"), ("75%", "25%")]


def test_puntbereik_names_the_own_dot_and_says_what_is_missing() -> None:
    punten = (Punt("Almelo", 3), Punt("Borne", None), Punt("Hengelo", 5))
    assert "Hengelo 5" in Puntbereik(titel="t", punten=punten, eigen="Hengelo").svg()
    zonder = Puntbereik(titel="t", punten=punten, eigen="Borne", norm=4)
    assert "Borne: niet gemeld" in zonder.svg()
    assert zonder.in_woorden() == "Borne: niet gemeld. Norm 4. 2 van de 3 gemeld, van 3 tot 5."


def test_lijn_is_broken_where_nothing_was_reported() -> None:
    metingen = (Meting("Q1 2026", 1), Meting("Q2 2026", None), Meting("Q3 2026", 3), Meting("Q4 2026", 4))
    svg = parse(Lijn(titel="t", metingen=metingen), "scherm")
    assert len([e for e in svg.iter("line") if e.get("class") == "trek"]) == 1


def test_tegelkaart_links_only_on_screen_and_then_is_a_group() -> None:
    kaart = voorbeelden.tegelkaart()
    assert parse(kaart, "scherm").get("role") == "group"
    assert len(list(parse(kaart, "scherm").iter("a"))) == 14
    assert parse(kaart, "papier").get("role") == "img"
    assert "<a " not in kaart.svg("papier")


def test_tegelkaart_has_no_place_for_who_is_not_in_twente() -> None:
    with pytest.raises(ValueError, match="deventer"):
        Tegel("deventer", "Deventer")


def test_fourteen_tiles_on_fourteen_places() -> None:
    from koers.ui.charts.tegelkaart import KOLOMMEN, PLAATSEN, RIJEN

    plekken = {(kolom, rij) for kolom, rij, _ in PLAATSEN.values()}
    assert len(plekken) == len(PLAATSEN) == 14
    assert all(kolom < KOLOMMEN and rij < RIJEN for kolom, rij in plekken)
    assert len({kort for _, _, kort in PLAATSEN.values()}) == 14


def test_statusbalk_draws_one_block_for_each() -> None:
    svg = parse(voorbeelden.statusbalk(), "scherm")
    assert len(list(svg.iter("rect"))) == 19
    with pytest.raises(ValueError, match="not negative"):
        Groep("binnen", -1)


def test_nothing_reported_is_said_in_words() -> None:
    assert "Nog niets gemeld" in Staven(titel="t", staven=()).svg()


def test_long_labels_end_in_an_ellipsis_and_keep_whole_words() -> None:
    assert regels("kort", 10) == ["kort"]
    assert regels("een twee drie vier", 9, 2) == ["een twee", "drie vier"]
    assert regels("een twee drie vier vijf", 9, 2) == ["een twee", "drie vie…"]
    assert regels("ontmoedigingsbeleid", 8) == ["ontmoed…"]
    assert all(len(regel) <= 8 for regel in regels(EVIL, 8, 3))


def light_tokens() -> dict[str, str]:
    css = (CSS / "tokens.css").read_text()
    return {
        naam: kleur.lower() for naam, kleur in re.findall(r"--koers-([\w-]+): light-dark\((#[0-9a-f]+),", css, re.I)
    }


def test_paper_has_the_very_colours_of_the_style_sheet() -> None:
    licht = light_tokens()
    assert {naam: licht[naam] for naam in TOKENS} == TOKENS


def test_every_class_of_a_chart_is_known_to_the_style_sheet() -> None:
    css = (CSS / "grafieken.css").read_text()
    for klasse in set(STIJLEN) - {"terug"}:
        assert re.search(rf"\.{klasse}\b", css), klasse


def test_every_style_on_paper_names_a_token_or_a_plain_value() -> None:
    for stijl in [*STIJLEN.values(), *TEKSTSTIJLEN.values()]:
        for naam, waarde in stijl.items():
            assert naam not in ("fill", "stroke") or waarde in TOKENS or waarde in ("none", HATCH)


def _luminance(kleur: str) -> float:
    code = kleur.lstrip("#")
    code = "".join(c * 2 for c in code) if len(code) == 3 else code
    delen = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(een: str, twee: str) -> float:
    licht, donker = sorted((_luminance(een), _luminance(twee)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


@pytest.mark.parametrize("stand", [0, 1], ids=["licht", "donker"])
def test_text_and_lines_keep_their_contrast_in_light_and_dark(stand: int) -> None:
    css = (CSS / "tokens.css").read_text()
    paren = re.findall(r"--koers-([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)", css, re.I)
    kleur = {naam: waarden[stand] for naam, *waarden in paren}
    tekst = ["inkt", "grijs", "kleur", "groen", "oranje", "rood", *(f"thema-{i}" for i in range(1, 5))]
    for grond in ("papier", "zand"):
        for naam in tekst:
            assert contrast(kleur[naam], kleur[grond]) >= 4.5, (naam, grond)
        assert contrast(kleur["lijn"], kleur[grond]) >= 3, grond
    assert contrast(kleur["op-kleur"], kleur["kleur"]) >= 4.5
    assert contrast(kleur["op-kleur"], kleur["trap-3"]) >= 4.5
    assert contrast(kleur["inkt"], kleur["trap-2"]) >= 4.5
