"""The index follows every change by itself, whoever makes it, and is made anew as it was."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from koers.eigenaren.models import Partner
from koers.management.seed import loader
from projecten.models import Bericht, Project, Resultaat, Voortgang
from rapportage import zoekindex
from rapportage.models import Vondst
from tests.factories import make

pytestmark = pytest.mark.django_db


def rows(**only: object) -> list[tuple[object, ...]]:
    fields = ("bron", "bron_id", "soort", "object", "titel", "tekst", "datum", "publiek", "eerder")
    return sorted(Vondst.objects.filter(**only).values_list(*fields), key=str)


def found(woord: str) -> int:
    where, params = zoekindex.match((woord,))
    return Vondst.objects.extra(where=[where], params=params).count()


def test_a_row_comes_changes_and_goes_with_its_source_also_past_the_services():
    partner = make(Partner, naam="Saxion Hogeschool")
    assert found("hogesch") == 1
    Partner.objects.filter(pk=partner.pk).update(naam="Universiteit Twente")
    assert (found("saxion"), found("universiteit")) == (0, 1)
    entry = make(Voortgang)
    Bericht.objects.bulk_create(Bericht(voortgang=entry, volgorde=i, tekst=f"Punt {i}.") for i in (1, 2))
    assert found("punt") == 2
    Bericht.objects.filter(voortgang=entry, volgorde=1).delete()
    assert found("punt") == 1
    Partner.objects.filter(pk=partner.pk).delete()
    assert rows(bron="partner") == []


def test_two_texts_of_one_row_are_kept_apart_and_an_empty_one_leaves_no_mark():
    make(Resultaat, naam="A", omschrijving="Af.", vindplek="kennisbank")
    make(Resultaat, naam="B", omschrijving="", vindplek="kennisbank")
    assert [row[5] for row in rows(bron="resultaat")] == ["Af. · kennisbank", "kennisbank"]


def test_the_approved_text_of_a_reopened_entry_has_a_row_for_each_bullet():
    entry = make(Voortgang)
    punten = [{"tekst": "Eerste.", "publiek": True}, {"tekst": "Tweede.", "publiek": False}]
    Voortgang.objects.filter(pk=entry.pk).update(gepubliceerd={"inhoud": {"punten": punten}})
    assert [(row[5], row[7], row[8]) for row in rows(object=entry.pk)] == [
        ("Eerste.", True, True),
        ("Tweede.", False, True),
    ]
    Voortgang.objects.filter(pk=entry.pk).update(gepubliceerd=None)
    assert rows(object=entry.pk) == []


def test_a_change_of_something_else_leaves_the_row_alone():
    entry = make(Voortgang, gepubliceerd={"inhoud": {"punten": [{"tekst": "Eerste.", "publiek": True}]}})
    before = Vondst.objects.get(object=entry.pk, eerder=True).pk
    Voortgang.objects.filter(pk=entry.pk).update(versie=7)
    assert Vondst.objects.get(object=entry.pk, eerder=True).pk == before


def test_what_was_lost_or_doubled_is_put_right_by_the_command(capsys):
    loader.load_sources()
    before = rows()
    assert len(before) > 100
    Vondst.objects.filter(bron="bericht").delete()
    make(Vondst)
    call_command("zoekindex")
    assert rows() == before
    assert found("mantelz") > 0
    assert f"{len(before)} texts" in capsys.readouterr().out


def test_a_migration_runs_without_the_triggers_and_gets_them_back():
    zoekindex.before_migrate(using="default", plan=[object()])
    make(Partner, naam="Tussendoor")
    assert rows(bron="partner") == []
    zoekindex.after_migrate(using="default")
    assert found("tussendoor") == 1
    with connection.cursor() as cursor:
        cursor.execute(zoekindex.DIALECTEN[connection.vendor].INSTALLED)
        assert cursor.fetchone()[0] == zoekindex.DIALECTEN[connection.vendor].NUMBER
    before = Vondst.objects.values_list("pk", flat=True)[0]
    zoekindex.after_migrate(using="default")
    assert Vondst.objects.values_list("pk", flat=True)[0] == before
    assert Project.objects.count() == 0
