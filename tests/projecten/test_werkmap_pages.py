"""The pages of the workbook: download, what would change, what is wrong, and what was kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koers.lib.xlsx.fout import GEEN_WERKMAP, MACRO, TE_GROOT
from projecten.models import Inlezing, Meting
from tests.conftest import signed_in
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import GESLOTEN, MAART, make_spel, set_clock
from tests.projecten.streek import take_part
from tests.projecten.werkmappen import fill, rewrite

pytestmark = pytest.mark.django_db
BASE = "/projecten/mantelzorg/metingen/2026-Q1/"
UPLOAD = f"{BASE}inlezen/"


@pytest.fixture
def veld(tom, pia, almelo, hengelo, monkeypatch) -> Meetveld:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


@pytest.fixture
def mine(veld, tom) -> Client:
    return signed_in(tom)


def werkmap(client: Client) -> bytes:
    answer = client.get(f"{BASE}werkmap.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="metingen-mantelzorg-2026-Q1.xlsx"'
    return answer.content


def send(client: Client, data: bytes, naam: str = "ingevuld.xlsx"):
    return client.post(UPLOAD, {"werkmap": SimpleUploadedFile(naam, data)})


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', answer.content.decode())[1]


ALMELO, HENGELO = ("Deelnemers", "Almelo", "Waarde"), ("Deelnemers", "Hengelo", "Waarde")


def test_tried_then_kept_then_read_again(mine, bente):
    tried = send(mine, fill(werkmap(mine), {ALMELO: 12, HENGELO: 13}))
    assert tried.status_code == 200
    page = tried.content.decode()
    assert "Er veranderen 2 metingen" in page
    assert "Sla deze 2 metingen op" in page
    assert not Meting.objects.exists()
    kept = mine.post(f"{UPLOAD}opslaan/", {"proef": hidden(tried, "proef")}, follow=True)
    assert kept.redirect_chain == [(f"{UPLOAD}{Inlezing.objects.get().pk}/", 302)]
    assert "2 metingen zijn opgeslagen" in kept.content.decode()
    assert "ingevuld.xlsx" in kept.content.decode()
    assert signed_in(bente).get(kept.redirect_chain[0][0]).status_code == 404, "it is of who read it in"
    again = mine.post(f"{UPLOAD}opslaan/", {"proef": hidden(tried, "proef")}, follow=True)
    assert "Alles stond er al zo" in again.content.decode(), "a second click keeps nothing twice"
    assert Inlezing.objects.count() == 1
    assert "ingevuld.xlsx" in mine.get(UPLOAD).content.decode()


def test_a_workbook_that_changes_nothing_offers_nothing_to_keep(mine):
    page = send(mine, werkmap(mine)).content.decode()
    assert "Er verandert niets" in page
    assert 'name="proef"' not in page


def test_faults_are_a_table_and_a_file(mine):
    refused = send(mine, fill(werkmap(mine), {ALMELO: "=cmd", HENGELO: -1}))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "2 cellen kloppen niet" in page
    assert "F (Waarde)" in page
    file = mine.post(f"{UPLOAD}fouten.csv", {"fouten": hidden(refused, "fouten")})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Blad;Rij;Kolom;Waarde;Wat er niet klopt"
    assert lines[1].startswith("Metingen;6;F (Waarde);'=cmd;Vul een getal in")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("spoil", "zin"),
    [
        (lambda data: b"Indicator;Waarde\n", GEEN_WERKMAP),
        (lambda data: data + bytes(5_000_000), TE_GROOT),
        (lambda data: rewrite(data, "", None, **{"xl__vbaProject.bin": b"macro"}), MACRO),
        (lambda data: b"", "Dit bestand is leeg. Kies de werkmap die u invulde."),
    ],
    ids=["csv", "5 MB", "macro", "empty"],
)
def test_a_file_that_is_not_taken_is_told_at_the_field(mine, spoil, zin):
    refused = send(mine, spoil(werkmap(mine)))
    assert refused.status_code == 422
    assert zin.replace("'", "&#x27;") in refused.content.decode()


def test_no_file_and_a_seal_of_nobody_are_told(mine, bente, veld):
    assert "Kies de werkmap die u invulde" in mine.post(UPLOAD, {}).content.decode()
    tried = send(mine, fill(werkmap(mine), {ALMELO: 12}))
    for client, seal in ((mine, "x"), (mine, ""), (signed_in(bente), hidden(tried, "proef"))):
        refused = client.post(f"{UPLOAD}opslaan/", {"proef": seal})
        assert (refused.status_code, "niets opgeslagen" in refused.content.decode()) == (422, True)
    assert mine.post(f"{UPLOAD}fouten.csv", {"fouten": "x"}).status_code == 302
    assert not Meting.objects.exists()


def test_after_closing_the_door_says_why(mine, monkeypatch):
    tried = send(mine, fill(werkmap(mine), {ALMELO: 12}))
    set_clock(monkeypatch, GESLOTEN)
    for answer in (
        mine.get(f"{BASE}werkmap.xlsx"),
        mine.get(UPLOAD),
        mine.post(f"{UPLOAD}opslaan/", {"proef": hidden(tried, "proef")}),
    ):
        assert answer.status_code == 403
        assert "gesloten" in answer.content.decode()
    assert not Meting.objects.exists()


def test_a_local_leader_reads_in_the_own_gemeente(veld, pia):
    own = signed_in(pia)
    tried = send(own, fill(werkmap(own), {ALMELO: 7}))
    own.post(f"{UPLOAD}opslaan/", {"proef": hidden(tried, "proef")})
    assert Meting.objects.get().door == pia
