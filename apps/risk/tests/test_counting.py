"""Counters move with the payment, exactly, however many pay at once; near a bound one asks again."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.risk import services
from apps.risk.models import Decision, Habit, Pair, Profile
from apps.risk.services import Bounds
from apps.risk.tests.questions import AMINA, BRIAN, CHIDI, NOON, ask, pay, results, rule, write

pytestmark = pytest.mark.django_db


def counted(verdict: Any) -> str:
    """Whether the statement with this verdict went through."""
    try:
        write(verdict)
    except DatabaseError as error:
        return sqlstate(error)
    return "counted"


def until_right(question: Any) -> str:
    """As whoever pays does it: asks again as long as others were quicker."""
    while True:
        verdict = services.assess(question)
        if verdict.result.name != "ALLOW":
            return verdict.result.name
        if (said := counted(verdict)) != services.COUNTERS_MOVED:
            return said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("metric", "threshold", "changes"),
    [
        ("PAYMENTS_IN_HOUR", 9, {}),
        ("PAYMENTS_IN_DAY", 9, {}),
        ("TOTAL_IN_HOUR", 95, {"currency": "USD"}),
        ("TOTAL_IN_DAY", 95, {"currency": "USD"}),
    ],
)
def test_fifty_at_once_pass_a_bound_exactly_as_often_as_they_may(
    metric: str, threshold: int, changes: dict[str, Any]
) -> None:
    rule(metric, threshold, **changes)
    verdict = services.assess(ask())
    assert verdict.result.name == "ALLOW"
    # All fifty were told that they may before any of them paid.
    outcomes = run_together(50, lambda n: counted(verdict))
    assert sorted(outcomes) == ["GP021"] * 41 + ["counted"] * 9
    assert Profile.objects.get(pk=AMINA).hour_count == 9
    assert Habit.objects.get(pk=(AMINA, "USD")).day_total == 90
    assert Decision.objects.count() == 9, "what was not counted has left nothing"
    assert services.assess(ask()).result.name == "HOLD"


@pytest.mark.django_db(transaction=True)
def test_fifty_payees_at_once_are_as_many_as_the_rule_allows() -> None:
    rule("NEW_PAYEES_IN_DAY", 9)
    verdicts = [services.assess(ask(payee=uuid7())) for _ in range(50)]
    outcomes = run_together(50, lambda n: counted(verdicts[n]))
    assert sorted(outcomes) == ["GP021"] * 41 + ["counted"] * 9
    assert (Pair.objects.count(), Profile.objects.get(pk=AMINA).new_payees) == (9, 9)


@pytest.mark.django_db(transaction=True)
def test_fifty_payers_at_once_are_as_many_as_the_rule_allows() -> None:
    rule("PAYERS_OF_PAYEE_IN_DAY", 9)
    questions = [ask(payer=uuid7()) for _ in range(50)]
    outcomes = run_together(50, lambda n: until_right(questions[n]))
    assert sorted(outcomes) == ["HOLD"] * 41 + ["counted"] * 9
    assert Profile.objects.get(pk=BRIAN).payers == 9


@pytest.mark.django_db(transaction=True)
def test_far_from_a_bound_nobody_asks_twice() -> None:
    rule("PAYMENTS_IN_HOUR", 1_000)
    asked: list[Any] = []

    def one(n: int) -> str:
        asked.append(n)
        return counted(services.assess(ask()))

    assert run_together(50, one) == ["counted"] * 50
    assert Profile.objects.get(pk=AMINA).hour_count == 50


@pytest.mark.django_db(transaction=True)
def test_people_who_pay_each_other_at_once_do_not_wait_in_a_circle() -> None:
    people = [AMINA, BRIAN, CHIDI]

    def one(n: int) -> str:
        payer, payee = people[n % 3], people[(n + 1 + n // 3 % 2) % 3]
        return counted(services.assess(ask(payer=payer, payee=payee)))

    assert run_together(48, one) == ["counted"] * 48
    assert sum(Profile.objects.values_list("hour_count", flat=True)) == 48
    assert sum(Pair.objects.values_list("payments", flat=True)) == 48


def test_bounds_are_those_of_the_rules_that_could_make_it_worse() -> None:
    rule("PAYMENTS_IN_HOUR", 3, "STEP_UP", code="few")
    rule("PAYMENTS_IN_HOUR", 5, "BLOCK", code="many")
    rule("PAYMENTS_IN_HOUR", 4, "HOLD", code="large_only", currency="USD", amount_above="100.00")
    rule("TOTAL_IN_DAY", "1000.50", "HOLD", currency="USD")
    assert services.assess(ask()).bounds == Bounds(payments_in_hour=3, total_in_day=Decimal("1000.50"))
    for _ in range(3):
        pay()
    verdict = services.assess(ask())
    assert verdict.result.name == "STEP_UP"
    assert verdict.bounds == Bounds(payments_in_hour=5, total_in_day=Decimal("1000.50"))
    assert services.assess(ask("100.01")).bounds.payments_in_hour == 4
    pay()
    pay()
    verdict = services.assess(ask())
    assert (verdict.result.name, verdict.bounds) == ("BLOCK", Bounds()), "nothing could make it worse"


def test_a_bound_that_was_passed_leaves_no_trace() -> None:
    rule("PAYMENTS_IN_HOUR", 1)
    verdict = services.assess(ask())
    write(verdict)
    with pytest.raises(DatabaseError) as refused:
        write(verdict)
    assert sqlstate(refused.value) == services.COUNTERS_MOVED == "GP021"


def test_hour_and_day_begin_anew_each_for_itself() -> None:
    pay("10.00", at=NOON.replace(hour=22, minute=59))
    pay("10.00", at=NOON.replace(hour=23, minute=0))
    row, habit = Profile.objects.get(pk=AMINA), Habit.objects.get(pk=(AMINA, "USD"))
    assert (row.hour_count, row.day_count, habit.hour_total, habit.day_total) == (1, 2, 10, 20)
    pay("10.00", at=NOON.replace(hour=23) + timedelta(hours=1))
    row, habit = Profile.objects.get(pk=AMINA), Habit.objects.get(pk=(AMINA, "USD"))
    assert (row.hour_count, row.day_count, habit.hour_total, habit.day_total) == (1, 1, 10, 10)
    assert (row.new_payees, habit.payments) == (0, 3)


def test_a_payee_many_pay_at_once_is_not_counted_if_one_says_so() -> None:
    rule("PAYERS_OF_PAYEE_IN_DAY", 1)
    for _ in range(3):
        write(services.assess(ask(payer=uuid7())), counts_payee=False)
    assert not Profile.objects.filter(pk=BRIAN).exists()
    assert Profile.objects.count() == 3


def test_ones_own_wallets_make_no_pair() -> None:
    pay(payer=AMINA, payee=AMINA)
    assert (Pair.objects.count(), Profile.objects.get().day_count) == (0, 1)


def test_nobody_to_count_is_no_error() -> None:
    pay(payer=None, payee=None)
    assert not Profile.objects.exists()


def test_without_rules_counters_and_decisions_are_kept_all_the_same() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert results(pay("10.00"), pay("30.00")) == ["ALLOW", "ALLOW"]
    written = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("WITH claimed")]
    assert len(written) == 2
    rule("TOTAL_IN_DAY", 45, currency="USD")
    assert services.assess(ask("5.01")).result.name == "HOLD", "they count from before there was a rule"
