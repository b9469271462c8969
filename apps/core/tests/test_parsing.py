"""Bodies that are not understood exactly are refused, each as a problem document."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.core.api.parsing import MAX_BODY_BYTES

pytestmark = [pytest.mark.urls("apps.core.tests.urls")]


def send(body: bytes | str, content_type: str = "application/json") -> Any:
    raw = body if isinstance(body, bytes) else body.encode()
    return APIClient().generic("POST", "/api/v1/echo", raw, content_type)  # type: ignore[arg-type]


def refused(body: bytes | str, status: int = 400, content_type: str = "application/json") -> Any:
    answer = send(body, content_type)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status
    assert document["request_id"] == answer["X-Request-ID"]
    return document


def test_a_good_body_is_taken() -> None:
    assert send('{"amount": "12.50", "currency": "USD", "text": "ok"}').json() == {
        "amount": "12.50",
        "currency": "USD",
        "text": "ok",
    }
    assert send("{}", "application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "{", "}", "{'text': 'x'}", '{"text": "x",}', '{"text": "x"} {}', "\ufeff{}", '{"number": NaN}',
        '{"number": Infinity}', '{"number": -Infinity}', '{"number": 0x10}', '{"number": 01}', "// {}\n{}",
        '{"text": "\n"}', '{text: "x"}', "undefined", "None", "<text>x</text>", "text=x",
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused(body: str) -> None:
    assert refused(body)["code"] == "malformed_json"


@pytest.mark.parametrize(
    "body", [b'{"text": "\xff"}', b'{"text": "\xc0\xaf"}', b"\xff\xfe{\x00}\x00", '{"text": "é"}'.encode("latin-1")]
)
def test_what_is_not_utf_8_is_refused(body: bytes) -> None:
    assert refused(body)["code"] == "malformed_json"


@pytest.mark.parametrize(
    "body",
    [
        '{"amount": "1.00", "amount": "100.00"}',
        '{"amount": "1.00", "\\u0061mount": "100.00"}',
        '{"inner": {"text": "a", "text": "b"}}',
        '{"many": [{"text": "a", "text": "a"}]}',
    ],
)
def test_a_member_that_stands_twice_is_refused(body: str) -> None:
    """RFC 8259, section 4: which of the two counts is up to the reader, so two readers may read two amounts."""
    assert refused(body)["code"] == "malformed_json"


def test_a_body_that_is_too_large_or_too_deep_is_refused() -> None:
    assert refused(b" " * (MAX_BODY_BYTES + 1))["code"] in {"body_too_large", "malformed_json"}
    assert refused('{"text": "' + "x" * MAX_BODY_BYTES + '"}')["code"] == "body_too_large"
    assert refused("[" * 60_000)["code"] == "malformed_json"
    assert refused('{"a":' * 10_000 + "1" + "}" * 10_000)["code"] in {"malformed_json", "invalid_input"}


@pytest.mark.parametrize("body", ["[]", "null", "1", '"text"', "true", "[{}]"])
def test_a_body_that_is_no_object_is_refused(body: str) -> None:
    assert refused(body)["code"] == "invalid_input"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/x-yaml", "application/vnd.api+json", "text/json"],
)  # fmt: skip
def test_another_content_type_is_refused(content_type: str) -> None:
    assert refused('{"text": "x"}', 415, content_type)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_refused(method: str) -> None:
    answer = APIClient().generic(method, "/api/v1/echo")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert answer.json()["code"] == "method_not_allowed"
    assert "POST" in answer["Allow"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"txet": "x"}, "txet"),
        ({"Text": "x"}, "Text"),
        ({"inner": {"text": "x", "more": 1}}, "inner.more"),
        ({"many": [{"text": "x"}, {"text": "x", "more": 1}]}, "many.1.more"),
        ({"": 1}, ""),
        ({"x" * 500: 1}, "x" * 100),
    ],
)
def test_a_field_that_is_not_known_is_named(body: dict[str, Any], field: str) -> None:
    assert refused(json.dumps(body))["errors"] == [
        {"field": field, "code": "unknown_field", "detail": "There is no such field."}
    ]


@pytest.mark.parametrize("text", [1, 1.5, True, None, [], {}, ["x"]])
def test_a_text_is_a_string_and_only_a_string(text: Any) -> None:
    (error,) = refused(json.dumps({"text": text}))["errors"]
    assert error["field"] == "text"


def test_every_wrong_field_is_named_at_once() -> None:
    document = refused('{"amount": "-1", "currency": "usd", "msisdn": "12", "inner": {"text": "too long"}}')
    assert document["code"] == "invalid_input"
    assert {error["field"] for error in document["errors"]} == {"amount", "currency", "msisdn", "inner.text"}
    assert all(set(error) == {"field", "code", "detail"} for error in document["errors"])


def test_decimals_the_currency_does_not_have_are_named() -> None:
    (error,) = refused('{"amount": "1.5", "currency": "JPY"}')["errors"]
    assert (error["field"], error["code"]) == ("amount", "too_many_decimals")


@pytest.mark.parametrize(
    "number",
    ["0712345678", "254712345678", "+25471234567", "+2547123456789", "+254 712 345 678", "+254-712-345678",
     "tel:+254712345678",
     "+254712345678;ext=1", "+２５４712345678", " +254712345678", "+254712345678 ",
     "+999123456789", "+", "", None, 254712345678],
)  # fmt: skip
def test_a_number_is_written_as_e_164_has_it(number: Any) -> None:
    answer = send(json.dumps({"msisdn": number}))
    if answer.status_code == 200:
        # Whatever was taken means the one number and is kept in the one spelling.
        assert answer.json()["msisdn"] == "+254712345678"
        assert number.replace(" ", "").replace("-", "") == "+254712345678"
    else:
        assert answer.json()["errors"][0]["field"] == "msisdn"
