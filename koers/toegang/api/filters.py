"""What a list can be narrowed to: each filter refuses a value that cannot be, with a sentence."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import extend_schema_field

from koers.toegang.api.probleem import Fout, Probleem

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DAY = r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"


def whole(pattern: str) -> str:
    """The same pattern for Python, to which "$" also stands before a last line break."""
    return pattern.removesuffix("$") + r"\Z"


class _DayField(forms.DateField):
    """A day between 2000 and 2099, as 2026-03-26 and in no other way."""

    def to_python(self, value: Any) -> date | None:
        if value and not re.match(whole(DAY), str(value)):
            raise forms.ValidationError("Schrijf de dag als jaar-maand-dag, bijvoorbeeld 2026-03-26.")
        return super().to_python(value)


def _described(made: Any, schema: dict[str, Any]) -> Any:
    """A filter with its values and its explanation in the description of the API."""
    return extend_schema_field({**schema, "description": made.extra.get("help_text", "")})(made)


class DayFilter(django_filters.DateFilter):
    field_class = _DayField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        _described(self, {"type": "string", "format": "date", "pattern": DAY})


class _PatternFilter(django_filters.CharFilter):
    pattern, example, schema = SLUG, "almelo", {"type": "string", "pattern": SLUG, "maxLength": 80}

    def __init__(self, **kwargs: Any) -> None:
        message = f"Dit kan niet; schrijf het zoals {self.example}."
        super().__init__(
            max_length=80, strip=False, validators=[RegexValidator(whole(self.pattern), message)], **kwargs
        )
        _described(self, self.schema)


class SlugFilter(_PatternFilter):
    """The short name of a project, an eigenaar, a themalijn."""


class PeriodFilter(_PatternFilter):
    """A quarter (2026-Q1) or a year (2025)."""

    pattern, example = r"^20[0-9]{2}(-Q[1-4])?$", "2026-Q1 of 2025"
    schema = {"type": "string", "pattern": pattern, "maxLength": 7}


class YearFilter(_PatternFilter):
    pattern, example = r"^20[0-9]{2}$", "2025"
    schema = {"type": "integer", "minimum": 2000, "maximum": 2099}


def choice_filter(choices: Any, **kwargs: Any) -> Any:
    """One of a fixed list of words."""
    words = [(str(value), str(value)) for value in choices]
    made = django_filters.ChoiceFilter(choices=words, empty_label=None, null_label=None, **kwargs)
    return _described(made, {"type": "string", "enum": [value for value, _ in words]})


class Backend(DjangoFilterBackend):
    """django-filter, with its refusals in the form of the API."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            fouten = [vars(Fout(veld, str(text))) for veld, texts in filterset.errors.items() for text in texts]
            raise Probleem("ongeldige-vraag", f"Kijk het filter {fouten[0]['veld']} na.", fouten=fouten)
        return filterset.qs


__all__ = ["Backend", "DayFilter", "FilterSet", "PeriodFilter", "SlugFilter", "YearFilter", "choice_filter"]
