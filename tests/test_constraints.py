"""Every constraint of every model has a row that the database refuses; a new one without a row fails here."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import DEFAULTS, make
from tests.refusals import OWN, Refusal, assert_refused, constraints

APPS = ("toegang", "eigenaren", "opdrachten", "themalijnen", "projecten", "financien", "rapportage")
REFUSALS: dict[str, Refusal] = {
    name: refusal for app in APPS for name, refusal in import_module(f"tests.{app}.test_models").REFUSALS.items()
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(constraints()))
def test_the_database_refuses(name: str) -> None:
    assert name in REFUSALS, f"no row that {name} refuses: add one to REFUSALS of tests/<app>/test_models.py"
    assert_refused(name, REFUSALS[name])


def test_no_row_is_kept_for_a_constraint_that_is_gone():
    assert not set(REFUSALS) - set(constraints())


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(DEFAULTS), ids=lambda model: model.__name__)
def test_the_database_takes_a_row_that_is_in_order(model):
    assert make(model).pk


def test_every_model_has_a_plain_row():
    own = {model for model in apps.get_models() if model.__module__.startswith(OWN)}
    assert own == set(DEFAULTS)
