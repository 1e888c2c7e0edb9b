"""Amounts as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from koers.lib.notatie import decimaal
from koers.lib.velden import GRENS

# 1.234.567,89 and 1234567,89; a point before one or two last digits is taken as the comma it stands for.
_DUTCH = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")
_POINT = re.compile(r"-?\d+\.\d{1,2}")
_SPACES = re.compile(r"[\s\u00a0€]")


def read_amount(text: str) -> Decimal:
    """The exact number that was written, with at most two decimals; ValidationError with an example otherwise."""
    bare = _SPACES.sub("", text).replace("−", "-")
    if _DUTCH.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif not _POINT.fullmatch(bare):
        raise ValidationError("Dit is geen getal met hoogstens twee cijfers achter de komma, zoals 1.234,56.")
    number = Decimal(bare)
    if abs(number) > GRENS:
        raise ValidationError("Dit getal is te groot.")
    return number.quantize(Decimal("0.01"))


class BedragField(forms.CharField):
    """An amount in euros, or another number with two decimals. Empty gives None."""

    def __init__(self, *, minimum: Decimal | None = None, **kwargs: Any) -> None:
        self.minimum = minimum
        kwargs.setdefault("error_messages", {"required": "Vul een bedrag in."})
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return decimaal(value, 2).replace("−", "-") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = read_amount(text)
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(f"Dit mag niet minder zijn dan {decimaal(self.minimum, 2)}.")
        return number
