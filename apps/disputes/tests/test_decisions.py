"""Decisions: where the money goes, exactly, and that the books say the same."""

from decimal import Decimal

import pytest

from apps.accounts.models import Activity
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.disputes import services
from apps.disputes.errors import DisputeConflict, DisputeNotFound, OwnDispute
from apps.disputes.tests.cases import again, case, for_payee, for_payer, held, judge, kept_back, opened, waiting
from apps.ledger import verification
from apps.transactions.errors import PayeeNotActive
from apps.transactions.models import Transaction
from apps.transactions.services import refund_for_dispute
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


def refunds() -> list[Transaction]:
    return list(Transaction.objects.filter(kind="REFUND").order_by("id"))


def test_for_the_payer_all_of_it_comes_back_as_a_refund_of_the_payment() -> None:
    found = case()
    dispute = for_payer(waiting(found), judge())
    (refund,) = refunds()
    assert (dispute.state, dispute.refund_transaction_id) == ("DECIDED_FOR_PAYER", refund.id)
    assert (refund.parent_id, refund.amount, refund.state) == (found.payment.id, 40, "COMPLETED")
    assert (refund.payer_id, refund.payee_id) == (found.brian.id, found.amina.id)
    assert (available(found.amina), available(found.brian), held(found.brian)) == (100, 0, 0)
    assert (again(dispute).awarded, again(dispute).shortfall, kept_back(found.payment)) == (40, 0, 40)
    assert list(verification.verify()) == []


def test_for_the_payer_a_part_comes_back_and_the_rest_is_the_payees_again() -> None:
    found = case()
    dispute = for_payer(waiting(found), judge(), "15.50")
    assert (available(found.amina), available(found.brian), held(found.brian)) == (
        Decimal("75.50"), Decimal("24.50"), 0,
    )  # fmt: skip
    assert (again(dispute).awarded, again(dispute).paid_back, again(dispute).shortfall) == (
        Decimal("15.5"), Decimal("15.5"), 0,
    )  # fmt: skip
    assert kept_back(found.payment) == Decimal("15.50"), "the rest can be refunded again"
    assert list(verification.verify()) == []


def test_for_the_payee_everything_is_as_it_was() -> None:
    found = case()
    dispute = for_payee(waiting(found), judge())
    assert (again(dispute).state, again(dispute).refund_transaction_id) == ("DECIDED_FOR_PAYEE", None)
    assert (available(found.amina), available(found.brian), held(found.brian)) == (60, 40, 0)
    assert kept_back(found.payment) == 0 and refunds() == []
    assert list(verification.verify()) == []


def test_what_the_payee_has_got_since_makes_up_for_a_short_hold() -> None:
    found = case(spent=30)
    dispute = waiting(found)
    assert (dispute.held_amount, available(found.brian)) == (10, 0)
    pay_in(wallet_of(found.brian), 50)
    for_payer(dispute, judge())
    (refund,) = refunds()
    assert refund.amount == 40, "in one refund"
    assert (available(found.amina), available(found.brian), held(found.brian)) == (100, 20, 0)
    assert (again(dispute).shortfall, kept_back(found.payment)) == (0, 40)
    assert list(verification.verify()) == []


def test_what_is_not_there_is_a_shortfall_and_nobody_goes_below_nothing() -> None:
    found = case(spent=30)
    dispute = waiting(found)
    pay_in(wallet_of(found.brian), "5.25")
    for_payer(dispute, judge())
    dispute = again(dispute)
    assert (dispute.awarded, dispute.shortfall, dispute.paid_back) == (40, Decimal("24.75"), Decimal("15.25"))
    assert (available(found.amina), available(found.brian), held(found.brian)) == (Decimal("75.25"), 0, 0)
    assert kept_back(found.payment) == Decimal("15.25"), "what is still owed can be refunded"
    assert list(verification.verify()) == []


def test_when_nothing_is_there_at_all_nothing_moves_and_all_is_shortfall() -> None:
    found = case(spent=40)
    dispute = waiting(found)
    assert (dispute.held_amount, dispute.hold_id) == (0, None)
    with nothing_moves():
        for_payer(dispute, judge())
    dispute = again(dispute)
    assert (dispute.awarded, dispute.shortfall, dispute.refund_transaction_id) == (40, 40, None)
    assert kept_back(found.payment) == 0 and refunds() == []


def test_a_part_within_a_short_hold_takes_nothing_else() -> None:
    found = case(spent=30)
    dispute = waiting(found)
    pay_in(wallet_of(found.brian), 7)
    for_payer(dispute, judge(), "4")
    assert (available(found.brian), held(found.brian), available(found.amina)) == (13, 0, 64)
    assert list(verification.verify()) == []


def test_a_frozen_wallet_does_not_keep_what_was_decided() -> None:
    found = case(spent=30)
    dispute = waiting(found)
    pay_in(wallet_of(found.brian), 50)
    freeze_wallet(wallet_id=wallet_of(found.brian).id, reason="test", now=clock.now())
    for_payer(dispute, judge())
    assert (available(found.amina), held(found.brian)) == (100, 0)


def test_to_a_payer_whose_wallet_is_closed_nothing_can_go_back() -> None:
    found = case(paid="40")
    dispute = waiting(found)
    send(found.amina, "brian", 60)
    close_wallet(wallet_id=wallet_of(found.amina).id, reason="test", now=clock.now())
    with nothing_moves(), pytest.raises(PayeeNotActive):
        for_payer(dispute, judge())
    assert (again(dispute).state, kept_back(found.payment)) == ("ANSWERED", 40)
    for_payee(dispute, judge("esther"))
    assert (available(found.brian), held(found.brian)) == (100, 0)


@pytest.mark.parametrize("amount", ["0", "-1", "40.01", "1000000000", "1.001"])
def test_no_more_than_is_disputed_and_no_less_than_something_is_given(amount: str) -> None:
    found = case()
    dispute = waiting(found)
    with nothing_moves(), pytest.raises(InvalidInput):
        services.decide_for_payer(
            dispute_id=dispute.id, amount=Decimal(amount), reason="x", by=judge().id, now=clock.now()
        )
    assert again(dispute).state == "ANSWERED"


@pytest.mark.parametrize("decide", [services.decide_for_payer, services.decide_for_payee])
def test_a_decision_needs_a_reason(decide: object) -> None:
    dispute = waiting(case())
    with pytest.raises(InvalidInput):
        decide(dispute_id=dispute.id, reason="  ", by=judge().id, now=clock.now())  # type: ignore[operator]


@pytest.mark.parametrize("side", ["amina", "brian"])
def test_nobody_decides_their_own(side: str) -> None:
    found = case()
    dispute = waiting(found)
    for decide in (for_payer, for_payee):
        with nothing_moves(), pytest.raises(OwnDispute):
            decide(dispute, getattr(found, side))
    assert not services.may_decide(dispute, by=getattr(found, side).id)


def test_before_the_payee_has_had_their_time_nothing_is_decided() -> None:
    """SECURITY 21: skipped steps."""
    dispute = opened(case())
    olga = judge()
    for decide in (for_payer, for_payee):
        with nothing_moves(), pytest.raises(DisputeConflict, match="still has time"):
            decide(dispute, olga)


def test_a_decision_is_made_once() -> None:
    dispute, olga = waiting(case()), judge()
    for_payer(dispute, olga, "10")
    for decide in (for_payer, for_payee):
        with nothing_moves(), pytest.raises(DisputeConflict, match="decided for the payer"):
            decide(dispute, olga)


def test_there_is_nothing_to_decide_about_nothing() -> None:
    with pytest.raises(DisputeNotFound):
        services.decide_for_payee(dispute_id=judge().id, reason="x", by=judge("esther").id, now=clock.now())


def test_the_operators_log_says_whose_dispute_it_was() -> None:
    found, olga = case(), judge()
    dispute = for_payer(waiting(found), olga)
    row = Activity.objects.get(person_id=olga.id, action="disputes.decided")
    assert row.subject == str(dispute.id)
    assert row.detail == {
        "outcome": "DECIDED_FOR_PAYER", "payer_id": str(found.amina.id), "payee_id": str(found.brian.id),
    }  # fmt: skip


def test_the_story_of_a_part_refunded_then_disputed_payment() -> None:
    """Amina pays 90, gets 25 back as a refund, disputes the rest; Brian has spent some; 50 of it is hers again."""
    found = case(paid="90")
    refund_for_dispute(transaction_id=found.payment.id, amount=Money(Decimal(25), "USD"), key="part", at=clock.now())
    assert (available(found.amina), available(found.brian)) == (35, 65)
    join("chidi")
    send(found.brian, "chidi", 45)
    dispute = opened(found)
    assert (dispute.amount, dispute.held_amount) == (65, 20)
    assert (available(found.brian), held(found.brian), kept_back(found.payment)) == (0, 20, 90)
    pay_in(wallet_of(found.brian), 100)
    deliver_events()
    services.move_overdue(now=dispute.answer_by)
    olga = judge()
    for_payer(dispute, olga, "50")
    deliver_events()
    assert (available(found.amina), available(found.brian), held(found.brian)) == (85, 70, 0)
    assert sum(row.amount for row in refunds()) == 75 == kept_back(found.payment)
    assert (again(dispute).state, again(dispute).shortfall) == ("DECIDED_FOR_PAYER", 0)
    assert list(verification.verify()) == []
