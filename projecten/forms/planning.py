"""Forms of milestones and risks: recording one, changing it, saying what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from koers.lib.stapform import DagField, WriteForm
from koers.toegang.models import Gebruiker
from projecten.models import Mijlpaal, Risico
from projecten.models.opbrengst import Precisie
from projecten.rules.planning import GEHAALD, GEPLAND, MIJLPAAL_NAAR, OPEN
from projecten.selectors.planner import holders

PRECISIES = {
    Precisie.DAG: "op deze dag",
    Precisie.WEKEN: "in de week die dan begint",
    Precisie.MAAND: "in deze maand",
    Precisie.KWARTAAL: "in dit kwartaal",
    Precisie.HALFJAAR: "medio dit jaar",
    Precisie.JAAR: "in dit jaar",
}
MATEN = [("", "niet gewogen"), *((maat.value, maat.label) for maat in Risico.Maat)]


class HouderField(forms.ModelChoiceField):
    """Who answers for it; who does already may stay."""

    def __init__(self) -> None:
        super().__init__(
            label="Houder",
            queryset=Gebruiker.objects.none(),
            required=False,
            empty_label="niemand in het bijzonder",
            help_text="Wie ervoor staat. Die vindt het terug bij Mijn taken en in Mijn agenda.",
            error_messages={"invalid_choice": "Kies iemand uit de lijst."},
        )

    def offer(self, day: date, before: int | None) -> None:
        possible = Q(pk__in=holders(day).values("pk")) | Q(pk=before)
        self.queryset = Gebruiker.objects.filter(possible).order_by("naam")


class GezienForm(WriteForm):
    """A form that knows what it was made from, so that nobody overwrites unseen what another changed."""

    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def _refused(self, error: ValidationError) -> None:
        super()._refused(error)
        if stempel := getattr(error, "stempel", ""):
            data = cast(QueryDict, self.data).copy()
            data["gezien"] = stempel
            self.data = data


class MijlpaalForm(WriteForm):
    """A milestone: what, when and how exactly that is known, and who answers for it."""

    naam = forms.CharField(
        label="Mijlpaal",
        max_length=200,
        help_text="Wat er dan is, bijvoorbeeld: Trainingsruimte open. Ten hoogste 200 tekens.",
        error_messages={"required": "Schrijf op welke mijlpaal dit is."},
    )
    datum = DagField(label="Datum")
    precisie = forms.ChoiceField(
        label="Hoe precies",
        choices=list(PRECISIES.items()),
        initial=Precisie.DAG,
        help_text="Weet u alleen de maand of het jaar? Kies een dag daarin.",
    )
    houder = HouderField()

    def __init__(self, *args: Any, day: date, before: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(HouderField, self.fields["houder"]).offer(day, before)


class MijlpaalWijzigForm(MijlpaalForm, GezienForm):
    """The same of one that exists; another day asks why."""

    reden = forms.CharField(
        label="Waarom verschuift de datum?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen nodig bij een andere datum. De oude datum en uw reden blijven zichtbaar op het project.",
    )
    field_order = ["naam", "datum", "precisie", "reden", "houder"]

    @staticmethod
    def of(row: Mijlpaal, day: date) -> dict[str, Any]:
        """What the form shows at first."""
        known = {name: getattr(row, name) for name in ("naam", "datum", "precisie")}
        return known | {"houder": row.houder_op(day), "gezien": row.stempel}


class MijlpaalStaatForm(GezienForm):
    """What became of a milestone that was planned; of another one why it is planned again."""

    staat = forms.ChoiceField(
        label="Stand", widget=forms.RadioSelect, error_messages={"required": "Kies hoe het staat."}
    )
    gehaald_op = DagField(label="Gehaald op", required=False, help_text="Alleen als de mijlpaal is gehaald.")
    reden = forms.CharField(
        label="Waarom",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nodig als zij is vervallen. Dit blijft bij de mijlpaal staan.",
    )

    def __init__(self, *args: Any, staat: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {GEHAALD: "Gehaald", GEPLAND: "Terug naar gepland"}
        choices = [(to, words.get(to, "Vervallen")) for to in MIJLPAAL_NAAR[staat]]
        cast(forms.ChoiceField, self.fields["staat"]).choices = choices
        if staat != GEPLAND:
            del self.fields["gehaald_op"]
            self.fields["staat"].initial = GEPLAND
            self.fields["reden"].help_text = "Wat klopte er niet? Dit blijft bij de mijlpaal staan."


class RisicoVelden(forms.Form):
    """What both forms of a risk ask."""

    naam = forms.CharField(
        label="Risico",
        max_length=200,
        help_text="Wat er mis kan gaan. Ten hoogste 200 tekens.",
        error_messages={"required": "Schrijf op wat er mis kan gaan."},
    )
    kans = forms.ChoiceField(label="Kans", choices=MATEN, required=False, help_text="Hoe waarschijnlijk het is.")
    gevolg = forms.ChoiceField(label="Gevolg", choices=MATEN, required=False, help_text="Hoe erg het dan is.")
    maatregel = forms.CharField(
        label="Maatregel",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat u eraan doet. Ten hoogste 300 tekens.",
    )
    bekijk_op = DagField(
        label="Opnieuw bekijken op",
        required=False,
        help_text="Dan is het opgelost, of kijkt u er opnieuw naar. Koers herinnert u eraan.",
    )
    houder = HouderField()

    def __init__(self, *args: Any, day: date, before: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(HouderField, self.fields["houder"]).offer(day, before)


class RisicoForm(RisicoVelden, WriteForm):
    """A risk, seen on a day."""

    sinds = DagField(label="Sinds", help_text="De dag waarop u dit zag.")
    field_order = ["naam", "sinds"]


class RisicoWijzigForm(RisicoVelden, GezienForm):
    """The same of one that exists."""

    @staticmethod
    def of(row: Risico, day: date) -> dict[str, Any]:
        """What the form shows at first."""
        known = {name: getattr(row, name) for name in ("naam", "kans", "gevolg", "maatregel", "bekijk_op")}
        return known | {"houder": row.houder_op(day), "gezien": row.stempel}


class RisicoStaatForm(GezienForm):
    """What came of a risk, or why it is one again."""

    reden = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, staat: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reden"]
        field.label = "Wat is ervan gekomen?" if staat == OPEN else "Waarom is dit weer een risico?"
        field.help_text = "Dit blijft bij het risico staan. Ten hoogste 300 tekens."
        field.error_messages["required"] = "Vul dit in."
