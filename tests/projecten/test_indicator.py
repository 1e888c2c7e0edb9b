"""A definition, what changing it does, and the page that adds up what was measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from koers.toegang.models import Logregel
from projecten.models import Indicator
from projecten.rules.indicator import definition_faults
from projecten.selectors.groei import load_groei, year_before
from projecten.selectors.indicator import load_indicator
from projecten.selectors.meten import load_reeksen
from projecten.services.indicator import BEVESTIG, begin_indicator, change_indicator, set_doelen
from tests.factories import make
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import MAART, make_spel
from tests.projecten.streek import take_part

pytestmark = pytest.mark.django_db
VOL = {"naam": "Bereik", "eenheid": "%", "soort": "verhouding", "optelling": "verhouding", "over_tijd": "verhouding"}
EIND_2025 = date(2025, 12, 31)
BLIK = Blik(date(2026, 1, 15), date(2026, 1, 15))


@pytest.fixture
def veld(tom, almelo, hengelo) -> Meetveld:
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


def gemeenten(number: int) -> list[Eigenaar]:
    return [make(Eigenaar, naam=f"Gemeente {i}", slug=f"gemeente-{i}") for i in range(number)]


def html(response) -> str:
    return " ".join(response.content.decode().split())


class TestDefinition:
    @pytest.mark.parametrize(
        ("given", "fields"),
        [
            (("aantal", "som", "laatste", ""), []),
            (("aantal", "verhouding", "verhouding", ""), ["optelling", "over_tijd"]),
            (("verhouding", "verhouding", "verhouding", "inwoners"), []),
            (("verhouding", "som", "som", " "), ["optelling", "over_tijd", "noemer_is"]),
            (("ja-nee", "som", "som", ""), ["over_tijd"]),
            (("score", "som", "gemiddelde", ""), ["optelling"]),
        ],
    )
    def test_a_way_of_adding_up_goes_with_the_kind_of_value(self, given, fields):
        assert [field for field, _ in definition_faults(*given)] == fields

    def test_the_programmamanager_makes_one_with_a_key_of_its_name(self, veld, bente):
        known = {"actor": bente, "project": veld.spel.mantelzorg, "now": MAART}
        first, second = (begin_indicator(**known, **VOL, noemer_is="65-plussers") for _ in range(2))
        assert (first.sleutel, second.sleutel) == ("bereik-2", "bereik-3"), "bereik was taken"

    def test_others_do_not(self, veld, tom, rik):
        for actor in (tom, rik):
            with pytest.raises(PermissionDenied):
                begin_indicator(actor=actor, project=veld.spel.mantelzorg, now=MAART, **VOL)

    def test_only_what_counts_people_hides_few(self, veld, bente):
        row = begin_indicator(
            actor=bente, project=veld.spel.mantelzorg, now=MAART,
            **VOL | {"soort": "score", "optelling": "gemiddelde", "over_tijd": "laatste", "telt_personen": True},
        )  # fmt: skip
        assert not row.telt_personen


class TestChanging:
    def test_another_way_of_adding_up_is_asked_about_and_logged(self, veld, bente, almelo):
        veld.meet(almelo, 20)
        with pytest.raises(ValidationError, match="1 meting") as asked:
            change_indicator(actor=bente, indicator=veld.deelnemers, optelling="gemiddelde", now=MAART)
        assert asked.value.code == BEVESTIG
        change_indicator(actor=bente, indicator=veld.deelnemers, optelling="gemiddelde", bevestigd=True, now=MAART)
        assert "optelling van som naar gemiddelde" in Logregel.objects.get(actie="projecten.indicator:change").zin

    def test_without_measurements_nothing_is_asked(self, veld, bente):
        change_indicator(actor=bente, indicator=veld.deelnemers, optelling="gemiddelde", now=MAART)
        assert Indicator.objects.get(pk=veld.deelnemers.pk).optelling == "gemiddelde"

    def test_the_kind_stays_once_something_was_measured(self, veld, bente, almelo):
        veld.meet(almelo, 20)
        with pytest.raises(ValidationError, match="nieuwe indicator"):
            change_indicator(actor=bente, indicator=veld.deelnemers, soort="bedrag", now=MAART)

    def test_outcomes_of_a_ratio_follow_what_it_is_multiplied_by(self, veld, bente, almelo):
        row = veld.bereik.metingen.create(eigenaar=almelo, peildatum=EIND_2025, waarde=15, teller=30, noemer=200)
        change_indicator(actor=bente, indicator=veld.bereik, per=10_000, bevestigd=True, now=MAART)
        row.refresh_from_db()
        assert row.waarde == 1500


class TestDoelen:
    def test_targets_and_a_baseline_are_set_changed_and_taken_away(self, veld, bente, almelo):
        veld.deelnemers.nulmeting_op = date(2024, 1, 1)
        veld.deelnemers.save()
        known = {"actor": bente, "indicator": veld.deelnemers, "jaar": 2026, "now": MAART}
        values = {"doelen": {None: Decimal(100), almelo.pk: Decimal(40)}, "nulmeting": {almelo.pk: Decimal(12)}}
        assert set_doelen(**known, **values) == 3
        assert set_doelen(**known, **values) == 0
        assert set_doelen(**known, doelen={None: None}, nulmeting={almelo.pk: None}) == 2
        assert veld.deelnemers.streefwaarden.get().eigenaar == almelo
        assert not veld.deelnemers.metingen.exists()

    def test_a_baseline_has_a_day(self, veld, bente, almelo):
        with pytest.raises(ValidationError, match="welke dag"):
            set_doelen(
                actor=bente,
                indicator=veld.deelnemers,
                jaar=2026,
                doelen={},
                nulmeting={almelo.pk: Decimal(1)},
                now=MAART,
            )


class TestPage:
    def test_the_region_is_what_its_gemeenten_add_up_to_and_not_reported_is_not_zero(self, veld, rik, almelo, hengelo):
        for day, amount in ((date(2025, 9, 30), 20), (EIND_2025, 31)):
            veld.meet(almelo, amount, day)
        pagina = load_indicator(veld.deelnemers, BLIK, rik)
        assert [rij.waarden for rij in pagina.regels] == [("20", "31"), ("niet gemeld", "niet gemeld")]
        assert [rij.jaar for rij in pagina.regels] == ["51", "niet gemeld"]
        assert (pagina.regio.waarden, pagina.regio.jaar, pagina.laatste.gemeld, pagina.aantal) == (
            ("20", "31"),
            "51",
            1,
            2,
        )

    def test_a_ratio_is_added_up_from_its_parts(self, veld, rik, almelo, hengelo):
        for own, teller, noemer in ((almelo, 10, 100), (hengelo, 60, 200)):
            waarde = Decimal(teller * 100) / noemer
            veld.bereik.metingen.create(eigenaar=own, peildatum=EIND_2025, waarde=waarde, teller=teller, noemer=noemer)
        pagina = load_indicator(veld.bereik, BLIK, rik)
        assert [rij.waarden[0] for rij in (*pagina.regels, pagina.regio)] == ["10%", "30%", "23,3%"]

    def test_few_people_are_hidden_outside_the_team_with_what_would_tell_them(self, veld, rik, olga):
        for i, own in enumerate(gemeenten(4)):
            veld.meet(own, (4, 20, 30, 40)[i], EIND_2025)
        seen = load_indicator(veld.deelnemers, BLIK, olga)
        shown = {rij.naam: rij.waarden[0] for rij in seen.regels if rij.naam.startswith("Gemeente")}
        assert list(shown.values()) == ["minder dan 10", "niet getoond", "niet getoond", "40"]
        assert seen.regio.waarden == ("94",)
        assert [rij.jaar for rij in seen.regels if rij.naam.startswith("Gemeente")] == ["niet getoond"] * 3 + ["40"]
        team = load_indicator(veld.deelnemers, BLIK, rik)
        assert [rij.waarden[0] for rij in team.regels if "Gemeente" in rij.naam] == ["4", "20", "30", "40"]

    def test_a_total_of_two_of_whom_one_is_few_is_not_shown(self, veld, olga, almelo, hengelo):
        veld.meet(almelo, 4, EIND_2025)
        veld.meet(hengelo, 40, EIND_2025)
        pagina = load_indicator(veld.deelnemers, BLIK, olga)
        assert (pagina.regio.waarden, pagina.regio.jaar) == (("niet getoond",), "niet getoond")

    def test_what_a_source_says_of_the_region_does_not_tell_it_either(self, veld, olga, rik, almelo, hengelo):
        veld.meet(almelo, 4, EIND_2025)
        veld.meet(hengelo, 40, EIND_2025)
        veld.meet(None, 44, EIND_2025)
        assert load_indicator(veld.deelnemers, BLIK, olga).regio.waarden == ("niet getoond",)
        assert load_indicator(veld.deelnemers, BLIK, rik).regio.waarden == ("44",)
        [reeks] = load_reeksen(BLIK, team=False)
        assert reeks.regio_in_woorden == "niet getoond"

    def test_anyone_signed_in_reads_it_and_downloads_the_same(self, veld, olga, almelo, as_user):
        veld.meet(almelo, 31, EIND_2025)
        client = as_user(olga)
        text = html(client.get("/projecten/mantelzorg/indicatoren/deelnemers/?peildatum=2026-01-15"))
        assert '<td class="getal">31</td>' in text
        assert "Wijzig de definitie" not in text
        file = client.get("/projecten/mantelzorg/indicatoren/deelnemers/lijst.csv?peildatum=2026-01-15")
        assert "Almelo;31;31;" in file.content.decode()
        assert client.get("/projecten/kinderarmoede/indicatoren/deelnemers/").status_code == 404

    @pytest.mark.parametrize("number", [1, 12])
    def test_it_costs_the_same_at_one_gemeente_and_at_twelve(self, veld, rik, number, django_assert_num_queries):
        for own in gemeenten(number):
            veld.meet(own, 20, EIND_2025)
            veld.meet(own, 18, date(2024, 12, 31))
        with django_assert_num_queries(8):
            load_indicator(veld.deelnemers, BLIK, rik)


class TestGrowth:
    def test_it_is_of_those_who_reported_both_times(self, veld, almelo, hengelo):
        veld.meet(almelo, 100, date(2024, 12, 31))
        veld.meet(almelo, 130, EIND_2025)
        veld.meet(hengelo, 400, EIND_2025)
        groei = load_groei([veld.deelnemers], EIND_2025, team=False)[veld.deelnemers.pk]
        assert (groei.tekst, groei.aantal) == ("+30%", 1)
        assert "van de 1 eigenaar die beide keren meldde" in groei.zin

    def test_a_source_that_says_it_of_the_region_is_taken_at_its_word(self, veld):
        veld.meet(None, 100, date(2024, 12, 31))
        veld.meet(None, 96, EIND_2025)
        assert load_groei([veld.deelnemers], EIND_2025, team=False)[veld.deelnemers.pk].tekst == "−4%"

    def test_it_tells_nothing_of_few_people(self, veld, almelo):
        veld.meet(almelo, 4, date(2024, 12, 31))
        veld.meet(almelo, 8, EIND_2025)
        assert not load_groei([veld.deelnemers], EIND_2025, team=False)
        assert load_groei([veld.deelnemers], EIND_2025, team=True)

    def test_it_tells_nothing_of_who_reported_once(self, veld):
        own = gemeenten(5)
        for i, eigenaar in enumerate(own):
            veld.meet(eigenaar, (4, 20, 30, 40, 50)[i], EIND_2025)
        for eigenaar in own[1:]:
            veld.meet(eigenaar, 25, date(2024, 12, 31))
        # 140 of now is 140% of 100; the total of now is shown, and 144 - 140 is the first gemeente's.
        assert not load_groei([veld.deelnemers], EIND_2025, team=False)
        assert load_groei([veld.deelnemers], EIND_2025, team=True)

    def test_it_tells_nothing_of_few_people_in_the_region(self, veld):
        veld.meet(None, 5, date(2024, 12, 31))
        veld.meet(None, 10, EIND_2025)
        assert not load_groei([veld.deelnemers], EIND_2025, team=False)

    def test_a_year_before_a_leap_day_is_the_28th(self):
        assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)


class TestForms:
    def test_a_definition_is_made_changed_and_its_warning_answered(self, veld, bente, almelo, as_user):
        client, path = as_user(bente), "/projecten/mantelzorg/indicatoren/"
        values = VOL | {"per": "100", "ritme": "kwartaal", "noemer_is": ""}
        refused = client.post(f"{path}nieuw/", values)
        assert refused.status_code == 422
        assert "Schrijf op wat de noemer telt" in html(refused)
        assert client.post(f"{path}nieuw/", values | {"noemer_is": "65-plussers"}).status_code == 302
        row = Indicator.objects.get(sleutel="bereik-2")
        row.metingen.create(eigenaar=almelo, peildatum=EIND_2025, waarde=15, teller=30, noemer=200)
        values |= {"noemer_is": "65-plussers", "over_tijd": "laatste"}
        asked = client.post(f"{path}bereik-2/wijzigen/", values)
        assert asked.status_code == 422
        assert 'name="bevestigd"' in html(asked)
        assert client.post(f"{path}bereik-2/wijzigen/", values | {"bevestigd": "on"}).status_code == 302

    def test_targets_are_read_as_dutch_people_write_them(self, veld, bente, almelo, as_user):
        client, path = as_user(bente), "/projecten/mantelzorg/indicatoren/deelnemers/streefwaarden/2026/"
        assert "Regio: streefwaarde" in html(client.get(path))
        refused = client.post(path, {"doel-regio": "veel"})
        assert refused.status_code == 422
        assert client.post(path, {"doel-regio": "1.200", f"doel-{almelo.pk}": "40"}).status_code == 302
        assert veld.deelnemers.streefwaarden.get(eigenaar=None).waarde == 1200

    def test_a_target_that_another_set_meanwhile_is_not_overwritten(self, veld, bente, almelo, as_user):
        client, path = as_user(bente), "/projecten/mantelzorg/indicatoren/deelnemers/streefwaarden/2026/"
        field = f"doel-{almelo.pk}"
        client.post(path, {field: "40"})
        stale = {"initial-doel-regio": "", f"initial-{field}": "", field: ""}
        assert client.post(path, stale | {"doel-regio": "90"}).status_code == 302
        assert {row.eigenaar_id: row.waarde for row in veld.deelnemers.streefwaarden.all()} == {
            almelo.pk: Decimal(40),
            None: Decimal(90),
        }
        refused = client.post(path, stale | {field: "50"})
        assert refused.status_code == 422
        assert "Een ander vulde hier intussen 40 in" in html(refused)

    @pytest.mark.parametrize("jaar", [0, 1999, 9999, 40_000, 10**20])
    def test_a_year_that_no_page_shows_has_no_targets(self, veld, bente, as_user, jaar):
        path = f"/projecten/mantelzorg/indicatoren/deelnemers/streefwaarden/{jaar}/"
        assert as_user(bente).post(path, {"doel-regio": "1"}).status_code == 404
        assert as_user(bente).get(path).status_code == 404

    @pytest.mark.parametrize("dag", ["0001-01-01", "9999-12-31"])
    def test_a_day_that_no_page_shows_is_no_day_of_a_baseline(self, veld, bente, almelo, as_user, dag):
        client, path = as_user(bente), "/projecten/mantelzorg/indicatoren/deelnemers/"
        values = VOL | {"soort": "aantal", "optelling": "som", "over_tijd": "som", "per": "100", "ritme": "kwartaal"}
        refused = client.post(f"{path}wijzigen/", values | {"nulmeting_op": dag})
        assert "Kies een dag tussen 1 januari 2000" in html(refused)
        client.post(f"{path}streefwaarden/2026/", {f"nul-{almelo.pk}": "20"})
        assert client.get(path).status_code == 200

    def test_a_baseline_is_a_value_of_its_kind(self, veld, bente, almelo, as_user):
        Indicator.objects.update(nulmeting_op=EIND_2025)
        path = "/projecten/mantelzorg/indicatoren/deelnemers/streefwaarden/2026/"
        refused = as_user(bente).post(path, {f"nul-{almelo.pk}": "-3", "doel-regio": "90"})
        assert refused.status_code == 422
        assert "Een aantal is een heel getal" in html(refused)
        assert not veld.deelnemers.streefwaarden.exists()
