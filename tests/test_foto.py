"""Rows put back from memory are the rows that were made."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction

from koers.management.seed import loader
from koers.toegang.models import Logregel
from tests.foto import once
from themalijnen.models import Themalijn


def rows() -> str:
    """Every row of every table, as text."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return serializers.serialize("json", [row for model in models for row in model._default_manager.order_by("pk")])


def make() -> str:
    loader.load_sources(only=["eigenaren", "themalijnen"])
    return "made"


@pytest.fixture
def made_twice(db) -> tuple[str, str]:
    """All rows after making them, and after putting them back in an empty database."""
    found = []
    for _ in range(2):
        with transaction.atomic():
            assert once("test_foto", make) == "made"
            found.append(rows())
            transaction.set_rollback(True)
    return found[0], found[1]


def test_rows_put_back_are_the_same(made_twice):
    first, second = made_twice
    assert Themalijn.objects.count() == 0
    assert len(first) > 10_000
    assert first == second


def test_next_number_is_free_after_putting_back(made_twice):
    once("test_foto", make)
    highest = Themalijn.objects.order_by("-pk").first()
    highest.pk, highest.slug = None, "nieuw"
    highest.save(force_insert=True)
    assert Themalijn.objects.get(slug="nieuw").pk > 0


def test_log_put_back_is_still_append_only(made_twice):
    once("test_foto", make)
    with pytest.raises(Exception, match="append only"), transaction.atomic():
        Logregel.objects.all().delete()
