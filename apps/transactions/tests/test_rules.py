"""The risk rules in a payment's way: what they allow, ask a code for, hold and block, and what is kept of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, code_sent_to, make_operator
from apps.core import caching, clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.kyc.models import WatchListHit
from apps.kyc.services import add_watch_list_entry, screen_name
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.risk import services as risk
from apps.risk.models import Alert, Case, Decision
from apps.risk.selectors import RULES_KEY
from apps.transactions.models import Transaction
from apps.transactions.services import return_held
from apps.transactions.tests.payments import body_of, fields, nothing_moves, send, transfer
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def rule(metric: str, result: str, **changes: Any) -> None:
    risk.set_rule(code="the_rule", title="A rule", metric=metric, result=result, now=clock.now(), **changes)


def large(result: str, above: str = "50") -> None:
    rule("AMOUNT", result, threshold=Decimal(above), currency="USD")


@pytest.fixture
def amina() -> User:
    return join("amina", 1_000)


@pytest.fixture
def brian() -> User:
    return join("brian")


def test_what_no_rule_minds_is_paid_and_its_decision_kept(amina: User, brian: User) -> None:
    large("BLOCK")
    assert transfer(client_of(amina), fields("brian", "50.00")).status_code == 201
    decision = Decision.objects.get()
    assert (decision.id, decision.result, decision.hits) == (Transaction.objects.get().id, "ALLOW", [])
    assert decision.facts["amount"] == "50.00"


def test_a_block_is_a_decline_that_names_no_rule(amina: User, brian: User) -> None:
    large("BLOCK")
    with nothing_moves():
        answer = transfer(client_of(amina), fields("brian", "50.01"))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "refused_by_rules")
    assert b"the_rule" not in answer.content
    assert Decision.objects.get().hits[0]["rule"] == "the_rule"
    deliver_events()
    assert Case.objects.get().person_id == amina.id


def test_a_step_up_asks_for_a_code_and_then_pays(amina: User, brian: User) -> None:
    large("STEP_UP")
    client, key, body = client_of(amina), str(uuid4()), fields("brian", "50.01")
    with nothing_moves():
        asked = transfer(client, body, key=key)
    assert (asked.status_code, body_of(asked)["code"]) == (403, "step_up_required")
    step_up = {"challenge_id": body_of(asked)["challenge_id"], "code": code_sent_to(amina.msisdn)}
    paid = transfer(client, {**body, "step_up": step_up}, key=key)
    assert (paid.status_code, body_of(paid)["state"]) == (201, "COMPLETED")
    assert Decision.objects.get().result == "STEP_UP"
    assert not Alert.objects.exists()


@committing
@pytest.mark.parametrize("is_released", [True, False])
def test_a_held_payment_is_released_or_returned_from_its_case(amina: User, brian: User, is_released: bool) -> None:
    """Two of the worked stories: a held payment released, another returned."""
    large("HOLD")
    answer = transfer(client_of(amina), fields("brian", "60.00"))
    assert (answer.status_code, body_of(answer)["state"]) == (201, "HELD")
    assert (available(amina), get_balance(wallet_of(amina).held_account).amount, available(brian)) == (940, 60, 0)
    deliver_events()
    olga, case, payment = make_operator(), Case.objects.get(), UUID(body_of(answer)["id"])
    now = clock.now()
    risk.assign_case(case_id=case.id, to=olga.id, by=olga.id, holds_role=True, now=now)
    decide = risk.release_payment if is_released else risk.return_payment
    decide(case_id=case.id, transaction_id=payment, by=olga.id, reason="Asked the payer.", holds_role=True, now=now)
    deliver_events()
    row = Transaction.objects.get(pk=payment)
    if is_released:
        assert (row.state, available(amina), available(brian)) == ("COMPLETED", 940, 60)
    else:
        assert (row.state, row.failure_code) == ("RETURNED", "returned_by_review")
        assert (available(amina), available(brian)) == (1_000, 0)
    assert get_balance(wallet_of(amina).held_account).amount == 0
    risk.close_case(case_id=case.id, outcome="FALSE_ALARM", reason="All right.", by=olga.id, holds_role=True, now=now)
    deliver_events()
    assert list(verification.verify()) == []


def test_what_was_decided_otherwise_meanwhile_stays_so(amina: User, brian: User) -> None:
    large("HOLD")
    payment = UUID(body_of(transfer(client_of(amina), fields("brian", "60.00")))["id"])
    deliver_events()
    olga, case, now = make_operator(), Case.objects.get(), clock.now()
    risk.assign_case(case_id=case.id, to=olga.id, by=olga.id, holds_role=True, now=now)
    return_held(transaction_id=payment, code="device_locked", at=now)
    risk.release_payment(
        case_id=case.id, transaction_id=payment, by=olga.id, reason="Looks right.", holds_role=True, now=now
    )
    deliver_events()
    assert Transaction.objects.get(pk=payment).failure_code == "device_locked"
    assert available(amina) == 1_000


def test_a_repeated_request_is_answered_the_same_however_the_rules_have_changed(amina: User, brian: User) -> None:
    large("HOLD")
    client, body = client_of(amina), fields("brian", "60.00")
    first = transfer(client, body, key="once")
    large("BLOCK", above="1")
    again = transfer(client, body, key="once")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert Transaction.objects.count() == Decision.objects.count() == 1


@pytest.mark.parametrize("watched", ["amina", "brian"])
def test_somebody_on_the_watch_list_is_held_on_either_side(amina: User, brian: User, watched: str) -> None:
    rule("WATCH_LIST", "HOLD")
    client = client_of(amina)
    assert body_of(transfer(client, fields("brian", "1.00")))["state"] == "COMPLETED"
    person = {"amina": amina, "brian": brian}[watched]
    add_watch_list_entry(name=person.full_name, source="test", reason="A test.", now=clock.now())
    assert screen_name(person_id=person.id, full_name=person.full_name, now=clock.now())
    assert WatchListHit.objects.exists()
    assert body_of(transfer(client, fields("brian", "1.00")))["state"] == "HELD"


def test_a_new_phone_is_noticed(amina: User, brian: User) -> None:
    rule("DEVICE_AGE_HOURS", "BLOCK", threshold=Decimal(24))
    assert body_of(transfer(client_of(amina), fields("brian", "1.00")))["code"] == "refused_by_rules"


def test_an_invitation_the_rules_want_to_look_at_is_refused(amina: User) -> None:
    """It cannot wait for two things at once."""
    large("HOLD")
    body = fields("+254712999999", "60.00", invite=True)
    with nothing_moves():
        assert body_of(transfer(client_of(amina), body))["code"] == "refused_by_rules"


@committing
@pytest.mark.parametrize("result", ["BLOCK", "HOLD"])
def test_fifty_at_once_do_not_slip_past_a_rule(amina: User, brian: User, result: str) -> None:
    """The counters are locked in the payment's own statement, and who has crossed a bound is looked at again."""
    rule("PAYMENTS_IN_HOUR", result, threshold=Decimal(7))
    outcomes = run_together(50, lambda _: send(amina, "brian", "1").transaction)
    states = [row.state for row in outcomes]
    assert states.count("COMPLETED") == 7
    assert states.count("DECLINED" if result == "BLOCK" else "HELD") == 43
    assert available(brian) == 7
    assert list(verification.verify()) == []


def _break_the_rules() -> None:
    large("BLOCK")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE risk_rule DROP CONSTRAINT IF EXISTS risk_rule_metric")
        cursor.execute("ALTER TABLE risk_rule DISABLE TRIGGER ALL")
        constraints = "SELECT conname FROM pg_constraint WHERE conrelid = 'risk_rule'::regclass AND contype = 'c'"
        cursor.execute(constraints)
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE risk_rule DROP CONSTRAINT "{name}"')
        cursor.execute("UPDATE risk_rule SET metric = 'MOON_PHASE'")
    caching.forget(RULES_KEY)


@pytest.mark.parametrize(("policy", "status"), [(None, 422), ("CLOSED", 422), ("OPEN", 201)])
def test_when_the_rules_themselves_fail_the_kind_s_policy_decides(
    amina: User, brian: User, policy: str | None, status: int
) -> None:
    _break_the_rules()
    if policy:
        risk.set_kind_policy(kind="P2P", on_failure=policy, now=clock.now())
    answer = transfer(client_of(amina), fields("brian", "1.00"))
    assert answer.status_code == status
    decision = Decision.objects.get()
    assert decision.hits[0]["rule"] == "rules_failed"
    assert decision.hits[0]["error"]
    assert not Alert.objects.exists()


@committing
def test_with_rules_a_transfer_takes_one_statement_more(amina: User, brian: User) -> None:
    large("BLOCK")
    client = client_of(amina)
    transfer(client, fields("brian", "1.00"))
    with CaptureQueriesContext(connection) as captured:
        assert transfer(client, fields("brian", "1.00")).status_code == 201
    statements = [query["sql"] for query in captured.captured_queries]
    assert len(statements) == 3
    assert "risk_profile" in statements[1]
    assert "risk_count" in statements[2]


def test_a_declined_payment_is_not_counted_as_a_habit(amina: User, brian: User) -> None:
    rule("PAYMENTS_IN_HOUR", "BLOCK", threshold=Decimal(1))
    client = client_of(amina)
    assert body_of(transfer(client, fields("brian", "5000.00")))["code"] == "insufficient_funds"
    assert transfer(client, fields("brian", "1.00")).status_code == 201
    assert body_of(transfer(client, fields("brian", "1.00")))["code"] == "refused_by_rules"
