"""Forms that change a theme line: its name, and the order of them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from koers.lib.stapform import RedenForm, StapForm, WriteForm
from themalijnen.models import Themalijn


class NaamForm(StapForm):
    """Another name from a day on."""

    naam = forms.CharField(label="Nieuwe naam", max_length=120, error_messages={"required": "Vul de nieuwe naam in."})
    field_order = ["naam", "vanaf", "in_verleden"]


class NaamVerbeterForm(RedenForm):
    """A slip in a name."""

    naam = forms.CharField(label="Naam", max_length=120, error_messages={"required": "Vul de naam in."})
    field_order = ["naam", "reden"]


class VolgordeForm(WriteForm):
    """Every theme line with its place."""

    def __init__(self, *args: Any, lijnen: Sequence[tuple[Themalijn, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lijnen = lijnen
        for plek, (lijn, naam) in enumerate(lijnen, start=1):
            self.fields[lijn.slug] = forms.IntegerField(label=naam, min_value=1, max_value=99, initial=plek)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        known = [values[lijn.slug] for lijn, _ in self.lijnen if values.get(lijn.slug) is not None]
        if twice := next((plek for plek in known if known.count(plek) > 1), None):
            both = [naam for lijn, naam in self.lijnen if values.get(lijn.slug) == twice]
            raise ValidationError(f"{both[0]} en {both[1]} staan allebei op plaats {twice}.")
        if len(known) < len(self.lijnen):
            return values
        return {"volgorde": [lijn for lijn, _ in sorted(self.lijnen, key=lambda pair: values[pair[0].slug])]}
