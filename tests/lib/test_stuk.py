"""Files from people: what they are by content, the bounds, and what never comes along."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from koers.lib import stuk
from koers.lib.stuk import StukFout, read_stuk


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, form, **options)
    return out.getvalue()


def pdf(change=None, pages: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        if change:
            change(made)
        made.save(out, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_known_by_its_content(form):
    found = read_stuk(picture(form))
    assert (found.type, found.extensie, found.breedte, found.hoogte) == ("image/jpeg", "jpg", 40, 30)


def test_see_through_stays_see_through():
    found = read_stuk(picture("PNG", mode="RGBA"))
    assert (found.type, Image.open(io.BytesIO(found.data)).mode) == ("image/png", "RGBA")


def test_a_large_picture_is_made_smaller():
    found = read_stuk(picture(size=(4_000, 1_000)))
    assert (found.breedte, found.hoogte) == (1_600, 400)


def test_place_device_and_comment_do_not_come_along_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Geheim toestel"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 21.0, 0.0)
    data = picture(exif=exif, comment=b"Geheim commentaar")
    assert b"Geheim" in data
    found = read_stuk(data)
    assert b"Geheim" not in found.data
    stored = Image.open(io.BytesIO(found.data))
    assert not stored.getexif()
    assert not stored.getexif().get_ifd(0x8825)
    assert stored.size == (30, 40)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + bytes(100),
        b"PK\x03\x04" + bytes(100),
        b"MZ" + bytes(200),
        picture()[:200],
        b"%PDF-1.7 en dan niets",
        b"%PDF-" + bytes(1_000),
    ],
)
def test_anything_else_is_refused_with_a_sentence(data):
    with pytest.raises(StukFout, match=r"\.$"):
        read_stuk(data)


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zipped(**{"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}),
        zipped(mimetype="application/vnd.oasis.opendocument.text"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"{\\rtf1 Nieuws}",
    ],
)
def test_an_office_file_is_refused_with_the_way_out(data):
    with pytest.raises(StukFout, match="Opslaan als PDF"):
        read_stuk(data)


def test_bytes_at_the_bound_and_one_past_it(monkeypatch):
    data = picture()
    monkeypatch.setattr(stuk, "MAX_BYTES", len(data))
    assert read_stuk(data)
    with pytest.raises(StukFout, match="groter dan"):
        read_stuk(data + b"x")


def test_pixels_at_the_bound_and_one_row_past_it(monkeypatch):
    monkeypatch.setattr(stuk, "MAX_PIXELS", 40 * 30)
    assert read_stuk(picture(size=(40, 30)))
    with pytest.raises(StukFout, match="beeldpunten"):
        read_stuk(picture(size=(40, 31)))


def test_a_small_file_of_very_many_pixels_is_not_unpacked():
    chunk = lambda kind, body: len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")  # noqa: E731
    head = (60_000).to_bytes(4, "big") + (60_000).to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")
    with pytest.raises(StukFout, match="beeldpunten"):
        read_stuk(bomb)


def test_a_document_loses_what_runs_is_attached_or_tells_who_made_it():
    def arm(made: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('gevaar')")
        made.Root.OpenAction = script
        made.Root.AA = pikepdf.Dictionary(WC=script)
        made.attachments["gevaar.exe"] = b"MZ gevaar"
        made.docinfo["/Author"] = "Geheime Auteur"
        with made.open_metadata() as meta:
            meta["dc:creator"] = ["Geheime Auteur"]
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x"),
        )
        made.pages[0].obj.Annots = pikepdf.Array([link])

    found = read_stuk(pdf(arm, compress_streams=False))
    assert (found.type, found.beeld) == ("application/pdf", False)
    with pikepdf.open(io.BytesIO(found.data)) as stored:
        assert not {"/OpenAction", "/AA", "/Metadata"} & set(stored.Root.keys())
        assert not stored.attachments
        assert "/Author" not in stored.docinfo
        assert "/A" not in stored.pages[0].obj.Annots[0]
    for word in (b"gevaar", b"Geheime"):
        assert word not in found.data


def test_a_locked_document_and_one_of_too_many_pages_are_refused(monkeypatch):
    with pytest.raises(StukFout, match="wachtwoord"):
        read_stuk(pdf(encryption=pikepdf.Encryption(user="x", owner="y")))
    monkeypatch.setattr(stuk, "MAX_PAGES", 2)
    assert read_stuk(pdf(pages=2))
    with pytest.raises(StukFout, match="bladzijden"):
        read_stuk(pdf(pages=3))


def test_a_document_that_unpacks_to_more_than_the_bound_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(stuk, "MAX_UNPACKED", 1_000_000)
    body = zlib.compress(bytes(5_000_000))
    bomb = b"%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode/Length 9>>stream\n" + body + b"\nendstream endobj"
    with pytest.raises(StukFout, match="uitgepakte"):
        read_stuk(bomb)
