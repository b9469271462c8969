"""A rule tried on past payments says what it would have said then, and nothing is written."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.ids import uuid7
from apps.risk import rules, selectors, services
from apps.risk.models import Decision, Metric, Result
from apps.risk.rules import RuleSpec
from apps.risk.tests.questions import BRIAN, CHIDI, ask, pay, rule

pytestmark = pytest.mark.django_db
USD = {"currency": "USD"}

RULES = [
    ("PAYMENTS_IN_HOUR", 7, {}),
    ("PAYMENTS_IN_DAY", 5, {}),
    ("TOTAL_IN_HOUR", 300, USD),
    ("TOTAL_IN_DAY", 100, USD),
    ("AMOUNT", 50, USD),
    ("TIMES_HABIT", 2, {"second": 2}),
    ("DEVIATIONS", 2, {"second": 2}),
    ("DEVICE_AGE_HOURS", 24, {}),
    ("NEW_PAYEE", None, {}),
    ("NEW_PAYEES_IN_DAY", 1, {}),
    ("PAYERS_OF_PAYEE_IN_DAY", 1, {}),
    ("LOCAL_HOUR", 22, {"second": 6}),
    ("ROUND_TRIP", 1, {}),
    ("WATCH_LIST", None, {}),
    ("SPLIT_WITH_AGENT", 2, {}),
    ("SPLIT_TOTAL_WITH_AGENT", 20, USD),
    ("LINKED_TO_AGENT", None, {}),
    ("MINUTES_SINCE_CASH_IN", 5, {}),
    ("OUTSIDE_HOURS", None, {}),
]
# As an agent's desk sees a customer who comes too often.
AT_A_DESK = {
    "dealings_with_agent_today": 3,
    "total_with_agent_today": "30.0000",
    "is_linked_to_agent": True,
    "seconds_since_cash_in": 60,
    "is_outside_hours": True,
}
IN_ORDER = {
    "dealings_with_agent_today": 1,
    "total_with_agent_today": "10.0000",
    "is_linked_to_agent": False,
    "seconds_since_cash_in": None,
    "is_outside_hours": False,
}


def past() -> None:
    """Some payments of all sorts."""
    for amount in ("10.00", "60.00", "20.00", "200.00"):
        pay(amount, observed=IN_ORDER)
        pay(amount, payee=CHIDI, local_hour=23, observed=AT_A_DESK)
        pay(amount, payer=BRIAN, payee=CHIDI, device_since=None, observed=IN_ORDER)
        pay(amount, payer=CHIDI, payee=BRIAN, is_payee_watched=True, observed=IN_ORDER)


@pytest.mark.parametrize(("metric", "threshold", "changes"), RULES, ids=[name for name, _, _ in RULES])
def test_it_hits_what_it_hit(metric: str, threshold: int | None, changes: dict[str, Any]) -> None:
    row = rule(metric, threshold, **changes)
    past()
    hit = [decision.id for decision in Decision.objects.order_by("-id") if decision.hits]
    assert hit, "the past has something for each rule"
    trial = services.try_rule(rules.read(row))
    assert (trial.looked_at, trial.unknown, trial.hit, trial.changed) == (16, 0, len(hit), 0)
    assert [tried.transaction_id for tried in trial.latest] == hit[:20]


def test_every_metric_is_tried_here() -> None:
    assert {name for name, _, _ in RULES} == set(Metric.values)


def test_a_rule_nobody_has_saved_says_what_it_would_change() -> None:
    rule("AMOUNT", 150, "BLOCK", currency="USD")
    past()
    spec = RuleSpec("new", Metric.AMOUNT, Result.HOLD, currency="USD", threshold=Decimal(50))
    trial = services.try_rule(spec)
    assert trial.hits == {(Result.ALLOW, Result.HOLD): 4, (Result.BLOCK, Result.BLOCK): 4}
    assert (trial.hit, trial.changed) == (8, 4)


def test_trying_twice_says_the_same_and_writes_nothing() -> None:
    rule("PAYMENTS_IN_HOUR", 2)
    past()
    spec = RuleSpec("new", Metric.PAYMENTS_IN_HOUR, Result.HOLD, threshold=Decimal(3))
    with CaptureQueriesContext(connection) as captured:
        assert services.try_rule(spec) == services.try_rule(spec)
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)


def test_a_payment_whose_facts_lack_it_is_unknown() -> None:
    past()
    spec = RuleSpec("new", Metric.PAYMENTS_IN_HOUR, Result.HOLD, threshold=Decimal(0))
    trial = services.try_rule(spec)
    assert (trial.looked_at, trial.unknown, trial.hit) == (16, 16, 0), "there were no rules then, and no counters read"
    by_amount = services.try_rule(RuleSpec("new", Metric.AMOUNT, Result.HOLD, currency="USD", threshold=Decimal(50)))
    assert (by_amount.unknown, by_amount.hit) == (0, 8)


def test_only_the_last_ones_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.risk.services import _try

    monkeypatch.setattr(_try, "_BATCH", 4)
    identities = [pay(payee=uuid7()) and Decision.objects.latest("id").id for _ in range(10)]
    spec = RuleSpec("new", Metric.NEW_PAYEE, Result.HOLD)
    rule("NEW_PAYEE", result="ALLOW")
    identities = [pay(payee=uuid7()) and Decision.objects.latest("id").id for _ in range(10)]
    with CaptureQueriesContext(connection) as captured:
        trial = services.try_rule(spec, limit=9)
    assert [tried.transaction_id for tried in trial.latest] == identities[:0:-1]
    assert len(captured) == 3
    assert services.try_rule(spec, limit=0).looked_at == 0
    assert services.try_rule(spec).looked_at == 20


def test_facts_are_the_same_whether_asked_or_read_back() -> None:
    rule("PAYMENTS_IN_HOUR", 2)
    question = ask("33.30")
    asked = {**selectors.facts_at_hand(question), **selectors.counted_facts(question)}
    pay("33.30")
    assert Decision.objects.get().facts == asked
