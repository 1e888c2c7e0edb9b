"""The pages of documents: who sees which, what the file is served with, and what a step or a build answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from koers.lib import klok
from koers.opdrachten import services as opdrachten
from koers.opdrachten.models import Opdracht
from rapportage import tasks
from rapportage.models import Document, Versie
from rapportage.services import build_document, record_step

pytestmark = pytest.mark.django_db
AO, BO = date(2026, 2, 26), date(2026, 3, 5)
LIST, PUBLIC = "/documenten/", "/publicaties/"


def pdf(versie: Versie) -> str:
    return reverse("rapportage:document_download", args=[versie.document.soort, versie.document.periode, versie.nummer])


def lezen(versie: Versie) -> str:
    return reverse("rapportage:document_read", args=[versie.document.soort, versie.document.periode, versie.nummer])


def detail(versie: Versie) -> str:
    return reverse("rapportage:document_detail", args=[versie.document.soort, versie.document.periode])


def step(versie: Versie, staat: str) -> str:
    return reverse("rapportage:document_step", args=[versie.document.soort, versie.document.periode, staat])


@pytest.fixture
def concept(rik, jaar2025, nu, bouwer) -> Versie:
    return build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)


@pytest.fixture
def besproken(bente, concept, nu) -> Versie:
    record_step(actor=bente, document=concept.document, staat="besproken", versie=concept, datum=AO, now=nu)
    return Versie.objects.select_related("document").get(pk=concept.pk)


@pytest.fixture
def vastgesteld(bente, besproken, nu) -> Versie:
    opdracht = record_step(
        actor=bente,
        document=besproken.document,
        staat="vastgesteld",
        versie=besproken,
        datum=BO,
        kenmerk="BO-7",
        now=nu,
    )
    tasks.complete_step(opdracht.pk)
    opdracht.refresh_from_db()
    return Versie.objects.select_related("document").get(pk=opdracht.resultaat["versie"])


@pytest.fixture
def gepubliceerd(rik, vastgesteld, nu) -> Versie:
    record_step(actor=rik, document=vastgesteld.document, staat="gepubliceerd", versie=vastgesteld, now=nu)
    return vastgesteld


# ── who sees what ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["aad", "bram", "olga", "bea", "tom"])
def test_concept_is_not_there_for_who_does_not_make_it(request, as_user, concept, who):
    client = as_user(request.getfixturevalue(who))
    for address in (pdf(concept), lezen(concept), detail(concept)):
        assert client.get(address).status_code == 404
    assertNotContains(client.get(LIST), "Jaarverslag 2025")


@pytest.mark.parametrize("who", ["rik", "bente", "frank"])
def test_concept_is_there_for_its_makers(request, as_user, concept, who):
    client = as_user(request.getfixturevalue(who))
    assertContains(client.get(LIST), "Jaarverslag 2025")
    assertContains(client.get(detail(concept)), "Versie 1 is de nieuwste")
    assert client.get(pdf(concept)).status_code == 200
    assertContains(client.get(lezen(concept)), "Het wijkteam is begonnen.")


def test_ao_and_bo_see_what_was_discussed_and_no_newer_concept(as_user, aad, bram, olga, rik, besproken, jaar2025, nu):
    jaar2025.tekst = "Nog niet besproken."
    jaar2025.save()
    nieuw = build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    for who in (aad, bram):
        client = as_user(who)
        assertContains(client.get(LIST), "besproken in het AO op 26 februari 2026")
        assert client.get(pdf(besproken)).status_code == 200
        assert client.get(pdf(nieuw)).status_code == client.get(lezen(nieuw)).status_code == 404
        page = client.get(detail(besproken))
        assertNotContains(page, "Versie 2")
        assertNotContains(page, "gegevens zijn")
    assert as_user(olga).get(detail(besproken)).status_code == 404
    assertContains(as_user(rik).get(detail(besproken)), "Versie 2 is de nieuwste")


def test_bo_lands_on_the_adopted_report_and_has_it_in_one_click(as_user, bram, vastgesteld):
    client = as_user(bram)
    assertRedirects(client.get("/"), LIST)
    page = client.get(LIST)
    assertContains(page, "Vastgesteld door het BO op 5 maart 2026")
    assertContains(page, f'href="{pdf(vastgesteld)}"', count=1)
    assertContains(page, f"{vastgesteld.sha256[:4]}…{vastgesteld.sha256[-4:]}")
    assertNotContains(page, "Maak opnieuw")


def test_what_is_not_published_sends_a_passer_by_to_sign_in_whether_it_exists_or_not(client, vastgesteld):
    unknown = pdf(vastgesteld).replace("/2/", "/77/")
    for address in (pdf(vastgesteld), lezen(vastgesteld), unknown):
        assertRedirects(client.get(address), f"/aanmelden/?next={address}", fetch_redirect_response=False)
    assertNotContains(client.get(PUBLIC), "Jaarverslag 2025")


def test_published_is_for_anyone(client, as_user, olga, gepubliceerd, concept):
    for visitor in (client, as_user(olga)):
        assertContains(visitor.get(PUBLIC), "Jaarverslag 2025")
        assert visitor.get(pdf(gepubliceerd)).status_code == visitor.get(lezen(gepubliceerd)).status_code == 200
    assert as_user(olga).get(pdf(concept)).status_code == 404, "the discussed concept stays with AO, BO and makers"
    assert client.get(pdf(concept)).status_code == 302


def test_pages_cost_the_same_number_of_queries_at_one_and_five_documents(
    as_user, rik, jaar2025, q1, nu, bouwer, django_assert_max_num_queries
):
    build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    client = as_user(rik)
    client.get(LIST)
    with django_assert_max_num_queries(60) as one:
        client.get(LIST)
    build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    for tekst in ("Een.", "Twee.", "Drie."):
        q1.tekst = tekst
        q1.save()
        build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    with django_assert_max_num_queries(60) as more:
        client.get(LIST)
    assert len(more) == len(one)


# ── the file ────────────────────────────────────────────────────────────────


def test_download_says_what_it_is_and_is_the_filed_bytes(as_user, bram, vastgesteld, document_dir):
    response = as_user(bram).get(pdf(vastgesteld))
    assert b"".join(response.streaming_content) == (document_dir / vastgesteld.bestand).read_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Jaarverslag-2025-Twentse-Koers-versie-2.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.7 iets anders")])
def test_file_that_is_not_what_was_filed_is_not_given(as_user, bram, vastgesteld, document_dir, harm):
    harm(document_dir / vastgesteld.bestand)
    response = as_user(bram).get(pdf(vastgesteld))
    assertContains(response, "Het bestand is niet meer wat het was", status_code=503)
    assertContains(response, lezen(vastgesteld), status_code=503)


def test_files_lie_outside_what_the_web_server_serves(settings, vastgesteld, client):
    assert not str(settings.DOCUMENT_DIR).startswith((str(settings.STATIC_ROOT), str(settings.BASE_DIR / "static")))
    assert client.get(f"/static/{vastgesteld.bestand}").status_code == 404
    assert client.get(f"/{vastgesteld.bestand}").status_code in (302, 404)


def test_twin_is_the_frozen_text_without_script_or_inline_style(as_user, bram, vastgesteld, jaar2025):
    jaar2025.tekst = "Later veranderd."
    jaar2025.save()
    response = as_user(bram).get(lezen(vastgesteld))
    assertContains(response, "Het wijkteam is begonnen.")
    assertNotContains(response, "Later veranderd.")
    assertContains(response, "Vastgesteld door het BO op 5 maart 2026")
    for forbidden in (" style=", "<style", "<script", " onclick="):
        assertNotContains(response, forbidden)
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_facts_of_an_older_program_lead_to_the_file(as_user, bram, vastgesteld):
    vastgesteld.feiten["vorm"] = 0
    vastgesteld.save()
    assertContains(as_user(bram).get(lezen(vastgesteld)), pdf(vastgesteld), status_code=503)


# ── what changed since ──────────────────────────────────────────────────────


def test_page_of_an_adopted_report_says_that_the_data_moved_since(as_user, bram, rik, vastgesteld, jaar2025):
    client = as_user(bram)
    assertNotContains(client.get(detail(vastgesteld)), "sinds de vaststelling veranderd")
    jaar2025.tekst = "Later veranderd."
    jaar2025.save()
    for who in (bram, rik):
        page = as_user(who).get(detail(vastgesteld))
        assertContains(page, "De gegevens zijn sinds de vaststelling veranderd: gemeenten")
        assertContains(page, "In dit document verandert niets.")


def test_page_of_a_concept_tells_its_makers_that_it_is_behind(as_user, rik, concept, jaar2025):
    jaar2025.tekst = "Later veranderd."
    jaar2025.save()
    assertContains(as_user(rik).get(detail(concept)), "Maak het document opnieuw")


# ── making ──────────────────────────────────────────────────────────────────


def post_build(client, soort="kwartaalupdate", periode="2026-Q1"):
    return client.post(reverse("rapportage:document_build"), {"soort": soort, "periode": periode})


def test_button_makes_a_record_and_goes_where_it_can_be_watched(as_user, rik, q1, bouwer):
    client = as_user(rik)
    response = post_build(client)
    opdracht = Opdracht.objects.get()
    watch = reverse("rapportage:opdracht_detail", args=[opdracht.pk])
    assertRedirects(response, watch)
    assertContains(client.get(watch), "In de wachtrij")
    assertRedirects(post_build(client), watch)
    assert Opdracht.objects.count() == 1, "a second click is the same opdracht"
    claimed = opdrachten.claim(opdracht.pk, now=klok.now())
    opdrachten.progress(claimed, stap="Opmaken", percent=15, now=klok.now())
    assertContains(client.get(watch), "15% klaar")
    assertContains(client.get(LIST), "Opmaken")
    fragment = client.get(watch, headers={"HX-Request": "true"})
    assertContains(fragment, 'hx-trigger="every 1s"')
    assertNotContains(fragment, "<html")


def test_progress_page_when_done_leads_to_the_file_and_stops_asking(as_user, rik, q1, bouwer):
    client = as_user(rik)
    post_build(client)
    opdracht = Opdracht.objects.get()
    tasks.build_document(opdracht.pk)
    page = client.get(reverse("rapportage:opdracht_detail", args=[opdracht.pk]))
    assertContains(page, "Het document is klaar.")
    assertContains(page, pdf(Versie.objects.get()))
    assertNotContains(page, "hx-trigger")


def test_progress_page_when_failed_tells_why_and_offers_another_try(as_user, rik, q1, bouwer):
    client = as_user(rik)
    post_build(client)
    opdracht = opdrachten.claim(Opdracht.objects.get().pk, now=klok.now())
    opdrachten.fail(opdracht, melding="De schijf is vol.", now=klok.now())
    page = client.get(reverse("rapportage:opdracht_detail", args=[opdracht.pk]))
    assertContains(page, "De schijf is vol.")
    assertContains(page, "Probeer opnieuw")
    assertContains(client.get(LIST), "De laatste keer mislukte het")
    assertRedirects(post_build(client), reverse("rapportage:opdracht_detail", args=[opdracht.pk + 1]))


@pytest.mark.parametrize(
    ("soort", "periode", "words"),
    [
        ("kwartaalupdate", "2031-Q1", "Er is geen ronde voor Q1 2031"),
        ("", "", "is geen document"),
        ("x" * 5000, "", "is geen"),
    ],
)
def test_button_with_a_wrong_period_says_so(as_user, rik, q1, soort, periode, words):
    assertContains(post_build(as_user(rik), soort, periode), words, status_code=400)
    assert not Opdracht.objects.exists()


@pytest.mark.parametrize("who", ["olga", "aad", "bram", "tom", "bea"])
def test_who_makes_no_documents_cannot_press_or_watch(request, as_user, rik, q1, bouwer, who):
    post_build(as_user(rik))
    client = as_user(request.getfixturevalue(who))
    assert post_build(client).status_code == 403
    assert client.get(reverse("rapportage:opdracht_detail", args=[Opdracht.objects.get().pk])).status_code == 403


def test_opdracht_of_another_kind_is_not_shown_here(as_user, rik, nu):
    ander = opdrachten.enqueue(actor=rik, taak="iets.anders", sleutel="x", argumenten={}, now=nu)
    assert as_user(rik).get(reverse("rapportage:opdracht_detail", args=[ander.pk])).status_code == 404


# ── steps ───────────────────────────────────────────────────────────────────


def test_bente_records_ao_and_bo_on_screen(as_user, bente, concept):
    client = as_user(bente)
    assertContains(client.get(detail(concept)), step(concept, "besproken"))
    response = client.post(step(concept, "besproken"), {"datum": "2026-02-26", "kenmerk": "", "versie": "1"})
    assertRedirects(response, detail(concept))
    assert Document.objects.get().staat == "besproken"
    response = client.post(step(concept, "vastgesteld"), {"datum": "2026-03-05", "kenmerk": "BO-7", "versie": "1"})
    opdracht = Opdracht.objects.get()
    assertRedirects(response, reverse("rapportage:opdracht_detail", args=[opdracht.pk]))
    tasks.complete_step(opdracht.pk)
    page = client.get(detail(concept))
    assertContains(page, "Vastgesteld door het BO op 5 maart 2026")
    assertContains(page, "BO-7")
    assertContains(client.get(step(concept, "gepubliceerd")), "Iedereen kan het document daarna lezen")
    client.post(step(concept, "gepubliceerd"), {"versie": "2"})
    assert Document.objects.get().staat == "gepubliceerd"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"datum": "", "kenmerk": "BO-7"}, "Vul de datum van de vergadering in."),
        ({"datum": "31-02-2026", "kenmerk": "BO-7"}, "Dit is geen datum."),
        ({"datum": "2026-03-05", "kenmerk": ""}, "Vul het kenmerk van het besluit in."),
        ({"datum": "2026-01-05", "kenmerk": "BO-7"}, "De vorige stap is van 26 februari 2026"),
    ],
)
def test_step_with_something_missing_keeps_what_was_typed(as_user, bente, besproken, data, words):
    response = as_user(bente).post(step(besproken, "vastgesteld"), data | {"versie": "1"})
    assertContains(response, words, status_code=422)
    if data["kenmerk"]:
        assertContains(response, 'value="BO-7"', status_code=422)
    assert not Opdracht.objects.exists()


def test_meeting_of_tomorrow_is_refused(as_user, bente, besproken):
    morgen = klok.today() + timedelta(days=1)
    response = as_user(bente).post(
        step(besproken, "vastgesteld"), {"datum": morgen.isoformat(), "kenmerk": "BO-7", "versie": "1"}
    )
    assertContains(response, "nog niet geweest", status_code=422)


def test_step_about_a_version_that_is_no_longer_the_newest_is_refused(as_user, bente, rik, concept, jaar2025, nu):
    jaar2025.tekst = "Net iets anders."
    jaar2025.save()
    build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    response = as_user(bente).post(step(concept, "besproken"), {"datum": "2026-02-26", "versie": "1"})
    assertContains(response, "Intussen is er een versie 2", status_code=422)


def test_rik_publishes_but_does_not_adopt(as_user, rik, besproken):
    client = as_user(rik)
    assertContains(client.get(step(besproken, "vastgesteld")), "Alleen de programmamanager", status_code=403)
    assertContains(client.get(step(besproken, "gepubliceerd")), "deze stap kan nu niet", status_code=403)


@pytest.mark.parametrize("who", ["aad", "bram", "olga", "frank"])
def test_others_take_no_step(request, as_user, besproken, who):
    client = as_user(request.getfixturevalue(who))
    assert client.post(step(besproken, "vastgesteld"), {"datum": "2026-03-05"}).status_code == 403
