"""Every decision is kept with the rules and the facts that made it, for good."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.risk import services
from apps.risk.models import Alert, Decision
from apps.risk.tests.questions import AMINA, BRIAN, NOON, ask, pay, rule, write

pytestmark = pytest.mark.django_db


def test_a_payment_that_is_allowed_is_kept_too() -> None:
    rule("PAYMENTS_IN_HOUR", 5)
    identity = write(services.assess(ask("12.50")))
    row = Decision.objects.get(pk=identity)
    assert (row.kind, row.result, row.payer_id, row.payee_id, row.hits, row.decided_at) == (
        *("P2P", "ALLOW", AMINA, BRIAN, [], NOON),
    )
    assert row.facts == {
        "kind": "P2P",
        "currency": "USD",
        "amount": "12.50",
        "payer_tier": "TIER_1",
        "channel": "api",
        "local_hour": 12,
        "device_age_seconds": 365 * 86_400,
        "is_payer_watched": False,
        "is_payee_watched": False,
        "has_payee": True,
        "payments_in_hour": 1,
        "payments_in_day": 1,
        "total_in_hour": "12.50",
        "total_in_day": "12.50",
        "habit_payments": 0,
        "habit_mean": "0",
        "habit_deviation": "0",
        "new_payees_in_day": 1,
        "payers_of_payee_in_day": 1,
        "payee_age_seconds": None,
        "seconds_since_payback": None,
    }
    assert not Alert.objects.exists()


def test_the_rules_are_kept_as_they_were() -> None:
    rule("AMOUNT", 100, "STEP_UP", currency="USD")
    pay("100.01")
    rule("AMOUNT", 999, "STEP_UP", currency="USD")
    assert Decision.objects.get().hits == [
        {"rule": "amount", "result": "STEP_UP", "metric": "AMOUNT", "value": "100.01", "threshold": "100"}
    ]
    assert not Alert.objects.exists(), "a code is asked for; nobody need look into it"


@pytest.mark.parametrize("result", ["HOLD", "BLOCK"])
def test_what_is_held_or_blocked_is_an_alert(result: str) -> None:
    rule("AMOUNT", 100, result, currency="USD")
    rule("AMOUNT", 50, "STEP_UP", code="some", currency="USD")
    identity = write(services.assess(ask("100.01")))
    row = Alert.objects.get()
    assert (row.id, row.result, row.rules, row.case_id, row.decision) == (identity, result, ["amount"], None, "")


@pytest.mark.parametrize(("is_held", "expected"), [(None, "HOLD"), (True, "HOLD"), (False, "BLOCK")])
def test_what_could_not_be_held_is_no_held_payment(is_held: bool | None, expected: str) -> None:
    """A payment that waits for its payee already is refused instead: there is nothing to release."""
    rule("AMOUNT", 1, currency="USD")
    verdict = services.assess(ask())
    (part,) = services.alert_parts(verdict, uuid7(), NOON, is_held=is_held)
    assert part.parameters[2] == expected


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE risk_decision SET result = 'ALLOW'",
        "UPDATE risk_decision SET facts = '{}'",
        "DELETE FROM risk_decision",
        "TRUNCATE risk_decision",
        "DELETE FROM risk_alert",
        "UPDATE risk_alert SET payer_id = NULL",
        "UPDATE risk_alert SET result = 'BLOCK'",
        "DELETE FROM risk_rule",
        "UPDATE risk_rule SET code = 'another'",
    ],
)
def test_nothing_of_it_is_ever_changed(statement: str) -> None:
    rule("AMOUNT", 1, currency="USD")
    pay()
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(refused.value) == "GP010"


def test_a_payment_is_decided_about_once() -> None:
    verdict = services.assess(ask())
    identity = write(verdict)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            id=identity, kind="P2P", result="ALLOW", hits=[], facts={}, decided_at=verdict.question.at
        )


def test_a_payment_that_was_not_claimed_is_not_decided_about() -> None:
    verdict, identity = services.assess(ask()), uuid7()
    write(verdict, transaction_id=identity)
    before: Any = list(Decision.objects.values())
    write(verdict, transaction_id=identity)
    assert list(Decision.objects.values()) == before
