"""Forms of people, their roles and the owners."""

from __future__ import annotations

from typing import Any

from django import forms

from koers.eigenaren.models import Eigenaar
from koers.lib.stapform import WriteForm
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class AanstellingForm(forms.Form):
    rol = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *Rol.choices])
    eigenaar = forms.ModelChoiceField(
        Eigenaar.objects.all(),
        label="Van welke eigenaar",
        required=False,
        empty_label="het hele programma",
        help_text="Een ambtenaar, AO-lid, BO-lid of lokaal projectleider hoort bij een eigenaar; anderen niet.",
    )
    vanaf = forms.DateField(label="Eerste dag", widget=DayInput())
    tot = forms.DateField(
        label="Laatste dag", required=False, widget=DayInput(), help_text="Leeg: tot iemand de rol intrekt."
    )


class GebruikerForm(AanstellingForm):
    naam = forms.CharField(label="Naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Hierheen gaat het bericht waarmee deze persoon een wachtwoord kiest.",
    )
    field_order = ["naam", "email", "rol", "eigenaar", "vanaf", "tot"]


def _person(label: str) -> forms.ModelChoiceField[Gebruiker]:
    return forms.ModelChoiceField(Gebruiker.objects.filter(is_active=True), label=label, empty_label="Kies iemand")


class ReplaceForm(forms.Form):
    """Who stands in for somebody, from a day to a day."""

    vervanger = _person("Wie vervangt")
    vanaf = forms.DateField(label="Eerste dag", widget=DayInput())
    tot = forms.DateField(label="Laatste dag", widget=DayInput(), help_text="Verlengen kan later.")


class HandOverForm(forms.Form):
    """To whom all work of somebody goes."""

    naar = _person("Aan wie")
    vanaf = forms.DateField(label="Vanaf", widget=DayInput(), help_text="Wat er eerder was, blijft zoals het was.")


class WithdrawForm(forms.Form):
    laatste_dag = forms.DateField(
        label="Laatste dag",
        widget=DayInput(),
        help_text="Tot en met deze dag geldt de rol. Kies gisteren als de rol nu meteen moet vervallen.",
    )


class EigenaarForm(forms.Form):
    naam = forms.CharField(
        label="Naam", max_length=80, help_text="Vastgestelde documenten houden de naam die ze hadden."
    )
    vanaf = forms.DateField(label="Eerste dag als eigenaar", widget=DayInput())
    tot = forms.DateField(
        label="Laatste dag als eigenaar", required=False, widget=DayInput(), help_text="Leeg: nog altijd eigenaar."
    )


class EraseForm(WriteForm):
    bevestiging = forms.EmailField(
        label="E-mailadres van deze persoon",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Typ het adres over. Zo wist u niet per ongeluk de verkeerde.",
    )
    namen = forms.CharField(
        label="Eerdere namen",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Heette deze persoon in het logboek eerst anders? Zet elke naam op een eigen regel.",
    )

    def clean_namen(self) -> list[str]:
        return [naam.strip() for naam in self.cleaned_data["namen"].splitlines() if naam.strip()]
