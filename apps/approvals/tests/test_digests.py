"""What is equal has an equal digest, and what differs another one."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from apps.approvals.digests import digest_of
from apps.core.money import Money

ID = UUID("01890000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"amount": Decimal("5.0000")}, {"amount": Decimal(5)}),
        ({"amount": Decimal(500)}, {"amount": Decimal("5E+2")}),
        ({"amount": Money(Decimal("5.00"), "USD")}, {"amount": Money(Decimal(5), "USD")}),
        ({"ids": (ID,)}, {"ids": [ID]}),
        ({"file": memoryview(b"abc")}, {"file": b"abc"}),
        (
            {"at": datetime(2026, 1, 1, 12, tzinfo=UTC)},
            {"at": datetime(2026, 1, 1, 15, tzinfo=timezone(timedelta(hours=3)))},
        ),
    ],
)
def test_equal_things_have_one_digest(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert digest_of(one) == digest_of(other)
    assert len(digest_of(one)) == 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ({"a": None}, {}),
        ({"a": ["b", "c"]}, {"a": ["bc"]}),
        ({"a": ["b", "c"]}, {"a": ["c", "b"]}),
        ({"amount": Decimal("5.00")}, {"amount": Decimal("50.0")}),
        ({"amount": Decimal(50)}, {"amount": Decimal(5)}),
        ({"amount": Money(Decimal(5), "USD")}, {"amount": Money(Decimal(5), "EUR")}),
        ({"a": True}, {"a": 1}),
    ],
)
def test_what_differs_has_another(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert digest_of(one) != digest_of(other)


@pytest.mark.parametrize("value", [1.5, {1: "a"}, {"a"}, object()])
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        digest_of({"a": value})
