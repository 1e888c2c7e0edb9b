"""Forms of a definition, and of its targets and baseline."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from koers.lib.stapform import DagField, WriteForm, on_a_page
from projecten.models import Indicator
from projecten.rules.meetwaarde import Onleesbaar, read_value, show_value
from projecten.selectors.deelname import EigenaarKop
from projecten.services.indicator import BEVESTIG

INGEHAALD = "Een ander vulde hier intussen {} in. Laad de bladzijde opnieuw en kijk of uw waarde nog klopt."
PER = ((100, "een percentage (per 100)"), (1, "een verhouding (per 1)"), (1_000, "per 1.000"), (10_000, "per 10.000"))


def _choices(keuzes: type[Any]) -> list[tuple[str, str]]:
    return [(value, label.capitalize()) for value, label in keuzes.choices]


class IndicatorForm(WriteForm):
    """What is measured, in which unit, and how it adds up."""

    naam = forms.CharField(label="Naam", max_length=150, error_messages={"required": "Geef de indicator een naam."})
    eenheid = forms.CharField(
        label="Eenheid", max_length=80, help_text="Bijvoorbeeld: aantal, %, euro, per 10.000 inwoners.",
        error_messages={"required": "Schrijf op waarin u meet."},
    )  # fmt: skip
    soort = forms.ChoiceField(label="Soort waarde", choices=_choices(Indicator.Soort))
    per = forms.TypedChoiceField(
        label="Een verhouding is", choices=PER, coerce=int, initial=100, help_text="Alleen bij teller en noemer."
    )
    noemer_is = forms.CharField(
        label="Wat de noemer telt", max_length=150, required=False, help_text="Verplicht bij teller en noemer."
    )
    telt_personen = forms.BooleanField(
        label="Dit telt personen: waarden onder de 10 worden buiten het programmateam niet getoond",
        required=False, initial=True,
    )  # fmt: skip
    optelling = forms.ChoiceField(label="Over gemeenten", choices=_choices(Indicator.Optelling))
    over_tijd = forms.ChoiceField(label="Over de kwartalen van een jaar", choices=_choices(Indicator.OverTijd))
    ritme = forms.ChoiceField(label="Gemeten", choices=_choices(Indicator.Ritme))
    vanaf = DagField(label="Gevraagd vanaf", required=False, validators=[on_a_page], help_text="Leeg: in alle rondes.")
    tot = DagField(label="Gevraagd tot en met", required=False, validators=[on_a_page])
    nulmeting_op = DagField(
        label="Dag van de nulmeting", required=False, validators=[on_a_page], help_text="Leeg: er is geen nulmeting."
    )
    norm = forms.DecimalField(
        label="Norm", required=False, max_digits=15, decimal_places=2, localize=True,
        error_messages={"invalid": "Vul een getal in, met een komma voor de decimalen."},
    )  # fmt: skip
    norm_bron = forms.CharField(label="Waar de norm staat", max_length=200, required=False)
    bron = forms.CharField(label="Waar de waarden vandaan komen", max_length=200, required=False)
    context = forms.CharField(
        label="Wat men moet weten om ze te lezen", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    bevestigd = forms.BooleanField(label="Ja, bereken alle totalen voortaan anders", required=False)

    vraagt_bevestiging = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        vanaf, tot = values.get("vanaf"), values.get("tot")
        if vanaf and tot and tot < vanaf:
            self.add_error("tot", "Deze dag ligt vóór de eerste dag.")
        return values

    def _refused(self, error: ValidationError) -> None:
        self.vraagt_bevestiging = getattr(error, "code", "") == BEVESTIG
        if hasattr(error, "error_dict"):
            for name, faults in error.error_dict.items():
                for fault in faults:
                    self.add_error(name if name in self.fields else None, fault.messages[0])
            return
        super()._refused(error)


class DoelenForm(WriteForm):
    """A target for each eigenaar and the region; where there is a baseline, that of each eigenaar.

    Each field gives back what was read in it: one that was left so is not written, over another one's change neither.
    """

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        eigenaren: list[EigenaarKop],
        doelen: dict[int | None, Decimal],
        nulmeting: dict[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.eigenaren = indicator, eigenaren
        self.fields["doel-regio"] = self._field("Regio: streefwaarde", doelen.get(None))
        for own in eigenaren:
            self.fields[f"doel-{own.id}"] = self._field(f"{own.naam}: streefwaarde", doelen.get(own.id))
            if indicator.nulmeting_op:
                self.fields[f"nul-{own.id}"] = self._field(f"{own.naam}: nulmeting", nulmeting.get(own.id))

    def _field(self, label: str, value: Decimal | None) -> forms.Field:
        soort = "score" if self.indicator.is_verhouding else self.indicator.soort
        return forms.CharField(
            label=label, required=False, max_length=20, initial=show_value(value, soort), show_hidden_initial=True
        )

    def rijen(self) -> list[tuple[str, forms.BoundField, forms.BoundField | None]]:
        """Name, target and baseline of each row: the region first."""
        rows: list[tuple[str, forms.BoundField, forms.BoundField | None]] = [("Regio", self["doel-regio"], None)]
        for own in self.eigenaren:
            rows.append(
                (own.naam, self[f"doel-{own.id}"], self[f"nul-{own.id}"] if f"nul-{own.id}" in self.fields else None)
            )
        return rows

    def clean(self) -> dict[str, Any]:
        """What changed, as set_doelen takes it: `doelen` and `nulmeting`."""
        values = super().clean() or {}
        soort = "score" if self.indicator.is_verhouding else self.indicator.soort
        parts: dict[str, dict[int | None, Decimal | None]] = {"doel": {}, "nul": {}}
        for name in self.changed_data:
            typed, stored = values.get(name, ""), str(self.fields[name].initial)
            if self.data.get(self.add_initial_prefix(name), stored) != stored and typed != stored:
                self.add_error(name, INGEHAALD.format(stored or "niets"))
            part, _, own = name.partition("-")
            try:
                parts[part][None if own == "regio" else int(own)] = read_value(typed, soort)
            except Onleesbaar as error:
                self.add_error(name, str(error))
        return {"doelen": parts["doel"], "nulmeting": parts["nul"]}
