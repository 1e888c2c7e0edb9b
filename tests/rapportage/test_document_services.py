"""Asking for and building a document: the same facts are the same record; nothing is half there when it fails."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from koers.lib import klok
from koers.opdrachten.models import Opdracht
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from rapportage import tasks
from rapportage.documents.feiten import facts_from_json
from rapportage.documents.fouten import DocumentFout, GeenGegevens
from rapportage.models import Document, Versie
from rapportage.selectors.feiten import OnbekendePeriode
from rapportage.services import archief, build_document, request_build
from rapportage.services import document as document_service

pytestmark = pytest.mark.django_db


def build(actor, nu, **options) -> Versie:
    return build_document(actor=actor, soort="kwartaalupdate", periode="2026-Q1", now=nu, **options)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def change(bericht, tekst: str) -> None:
    bericht.tekst = tekst
    bericht.save()


# ── asking ──────────────────────────────────────────────────────────────────


def test_request_build_makes_one_open_opdracht_and_a_log_line(rik, bente, q1, nu):
    first = request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    second = request_build(actor=bente, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    assert first == second
    assert first.argumenten == {"soort": "kwartaalupdate", "periode": "2026-Q1"}
    assert first.aangevraagd_door == rik
    assert Logregel.objects.filter(actie="rapportage.document:request").first().zin.startswith("Bente Test vroeg om")


@pytest.mark.parametrize(
    ("soort", "periode", "words"),
    [
        ("kwartaalupdate", "2026-Q5", "is geen kwartaal"),
        ("kwartaalupdate", "2031-Q1", "Er is geen ronde voor Q1 2031"),
        ("kwartaalupdate", "", "is geen kwartaal"),
        ("jaarverslag", "24", "is geen jaar"),
        ("jaarverslag", "٢٠٢٤", "is geen jaar"),
        ("jaarverslag", "2019", "Over 2019 is geen voortgang goedgekeurd"),
        ("raadsbrief", "2024", "is geen document"),
    ],
)
def test_request_build_of_a_wrong_period_says_so_and_queues_nothing(rik, q1, nu, soort, periode, words):
    with pytest.raises(ValidationError, match=words):
        request_build(actor=rik, soort=soort, periode=periode, now=nu)
    assert not Opdracht.objects.exists()


def test_request_build_of_a_ronde_without_approved_news_says_so(rik, q1, nu):
    q1.voortgang.staat = "ingediend"
    q1.voortgang.save()
    with pytest.raises(ValidationError, match="niets goedgekeurd"):
        request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)


@pytest.mark.parametrize("who", ["tom", "olga", "aad", "bram", "bea"])
def test_who_makes_no_documents_may_not_ask_or_build(request, who, q1, nu, bouwer):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        request_build(actor=actor, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    with pytest.raises(NotAllowed):
        build(actor, nu)
    assert not Document.objects.exists()


# ── building ────────────────────────────────────────────────────────────────


def test_first_build_is_version_1_in_concept_with_its_file(rik, q1, nu, bouwer, document_dir):
    versie = build(rik, nu)
    data = (document_dir / versie.bestand).read_bytes()
    assert (versie.nummer, versie.paginas, versie.grootte) == (1, 1, len(data))
    assert versie.sha256 == hashlib.sha256(data).hexdigest()
    feiten = facts_from_json(versie.feiten)
    assert feiten.uitgave.status == "concept"
    assert "versie 1" in feiten.uitgave.regel
    assert versie.document.staat == "concept"
    assert Document.objects.get().huidige == versie
    assert Logregel.objects.get(actie="rapportage.document:build").zin == (
        "Rik Test maakte Kwartaalupdate Q1 2026, versie 1."
    )


def test_same_facts_give_the_same_record_and_no_second_layout(rik, bente, q1, nu, bouwer, document_dir):
    first = build(rik, nu)
    again = build(bente, nu + timedelta(days=40))
    assert first == again
    assert len(bouwer.built) == 1
    assert len(files(document_dir)) == 1


def test_other_facts_give_the_next_version_and_going_back_gives_the_first(rik, q1, nu, bouwer):
    first = build(rik, nu)
    old = q1.tekst
    change(q1, "Iets anders.")
    second = build(rik, nu)
    assert second.nummer == 2
    assert "Iets anders." in bouwer.built[-1]
    assert Document.objects.get().huidige == second
    change(q1, old)
    assert build(rik, nu) == first
    assert Document.objects.get().huidige == first


def test_force_builds_again_and_finds_the_same_bytes(rik, q1, nu, bouwer, document_dir):
    first = build(rik, nu)
    before = (document_dir / first.bestand).stat().st_mtime_ns
    assert build(rik, nu, force=True) == first
    assert len(bouwer.built) == 2
    assert (document_dir / first.bestand).stat().st_mtime_ns == before


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.7 half")])
def test_file_that_is_gone_or_damaged_is_mended_from_the_frozen_facts(rik, q1, nu, bouwer, document_dir, harm):
    first = build(rik, nu)
    harm(document_dir / first.bestand)
    assert build(rik, nu) == first
    assert archief.digest(archief.read(first)) == first.sha256


def test_rebuild_that_gives_other_bytes_is_refused_and_overwrites_nothing(
    rik, q1, nu, bouwer, document_dir, monkeypatch
):
    first = build(rik, nu)
    (document_dir / first.bestand).unlink()
    monkeypatch.setattr(document_service, "build", lambda feiten, stap: bouwer(feiten, stap) + b"%changed")
    with pytest.raises(archief.BestandBeschadigd, match="anders dan toen"):
        build(rik, nu)
    assert files(document_dir) == []


def test_number_taken_by_another_build_is_chosen_again(rik, q1, nu, bouwer, monkeypatch):
    """Another build files version 1 while ours is being laid out with that number on its pages."""
    own = q1.tekst

    def slow(feiten, stap) -> bytes:
        monkeypatch.setattr(document_service, "build", bouwer)
        data = bouwer(feiten, stap)
        change(q1, "Van een ander.")
        build(None, nu)
        change(q1, own)
        return data

    monkeypatch.setattr(document_service, "build", slow)
    versie = build(rik, nu)
    assert versie.nummer == 2
    assert facts_from_json(versie.feiten).uitgave.versie == 2
    assert set(Versie.objects.values_list("nummer", flat=True)) == {1, 2}


def test_two_builds_of_the_same_facts_at_once_give_one_record(rik, q1, nu, bouwer, monkeypatch, document_dir):
    winners = []

    def slow(feiten, stap) -> bytes:
        monkeypatch.setattr(document_service, "build", bouwer)
        data = bouwer(feiten, stap)
        winners.append(build(None, nu))
        return data

    monkeypatch.setattr(document_service, "build", slow)
    assert build(rik, nu) == winners[0]
    assert Versie.objects.count() == 1
    assert len(files(document_dir)) == 1


# ── failing ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "de schijf is vol"), (errno.EACCES, "geen recht"), (errno.EROFS, "alleen te lezen")],
)
def test_full_or_closed_disk_leaves_no_file_and_no_row(rik, q1, nu, bouwer, document_dir, monkeypatch, number, words):
    def refuse(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DocumentFout, match=words):
        build(rik, nu)
    assert files(document_dir) == []
    assert not Document.objects.exists()
    monkeypatch.undo()
    monkeypatch.setattr(document_service, "build", bouwer)
    from django.conf import settings

    settings.DOCUMENT_DIR = document_dir
    assert build(rik, nu).nummer == 1, "works again when there is room"


def test_document_folder_that_cannot_be_made_says_so(rik, q1, nu, bouwer, document_dir):
    document_dir.write_text("a file where the folder should be")
    with pytest.raises(DocumentFout, match="is niet te maken"):
        build(rik, nu)
    assert not Versie.objects.exists()


def test_missing_library_is_told_with_the_line_that_installs_it(rik, q1, nu, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(archief.BibliotheekOntbreekt, match="apt-get install libpango"):
        build(rik, nu)
    assert not Document.objects.exists()


def test_wrong_period_and_empty_period_are_different_errors(nu, q1):
    with pytest.raises(OnbekendePeriode):
        build_document(actor=None, soort="kwartaalupdate", periode="2026-Q9", now=nu)
    with pytest.raises(GeenGegevens):
        build_document(actor=None, soort="jaarverslag", periode="2020", now=nu)


# ── in the worker ───────────────────────────────────────────────────────────


def test_task_builds_and_remembers_the_version(rik, q1, nu, bouwer):
    opdracht = request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=klok.now())
    tasks.build_document(opdracht.pk)
    opdracht.refresh_from_db()
    versie = Versie.objects.get()
    assert (opdracht.staat, opdracht.resultaat["versie"]) == ("klaar", versie.pk)
    assert versie.gemaakt_door == rik
    assert Logregel.objects.get(actie="rapportage.document:build").via == "werker"


def test_task_and_command_line_give_the_same_record(rik, q1, nu, bouwer):
    by_hand = build(None, nu)
    opdracht = request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=klok.now())
    tasks.build_document(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.resultaat["versie"] == by_hand.pk
    assert len(bouwer.built) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DocumentFout("Het document is niet goed op te maken: Missing glyph"), "Missing glyph"),
        (RecursionError("deep"), "Meld het de beheerder"),
        (MemoryError(), "niet genoeg geheugen"),
    ],
)
def test_task_that_fails_tells_the_asker(rik, q1, nu, bouwer, error, words, document_dir):
    bouwer.error = error
    opdracht = request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=klok.now())
    tasks.build_document(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == "mislukt"
    assert words in opdracht.foutmelding
    assert not Document.objects.exists()
    assert files(document_dir) == []


def test_task_of_one_whose_role_ended_meanwhile_fails_with_the_reason(rik, q1, nu, bouwer):
    opdracht = request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=nu)
    rik.aanstellingen.update(tot=nu.date())
    tasks.build_document(opdracht.pk)
    opdracht.refresh_from_db()
    assert opdracht.staat == "mislukt"
    assert "Dit mag alleen met de rol" in opdracht.foutmelding
