"""The container of a workbook: a zip, of which nothing is unpacked before its size is known."""

from __future__ import annotations

import io
import re
import zipfile

from koers.lib.xlsx.fout import (
    BESCHADIGD,
    GEEN_WERKMAP,
    KOPPELING,
    LEEG,
    MACRO,
    MAX_BYTES,
    MAX_PARTS,
    MAX_UNPACKED,
    OUD_OF_OP_SLOT,
    TE_GROOT,
    UITGEPAKT,
    XlsxFout,
)

_OLE = b"\xd0\xcf\x11\xe0"
_KEPT = (
    "[content_types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedstrings.xml",
    "xl/styles.xml",
)


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts that say what stands in the cells; refuses what runs, what links, and what unpacks too large."""
    if not data:
        raise XlsxFout(LEEG)
    if len(data) > MAX_BYTES:
        raise XlsxFout(TE_GROOT)
    if data.startswith(_OLE):
        raise XlsxFout(OUD_OF_OP_SLOT)
    if not data.startswith(b"PK"):
        raise XlsxFout(GEEN_WERKMAP)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        entries = container.infolist()
        names = [entry.filename.lower().lstrip("/") for entry in entries]
        if "xl/workbook.xml" not in names:
            raise XlsxFout(GEEN_WERKMAP)
        if any("vbaproject" in name or name.startswith(("xl/macrosheets/", "xl/activex/")) for name in names):
            raise XlsxFout(MACRO)
        if any(name.startswith("xl/externallinks/") for name in names):
            raise XlsxFout(KOPPELING)
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise XlsxFout(UITGEPAKT)
        kept = [entry for entry, name in zip(entries, names, strict=True) if _is_kept(name)]
        if len({entry.filename.lower() for entry in kept}) < len(kept):
            raise XlsxFout(BESCHADIGD)
        if any(entry.flag_bits & 1 for entry in kept):
            raise XlsxFout(OUD_OF_OP_SLOT)
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in kept):
            raise XlsxFout(BESCHADIGD)
        # A read stops at the size the header told, whatever the part would unpack to.
        parts = {entry.filename: container.read(entry) for entry in kept}
    if b"macroenabled" in parts.get("[Content_Types].xml", b"").lower():
        raise XlsxFout(MACRO)
    return parts


def _is_kept(name: str) -> bool:
    return name in _KEPT or is_sheet(name)


def is_sheet(name: str) -> bool:
    """Whether a part holds the cells of a sheet."""
    return bool(re.fullmatch(r"xl/worksheets/[^/]+\.xml", name, re.IGNORECASE))


def pack(parts: dict[str, bytes]) -> bytes:
    """The same parts as a container of which every header is true."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        for name, data in parts.items():
            container.writestr(name, data)
    return out.getvalue()
