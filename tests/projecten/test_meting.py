"""Measurements are entered a whole grid at once: by whom, of whom, until when, all or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Eigenaar
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Indicator, Meting
from projecten.selectors.raster import load_raster
from projecten.services.meting import Afgekeurd, Invoer, check_metingen, save_metingen
from projecten.services.voortgang import reopen_gemeente, reopen_voortgang
from tests.factories import make
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import GESLOTEN, LAATSTE_DAG, MAART, make_spel
from tests.projecten.streek import take_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def veld(tom, pia, almelo, hengelo) -> Meetveld:
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


def save(veld, actor, *invoer, now=MAART):
    return save_metingen(actor=actor, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, invoer=invoer, now=now)


def faults(veld, actor, *invoer, now=MAART):
    with pytest.raises(Afgekeurd) as refused:
        save(veld, actor, *invoer, now=now)
    return [(fout.veld, fout.zin) for fout in refused.value.fouten]


def raster(veld, actor, now=MAART):
    return load_raster(veld.spel.mantelzorg, veld.spel.ronde, actor, now.date())


def stored():
    rows = Meting.objects.order_by("indicator__naam", "eigenaar__naam")
    return [(str(row.indicator), str(row.eigenaar), row.waarde) for row in rows]


def told():
    return list(Logregel.objects.filter(actie="projecten.meting:save").order_by("pk").values_list("zin", flat=True))


class TestSaving:
    def test_the_leader_fills_a_grid_and_a_ratio_is_computed(self, veld, tom, almelo, hengelo):
        changes = save(veld, tom, veld.typ(almelo, "1.012"), veld.deel(hengelo, "30", "200"), veld.typ(hengelo, ""))
        assert stored() == [("Bereik", "Hengelo", Decimal(15)), ("Deelnemers", "Almelo", Decimal(1012))]
        row = Meting.objects.get(eigenaar=almelo)
        assert (row.door, row.vastgelegd_op, row.peildatum) == (tom, MAART, veld.spel.ronde.eind)
        assert [(change.van, change.naar) for change in changes] == [("", "1012"), ("", "30 van 200")]

    def test_what_was_left_as_it_was_is_not_touched(self, veld, tom, bente, almelo):
        save(veld, tom, veld.typ(almelo, "12"))
        assert save(veld, bente, veld.typ(almelo, "12")) == []
        assert Meting.objects.get().door == tom
        assert Logregel.objects.filter(actie="projecten.meting:save").count() == 1

    def test_an_emptied_cell_is_taken_back_and_zero_is_a_value(self, veld, tom, almelo):
        save(veld, tom, veld.typ(almelo, "12"))
        save(veld, tom, veld.typ(almelo, "0"))
        assert Meting.objects.get().waarde == 0
        save(veld, tom, veld.typ(almelo, ""))
        assert not Meting.objects.exists()

    def test_one_fault_keeps_everything_out_and_all_are_told_at_once(self, veld, tom, almelo, hengelo):
        found = faults(veld, tom, veld.typ(almelo, "12"), veld.typ(hengelo, "veel"), veld.deel(almelo, "5", "0"))
        assert [field for field, _ in found] == ["waarde", "teller"]
        assert not Meting.objects.exists()

    def test_a_try_stores_nothing_and_says_what_would_change(self, veld, tom, almelo):
        known = {"actor": tom, "project": veld.spel.mantelzorg, "ronde": veld.spel.ronde, "now": MAART}
        assert [one.naar for one in check_metingen(invoer=[veld.typ(almelo, "12")], **known)] == ["12"]
        assert not Meting.objects.exists()

    def test_a_remark_goes_with_a_value_and_not_without(self, veld, tom, almelo, hengelo):
        save(veld, tom, veld.typ(almelo, "12", toelichting=" Twee \x00 groepen. "))
        assert Meting.objects.get().toelichting == "Twee groepen."
        assert faults(veld, tom, veld.typ(almelo, "12", toelichting="a" * 301))[0][0] == "toelichting"
        ((field, zin),) = faults(veld, tom, veld.typ(hengelo, "", toelichting="Komt nog."))
        assert (field, "hoort een meting" in zin) == ("toelichting", True)
        save(veld, tom, veld.typ(almelo, "", toelichting="Twee groepen."))
        assert not Meting.objects.exists(), "a remark goes with the value that is taken back"

    def test_a_whole_column_costs_as_many_queries_as_one_cell(self, veld, tom, almelo, django_assert_num_queries):
        others = [make(Eigenaar, naam=f"Gemeente {i}", slug=f"gemeente-{i}") for i in range(12)]
        for own in others:
            take_part(veld.spel.mantelzorg, own, "pilot")
        raster(veld, tom)  # what Tom may do is then known
        with CaptureQueriesContext(connection) as one:
            save(veld, tom, veld.typ(almelo, "12"), veld.typ(others[0], "12"))
            save(veld, tom, veld.typ(almelo, "13"), veld.typ(others[0], ""))
        with django_assert_num_queries(len(one)):
            save(veld, tom, *(veld.typ(own, "12") for own in others[1:]), veld.typ(others[0], "14"))
            save(veld, tom, *(veld.typ(own, "13") for own in others[1:6]), *(veld.typ(own, "") for own in others[6:]))

    def test_money_is_not_told_in_the_log(self, veld, tom, almelo):
        veld.deelnemers.soort = "bedrag"
        veld.deelnemers.save()
        save(veld, tom, veld.typ(almelo, "1.234,50"))
        assert "1234" not in Logregel.objects.get(actie="projecten.meting:save").zin
        assert Meting.objects.get().waarde == Decimal("1234.50")

    def test_no_number_of_persons_is_told_in_the_log_only_that_one_was_written(self, veld, tom, almelo, hengelo):
        """Of Hengelo's 25 beside a hidden 7 the total of the region would give the 7: the page hides them both."""
        save(veld, tom, veld.typ(almelo, "7"), veld.typ(hengelo, "25"), veld.deel(hengelo, "30", "90"))
        save(veld, tom, veld.typ(almelo, "71"), veld.typ(hengelo, ""), veld.deel(hengelo, "31", "90"))
        assert told() == [
            "Metingen van Mantelzorg over Q1 2026 (31 maart 2026): "
            "Deelnemers, Almelo: ingevuld; Deelnemers, Hengelo: ingevuld; Bereik, Hengelo: ingevuld.",
            "Metingen van Mantelzorg over Q1 2026 (31 maart 2026): "
            "Deelnemers, Almelo: gewijzigd; Deelnemers, Hengelo: leeggemaakt; Bereik, Hengelo: gewijzigd.",
        ]

    def test_what_counts_no_persons_is_told_in_the_log_from_what_to_what(self, veld, tom, almelo):
        Indicator.objects.update(telt_personen=False)
        save(veld, tom, veld.typ(almelo, "7"))
        save(veld, tom, veld.typ(almelo, ""), veld.deel(almelo, "3", "9"))
        assert [zin.split("): ")[1] for zin in told()] == [
            "Deelnemers, Almelo: leeg → 7.",
            "Deelnemers, Almelo: 7 → leeg; Bereik, Almelo: leeg → 3 van 9.",
        ]


class TestTwoWriters:
    def test_what_another_entered_meanwhile_is_not_overwritten(self, veld, tom, pia, almelo, hengelo):
        seen = raster(veld, tom).vakken[veld.deelnemers.pk, almelo.pk].was
        save(veld, pia, veld.typ(almelo, "20"))
        assert "een ander" in faults(veld, tom, veld.typ(almelo, "30", was=seen))[0][1]
        assert Meting.objects.get().waarde == 20
        assert save(veld, tom, veld.typ(almelo, "20", was=seen)) == [], "the same value is no quarrel"


class TestWho:
    def test_the_local_leader_enters_the_own_gemeente_only(self, veld, pia, almelo, hengelo):
        save(veld, pia, veld.typ(almelo, "12"))
        assert [rij.eigenaar.naam for rij in raster(veld, pia).rijen] == ["Almelo"]
        assert "hoort niet bij" in faults(veld, pia, veld.typ(hengelo, "12"))[0][1]

    def test_who_does_not_lead_the_project_enters_nothing(self, veld, tom, olga, bram, hengelo):
        for actor in (olga, bram):
            with pytest.raises(NotAllowed):
                save(veld, actor, veld.typ(hengelo, "12"))
        with pytest.raises(NotAllowed, match="regionaal projectleider"):
            save_metingen(actor=tom, project=veld.spel.kinderarmoede, ronde=veld.spel.ronde, invoer=[], now=MAART)

    def test_programme_staff_enter_for_others(self, veld, rik, bente, almelo, hengelo):
        save(veld, rik, veld.typ(almelo, "12"))
        save(veld, bente, veld.typ(hengelo, "13"))
        assert Meting.objects.count() == 2

    def test_a_cell_of_another_project_is_refused(self, veld, tom, almelo):
        assert "hoort niet bij" in faults(veld, tom, Invoer(veld.deelnemers.pk + 999, almelo.pk, "1"))[0][1]


class TestWhen:
    def test_after_closing_nothing_is_entered_unless_reopened(self, veld, tom, bente, almelo, hengelo):
        assert "gesloten" in faults(veld, tom, veld.typ(almelo, "12"), now=GESLOTEN)[0][1]
        reopen_gemeente(
            actor=bente, ronde=veld.spel.ronde, gemeente=almelo, reden="nakomend", tot=GESLOTEN.date(), now=GESLOTEN
        )
        save(veld, tom, veld.typ(almelo, "12"), now=GESLOTEN)
        assert "gesloten" in faults(veld, tom, veld.typ(hengelo, "12"), now=GESLOTEN)[0][1]

    def test_the_last_reopening_of_a_text_counts_and_never_shortens_the_ronde(self, veld, tom, rik, bente, almelo):
        spel = veld.spel
        spel.approve(rik, spel.van_tom, "Nieuws")
        for tot in (date(2026, 4, 10), date(2026, 3, 12)):
            known = {"actor": bente, "ronde": spel.ronde, "onderwerp": spel.van_tom, "reden": "Cijfer"}
            reopen_voortgang(**known, tot=tot, now=MAART)
        save(veld, tom, veld.typ(almelo, "12"), now=LAATSTE_DAG)
        assert "gesloten" in faults(veld, tom, veld.typ(almelo, "13"), now=GESLOTEN)[0][1]

    def test_an_indicator_is_asked_in_rondes_of_its_rhythm_between_its_days(self, veld, tom):
        veld.bereik.ritme = "jaar"
        veld.bereik.save()
        assert raster(veld, tom).indicatoren == (veld.deelnemers,)
        veld.deelnemers.tot = veld.spel.ronde.begin
        veld.deelnemers.save()
        assert raster(veld, tom).indicatoren == ()


class TestRaster:
    def test_a_cell_shows_last_time_its_target_and_what_stands_out(self, veld, tom, almelo, hengelo):
        veld.meet(almelo, 20)
        veld.deelnemers.streefwaarden.create(eigenaar=almelo, jaar=2026, waarde=50)
        save(veld, tom, veld.typ(almelo, "60"), veld.typ(hengelo, "61"))
        cell = raster(veld, tom).vakken[veld.deelnemers.pk, almelo.pk]
        assert (cell.waarde, cell.vorige, cell.streefwaarde) == ("60", "20", 50)
        assert [one.soort for one in cell.opvallend] == ["sprong"]
        assert not raster(veld, tom).vakken[veld.deelnemers.pk, hengelo.pk].opvallend

    @pytest.mark.parametrize("number", [1, 12])
    def test_it_costs_the_same_at_one_gemeente_and_at_twelve(self, veld, tom, number, django_assert_num_queries):
        for i in range(number):
            eigenaar = make(Eigenaar, naam=f"Gemeente {i}", slug=f"gemeente-{i}")
            take_part(veld.spel.mantelzorg, eigenaar, "pilot")
            veld.meet(eigenaar, 20 + i)
        with django_assert_num_queries(8):
            raster(veld, tom)
