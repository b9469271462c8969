"""Reversals: one operator asks, another one approves, and the payment goes back whole, or it says why not."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.approvals.services import void
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_balance, get_entry
from apps.ledger.services import answer_id, deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.errors import (
    NotReversible,
    ReversalDecided,
    ReversalNotFound,
    ReversalRequested,
    TransactionNotFound,
)
from apps.transactions.kinds import P2P
from apps.transactions.models import Receivable, ReversalRequest, Transaction
from apps.transactions.services import (
    Intent,
    Side,
    credit_promotion,
    reject_reversal,
    release_held,
    request_reversal,
    set_fee,
    withdraw_reversal,
)
from apps.transactions.services._pay import pay
from apps.transactions.tests.giving_back import (
    Policy,
    approval_of,
    approve_as,
    ask_to_reverse,
    books_are_right,
    give_back,
    make_operators,
    paid,
    reversal_of,
    reverse,
    went_back,
)
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.selectors import find_wallet
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True)


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True)


def balance_of(code: str) -> Decimal:
    return get_balance(deferred_account_id(code, "USD")).amount


def test_two_operators_reverse_a_payment(amina: User, brian: User, olga: User, grace: User) -> None:
    original = paid(amina)
    request = ask_to_reverse(original, olga)
    assert (available(amina), request.state) == (90, "REQUESTED"), "asking moves nothing"
    request = approve_as(grace, request)
    assert (request.state, request.refusal_code) == ("DONE", "")
    assert (available(amina), available(brian)) == (100, 0)
    reversal = reversal_of(request)
    assert (reversal.kind, reversal.state, reversal.parent_id) == ("REVERSAL", "COMPLETED", original.id)
    assert (reversal.payer_id, reversal.payee_id, reversal.amount) == (brian.id, amina.id, 10)
    mirror = get_entry(answer_id(original.id))
    assert mirror is not None and mirror.reverses == original.id
    approval = approval_of(request)
    assert (approval.state, approval.maker_id, approval.checker_id) == ("APPROVED", olga.id, grace.id)
    assert went_back(original) == (10, True)
    assert books_are_right()


def test_fee_and_tax_go_back_too(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), tax_percent=Decimal(20), active_from=clock.now())
    original = paid(amina)
    assert (available(amina), balance_of("fees:p2p"), balance_of("taxes")) == (
        Decimal("89.40"),
        Decimal("0.50"),
        Decimal("0.10"),
    )
    reverse(original)
    assert (available(amina), available(brian), balance_of("fees:p2p"), balance_of("taxes")) == (100, 0, 0, 0)
    reversal, returned = Transaction.objects.filter(parent_id=original.id).order_by("id")
    assert (reversal.kind, reversal.amount, reversal.payer_id, reversal.fee) == ("REVERSAL", 10, brian.id, 0)
    assert (returned.kind, returned.amount, returned.payer_id) == ("FEE_RETURN", Decimal("0.60"), None)
    deliver_events()
    told = set(Notification.objects.filter(person_id=amina.id).values_list("topic", "title"))
    assert ("fee_returned", "A fee of 0.60 USD came back") in told
    assert books_are_right()


def test_of_a_fee_the_payee_bore_they_give_back_what_they_got(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), bearer="PAYEE", active_from=clock.now())
    reverse(paid(amina))
    assert (available(amina), available(brian), balance_of("fees:p2p")) == (100, 0, 0)
    back = Transaction.objects.filter(kind__in=["REVERSAL", "FEE_RETURN"]).values_list("kind", "amount")
    assert dict(back) == {"REVERSAL": Decimal("9.50"), "FEE_RETURN": Decimal("0.50")}
    assert books_are_right()


def test_the_maker_does_not_approve(amina: User, brian: User, olga: User) -> None:
    """SECURITY 20."""
    request = ask_to_reverse(paid(amina), olga)
    with nothing_moves(), pytest.raises(OwnApproval):
        approve_as(olga, request)
    with pytest.raises(OwnApproval):
        reject_reversal(request_id=request.id, checker_id=olga.id, reason="r", holds_role=True, now=clock.now())


@pytest.mark.parametrize("side", ["payer", "payee"])
def test_nobody_asks_for_or_decides_about_a_payment_of_their_own(olga: User, grace: User, side: str) -> None:
    """An operator buys something, and a colleague is talked into asking: the second person has to be somebody else."""
    clerk, other = join("amina", 100), join("brian")
    original = paid(clerk)
    own = clerk if side == "payer" else other
    with pytest.raises(NotAllowed):
        ask_to_reverse(original, own)
    request = ask_to_reverse(original, olga)
    with nothing_moves(), pytest.raises(NotAllowed):
        approve_as(own, request)
    with pytest.raises(NotAllowed):
        reject_reversal(request_id=request.id, checker_id=own.id, reason="r", holds_role=True, now=clock.now())
    assert approve_as(grace, request).state == "DONE"


def test_whoever_lost_the_role_does_not_approve(amina: User, brian: User, olga: User, grace: User) -> None:
    """SECURITY 20."""
    request = ask_to_reverse(paid(amina), olga)
    with nothing_moves(), pytest.raises(NotAllowed):
        approve_as(grace, request, holds_role=False)
    assert approve_as(grace, request).state == "DONE"


@pytest.mark.parametrize("change", [{"policy": "RECEIVABLE"}, {"reason": "another"}])
def test_what_was_edited_is_not_approved(
    amina: User, brian: User, olga: User, grace: User, change: dict[str, str]
) -> None:
    """SECURITY 20: an edit voids the approval, and another one can be asked for."""
    original = paid(amina)
    request = ask_to_reverse(original, olga)
    ReversalRequest.objects.filter(pk=request.id).update(**change)
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve_as(grace, request)
    assert approval_of(request).state == "VOIDED"
    with pytest.raises(ReversalDecided):
        approve_as(grace, request)
    assert went_back(original) == (0, False)
    assert approve_as(grace, ask_to_reverse(original, olga)).state == "DONE"


def test_a_rejected_reversal_moves_nothing(amina: User, brian: User, olga: User, grace: User) -> None:
    original = paid(amina)
    request = ask_to_reverse(original, olga)
    with nothing_moves():
        reject_reversal(request_id=request.id, checker_id=grace.id, reason="no fraud", holds_role=True, now=clock.now())
    with pytest.raises(ReversalDecided):
        approve_as(grace, request)
    assert ask_to_reverse(original, olga).state == "REQUESTED"


def test_the_maker_takes_it_back(amina: User, brian: User, olga: User, grace: User) -> None:
    request = ask_to_reverse(paid(amina), olga)
    with pytest.raises(ReversalNotFound):
        withdraw_reversal(request_id=request.id, maker_id=grace.id, reason="r", now=clock.now())
    withdraw_reversal(request_id=request.id, maker_id=olga.id, reason="wrong one", now=clock.now())
    with nothing_moves(), pytest.raises(ReversalDecided):
        approve_as(grace, request)
    assert approval_of(request).state == "VOIDED"


def test_dying_before_an_edited_request_is_closed_keeps_nobody_from_asking_anew(
    amina: User, brian: User, olga: User, grace: User
) -> None:
    original = paid(amina)
    request = ask_to_reverse(original, olga)
    with transaction.atomic():
        void(approval_id=approval_of(request).id, reason="edited", now=clock.now())
    with nothing_moves(), pytest.raises(ApprovalDecided):
        approve_as(grace, request)
    withdraw_reversal(request_id=request.id, maker_id=olga.id, reason="again", now=clock.now())
    assert approve_as(grace, ask_to_reverse(original, olga)).state == "DONE"


def test_what_the_payee_has_spent_is_refused_when_the_policy_says_so(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", "0.01")
    with nothing_moves():
        request = reverse(original, Policy.REFUSE)
    assert (request.state, request.refusal_code, request.reversal_id) == ("REFUSED", "payee_has_spent_it", None)
    assert not Transaction.objects.filter(kind="REVERSAL").exists()
    assert went_back(original) == (0, False)
    assert OutboxEvent.objects.filter(
        topic="transactions.reversal_refused", payload={"request_id": str(request.id)}
    ).exists()
    assert reverse(original, Policy.RECEIVABLE).state == "DONE", "it can be asked for again"


def test_or_the_payee_owes_what_is_missing(amina: User, brian: User) -> None:
    join("chidi")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    original = paid(amina)
    send(brian, "chidi", "6.50")
    assert available(brian) == 3
    request = reverse(original, Policy.RECEIVABLE)
    assert request.state == "DONE"
    assert (available(amina), available(brian)) == (100, 0), "never below nothing"
    owed = Receivable.objects.get()
    assert (owed.person_id, owed.amount, owed.outstanding) == (brian.id, 7, 7)
    assert (owed.transaction_id, owed.settled_at) == (original.id, None)
    assert balance_of("receivables") == -7, "an asset: a debit"
    assert books_are_right()
    deliver_events()
    told = Notification.objects.get(person_id=brian.id, topic="money_owed")
    assert told.title == "You owe GoPay 7.00 USD"


def test_who_still_has_it_owes_nothing(amina: User, brian: User) -> None:
    assert reverse(paid(amina), Policy.RECEIVABLE).state == "DONE"
    assert not Receivable.objects.exists()


def test_both_sides_are_told(amina: User, brian: User) -> None:
    original = paid(amina)
    deliver_events()
    reverse(original)
    deliver_events()
    told = dict(Notification.objects.filter(topic__startswith="payment_").values_list("topic", "title"))
    assert told["payment_reversed"] == "Your payment to Brian Mwangi was reversed"
    assert told["payment_taken_back"] == "A payment of 10.00 USD from Amina Otieno was reversed"


def test_a_reversed_payment_is_neither_refunded_nor_reversed_again(amina: User, olga: User) -> None:
    brian = join("brian", 50)
    original = paid(amina)
    reverse(original)
    with nothing_moves():
        assert give_back(brian, original).transaction.failure_code == "already_reversed"
        assert give_back(brian, original, "1.00").transaction.failure_code == "already_reversed"
        with pytest.raises(NotReversible):
            ask_to_reverse(original, olga)


def test_what_went_back_in_part_is_not_reversed(amina: User, brian: User, olga: User, grace: User) -> None:
    original = paid(amina)
    request = ask_to_reverse(original, olga)
    give_back(brian, original, "0.01")
    with nothing_moves():
        request = approve_as(grace, request)
    assert (request.state, request.refusal_code) == ("REFUSED", "partly_paid_back")
    with pytest.raises(NotReversible):
        ask_to_reverse(original, olga)


def test_what_never_arrived_is_not_reversed(amina: User, brian: User, olga: User) -> None:
    declined = send(amina, "brian", 1000).transaction
    with pytest.raises(NotReversible):
        ask_to_reverse(declined, olga)
    with pytest.raises(TransactionNotFound):
        request_reversal(transaction_id=uuid7(), policy="REFUSE", reason="r", maker_id=olga.id, now=clock.now())


def test_the_way_back_has_no_way_back(amina: User, brian: User, olga: User) -> None:
    back = give_back(brian, paid(amina)).transaction
    reversal = reversal_of(reverse(paid(amina)))
    for row in (back, reversal):
        with pytest.raises(NotReversible):
            ask_to_reverse(row, olga)


def test_a_promotion_can_be_taken_back(amina: User) -> None:
    promotion = credit_promotion(
        person_id=amina.id, amount=Money(Decimal(5), "USD"), key="p", at=clock.now()
    ).transaction
    assert reverse(promotion).state == "DONE"
    assert (available(amina), balance_of("promotions")) == (100, 0)
    assert books_are_right()


@pytest.mark.parametrize(
    ("policy", "reason"), [("SOMETIMES", "r"), ("REFUSE", ""), ("REFUSE", "  "), ("REFUSE", "x" * 501)]
)
def test_bad_input_asks_for_nothing(amina: User, brian: User, olga: User, policy: str, reason: str) -> None:
    original = paid(amina)
    with pytest.raises(InvalidInput):
        ask_to_reverse(original, olga, policy, reason)
    assert not Approval.objects.exists()


def test_a_payment_waits_for_one_reversal(amina: User, brian: User, olga: User, grace: User) -> None:
    original = paid(amina)
    ask_to_reverse(original, olga)
    with pytest.raises(ReversalRequested):
        ask_to_reverse(original, grace)


def test_a_frozen_wallet_is_not_emptied(amina: User, brian: User) -> None:
    original = paid(amina)
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    with nothing_moves():
        request = reverse(original, Policy.RECEIVABLE)
    assert (request.state, request.refusal_code) == ("REFUSED", "wallet_frozen")


def test_into_a_closed_wallet_nothing_goes_back(amina: User, brian: User) -> None:
    original = paid(amina, amount=100)
    close_wallet(wallet_id=wallet_of(amina).id, reason="r", now=clock.now())
    with nothing_moves():
        request = reverse(original)
    assert (request.state, request.refusal_code) == ("REFUSED", "account_closed")
    assert went_back(original) == (0, False)


def test_from_a_closed_wallet_nobody_owes_anything(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", 10)
    close_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    with nothing_moves():
        request = reverse(original, Policy.RECEIVABLE)
    assert (request.state, request.refusal_code) == ("REFUSED", "account_closed")
    assert not Receivable.objects.exists()


def test_of_sixteen_checkers_at_once_one_reverses(amina: User, olga: User) -> None:
    brian = join("brian", 500)
    request = ask_to_reverse(paid(amina), olga)
    checkers = make_operators(16)
    outcomes = run_together(16, lambda index: approve_as(checkers[index], request))
    done = [outcome for outcome in outcomes if isinstance(outcome, ReversalRequest)]
    assert [one.state for one in done] == ["DONE"]
    assert all(isinstance(outcome, ReversalRequest | ReversalDecided | ApprovalDecided) for outcome in outcomes)
    assert (available(amina), available(brian)) == (100, 500)
    assert Transaction.objects.filter(kind="REVERSAL").count() == 1
    assert books_are_right()


@pytest.mark.parametrize("policy", Policy.values)
def test_of_thirty_two_ways_back_at_once_one_wins(amina: User, olga: User, policy: str) -> None:
    """Approvals of the reversal and refunds of the whole, mixed: the money goes back once."""
    brian = join("brian", 500)
    original = paid(amina)
    request = ask_to_reverse(original, olga, policy)
    checkers = make_operators(16)

    def go_back(index: int) -> Any:
        if index % 2:
            return give_back(brian, original).transaction
        return approve_as(checkers[index // 2], request)

    outcomes = run_together(32, go_back)
    errors = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, ReversalDecided | ApprovalDecided) for one in errors), errors
    reversed_by = [one for one in outcomes if isinstance(one, ReversalRequest) and one.state == "DONE"]
    refunds = [one for one in outcomes if isinstance(one, Transaction) and one.state == "COMPLETED"]
    assert len(reversed_by) + len(refunds) == 1
    assert (available(amina), available(brian)) == (100, 500)
    assert went_back(original) == (10, bool(reversed_by))
    assert books_are_right()


def test_a_payee_who_spends_at_the_same_moment_owes_exactly_what_they_spent(amina: User, brian: User) -> None:
    """What is missing is read under the lock of the wallet: of money that is spent first, to the cent."""
    join("chidi")
    original = paid(amina)
    with other_transaction() as there:
        there(lambda: send(brian, "chidi", "7.25"))
        reversal = in_background(lambda: reverse(original, Policy.RECEIVABLE))
        wait_until_blocked()
    assert reversal.result(60).state == "DONE"
    assert (available(amina), available(brian)) == (100, 0)
    assert Receivable.objects.get().amount == Decimal("7.25")
    assert books_are_right()


def test_a_payee_who_spends_while_it_is_taken_back_finds_it_gone(amina: User, brian: User, olga: User) -> None:
    join("chidi")
    request = ask_to_reverse(paid(amina), olga)
    checker = make_operators(1)[0]
    with other_transaction() as there:
        there(lambda: approve_as(checker, request))
        spending = in_background(lambda: send(brian, "chidi", 10).transaction)
        wait_until_blocked()
    assert spending.result(60).failure_code == "insufficient_funds"
    assert available(amina) == 100
    assert books_are_right()


def test_spending_and_reversing_many_at_a_time_never_goes_below_nothing(amina: User, olga: User) -> None:
    brian, chidi = join("brian"), join("chidi")
    originals = [paid(amina, amount=5) for _ in range(8)]
    requests = [ask_to_reverse(original, olga, Policy.RECEIVABLE) for original in originals]
    checkers = make_operators(8)

    def act(index: int) -> Any:
        if index < 8:
            return approve_as(checkers[index], requests[index]).state
        return send(brian, "chidi", 4).transaction.state

    # So that something is owed whoever comes first.
    send(brian, "chidi", 4)
    outcomes = run_together(24, act)
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    assert outcomes[:8] == ["DONE"] * 8
    owed = sum((row.amount for row in Receivable.objects.all()), Decimal(0))
    assert (available(amina), available(brian)) == (100, 0)
    assert available(chidi) == owed == -balance_of("receivables") >= 4
    assert books_are_right()


@pytest.mark.parametrize("step", ["_undo._lend", "_undo._owe", "_undo.record_back", "_reverse._decide"])
def test_dying_half_way_leaves_it_waiting(
    amina: User, brian: User, olga: User, grace: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """All commits together: after a death at any step it waits as before, and is then done whole."""
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", 10)
    request = ask_to_reverse(original, olga, Policy.RECEIVABLE)

    def die(*_: object, **__: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr(f"apps.transactions.services.{step}", die)
        with nothing_moves(), pytest.raises(SystemExit):
            approve_as(grace, request)
    assert ReversalRequest.objects.get().state == "REQUESTED"
    assert Approval.objects.get().state == "REQUESTED"
    assert (went_back(original), Receivable.objects.count()) == ((0, False), 0)
    assert approve_as(grace, request).state == "DONE"
    assert (available(amina), Receivable.objects.get().amount) == (100, 10)
    assert books_are_right()


def test_a_decision_is_fixed_in_the_database(amina: User, brian: User) -> None:
    reverse(paid(amina))
    request = ReversalRequest.objects.all()
    counted_is_fixed = "UPDATE transactions_paidback SET total = 0"
    for refused in (
        lambda: request.update(state="REQUESTED", reversal_id=None),
        lambda: request.update(policy="RECEIVABLE"),
        request.delete,
        lambda: execute(counted_is_fixed),
        lambda: execute("DELETE FROM transactions_paidback"),
    ):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            refused()
        assert sqlstate(caught.value) == "GP010"


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_payment_that_was_held_and_paid_is_reversed_into_what_can_be_spent(amina: User, brian: User) -> None:
    """Its mirror puts the money back where it was held; nothing waits for it there, so it moves on."""
    original = held_and_released(amina, brian)
    reverse(original)
    assert (available(amina), available(brian)) == (100, 0)
    assert get_balance(wallet_of(amina).held_account).amount == 0
    assert books_are_right()


def held_and_released(payer: User, payee: User) -> Transaction:
    sides = [Side(user.id, user.full_name, find_wallet(user.id, "USD")) for user in (payer, payee)]
    intent = Intent(
        P2P, payer.id, None, sides[0], sides[1], Money(Decimal(10), "USD"), "", "held", b"d" * 32, hold="REVIEW"
    )
    held = pay(intent, at=clock.now()).transaction
    assert held.state == "HELD"
    with pytest.raises(NotReversible):
        ask_to_reverse(held, make_operators(1)[0])
    return release_held(transaction_id=held.id, at=clock.now())
