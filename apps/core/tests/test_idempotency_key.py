"""How an Idempotency-Key may be written, and what it is bound to."""

from typing import Any

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.urls("apps.core.tests.urls")]


def send(key: str | None, body: dict[str, Any] | None = None) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    return APIClient().post("/api/v1/key", body or {}, format="json", headers=headers)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("abc", "abc"),
        ('"abc"', "abc"),
        ("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
        ("!", "!"),
        ("~" * 255, "~" * 255),
        ('"' + "x" * 255 + '"', "x" * 255),
        ('a"b', 'a"b'),
        ('"a', '"a'),
        ("'; DROP TABLE--", None),
        ("%00", "%00"),
    ],
)
def test_bare_and_quoted_keys(given: str, read: str | None) -> None:
    answer = send(given)
    if read is None:
        assert answer.status_code == 400, "it has a blank in it"
    else:
        assert answer.json()["key"] == read


@pytest.mark.parametrize(
    "given",
    ["", " ", '""', "x" * 256, '"' + "x" * 256 + '"', "a b", "a\tb", "a\x00b", "a\x7fb", "schlüssel", "ｋ", "\x1b[0m"],
)
def test_other_keys_are_refused(given: str) -> None:
    answer = send(given)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "idempotency_key_invalid"


def test_a_missing_key_is_another_mistake() -> None:
    assert send(None).json()["code"] == "idempotency_key_required"


def test_the_digest_is_of_the_fields_and_not_of_their_order() -> None:
    one = send("k", {"a": "1", "b": "2"}).json()
    assert send("k", {"b": "2", "a": "1"}).json() == one
    assert send("other", {"a": "1", "b": "2"}).json()["digest"] == one["digest"]
    for changed in ({"a": "1"}, {"a": "1", "b": "3"}, {"a": "1", "b": 2}, {"a": "1", "b": "2", "c": ""}, {"a": "12"}):
        assert send("k", changed).json()["digest"] != one["digest"]


def test_a_pin_is_not_in_the_digest() -> None:
    """SECURITY 2: ten thousand PINs are soon tried against a hash of one."""
    assert send("k", {"a": "1", "pin": "1234"}).json() == send("k", {"a": "1", "pin": "9999"}).json()
    assert send("k", {"a": "1", "pin": "1234"}).json() == send("k", {"a": "1"}).json()
