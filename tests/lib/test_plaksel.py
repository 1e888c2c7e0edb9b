"""What was pasted as source keeps its words, bold, italic and links; what someone types stays as it is."""

from __future__ import annotations

import pytest

from koers.lib.opmaak import clean

WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>'
    '<!--[if gte mso 9]><xml><o:x/></xml><![endif]--><p class="MsoNormal">Zeven '
    "<b>gemeenten </b>doen <i>mee</i>,&nbsp;zie "
    '<a href="https://www.twente.example/plan">het plan</a>.<o:p></o:p></p><script>alert(1)</script></html>'
)


def test_of_word_only_the_words_and_their_markup_stay():
    assert clean(WORD) == "Zeven **gemeenten** doen *mee*, zie [het plan](https://www.twente.example/plan)."


def test_a_link_that_is_none_leaves_its_words():
    assert clean('<p class=MsoNormal><a href="javascript:alert(1)">klik</a></p>') == "klik"


@pytest.mark.parametrize("text", ["<b>vet</b> < 3 & meer", "<script>alert(1)</script>", "Meer dan 5 <br> regels"])
def test_what_someone_types_is_text(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["• Zes doen mee.", "·\tZes doen mee.", "▪\u00a0Zes doen mee."])
def test_the_sign_of_a_pasted_list_goes(text):
    assert clean(text) == "Zes doen mee."


def test_a_soft_hyphen_goes():
    assert clean("mantel\u00adzorg") == "mantelzorg"
