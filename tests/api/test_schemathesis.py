"""Schemathesis over the whole description: whatever is asked, the answer is one that was described.

As a passer-by, as Olga (who reads) and as Tom (who writes). Each call is undone. No answer is a 500, none has a status,
a form or a type that the description does not have, and none holds a word that is secret to who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from koers.api import schema
from koers.wsgi import application
from projecten.models import Project, Projectleiding, Voortgang
from tests.api.conftest import make_key
from tests.factories import make

pytestmark = pytest.mark.once
EXAMPLES = 4
WRITES = 16
MODES = {"as described": GenerationMode.POSITIVE, "as nobody should": GenerationMode.NEGATIVE}

# What fits the description may still be about something that is not there, or be half: 412, 422 and 428 are described.
RIGHT = {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 412, 422, 428]}}
api: Any = schemathesis.openapi.from_dict(schema(), config=SchemathesisConfig.from_dict({"seed": 4, "checks": RIGHT}))
api.app = application
# Schemathesis makes keys of its own for this one, and takes ours for one of those. Keys: tests/api/test_deuren.py.
FOR_ALL = [check for check in CHECKS.get_all() if check.__name__ != "ignored_auth"]
OPERATIONS = {result.ok().label: result.ok() for result in api.get_all_operations()}


def _fill_in(case: Any, namen: dict[str, Any]) -> None:
    """Now and then a thing that is there instead of one made up, so that not every answer is a 404.

    And no cursor: those are the API's own, one made up is refused however well it looks (tests/api/test_lezen.py).
    """
    (case.query or {}).pop("cursor", None)
    subject = case.operation.path.split("/")[1]
    known = {
        "slug": {"projecten": "mantelzorg", "eigenaren": "hengelo", "themalijnen": namen["thema"]},
        "id": {"voortgang": namen["concept"], "deelnames": namen["deelname"], "resultaten": namen["resultaat"]},
    }
    for name, per_list in known.items():
        value = (case.path_parameters or {}).get(name)
        if value is not None and subject in per_list and len(str(value)) % 2:
            case.path_parameters[name] = per_list[subject]
    if case.operation.path.startswith("/voortgang/{id}") and case.path_parameters["id"] == namen["concept"]:
        versie = Voortgang.objects.get(pk=namen["concept"]).versie
        case.headers = {**(case.headers or {}), "If-Match": f'"{versie}-{"0" * 16}"'}
    if isinstance(case.body, dict) and "ronde" in case.body and len(case.body) % 2:
        case.body |= {"ronde": namen["ronde"], "project": namen["vrij"], "gemeente": None, "rubriek": None}


ANSWERS: Counter[int] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _summary(request) -> Iterator[None]:
    """In the end, how many calls there were and what they answered; shown where one process runs them all (-n 0)."""
    yield
    told = ", ".join(f"{number} × {status}" for status, number in sorted(ANSWERS.items()))
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(f"\nschemathesis: {ANSWERS.total()} calls of {len(OPERATIONS)} operations: {told}")


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A real server lets go of the database after each request; here all of it is one transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(request, wereld) -> dict[str, str]:
    naam = request.param
    return {"Authorization": f"Bearer {make_key(wereld.mensen[naam])}"} if naam else {}


def asked() -> Iterator[Any]:
    """Who asks what, and how. A passer-by gets no further than 401 where a key is needed: that is asked once."""
    for naam, label, mode in product(["", "olga", "tom"], OPERATIONS, MODES):
        shut = not naam and {} not in OPERATIONS[label].definition.raw["security"]
        if not shut or mode == "as described":
            yield pytest.param(naam, label, mode, id=f"{naam or 'passer-by'}-{label}-{mode}")


@pytest.mark.parametrize(("headers", "label", "mode"), list(asked()), indirect=["headers"])
def test_an_answer_is_one_that_was_described(headers, label, mode, wereld, request):
    operation = OPERATIONS[label]
    namen = wereld.namen | {"vrij": "valpreventie"}
    make(Projectleiding, project=Project.objects.get(slug="valpreventie"), gebruiker=wereld.mensen["tom"])
    naam = request.node.callspec.params["headers"]
    writes = operation.method.upper() != "GET" and naam == "tom"

    @settings(
        max_examples=WRITES if writes else EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=MODES[mode]))
    def ask(case: Any) -> None:
        if MODES[mode] is GenerationMode.POSITIVE:
            _fill_in(case, namen)
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        ANSWERS[response.status_code] += 1
        case.validate_response(response, checks=FOR_ALL)
        text = response.content.decode(errors="replace")
        assert not [word for word, may in wereld.geheimen.items() if word in text and naam not in may]

    ask()
