"""The fixed cast that plays every access test, and the owners they work for."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol

pytest_plugins = ["tests.browser"]
# How long something takes is never a test's business: a busy machine makes no example wrong.
hypothesis_settings.register_profile("koers", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("koers")

LONGEST = "tests/journeys/test_axe"
FAULTS = "tests/faults/"
BEGIN = date(2024, 1, 1)
WACHTWOORD = "een lange zin voor de test"


@pytest.fixture
def nu() -> datetime:
    """A quiet moment in the first quarter of 2026."""
    return datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def vandaag(nu: datetime) -> date:
    return nu.date()


def make_eigenaar(naam: str, soort: str = Eigenaar.Soort.GEMEENTE, **fields: object) -> Eigenaar:
    slug = naam.lower().replace(" ", "-")
    return Eigenaar.objects.create(naam=naam, slug=slug, soort=soort, vanaf=BEGIN, **fields)


def make_gebruiker(naam: str, rol: Rol, eigenaar: Eigenaar | None = None) -> Gebruiker:
    gebruiker = Gebruiker.objects.create_user(f"{naam.split()[0].lower()}@koers.example", WACHTWOORD, naam=naam)
    Aanstelling.objects.create(gebruiker=gebruiker, rol=rol, eigenaar=eigenaar, vanaf=BEGIN)
    return gebruiker


@pytest.fixture
def almelo(db: None) -> Eigenaar:
    return make_eigenaar("Almelo", kaart_rij=2, kaart_kolom=3)


@pytest.fixture
def hengelo(db: None) -> Eigenaar:
    return make_eigenaar("Hengelo", kaart_rij=3, kaart_kolom=4)


@pytest.fixture
def menzis(db: None) -> Eigenaar:
    return make_eigenaar("Menzis", Eigenaar.Soort.ZORGVERZEKERAAR)


@pytest.fixture
def samentwente(db: None) -> Eigenaar:
    return make_eigenaar("SamenTwente", Eigenaar.Soort.REGELING)


@pytest.fixture
def bente(db: None) -> Gebruiker:
    return make_gebruiker("Bente Test", Rol.PROGRAMMAMANAGER)


@pytest.fixture
def tom(db: None) -> Gebruiker:
    return make_gebruiker("Tom Test", Rol.REGIONAAL)


@pytest.fixture
def pia(almelo: Eigenaar) -> Gebruiker:
    return make_gebruiker("Pia Test", Rol.LOKAAL, almelo)


@pytest.fixture
def rik(db: None) -> Gebruiker:
    return make_gebruiker("Rik Test", Rol.REDACTEUR)


@pytest.fixture
def frank(db: None) -> Gebruiker:
    return make_gebruiker("Frank Test", Rol.CONTROLLER)


@pytest.fixture
def olga(hengelo: Eigenaar) -> Gebruiker:
    return make_gebruiker("Olga Test", Rol.AMBTENAAR, hengelo)


@pytest.fixture
def anna(almelo: Eigenaar) -> Gebruiker:
    return make_gebruiker("Anna Test", Rol.AMBTENAAR, almelo)


@pytest.fixture
def menno(menzis: Eigenaar) -> Gebruiker:
    return make_gebruiker("Menno Test", Rol.AMBTENAAR, menzis)


@pytest.fixture
def aad(almelo: Eigenaar) -> Gebruiker:
    return make_gebruiker("Aad Test", Rol.AO_LID, almelo)


@pytest.fixture
def bram(hengelo: Eigenaar) -> Gebruiker:
    return make_gebruiker("Bram Test", Rol.BO_LID, hengelo)


@pytest.fixture
def bea(db: None) -> Gebruiker:
    return make_gebruiker("Bea Test", Rol.BEHEERDER)


def signed_in(gebruiker: Gebruiker, *, confirmed: bool = True) -> Client:
    """A browser in which this person is signed in, and (`confirmed`) has just said who they are."""
    client = Client()
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = client.session
    session["koers_gezien"] = time.time()
    if confirmed:
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = user_id_to_str(gebruiker)
    session.save()
    UserSession.objects.create(user=gebruiker, session_key=session.session_key, ip="127.0.0.0", user_agent="")
    return client


@pytest.fixture
def as_user():
    """`as_user(tom)` is a browser in which Tom is signed in; `confirmed=False`: not asked lately."""

    def sign_in(gebruiker: Gebruiker, *, confirmed: bool = True) -> Client:
        return signed_in(gebruiker, confirmed=confirmed)

    return sign_in


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that touch the database")
    parser.addoption("--faults", action="store_true", help="only the faults, and all of them (docs/fouten.md)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest file first, so that no process is left alone with it at the end.

    With --database-only, for a second run on another database: what touches none would prove nothing new.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if config.getoption("--faults"):
        _keep(config, items, lambda item: item.nodeid.startswith(FAULTS) or item.get_closest_marker("faults"))
    else:
        _keep(config, items, lambda item: not item.get_closest_marker("faults"))
    if config.getoption("--database-only"):
        _keep(config, items, _touches_database)


def _touches_database(item: pytest.Item) -> bool:
    touching = {"db", "transactional_db", "django_db_setup", "live_server"}
    return bool(item.get_closest_marker("django_db") or touching & set(getattr(item, "fixturenames", ())))


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What each fault told (tests/faults), as one table."""
    reports = [
        report for found in terminalreporter.stats.values() for report in found if getattr(report, "when", "") == "call"
    ]
    rows = sorted(
        value for report in reports for name, value in getattr(report, "user_properties", ()) if name == "fout"
    )
    if not rows:
        return
    terminalreporter.section("faults")
    for cells in (["fault", "acknowledged", "there", "doubled", ""], ["---"] * 5, *rows):
        terminalreporter.write_line(f"| {' | '.join(cells)} |")


@pytest.fixture(autouse=True, scope="session")
def _log_gives_way_between_tests() -> None:
    """SQLite empties its tables with DELETE after a test with real transactions; the log refuses that, as it should."""
    operations = type(connection.ops)
    empty = operations.sql_flush

    def sql_flush(self, style, tables, **kwargs):  # type: ignore[no-untyped-def]
        opened = ["INSERT INTO toegang_logvrijgave (id, reden) VALUES (1, 'test')", "DELETE FROM toegang_logregel"]
        return [*(opened if "toegang_logregel" in tables else []), *empty(self, style, tables, **kwargs)]

    if connection.vendor == "sqlite":
        operations.sql_flush = sql_flush  # type: ignore[method-assign]
