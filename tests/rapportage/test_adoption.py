"""Concept → besproken in AO → vastgesteld door BO → gepubliceerd: who, which version, which meeting; what is frozen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from koers.eigenaren.models import Vergadering
from koers.lib import klok
from koers.opdrachten.models import Opdracht
from koers.opdrachten.services import enqueue
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from rapportage import tasks
from rapportage.documents.feiten import facts_from_json
from rapportage.models import Document, DocumentStap, Versie
from rapportage.rules.adoptie import OVERGANGEN, next_steps, status_line
from rapportage.services import archief, build_document, record_step

pytestmark = pytest.mark.django_db
AO, BO = date(2026, 2, 26), date(2026, 3, 5)


@pytest.fixture
def concept(rik, jaar2025, nu, bouwer) -> Versie:
    return build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)


def discuss(bente, versie, nu, datum=AO) -> None:
    assert (
        record_step(actor=bente, document=versie.document, staat="besproken", versie=versie, datum=datum, now=nu)
        is None
    )
    versie.document.refresh_from_db()


def adopt(bente, versie, nu, datum=BO, kenmerk="BO-2026-07") -> Opdracht:
    return record_step(
        actor=bente, document=versie.document, staat="vastgesteld", versie=versie, datum=datum, kenmerk=kenmerk, now=nu
    )


def work(opdracht: Opdracht) -> Opdracht:
    tasks.complete_step(opdracht.pk)
    opdracht.refresh_from_db()
    return opdracht


@pytest.fixture
def vastgesteld(bente, concept, nu) -> Versie:
    discuss(bente, concept, nu)
    opdracht = work(adopt(bente, concept, nu))
    assert opdracht.staat == "klaar", opdracht.foutmelding
    return Versie.objects.select_related("document").get(pk=opdracht.resultaat["versie"])


# ── the way ─────────────────────────────────────────────────────────────────


def test_whole_way_of_a_jaarverslag(bente, rik, vastgesteld, concept, nu):
    document = vastgesteld.document
    assert (document.staat, document.is_frozen, document.huidige) == ("vastgesteld", True, vastgesteld)
    assert record_step(actor=rik, document=document, staat="gepubliceerd", versie=vastgesteld, now=nu) is None
    document.refresh_from_db()
    assert document.staat == "gepubliceerd"
    trail = [
        (s.staat, s.versie.nummer, s.vergadering and s.vergadering.datum, s.kenmerk) for s in document.stappen.all()
    ]
    assert trail == [
        ("besproken", 1, AO, ""),
        ("vastgesteld", 2, BO, "BO-2026-07"),
        ("gepubliceerd", 2, None, ""),
    ]
    zinnen = list(
        Logregel.objects.filter(object_soort="rapportage.documentstap").order_by("id").values_list("zin", flat=True)
    )
    assert zinnen == [
        "Jaarverslag 2025 is besproken in het AO op 26 februari 2026, versie 1.",
        "Jaarverslag 2025 is vastgesteld door het BO op 5 maart 2026, versie 2, kenmerk BO-2026-07.",
        "Jaarverslag 2025 is gepubliceerd op 10 maart 2026, versie 2.",
    ]


def test_adopted_version_has_the_facts_that_were_discussed_and_only_says_that_it_is_adopted(concept, vastgesteld):
    toen, nu_ = concept.feiten["feiten"], vastgesteld.feiten["feiten"]
    anders = {naam for naam in toen if toen[naam] != nu_[naam]}
    assert anders == {"uitgave", "weg"}
    uitgave = facts_from_json(vastgesteld.feiten).uitgave
    assert uitgave.status == "vastgesteld door het BO op 5 maart 2026"
    assert uitgave.regel.startswith("Vastgesteld door het BO op 5 maart 2026, versie 2")
    assert uitgave.stand == facts_from_json(concept.feiten).uitgave.stand
    gezet = {stap.naam: stap.tekst.tekst for stap in facts_from_json(vastgesteld.feiten).weg if stap.gedaan}
    assert gezet["Ambtelijk overleg"] == "26 februari 2026"
    assert gezet["Bestuurlijk overleg"] == "5 maart 2026"


def test_data_changed_between_ao_and_bo_are_not_in_what_the_bo_adopts(bente, concept, jaar2025, nu):
    discuss(bente, concept, nu)
    jaar2025.tekst = "Na het AO veranderd."
    jaar2025.save()
    opdracht = work(adopt(bente, concept, nu))
    versie = Versie.objects.get(pk=opdracht.resultaat["versie"])
    assert "Na het AO veranderd." not in str(versie.feiten)


def test_what_changes_after_adoption_changes_neither_facts_nor_file(rik, vastgesteld, jaar2025, nu):
    bytes_before, feiten_before = archief.read(vastgesteld), vastgesteld.feiten
    jaar2025.tekst = "Later bedacht."
    jaar2025.save()
    nieuw = build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    vastgesteld.refresh_from_db()
    document = Document.objects.get()
    assert archief.read(vastgesteld) == bytes_before
    assert vastgesteld.feiten == feiten_before
    assert (document.staat, document.huidige) == ("vastgesteld", vastgesteld)
    assert nieuw.nummer == 3
    assert facts_from_json(nieuw.feiten).uitgave.status == "concept"
    assert not document.stappen.filter(versie=nieuw).exists()


def test_same_facts_after_adoption_give_the_adopted_version(rik, vastgesteld, nu, bouwer):
    built = len(bouwer.built)
    assert build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu) == vastgesteld
    assert len(bouwer.built) == built


def test_newer_version_may_be_discussed_and_then_that_one_is_adopted(bente, rik, concept, jaar2025, nu):
    discuss(bente, concept, nu)
    jaar2025.tekst = "Verbeterd na het AO."
    jaar2025.save()
    beter = build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    discuss(bente, beter, nu, AO + timedelta(days=2))
    with pytest.raises(ValidationError, match="Versie 2 is besproken; alleen die versie kan worden vastgesteld"):
        adopt(bente, concept, nu)
    opdracht = work(adopt(bente, beter, nu))
    assert "Verbeterd na het AO." in str(Versie.objects.get(pk=opdracht.resultaat["versie"]).feiten)


def test_kwartaalupdate_is_published_with_that_state_on_its_pages(rik, q1, nu, bouwer):
    versie = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    opdracht = record_step(actor=rik, document=versie.document, staat="gepubliceerd", versie=versie, now=nu)
    work(opdracht)
    document = Document.objects.get()
    assert (document.staat, document.huidige.nummer) == ("gepubliceerd", 2)
    assert facts_from_json(document.huidige.feiten).uitgave.status == "gepubliceerd op 10 maart 2026"
    assert build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu) == document.huidige
    with pytest.raises(ValidationError, match="Versie 2 is al gepubliceerd"):
        record_step(actor=rik, document=document, staat="gepubliceerd", versie=document.huidige, now=nu)
    q1.tekst = "Een hersteld bericht."
    q1.save()
    hersteld = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    later = nu + timedelta(hours=1)
    work(record_step(actor=rik, document=document, staat="gepubliceerd", versie=hersteld, now=later))
    document.refresh_from_db()
    assert document.huidige.nummer == 4
    assert "Een hersteld bericht." in str(document.huidige.feiten)


# ── who may, and what stands in the way ─────────────────────────────────────


@pytest.mark.parametrize("who", ["rik", "frank", "tom", "olga", "aad", "bram", "bea"])
def test_only_the_programmamanager_records_what_a_meeting_did(request, who, concept, nu):
    with pytest.raises(NotAllowed, match="programmamanager"):
        discuss(request.getfixturevalue(who), concept, nu)
    assert not DocumentStap.objects.exists()
    assert not Vergadering.objects.exists()


@pytest.mark.parametrize(
    ("datum", "kenmerk", "words"),
    [
        (None, "BO-1", "Vul de datum in"),
        (date(2026, 3, 11), "BO-1", "nog niet geweest"),
        (AO - timedelta(days=1), "BO-1", "De vorige stap is van 26 februari 2026"),
        (BO, "  ", "Vul het kenmerk van het besluit in"),
        (BO, "x" * 61, "telt 61 tekens; er mogen er 60 in"),
    ],
)
def test_adoption_needs_a_meeting_that_was_and_a_reference(bente, concept, nu, datum, kenmerk, words):
    discuss(bente, concept, nu)
    with pytest.raises(ValidationError, match=words):
        adopt(bente, concept, nu, datum, kenmerk)
    assert not Opdracht.objects.exists()
    assert not Vergadering.objects.filter(soort="bo").exists()


def test_kenmerk_at_the_bound_is_taken(bente, concept, nu):
    discuss(bente, concept, nu)
    assert work(adopt(bente, concept, nu, kenmerk="x" * 60)).staat == "klaar"


@pytest.mark.parametrize("staat", ["vastgesteld", "gepubliceerd", "concept", "verzonnen"])
def test_no_step_is_skipped(bente, concept, nu, staat):
    with pytest.raises(ValidationError, match="kan niet in één stap"):
        record_step(actor=bente, document=concept.document, staat=staat, versie=concept, datum=BO, kenmerk="x", now=nu)


def test_adopted_is_not_adopted_or_discussed_again(bente, vastgesteld, nu):
    for staat in ("besproken", "vastgesteld", "concept"):
        with pytest.raises(ValidationError, match="kan niet in één stap"):
            record_step(
                actor=bente,
                document=vastgesteld.document,
                staat=staat,
                versie=vastgesteld,
                datum=BO,
                kenmerk="x",
                now=nu,
            )


def test_version_of_another_document_is_refused(bente, rik, concept, q1, nu):
    ander = build_document(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    with pytest.raises(ValidationError, match="is geen versie van Jaarverslag 2025"):
        record_step(actor=bente, document=concept.document, staat="besproken", versie=ander, datum=AO, now=nu)


def test_adopting_twice_at_once_is_one_adoption(bente, concept, nu):
    discuss(bente, concept, nu)
    first, second = adopt(bente, concept, nu), adopt(bente, concept, nu)
    assert first == second
    work(first)
    assert DocumentStap.objects.filter(staat="vastgesteld").count() == 1


def test_worker_that_died_after_the_step_finds_it_taken(bente, concept, nu, bouwer):
    """The step is committed, the worker is killed before it says so; the next one gives the same version."""
    discuss(bente, concept, nu)
    opdracht = work(adopt(bente, concept, nu))
    versie = opdracht.resultaat["versie"]
    again = enqueue(actor=bente, taak=opdracht.taak, sleutel="nogmaals", argumenten=opdracht.argumenten, now=klok.now())
    assert work(again).resultaat["versie"] == versie
    assert Versie.objects.count() == 2


def test_failed_adoption_changes_nothing_and_says_why(bente, concept, nu, bouwer):
    discuss(bente, concept, nu)
    bouwer.error = archief.BibliotheekOntbreekt("Op deze computer ontbreekt Pango.")
    opdracht = work(adopt(bente, concept, nu))
    assert (opdracht.staat, opdracht.foutmelding) == ("mislukt", "Op deze computer ontbreekt Pango.")
    assert Document.objects.get().staat == "besproken"
    bouwer.error = None
    assert work(adopt(bente, concept, nu)).staat == "klaar"


def test_another_version_discussed_while_the_worker_waits_stops_the_adoption(bente, rik, concept, jaar2025, nu):
    discuss(bente, concept, nu)
    opdracht = adopt(bente, concept, nu)
    jaar2025.tekst = "Verbeterd."
    jaar2025.save()
    discuss(bente, build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu), nu, AO + timedelta(days=1))
    work(opdracht)
    assert opdracht.staat == "mislukt"
    assert "Versie 2 is besproken" in opdracht.foutmelding
    assert Document.objects.get().staat == "besproken"


# ── the database itself ─────────────────────────────────────────────────────


def test_database_refuses_a_second_adoption_and_one_without_a_meeting(concept, nu):
    bo = Vergadering.objects.create(soort="bo", datum=BO)
    andere = Vergadering.objects.create(soort="bo", datum=BO + timedelta(days=1))
    fields = {"document": concept.document, "versie": concept, "staat": "vastgesteld", "moment": nu}
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentStap.objects.create(**fields)
    DocumentStap.objects.create(**fields, vergadering=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentStap.objects.create(**fields, vergadering=andere)


# ── who sees which version ──────────────────────────────────────────────────


def seen(gebruiker, dag) -> tuple[list[str], list[int]]:
    documents = Document.objects.visible_to(gebruiker, dag)
    versies = Versie.objects.visible_to(gebruiker, dag).order_by("nummer")
    return [document.staat for document in documents], [versie.nummer for versie in versies]


def test_who_sees_what_before_and_after_its_turn(bente, rik, frank, aad, bram, olga, bea, concept, nu, vandaag):
    everyone = (bente, rik, frank, aad, bram, olga, bea, None)
    makers, overleg, anderen = everyone[:3], everyone[3:5], everyone[5:]
    for who in makers:
        assert seen(who, vandaag) == (["concept"], [1])
    for who in overleg + anderen:
        assert seen(who, vandaag) == ([], [])
    discuss(bente, concept, nu)
    for who in overleg:
        assert seen(who, vandaag) == (["besproken"], [1])
    for who in anderen:
        assert seen(who, vandaag) == ([], [])
    versie = Versie.objects.get(pk=work(adopt(bente, concept, nu)).resultaat["versie"])
    for who in overleg:
        assert seen(who, vandaag) == (["vastgesteld"], [1, 2])
    for who in anderen:
        assert seen(who, vandaag) == ([], [])
    record_step(actor=rik, document=versie.document, staat="gepubliceerd", versie=versie, now=nu)
    for who in anderen:
        assert seen(who, vandaag) == (["gepubliceerd"], [2])


def test_newer_concept_of_an_adopted_report_is_seen_by_its_makers_only(
    rik, aad, bram, vastgesteld, jaar2025, nu, vandaag
):
    jaar2025.tekst = "Later bedacht."
    jaar2025.save()
    build_document(actor=rik, soort="jaarverslag", periode="2025", now=nu)
    assert seen(rik, vandaag)[1] == [1, 2, 3]
    assert seen(bram, vandaag)[1] == seen(aad, vandaag)[1] == [1, 2]


# ── the table ───────────────────────────────────────────────────────────────


def test_table_knows_the_states_of_the_model_and_rights_that_exist():
    from koers.toegang.rights import known

    for soort, staten in OVERGANGEN.items():
        assert soort in Document.Soort.values
        for staat, overgangen in staten.items():
            assert staat in Document.Staat.values
            assert all(known(overgang.right) and overgang.naar in staten for overgang in overgangen)


def test_published_jaarverslag_is_the_end():
    assert next_steps("jaarverslag", "gepubliceerd") == ()


def test_status_line_names_body_and_day():
    assert status_line("vastgesteld", date(2025, 4, 16)) == "vastgesteld door het BO op 16 april 2025"
