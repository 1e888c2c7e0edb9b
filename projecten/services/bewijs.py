"""Pictures and documents with an entry: added and taken away by whoever may write it."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.bestand import write_atomically
from koers.lib.klok import day_of
from koers.lib.opmaak import clean
from koers.lib.stuk import StukFout, read_stuk
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Bewijs, Voortgang
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.voortgang import reason_shut
from projecten.services.voortgang.stap import locked, require_author, write_line

FOLDER = "bewijs"
MAX_STUKKEN = 8
MAX_OMSCHRIJVING = 300
VOL = "De schijf van Koers is vol, dus het bestand is niet bewaard. Uw tekst wel. Waarschuw de beheerder."


def add_bewijs(
    *,
    actor: Gebruiker | None,
    voortgang: Voortgang,
    data: bytes,
    naam: str,
    omschrijving: str,
    now: datetime,
    voor: Gebruiker | None = None,
) -> Bewijs:
    """Keep a file with an entry. ValidationError says why not, under `bewijs` or `bewijs_omschrijving`.

    The file is there before its row; one that gets no row is swept (projecten.tasks.sweep_bewijs).
    """
    require(actor, "projecten.voortgang:edit", today=day_of(now))
    require_author(actor, voortgang.ronde, Onderwerp.of(voortgang), day_of(now), voor)
    omschrijving = clean(omschrijving[: MAX_OMSCHRIJVING + 1])
    if len(omschrijving) > MAX_OMSCHRIJVING:
        raise ValidationError({"bewijs_omschrijving": f"Maximaal {MAX_OMSCHRIJVING} tekens."})
    try:
        stuk = read_stuk(data)
    except StukFout as refused:
        raise ValidationError({"bewijs": str(refused)}) from None
    if stuk.beeld and not omschrijving:
        raise ValidationError({"bewijs_omschrijving": "Schrijf wat er op de foto staat, voor wie hem niet kan zien."})
    bestand = f"{FOLDER}/{secrets.token_hex(16)}.{stuk.extensie}"
    path = Path(settings.DOCUMENT_DIR) / bestand
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, stuk.data)
    except OSError:
        raise ValidationError({"bewijs": VOL}) from None
    with transaction.atomic():
        entry = _open(actor, voortgang, now, voor)
        if entry.bewijzen.count() >= MAX_STUKKEN:
            raise ValidationError({"bewijs": f"Er passen {MAX_STUKKEN} bestanden bij. Verwijder er eerst een."})
        found = Bewijs.objects.create(
            voortgang=entry,
            soort=Bewijs.Soort.BEELD if stuk.beeld else Bewijs.Soort.DOCUMENT,
            naam=safe_name(naam, stuk.extensie),
            omschrijving=omschrijving,
            type=stuk.type,
            bestand=bestand,
            sha256=hashlib.sha256(stuk.data).hexdigest(),
            grootte=len(stuk.data),
            breedte=stuk.breedte,
            hoogte=stuk.hoogte,
            door=actor,
            op=now,
        )
        write_line(actor, entry, "add", "voegde een bestand toe aan de voortgang van {naam} over {ronde}.", now, voor)
    return found


@transaction.atomic
def remove_bewijs(*, actor: Gebruiker | None, bewijs: Bewijs, now: datetime, voor: Gebruiker | None = None) -> None:
    """Take a file away from an entry; the sweep takes it from the disk.

    At once, also for readers of a text that was approved with it: what shows too much must not wait for approval.
    """
    require(actor, "projecten.voortgang:edit", today=day_of(now))
    entry = _open(actor, bewijs.voortgang, now, voor)
    also = ", ook voor lezers van de goedgekeurde tekst" if Bewijs.objects.approved().filter(pk=bewijs.pk) else ""
    bewijs.delete()
    zin = f"haalde een bestand weg uit de voortgang van {{naam}} over {{ronde}}{also}."
    write_line(actor, entry, "remove", zin, now, voor)


def sweep_files(*, now: datetime, grace: int = 24 * 3600) -> int:
    """Delete files without a row that are older than `grace` seconds; how many. A copy under way still finds them."""
    folder = Path(settings.DOCUMENT_DIR) / FOLDER
    known = set(Bewijs.objects.values_list("bestand", flat=True))
    stale = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < now.timestamp() - grace
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def safe_name(naam: str, extensie: str) -> str:
    """The name as its owner knows it, without folders or control characters, with the ending of its content."""
    base = re.split(r"[/\\]", naam)[-1].rpartition(".")[0] or re.split(r"[/\\]", naam)[-1]
    base = re.sub(r"[^\w .,()&+-]", "", base).strip(" .")[:120]
    return f"{base or 'bestand'}.{extensie}"


def _open(actor: Gebruiker | None, voortgang: Voortgang, now: datetime, voor: Gebruiker | None) -> Voortgang:
    """The entry, held; NotAllowed with the reason when this person may not write it now."""
    entry = locked(voortgang)
    require_author(actor, entry.ronde, Onderwerp.of(entry), day_of(now), voor)
    if reason := reason_shut(entry, entry.ronde, day_of(now)):
        raise NotAllowed(reason)
    return entry
