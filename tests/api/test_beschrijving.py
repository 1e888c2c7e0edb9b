"""The description of the API: valid OpenAPI 3.1, by the government's design rules, with examples that are true."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from koers.api import schema, urlpatterns
from koers.toegang.api.middleware import VERSION
from koers.toegang.api.probleem import SOORTEN
from koers.toegang.rights import PUBLIC, declared
from tests.rights.matrix import walk

SPEC = schema()
OPERATIONS = [(path, method, op) for path, methods in SPEC["paths"].items() for method, op in methods.items()]
IDS = [f"{method} {path}" for path, method, _ in OPERATIONS]
each = pytest.mark.parametrize(("path", "method", "op"), OPERATIONS, ids=IDS)


def test_it_is_valid_openapi_31():
    assert SPEC["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(SPEC).iter_errors()] == []


def test_drf_spectacular_has_nothing_to_remark():
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_it_says_whose_it_is_and_which_version():
    """/core/doc-openapi-contact, /core/uri-version, /core/semver."""
    assert set(SPEC["info"]["contact"]) >= {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", SPEC["info"]["version"])
    assert SPEC["info"]["version"] == VERSION
    assert [server["url"] for server in SPEC["servers"]] == ["/api/v1"]


def test_it_describes_every_door_and_no_other():
    walked = {
        re.sub(r"<(\w+:)?(\w+)>", r"{\2}", route).removeprefix("api/v1") or "/"
        for name, route, _ in walk()
        if name.startswith("api:") and name not in ("api:documentation", "api:openapi")
    }
    assert walked == set(SPEC["paths"])
    assert len(urlpatterns) > 10


def test_what_it_calls_open_is_open_and_nothing_else():
    views = {
        re.sub(r"<(\w+:)?(\w+)>", r"{\2}", route).removeprefix("api/v1") or "/": view
        for name, route, view in walk()
        if name.startswith("api:")
    }
    for path, method, op in OPERATIONS:
        assert ({} in op["security"]) == (declared(views[path], method.upper()) == PUBLIC), path


@each
def test_an_address_is_kebab_case_in_the_plural_without_a_slash_at_the_end(path, method, op):
    """/core/path-segments-kebab-case, /core/no-trailing-slash, /core/query-keys-camel-case."""
    assert path == "/" or re.fullmatch(r"(/([a-z][a-z-]*|\{[a-z]+\}))+", path)
    first = path.split("/")[1]
    assert first.endswith(("en", "s")) or first in ("", "voortgang")
    for parameter in op.get("parameters", ()):
        if parameter["in"] == "query":
            assert re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", parameter["name"])


@each
def test_an_operation_is_explained(path, method, op):
    assert op["summary"]
    assert op["tags"]
    for parameter in op.get("parameters", ()):
        assert parameter["in"] == "path" or parameter.get("description"), parameter["name"]


def test_every_operation_has_an_id_of_its_own():
    ids = [op["operationId"] for _, _, op in OPERATIONS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]+", name) for name in ids)


@each
def test_every_answer_has_the_version_and_every_error_the_one_form(path, method, op):
    """/core/version-header, /core/error-handling/problem-details, /core/error-handling/invalid-input."""
    assert {"400", "401", "429", "500"} <= set(op["responses"])
    if method == "get":
        assert "304" in op["responses"]
    else:
        assert {"415", "422"} <= set(op["responses"])
    for status, response in op["responses"].items():
        assert "API-Version" in response["headers"]
        assert response["description"]
        if int(status) >= 400:
            assert list(response["content"]) == ["application/problem+json"]
        elif status != "304" and "application/pdf" not in response["content"]:
            assert response["content"]["application/json"]["examples"], "give the serializer an example"


def test_every_field_of_a_date_has_its_format():
    """/core/date-time: a day is a date, a moment has its zone."""
    for name, shape in SPEC["components"]["schemas"].items():
        for field, kind in shape.get("properties", {}).items():
            if field in ("vanaf", "tot", "datum", "dag", "begin", "eind") or field.endswith(("_tot", "_vanaf")):
                assert kind["format"] == "date", f"{name}.{field}"
            if field in ("gemaakt_op", "goedgekeurd_op"):
                assert kind["format"] == "date-time", f"{name}.{field}"


def examples() -> list[tuple[str, dict[str, Any], Any]]:
    """Every example with the schema that it must fit."""
    found = []
    for path, method, op in OPERATIONS:
        bodies = [("request", op["requestBody"])] if "requestBody" in op else []
        for where, part in [*bodies, *op["responses"].items()]:
            for content in part.get("content", {}).values():
                for name, example in content.get("examples", {}).items():
                    found.append((f"{method} {path} {where} {name}", content["schema"], example["value"]))
    return found


@pytest.mark.parametrize(("where", "shape", "value"), examples(), ids=[where for where, _, _ in examples()])
def test_an_example_fits_its_schema(where, shape, value):
    resource = Resource(contents=SPEC, specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:koers", resource)
    absolute = json.loads(json.dumps(shape).replace('"#/', '"urn:koers#/'))
    errors = list(Draft202012Validator(absolute, registry=registry).iter_errors(value))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_it_is_there_for_any_site_and_says_what_the_code_says(client, db):
    response = client.get("/api/v1/openapi.json")
    assert response.json() == json.loads(json.dumps(SPEC))
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["API-Version"] == VERSION


def test_the_page_shows_every_door_and_every_error_without_anything_from_elsewhere(client, db):
    html = client.get("/api/").content.decode()
    for path, _, op in OPERATIONS:
        assert f'id="{op["operationId"]}"' in html
        assert f"/api/v1{path}".rstrip("/") in html
    for soort in SOORTEN.values():
        assert soort.type in html
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
    assert " style=" not in html
