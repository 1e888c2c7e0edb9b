"""A production portal with demo accounts does not pass its checks."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from koers.toegang.models import Gebruiker

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return [message.id for message in run_checks(databases=["default"], include_deployment_checks=True)]


@override_settings(KOERS_MODE="production")
def test_check_with_a_demo_account_in_production_is_an_error():
    Gebruiker.objects.create_user("tom@koers.example", naam="Tom", is_demo=True)
    assert "koers.E001" in found()


@override_settings(KOERS_MODE="production")
def test_check_without_demo_accounts_in_production_passes():
    Gebruiker.objects.create_user("tom@koers.example", naam="Tom")
    assert "koers.E001" not in found()


@override_settings(KOERS_MODE="demo")
def test_check_with_a_demo_account_in_the_demo_passes():
    Gebruiker.objects.create_user("tom@koers.example", naam="Tom", is_demo=True)
    assert "koers.E001" not in found()
