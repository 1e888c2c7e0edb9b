"""Names that change by dated steps: the same for a theme line and for what stands under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.stappen import check_step, save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker


@dataclass(frozen=True)
class Naamgeving:
    """How one kind of thing is named: the noun in its actions (`projecten.project`), in a sentence, and who may."""

    noun: str
    dit: str
    right: str

    @property
    def soort(self) -> str:
        return self.noun.rpartition(".")[2]

    @transaction.atomic
    def rename(self, *, actor: Gebruiker | None, drager: Any, stap: Any, now: datetime, in_verleden: bool) -> Any:
        """Another name for `drager` from a day on: `stap`, not yet saved. ValidationError as `check_step`.

        What was published under the old name keeps it.
        """
        require(actor, self.right, today=day_of(now))
        type(drager).objects.select_for_update().get(pk=drager.pk)
        known = list(drager.namen.values_list("vanaf", "naam"))
        check_step(known, stap.vanaf, stap.naam, wat=f"de naam van {self.dit}", in_verleden=in_verleden)
        save_checked(stap)
        was = [oud for begin, oud in sorted(known) if begin < stap.vanaf] or [drager.slug]
        zin = f"{self.soort.capitalize()} {was[-1]} heet vanaf {datum(stap.vanaf)} {stap.naam}."
        log(actor=actor, actie=f"{self.noun}:rename", zin=zin, now=now, object=drager)
        return stap

    @transaction.atomic
    def correct(self, *, actor: Gebruiker | None, drager: Any, stap: Any, naam: str, reden: str, now: datetime) -> Any:
        """Mend a slip in a name that was entered; the log keeps what stood there and why it changed."""
        require(actor, self.right, today=day_of(now))
        if not reden.strip():
            raise ValidationError("Schrijf op waarom u deze naam verbetert.")
        oud, stap.naam = stap.naam, naam.strip()
        save_checked(stap)
        zin = f"Naam van een {self.soort} vanaf {datum(stap.vanaf)} verbeterd van {oud} in {stap.naam}: {reden.strip()}"
        log(actor=actor, actie=f"{self.noun}:correct", zin=zin, now=now, object=drager)
        return stap
