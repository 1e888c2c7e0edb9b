"""The log: found by what happened, taken as a file, added to and never changed, kept as long as it should."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from koers.lib import klok
from koers.toegang.bewaren import opened_log, prune_log
from koers.toegang.log import log, through
from koers.toegang.logboek import PAGE, WERKWOORDEN
from koers.toegang.models import Logregel, Logvrijgave
from koers.toegang.rules import keep_from
from koers.toegang.tasks import prune
from koers.toegang.views import log as log_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def portaal(as_user, bea):
    return as_user(bea)


@pytest.fixture
def regels(nu, bea, tom):
    """Four lines that differ in everything the log is searched by."""
    log(actor=bea, actie="toegang.gebruiker:create", zin="Tom kreeg een account.", object=tom, now=nu)
    log(actor=tom, actie="toegang.sessie:begin", zin="Tom meldde zich aan.", object=tom, now=nu + timedelta(days=1))
    log(
        actor=None,
        actie="toegang.sessie:refuse",
        zin="Aanmelden is geweigerd.",
        resultaat="geweigerd",
        via="portaal",
        now=nu + timedelta(days=2),
    )
    with through(Logregel.Via.API):
        log(actor=tom, actie="projecten.voortgang:save", zin="Tom bewaarde.", now=nu - timedelta(days=9))
    log(actor=None, actie="opdrachten.opdracht:fail", zin="Het mislukte.", via="werker", now=nu + timedelta(days=3))


def file_of(response) -> str:
    """The text of a file that is sent as it is read."""
    assert response.streaming
    return b"".join(response.streaming_content).decode("utf-8-sig")


def zinnen(response) -> list[str]:
    return [regel.zin for regel in response.context["blad"].regels]


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({"actie": "toegang.sessie:begin"}, ["Tom meldde zich aan."]),
        ({"soort": "toegang.gebruiker"}, ["Tom meldde zich aan.", "Tom kreeg een account."]),
        ({"resultaat": "geweigerd"}, ["Aanmelden is geweigerd."]),
        ({"via": "werker"}, ["Het mislukte."]),
        ({"via": "api"}, ["Tom bewaarde."]),
        ({"wie": "niemand"}, ["Het mislukte.", "Aanmelden is geweigerd."]),
        ({"wie": "niemand", "via": "portaal"}, ["Aanmelden is geweigerd."]),
        ({"van": "2026-03-11", "tot": "2026-03-12"}, ["Aanmelden is geweigerd.", "Tom meldde zich aan."]),
        ({"tot": "2026-03-09"}, ["Tom bewaarde."]),
        ({"tot": "2026-02-09"}, []),
    ],
)
def test_the_log_is_searched_and_the_file_holds_the_same_lines(portaal, regels, vraag, gevonden):
    assert zinnen(portaal.get("/logboek/", vraag)) == gevonden
    rows = file_of(portaal.get("/logboek/regels.csv", vraag)).splitlines()[1:]
    assert [row.split(";")[1] for row in rows] == gevonden


def test_the_log_is_searched_by_person(portaal, regels, bea):
    assert zinnen(portaal.get("/logboek/", {"wie": bea.pk})) == ["Tom kreeg een account."]


def test_a_line_belongs_to_the_day_in_twente(portaal):
    log(actor=None, actie="x:y", zin="Net op 1 april.", now=datetime(2026, 3, 31, 22, 0, tzinfo=UTC))
    log(actor=None, actie="x:y", zin="Nog op 31 maart.", now=datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC))
    assert zinnen(portaal.get("/logboek/", {"van": "2026-04-01"})) == ["Net op 1 april."]
    assert zinnen(portaal.get("/logboek/", {"tot": "2026-03-31"})) == ["Nog op 31 maart."]


@pytest.mark.parametrize(
    ("vraag", "reden"),
    [
        ({"van": "2026-03-12", "tot": "2026-03-11"}, "De laatste dag ligt voor de eerste."),
        ({"van": "gisteren"}, "Dit is geen dag."),
        ({"tot": "9999-12-31"}, "tot en met 31 december 2099"),
        ({"van": "0001-01-01"}, "vanaf 1 januari 2000"),
        ({"wie": "0 OR 1=1"}, "0 OR 1=1"),
        ({"actie": "x'; DROP TABLE"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_the_reason_on_both_doors(portaal, regels, vraag, reden):
    page = portaal.get("/logboek/", vraag)
    assert page.status_code == 400
    assert reden in page.content.decode()
    assert portaal.get("/logboek/regels.csv", vraag).status_code == 400
    assert not Logregel.objects.filter(actie="toegang.log:export").exists()


def test_taking_the_log_as_a_file_is_in_the_log_and_a_cell_is_never_a_formula(portaal, nu):
    log(actor=None, actie="x:y", zin="=1+1", now=nu)
    response = portaal.get("/logboek/regels.csv")
    assert response["Content-Disposition"] == f'attachment; filename="logboek-{klok.today()}.csv"'
    text = file_of(response)
    assert ";'=1+1;" in text
    assert len(text.splitlines()) == 2, "the line about this file is not in it"
    assert Logregel.objects.get(actie="toegang.log:export").zin == (
        "Bea Test haalde 1 regel van het logboek op als bestand."
    )


def test_a_file_that_would_be_too_long_is_refused(portaal, regels, monkeypatch):
    monkeypatch.setattr(log_views, "LONGEST", 3)
    response = portaal.get("/logboek/regels.csv")
    assert response.status_code == 400
    assert "Kies een kortere periode" in response.content.decode()


def test_the_log_shows_sentences_newest_first_and_leads_on_by_the_last_id_seen(portaal, nu):
    Logregel.objects.bulk_create(
        Logregel(moment=nu, actie="x:y", zin=f"Regel {number} gebeurde.", via=("portaal", "werker")[number % 2])
        for number in range(2 * (PAGE + 5))
    )
    first = portaal.get("/logboek/?via=werker").context["blad"]
    assert first.regels[0].zin == f"Regel {2 * PAGE + 9} gebeurde."
    rest = portaal.get(f"/logboek/{first.ouder}").context["blad"]
    assert [regel.zin for regel in rest.regels] == [f"Regel {n} gebeurde." for n in (9, 7, 5, 3, 1)]
    assert (rest.ouder, rest.nieuwst) == ("", "?via=werker")


@pytest.mark.parametrize("voor", ["x", "-1", "9" * 40, "²", "0"])
def test_the_log_takes_any_address_and_begins_at_the_newest(portaal, voor):
    assert not portaal.get("/logboek/", {"voor": voor}).context["blad"].nieuwst


def test_the_log_costs_as_many_queries_for_a_hundred_lines_as_for_one(portaal, bea, tom, nu, django_assert_num_queries):
    Logregel.objects.create(moment=nu, actie="x:y", zin="Een.", actor=bea)
    with CaptureQueriesContext(connection) as few:
        portaal.get("/logboek/")
    Logregel.objects.bulk_create(
        Logregel(moment=nu, actie=f"x:y{number}", zin="Meer.", actor=tom, object_soort=f"a.b{number}")
        for number in range(99)
    )
    with django_assert_num_queries(len(few)):
        portaal.get("/logboek/")


def test_every_action_written_in_the_code_has_a_name_on_the_screen():
    code = "".join(
        path.read_text()
        for app in ("koers", "themalijnen", "projecten", "financien", "rapportage")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
    )
    verbs = set(re.findall(r'actie=f?"[^":]+:([a-z-]+)"', code))
    assert len(verbs) > 20
    assert verbs <= set(WERKWOORDEN)


def test_the_database_refuses_to_change_or_delete_a_line(nu):
    regel = Logregel.objects.create(moment=nu, actie="x:y", zin="Iets gebeurde.")
    for change in (
        lambda: Logregel.objects.filter(pk=regel.pk).update(zin="Iets anders."),
        lambda: Logregel.objects.all().delete(),
        lambda: regel.save(),
        lambda: connection.cursor().execute("DELETE FROM toegang_logregel"),
        lambda: connection.cursor().execute("UPDATE toegang_logregel SET actor_id = NULL"),
    ):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            change()
    assert Logregel.objects.get().zin == "Iets gebeurde."


def test_the_way_past_closes_again_also_after_a_failure(nu):
    Logregel.objects.create(moment=nu, actie="x:y", zin="Iets gebeurde.")
    with pytest.raises(IntegrityError), opened_log("test"):
        Logregel.objects.create(pk=Logregel.objects.update(zin="Iets anders.") and Logregel.objects.get().pk)
    with opened_log("test"):
        assert Logregel.objects.get().zin == "Iets gebeurde."
    assert not Logvrijgave.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Logregel.objects.update(zin="Iets anders.")


@pytest.mark.parametrize(
    ("dag", "maanden", "vanaf"),
    [
        ((2026, 11, 25), 84, (2019, 11, 1)),
        ((2026, 3, 31), 1, (2026, 2, 1)),
        ((2026, 1, 1), 1, (2025, 12, 1)),
        ((2026, 12, 31), 12, (2025, 12, 1)),
    ],
)
def test_the_log_is_kept_by_whole_months(dag, maanden, vanaf):
    assert keep_from(datetime(*dag).date(), maanden) == datetime(*vanaf).date()  # noqa: DTZ001


def test_lines_past_their_time_go_and_one_line_says_so(nu):
    for zin, moment in (
        ("Te oud.", datetime(2025, 2, 28, 22, 59, tzinfo=UTC)),
        ("Net niet te oud.", datetime(2025, 2, 28, 23, 0, tzinfo=UTC)),
    ):
        Logregel.objects.create(moment=moment, actie="x:y", zin=zin)
    assert prune_log(months=12, now=nu) == 1
    assert list(Logregel.objects.order_by("id").values_list("zin", "via")) == [
        ("Net niet te oud.", "portaal"),
        (
            "Uit het logboek verdween wat ouder is dan de bewaartermijn: 1 regel van voor 1 maart 2025.",
            "werker",
        ),
    ]
    assert prune_log(months=12, now=nu) == 0
    assert Logregel.objects.count() == 2


def test_the_daily_task_keeps_the_log_for_the_months_of_the_setting(settings):
    settings.LOG_MONTHS = 24
    now = klok.now()
    for days in (100, 1000):
        Logregel.objects.create(moment=now - timedelta(days=days), actie="x:y", zin=f"{days} dagen oud.")
    prune()
    assert not Logregel.objects.filter(zin="1000 dagen oud.").exists()
    assert Logregel.objects.filter(zin="100 dagen oud.").exists()
    schedule = settings.CELERY_BEAT_SCHEDULE["bewaartermijn"]
    assert schedule["task"] == prune.name
