"""Why an entry was not kept or not handed in."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from projecten.models import Voortgang
from projecten.rules.inhoud import Gemis, Inhoud


class VersieConflict(Exception):
    """Another text was saved meanwhile. Nothing was overwritten: both texts are in it, for the writer to choose."""

    def __init__(self, voortgang: Voortgang, mijn: Inhoud, hun: Inhoud) -> None:
        super().__init__("Er is intussen een andere tekst opgeslagen. Vergelijk beide teksten en kies.")
        self.voortgang, self.mijn, self.hun = voortgang, mijn, hun


class Onvolledig(ValidationError):
    """What is missing before it can be handed in, each thing with its field."""

    def __init__(self, gemist: Sequence[Gemis]) -> None:
        super().__init__([gemis.tekst for gemis in gemist])
        self.gemist = list(gemist)
