"""Measurements by workbook: made, filled in, tried and kept; what is wrong is told at its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koers.eigenaren.models import Eigenaar
from koers.lib.xlsx import XlsxFout
from koers.toegang.rights import NotAllowed
from projecten.exports.werkmap import write_werkmap
from projecten.models import Inlezing, Meting
from projecten.rules.meetwaarde import Onleesbaar, show_value
from projecten.rules.werkmap import DATUM, DECIMALEN, FORMULE, typed_cell
from projecten.selectors.raster import load_raster
from projecten.services.voortgang import reopen_gemeente
from projecten.services.werkmap import Geweigerd, save_werkmap, try_werkmap
from projecten.zegel import Verbroken
from tests.factories import make
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import GESLOTEN, MAART, lead, make_spel
from tests.projecten.streek import make_ronde, take_part
from tests.projecten.werkmappen import SHEET, fill, patch, ref, rewrite


@pytest.fixture
def veld(tom, pia, almelo, hengelo) -> Meetveld:
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


def made(veld, actor, now=MAART, **where) -> bytes:
    where = {"project": veld.spel.mantelzorg, "ronde": veld.spel.ronde} | where
    naam = str(where["project"].slug).capitalize()
    return write_werkmap(load_raster(where["project"], where["ronde"], actor, now.date()), naam)


def attempt(veld, actor, data, now=MAART):
    known = {"project": veld.spel.mantelzorg, "ronde": veld.spel.ronde, "bestand": "metingen.xlsx", "now": now}
    return try_werkmap(actor=actor, data=data, **known)


def keep(veld, actor, data, now=MAART):
    zegel = attempt(veld, actor, data, now).zegel
    return save_werkmap(actor=actor, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, zegel=zegel, now=now)


def faults(veld, actor, data, now=MAART):
    with pytest.raises(Geweigerd) as refused:
        attempt(veld, actor, data, now)
    assert not Meting.objects.filter(door=actor).exists()
    return [(fout.cel, fout.waarde, fout.zin) for fout in refused.value.fouten]


def stored():
    rows = Meting.objects.order_by("indicator__naam", "eigenaar__naam")
    return [(str(row.indicator), str(row.eigenaar), row.waarde, row.toelichting) for row in rows]


@pytest.mark.django_db
class TestRoundTrip:
    def test_filled_in_tried_and_kept(self, veld, tom):
        data = fill(
            made(veld, tom),
            {
                ("Deelnemers", "Almelo", "Waarde"): 12.0,
                ("Deelnemers", "Almelo", "Opmerking"): "=1+1 is_x0000_  geen formule",
                ("Bereik", "Hengelo", "Teller"): "30",
                ("Bereik", "Hengelo", "Noemer"): 200,
            },
        )
        proef = attempt(veld, tom, data)
        assert [(one.indicator, one.eigenaar, one.van, one.naar) for one in proef.regels] == [
            ("Bereik", "Hengelo", "", "30 van 200"),
            ("Deelnemers", "Almelo", "", "12"),
        ]
        assert proef.ongemoeid == 2
        assert not Meting.objects.exists(), "a try stores nothing"
        kept = keep(veld, tom, data)
        assert stored() == [
            ("Bereik", "Hengelo", Decimal(15), ""),
            ("Deelnemers", "Almelo", Decimal(12), "=1+1 is geen formule"),
        ]
        assert (kept.door, kept.bestand, len(kept.wijzigingen)) == (tom, "metingen.xlsx", 2)
        assert keep(veld, tom, data) is None, "the same workbook again changes nothing"

    def test_a_cell_that_was_emptied_is_taken_back(self, veld, tom, almelo):
        veld.meet(almelo, 12, veld.spel.ronde.eind)
        assert keep(veld, tom, fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): None})).wijzigingen == [
            ["Deelnemers", "Almelo", "12", ""]
        ]
        assert not Meting.objects.exists()

    def test_a_row_left_as_it_was_never_conflicts_and_a_changed_one_does(self, veld, tom, almelo):
        meting = veld.meet(almelo, 12, veld.spel.ronde.eind)
        old = made(veld, tom)
        Meting.objects.filter(pk=meting.pk).update(waarde=20)
        assert attempt(veld, tom, old).regels == ()
        ((cel, waarde, zin),) = faults(veld, tom, fill(old, {("Deelnemers", "Almelo", "Waarde"): 13}))
        assert (cel, waarde) == (ref(old, "Deelnemers", "Almelo", "Waarde"), "13")
        assert "een ander" in zin

    def test_what_another_entered_after_the_try_is_not_overwritten(self, veld, tom, almelo):
        zegel = attempt(veld, tom, fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): 13})).zegel
        veld.meet(almelo, 20, veld.spel.ronde.eind)
        with pytest.raises(Geweigerd):
            save_werkmap(actor=tom, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, zegel=zegel, now=MAART)
        assert [row[2] for row in stored()] == [20]
        assert not Inlezing.objects.exists()

    def test_what_is_given_back_cannot_be_changed_or_be_of_another(self, veld, tom, bente):
        zegel = attempt(veld, tom, fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): 13})).zegel
        for actor, text in ((bente, zegel), (tom, zegel[:-2]), (tom, "")):
            with pytest.raises(Verbroken):
                save_werkmap(actor=actor, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, zegel=text, now=MAART)

    def test_what_stands_out_is_told_before_it_is_kept(self, veld, tom, almelo):
        veld.meet(almelo, 20)
        proef = attempt(veld, tom, fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): 60}))
        assert [one.soort for one in proef.regels[0].opvallend] == ["sprong"]

    @pytest.mark.parametrize("number", [1, 12])
    def test_trying_costs_the_same_for_one_gemeente_and_for_twelve(self, veld, tom, number, django_assert_num_queries):
        cells = {}
        for i in range(number):
            eigenaar = make(Eigenaar, naam=f"Gemeente {i}", slug=f"gemeente-{i}")
            take_part(veld.spel.mantelzorg, eigenaar, "pilot")
            cells["Deelnemers", eigenaar.naam, "Waarde"] = i
        data = fill(made(veld, tom), cells)
        with django_assert_num_queries(18):
            assert len(attempt(veld, tom, data).regels) == number

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        soort=st.sampled_from(["aantal", "bedrag", "score", "ja-nee"]),
        cents=st.integers(0, 99_999_999_999),
        remark=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=300),
        parts=st.tuples(st.integers(0, 10**9 - 1), st.integers(1, 10**9 - 1)),
    )
    def test_a_workbook_read_back_as_it_is_changes_nothing(self, veld, tom, almelo, soort, cents, remark, parts):
        Meting.objects.all().delete()
        veld.deelnemers.soort = soort
        veld.deelnemers.save()
        waarde = Decimal(cents % 2) if soort == "ja-nee" else Decimal(cents) / 100
        op = veld.spel.ronde.eind
        veld.meet(almelo, str(waarde), op, toelichting=" ".join(remark.split()))
        teller, noemer = (Decimal(part) / 100 for part in parts)
        make(Meting, indicator=veld.bereik, eigenaar=almelo, peildatum=op, teller=teller, noemer=noemer)
        proef = attempt(veld, tom, made(veld, tom))
        assert (proef.regels, proef.ongemoeid) == ((), 4)


@pytest.mark.django_db
class TestRefusedCells:
    def test_every_fault_is_told_at_its_cell_and_nothing_is_kept(self, veld, tom):
        data = made(veld, tom)
        cells = {
            ("Deelnemers", "Almelo", "Waarde"): "veel",
            ("Deelnemers", "Hengelo", "Waarde"): 12.345,
            ("Bereik", "Almelo", "Teller"): 5,
            ("Bereik", "Almelo", "Noemer"): 0,
            ("Bereik", "Hengelo", "Teller"): 300,
            ("Bereik", "Hengelo", "Noemer"): 200,
        }
        found = faults(veld, tom, fill(data, cells))
        assert [cel for cel, *_ in found] == [
            ref(data, "Bereik", "Almelo", "Teller"),
            ref(data, "Bereik", "Hengelo", "Teller"),
            ref(data, "Deelnemers", "Almelo", "Waarde"),
            ref(data, "Deelnemers", "Hengelo", "Waarde"),
        ]
        assert [waarde for _, waarde, _ in found] == ["5", "300", "veel", "12,345"]
        zinnen = [zin for *_, zin in found]
        assert "De noemer is 0" in zinnen[0]
        assert "meer dan 100%" in zinnen[1]
        assert zinnen[2:] == ["Vul een getal in, met een komma voor de decimalen (12 of 12,5).", DECIMALEN]

    @pytest.mark.parametrize(
        ("kind", "inner", "zin"),
        [
            ("n", "<f>6*2</f><v>12</v>", FORMULE),
            ("n", '<f t="shared" si="0"/><v>12</v>', FORMULE),
            ("e", "<v>#N/A</v>", "Hier staat een foutmelding van Excel. Vul het getal zelf in, of maak de cel leeg."),
            ("b", "<v>1</v>", "Hier staat WAAR of ONWAAR. Vul een getal in."),
            ("d", "<v>2026-02-01T00:00:00</v>", DATUM),
            ("n", "<v>1e300</v>", "Dit getal is te groot."),
            ("n", "<v>-3</v>", "Een aantal is een heel getal van 0 of meer."),
            ("n", "<v>2.5</v>", "Een aantal is een heel getal van 0 of meer."),
        ],
    )
    def test_what_is_no_number_someone_typed(self, veld, tom, kind, inner, zin):
        data = made(veld, tom)
        cel = ref(data, "Deelnemers", "Almelo", "Waarde")
        ((where, _, told),) = faults(veld, tom, patch(data, {cel: (kind, inner)}))
        assert (where, told) == (cel, zin)

    def test_a_formula_that_fills_several_cells_is_found_in_each(self, veld, tom):
        data = made(veld, tom)
        teller, noemer = (ref(data, "Bereik", "Almelo", kop) for kop in ("Teller", "Noemer"))
        cells = {teller: ("n", f'<f t="array" ref="{teller}:{noemer}">6*2</f><v>12</v>'), noemer: ("n", "<v>12</v>")}
        assert [(cel, zin) for cel, _, zin in faults(veld, tom, patch(data, cells))] == [
            (teller, FORMULE),
            (noemer, FORMULE),
        ]

    def test_a_remark_without_a_measurement_is_not_lost_in_silence(self, veld, tom):
        data = fill(made(veld, tom), {("Deelnemers", "Almelo", "Opmerking"): "volgt nog"})
        assert "hoort een meting" in faults(veld, tom, data)[0][2]

    def test_a_remark_that_is_too_long(self, veld, tom):
        cells = {("Deelnemers", "Almelo", "Opmerking"): "a" * 301, ("Deelnemers", "Almelo", "Waarde"): 1}
        data = fill(made(veld, tom), cells)
        ((cel, waarde, zin),) = faults(veld, tom, data)
        assert cel == ref(data, "Deelnemers", "Almelo", "Opmerking")
        assert (len(waarde), "301 tekens" in zin) == (60, True)


@pytest.mark.django_db
class TestRows:
    def test_a_row_with_another_key_or_another_name_is_refused(self, veld, tom):
        data = made(veld, tom)
        sleutel = ref(data, "Deelnemers", "Almelo", "Sleutel")
        for cells in ({sleutel: "1:2"}, {ref(data, "Deelnemers", "Almelo", "Eigenaar"): "Hengelo"}):
            changed = patch(data, {cel: ("inlineStr", f"<is><t>{text}</t></is>") for cel, text in cells.items()})
            ((_, _, zin),) = faults(veld, tom, changed)
            assert "veranderd" in zin

    def test_what_was_filled_in_for_another_kind_of_indicator_is_not_lost_in_silence(self, veld, tom):
        data = fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): 12})
        zegel = attempt(veld, tom, data).zegel
        veld.deelnemers.soort = "verhouding"
        veld.deelnemers.save()
        assert "intussen anders" in faults(veld, tom, data)[0][2]
        with pytest.raises(Geweigerd):
            save_werkmap(actor=tom, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, zegel=zegel, now=MAART)

    def test_a_row_that_was_copied_counts_once(self, veld, tom):
        data = fill(made(veld, tom), {("Deelnemers", "Almelo", "Waarde"): 12})

        def twice(xml: str) -> str:
            row = next(part for part in xml.split("<row ") if f'r="{cel}"' in part).split("</row>")[0]
            number = cel[1:]
            again = row.replace(f'r="{number}"', 'r="99"').replace(f'{number}"', '99"')
            return xml.replace("</sheetData>", f"<row {again}</row></sheetData>")

        cel = ref(data, "Deelnemers", "Almelo", "Waarde")
        assert "al op rij" in faults(veld, tom, rewrite(data, SHEET, twice))[0][2]

    def test_something_typed_below_the_table_is_told(self, veld, tom):
        below = '<row r="50"><c r="F50"><v>12</v></c></row></sheetData>'
        data = rewrite(made(veld, tom), SHEET, lambda xml: xml.replace("</sheetData>", below))
        assert faults(veld, tom, data)[0][:2] == ("F50", "12")

    def test_of_another_gemeente_only_what_was_touched_is_refused(self, veld, tom, pia):
        data = made(veld, tom)
        assert attempt(veld, pia, fill(data, {("Deelnemers", "Almelo", "Waarde"): 3})).ongemoeid == 3
        found = faults(veld, pia, fill(data, {("Bereik", "Hengelo", "Noemer"): 3}))
        assert (found[0][0], "hoort niet bij" in found[0][2]) == (ref(data, "Bereik", "Hengelo", "Teller"), True)

    def test_the_workbook_of_a_local_leader_has_the_own_gemeente(self, veld, pia):
        with pytest.raises(LookupError):
            ref(made(veld, pia), "Deelnemers", "Hengelo", "Waarde")


@pytest.mark.django_db
class TestWhere:
    def test_the_workbook_of_another_project_or_ronde_is_refused_by_name(self, veld, tom):
        lead(veld.spel.kinderarmoede, tom)
        other = made(veld, tom, project=veld.spel.kinderarmoede)
        with pytest.raises(XlsxFout, match=r"Kinderarmoede over Q1 2026\. Hier hoort die van Mantelzorg over Q1 2026"):
            attempt(veld, tom, other)
        with pytest.raises(XlsxFout, match="over Q2 2026"):
            attempt(veld, tom, made(veld, tom, ronde=make_ronde(2026, 2)))

    def test_after_closing_only_what_was_reopened_is_taken(self, veld, tom, bente, almelo):
        data = made(veld, tom)
        almost = {("Deelnemers", "Almelo", "Waarde"): 3, ("Deelnemers", "Hengelo", "Waarde"): 3}
        assert len(faults(veld, tom, fill(data, almost), now=GESLOTEN)) == 2
        reopen_gemeente(
            actor=bente, ronde=veld.spel.ronde, gemeente=almelo, reden="laat", tot=GESLOTEN.date(), now=GESLOTEN
        )
        assert len(faults(veld, tom, fill(data, almost), now=GESLOTEN)) == 1
        keep(veld, tom, fill(data, {("Deelnemers", "Almelo", "Waarde"): 3}), now=GESLOTEN)

    def test_who_enters_nothing_of_it_tries_nothing(self, veld, tom, olga):
        with pytest.raises(NotAllowed):
            attempt(veld, olga, made(veld, tom))


class TestTypedCell:
    @given(st.integers(-99_999_999_999, 99_999_999_999))
    def test_two_decimals_survive_the_binary_number_of_a_spreadsheet(self, cents):
        number = Decimal(cents) / 100
        assert typed_cell(float(number), "score").replace(",", ".") == format(number.normalize() + 0, "f") or not cents

    @given(st.floats())
    def test_no_number_is_rounded_in_silence(self, number):
        try:
            typed = typed_cell(number, "score")
        except Onleesbaar:
            return
        assert Decimal(typed.replace(",", ".")) == Decimal(f"{number:.15g}")

    def test_booleans_are_yes_and_no_where_that_is_asked(self):
        assert [typed_cell(cel, "ja-nee") for cel in (True, False)] == ["ja", "nee"]
        assert show_value(Decimal(1), "ja-nee") == "ja"
