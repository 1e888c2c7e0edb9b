"""Model fields for exact numbers: whole hundredths in the database, Decimal in Python.

SQLite keeps a DecimalField as a float, so that SUM(0,10 + 0,20) = 0,30 is false; an integer column adds up exactly.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

HONDERD = Decimal(100)
GRENS = Decimal("9999999999999.99")


class HonderdstenField(models.BigIntegerField):
    """A number with two decimals, exact; more decimals are refused, never rounded."""

    description = "number with two decimals, kept as whole hundredths"
    _pyi_private_set_type: Decimal | int | str | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            number = value if isinstance(value, Decimal) else Decimal(str(value))
        except InvalidOperation:
            raise ValidationError("Vul een getal in, met hoogstens twee cijfers achter de komma.") from None
        if not number.is_finite() or abs(number) > GRENS:
            raise ValidationError("Dit getal is te groot.")
        if number != round(number, 2):
            raise ValidationError("Vul hoogstens twee cijfers achter de komma in.")
        return round(number, 2)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, float):
            raise TypeError("a float is not exact: give a Decimal")
        number = self.to_python(value)
        return None if number is None else int(number * HONDERD)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        # SUM over bigint answers Decimal on PostgreSQL and int on SQLite; AVG may answer parts of a cent.
        return None if value is None else Decimal(value) / HONDERD

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(value if prepared else self.get_prep_value(value), connection, prepared=True)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    @property
    def validators(self) -> list[Any]:
        return list(self._validators)  # type: ignore[attr-defined]  # without those of a 64-bit integer

    def formfield(self, **kwargs: Any) -> forms.Field | None:  # type: ignore[override]
        return forms.DecimalField(
            **{
                "required": not self.blank,
                "label": self.verbose_name,
                "help_text": self.help_text,
                "max_digits": 15,
                "decimal_places": 2,
                "localize": True,
                **kwargs,
            }
        )


class GeldField(HonderdstenField):
    """An amount in euros, exact to the cent."""

    description = "amount in euros, kept as whole cents"
