"""What an operator may write as a rule, and what is refused with words; the database refuses it too."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import Activity
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.risk import kinds, services
from apps.risk.models import Rule
from apps.risk.tests.questions import ask, rule

pytestmark = pytest.mark.django_db


def wrong_fields(**fields: Any) -> list[str]:
    whole = {"code": "a_rule", "title": "A rule", "result": "HOLD", **fields}
    with pytest.raises(InvalidInput) as refused:
        services.set_rule(**whole, now=clock.now())
    assert all(error["detail"] for error in refused.value.errors)
    return sorted(error["field"] for error in refused.value.errors)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"metric": "AMOUNT", "currency": "USD"}, ["threshold"]),
        ({"metric": "AMOUNT", "threshold": 10}, ["currency"]),
        ({"metric": "AMOUNT", "threshold": 10, "currency": "XXX"}, ["currency"]),
        ({"metric": "AMOUNT", "threshold": "10.001", "currency": "USD"}, ["threshold"]),
        ({"metric": "TOTAL_IN_DAY", "threshold": 10}, ["currency"]),
        ({"metric": "NEW_PAYEE", "amount_above": 10}, ["currency"]),
        ({"metric": "NEW_PAYEE", "amount_above": "1.001", "currency": "USD"}, ["amount_above"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": "1.5"}, ["threshold"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": -1}, ["threshold"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": "NaN"}, ["threshold"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": "Infinity"}, ["threshold"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": 10**15}, ["threshold"]),
        ({"metric": "PAYMENTS_IN_HOUR", "threshold": 1, "second": 1}, ["second"]),
        ({"metric": "TIMES_HABIT", "threshold": 3}, ["second"]),
        ({"metric": "TIMES_HABIT", "threshold": 3, "second": 0}, ["second"]),
        ({"metric": "DEVIATIONS", "threshold": 3, "second": "1.5"}, ["second"]),
        ({"metric": "LOCAL_HOUR", "threshold": 24, "second": 5}, ["threshold"]),
        ({"metric": "LOCAL_HOUR", "threshold": 22}, ["second"]),
        ({"metric": "LOCAL_HOUR", "threshold": 22, "second": 22}, ["second"]),
        ({"metric": "LOCAL_HOUR", "threshold": "22.5", "second": "24"}, ["second", "threshold"]),
        ({"metric": "WATCH_LIST", "threshold": 1}, ["threshold"]),
        ({"metric": "LINKED_TO_AGENT", "threshold": 1}, ["threshold"]),
        ({"metric": "OUTSIDE_HOURS", "threshold": 1}, ["threshold"]),
        ({"metric": "SPLIT_WITH_AGENT", "threshold": "1.5"}, ["threshold"]),
        ({"metric": "SPLIT_WITH_AGENT", "threshold": 1, "second": 1}, ["second"]),
        ({"metric": "SPLIT_TOTAL_WITH_AGENT", "threshold": 10}, ["currency"]),
        ({"metric": "MINUTES_SINCE_CASH_IN"}, ["threshold"]),
        ({"metric": "PHASE_OF_MOON", "threshold": 1, "result": "MAYBE"}, ["metric", "result"]),
        ({"metric": "WATCH_LIST", "code": "No Blanks"}, ["code"]),
        ({"metric": "WATCH_LIST", "code": "trailing\n"}, ["code"]),
        ({"metric": "WATCH_LIST", "code": "rules_failed"}, ["code"]),
        ({"metric": "WATCH_LIST", "title": " "}, ["title"]),
    ],
)
def test_what_makes_no_sense_is_refused_with_words(fields: dict[str, Any], wrong: list[str]) -> None:
    for name in ("threshold", "second", "amount_above"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    assert wrong_fields(**fields) == wrong
    assert not Rule.objects.exists()


def test_a_kind_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_known", {"P2P": "Transfer"})
    assert wrong_fields(metric="WATCH_LIST", kind="BARTER") == ["kind"]


@pytest.mark.parametrize(
    "change",
    [
        "threshold = NULL",
        "threshold = -1",
        "threshold = 'NaN'",
        "threshold = 1.5",
        "second = 3",
        "amount_above = 5",
        "amount_above = 'NaN', currency = 'USD'",
        "metric = 'AMOUNT'",
        "metric = 'TIMES_HABIT'",
        "metric = 'LOCAL_HOUR'",
        "metric = 'LOCAL_HOUR', second = threshold",
        "metric = 'LOCAL_HOUR', second = 24",
        "metric = 'WATCH_LIST'",
        "metric = 'LINKED_TO_AGENT'",
        "metric = 'OUTSIDE_HOURS'",
        "metric = 'SPLIT_WITH_AGENT', threshold = 1.5",
        "metric = 'SPLIT_TOTAL_WITH_AGENT'",
        "metric = 'PHASE_OF_MOON'",
        "result = 'MAYBE'",
    ],
)
def test_the_database_refuses_it_too(change: str) -> None:
    rule("PAYMENTS_IN_HOUR", 5)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE risk_rule SET {change}")


def test_a_change_holds_for_the_next_payment_and_is_written_down() -> None:
    olga = make_operator()
    facts: dict[str, Any] = {"title": "Too fast", "metric": "PAYMENTS_IN_HOUR", "result": "BLOCK"}
    for threshold, active in ((0, True), (5, True), (0, False)):
        services.set_rule(
            code="fast", threshold=Decimal(threshold), is_active=active, by=olga.id, now=clock.now(), **facts
        )
        expected = "BLOCK" if active and not threshold else "ALLOW"
        assert services.assess(ask()).result.name == expected
    assert Rule.objects.count() == 1
    actions = list(Activity.objects.order_by("id").values_list("action", "subject", "detail__threshold"))
    assert actions == [
        ("risk.rule_added", "fast", "0"),
        ("risk.rule_changed", "fast", "5"),
        ("risk.rule_changed", "fast", "0"),
    ]
