"""A figure in a bullet that stays what the measurements say, until the text is approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from koers.lib.opmaak import GEEN_CIJFER, bind, bound, to_html, to_plain
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Indicator
from projecten.selectors.bindcijfer import load_bindcijfers
from projecten.services.indicator import change_indicator, set_doelen
from projecten.services.meting import save_metingen
from projecten.services.voortgang import approve_voortgang, restore_versie, submit_voortgang
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import MAART, make_spel, set_clock
from tests.projecten.streek import take_part

KWART_EERDER = date(2025, 3, 31)
GROEI = "deelnemers/groei"


class TestMarkup:
    def test_a_bound_figure_reads_as_the_figure(self):
        text = f"Er zijn **{bound('a-b/groei', '+30%')}** meer."
        assert to_plain(text) == "Er zijn +30% meer."
        assert to_html(text) == 'Er zijn <strong><span class="gebonden">+30%</span></strong> meer.'

    @pytest.mark.parametrize("odd", ["[x](cijfer:)", "[x](cijfer:a)", "[x](cijfer:a/b/c)", "[x](cijfer:A/groei)"])
    def test_what_only_looks_like_one_is_text(self, odd):
        assert bind(odd, {}) == odd
        assert "gebonden" not in to_html(odd)

    def test_each_is_filled_in_and_an_unknown_one_says_so(self):
        text = f"{bound('a/groei', '?')} en {bound('b/waarde', '3')} en [link](https://a.example)"
        assert bind(text, {"a/groei": "+1%"}) == (
            f"[+1%](cijfer:a/groei) en [{GEEN_CIJFER}](cijfer:b/waarde) en [link](https://a.example)"
        )


@pytest.fixture
def veld(db, tom, pia, almelo, hengelo, monkeypatch) -> Meetveld:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    veld = Meetveld(spel)
    veld.meet(almelo, 100, KWART_EERDER)
    return veld


def measure(veld, tom, almelo, value: str) -> None:
    save_metingen(
        actor=tom, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, invoer=[veld.typ(almelo, value)], now=MAART
    )


def tekst() -> str:
    return to_plain(Bericht.objects.get().tekst)


class TestBinding:
    def test_value_and_growth_of_what_was_measured_are_offered(self, veld, tom, almelo):
        assert load_bindcijfers(veld.spel.mantelzorg, veld.spel.ronde) == []
        measure(veld, tom, almelo, "130")
        offered = {own.sleutel: own.tekst for own in load_bindcijfers(veld.spel.mantelzorg, veld.spel.ronde)}
        assert offered == {"deelnemers/waarde": "130", GROEI: "+30%"}

    def test_few_people_are_not_offered_to_a_text_that_is_published(self, veld, tom, almelo):
        measure(veld, tom, almelo, "8")
        assert load_bindcijfers(veld.spel.mantelzorg, veld.spel.ronde) == []

    def test_what_is_typed_beside_the_key_does_not_count(self, veld, tom, almelo):
        measure(veld, tom, almelo, "130")
        veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound(GROEI, '+99%')}.")
        assert tekst() == "Groei: +30%."

    def test_a_figure_of_another_project_is_not_known_here(self, veld, tom, almelo):
        measure(veld, tom, almelo, "130")
        Indicator.objects.update(project=veld.spel.kinderarmoede)
        veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound(GROEI, '+30%')}.")
        assert tekst() == f"Groei: {GEEN_CIJFER}."

    def test_it_follows_the_measurements_until_it_is_approved(self, veld, tom, rik, bente, almelo):
        measure(veld, tom, almelo, "130")
        entry = veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound(GROEI, '')}.")
        measure(veld, tom, almelo, "111")
        assert tekst() == "Groei: +11%."
        entry.refresh_from_db()
        entry = submit_voortgang(actor=tom, voortgang=entry, now=MAART)
        read = entry.versie
        measure(veld, tom, almelo, "120")
        assert tekst() == "Groei: +20%."
        with pytest.raises(NotAllowed, match="veranderd sinds u hem las"):
            approve_voortgang(actor=rik, voortgang=entry, versie=read, now=MAART)
        approve_voortgang(actor=rik, voortgang=entry, now=MAART)
        measure(veld, tom, almelo, "150")
        assert tekst() == "Groei: +20%.", "what was approved stays"

    def test_a_text_that_is_put_back_has_the_figure_of_now(self, veld, tom, almelo):
        measure(veld, tom, almelo, "130")
        veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound(GROEI, '')}.")
        later = MAART + timedelta(hours=1)
        entry = veld.spel.save(tom, veld.spel.van_tom, "Anders.", now=later)
        measure(veld, tom, almelo, "150")
        restore_versie(actor=tom, oud=entry.versies.get(nummer=1), versie=entry.versie, now=later)
        assert tekst() == "Groei: +50%."

    def test_it_follows_a_baseline_of_that_day(self, veld, tom, bente, almelo):
        measure(veld, tom, almelo, "130")
        veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound(GROEI, '')}.")
        Indicator.objects.update(nulmeting_op=KWART_EERDER)
        set_doelen(
            actor=bente,
            indicator=veld.deelnemers,
            jaar=2026,
            doelen={},
            nulmeting={almelo.pk: Decimal(65)},
            now=MAART,
        )
        assert tekst() == "Groei: +100%."

    def test_another_way_of_adding_up_changes_open_texts_too(self, veld, tom, bente, almelo, hengelo):
        measure(veld, tom, almelo, "130")
        save_metingen(
            actor=tom, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, invoer=[veld.typ(hengelo, "70")], now=MAART
        )
        veld.spel.save(tom, veld.spel.van_tom, f"Totaal {bound('deelnemers/waarde', '')}.")
        assert tekst() == "Totaal 200."
        change_indicator(actor=bente, indicator=veld.deelnemers, optelling="gemiddelde", bevestigd=True, now=MAART)
        assert tekst() == "Totaal 100."


def test_a_button_puts_it_into_the_bullet_without_a_script(veld, tom, almelo, as_user):
    measure(veld, tom, almelo, "130")
    client, path = as_user(tom), "/projecten/mantelzorg/voortgang/2026-Q1/"
    page = client.get(path).content.decode()
    assert f'value="cijfer-0-{GROEI}"' in page
    typed = {"versie": "0", "punt-0-tekst": "Wij groeien", "doe": f"cijfer-0-{GROEI}"}
    assert "Wij groeien [+30%](cijfer:deelnemers/groei)" in client.post(path, typed).content.decode()
    assert client.post(path, typed | {"doe": "cijfer-7-x/y"}).status_code == 200
    assert not Bericht.objects.exists()


def test_the_frozen_copy_of_a_reopened_text_is_left_alone(veld, tom, rik, bente, almelo):
    from projecten.services.voortgang import reopen_voortgang

    measure(veld, tom, almelo, "130")
    entry = veld.spel.approve(rik, veld.spel.van_tom, f"Groei: {bound(GROEI, '')}.")
    known = {"ronde": veld.spel.ronde, "onderwerp": replace(veld.spel.van_tom), "now": MAART}
    reopen_voortgang(actor=bente, reden="fout", tot=MAART.date(), **known)
    measure(veld, tom, almelo, "150")
    entry.refresh_from_db()
    assert "+30%" in str(entry.gepubliceerd)
    assert tekst() == "Groei: +50%."
