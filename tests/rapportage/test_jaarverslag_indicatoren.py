"""Indicators in the jaarverslag: the region's figure with who it is of, and few people told nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from projecten.models import Indeling, Indicator, Meting, ProjectNaam, Ronde
from projecten.selectors.indicator import load_indicator
from rapportage.documents.delen import Indicator as Rij
from rapportage.documents.delen import Reeks
from rapportage.documents.html import render_html
from rapportage.selectors.jaarverslag import jaarverslag_facts
from tests.factories import make
from tests.rapportage.conftest import make_news
from themalijnen.models import Themalijn, ThemalijnNaam

BEGIN = date(2024, 1, 1)
EIND = date(2024, 12, 31)
VANDAAG = date(2026, 4, 1)
KWARTALEN = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), EIND)


@dataclass
class Verslag:
    """The year 2024 of one project that is measured in five gemeenten."""

    indicator: Indicator
    gemeenten: tuple[Eigenaar, ...]

    def define(self, **fields: Any) -> None:
        Indicator.objects.filter(pk=self.indicator.pk).update(**fields)
        self.indicator.refresh_from_db()

    def meet(self, *waarden: int | None, op: date = EIND, **fields: Any) -> None:
        """One value per gemeente; None is not reported."""
        for eigenaar, waarde in zip(self.gemeenten, waarden, strict=False):
            if waarde is not None:
                self.zet(eigenaar, waarde, op=op, **fields)

    def zet(self, eigenaar: Eigenaar | None, waarde: int, op: date = EIND, **fields: Any) -> Meting:
        return make(Meting, indicator=self.indicator, eigenaar=eigenaar, peildatum=op, waarde=waarde, **fields)

    def facts(self) -> Any:
        return jaarverslag_facts(2024, today=VANDAAG)

    @property
    def rij(self) -> Rij:
        (rij,) = self.facts().themalijnen[0].indicatoren
        return rij

    @property
    def reeks(self) -> Reeks:
        (reeks,) = self.facts().themalijnen[0].reeksen
        return reeks

    @property
    def staven(self) -> dict[str, Any]:
        return {staaf.label: staaf.woord or staaf.waarde for staaf in self.reeks.staven}


@pytest.fixture
def verslag(db, nu, almelo, hengelo) -> Verslag:
    themalijn = Themalijn.objects.create(slug="ouderen", teken=4, volgorde=1, vanaf=BEGIN)
    ThemalijnNaam.objects.create(themalijn=themalijn, naam="Ouderen", vanaf=BEGIN)
    indicator = make(Indicator, sleutel="deelnemers", naam="Deelnemers", eenheid="aantal")
    project = indicator.project
    project.vanaf = BEGIN
    project.save()
    ProjectNaam.objects.filter(project=project).update(vanaf=BEGIN)
    Indeling.objects.update_or_create(project=project, defaults={"themalijn": themalijn, "vanaf": BEGIN})
    ronde = make(
        Ronde,
        soort="jaar",
        jaar=2024,
        kwartaal=None,
        begin=BEGIN,
        eind=EIND,
        open_vanaf=date(2025, 2, 1),
        op_tijd_tot=date(2025, 3, 1),
        dicht_op=date(2025, 3, 31),
    )
    make_news(ronde, nu, "Nieuws.", project=project)
    more = [
        Eigenaar.objects.create(naam=naam, slug=naam.lower(), soort="gemeente", vanaf=BEGIN)
        for naam in ("Borne", "Losser", "Wierden")
    ]
    return Verslag(indicator, (almelo, hengelo, *more))


class TestRegion:
    def test_it_is_added_up_over_who_reported_and_says_of_how_many(self, verslag):
        verslag.meet(45, 30, None, 25)
        rij = verslag.rij
        assert rij.waarde
        assert (rij.waarde.tekst, rij.waarde.herkomst) == ("100", "afgeleid")
        assert rij.telt == "3 van de 5 gemeenten hebben gemeld"
        assert rij.hoe == "som van de gemeenten, stand op 31 december 2024"
        assert verslag.reeks.regio
        assert verslag.reeks.regio.tekst == "**Regio: 100** (som van de gemeenten); 3 van de 5 gemeenten hebben gemeld."
        assert verslag.staven["Borne"] is None
        html = render_html(verslag.facts())
        assert "3 van de 5 gemeenten hebben gemeld" in html
        assert "<strong>Regio: 100</strong>" in html
        assert "niet gemeld is geen 0" in html

    def test_of_one_and_of_all_it_says_so(self, verslag):
        verslag.meet(45)
        assert verslag.rij.telt == "1 van de 5 gemeenten heeft gemeld"
        assert not verslag.facts().themalijnen[0].reeksen
        verslag.meet(None, 10, 20, 30, 40)
        assert verslag.rij.telt == "alle 5 gemeenten hebben gemeld"

    def test_nothing_reported_is_no_zero(self, verslag):
        rij = verslag.rij
        assert (rij.waarde, rij.telt) == (None, "geen van de 5 gemeenten heeft gemeld")
        assert "geen gegevens in de bron" in render_html(verslag.facts())

    def test_a_mean_stands_as_a_bar_among_its_gemeenten_and_a_sum_does_not(self, verslag):
        verslag.meet(40, 20)
        assert verslag.reeks.regiostaaf is None
        verslag.define(optelling="gemiddelde")
        assert verslag.reeks.regiostaaf
        assert verslag.reeks.regiostaaf.waarde == 30
        assert verslag.rij.hoe.startswith("gemiddelde van de gemeenten")

    def test_a_ratio_is_of_the_sums_and_has_its_sign(self, verslag):
        verslag.define(soort="verhouding", optelling="verhouding", eenheid="%", noemer_is="inwoners", norm=25)
        verslag.zet(verslag.gemeenten[0], 50, teller=100, noemer=200)
        verslag.zet(verslag.gemeenten[1], 10, teller=80, noemer=800)
        rij = verslag.rij
        assert (rij.waarde and rij.waarde.tekst, rij.norm) == ("18%", "25%")
        assert verslag.reeks.titel.tekst.endswith("van 10% in Hengelo tot 50% in Almelo")

    def test_quarters_become_the_year_and_who_missed_one_is_told(self, verslag):
        verslag.define(over_tijd="som")
        for day in KWARTALEN:
            verslag.meet(10, 20, 30 if day == EIND else None, op=day)
        rij = verslag.rij
        assert rij.waarde
        assert rij.waarde.tekst == "150"
        assert rij.telt == "2 van de 5 gemeenten hebben elke keer gemeld, 1 een deel van de 4 keer"
        assert rij.hoe == "som van de gemeenten, som van de kwartalen"
        assert verslag.reeks.regio
        assert verslag.reeks.regio.tekst.startswith("**Regio: 60**")

    def test_the_bars_are_of_one_day(self, verslag):
        verslag.meet(10, 20, 30, op=KWARTALEN[2])
        verslag.meet(11, 21)
        assert verslag.staven == {"Almelo": 11, "Hengelo": 21, "Borne": None, "Losser": None, "Wierden": None}
        assert verslag.rij.telt == "2 van de 5 gemeenten hebben gemeld"

    def test_what_a_source_says_of_the_region_goes_before(self, verslag):
        verslag.meet(40, 30)
        verslag.zet(None, 90, vindplaats="Raadsbrief")
        rij = verslag.rij
        assert (rij.waarde and rij.waarde.tekst, rij.telt) == ("90", "volgens de bron")

    def test_a_baseline_alone_is_called_so_and_does_not_count_beside_others(self, verslag):
        verslag.define(nulmeting_op=KWARTALEN[0], over_tijd="som")
        verslag.meet(10, 20, op=KWARTALEN[0])
        assert verslag.rij.hoe == "som van de gemeenten, nulmeting op 31 maart 2024"
        verslag.meet(12, 24)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "36"

    @pytest.mark.parametrize("over_tijd", ["som", "laatste", "gemiddelde"])
    @pytest.mark.parametrize("last", [(12, 40, None), (4, 40, 30), (4, 5, 6, 40, 41), (4, 5, 6, 7, 8), (9,)])
    def test_it_is_what_the_page_of_the_indicator_says_outside_the_team(self, verslag, olga, over_tijd, last):
        verslag.define(over_tijd=over_tijd)
        verslag.meet(20, 30, 40, op=KWARTALEN[2])
        verslag.meet(*last)
        page = load_indicator(verslag.indicator, Blik(EIND, VANDAAG), olga)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == page.regio.jaar

    def test_of_more_days_than_its_page_has_columns_the_year_is_the_same(self, verslag, olga):
        verslag.define(over_tijd="som")
        for month in range(1, 9):
            verslag.meet(10, 20, op=date(2024, month, 15))
        page = load_indicator(verslag.indicator, Blik(EIND, VANDAAG), olga)
        assert len(page.perioden) == len(page.regio.waarden) == len(page.regels[0].waarden) == 6
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == page.regio.jaar == "240"
        assert page.regels[0].jaar == "80"


class TestFewPeople:
    def test_they_are_told_by_no_bar_and_no_total(self, verslag):
        verslag.meet(45, 9, 12)
        assert verslag.staven["Hengelo"] == "minder dan 10"
        assert (verslag.staven["Almelo"], verslag.staven["Borne"], verslag.staven["Losser"]) == (45, 12, None)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "niet getoond"
        assert verslag.reeks.regio
        assert "**Regio: niet getoond**" in verslag.reeks.regio.tekst
        html = render_html(verslag.facts())
        assert ">66<" not in html
        assert "Waarden onder de 10 personen staan er niet" in html

    def test_with_a_total_others_stay_away_so_that_it_tells_nothing(self, verslag):
        verslag.meet(45, 4, 12, 15, 100)
        assert verslag.staven == {
            "Almelo": 45,
            "Hengelo": "minder dan 10",
            "Borne": "niet getoond",
            "Losser": "niet getoond",
            "Wierden": 100,
        }
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "176"

    def test_a_year_of_which_one_day_is_not_shown_is_not_shown(self, verslag):
        verslag.define(over_tijd="som")
        verslag.meet(45, 30, op=KWARTALEN[2])
        verslag.meet(45, 4)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "niet getoond"

    def test_they_do_not_follow_from_what_a_source_says_of_the_region(self, verslag):
        verslag.meet(4, 45)
        verslag.zet(None, 49)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "niet getoond"

    def test_the_mean_of_few_and_its_bar_stay_away(self, verslag):
        verslag.define(optelling="gemiddelde")
        verslag.meet(45, 4, 12)
        assert verslag.reeks.regiostaaf is None

    def test_what_counts_no_people_hides_nothing(self, verslag):
        verslag.define(telt_personen=False)
        verslag.meet(4, 5)
        assert verslag.rij.waarde
        assert verslag.rij.waarde.tekst == "9"
        assert "10 personen" not in render_html(verslag.facts())


def test_the_number_of_queries_does_not_grow_with_what_is_measured(verslag):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            verslag.facts()
        return len(queries)

    verslag.meet(12)
    before = count()
    verslag.meet(None, 20, 30, 40, 50)
    for i in range(5):
        more = make(Indicator, project=verslag.indicator.project, sleutel=f"meer-{i}")
        make(Meting, indicator=more, eigenaar=verslag.gemeenten[0], peildatum=EIND)
    assert count() == before
