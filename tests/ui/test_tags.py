from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from koers.ui import vormen
from koers.ui.formulier import StandKeuze


@pytest.fixture
def teken() -> Callable[..., str]:
    """Render a piece of template as any page would."""

    def render(bron: str, **context: Any) -> str:
        return engines["django"].from_string(bron).render(context, RequestFactory().get("/"))

    return render


class Formulier(forms.Form):
    titel = forms.CharField(label="Titel", help_text="Kort")
    bedrag = forms.DecimalField(label="Bedrag", required=False)
    tijd = forms.ChoiceField(label="Tijd", choices=[("groen", "groen"), ("rood", "rood")], widget=StandKeuze)
    akkoord = forms.BooleanField(label="Op de website", required=False)
    geheim = forms.CharField(widget=forms.HiddenInput, required=False)


def test_notation_is_a_filter_in_every_template(teken: Callable[..., str]) -> None:
    bron = "{{ m|geld }} · {{ d|datum }} · {{ d|periode:d }} · {{ n|dagen }} · {{ 3|aandeel:4 }} · {{ x|getal }}"
    uit = teken(bron, m=Decimal("4576887"), d=date(2026, 3, 26), n=8, x=None)
    assert uit == "€\u00a04.576.887 · 26 maart 2026 · 26 maart 2026 · nog 8 dagen · 75% · niet gemeld"


@pytest.mark.parametrize(
    ("kleur", "titel"),
    [
        ("groen", "Tijd groen"),
        ("rood", "Tijd rood"),
        ("", "Tijd niet gemeld"),
        (None, "Tijd niet gemeld"),
        ("afgerond", "Tijd afgerond"),
    ],
)
def test_stand_says_its_word_in_a_title(teken: Callable[..., str], kleur: str | None, titel: str) -> None:
    assert f"<title>{titel}</title>" in teken('{% stand kleur "Tijd" %}', kleur=kleur)


def test_stand_with_its_word_hides_the_shape(teken: Callable[..., str]) -> None:
    uit = teken('{% stand "oranje" woord=True %}')
    assert 'aria-hidden="true"' in uit
    assert uit.endswith("oranje</span>")


def test_stand_refuses_a_colour_that_is_no_state() -> None:
    with pytest.raises(ValueError, match="paars"):
        vormen.stand_van("paars")


@pytest.mark.parametrize(
    ("stap", "gevuld"),
    [("verkent", 1), ("voorbereiding", 2), ("pilot", 3), ("doet mee", 4), ("doet-mee", 4), ("geborgd", 5)],
)
def test_ladder_fills_up_to_the_step(teken: Callable[..., str], stap: str, gevuld: int) -> None:
    uit = teken("{% ladder stap %}", stap=stap)
    assert uit.count("<circle") == 5
    assert len(re.findall(r'<circle[^>]* class="(?:af|nu)"', uit)) == gevuld


def test_ladder_puts_gestopt_and_niet_beside_the_rail(teken: Callable[..., str]) -> None:
    for stap, woord in (("gestopt", "gestopt"), ("niet", "niet"), (None, "niet")):
        uit = teken("{% ladder stap %}", stap=stap)
        assert f"<span>{woord}</span>" in uit
        assert 'class="uit"' in uit
        assert 'class="af"' not in uit
    with pytest.raises(ValueError, match="half"):
        vormen.trede_van("half")


def test_merk_marks_what_does_not_stand_in_a_source(teken: Callable[..., str]) -> None:
    assert teken('{% merk "fictief" %}') == '<span class="merk">fictief</span>'
    assert teken('{% merk "bron" %}{% merk None %}') == ""


def test_kruimels_link_all_but_the_last(teken: Callable[..., str]) -> None:
    uit = teken('{% kruimels "Regio" "/regio/" naam %}', naam="Hof <van> Twente")
    assert '<a href="/regio/">Regio</a>' in uit
    assert '<li aria-current="page">Hof &lt;van&gt; Twente</li>' in uit


def test_sectie_puts_what_it_is_at_the_left_and_the_thing_at_the_right(teken: Callable[..., str]) -> None:
    uit = teken(
        '{% sectie titel "zin" zand=True %}links{% ding %}rechts {{ x }}{% endsectie %}', titel="Geld & zo", x="<x>"
    )
    links, rechts = uit.split("</header>")
    assert 'class="deel zand" id="geld-zo" aria-labelledby="geld-zo-kop"' in links
    assert "Geld &amp; zo</h2>" in links
    assert links.endswith("links")
    assert "<div>rechts &lt;x&gt;</div>" in rechts


def test_sectie_without_ding_is_all_thing(teken: Callable[..., str]) -> None:
    assert "<div>alles</div>" in teken('{% sectie "Titel" %}alles{% endsectie %}')
    with pytest.raises(TemplateSyntaxError, match="title"):
        teken("{% sectie %}x{% endsectie %}")


def test_melding_escapes_what_it_says_and_knows_the_levels_of_django(teken: Callable[..., str]) -> None:
    uit = teken('{% melding "success" tekst %}', tekst="<b>")
    assert 'class="melding groen"' in uit
    assert "&lt;b&gt;" in uit
    assert 'class="melding neutraal"' in teken('{% melding "iets anders" "x" %}')


def test_meldingblok_keeps_its_own_html(teken: Callable[..., str]) -> None:
    uit = teken('{% meldingblok "fout" kop %}<p>{{ x }}</p>{% endmeldingblok %}', kop="Kop <1>", x="<x>")
    assert "<h3>Kop &lt;1&gt;</h3><p>&lt;x&gt;</p>" in uit


@pytest.mark.parametrize(("procent", "toont"), [(-5, 0), (0, 0), (59, 59), (140, 100), (None, 0)])
def test_voortgangsbalk_stays_between_nothing_and_all(
    teken: Callable[..., str], procent: int | None, toont: int
) -> None:
    uit = teken('{% voortgangsbalk procent "Opmaken" %}', procent=procent)
    assert f"<title>{toont}% klaar</title>" in uit
    assert "Opmaken" in uit


def test_figuur_says_niet_gemeld_for_nothing_but_zero_is_zero(teken: Callable[..., str]) -> None:
    assert "niet gemeld" in teken('{% figuur None "steunpunten" %}')
    assert "<b>0</b>" in teken('{% figuur 0 "steunpunten" %}')


def test_begrip_gets_an_id_of_its_own_each_time(teken: Callable[..., str]) -> None:
    uit = teken('{% begrip "AO" "ambtelijk overleg" %}{% begrip "AO" "ambtelijk overleg" %}')
    assert 'popovertarget="begrip-ao-1"' in uit
    assert 'id="begrip-ao-2"' in uit


def test_opmaak_shows_light_markup_and_strips_the_rest(teken: Callable[..., str]) -> None:
    uit = teken("{{ t|opmaak }}", t="**vet** <script>x</script> [kaart](#)")
    assert "<strong>vet</strong>" in uit
    assert "<script" not in uit
    assert "kaart (adres onbekend)" in uit


def test_veld_ties_label_help_and_error_to_the_field(teken: Callable[..., str]) -> None:
    uit = teken("{% veld form.titel %}", form=Formulier({}))
    assert '<label for="id_titel">' in uit
    assert 'aria-invalid="true"' in uit
    assert 'aria-describedby="id_titel_helptext id_titel_error"' in uit
    assert 'id="id_titel_helptext"' in uit
    assert 'id="id_titel_error"' in uit


def test_veld_says_what_may_stay_empty(teken: Callable[..., str]) -> None:
    form = Formulier()
    assert "mag leeg" in teken("{% veld form.bedrag %}", form=form)
    assert "mag leeg" not in teken("{% veld form.titel %}{% veld form.akkoord %}", form=form)


def test_fouten_links_each_error_to_a_field_that_can_have_focus(teken: Callable[..., str]) -> None:
    form = Formulier({"bedrag": "veel"})
    form.add_error(None, "Dit kan niet samen.")
    uit = teken("{% fouten form %}", form=form)
    assert "Er kloppen 4 dingen niet" in uit
    assert "<li>Dit kan niet samen.</li>" in uit
    for anker in ("id_titel", "id_bedrag", "id_tijd_0"):
        assert f'href="#{anker}"' in uit
        assert f'id="{anker}"' in teken("{{ form.titel }}{{ form.bedrag }}{{ form.tijd }}", form=form)


def test_fouten_is_silent_before_the_form_was_sent(teken: Callable[..., str]) -> None:
    assert teken("{% fouten form %}", form=Formulier()) == ""


def test_a_form_by_itself_comes_out_as_the_components(teken: Callable[..., str]) -> None:
    uit = teken("{{ form }}", form=Formulier({"titel": "x"}))
    assert uit.count('class="veld') == 4
    assert 'type="hidden"' in uit
    assert 'class="melding rood"' in uit


def test_stand_keuze_shows_each_state_with_its_shape(teken: Callable[..., str]) -> None:
    uit = teken("{{ form.tijd }}", form=Formulier({"tijd": "rood"}))
    assert uit.count("<svg") == 2
    assert uit.count("checked") == 1
    assert 'name="tijd" value="rood"' in uit


def test_a_chart_comes_with_message_drawing_source_and_table(teken: Callable[..., str]) -> None:
    from koers.ui import voorbeelden

    uit = teken("{% grafiek g %}", g=voorbeelden.brug())
    assert uit.index("<h3>") < uit.index("<svg") < uit.index("Bron:") < uit.index("<table")
    assert "<caption" in uit
    assert '<th scope="row">Baten</th>' in uit


def test_icons_are_drawn_and_an_unknown_one_is_an_error(teken: Callable[..., str]) -> None:
    assert all("<path" in teken("{% icoon naam %}", naam=naam) for naam in vormen.ICONEN)
    with pytest.raises(KeyError):
        teken('{% icoon "eenhoorn" %}')
