"""The dates of a ronde."""

from __future__ import annotations

from typing import Any

from django import forms

from koers.lib.kwartaal import Kwartaal
from koers.lib.stapform import DagField, WriteForm

_GETAL = {"invalid": "Schrijf het jaar in vier cijfers.", "required": "Vul een jaar in."}


class RondeForm(WriteForm):
    """When it opens, until when one is in time, and when it shuts."""

    open_vanaf = DagField(label="Open vanaf", help_text="De eerste dag waarop projectleiders kunnen schrijven.")
    op_tijd_tot = DagField(label="Op tijd tot en met", help_text="Wie later indient, is te laat.")
    dicht_op = DagField(label="Dicht op", help_text="De laatste dag waarop geschreven kan worden.")
    uitgave = DagField(
        label="Uitgave", required=False, help_text="De dag waarop de update verschijnt, als u die al weet."
    )


class NieuweRondeForm(RondeForm):
    """A ronde about a quarter, or about a whole year."""

    jaar = forms.IntegerField(label="Jaar", min_value=2020, max_value=2099, error_messages=_GETAL)
    kwartaal = forms.TypedChoiceField(
        label="Waarover",
        help_text="Een kwartaal voedt de kwartaalupdate, het hele jaar het jaarverslag.",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "het hele jaar"), *((n, f"Q{n}") for n in range(1, 5))],
    )
    field_order = ("jaar", "kwartaal")

    def __init__(self, *args: Any, volgende: Kwartaal | int | None = None, **kwargs: Any) -> None:
        """`volgende` is proposed: a quarter, or a year."""
        if isinstance(volgende, Kwartaal):
            kwargs["initial"] = {"jaar": volgende.jaar, "kwartaal": volgende.nummer, **kwargs.get("initial", {})}
        elif volgende:
            kwargs["initial"] = {"jaar": volgende, "kwartaal": "", **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
