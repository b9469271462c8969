"""Refusals of services as problem documents (RFC 9457)."""

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.urls("apps.core.tests.urls")]


@pytest.mark.parametrize(
    ("category", "status"),
    [
        ("invalid", 400),
        ("unauthenticated", 401),
        ("forbidden", 403),
        ("not_found", 404),
        ("conflict", 409),
        ("refused", 422),
        ("throttled", 429),
        ("unavailable", 503),
    ],
)
def test_each_category_has_its_status(category: str, status: int) -> None:
    answer = APIClient().get(f"/api/v1/refuse/{category}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    document = answer.json()
    title = document.pop("title")
    assert title and title[0].isupper()
    assert document == {
        "type": "/problems/till_empty",
        "status": status,
        "detail": "Nothing left.",
        "code": "till_empty",
        "request_id": answer["X-Request-ID"],
        "till": "3",
    }
    assert answer.get("Retry-After") == ("7" if category == "throttled" else None)
    assert answer.get("WWW-Authenticate") == ("Bearer" if category == "unauthenticated" else None)


def test_the_answer_carries_the_callers_own_request_id() -> None:
    answer = APIClient().get("/api/v1/refuse/refused", headers={"X-Request-ID": "phone-12345678"})
    assert answer["X-Request-ID"] == answer.json()["request_id"] == "phone-12345678"


def test_json_is_answered_whatever_is_asked_for() -> None:
    """No browsable page: an HTML form with somebody's token is one more thing to attack."""
    for accept in ("text/html", "application/xml", "*/*", "image/png"):
        answer = APIClient().get("/api/v1/refuse/refused", headers={"Accept": accept})
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.status_code in {422, 406}
