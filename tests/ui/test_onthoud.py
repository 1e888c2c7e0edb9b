"""{% onthoud %}: the same facts are drawn once, others are not, and nothing but the named facts can be seen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

from koers.ui import onthoud


@dataclass(frozen=True)
class Rij:
    """A row of which can be seen how often it was looked at."""

    naam: str

    @property
    def luid(self) -> str:
        seen.append(self.naam)
        return self.naam.upper()


seen: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


def test_the_same_facts_are_drawn_once_and_other_facts_anew():
    template = Template("{% for r in rijen %}{% onthoud rij=r %}<b>{{ rij.luid }}</b>{% endonthoud %}{% endfor %}")
    rijen = [Rij("een"), Rij("twee"), Rij("een")]
    assert template.render(Context({"rijen": rijen})) == "<b>EEN</b><b>TWEE</b><b>EEN</b>"
    assert template.render(Context({"rijen": [Rij("twee"), Rij("drie")]})) == "<b>TWEE</b><b>DRIE</b>"
    assert seen == ["een", "twee", "drie"]


def test_inside_there_is_nothing_but_what_was_named(rf):
    template = Template("{% onthoud a=1 %}[{{ a }}{{ b }}{{ request.path }}{{ csrf_token }}]{% endonthoud %}")
    assert template.render(RequestContext(rf.get("/geheim/"), {"b": "niet hier"})) == "[1]"


def test_text_that_was_marked_safe_never_answers_for_text_that_was_not():
    template = Template("{% onthoud tekst=tekst %}{{ tekst }}{% endonthoud %}")
    assert template.render(Context({"tekst": mark_safe("<b>")})) == "<b>"
    assert template.render(Context({"tekst": "<b>"})) == "&lt;b&gt;"


def test_one_and_true_are_not_the_same():
    template = Template("{% onthoud a=a %}{{ a }}{% endonthoud %}")
    assert [template.render(Context({"a": value})) for value in (1, True, "1")] == ["1", "True", "1"]


def test_what_is_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(onthoud, "MOST", 100)
    template = Template("{% onthoud a=a %}{{ a }}{% endonthoud %}")
    node = template.nodelist[0]
    for number in range(1000):
        assert template.render(Context({"a": f"tekst {number}"})) == f"tekst {number}"
        assert sum(map(len, node.kept.values())) <= 100


@pytest.mark.parametrize("wrong", ["{% onthoud %}", "{% onthoud rij %}", "{% onthoud 1=rij %}"])
def test_a_tag_that_names_nothing_is_refused(wrong):
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        Template(wrong + "{% endonthoud %}")
