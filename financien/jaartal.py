"""A year in an address."""

from __future__ import annotations

from django.urls import register_converter


class Jaar:
    """A year with four digits, as pages, forms and API of the money take it."""

    regex = r"20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Jaar, "geldjaar")
