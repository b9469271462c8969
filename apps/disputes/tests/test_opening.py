"""Opening a dispute: by its payer, in time, of no more than is left, and once for each key."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.disputes import services
from apps.disputes.errors import DisputeTooLate
from apps.disputes.models import Dispute
from apps.disputes.tests.cases import (
    ask,
    case,
    fields,
    for_payee,
    for_payer,
    held,
    judge,
    kept_back,
    later,
    opened,
    post,
    waiting,
)  # fmt: skip
from apps.ledger import verification
from apps.transactions.services import credit_promotion, refund_for_dispute
from apps.transactions.tests.payments import body_of, nothing_moves, send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, body_of(answer).get("code", "")


def test_a_dispute_puts_aside_what_the_payee_still_has() -> None:
    found = case(spent=15)
    answer = ask(found, fields(amount="40.00"))
    body = body_of(answer)
    assert answer.status_code == 201, body
    dispute = Dispute.objects.get()
    assert body == {
        "id": str(dispute.id),
        "transaction_id": str(found.payment.id),
        "reference": found.payment.reference,
        "side": "payer",
        "state": "OPEN",
        "payer": {"id": str(found.amina.id), "name": "Amina Otieno"},
        "payee": {"id": str(found.brian.id), "name": "Brian Mwangi"},
        "reason": "NOT_RECEIVED",
        "statement": "The chairs never came.",
        "answer": "",
        "amount": "40.00",
        "held": "25.00",
        "paid_back": None,
        "shortfall": None,
        "currency": "USD",
        "refund_transaction_id": None,
        "decision_reason": "",
        "evidence": [],
        "opened_at": body["opened_at"],
        "answer_by": body["answer_by"],
        "decide_by": body["decide_by"],
        "answered_at": None,
        "decided_at": None,
    }
    assert (dispute.answer_by - dispute.opened_at, dispute.decide_by - dispute.opened_at) == (
        timedelta(days=5), timedelta(days=15),
    )  # fmt: skip
    assert (available(found.brian), held(found.brian), kept_back(found.payment)) == (0, 25, 40)
    assert OutboxEvent.objects.get(topic="disputes.opened").payload == {"dispute_id": str(dispute.id)}
    row = Activity.objects.get(action="disputes.opened")
    assert (row.person_id, row.subject) == (found.amina.id, str(dispute.id))
    assert list(verification.verify()) == []


def test_without_an_amount_it_is_about_all_that_has_not_gone_back() -> None:
    found = case()
    refund_for_dispute(
        transaction_id=found.payment.id, amount=Money(Decimal("12.5"), "USD"), key="part", at=clock.now()
    )
    assert body_of(ask(found))["amount"] == "27.50"


def test_nobody_else_and_not_its_payee_disputes_a_payment() -> None:
    found = case()
    join("esther")
    for who, expected in (("esther", (404, "transaction_not_found")), ("brian", (409, "not_disputable"))):
        person = found.brian if who == "brian" else join("chidi")
        with nothing_moves():
            answer = post(client_of(person), f"transactions/{found.payment.id}/dispute", fields())
        assert code_of(answer) == expected
    answer = post(client_of(found.amina), f"transactions/{uuid4()}/dispute", fields())
    assert code_of(answer) == (404, "transaction_not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"statement": "x"}, "reason"),
        ({"reason": "BECAUSE", "statement": "x"}, "reason"),
        ({"reason": 1, "statement": "x"}, "reason"),
        ({"reason": "OTHER"}, "statement"),
        (fields(statement=""), "statement"),
        (fields(statement="  \n "), "statement"),
        (fields(statement=7), "statement"),
        (fields(statement="x" * 1001), "statement"),
        (fields(statement="a\x00b"), "statement"),
        (fields(amount="0"), "amount"),
        (fields(amount="-1"), "amount"),
        (fields(amount="1e1"), "amount"),
        (fields(amount=1), "amount"),
        (fields(amount="1_0"), "amount"),
        (fields(amount="１"), "amount"),
        (fields(amount="1.001"), "amount"),
        (fields(currency="USD"), "currency"),
        (fields(state="DECIDED_FOR_PAYER"), "state"),
        (fields(held="0"), "held"),
    ],
)
def test_what_cannot_be_read_is_refused_and_opens_nothing(body: dict[str, Any], field: str) -> None:
    """SECURITY 15, 18."""
    found = case()
    with nothing_moves():
        answer = ask(found, body)
    assert code_of(answer) == (400, "invalid_input")
    assert [error["field"] for error in body_of(answer)["errors"]] == [field]
    assert not Dispute.objects.exists() and kept_back(found.payment) == 0


def test_it_needs_a_key_and_a_session() -> None:
    found = case()
    path = f"/api/v1/transactions/{found.payment.id}/dispute"
    client = client_of(found.amina)
    assert code_of(client.post(path, fields(), format="json")) == (400, "idempotency_key_required")
    client.credentials()
    assert client.post(path, fields(), format="json").status_code == 401
    assert not Dispute.objects.exists()


def test_more_than_is_left_is_refused() -> None:
    found = case()
    with nothing_moves():
        assert code_of(ask(found, fields(amount="40.01"))) == (422, "refund_too_large")
    refund_for_dispute(transaction_id=found.payment.id, amount=Money(Decimal(40), "USD"), key="all", at=clock.now())
    for body in (fields(), fields(amount="1.00")):
        with nothing_moves():
            assert code_of(ask(found, body)) == (422, "nothing_left_to_refund")


def test_the_same_request_again_is_answered_the_same_and_opens_nothing() -> None:
    found = case()
    first = ask(found, key="k-1")
    dispute = Dispute.objects.get()
    with nothing_moves():
        second = ask(found, key="k-1")
    assert (second.status_code, second.content) == (201, first.content)
    assert second["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    services.contest(
        payee_id=found.brian.id, dispute_id=dispute.id, statement="No.", key="a", digest=b"a" * 32, now=clock.now()
    )
    for_payer(dispute, judge())
    assert ask(found, key="k-1").content == first.content, "whatever has become of it since"


def test_a_key_is_good_for_one_request() -> None:
    found = case()
    other = send(found.amina, "brian", 5).transaction
    ask(found, key="k-1")
    with nothing_moves():
        assert code_of(ask(found, fields(amount="1.00"), key="k-1")) == (422, "idempotency_key_reused")
        client = client_of(found.amina)
        answer = post(client, f"transactions/{other.id}/dispute", fields(), key="k-1")
    assert code_of(answer) == (422, "idempotency_key_reused")


def test_one_dispute_at_a_time_and_none_after_a_decision() -> None:
    found = case()
    dispute = waiting(found, "10")
    with nothing_moves():
        assert code_of(ask(found, fields(amount="1.00"))) == (409, "already_disputed")
    for_payee(dispute, judge())
    with nothing_moves():
        assert code_of(ask(found)) == (409, "already_disputed")


def test_after_a_withdrawal_it_can_be_disputed_again() -> None:
    found = case()
    services.withdraw(payer_id=found.amina.id, dispute_id=opened(found).id, now=clock.now())
    assert ask(found).status_code == 201
    assert (available(found.brian), held(found.brian)) == (0, 40)


def test_a_payment_of_long_ago_is_not_disputed() -> None:
    found = case()
    with pytest.raises(DisputeTooLate, match="60 days"):
        opened(found, now=later(days=60))
    assert opened(found, now=later(days=60, seconds=-60)).state == "OPEN"


def test_how_long_is_a_setting(settings: Any) -> None:
    found = case()
    settings.DISPUTE_DAYS, settings.DISPUTE_ANSWER_DAYS, settings.DISPUTE_DECIDE_DAYS = 3, 1, 2
    dispute = opened(found)
    assert (dispute.answer_by - dispute.opened_at, dispute.decide_by - dispute.answer_by) == (timedelta(days=1),) * 2
    services.withdraw(payer_id=found.amina.id, dispute_id=dispute.id, now=clock.now())
    with pytest.raises(DisputeTooLate, match="3 days"):
        opened(found, now=later(days=3))


def test_what_was_declined_or_given_is_not_disputed() -> None:
    found = case()
    declined = send(found.amina, "brian", 1000).transaction
    gift = credit_promotion(
        person_id=found.amina.id, amount=Money(Decimal(1), "USD"), key="gift", at=clock.now()
    ).transaction
    refund = refund_for_dispute(
        transaction_id=found.payment.id, amount=Money(Decimal(1), "USD"), key="r", at=clock.now()
    ).transaction
    assert declined.state == "DECLINED"
    for payment, person, expected in (
        (declined, found.amina, (409, "not_refundable")),
        (gift, found.amina, (409, "not_disputable")),
        (refund, found.brian, (409, "not_refundable")),
    ):
        with nothing_moves():
            answer = post(client_of(person), f"transactions/{payment.id}/dispute", fields())
        assert code_of(answer) == expected, payment.kind


def test_ten_disputes_a_day_are_enough() -> None:
    found = case()
    statuses = []
    for _ in range(11):
        answer = ask(found)
        statuses.append(answer.status_code)
        if answer.status_code == 201:
            services.withdraw(payer_id=found.amina.id, dispute_id=body_of(answer)["id"], now=clock.now())
    assert statuses == [201] * 10 + [429]
    assert (available(found.brian), held(found.brian)) == (40, 0)
