"""What each rule looks at: hit above its threshold, not at it and not below."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.ids import uuid7
from apps.risk import services
from apps.risk.tests.questions import AMINA, BRIAN, CHIDI, NOON, ask, pay, rule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def result(*args: Any, **changes: Any) -> str:
    return services.assess(ask(*args, **changes)).result.name


@pytest.mark.parametrize(("metric", "later"), [("PAYMENTS_IN_HOUR", HOUR), ("PAYMENTS_IN_DAY", HOUR * 24)])
def test_the_number_of_payments(metric: str, later: timedelta) -> None:
    rule(metric, 3)
    assert [pay().result.name for _ in range(4)] == ["ALLOW", "ALLOW", "ALLOW", "HOLD"]
    assert result(payer=CHIDI) == "ALLOW"
    assert result(at=NOON + later) == "ALLOW"


@pytest.mark.parametrize(("metric", "later"), [("TOTAL_IN_HOUR", HOUR), ("TOTAL_IN_DAY", HOUR * 24)])
def test_the_total(metric: str, later: timedelta) -> None:
    rule(metric, 100, currency="USD")
    pay("60.00")
    assert [result("39.99"), result("40.00"), result("40.01")] == ["ALLOW", "ALLOW", "HOLD"]
    assert result("1000", currency="EUR") == "ALLOW"
    assert result("40.01", at=NOON + later) == "ALLOW"


def test_counters_run_on_through_the_hours_of_a_day() -> None:
    rule("PAYMENTS_IN_DAY", 2)
    assert [pay(at=NOON + n * HOUR).result.name for n in range(3)] == ["ALLOW", "ALLOW", "HOLD"]


def test_a_clock_that_was_set_back_gives_no_second_hour() -> None:
    rule("PAYMENTS_IN_HOUR", 1)
    rule("NEW_PAYEES_IN_DAY", 1)
    late = NOON.replace(hour=23, minute=59)
    pay(at=late + timedelta(minutes=2))
    assert [hit.code for hit in services.assess(ask(at=late, payee=CHIDI)).hits] == [
        *("new_payees_in_day", "payments_in_hour"),
    ]


def test_the_day_is_that_of_the_platform(settings: Any) -> None:
    settings.LIMITS_TIME_ZONE = "Africa/Nairobi"
    rule("PAYMENTS_IN_DAY", 1)
    pay(at=NOON.replace(hour=20, minute=59))
    assert result(at=NOON.replace(hour=20, minute=59)) == "HOLD"
    assert result(at=NOON.replace(hour=21, minute=1)) == "ALLOW"


def test_the_amount() -> None:
    rule("AMOUNT", 100, currency="USD")
    assert [result("99.99"), result("100.00"), result("100.01")] == ["ALLOW", "ALLOW", "HOLD"]
    assert result("100.01", currency="EUR") == "ALLOW"


def test_the_amount_against_the_persons_own_habit() -> None:
    rule("TIMES_HABIT", 3, second=3)
    assert pay("10.00").facts["habit_payments"] == 0
    pay("10.00")
    assert result("1000.00") == "ALLOW", "two payments are no habit"
    pay("10.00")
    assert [result("29.99"), result("30.00"), result("30.01")] == ["ALLOW", "ALLOW", "HOLD"]
    assert result("1000", currency="EUR") == "ALLOW"
    assert result("1000", payer=CHIDI) == "ALLOW"


def test_the_habit_follows_the_latest_payments() -> None:
    for amount in ("10.00", "20.00"):
        pay(amount)
    rule("AMOUNT", 1000, currency="USD")
    facts = services.assess(ask()).facts
    # (10 + 20) / 2; the second was 10 from the mean then, and weighs a half.
    assert (facts["habit_mean"], facts["habit_deviation"]) == ("15.0000", "5.0000")
    for _ in range(60):
        pay("100.00")
    facts = services.assess(ask()).facts
    assert 90 < float(facts["habit_mean"]) < 100


def test_the_amount_in_usual_deviations() -> None:
    rule("DEVIATIONS", 4, second=2)
    for amount in ("10.00", "20.00"):
        pay(amount)
    # A mean of 15 and a deviation of 5.
    assert [result("34.99"), result("35.00"), result("35.01")] == ["ALLOW", "ALLOW", "HOLD"]


def test_who_always_pays_the_same_may_pay_a_little_more() -> None:
    rule("DEVIATIONS", 4, second=2)
    for _ in range(3):
        pay("10.00")
    assert [result("14.00"), result("14.01")] == ["ALLOW", "HOLD"]


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), "HOLD"),
        (HOUR * 24 - timedelta(seconds=1), "HOLD"),
        (HOUR * 24, "ALLOW"),
        (HOUR * 25, "ALLOW"),
        (-HOUR, "HOLD"),
    ],
)
def test_a_new_device(age: timedelta, expected: str) -> None:
    rule("DEVICE_AGE_HOURS", 24)
    assert result(device_since=NOON - age) == expected


def test_no_registered_device_is_the_newest_of_all_where_somebody_sits() -> None:
    rule("DEVICE_AGE_HOURS", 1)
    assert [result(device_since=None, channel=channel) for channel in ("api", "web", "queue", "system")] == [
        *("HOLD", "HOLD", "ALLOW", "ALLOW")
    ]


def test_a_new_payee() -> None:
    rule("NEW_PAYEE")
    assert [pay().result.name, pay().result.name] == ["HOLD", "ALLOW"]
    assert result(payee=CHIDI) == "HOLD"
    assert result(payer=BRIAN, payee=AMINA) == "HOLD"
    assert result(payee=None) == "ALLOW"


def test_a_payee_stays_new_for_a_while() -> None:
    rule("NEW_PAYEE", 24)
    pay()
    at = [result(at=NOON + HOUR * 24 - timedelta(seconds=1)), result(at=NOON + HOUR * 24)]
    assert at == ["HOLD", "ALLOW"]


def test_one_to_many() -> None:
    rule("NEW_PAYEES_IN_DAY", 2)
    payees = [uuid7() for _ in range(3)]
    assert [pay(payee=payee).result.name for payee in payees] == ["ALLOW", "ALLOW", "HOLD"]
    assert result(payee=payees[0], at=NOON + HOUR * 24) == "ALLOW"
    # Whom one has paid before is not new on the next day either.
    pay(payee=payees[0], at=NOON + HOUR * 24)
    assert services.assess(ask(payee=payees[1], at=NOON + HOUR * 24)).facts["new_payees_in_day"] == 0


def test_many_to_one() -> None:
    rule("PAYERS_OF_PAYEE_IN_DAY", 2)
    payers = [uuid7() for _ in range(3)]
    assert [pay(payer=payer).result.name for payer in (*payers[:2], *payers[:2])] == ["ALLOW"] * 4
    assert pay(payer=payers[2]).result.name == "HOLD"
    assert pay(payer=payers[2], payee=CHIDI).result.name == "ALLOW"
    # The next day everybody counts anew.
    assert services.assess(ask(payer=payers[0], at=NOON + HOUR * 24)).facts["payers_of_payee_in_day"] == 1


@pytest.mark.parametrize(
    ("since", "until", "hits"),
    [(22, 5, {22, 23, 0, 4}), (0, 5, {0, 4}), (9, 17, {9, 16}), (23, 0, {23})],
)
def test_the_night(since: int, until: int, hits: set[int]) -> None:
    rule("LOCAL_HOUR", since, second=until)
    tried = {0, 4, 5, 8, 9, 16, 17, 21, 22, 23}
    assert {hour for hour in tried if result(local_hour=hour) == "HOLD"} == hits


@pytest.mark.parametrize(
    ("later", "expected"), [(HOUR, "HOLD"), (HOUR * 2, "HOLD"), (HOUR * 2 + timedelta(seconds=1), "ALLOW")]
)
def test_a_round_trip(later: timedelta, expected: str) -> None:
    rule("ROUND_TRIP", 2)
    pay(payer=BRIAN, payee=AMINA)
    assert result(at=NOON + later) == expected
    assert result(payer=BRIAN, payee=AMINA, at=NOON + later) == "ALLOW", "it has come from nowhere"


@pytest.mark.parametrize(
    ("payer", "payee", "expected"), [(0, 0, "ALLOW"), (1, 0, "HOLD"), (0, 1, "HOLD"), (1, 1, "HOLD")]
)
def test_the_watch_list(payer: int, payee: int, expected: str) -> None:
    rule("WATCH_LIST")
    assert result(is_payer_watched=bool(payer), is_payee_watched=bool(payee)) == expected


def seen(**facts: Any) -> str:
    """With what an agent's desk has observed."""
    return result(kind="CASH_OUT", observed=facts)


def test_many_dealings_with_one_agent() -> None:
    rule("SPLIT_WITH_AGENT", 2)
    assert [seen(dealings_with_agent_today=count) for count in (1, 2, 3)] == ["ALLOW", "ALLOW", "HOLD"]


def test_much_with_one_agent() -> None:
    rule("SPLIT_TOTAL_WITH_AGENT", "99.50", currency="USD")
    totals = ("99.50", "99.51", "1000.0000")
    assert [seen(total_with_agent_today=total) for total in totals] == ["ALLOW", "HOLD", "HOLD"]


def test_who_is_linked_to_the_agent_and_hours_of_the_outlet() -> None:
    rule("LINKED_TO_AGENT")
    assert [seen(is_linked_to_agent=linked) for linked in (False, True)] == ["ALLOW", "HOLD"]
    rule("OUTSIDE_HOURS")
    assert [seen(is_outside_hours=outside) for outside in (False, True)] == ["ALLOW", "HOLD"]


def test_cash_that_leaves_as_soon_as_it_came() -> None:
    rule("MINUTES_SINCE_CASH_IN", 10)
    ages = (None, 0, 599, 600)
    assert [seen(seconds_since_cash_in=age) for age in ages] == ["ALLOW", "HOLD", "HOLD", "ALLOW"]


def test_what_no_agent_has_observed_hits_no_rule_about_agents() -> None:
    for metric, threshold in (("SPLIT_WITH_AGENT", 0), ("MINUTES_SINCE_CASH_IN", 9), ("OUTSIDE_HOURS", None)):
        rule(metric, threshold)
    rule("SPLIT_TOTAL_WITH_AGENT", 0, currency="USD")
    rule("LINKED_TO_AGENT")
    assert result() == seen() == "ALLOW"


def test_conditions_combine() -> None:
    rule("NEW_PAYEE", kind="P2P", currency="USD", amount_above="50.00")
    assert [result("50.00"), result("50.01")] == ["ALLOW", "HOLD"]
    assert result("50.01", kind="CASH_OUT") == "ALLOW"
    assert result("50.01", currency="EUR") == "ALLOW"
    pay("50.01")
    assert result("50.01") == "ALLOW"


def test_the_strictest_rule_that_hits_decides() -> None:
    rule("AMOUNT", 10, "STEP_UP", code="some", currency="USD")
    rule("AMOUNT", 100, "BLOCK", code="too_much", currency="USD")
    rule("AMOUNT", 50, "HOLD", code="much", currency="USD")
    rule("AMOUNT", 1, "ALLOW", code="noted", currency="USD")
    rule("AMOUNT", 0, "BLOCK", code="off", currency="USD", is_active=False)
    by_amount = {amount: services.assess(ask(amount)) for amount in ("1.00", "5.00", "11.00", "51.00", "101.00")}
    assert [verdict.result.name for verdict in by_amount.values()] == ["ALLOW", "ALLOW", "STEP_UP", "HOLD", "BLOCK"]
    assert [hit.code for hit in by_amount["101.00"].hits] == ["too_much", "much", "some", "noted"]
    assert [hit.code for hit in by_amount["5.00"].hits] == ["noted"]
    assert by_amount["101.00"].hits[0].stored() == {
        "rule": "too_much",
        "result": "BLOCK",
        "metric": "AMOUNT",
        "value": "101.00",
        "threshold": "100",
    }


def test_a_payment_without_a_payer_is_judged_by_what_there_is() -> None:
    rule("PAYMENTS_IN_HOUR", 1)
    rule("NEW_PAYEE")
    rule("WATCH_LIST", result="BLOCK")
    assert [pay(payer=None).result.name for _ in range(3)] == ["ALLOW"] * 3
    assert result(payer=None, is_payee_watched=True) == "BLOCK"


def statements(**changes: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        services.assess(ask(**changes))
    return len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])


def test_asking_costs_one_statement_with_rules_and_none_without() -> None:
    rule("PAYMENTS_IN_HOUR", 1, kind="P2P")
    statements()
    assert statements() == 1
    assert statements(kind="CASH_OUT") == 0
    assert services.assess(ask(kind="CASH_OUT")).facts["amount"] == "10.00"
