"""Fields that many answers share: money, a link to elsewhere in the API, a set of fixed words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from koers.lib.herkomst import Herkomst

AMOUNT = r"^-?[0-9]{1,13}\.[0-9]{2}$"


@extend_schema_field(
    {
        "type": "object",
        "required": ["bedrag", "valuta"],
        "additionalProperties": False,
        "properties": {
            "bedrag": {"type": "string", "pattern": AMOUNT, "description": "in euro's, op de cent"},
            "valuta": {"type": "string", "enum": ["EUR"]},
        },
        "examples": [{"bedrag": "250000.00", "valuta": "EUR"}],
    }
)
class Geld(serializers.Field[Any, Any, Any, Any]):
    """An amount as a decimal string with its currency: no reader has to know about floats."""

    def to_representation(self, value: Decimal) -> dict[str, str]:
        return {"bedrag": f"{value:.2f}", "valuta": "EUR"}


@extend_schema_field({"type": "string", "format": "uri-reference"})
class Link(serializers.Field[Any, Any, Any, Any]):
    """The address of a thing in the API. `args` are attributes of the row, in the order of the address."""

    def __init__(self, name: str, *args: str, **kwargs: Any) -> None:
        self.name, self.args = name, args
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        return reverse(f"api:{self.name}", args=[self._walk(value, arg) for arg in self.args])

    @staticmethod
    def _walk(value: Any, path: str) -> Any:
        for part in path.split("."):
            value = getattr(value, part)
        return value


def herkomst() -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=Herkomst.choices, help_text="waar dit vandaan komt")


def tekst(uitleg: str = "", **kwargs: Any) -> serializers.CharField:
    return serializers.CharField(help_text=uitleg or None, **kwargs)


def dag(uitleg: str = "", **kwargs: Any) -> serializers.DateField:
    return serializers.DateField(help_text=uitleg or None, **kwargs)
