"""How a test shows that the database itself refuses: the rows before the last are accepted, the last is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint

from tests.factories import make, new

# Makes the row that must be refused, after saving whatever has to be there before it.
Refusal = Callable[[], Model]

OWN = ("koers.", "themalijnen.", "projecten.", "financien.", "rapportage.")


def constraints() -> dict[str, tuple[type[Model], Any]]:
    """Every constraint of the portal's own models, by name."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_models()
        if model.__module__.startswith(OWN)
        for constraint in model._meta.constraints
    }


def once(model: type[Model], **fields: Any) -> Refusal:
    """A row that is wrong by itself."""
    return lambda: new(model, **fields)


def twice(model: type[Model], second: dict[str, Any] | None = None, **fields: Any) -> Refusal:
    """A row that is right once; the second may differ in what does not matter (`second`)."""

    def build() -> Model:
        make(model, **fields)
        return new(model, **{**fields, **(second or {})})

    return build


def assert_refused(name: str, refusal: Refusal) -> None:
    """The row is refused, and by the constraint of that name, not by another."""
    model, constraint = constraints()[name]
    row = refusal()
    assert isinstance(row, model), f"{name} is a constraint of {model.__name__}"
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save()
    assert _says(str(error.value), name, model, constraint), f"refused by another rule: {error.value}"


def _says(message: str, name: str, model: type[Model], constraint: Any) -> bool:
    if name in message:
        return True
    if connection.vendor != "sqlite" or not isinstance(constraint, UniqueConstraint):
        return False
    # SQLite names the columns of a unique index, not the index.
    columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
    return message.endswith(": " + ", ".join(columns))
