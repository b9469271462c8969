"""When the rules themselves fail, the kind's policy says what becomes of its payments: open or closed."""

from typing import Any

import pytest
from django.db import connection, transaction

from apps.core import caching, clock
from apps.core.errors import InvalidInput
from apps.risk import services
from apps.risk.models import KindPolicy, Rule
from apps.risk.selectors import RULES_KEY
from apps.risk.tests.questions import ask, rule, write

pytestmark = pytest.mark.django_db


def policy(kind: str, on_failure: str) -> None:
    services.set_kind_policy(kind=kind, on_failure=on_failure, now=clock.now())


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    caching.forget(RULES_KEY)


@pytest.fixture
def broken() -> Rule:
    """A rule of another release, say: it looks at something this one knows nothing of."""
    row = rule("AMOUNT", 100, currency="USD")
    run("ALTER TABLE risk_rule DROP CONSTRAINT risk_metric_is_known, DROP CONSTRAINT risk_figures_are_numbers")
    run("UPDATE risk_rule SET metric = 'PHASE_OF_MOON'")
    return row


@pytest.mark.parametrize(("chosen", "expected"), [("OPEN", "ALLOW"), ("CLOSED", "BLOCK"), (None, "BLOCK")])
def test_a_rule_nobody_can_read(broken: Rule, chosen: str | None, expected: str) -> None:
    if chosen:
        policy("P2P", chosen)
    verdict = services.assess(ask())
    assert verdict.result.name == expected
    assert [hit.stored() for hit in verdict.hits] == [
        {"rule": "rules_failed", "result": expected, "error": "UnreadableRule"}
    ]
    assert verdict.has_failed
    assert verdict.facts["amount"] == "10.00"
    assert services.decision_part(verdict, write(verdict), clock.now()).parameters[2] == expected


def test_a_figure_that_is_no_number(broken: Rule) -> None:
    run("UPDATE risk_rule SET metric = 'AMOUNT', threshold = 'NaN'")
    assert services.assess(ask()).hits[0].error == "UnreadableRule"


def test_each_kind_has_a_policy_of_its_own(broken: Rule) -> None:
    policy("P2P", "OPEN")
    assert services.assess(ask()).result.name == "ALLOW"
    assert services.assess(ask(kind="CASH_OUT")).result.name == "BLOCK"


def test_a_broken_rule_of_one_kind_leaves_the_others_alone(broken: Rule) -> None:
    run("UPDATE risk_rule SET kind = 'CASH_OUT'")
    assert services.assess(ask()).hits == ()
    assert services.assess(ask(kind="CASH_OUT")).result.name == "BLOCK"


def test_a_broken_rule_that_is_inactive_is_nobodys_trouble(broken: Rule) -> None:
    run("UPDATE risk_rule SET is_active = false")
    assert services.assess(ask()).result.name == "ALLOW"


@pytest.mark.parametrize(("chosen", "expected"), [("OPEN", "ALLOW"), ("CLOSED", "BLOCK")])
def test_counters_that_cannot_be_read_poison_no_transaction(chosen: str, expected: str) -> None:
    rule("PAYMENTS_IN_HOUR", 1)
    policy("P2P", chosen)
    with transaction.atomic():
        run("ALTER TABLE risk_habit RENAME TO somewhere_else")
        verdict = services.assess(ask())
        # The caller's transaction is as good as before.
        run("ALTER TABLE somewhere_else RENAME TO risk_habit")
        assert KindPolicy.objects.get().on_failure == chosen
    assert (verdict.result.name, verdict.hits[0].error) == (expected, "ProgrammingError")
    assert services.assess(ask()).hits == ()


def test_what_failed_raises_no_alert(broken: Rule) -> None:
    verdict = services.assess(ask())
    assert verdict.result.name == "BLOCK"
    assert services.alert_parts(verdict, verdict.question.payer_id, verdict.question.at) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"kind": "", "on_failure": "OPEN"}, "kind"), ({"kind": "P2P", "on_failure": "AJAR"}, "on_failure")],
)
def test_a_policy_is_open_or_closed(fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.set_kind_policy(**fields, now=clock.now())
    assert [error["field"] for error in refused.value.errors] == [wrong]


def test_a_changed_policy_holds_at_once(broken: Rule) -> None:
    policy("P2P", "OPEN")
    assert services.assess(ask()).result.name == "ALLOW"
    policy("P2P", "CLOSED")
    assert services.assess(ask()).result.name == "BLOCK"
