"""Forms of documents and of the texts an editor keeps."""

from __future__ import annotations

from typing import Any

from django import forms

from koers.lib.herkomst import Herkomst
from rapportage.rules.adoptie import KENMERK_MAX, VASTGESTELD, Overgang
from rapportage.services.tekst import MAX_LENGTH

KEUZES = [
    (Herkomst.BRON.value, "bron: letterlijk overgenomen"),
    (Herkomst.AFGELEID.value, "afgeleid: volgt uit een bron"),
    (Herkomst.AANNAME.value, "aanname: van de redactie"),
    (Herkomst.FICTIEF.value, "fictief: verzonnen"),
]


class StapForm(forms.Form):
    """A step of a document: of which meeting, under which reference. Fields a step has no use for are left out."""

    datum = forms.DateField(
        label="Datum van de vergadering",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Vul de datum van de vergadering in.", "invalid": "Dit is geen datum."},
    )
    kenmerk = forms.CharField(
        label="Kenmerk van het besluit",
        max_length=KENMERK_MAX,
        help_text="Zoals het in de besluitenlijst staat, bijvoorbeeld BO-2026-07.",
        error_messages={"required": "Vul het kenmerk van het besluit in."},
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, overgang: Overgang, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not overgang.orgaan:
            del self.fields["datum"], self.fields["kenmerk"]
        elif overgang.naar != VASTGESTELD:
            self.fields["kenmerk"].required = False


class TekstForm(forms.Form):
    """A text of the editor. `gezien` is when it was last changed as the person read it."""

    titel = forms.CharField(label="Kop", max_length=150)
    tekst = forms.CharField(
        label="Tekst",
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Een lege regel begint een nieuwe alinea. **vet**, *cursief* en [tekst](adres) mogen.",
    )
    herkomst = forms.ChoiceField(
        label="Waar komt deze tekst vandaan?",
        choices=KEUZES,
        help_text="Wijzigt u een citaat, dan is het geen bron meer: kies dan aanname.",
    )
    vindplaats = forms.CharField(
        label="Vindplaats", max_length=300, required=False, help_text="Bij een bron: welk document, waar daarin."
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class NieuweTekstForm(TekstForm):
    sleutel = forms.SlugField(
        label="Sleutel",
        max_length=80,
        help_text="Waar de tekst komt: document-periode-onderdeel, bijvoorbeeld kwartaalupdate-2026-q2-ouderen.",
        error_messages={"invalid": "Gebruik alleen letters, cijfers en streepjes."},
    )
    field_order = ["sleutel", "titel", "tekst", "herkomst", "vindplaats"]
