"""The texts that the redacteur keeps, read once per document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from rapportage.documents.feiten import Feit
from rapportage.models import Tekstblok

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")


class Teksten:
    """Blocks by key; a key that nobody filled gives nothing."""

    def __init__(self, prefixen: Iterable[str]) -> None:
        """One query for every block whose key begins with one of these."""
        wanted = Q()
        for prefix in prefixen:
            wanted |= Q(sleutel__startswith=prefix)
        self._blokken = {blok.sleutel: blok for blok in Tekstblok.objects.filter(wanted)}

    def titel(self, sleutel: str, anders: str = "") -> str:
        return self._blokken[sleutel].titel if sleutel in self._blokken else anders

    def feit(self, sleutel: str) -> Feit | None:
        """The block as one text; None when there is none."""
        blok = self._blokken.get(sleutel)
        return Feit(" ".join(blok.alineas), blok.herkomst, blok.vindplaats) if blok else None

    def kop(self, sleutel: str) -> Feit | None:
        """The heading of the block as a fact."""
        blok = self._blokken.get(sleutel)
        return Feit(blok.titel, blok.herkomst, blok.vindplaats) if blok else None

    def feiten(self, sleutel: str) -> tuple[Feit, ...]:
        """The paragraphs of the block, each a fact."""
        blok = self._blokken.get(sleutel)
        return tuple(Feit(alinea, blok.herkomst, blok.vindplaats) for alinea in blok.alineas) if blok else ()

    def sleutels(self, prefix: str) -> list[str]:
        """The keys that begin with *prefix*: those that end in a number by that number, the others by their heading."""
        known = [sleutel for sleutel in self._blokken if sleutel.startswith(prefix)]
        return sorted(known, key=lambda sleutel: (_nummer(sleutel), self._blokken[sleutel].titel.casefold()))

    @property
    def gewijzigd_op(self) -> datetime | None:
        """When the youngest of them was changed."""
        return max((blok.gewijzigd_op for blok in self._blokken.values() if blok.gewijzigd_op), default=None)


def _nummer(sleutel: str) -> int:
    staart = sleutel.rsplit("-", 1)[-1]
    return int(staart) if staart.isdecimal() else 0


def verwijzing(tekst: str) -> tuple[str, str]:
    """Words and address of one link: "[Lees meer](#)" has none, a bare "www.…" is its own."""
    if match := _LINK.fullmatch(tekst):
        return match[1], "" if match[2] in ("", "#") else match[2]
    return tekst, f"https://{tekst}" if tekst.startswith("www.") else ""
