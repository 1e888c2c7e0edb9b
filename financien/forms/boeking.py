"""Cost lines."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from financien.forms.velden import BedragField
from financien.models import Beschikking
from koers.eigenaren.models import Eigenaar
from koers.lib.stapform import DagField, RedenForm, WriteForm
from projecten.models import Project, ProjectNaam


class ProjectField(forms.ModelChoiceField):
    """A project under the name it has on a day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Project.objects.all(), **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, day: date) -> None:
        # A new dictionary: the fields of all forms of a class begin as copies that share this one's.
        self.names = {step.project_id: step.naam for step in ProjectNaam.objects.by(day).reverse()}

    def label_from_instance(self, obj: Project) -> str:
        return self.names.get(obj.pk, obj.slug)


class BoekingForm(WriteForm):
    """A cost on one award."""

    datum = DagField(label="Datum", help_text="De dag waar de kosten bij horen. Die bepaalt het jaar.")
    stuk = forms.CharField(
        label="Stuk",
        max_length=60,
        help_text="Het nummer in de boekhouding.",
        error_messages={"required": "Vul het nummer van het stuk in."},
    )
    regel = forms.IntegerField(label="Regel", min_value=1, max_value=99999, initial=1)
    omschrijving = forms.CharField(
        label="Omschrijving", max_length=200, error_messages={"required": "Vul in waaraan dit is besteed."}
    )
    bedrag = BedragField(label="Bedrag in euro’s", help_text="Exclusief compensabele btw. Bijvoorbeeld 1.234,56.")
    project = ProjectField(label="Project", required=False, empty_label="geen project")
    gemeente = forms.ModelChoiceField(
        label="Gemeente", queryset=Eigenaar.objects.none(), required=False, empty_label="geen gemeente"
    )

    def __init__(self, *args: Any, beschikking: Beschikking, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ontvanger = beschikking.ontvanger
        gemeenten = Eigenaar.objects.gemeenten()
        eigen = gemeenten.filter(pk=ontvanger.pk) if ontvanger.is_gemeente else gemeenten
        cast("forms.ModelChoiceField[Eigenaar]", self.fields["gemeente"]).queryset = eigen
        cast(ProjectField, self.fields["project"]).offer(today)


class CorrectieForm(RedenForm):
    """An entry of its own against a line that stays as it is."""

    datum = DagField(label="Datum", help_text="Een dag in een jaar dat nog open is.")
    stuk = forms.CharField(label="Stuk", max_length=60, error_messages={"required": "Vul het nummer in."})
    bedrag = BedragField(label="Bedrag in euro’s", help_text="Tegengesteld aan de boeking: een min voor een plus.")
    field_order = ["datum", "stuk", "bedrag", "reden"]


class BevestigForm(WriteForm):
    """Nothing to fill in: sending it is the answer."""
