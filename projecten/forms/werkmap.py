"""The form with which a workbook is read in."""

from __future__ import annotations

from django import forms


class WerkmapForm(forms.Form):
    """One file, of which only the name and the content count."""

    werkmap = forms.FileField(
        label="Werkmap",
        allow_empty_file=True,
        max_length=255,
        help_text="De ingevulde Excel-werkmap (.xlsx), ten hoogste 5 MB. U ziet eerst wat er verandert.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Kies de werkmap die u invulde.",
            "invalid": "Kies de werkmap die u invulde.",
            "missing": "Kies de werkmap die u invulde.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
    )
