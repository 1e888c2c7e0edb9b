"""Milestones and risks: recorded by who leads the project, moved and closed without losing what stood there."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from koers.eigenaren.models import Aanstelling
from koers.lib import klok
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Mijlpaal, MijlpaalWending, Risico, RisicoWending
from projecten.selectors.beurt import load_due
from projecten.services.mijlpaal import change_mijlpaal, record_mijlpaal, set_mijlpaal
from projecten.services.risico import change_risico, record_risico, set_risico
from tests.conftest import make_gebruiker
from tests.factories import make
from tests.projecten.rondes import lead, page
from tests.projecten.streek import make_project

JUNI, SEPTEMBER = date(2026, 6, 1), date(2026, 9, 1)
VANDAAG = date(2026, 3, 10)
JANUARI = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def beweging(tom):
    project = make_project("beweging", "In Beweging")
    lead(project, tom)
    return project


@pytest.fixture
def opening(beweging, tom):
    return make(Mijlpaal, project=beweging, naam="Opening", datum=JUNI, houder=tom)


@pytest.fixture
def ziek(beweging, tom):
    return make(Risico, project=beweging, naam="Te weinig trainers", sinds=JANUARI, kans="klein", gevolg="groot")


def sent(row, **fields) -> dict[str, object]:
    """What the form of a milestone sends."""
    known = {"naam": row.naam, "datum": row.datum, "precisie": row.precisie, "houder": row.houder_id or ""}
    return known | {"gezien": row.stempel, "reden": ""} | fields


# ── who may ─────────────────────────────────────────────────────────────────


def test_tom_records_a_milestone_of_the_project_he_leads(beweging, tom, as_user):
    client = as_user(tom)
    assert "/projecten/beweging/mijlpalen/nieuw/" in page(client.get("/projecten/beweging/"))
    data = {"naam": "Opening", "datum": "2026-06-01", "precisie": "maand", "houder": tom.pk}
    response = client.post("/projecten/beweging/mijlpalen/nieuw/", data)
    assert response["Location"] == "/projecten/beweging/#planning"
    row = Mijlpaal.objects.get()
    assert (row.naam, row.datum, row.precisie, row.houder, row.staat) == ("Opening", JUNI, "maand", tom, "gepland")
    assert "Gepland, juni 2026. Houder: Tom Test" in page(client.get("/projecten/beweging/"))
    assert Logregel.objects.first().zin == "Mijlpaal van beweging vastgelegd: Opening, juni 2026."


def test_who_does_not_lead_it_is_told_why(tom, nu, as_user):
    other = make_project("ander", "Ander project")
    row = make(Mijlpaal, project=other)
    client = as_user(tom)
    for url in ("/projecten/ander/mijlpalen/nieuw/", f"/mijlpalen/{row.pk}/", f"/mijlpalen/{row.pk}/stand/"):
        response = client.get(url)
        assert response.status_code == 403
        assert "U leidt Ander project niet." in page(response)
        assert url not in page(client.get("/projecten/ander/"))
    with pytest.raises(NotAllowed, match="U leidt Ander project niet"):
        record_risico(actor=tom, project=other, naam="Iets", sinds=VANDAAG, now=nu)


def test_pia_writes_those_of_the_local_project_of_her_gemeente_only(almelo, hengelo, pia, nu):
    own = make_project("jogg", "JOGG Almelo", soort="lokaal", gemeente=almelo)
    record_mijlpaal(actor=pia, project=own, naam="Start", datum=JUNI, now=nu)
    with pytest.raises(NotAllowed, match="de lokaal projectleider van Hengelo of de programmamanager"):
        record_mijlpaal(
            actor=pia,
            project=make_project("h", "Hengelo beweegt", soort="lokaal", gemeente=hengelo),
            naam="Start",
            datum=JUNI,
            now=nu,
        )


def test_the_holder_says_what_became_of_it_and_no_more(opening, pia, nu):
    Mijlpaal.objects.update(houder=pia)
    with pytest.raises(NotAllowed):
        change_mijlpaal(actor=pia, mijlpaal=opening, naam="Anders", datum=JUNI, precisie="dag", now=nu)
    set_mijlpaal(actor=pia, mijlpaal=opening, staat="gehaald", gehaald_op=VANDAAG, now=nu)
    opening.refresh_from_db()
    assert (opening.staat, opening.gehaald_op) == ("gehaald", VANDAAG)


def test_only_who_can_act_on_it_is_a_holder(beweging, tom, olga, nu):
    with pytest.raises(ValidationError, match="Olga Test heeft geen rol"):
        record_mijlpaal(actor=tom, project=beweging, naam="Opening", datum=JUNI, houder=olga, now=nu)


def test_a_holder_whose_role_ended_may_stay(opening, tom, bente, nu):
    Aanstelling.objects.filter(gebruiker=tom).update(tot=date(2026, 1, 1))
    change_mijlpaal(actor=bente, mijlpaal=opening, naam="Feest", datum=JUNI, precisie="dag", houder=tom, now=nu)
    assert Mijlpaal.objects.get().naam == "Feest"


# ── milestones ──────────────────────────────────────────────────────────────


def test_a_moved_milestone_keeps_its_earlier_day_in_sight(opening, tom, as_user):
    client, url = as_user(tom), f"/mijlpalen/{opening.pk}/"
    response = client.post(url, sent(opening, datum="2026-09-01"))
    assert response.status_code == 422
    assert "Schrijf op waarom de datum verandert." in page(response)
    client.post(url, sent(opening, datum="2026-09-01", reden="De zaal is niet klaar."))
    html = page(client.get("/projecten/beweging/"))
    moved = "Verschoven van 1 juni 2026, op 10 maart 2026 door Tom Test: De zaal is niet klaar."
    assert html.count(moved) == 2
    assert "Gepland, 1 september 2026" in html
    assert Logregel.objects.first().zin == (
        "Mijlpaal van beweging verschoven van 1 juni 2026 naar 1 september 2026: Opening."
    )
    before = page(client.get("/projecten/beweging/?peildatum=2026-03-09"))
    assert "Gepland, 1 juni 2026" in before
    assert "Verschoven" not in before


@pytest.mark.parametrize(
    ("fields", "zin"),
    [
        ({"datum": date(2023, 12, 31)}, "Het project begint op 1 januari 2024; 31 december 2023 is eerder"),
        ({"datum": date(2026, 12, 2)}, "Het project eindigt op 1 december 2026; 2 december 2026 is later"),
        ({"datum": date(2027, 1, 1), "precisie": "kwartaal"}, "Q1 2027 is later"),
        ({"datum": date(1, 1, 1), "precisie": "kwartaal"}, "Kies een dag tussen"),
        ({"datum": date(9999, 12, 31), "precisie": "weken"}, "Kies een dag tussen"),
        ({"naam": "Opening"}, "heeft al een mijlpaal met de naam Opening"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(opening, beweging, tom, nu, fields, zin):
    beweging.tot = date(2026, 12, 1)
    beweging.save()
    with pytest.raises(ValidationError, match=zin):
        record_mijlpaal(actor=tom, project=beweging, now=nu, **{"naam": "Nieuw", "datum": JUNI, **fields})
    assert Mijlpaal.objects.count() == 1


def test_a_milestone_of_the_month_the_project_ends_in_is_taken(beweging, tom, nu):
    beweging.tot = date(2026, 12, 1)
    beweging.save()
    record_mijlpaal(actor=tom, project=beweging, naam="Einde", datum=date(2026, 12, 31), precisie="maand", now=nu)


def test_reached_dropped_and_taken_back(opening, tom, as_user):
    client, url = as_user(tom), f"/mijlpalen/{opening.pk}/stand/"

    def post(**fields) -> str:
        opening.refresh_from_db()
        return page(client.post(url, {"gezien": opening.stempel, **fields}, follow=True))

    assert "Kies de dag waarop de mijlpaal is gehaald." in post(staat="gehaald")
    assert "moet nog komen" in post(staat="gehaald", gehaald_op="2026-03-11")
    assert "Het project begint op" in post(staat="gehaald", gehaald_op="2019-03-11")
    assert "Schrijf op waarom." in post(staat="vervallen")
    assert not MijlpaalWending.objects.exists()
    assert "Gehaald op 3 maart 2026, gepland voor 1 juni 2026" in post(staat="gehaald", gehaald_op="2026-03-03")
    assert "Weer gepland, op 10 maart 2026 door Tom Test: Verkeerde mijlpaal." in post(
        staat="gepland", reden="Verkeerde mijlpaal"
    )
    assert "Vervallen, op 10 maart 2026 door Tom Test: Geen zaal." in post(staat="vervallen", reden="Geen zaal")
    assert [turn.naar_staat for turn in opening.wendingen.all()] == ["gehaald", "gepland", "vervallen"]


def test_a_reached_milestone_is_not_moved(opening, tom, nu):
    set_mijlpaal(actor=tom, mijlpaal=opening, staat="gehaald", gehaald_op=VANDAAG, now=nu)
    with pytest.raises(ValidationError, match="Zet haar eerst terug op gepland"):
        change_mijlpaal(
            actor=tom, mijlpaal=opening, naam="Opening", datum=SEPTEMBER, precisie="dag", reden="Later", now=nu
        )
    with pytest.raises(ValidationError, match="vervallen kan daar niet op volgen"):
        set_mijlpaal(actor=tom, mijlpaal=opening, staat="vervallen", reden="Toch niet", now=nu)


def test_nothing_is_overwritten_unseen(opening, tom, bente, as_user):
    first = sent(opening, naam="Opening van de zaal")
    as_user(bente).post(f"/mijlpalen/{opening.pk}/", sent(opening, naam="Feest"))
    response = as_user(tom).post(f"/mijlpalen/{opening.pk}/", first)
    assert response.status_code == 422
    assert "Nu staat er: Feest, 1 juni 2026, gepland." in page(response)
    assert Mijlpaal.objects.get().naam == "Feest"
    fresh = Mijlpaal.objects.get().stempel
    assert response.context["form"]["gezien"].value() == fresh
    as_user(tom).post(f"/mijlpalen/{opening.pk}/", first | {"gezien": fresh})
    assert Mijlpaal.objects.get().naam == "Opening van de zaal"


def test_the_same_twice_changes_nothing(opening, ziek, tom, nu):
    with pytest.raises(ValidationError, match="Er verandert niets"):
        change_mijlpaal(actor=tom, mijlpaal=opening, naam="Opening", datum=JUNI, precisie="dag", houder=tom, now=nu)
    with pytest.raises(ValidationError, match="Er verandert niets"):
        change_risico(actor=tom, risico=ziek, naam=ziek.naam, kans="klein", gevolg="groot", now=nu)
    assert not Logregel.objects.exists()


# ── risks ───────────────────────────────────────────────────────────────────


def test_tom_records_a_risk_and_the_heaviest_stands_first(ziek, beweging, tom, as_user):
    client = as_user(tom)
    data = {"naam": "Geen zaal", "sinds": "2026-03-01", "kans": "groot", "gevolg": "groot", "houder": ""}
    data |= {"maatregel": "Tweede zaal zoeken.", "bekijk_op": "2026-04-01"}
    html = page(client.post("/projecten/beweging/risicos/nieuw/", data, follow=True))
    assert "<b>Hoog</b> (kans groot, gevolg groot), open sinds 1 maart 2026" in html
    assert "Maatregel: Tweede zaal zoeken." in html
    assert "Opnieuw bekijken op 1 april 2026" in html
    assert html.index("Geen zaal") < html.index("Te weinig trainers")


@pytest.mark.parametrize(
    ("fields", "zin"),
    [
        ({"sinds": date(2026, 3, 11)}, "moet nog komen"),
        ({"sinds": date(2023, 1, 1)}, "Het project begint op 1 januari 2024"),
        ({"kans": "groot"}, "Kies bij kans én bij gevolg iets"),
        ({"bekijk_op": date(2026, 1, 1)}, "ligt voor de dag waarop het risico begon"),
        ({"bekijk_op": date(9999, 1, 1)}, "Kies een dag tussen"),
        ({"naam": "Te weinig trainers"}, "heeft al een risico met de naam"),
    ],
)
def test_a_risk_that_cannot_be_is_refused(ziek, beweging, tom, nu, fields, zin):
    with pytest.raises(ValidationError, match=zin):
        record_risico(actor=tom, project=beweging, now=nu, **{"naam": "Nieuw", "sinds": date(2026, 2, 1), **fields})
    assert Risico.objects.count() == 1


def test_a_risk_is_weighed_anew_closed_and_opened_again(ziek, tom, as_user):
    client = as_user(tom)

    def post(tail: str, **fields) -> str:
        ziek.refresh_from_db()
        return page(client.post(f"/risicos/{ziek.pk}/{tail}", {"gezien": ziek.stempel, **fields}, follow=True))

    html = post("", naam=ziek.naam, kans="groot", gevolg="groot", maatregel="", bekijk_op="", houder=tom.pk)
    assert "Opnieuw gewogen; het was middel, op 10 maart 2026 door Tom Test." in html
    assert "Vul dit in." in post("stand/", reden="")
    assert "Gesloten, op 10 maart 2026 door Tom Test: Drie trainers gevonden." in post(
        "stand/", reden="Drie trainers gevonden"
    )
    assert "Dit risico is gesloten." in post("", naam="Anders", kans="", gevolg="")
    assert "Weer open, op 10 maart 2026 door Tom Test: Een trainer vertrok." in post(
        "stand/", reden="Een trainer vertrok."
    )
    assert [turn.naar_staat for turn in RisicoWending.objects.order_by("pk")] == ["open", "gesloten", "open"]
    assert [line.actie for line in Logregel.objects.all()[:3]] == [
        "projecten.risico:reopen",
        "projecten.risico:close",
        "projecten.risico:change",
    ]
    assert "<b>Middel</b> (kans klein, gevolg groot)" in page(client.get("/projecten/beweging/?peildatum=2026-03-09"))


def test_the_holder_closes_a_risk(ziek, nu, almelo):
    lokaal = make_gebruiker("Lars Test", "lokaal-projectleider", almelo)
    with pytest.raises(NotAllowed):
        set_risico(actor=lokaal, risico=ziek, staat="gesloten", reden="Klaar", now=nu)
    Risico.objects.update(houder=lokaal)
    set_risico(actor=lokaal, risico=ziek, staat="gesloten", reden="Klaar", now=nu)
    with pytest.raises(ValidationError, match="al gesloten"):
        set_risico(actor=lokaal, risico=ziek, staat="gesloten", reden="Klaar", now=nu)


# ── whose turn it is ────────────────────────────────────────────────────────


def due(gebruiker, day: date = VANDAAG) -> list[str]:
    return [beurt.naam for beurt in load_due(gebruiker, day)]


def test_a_milestone_is_told_a_fortnight_before_to_who_answers_for_it(opening, tom, pia):
    assert due(tom, date(2026, 5, 17)) == []
    assert due(tom, date(2026, 5, 18)) == ["Opening"]
    Mijlpaal.objects.update(houder=pia)
    assert due(tom, JUNI) == []
    assert due(pia, JUNI) == ["Opening"]


def test_without_a_holder_it_waits_for_the_leader_and_without_one_for_the_programmamanager(
    opening, ziek, beweging, tom, bente, rik
):
    Mijlpaal.objects.update(houder=None, datum=JANUARI)
    Risico.objects.update(bekijk_op=VANDAAG)
    assert due(tom) == ["Opening", "Te weinig trainers"]
    assert due(bente) == []
    beweging.leiding.update(tot=JANUARI)
    assert due(bente) == ["Opening", "Te weinig trainers"]
    assert due(tom) == due(rik) == []


def test_tom_finds_what_is_late_among_his_tasks_and_says_what_became_of_it(opening, ziek, tom, as_user):
    Mijlpaal.objects.update(datum=JANUARI, precisie="maand")
    Risico.objects.update(bekijk_op=date(2026, 3, 12))
    client, url = as_user(tom), f"/mijlpalen/{opening.pk}/stand/"
    html = page(client.get("/taken/"))
    assert "Er zijn 2 dingen te doen." in html
    assert url in html
    assert "te laat: gepland voor januari 2026" in html
    assert "risico van In Beweging" in html
    assert "<b>Te laat</b>: gepland voor januari 2026" in page(client.get("/projecten/beweging/"))
    opening.refresh_from_db()
    client.post(url, {"staat": "gehaald", "gehaald_op": "2026-03-01", "gezien": opening.stempel})
    assert url not in page(client.get("/taken/"))


def test_the_programmamanager_sees_what_is_late_and_what_weighs_most(opening, ziek, bente, rik, as_user):
    client = as_user(bente)
    assert "Geen mijlpaal is te laat en geen open risico weegt zwaar." in page(client.get("/taken/"))
    Mijlpaal.objects.update(datum=JANUARI)
    Risico.objects.update(kans="groot", bekijk_op=VANDAAG)
    html = page(client.get("/taken/"))
    assert '<a href="/mijlpalen/?staat=te-laat">1 mijlpaal is te laat</a>' in html
    assert '<a href="/risicos/?staat=open&amp;zwaarte=hoog">1 open risico weegt zwaar</a>' in html
    assert '<a href="/risicos/?staat=bekijken">Naar 1 risico moet nu opnieuw worden gekeken</a>' in html
    assert "mijlpaal is te laat" not in page(as_user(rik).get("/taken/"))
