"""A new version is put in place while the old one still runs: what a migration may do, and that each can be undone."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

OWN = ("toegang", "eigenaren", "opdrachten", "themalijnen", "projecten", "financien", "rapportage", "koers")
# An old process neither reads nor misses what these add.
ADDS = (migrations.CreateModel, migrations.AddIndex, migrations.AlterModelOptions, migrations.AlterModelManagers)
# What the docstring of a migration says that is the second of two steps: the version before no longer uses it.
SECOND_STEP = "Second of two steps"


def later_migrations() -> list[migrations.Migration]:
    """Every migration of the portal after the first of its app."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [found[key] for key in sorted(found) if key[0] in OWN and not key[1].startswith("0001_")]


def objections(operation: migrations.operations.base.Operation, new: frozenset[tuple[str, str]] = frozenset()) -> str:
    """Why an old process could not run beside this; empty when it can. `new`: columns that this migration adds."""
    if isinstance(operation, ADDS):
        return ""
    if isinstance(operation, migrations.SeparateDatabaseAndState) and not operation.database_operations:
        return ""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        many = isinstance(field, models.ManyToManyField)
        if many or field.null or field.db_default is not NOT_PROVIDED:
            return ""
        return "an old process does not fill this column: make it nullable, or give it a db_default"
    if isinstance(operation, migrations.AddConstraint) and _is_about(operation, new):
        return ""
    if isinstance(operation, migrations.RunPython | migrations.RunSQL):
        return "" if operation.reversible else "it cannot be undone"
    return "it takes away or changes what an old process uses: do it in two steps"


def _is_about(operation: migrations.AddConstraint, new: frozenset[tuple[str, str]]) -> bool:
    """Whether a condition is about a new column: an old process leaves that empty, and never meets the condition."""
    condition = getattr(operation.constraint, "condition", None)
    if not isinstance(operation.constraint, models.CheckConstraint) or condition is None:
        return False
    return any((operation.model_name, name) in new for name in condition.referenced_base_fields)


def refused(migration: migrations.Migration) -> list[str]:
    if SECOND_STEP in (import_module(migration.__module__).__doc__ or ""):
        return []
    adds = [operation for operation in migration.operations if isinstance(operation, migrations.AddField)]
    new = frozenset((operation.model_name, operation.name) for operation in adds)
    made = {
        operation.name.lower() for operation in migration.operations if isinstance(operation, migrations.CreateModel)
    }
    rest = [operation for operation in migration.operations if getattr(operation, "model_name", "").lower() not in made]
    whys = [(operation.describe(), objections(operation, new)) for operation in rest]
    return [f"{migration}: {what}: {why}" for what, why in whys if why]


def test_every_later_migration_leaves_an_old_process_running():
    assert [line for migration in later_migrations() for line in refused(migration)] == []


def test_every_migration_can_be_undone():
    assert [str(m) for m in later_migrations() if not all(operation.reversible for operation in m.operations)] == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("gebruiker", "naam"),
        migrations.RenameField("gebruiker", "naam", "volledige_naam"),
        migrations.DeleteModel("gebruiker"),
        migrations.AlterField("gebruiker", "naam", models.CharField(max_length=10)),
        migrations.AddField("gebruiker", "titel", models.CharField(max_length=10, default="")),
        migrations.AddConstraint("gebruiker", models.UniqueConstraint(fields=["naam"], name="x")),
        migrations.RunSQL("SELECT 1"),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.DeleteModel("gebruiker")]),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_an_old_process_would_break_on_is_refused(operation):
    assert objections(operation)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("gebruiker", "titel", models.CharField(max_length=10, null=True)),
        migrations.AddField("gebruiker", "titel", models.CharField(max_length=10, db_default="")),
        migrations.RunSQL("SELECT 1", "SELECT 1"),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("gebruiker")]),
    ],
    ids=["nullable", "db_default", "reversible", "not in the database"],
)
def test_what_an_old_process_does_not_notice_is_allowed(operation):
    assert not objections(operation)


@pytest.mark.django_db(transaction=True)
def test_later_migrations_are_undone_and_done_again():
    from django.core.management import call_command

    apps = sorted({migration.app_label for migration in later_migrations()})
    first = {app: "0001" for app in apps}
    try:
        for app in reversed(apps):
            call_command("migrate", app, first[app], verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    loader = MigrationLoader(connection)
    assert all((m.app_label, m.name) in loader.applied_migrations for m in later_migrations())


def test_the_numbers_of_an_app_follow_each_other():
    for app in OWN:
        numbers = [int(m.name[:4]) for m in later_migrations() if m.app_label == app]
        assert all(b - a == 1 for a, b in pairwise([1, *numbers])), app
