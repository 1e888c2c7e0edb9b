"""The database, as it was loaded, against the source texts that are read here on their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from koers.lib.kwartaal import Kwartaal
from koers.lib.opmaak import to_plain
from projecten.models import Bericht, Bijeenkomst, Controlegetal, Overgang, Project, Ronde, Voortgang
from rapportage.models import Tekstblok
from tests.seed import bron
from themalijnen.models import Themalijn

pytestmark = pytest.mark.once

UPDATE = bron.read_update()
BRIEF = bron.read_brief()
KWARTAAL = Kwartaal(2026, 1)


@pytest.fixture
def ronde(gezaaid: None) -> Ronde:
    return Ronde.objects.get(jaar=2026, kwartaal=1)


def sections(ronde: Ronde) -> list[bron.Sectie]:
    """The approved entries of the ronde that are about the programme or a whole project, as headings with bullets."""
    entries = Voortgang.objects.published().filter(ronde=ronde, gemeente=None).prefetch_related("berichten")
    per_rubriek = {entry.rubriek_id: entry for entry in entries if entry.rubriek_id}
    per_project = {entry.project_id: entry for entry in entries if entry.project_id}
    found = []
    for entry in sorted(per_rubriek.values(), key=lambda entry: entry.rubriek.volgorde):
        found.append(bron.Sectie("", entry.rubriek.naam, tuple(b.tekst for b in entry.berichten.all())))
    for thema in Themalijn.objects.on(ronde.peildatum).named(ronde.peildatum):
        projecten = Project.objects.named(ronde.peildatum).placed(ronde.peildatum).filter(pk__in=per_project)
        for project in projecten.filter(themalijn_op=thema.pk).order_by("volgorde_op"):
            kop = project.naam_op + (f" (voorheen {project.naam_voorheen})" if project.naam_voorheen else "")
            punten = tuple(b.tekst for b in per_project[project.pk].berichten.all())
            found.append(bron.Sectie(f"Thema {thema.naam_op[0].lower()}{thema.naam_op[1:]}", kop, punten))
    return found


def test_update_in_the_database_has_every_heading_and_bullet_in_order_and_no_other(ronde):
    assert sections(ronde) == list(UPDATE.secties)


def test_bullets_marked_as_source_are_the_sources_and_only_those(ronde):
    texts = Bericht.objects.filter(voortgang__ronde=ronde, herkomst="bron").values_list("tekst", flat=True)
    assert sorted(texts) == sorted(UPDATE.punten)


def test_news_of_a_gemeente_is_derived_and_names_it(ronde):
    local = Voortgang.objects.filter(ronde=ronde, gemeente__isnull=False)
    named = sorted(entry.gemeente.naam for entry in local)
    assert named == ["Almelo", "Borne", "Haaksbergen", "Hengelo", "Rijssen-Holten"]
    assert all(name in " ".join(UPDATE.punten) for name in named)
    assert {entry.herkomst for entry in local} == {"afgeleid"}


def test_states_that_no_source_gives_are_not_reported(gezaaid):
    historic = Voortgang.objects.filter(ronde__uitgave__isnull=False) | Voortgang.objects.filter(ronde__soort="jaar")
    assert historic.count() > 30
    assert {(entry.kwaliteit, entry.tijd, entry.geld) for entry in historic} == {("", "", "")}


def test_entries_went_their_way_in_march_and_before_the_update_came_out(ronde):
    days = {overgang.naar: overgang.dag for overgang in Overgang.objects.filter(voortgang__ronde=ronde)}
    assert set(days) == {"concept", "ingediend", "goedgekeurd"}
    assert ronde.open_vanaf <= days["concept"] <= days["ingediend"] <= ronde.op_tijd_tot
    assert days["goedgekeurd"] <= ronde.dicht_op < ronde.uitgave
    assert ronde.uitgave.isoformat() == "2026-03-26"


def test_every_figure_of_both_sources_is_a_controlegetal_with_its_words(gezaaid):
    text = bron.plain(" ".join([*UPDATE.punten, *UPDATE.onder, BRIEF]))
    quoted = list(Controlegetal.objects.exclude(citaat=""))
    assert [getal.sleutel for getal in quoted if getal.citaat not in text] == []
    known = {figure for getal in quoted for figure in bron.figures(getal.citaat)}
    missing = {figure for figure in bron.figures(text) if figure not in known} - {("veertien", 14), ("2", 2), ("3", 3)}
    assert missing == set()
    assert Controlegetal.objects.get(sleutel="baten-2024").waarde == Decimal(6_277_990)


def test_every_date_of_the_update_is_in_a_dated_row(gezaaid):
    words = " | ".join(Bijeenkomst.objects.values_list("datum_tekst", flat=True))
    for day in ("9 maart", "26 maart", "1 juni 2026", "weken 13, 14 en 15"):
        assert day in bron.plain(" ".join(UPDATE.punten))
        assert day in words


def test_unknown_addresses_are_words_that_say_so(ronde):
    texts = [b.tekst for b in Bericht.objects.filter(voortgang__ronde=ronde) if "](#)" in b.tekst]
    assert len(texts) == 4
    for text in texts:
        for words, _ in bron.links(text):
            assert f"{words} (adres onbekend)" in to_plain(text)


def test_texts_above_and_below_the_update_are_kept_as_texts(gezaaid):
    texts = bron.squeeze(" ".join(Tekstblok.objects.filter(herkomst="bron").values_list("tekst", flat=True)))
    titles = set(Tekstblok.objects.values_list("titel", flat=True))
    for line in (UPDATE.boven[-1], *UPDATE.onder):
        assert line in texts or line in titles


def test_letter_is_kept_word_for_word(gezaaid):
    blokken = Tekstblok.objects.filter(sleutel__startswith="raadsbrief-almelo-2024-")
    assert blokken.count() == 8
    for blok in blokken:
        for alinea in blok.alineas:
            assert bron.squeeze(alinea) in BRIEF


def test_year_2024_is_reported_by_project_and_by_almelo(gezaaid):
    entries = Voortgang.objects.published().filter(ronde__soort="jaar", ronde__jaar=2024)
    assert sorted(e.project.slug for e in entries.filter(gemeente=None)) == [
        "bereik-vergroten-aanpak-geldzorgen",
        "deskundigheidsbevordering-huishoudelijk-ondersteuners",
        "regionale-doorzettingsmacht",
        "valpreventie",
    ]
    assert entries.filter(gemeente__slug="almelo").count() == 7
    assert not entries.exclude(gemeente=None).exclude(gemeente__slug="almelo").exists()
