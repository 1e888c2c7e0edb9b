"""A borging or a check that was recorded wrongly is mended by who keeps it; what stood there can still be read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Partner
from koers.lib import klok
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Borging, BorgingControle, BorgingVerbetering
from projecten.rules.borging import VOORBIJ, mended
from projecten.services.borgingherstel import correct_borging, correct_controle, withdraw_controle
from tests.factories import make
from tests.projecten.rondes import lead, page
from tests.projecten.streek import make_project, make_thema

LANG = date(2025, 3, 1)
VANDAAG = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def oud(tom):
    """A borging of more than a year ago, of the project that Tom leads."""
    project = make_project("beweging", "In Beweging", make_thema("gezond", "Gezond leven"))
    lead(project, tom)
    sport = make(Partner, naam="Sport Netwerk", slug="sport-netwerk")
    return make(Borging, project=project, partner=sport, gemeld_op=LANG, afspraak="Convenant 2025")


@pytest.fixture
def controle(oud, tom):
    return make(BorgingControle, borging=oud, datum=date(2026, 3, 2), bevinding="Gesproken met Jansen.", door=tom)


def known(row: Borging, **changed):
    values = {"partner": row.partner, "eigenaar": row.eigenaar, "vanaf": row.vanaf, "gemeld_op": row.gemeld_op}
    return values | {"afspraak": row.afspraak, "reden": "tikfout"} | changed


def test_what_changed_is_told_and_the_rest_is_not():
    assert mended([("Sinds", "niet bekend", "1 maart"), ("Afspraak", "a", "a")]) == (
        "Sinds: eerst niet bekend, nu 1 maart."
    )
    assert mended([("Afspraak", "a", "a")]) == ""


class TestBorging:
    def test_tom_mends_it_and_everyone_reads_what_stood_there(self, oud, hengelo, tom, olga, as_user):
        client = as_user(tom)
        assert f"/borgingen/{oud.pk}/" in page(client.get("/borgingen/"))
        html = page(client.get(f"/borgingen/{oud.pk}/verbeteren/"))
        assert "Convenant 2025" in html
        assert f'value="partner-{oud.partner_id}" selected' in html
        sent = {
            "bij": f"eigenaar-{hengelo.pk}",
            "vanaf": "2025-02-01",
            "gemeld_op": "2025-03-01",
            "afspraak": "Convenant 2025",
            "reden": "verkeerde organisatie",
        }
        html = page(client.post(f"/borgingen/{oud.pk}/verbeteren/", sent, follow=True))
        assert "De borging is verbeterd." in html
        assert "In Beweging, geborgd bij Hengelo" in html
        told = "Geborgd bij: eerst Sport Netwerk, nu Hengelo. Sinds: eerst niet bekend, nu 1 februari 2025."
        assert told in html
        assert "Reden: verkeerde organisatie." in html
        row = BorgingVerbetering.objects.get()
        assert (row.wat, row.door, row.op) == (told, tom, klok.now())
        line = Logregel.objects.first()
        assert line.zin == f"Borging van In Beweging bij Sport Netwerk verbeterd. {told} Reden: verkeerde organisatie"
        html = page(as_user(olga).get(f"/borgingen/{oud.pk}/"))
        assert told in html
        assert "verbeteren" not in html

    def test_the_words_of_an_agreement_stay_with_the_borging_and_out_of_the_log(self, oud, tom, nu):
        """An agreement may name an amount."""
        correct_borging(actor=tom, borging=oud, now=nu, **known(oud, afspraak="Begroting 2026, € 40.000"))
        assert "nu “Begroting 2026, € 40.000”" in BorgingVerbetering.objects.get().wat
        line = Logregel.objects.first()
        assert line.zin == (
            "Borging van In Beweging bij Sport Netwerk verbeterd. De afspraak is herschreven. Reden: tikfout"
        )
        changed = {"vanaf": date(2025, 2, 1), "afspraak": "Convenant, € 50.000"}
        correct_borging(actor=tom, borging=Borging.objects.get(), now=nu, **known(Borging.objects.get(), **changed))
        assert Logregel.objects.first().zin == (
            "Borging van In Beweging bij Sport Netwerk verbeterd. Sinds: eerst niet bekend, nu 1 februari 2025. "
            "De afspraak is herschreven. Reden: tikfout"
        )

    def test_who_does_not_keep_it_mends_nothing(self, oud, rik, tom, bente, nu):
        oud.project.leiding.all().delete()
        for actor in (rik, tom):
            with pytest.raises(NotAllowed):
                correct_borging(actor=actor, borging=oud, now=nu, **known(oud, afspraak="Anders"))
        correct_borging(actor=bente, borging=oud, now=nu, **known(oud, afspraak="Anders"))
        assert Borging.objects.get().afspraak == "Anders"

    @pytest.mark.parametrize(
        ("changed", "zin"),
        [
            ({}, "U veranderde niets"),
            ({"afspraak": "Anders", "reden": " "}, "Schrijf op waarom"),
            ({"gemeld_op": date(2026, 3, 11)}, "moet nog komen"),
            ({"gemeld_op": date(2026, 3, 9)}, "al gecontroleerd"),
            ({"vanaf": VANDAAG}, "begint na de dag waarop zij is gemeld"),
            ({"partner": None}, "Kies één organisatie"),
        ],
    )
    def test_what_cannot_be_is_refused_in_one_sentence(self, oud, controle, tom, nu, changed, zin):
        with pytest.raises(ValidationError, match=zin):
            correct_borging(actor=tom, borging=oud, now=nu, **known(oud, **changed))
        assert Borging.objects.get().afspraak == "Convenant 2025"
        assert not BorgingVerbetering.objects.exists()

    def test_another_of_the_project_stays_beside_it(self, oud, tom, nu):
        make(Borging, project=oud.project, partner=oud.partner, gemeld_op=VANDAAG)
        with pytest.raises(ValidationError, match="Op 10 maart 2026 is van dit project al een borging gemeld"):
            correct_borging(actor=tom, borging=oud, now=nu, **known(oud, gemeld_op=VANDAAG))

    def test_one_that_should_not_be_is_taken_back_once_no_check_is_left(self, oud, controle, tom, nu, as_user):
        client = as_user(tom)
        address = f"/borgingen/{oud.pk}/terugnemen/"
        assert address not in page(client.get(f"/borgingen/{oud.pk}/"))
        response = client.post(address, {"reden": "verkeerd project"})
        assert response.status_code == 422
        assert "Neem eerst de controles terug." in page(response)
        withdraw_controle(actor=tom, controle=controle, reden="verkeerd project", now=nu)
        html = page(client.post(address, {"reden": "verkeerd project"}, follow=True))
        assert "De borging is teruggenomen." in html
        assert "wat er stond" not in html
        assert not Borging.objects.exists()
        assert Logregel.objects.first().zin == (
            "Teruggenomen: In Beweging geborgd bij Sport Netwerk, gemeld op 1 maart 2025. Reden: verkeerd project"
        )

    @pytest.mark.parametrize(
        ("gemeld_op", "zin"),
        [
            (LANG, "Een controle is nodig, sinds <b>1 maart 2026</b>."),
            (date(2025, 3, 10), "Een controle is nodig, sinds <b>10 maart 2026</b>."),
            (date(2025, 3, 11), "De volgende controle is op 11 maart 2026."),
        ],
    )
    def test_the_page_says_when_a_check_is_due_also_on_the_day_itself(self, oud, olga, as_user, gemeld_op, zin):
        Borging.objects.update(gemeld_op=gemeld_op)
        assert zin in page(as_user(olga).get(f"/borgingen/{oud.pk}/"))

    def test_an_eigenaar_that_is_none_any_more_stays_offered(self, oud, hengelo, tom, as_user):
        Borging.objects.update(partner=None, eigenaar=hengelo)
        hengelo.tot = date(2025, 12, 31)
        hengelo.save()
        html = page(as_user(tom).get(f"/borgingen/{oud.pk}/verbeteren/"))
        assert f'value="eigenaar-{hengelo.pk}" selected' in html


class TestControle:
    def test_tom_mends_what_he_found_and_a_name_stays_out_of_the_log(self, oud, controle, tom, as_user):
        sent = {
            "datum": "2026-03-02",
            "uitkomst": "aandacht",
            "bevinding": "Gesproken met Pietersen.",
            "reden": "verkeerde naam",
        }
        client = as_user(tom)
        html = page(client.post(f"/borgingen/controles/{controle.pk}/verbeteren/", sent, follow=True))
        assert "De controle is verbeterd." in html
        assert (
            "Controle van 2 maart 2026. Uitkomst: eerst houdt stand, nu vraagt aandacht. "
            "Bevinding: eerst “Gesproken met Jansen.”, nu “Gesproken met Pietersen.”"
        ) in html
        line = Logregel.objects.first()
        assert line.zin == (
            "Controle van 2 maart 2026 van de borging van In Beweging verbeterd. "
            "Uitkomst: eerst houdt stand, nu vraagt aandacht. Reden: verkeerde naam"
        )
        assert not Logregel.objects.filter(zin__contains="Jansen").exists()

    def test_a_finding_alone_is_told_without_its_words(self, controle, tom, nu):
        fields = {"datum": controle.datum, "uitkomst": controle.uitkomst, "bevinding": "Anders.", "reden": "onvolledig"}
        correct_controle(actor=tom, controle=controle, now=nu, **fields)
        assert "De bevinding is herschreven." in Logregel.objects.first().zin

    @pytest.mark.parametrize(
        ("changed", "zin"),
        [
            ({}, "U veranderde niets"),
            ({"datum": date(2026, 3, 11)}, "moet nog komen"),
            ({"datum": date(2025, 2, 1)}, "dat is het sinds 1 maart 2025"),
            ({"datum": date(2025, 9, 1)}, "Er is al een controle van 1 september 2025. Kies een latere dag"),
            ({"datum": date(2026, 3, 9)}, "Er is al een controle van 9 maart 2026. Kies een eerdere dag"),
            ({"uitkomst": VOORBIJ}, "Alleen bij de laatste controle"),
        ],
    )
    def test_it_keeps_its_place_among_the_others(self, oud, controle, tom, nu, changed, zin):
        make(BorgingControle, borging=oud, datum=date(2025, 9, 1))
        make(BorgingControle, borging=oud, datum=date(2026, 3, 9))
        known = {"datum": controle.datum, "uitkomst": controle.uitkomst, "bevinding": controle.bevinding}
        with pytest.raises(ValidationError, match=zin):
            correct_controle(actor=tom, controle=controle, reden="tikfout", now=nu, **known | changed)

    def test_over_by_mistake_is_taken_back_and_the_check_is_asked_again(self, oud, tom, as_user):
        row = make(BorgingControle, borging=oud, datum=VANDAAG, uitkomst=VOORBIJ, bevinding="Alles is weg.")
        client = as_user(tom)
        assert f"/borgingen/{oud.pk}/controle/" not in page(client.get(f"/borgingen/{oud.pk}/"))
        sent = {"reden": "andere borging bedoeld"}
        html = page(client.post(f"/borgingen/controles/{row.pk}/terugnemen/", sent, follow=True))
        assert "Controle van 10 maart 2026 teruggenomen: niet meer geborgd. Bevinding was “Alles is weg.”" in html
        assert f"/borgingen/{oud.pk}/controle/" in html
        assert not BorgingControle.objects.exists()
        assert BorgingVerbetering.objects.get().reden == "andere borging bedoeld"

    def test_who_does_not_keep_it_is_told_why(self, oud, controle, tom, as_user):
        oud.project.leiding.all().delete()
        response = as_user(tom).get(f"/borgingen/controles/{controle.pk}/verbeteren/")
        assert response.status_code == 403
        assert "U leidt In Beweging niet." in page(response)


def test_a_page_of_many_checks_costs_as_many_queries_as_of_one(oud, controle, olga, as_user, django_assert_num_queries):
    client = as_user(olga)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/borgingen/{oud.pk}/")
    for month in range(1, 9):
        make(BorgingControle, borging=oud, datum=date(2025, 3 + month, 1), door=olga)
        make(BorgingVerbetering, borging=oud, door=olga)
    with django_assert_num_queries(len(queries)):
        client.get(f"/borgingen/{oud.pk}/")
