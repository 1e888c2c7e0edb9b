"""What rondes of a kind will ask."""

from __future__ import annotations

from django import forms

from koers.lib.stapform import WriteForm
from projecten.rules.formulier import MIN_TEKST
from projecten.rules.inhoud import ASPECTEN, MAX_PUNTEN, MAX_TEKST


def _text(label: str, longest: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2}) if longest > 200 else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, widget=widget, error_messages={"required": "Vul dit in."})


def _number(label: str, low: int, high: int) -> forms.IntegerField:
    told = f"Kies een heel getal van {low} tot en met {high}."
    codes = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, error_messages=dict.fromkeys(codes, told), help_text=told
    )


class FormulierForm(WriteForm):
    """The guidance beside each field, and how much fits."""

    berichten = _text("Uitleg bij 'Wat is er gebeurd?'", 300)
    niets = _text("Uitleg bij 'Niets te melden'", 300)
    aspecten = forms.MultipleChoiceField(
        label="Waarnaar wordt gevraagd",
        choices=[(aspect, aspect.capitalize()) for aspect in ASPECTEN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    standen = _text("Uitleg bij 'Hoe staat het ervoor?'", 300)
    kwaliteit = _text("Vraag bij Kwaliteit", 150)
    tijd = _text("Vraag bij Tijd", 150)
    geld = _text("Vraag bij Geld", 150)
    max_punten = _number("Hoeveel berichten er in passen", 1, MAX_PUNTEN)
    max_tekst = _number("Hoeveel tekens er in een bericht passen", MIN_TEKST, MAX_TEKST)
