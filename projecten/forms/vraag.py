"""An extra request and its answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from koers.eigenaren.models import Eigenaar
from koers.lib.stapform import DagField, WriteForm
from projecten.models import Project, Ronde
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.ronde import running_in
from projecten.selectors.vraagbericht import asked_by


class VakjesField(forms.ModelMultipleChoiceField):
    """Boxes to tick. A forged number that is none of any row is refused, before SQLite breaks on its size; a slug
    may be as long as it is."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        if self.to_field_name is None and any(len(str(number)) > 18 for number in value or ()):
            raise ValidationError("Kies uit de lijst.")
        return super().clean(value)


class ProjectenField(VakjesField):
    """Projects under the name they have in the ronde."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.naam_op} ({obj.gemeente})" if obj.gemeente else str(obj.naam_op)


class VraagForm(WriteForm):
    """What is asked, of whom, until when."""

    onderwerp = forms.CharField(
        label="Onderwerp", max_length=120, error_messages={"required": "Geef de vraag een korte naam."}
    )
    vraag = forms.CharField(
        label="Vraag",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat wilt u weten, en waarvoor is het?",
        error_messages={"required": "Schrijf wat u wilt weten."},
    )
    uiterlijk = DagField(label="Antwoord tot en met", help_text="De laatste dag waarop een antwoord op tijd is.")
    projecten = ProjectenField(queryset=Project.objects.none(), label="Projecten", required=False)
    gemeenten = VakjesField(queryset=Eigenaar.objects.none(), label="Gemeenten", required=False)

    def __init__(self, *args: Any, ronde: Ronde, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = running_in(ronde)
        named: Any = Project.objects.filter(running).named(ronde.peildatum).select_related("gemeente")
        self.fields["projecten"].queryset = named.order_by("naam_op")  # type: ignore[attr-defined]
        self.fields["gemeenten"].queryset = Eigenaar.objects.gemeenten().filter(running)  # type: ignore[attr-defined]

    def asked(self) -> list[Onderwerp]:
        """Everyone that was chosen."""
        return asked_by(self.cleaned_data["projecten"], self.cleaned_data["gemeenten"])


class AntwoordForm(WriteForm):
    """The answer of one project or gemeente; `versie` is the one the writer had before them."""

    antwoord = forms.CharField(
        label="Antwoord",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Schrijf een antwoord.", "max_length": "Maximaal 4.000 tekens."},
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_versie(self) -> int:
        return self.cleaned_data.get("versie") or 0


def latest_day(ronde: Ronde, today: date) -> date:
    """The day proposed for an answer: that of the ronde while it lies ahead, else its last one."""
    return ronde.op_tijd_tot if ronde.op_tijd_tot >= today else ronde.dicht_op
