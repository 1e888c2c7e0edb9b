"""What becomes of an award's money: destinations, repayments, causes, the part that is the programme's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from financien.forms.velden import BedragField
from financien.models import Oorzaak, RegelingRegel
from financien.rules.fout import NUL
from financien.rules.meenemen import Mee, Ruimte
from koers.lib.notatie import geld_centen
from koers.lib.stapform import DagField, WriteForm


class BestemmingForm(WriteForm):
    """How much goes on to which year; what is not filled in is repaid."""

    def __init__(self, *args: Any, ruimten: tuple[Ruimte, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keuzes = [(ruimte, jaar) for ruimte in ruimten if ruimte.hoogstens for jaar in ruimte.jaren]
        for ruimte, jaar in self.keuzes:
            self.fields[f"mee_{ruimte.oorsprong}_{jaar}"] = BedragField(
                label=f"Van {ruimte.oorsprong} mee naar {jaar}",
                required=False,
                minimum=NUL,
                help_text=f"Over: {geld_centen(ruimte.over)}. Hoogstens {geld_centen(ruimte.hoogstens)} mag mee.",
            )

    def clean(self) -> dict[str, Any]:
        """The amounts as the service takes them."""
        super().clean()
        bedragen = {
            (ruimte.oorsprong, jaar): self.cleaned_data.get(f"mee_{ruimte.oorsprong}_{jaar}")
            for ruimte, jaar in self.keuzes
        }
        return {"meenemen": [Mee(van, naar, bedrag) for (van, naar), bedrag in bedragen.items() if bedrag]}


class TerugstortstapForm(WriteForm):
    """The day on which a repayment came to its next step."""

    vanaf = DagField(label="Op welke dag", help_text="Een stap terug kan daarna niet meer.")


class OorzaakForm(WriteForm):
    """Why less was spent than planned."""

    soort = forms.ChoiceField(label="Soort", choices=Oorzaak.Soort.choices)
    omschrijving = forms.CharField(
        label="Omschrijving", max_length=500, error_messages={"required": "Schrijf op wat de oorzaak is."}
    )
    bedrag = BedragField(
        label="Bedrag in euro’s", required=False, help_text="Laat leeg als het bedrag niet bekend is; dat is geen nul."
    )


class JaarschijfForm(WriteForm):
    """What an award brings in a year."""

    toegekend = BedragField(label="Toegekend in euro’s", minimum=NUL)
    programmadeel = BedragField(
        label="Deel voor het programma in euro’s",
        required=False,
        minimum=NUL,
        help_text="Laat leeg als het niet bekend is; dan telt deze beschikking in geen totaal van het programma mee.",
    )


class RegelForm(WriteForm):
    """What may leave one year of a scheme."""

    meenemen_percentage = BedragField(
        label="Percentage van de toekenning", required=False, minimum=NUL, help_text="Of vul hieronder een bedrag in."
    )
    meenemen_bedrag = BedragField(label="Bedrag in euro’s per beschikking", required=False, minimum=NUL)
    laatste_jaar = forms.IntegerField(
        label="Laatste jaar van besteding",
        required=False,
        min_value=2000,
        max_value=2099,
        help_text="Leeg: alleen het jaar erna.",
    )
    per_onderdeel = forms.BooleanField(label="De grens geldt per onderdeel", required=False)
    status = forms.ChoiceField(label="Status", choices=RegelingRegel.Status.choices)
    bron = forms.CharField(label="Bron", max_length=200, error_messages={"required": "Vul in waar dit staat."})


class CapaciteitForm(WriteForm):
    """Fte of an eigenaar in the four quarters of a year."""

    def __init__(self, *args: Any, jaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jaar = jaar
        for nummer in range(1, 5):
            self.fields[f"gepland_{nummer}"] = BedragField(
                label=f"Gepland in Q{nummer} {jaar}", required=False, minimum=NUL
            )
            self.fields[f"ingevuld_{nummer}"] = BedragField(
                label=f"Ingevuld in Q{nummer} {jaar}",
                required=False,
                minimum=NUL,
                help_text="Leeg is niet gemeld." if nummer == 1 else "",
            )

    def clean(self) -> dict[str, Any]:
        """Nobody fills what was not planned without saying what was planned."""
        data = super().clean() or self.cleaned_data
        for nummer in range(1, 5):
            if data.get(f"ingevuld_{nummer}") is not None and data.get(f"gepland_{nummer}") is None:
                self.add_error(f"gepland_{nummer}", "Vul ook in wat er gepland was.")
        return data

    def quarters(self) -> list[tuple[int, Decimal, Decimal | None]]:
        """Number, planned and filled of every quarter that was filled in."""
        data = self.cleaned_data
        rows = [(nummer, data[f"gepland_{nummer}"], data[f"ingevuld_{nummer}"]) for nummer in range(1, 5)]
        return [row for row in rows if row[1] is not None]
