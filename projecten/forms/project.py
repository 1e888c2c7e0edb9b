"""Forms that change a project: its name, its place, who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.notatie import opsomming
from koers.lib.stapform import DagField, RedenForm, StapForm, WriteForm
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Deelname, Project
from projecten.selectors.project import ThemaKop
from themalijnen.models import Themalijn


class NaamForm(StapForm):
    """Another name from a day on."""

    naam = forms.CharField(label="Nieuwe naam", max_length=150, error_messages={"required": "Vul de nieuwe naam in."})
    field_order = ["naam", "vanaf", "in_verleden"]


class NaamVerbeterForm(RedenForm):
    """A slip in a name."""

    naam = forms.CharField(label="Naam", max_length=150, error_messages={"required": "Vul de naam in."})
    field_order = ["naam", "reden"]


class ThemalijnField(forms.ModelChoiceField):
    """A theme line under the name it has on a day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Themalijn.objects.none(), empty_label=None, **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, themas: Sequence[ThemaKop]) -> None:
        self.names = {thema.id: thema.naam for thema in themas}
        self.queryset = Themalijn.objects.filter(pk__in=self.names)

    def label_from_instance(self, obj: Themalijn) -> str:
        return self.names.get(obj.pk, obj.slug)


class PlaatsForm(StapForm):
    """Under which theme line, and where in its order, from a day on."""

    themalijn = ThemalijnField(label="Themalijn")
    volgorde = forms.IntegerField(
        label="Plaats in de volgorde", min_value=1, max_value=999, help_text="1 staat bovenaan."
    )
    field_order = ["themalijn", "volgorde", "vanaf", "in_verleden"]

    def __init__(self, *args: Any, themas: Sequence[ThemaKop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ThemalijnField, self.fields["themalijn"]).offer(themas)


class ProjectForm(WriteForm):
    """A new project, and where it stands."""

    naam = forms.CharField(label="Naam", max_length=150, error_messages={"required": "Vul de naam in."})
    themalijn = ThemalijnField(label="Themalijn")
    soort = forms.ChoiceField(label="Soort", choices=[(v, f"{v.capitalize()} project") for v in Project.Soort.values])
    gemeente = forms.ModelChoiceField(
        label="Gemeente",
        queryset=Eigenaar.objects.none(),
        required=False,
        empty_label="geen: een regionaal project",
        help_text="Alleen voor een lokaal project met een eigen naam, leider of geld.",
    )
    vanaf = DagField(label="Vanaf", help_text="De eerste dag van het project.")

    def __init__(self, *args: Any, themas: Sequence[ThemaKop], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ThemalijnField, self.fields["themalijn"]).offer(themas)
        gemeenten = Eigenaar.objects.on(day).filter(soort=Eigenaar.Soort.GEMEENTE)
        cast("forms.ModelChoiceField[Eigenaar]", self.fields["gemeente"]).queryset = gemeenten

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (values.get("soort") == Project.Soort.LOKAAL) != bool(values.get("gemeente")):
            raise ValidationError({"gemeente": "Een lokaal project heeft een gemeente, een regionaal project niet."})
        return values


class LeidingForm(WriteForm):
    """Who leads the project, from a day on."""

    gebruiker = forms.ModelChoiceField(label="Wie", queryset=Gebruiker.objects.none(), empty_label="Kies iemand")
    vanaf = DagField(label="Vanaf", help_text="De eerste dag waarop deze persoon het project leidt.")
    tot = DagField(label="Tot en met", required=False, help_text="Leeg: tot u een laatste dag vastlegt.")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Gebruiker]", self.fields["gebruiker"]).queryset = _leaders(day)


class LeidingEindForm(WriteForm):
    """The last day on which somebody leads the project, and who does from the next one."""

    laatste_dag = DagField(label="Laatste dag")
    opvolger = forms.ModelChoiceField(
        label="Wie volgt op?", queryset=Gebruiker.objects.none(), required=False, empty_label="nog niemand"
    )

    def __init__(self, *args: Any, day: date, van: Gebruiker, wat: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Gebruiker]", self.fields["opvolger"])
        field.queryset = _leaders(day).exclude(pk=van.pk)
        field.help_text = "Leidt het project vanaf de dag erna." + (
            f" Open bij {van}: {opsomming(wat)} van dit project. Dat gaat die dag mee naar de opvolger; is er nog "
            "niemand, dan wacht het op een houder en staat het bij wie het project dan leidt, of anders bij de "
            "programmamanager."
            if wat
            else ""
        )


def _leaders(day: date) -> Any:
    """Who can lead a project on that day."""
    leaders = Aanstelling.objects.in_force(day).filter(rol=Rol.REGIONAAL).values("gebruiker")
    return Gebruiker.objects.filter(is_active=True, pk__in=leaders)


class DeelnameForm(StapForm):
    """The step an eigenaar stands on from a day on."""

    eigenaar = forms.ModelChoiceField(label="Eigenaar", queryset=Eigenaar.objects.none(), empty_label=None)
    stap = forms.ChoiceField(label="Stap", choices=Deelname.Stap.choices)
    toelichting = forms.CharField(label="Toelichting", max_length=300, required=False)
    field_order = ["eigenaar", "stap", "vanaf", "toelichting", "in_verleden"]

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Eigenaar]", self.fields["eigenaar"]).queryset = Eigenaar.objects.on(day)


class VolgordeForm(StapForm):
    """The projects of a theme line, each with its place."""

    def __init__(self, *args: Any, projecten: Sequence[tuple[Project, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projecten = projecten
        del self.fields["in_verleden"]
        for plek, (project, naam) in enumerate(projecten, start=1):
            field = forms.IntegerField(label=naam, min_value=1, max_value=999, initial=plek)
            self.fields[self._name(project)] = field
        self.order_fields([*(self._name(project) for project, _ in projecten), "vanaf"])

    @staticmethod
    def _name(project: Project) -> str:
        return f"plaats_{project.pk}"

    @property
    def plaatsen(self) -> list[Any]:
        """The fields of the places, as the template draws them."""
        return [self[self._name(project)] for project, _ in self.projecten]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        places = [(values.get(self._name(project)), naam) for project, naam in self.projecten]
        known = [plek for plek, _ in places if plek is not None]
        if twice := next((plek for plek in known if known.count(plek) > 1), None):
            both = [naam for plek, naam in places if plek == twice]
            raise ValidationError(f"{both[0]} en {both[1]} staan allebei op plaats {twice}.")
        if len(known) < len(self.projecten):
            return values
        ordered = sorted(self.projecten, key=lambda pair: values[self._name(pair[0])])
        return {"vanaf": values.get("vanaf"), "volgorde": [project for project, _ in ordered]}
