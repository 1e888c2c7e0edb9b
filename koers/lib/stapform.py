"""A form that adds a dated step: from which day, and a confirmation where that changes history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from koers.lib.notatie import datum
from koers.lib.peildatum import LAATST, VROEGST


class DagInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DagField(forms.DateField):
    """A day as the browser's date field gives it."""

    widget = DagInput
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {
        "invalid": "Dit is geen dag. Schrijf de dag als jaar-maand-dag, bijvoorbeeld 2026-03-26.",
        "required": "Kies een dag.",
    }


def on_a_page(day: date) -> None:
    """ValidationError for a day that no page can show; a validator of a field."""
    if not VROEGST <= day <= LAATST:
        raise ValidationError(f"Kies een dag tussen {datum(VROEGST)} en {datum(LAATST)}.")


class WriteForm(forms.Form):
    """A form whose fields go to a service; what the service refuses is told at the top of the form."""

    def write(self, change: Callable[..., Any], **known: Any) -> bool:
        """Call the service with the fields; False, with its reason on the form, when it refuses."""
        try:
            change(**known, **self.cleaned_data)
        except ValidationError as error:
            self._refused(error)
            return False
        return True

    def _refused(self, error: ValidationError) -> None:
        for message in error.messages:
            self.add_error(None, message)


class StapForm(WriteForm):
    """Fields of a step: `vanaf`, and `in_verleden` once the service asks for it."""

    vanaf = DagField(label="Vanaf", help_text="De eerste dag waarop dit geldt. Eerdere dagen blijven zoals ze zijn.")
    in_verleden = forms.BooleanField(
        label="Ja, verander ook wat er over eerdere dagen staat", required=False, initial=False
    )

    @property
    def vraagt_bevestiging(self) -> bool:
        """Whether the confirmation is to be shown: it was asked for, or already given."""
        return self._gevraagd or bool(self.is_bound and self.data.get("in_verleden"))

    _gevraagd = False

    def _refused(self, error: ValidationError) -> None:
        self._gevraagd = getattr(error, "code", "") == "in-verleden"
        super()._refused(error)


class RedenForm(WriteForm):
    """Why something is mended or taken away."""

    reden = forms.CharField(
        label="Waarom",
        max_length=200,
        help_text="Dit komt in het logboek te staan.",
        error_messages={"required": "Schrijf op waarom."},
    )
