import html5lib
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from koers.lib import opmaak


def test_bold_italic_and_links_are_made():
    assert opmaak.to_html("**vet** en *Bennie Oud*, zie [verslag](https://x.nl/a?b=1&c=2)") == (
        "<strong>vet</strong> en <em>Bennie Oud</em>, zie "
        '<a href="https://x.nl/a?b=1&amp;c=2" rel="noopener noreferrer">verslag</a>'
    )


def test_a_link_without_address_prints_as_text_and_says_so():
    assert opmaak.to_plain("het [volledig rapport](#) staat er") == "het volledig rapport (adres onbekend) staat er"
    assert "<a" not in opmaak.to_html("[rapport](#)")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=file:///etc/passwd>",
        '<a href="javascript:alert(1)" onclick="x()">klik</a>',
        "<div>" * 1000 + "x" + "</div>" * 1000,
    ],
)
def test_html_is_text(hostile):
    assert opmaak.to_plain(hostile) == hostile
    assert "<" not in opmaak.to_html(hostile)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.nl", "x.html"]
)
def test_an_address_that_is_no_web_or_mail_address_makes_no_link(address):
    assert "<a" not in opmaak.to_html(f"[klik]({address})")


@pytest.mark.parametrize(
    "bomb", ["[" * 50_000, "**" * 50_000 + "x", "[a](" * 20_000, "*a **b " * 20_000, "x" * 200_000]
)
def test_a_bomb_of_marks_ends_in_text(bomb):
    assert opmaak.to_html(bomb)


@given(st.text(alphabet="a*[]()#<>&\"'\\_ \nhttps:/.", max_size=80))
def test_whatever_is_typed_comes_out_as_allowed_elements_only(text):
    tree = html5lib.parseFragment(opmaak.to_html(text), namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"} <= {"strong", "em", "a", "span"}


def test_clean_keeps_one_line_without_control_characters():
    assert opmaak.clean("  Eerste\u200b \x07regel\r\n tweede  ") == "Eerste regel tweede"


def test_clean_refuses_one_character_too_many_and_takes_the_last_that_fits():
    assert len(opmaak.clean("x" * opmaak.MAX_LENGTH)) == opmaak.MAX_LENGTH
    with pytest.raises(ValidationError, match="4001 tekens"):
        opmaak.clean("x" * (opmaak.MAX_LENGTH + 1))
