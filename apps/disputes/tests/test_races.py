"""Two at once: whatever ends a dispute ends it once, and a payment never goes back twice."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.pictures import photograph
from apps.disputes import services
from apps.disputes.errors import AlreadyDisputed, DisputeConflict, TooMuchEvidence
from apps.disputes.models import Dispute, DisputeEvidence
from apps.disputes.tests.cases import (
    Case,
    acceptance,
    again,
    case,
    contested,
    for_payee,
    for_payer,
    held,
    judge,
    kept_back,
    opened,
    post,
    waiting,
)  # fmt: skip
from apps.ledger import verification
from apps.transactions import services as payments
from apps.transactions.models import ReversalRequest, Transaction
from apps.transactions.tests.payments import body_of, nothing_moves, send
from apps.wallets.tests.factories import available, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(deed: Callable[[], Any]) -> str:
    """What became of it: `done`, or the refusal's code."""
    try:
        deed()
    except DomainError as error:
        return error.code
    return "done"


def total(found: Case) -> Decimal:
    return available(found.amina) + available(found.brian) + held(found.brian)


def refund(found: Case, amount: str) -> str:
    """Brian gives back by himself."""
    outcome = payments.refund(
        payee_id=found.brian.id,
        session_id=None,
        transaction_id=found.payment.id,
        amount=Money(Decimal(amount), "USD"),
        reason="",
        key=str(uuid4()),
        digest=b"d" * 32,
        at=clock.now(),
    )
    return outcome.transaction.failure_code or "done"


def test_of_many_operators_one_decides() -> None:
    found = case()
    dispute, judges = waiting(found), [judge(name) for name in ("olga", "esther", "grace", "farid")]

    def decide(index: int) -> str:
        deed = for_payer if index % 2 else for_payee
        return attempt(lambda: deed(dispute, judges[index % 4]))

    outcomes = run_together(8, decide)
    assert sorted(outcomes) == ["dispute_conflict"] * 7 + ["done"]
    row = again(dispute)
    assert available(found.amina) == (100 if row.state == "DECIDED_FOR_PAYER" else 60)
    assert (held(found.brian), total(found)) == (0, 100)
    assert list(verification.verify()) == []


@pytest.mark.parametrize("decision", [for_payer, for_payee])
def test_a_withdrawal_and_a_decision_do_not_both_happen(decision: Callable[[Dispute, User], Any]) -> None:
    found, olga = case(), judge()
    dispute = waiting(found)
    deeds = [
        lambda: services.withdraw(payer_id=found.amina.id, dispute_id=dispute.id, now=clock.now()),
        lambda: decision(dispute, olga),
    ]
    outcomes = run_together(2, lambda index: attempt(deeds[index]))
    assert sorted(outcomes) == ["dispute_conflict", "done"]
    assert (held(found.brian), total(found)) == (0, 100)
    assert list(verification.verify()) == []


@pytest.mark.parametrize("first", ["the answer", "the sweep"])
def test_an_answer_and_the_end_of_its_time_come_one_after_the_other(first: str) -> None:
    found = case()
    dispute = opened(found)
    just_before = dispute.answer_by - timedelta(seconds=1)
    due = dispute.answer_by

    def respond() -> str:
        return attempt(
            lambda: services.contest(
                payee_id=found.brian.id, dispute_id=dispute.id, statement="No.", key="k", digest=b"d" * 32,
                now=just_before if first == "the answer" else clock.now(),
            )
        )  # fmt: skip

    if first == "the answer":
        with other_transaction() as there:
            assert there(respond) == "done"
            assert services.move_overdue(now=due) == 0, "it skips what somebody works on"
        assert services.move_overdue(now=due) == 0
        assert again(dispute).state == "ANSWERED"
    else:
        with other_transaction() as there:
            assert there(lambda: services.move_overdue(now=due)) == 1
            late = in_background(respond)
            wait_until_blocked()
        assert late.result(60) == "dispute_conflict"
        assert again(dispute).state == "UNDER_REVIEW"


def test_two_sweeps_move_each_dispute_once() -> None:
    found = case()
    dispute = opened(found)
    assert sum(run_together(4, lambda _: services.move_overdue(now=dispute.answer_by))) == 1


def test_an_acceptance_and_a_withdrawal_do_not_both_happen() -> None:
    found = case()
    dispute = opened(found)
    amina, brian = client_of(found.amina), client_of(found.brian)
    deeds = [
        lambda: post(brian, f"disputes/{dispute.id}/answer", acceptance()).status_code,
        lambda: post(amina, f"disputes/{dispute.id}/withdraw").status_code,
    ]
    assert sorted(run_together(2, lambda index: deeds[index]())) == [200, 409]
    assert (held(found.brian), total(found)) == (0, 100)
    assert list(verification.verify()) == []


def test_an_acceptance_asked_for_many_times_at_once_pays_once() -> None:
    found = case()
    dispute = opened(found)
    brian = client_of(found.brian)
    path = f"disputes/{dispute.id}/answer"
    answers = run_together(6, lambda _: post(brian, path, acceptance(), key="k"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert (Transaction.objects.filter(kind="REFUND").count(), available(found.amina)) == (1, 100)


def test_the_same_opening_many_times_at_once_opens_one() -> None:
    found = case()
    disputes = run_together(6, lambda _: opened(found, key="k"))
    assert len({dispute.id for dispute in disputes}) == 1
    assert (held(found.brian), kept_back(found.payment)) == (40, 40)


def test_of_many_openings_one_happens() -> None:
    found = case()
    outcomes = run_together(6, lambda _: attempt(lambda: opened(found, "5")))
    assert sorted(outcomes) == [AlreadyDisputed.code] * 5 + ["done"]
    assert (held(found.brian), kept_back(found.payment)) == (5, 5)


def test_one_key_for_two_payments_at_once_opens_one() -> None:
    found = case()
    other = Case(found.amina, found.brian, send(found.amina, "brian", 5).transaction)
    outcomes = run_together(
        2,
        lambda index: attempt(
            lambda: services.open_dispute(
                payer_id=found.amina.id, transaction_id=(found, other)[index].payment.id, reason="OTHER",
                statement="x", key="k", digest=bytes([index]) * 32, now=clock.now(),
            )
        ),
    )  # fmt: skip
    assert sorted(outcomes) == ["done", "idempotency_key_reused"]
    assert Dispute.objects.count() == 1 and kept_back(found.payment) + kept_back(other.payment) in (5, 40)


def test_what_is_disputed_is_not_refunded_besides() -> None:
    found = case()
    dispute = opened(found, "30")
    pay_in(wallet_of(found.brian), 100)
    assert refund(found, "10.01") == "refund_too_large"
    assert refund(found, "10") == "done"
    assert refund(found, "0.01") == "nothing_left_to_refund"
    for_payer(contested(dispute), judge())
    assert (available(found.amina), kept_back(found.payment)) == (100, 40)
    assert list(verification.verify()) == []


def test_refunds_and_a_dispute_at_once_never_give_back_more_than_was_paid() -> None:
    found = case()
    deeds = [lambda: attempt(lambda: opened(found))] + [lambda: refund(found, "15")] * 5
    run_together(6, lambda index: deeds[index]())
    assert kept_back(found.payment) <= 40
    given = sum(row.amount for row in Transaction.objects.filter(kind="REFUND", state="COMPLETED"))
    disputed = sum(row.amount for row in Dispute.objects.all())
    assert given + disputed == kept_back(found.payment)
    assert total(found) == 100
    assert list(verification.verify()) == []


def test_a_disputed_payment_is_not_reversed() -> None:
    found = case()
    opened(found, "1")
    with nothing_moves(), pytest.raises(DomainError) as refused:
        payments.request_reversal(
            transaction_id=found.payment.id, policy=ReversalRequest.Policy.REFUSE, reason="x", maker_id=judge().id,
            now=clock.now(),
        )  # fmt: skip
    assert refused.value.code == "not_reversible"


def test_a_payee_who_spends_meanwhile_keeps_nothing_twice() -> None:
    found = case()
    deeds = [lambda: opened(found)] + [lambda: send(found.brian, "amina", 9)] * 5
    run_together(6, lambda index: deeds[index]())
    dispute = Dispute.objects.get()
    assert held(found.brian) == dispute.held_amount and total(found) == 100
    assert list(verification.verify()) == []


def test_a_decision_that_takes_more_than_is_held_waits_for_what_is_being_spent() -> None:
    found = case(spent=30)
    dispute, olga = waiting(found), judge()
    pay_in(wallet_of(found.brian), 30)
    with other_transaction() as there:
        there(lambda: send(found.brian, "amina", 25))
        late = in_background(lambda: for_payer(dispute, olga))
        wait_until_blocked()
    late.result(60)
    row = again(dispute)
    assert (row.paid_back, row.shortfall) == (15, 25)
    assert (available(found.brian), held(found.brian), available(found.amina)) == (0, 0, 100)
    assert list(verification.verify()) == []


def test_the_sixth_picture_stays_out_however_many_come_at_once() -> None:
    found = case()
    dispute = opened(found)

    def add(_: int) -> str:
        return attempt(
            lambda: services.add_evidence(
                person_id=found.amina.id, dispute_id=dispute.id, content=photograph(), now=clock.now()
            )
        )

    assert sorted(run_together(8, add)) == ["done"] * 5 + [TooMuchEvidence.code] * 3
    assert sorted(DisputeEvidence.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_a_picture_that_comes_while_it_is_decided_is_refused() -> None:
    found, olga = case(), judge()
    dispute = waiting(found)
    with other_transaction() as there:
        there(lambda: for_payee(dispute, olga))
        late = in_background(
            lambda: attempt(
                lambda: services.add_evidence(
                    person_id=found.amina.id, dispute_id=dispute.id, content=photograph(), now=clock.now()
                )
            )
        )
        wait_until_blocked()
    assert late.result(60) == DisputeConflict.code
    assert not DisputeEvidence.objects.exists()


def test_the_same_request_many_times_at_once_is_answered_with_one_dispute() -> None:
    found = case()
    client = client_of(found.amina)
    path = f"transactions/{found.payment.id}/dispute"
    body = {"reason": "OTHER", "statement": "x"}
    answers = run_together(4, lambda _: post(client, path, body, key="k"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({body_of(answer)["id"] for answer in answers}) == 1
