"""Pictures and documents with an entry: who adds them, who sees them, what is refused, and that they leave the disk."""

from __future__ import annotations

import errno
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from koers.beheer.kopie.database import versions_of
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Bewijs, Voortgang
from projecten.services import bewijs as service
from projecten.services.bewijs import add_bewijs, remove_bewijs, safe_name, sweep_files
from projecten.services.voortgang import approve_voortgang, reopen_voortgang, submit_voortgang
from tests.lib.test_stuk import pdf, picture
from tests.projecten.rondes import MAART, Spel, make_spel, page, set_clock

DAARNA = MAART + timedelta(hours=1)
VAN_TOM = "/projecten/mantelzorg/voortgang/2026-Q1/"


@pytest.mark.parametrize(
    ("naam", "veilig"),
    [
        ("Plan (versie 2).PDF", "Plan (versie 2).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\tom\\foto.exe", "foto.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("...", "bestand.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(naam, veilig):
    assert safe_name(naam, "pdf") == veilig


@pytest.fixture
def spel(db, tom, almelo, monkeypatch, settings, tmp_path) -> Spel:
    settings.DOCUMENT_DIR = tmp_path / "documenten"
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


def add(actor, entry: Voortgang, data: bytes | None = None, omschrijving: str = "Een steunpunt.", **more) -> Bewijs:
    return add_bewijs(
        actor=actor,
        voortgang=entry,
        data=data or picture(),
        naam="foto.jpg",
        omschrijving=omschrijving,
        now=MAART,
        **more,
    )


def add_later(actor, entry: Voortgang) -> Bewijs:
    return add_bewijs(
        actor=actor, voortgang=entry, data=picture(), naam="foto.jpg", omschrijving="Een zaal.", now=DAARNA
    )


def reopen(spel: Spel, actor) -> Voortgang:
    known = {"actor": actor, "ronde": spel.ronde, "onderwerp": spel.van_tom, "reden": "Een getal"}
    return reopen_voortgang(**known, tot=date(2026, 3, 20), now=MAART + timedelta(minutes=5))


def files(settings) -> list[Path]:
    folder = Path(settings.DOCUMENT_DIR) / "bewijs"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def url(found: Bewijs) -> str:
    return f"/voortgang/{found.voortgang_id}/bewijs/{found.pk}/"


class TestAdding:
    def test_a_file_and_the_text_go_along_in_one_form(self, spel, tom, as_user, settings):
        form = {
            "punt-0-tekst": "Met een foto.",
            "doe": "bewijs",
            "versie": "0",
            "bewijs_omschrijving": "Een steunpunt.",
        }
        form |= {"bewijs": SimpleUploadedFile("Mijn foto.png", picture("PNG"))}
        response = as_user(tom).post(VAN_TOM, form, follow=True)
        assert Bericht.objects.get().tekst == "Met een foto."
        found = Bewijs.objects.get()
        assert (found.naam, found.type, found.omschrijving) == ("Mijn foto.jpg", "image/jpeg", "Een steunpunt.")
        assert f'<img src="{url(found)}" alt="Een steunpunt."' in page(response)
        assert [path.name for path in files(settings)] == [found.bestand.removeprefix("bewijs/")]

    def test_what_is_refused_is_told_at_its_field_and_the_text_is_kept(self, spel, tom, as_user, settings):
        client = as_user(tom)
        for upload, omschrijving, zin in (
            (None, "", "Kies eerst een bestand"),
            (SimpleUploadedFile("foto.jpg", b"<script>"), "x", "Dit is geen foto (JPEG, PNG of WebP) of een PDF."),
            (
                SimpleUploadedFile("foto.pdf", b"PK\x03\x04 [Content_Types].xml"),
                "x",
                "Kies in dat programma Opslaan als PDF",
            ),
            (SimpleUploadedFile("foto.jpg", picture()), "", "Schrijf wat er op de foto staat"),
        ):
            form = {
                "punt-0-tekst": f"Bij {len(zin)}",
                "doe": "bewijs",
                "blad": "bladbladblad",
                "bewijs_omschrijving": omschrijving,
            }
            response = client.post(VAN_TOM, form | ({"bewijs": upload} if upload else {}))
            html = page(response)
            assert response.status_code == 422
            assert "Het bestand is niet toegevoegd" in html
            assert zin in html
            assert Bericht.objects.get().tekst == f"Bij {len(zin)}"
        assert not Bewijs.objects.exists()
        assert files(settings) == []

    def test_only_by_who_writes_and_while_it_is_open(self, spel, tom, pia, settings):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        with pytest.raises(NotAllowed):
            add(pia, entry)
        found = add(tom, entry)
        spel.submit(tom, spel.van_tom, "Nieuws")
        for act in (lambda: add(tom, entry), lambda: remove_bewijs(actor=tom, bewijs=found, now=MAART)):
            with pytest.raises(NotAllowed, match="wacht nu op de redacteur"):
                act()
        assert Bewijs.objects.count() == 1

    def test_as_many_as_fit_and_one_more(self, spel, tom, monkeypatch):
        monkeypatch.setattr(service, "MAX_STUKKEN", 2)
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        add(tom, entry)
        add(tom, entry, pdf(), "")
        with pytest.raises(ValidationError, match="Er passen 2 bestanden bij"):
            add(tom, entry)

    def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing(self, spel, tom, as_user, monkeypatch, settings):
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(service, "write_atomically", full)
        form = {"punt-0-tekst": "Met een foto.", "doe": "bewijs", "bewijs_omschrijving": "Een steunpunt."}
        response = as_user(tom).post(VAN_TOM, form | {"bewijs": SimpleUploadedFile("foto.jpg", picture())})
        assert response.status_code == 422
        assert "De schijf van Koers is vol, dus het bestand is niet bewaard. Uw tekst wel." in page(response)
        assert (Bericht.objects.count(), Bewijs.objects.count(), files(settings)) == (1, 0, [])

    def test_a_form_of_more_than_the_bound_is_refused_before_it_is_read(self, spel, tom, as_user, monkeypatch):
        monkeypatch.setattr("koers.lib.upload.MAX_REQUEST", 50_000)
        form = {"doe": "bewijs", "bewijs": SimpleUploadedFile("foto.jpg", bytes(60_000))}
        response = as_user(tom).post(VAN_TOM, form)
        assert response.status_code == 400
        assert "Dit formulier is te groot" in page(response)


def test_a_backup_knows_the_file_and_its_hash(spel, tom):
    found = add(tom, spel.save(tom, spel.van_tom, "Nieuws"))
    assert versions_of("default")[found.bestand] == found.sha256


class TestSeeing:
    def test_of_a_draft_for_authors_and_reviewers_only(self, spel, tom, rik, bente, anna, pia, as_user, client):
        found = add(tom, spel.save(tom, spel.van_tom, "Nieuws"))
        assert [as_user(wie).get(url(found)).status_code for wie in (tom, rik, bente)] == [200, 200, 200]
        assert [as_user(wie).get(url(found)).status_code for wie in (anna, pia)] == [404, 404]
        assert client.get(url(found)).status_code == 302

    def test_after_approval_everyone_with_a_role_sees_it_on_the_page(self, spel, tom, rik, anna, as_user):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        found = add(tom, entry)
        spel.approve(rik, spel.van_tom, "Nieuws")
        assert url(found) in page(as_user(anna).get(f"/voortgang/{entry.pk}/"))
        assert as_user(anna).get(url(found)).status_code == 200

    def test_open_again_readers_keep_what_was_approved_and_nothing_of_what_came_after(
        self, spel, tom, rik, bente, anna, frank, pia, as_user
    ):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        kept, gone = add(tom, entry), add(tom, entry)
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen(spel, bente)
        later = add_later(tom, entry)
        adres = f"/voortgang/{entry.pk}/"
        for reader in (anna, frank, pia):
            html = page(as_user(reader).get(adres))
            assert [url(found) in html for found in (kept, gone, later)] == [True, True, False]
            assert [as_user(reader).get(url(found)).status_code for found in (kept, gone, later)] == [200, 200, 404]
        for writer in (tom, rik, bente):
            assert [as_user(writer).get(url(found)).status_code for found in (kept, gone, later)] == [200] * 3
        assert "Wat u verwijdert, is meteen weg, ook bij de goedgekeurde tekst" in page(as_user(tom).get(VAN_TOM))
        remove_bewijs(actor=tom, bewijs=gone, now=DAARNA)
        remove_bewijs(actor=tom, bewijs=add_later(tom, entry), now=DAARNA)
        zinnen = [regel.zin for regel in Logregel.objects.filter(actie="projecten.voortgang:remove").order_by("pk")]
        assert ["ook voor lezers van de goedgekeurde tekst" in zin for zin in zinnen] == [True, False]
        assert url(gone) not in page(as_user(anna).get(adres))
        entry = submit_voortgang(actor=tom, voortgang=entry, now=DAARNA)
        assert as_user(anna).get(url(later)).status_code == 404
        approve_voortgang(actor=rik, voortgang=entry, now=DAARNA)
        assert as_user(anna).get(url(later)).status_code == 200

    def test_open_again_without_an_approval_readers_see_nothing(self, spel, tom, bente, anna, as_user):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        found = add(tom, entry)
        submit_voortgang(actor=tom, voortgang=entry, now=MAART)
        reopen(spel, bente)
        assert as_user(anna).get(url(found)).status_code == 404

    def test_it_is_not_served_under_another_entry(self, spel, tom, rik, anna, as_user):
        hidden = add(tom, spel.save(tom, spel.van_tom, "Nieuws"))
        shown = spel.approve(rik, spel.van_pia, "Goedgekeurd")
        assert as_user(anna).get(f"/voortgang/{shown.pk}/bewijs/{hidden.pk}/").status_code == 404

    def test_the_browser_may_do_nothing_with_it_but_show_or_save_it(self, spel, tom, as_user):
        entry = spel.save(tom, spel.van_tom, "Nieuws")
        foto, stuk = add(tom, entry), add(tom, entry, pdf(), "")
        client = as_user(tom)
        for found, disposition, soort in (
            (foto, 'inline; filename="foto.jpg"', "image/jpeg"),
            (stuk, 'attachment; filename="foto.pdf"', "application/pdf"),
        ):
            response = client.get(url(found))
            assert response["Content-Type"] == soort
            assert response["Content-Disposition"] == disposition
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in response["Content-Security-Policy"]
            assert "sandbox" in response["Content-Security-Policy"]
            assert "no-store" in response["Cache-Control"]

    def test_a_file_that_is_gone_or_was_changed_is_not_served(self, spel, tom, as_user, settings):
        found = add(tom, spel.save(tom, spel.van_tom, "Nieuws"))
        (path,) = files(settings)
        path.write_bytes(b"iets anders")
        assert as_user(tom).get(url(found)).status_code == 404
        path.unlink()
        assert as_user(tom).get(url(found)).status_code == 404


def test_what_was_removed_leaves_the_disk_after_a_day_and_nothing_else_does(spel, tom, as_user, settings):
    entry = spel.save(tom, spel.van_tom, "Nieuws")
    kept, gone = add(tom, entry), add(tom, entry)
    client = as_user(tom)
    form = {"punt-0-tekst": "Nieuws", "doe": f"bewijsweg-{gone.pk}", "versie": str(entry.versie)}
    assert client.post(VAN_TOM, form).status_code == 302
    assert Bewijs.objects.get() == kept
    later = max(path.stat().st_mtime for path in files(settings))
    moment = MAART.fromtimestamp(later, tz=MAART.tzinfo)
    assert sweep_files(now=moment + timedelta(hours=23)) == 0
    assert sweep_files(now=moment + timedelta(hours=25)) == 1
    assert [path.name for path in files(settings)] == [kept.bestand.removeprefix("bewijs/")]
