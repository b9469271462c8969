"""The schema is the contract: it comes into being without a warning and names every route."""

import io
import json
import logging
import re
from contextlib import redirect_stderr
from typing import Any

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from gopay.tests.routes import all_routes, methods_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema() -> Any:
    output, complaints = io.StringIO(), io.StringIO()
    with redirect_stderr(complaints):
        call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=output)
    assert complaints.getvalue() == ""
    return json.loads(output.getvalue())


def test_it_is_made_without_a_warning(schema: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert schema["openapi"].startswith("3.")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_it_names_every_route_with_every_method(schema: Any) -> None:
    described = {
        (method.upper(), path) for path, item in schema["paths"].items() for method in item if method != "parameters"
    }
    served = set()
    for route, view in all_routes():
        if route.startswith("api/v1/"):
            path = "/" + re.sub("<(?:uuid|str):(.*?)>", r"{\1}", route)
            served |= {(method, path) for method in methods_of(view)}
    assert described == served


def test_every_operation_has_its_own_name_a_summary_and_its_refusals(schema: Any) -> None:
    operations = [
        (path, method, operation)
        for path, item in schema["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    ]
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(names) == len(set(names))
    for path, method, operation in operations:
        where = f"{method.upper()} {path}"
        assert operation.get("summary"), where
        assert operation["tags"], where
        refusals = {status for status in operation["responses"] if status.startswith("4")}
        assert refusals, where
        for status in refusals:
            assert "application/problem+json" in operation["responses"][status]["content"], (where, status)


def test_money_moves_only_with_a_key(schema: Any) -> None:
    (key,) = [
        parameter
        for parameter in schema["paths"]["/api/v1/transfers"]["post"]["parameters"]
        if parameter["name"] == "Idempotency-Key"
    ]
    assert (key["in"], key["required"]) == ("header", True)


def test_it_is_served_with_its_two_readers_and_needs_nothing_from_outside() -> None:
    client = APIClient()
    assert client.get("/api/schema/").status_code == 200
    for page in ("/api/docs/", "/api/redoc/"):
        answer = client.get(page)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "https://" not in text and "http://" not in text.replace("http://testserver", "")
