"""Files from people: what they are by content, and made anew so that nothing hidden comes along.

A picture is decoded and encoded again, smaller where it is large, without its metadata (place, device, name). A PDF is
parsed and written again without scripts, attachments and metadata. Bounds are declared here, once.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 1_600  # px of what is stored
MAX_PAGES = 300
MAX_UNPACKED = 60_000_000  # bytes of the parts of a PDF that say how it is built
FORMATS = ("JPEG", "PNG", "WEBP")
TE_GROOT = f"Deze foto heeft meer dan {MAX_PIXELS // 1_000_000} miljoen beeldpunten. Verklein hem en kies hem opnieuw."
KINDS = "een foto (JPEG, PNG of WebP) of een PDF"
KANTOOR = (
    "Dit is een bestand van Word, Excel, PowerPoint of een ander kantoorprogramma. "
    "Kies in dat programma Opslaan als PDF, en voeg die PDF toe."
)
# How these files begin: the older kinds, and OpenDocument. Those of after 2007 name their parts in a list of this name.
_KANTOOR_BEGIN = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_KANTOOR_ZIP = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.")


class StukFout(Exception):
    """Why a file is not taken, in one Dutch sentence."""


@dataclass(frozen=True)
class Stuk:
    """A file ready to be stored. Sizes in px, of a picture only."""

    data: bytes
    type: str
    extensie: str
    breedte: int | None = None
    hoogte: int | None = None

    @property
    def beeld(self) -> bool:
        return self.type.startswith("image/")


def read_stuk(data: bytes) -> Stuk:
    """What was sent, made anew. StukFout when it is none of the kinds, too large, damaged or locked."""
    if not data:
        raise StukFout("Dit bestand is leeg. Kies een ander bestand.")
    if len(data) > MAX_BYTES:
        raise StukFout(f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB. Maak het kleiner en kies het opnieuw.")
    if _is_office(data):
        raise StukFout(KANTOOR)
    return _pdf(data) if data.startswith(b"%PDF-") else _picture(data)


def _is_office(data: bytes) -> bool:
    """By what it looks like from outside; it is not unpacked."""
    return data.startswith(_KANTOOR_BEGIN) or (
        data.startswith(b"PK\x03\x04") and any(mark in data for mark in _KANTOOR_ZIP)
    )


def _picture(data: bytes) -> Stuk:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(data), formats=FORMATS)
            if found.width * found.height > MAX_PIXELS:
                raise StukFout(TE_GROOT)
            found.draft("RGB", (MAX_SIDE, MAX_SIDE))
            picture = ImageOps.exif_transpose(found)
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
    except UnidentifiedImageError:
        raise StukFout(f"Dit is geen {KINDS.removeprefix('een ')}. Kies een bestand van een van die soorten.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise StukFout(TE_GROOT) from None
    except (OSError, ValueError, SyntaxError, zlib.error, OverflowError, IndexError, TypeError, MemoryError):
        raise StukFout("Deze foto is beschadigd of niet te lezen. Sla hem opnieuw op en kies hem nog eens.") from None
    return _encoded(picture)


def _encoded(picture: Image.Image) -> Stuk:
    """Only the pixels: a fresh picture has no place, device, name or comment."""
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if see_through else "RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=True)
        return Stuk(out.getvalue(), "image/png", "png", *fresh.size)
    fresh.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return Stuk(out.getvalue(), "image/jpeg", "jpg", *fresh.size)


def _pdf(data: bytes) -> Stuk:
    _refuse_bomb(data)
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise StukFout(f"Deze PDF heeft geen of meer dan {MAX_PAGES} bladzijden. Kies een kortere.")
            _strip(pdf)
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        raise StukFout(
            "Deze PDF is met een wachtwoord beveiligd. Haal de beveiliging eraf en kies hem opnieuw."
        ) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
        raise StukFout("Deze PDF is beschadigd of niet te lezen. Sla hem opnieuw op en kies hem nog eens.") from None
    if out.tell() > 2 * MAX_BYTES:
        raise StukFout(f"Deze PDF wordt groter dan {2 * MAX_BYTES // 1_000_000} MB. Maak hem kleiner.")
    return Stuk(out.getvalue(), "application/pdf", "pdf")


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take away what runs, what is attached, and who made it with what."""
    for key in ("/OpenAction", "/AA", "/Metadata", "/AcroForm", "/PieceInfo", "/Collection", "/AF"):
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key in ("/JavaScript", "/EmbeddedFiles"):
            if key in names:
                del names[key]
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for page in pdf.pages:
        for key in ("/AA", "/Metadata", "/PieceInfo"):
            if key in page.obj:
                del page.obj[key]
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if isinstance(note, pikepdf.Dictionary):
                _disarm(note)


def _disarm(note: pikepdf.Dictionary) -> None:
    """A link may lead to an address or a place in the document; nothing else happens at a click."""
    if "/AA" in note:
        del note["/AA"]
    action = note.get("/A")
    if isinstance(action, pikepdf.Dictionary) and (action.get("/S") not in ("/URI", "/GoTo") or "/Next" in action):
        del note["/A"]
    if "/FS" in note:
        del note["/FS"]


def _refuse_bomb(data: bytes) -> None:
    """Streams that say how the file is built are unpacked on opening: never more than the bound."""
    room = MAX_UNPACKED
    for head in re.finditer(rb"/Type\s*/(?:ObjStm|XRef)\b.{0,2000}?stream\r?\n", data, re.DOTALL):
        unpacker = zlib.decompressobj()
        try:
            room -= len(unpacker.decompress(data[head.end() :], room))
        except zlib.error:
            continue
        if room <= 0:
            raise StukFout("Deze PDF is in uitgepakte vorm te groot. Sla hem opnieuw op en kies hem nog eens.")
