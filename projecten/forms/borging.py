"""Forms of who keeps a result: a borging, and a check of it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from koers.eigenaren.models import Eigenaar, Partner
from koers.lib.stapform import DagField, RedenForm, WriteForm
from projecten.models import Borging, BorgingControle


class BorgingForm(WriteForm):
    """By whom a result was taken over, since when, and on what agreement."""

    bij = forms.ChoiceField(
        label="Geborgd bij",
        help_text="De organisatie die het resultaat heeft overgenomen.",
        error_messages={"required": "Kies een organisatie.", "invalid_choice": "Kies een organisatie uit de lijst."},
    )
    vanaf = DagField(label="Vanaf", required=False, help_text="Leeg: de dag zelf is niet bekend.")
    gemeld_op = DagField(label="Gemeld op", help_text="De dag waarop u dit hoorde of las.")
    afspraak = forms.CharField(
        label="Afspraak",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Waar de borging op rust: een overeenkomst, een besluit, een begroting. Ten hoogste 300 tekens.",
    )

    def __init__(self, *args: Any, day: date, eigen: Eigenaar | None = None, **kwargs: Any) -> None:
        """`eigen`: who has it now, also where that is no eigenaar any more."""
        super().__init__(*args, **kwargs)
        partners: dict[str, Partner | Eigenaar] = {f"partner-{row.pk}": row for row in Partner.objects.all()}
        offered = [*Eigenaar.objects.on(day), *([eigen] if eigen else [])]
        eigenaren: dict[str, Partner | Eigenaar] = {f"eigenaar-{row.pk}": row for row in offered}
        self.parties = partners | eigenaren
        groups = [("Partners", partners), ("Eigenaren", eigenaren)]
        choices = [(kop, [(key, str(row)) for key, row in rows.items()]) for kop, rows in groups if rows]
        cast(forms.ChoiceField, self.fields["bij"]).choices = [("", "Kies een organisatie"), *choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        party = self.parties.get(values.pop("bij", ""))
        return values | ({"partner": party} if isinstance(party, Partner) else {"eigenaar": party})


class HerstelForm(RedenForm):
    """Why something of a borging is mended; it stands beside what was mended."""

    reden = forms.CharField(
        label="Waarom",
        max_length=200,
        help_text="Dit komt in het logboek en bij de borging te staan.",
        error_messages={"required": "Schrijf op waarom."},
    )


class BorgingVerbeterForm(BorgingForm, HerstelForm):
    """The same of a borging that was recorded wrongly, and why it is mended."""

    field_order = ["bij", "vanaf", "gemeld_op", "afspraak", "reden"]

    def __init__(self, *args: Any, borging: Borging, day: date, **kwargs: Any) -> None:
        now = f"partner-{borging.partner_id}" if borging.partner_id else f"eigenaar-{borging.eigenaar_id}"
        known = {"vanaf": borging.vanaf, "gemeld_op": borging.gemeld_op, "afspraak": borging.afspraak}
        super().__init__(*args, initial={"bij": now, **known}, day=day, eigen=borging.eigenaar, **kwargs)


class ControleForm(WriteForm):
    """Whether it still stands, seen on a day."""

    datum = DagField(label="Gecontroleerd op")
    uitkomst = forms.ChoiceField(
        label="Uitkomst",
        choices=[(keuze.value, keuze.label.capitalize()) for keuze in BorgingControle.Uitkomst],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u vond."},
    )
    bevinding = forms.CharField(
        label="Wat u vond",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wie sprak u, en hoe staat het er nu voor? Ten hoogste 500 tekens.",
        error_messages={"required": "Schrijf op wat u vond."},
    )


class ControleVerbeterForm(ControleForm, HerstelForm):
    """The same of a check that was written down wrongly, and why it is mended."""

    field_order = ["datum", "uitkomst", "bevinding", "reden"]
