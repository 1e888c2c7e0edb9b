"""The index follows every change by itself, whoever makes it, and is made anew as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

from koers.eigenaren.models import Partner
from koers.lib.opmaak import to_plain
from koers.management.seed import loader
from projecten.models import Bericht, Project, Resultaat, Voortgang
from rapportage import zoekindex
from rapportage.models import Vondst
from rapportage.rules.zoeken import read_woorden
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


@pytest.mark.parametrize(
    ("tekst", "hidden"),
    [
        ("Er zijn **[+30%](cijfer:verwijzingen/groei)** meer.", "cijfer verwijzingen groei"),
        ("Zie [het rapport](https://www.kennispunt.example/a_b) en [de dag](#).", "https www kennispunt"),
        ("[Schrijf ons](mailto:post@twente.example), nu", "mailto post twente"),
        ("Met **mantel**zorg en *cursief*; 5 * 30", "mantel*zorg"),
        (
            "[Eerste](HTTPS://een.example) [tweede]( https://twee.example ) [derde](<https://drie.example>) eind",
            "https http example",
        ),
        ("[Lexicon](https://nl.example/Zorg_(welzijn)) na", "zorg welzijn"),
        ('Hij zei "ja" \\ [dus](https://a.example/?q="x"&y=\\n) en ging', "example"),
        ("Geen link: [a](javascript:iets) of f](x) of [open](https://zonder", ""),
        ("Zie (https://zichtbaar.example).", ""),
        ("[leeg]() en [kapot](", ""),
        ("Zonder opmaak.", ""),
    ],
)
def test_the_words_that_one_sees_are_found_and_those_of_the_markup_are_not(tekst, hidden):
    bericht = make(Bericht, tekst=tekst)
    make(Bericht, voortgang=bericht.voortgang, volgorde=2, tekst="Overig.")
    seen = to_plain(tekst).replace("adres onbekend", "")
    assert [woord for woord in read_woorden(seen) if found(woord) != 1] == []
    assert [woord for woord in hidden.split() if found(woord)] == []
    bericht.tekst = "[Nieuw](https://elders.example)"
    bericht.save()
    assert (found("nieuw"), found("elders")) == (1, 0)
    assert [woord for woord in read_woorden(seen) if found(woord)] == []
    bericht.delete()
    assert found("nieuw") == 0


def test_a_row_that_is_changed_past_its_source_is_found_by_what_it_says_now():
    make(Bericht, tekst="[Eerst](https://a.example)")
    Vondst.objects.update(tekst="[Daarna](https://b.example)")
    assert (found("eerst"), found("daarna")) == (0, 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has functions that a connection brings")
def test_any_program_can_write_and_the_index_follows():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND tbl_name IN ('rapportage_vondst', 'rapportage_vondst_fts')"
        )
        schema = [sql for [sql] in cursor.fetchall()]
    with closing(sqlite3.connect(":memory:")) as bare:
        for sql in schema:
            bare.execute(sql)
        bare.execute(
            "INSERT INTO rapportage_vondst (bron, bron_id, soort, object, titel, tekst, publiek, eerder) "
            "VALUES ('bericht', 1, 'nieuws', 1, '', '[Zicht](https://a.example)**baar**', 1, 0)"
        )
        ask = "SELECT count(*) FROM rapportage_vondst_fts WHERE rapportage_vondst_fts MATCH ?"
        assert [bare.execute(ask, [woord]).fetchone()[0] for woord in ("zichtbaar", "https", "example")] == [1, 0, 0]


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
