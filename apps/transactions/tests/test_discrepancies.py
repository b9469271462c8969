"""The operators' queue: one proposes, another one approves, and money moves once and by ordinary entries."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, client_of
from apps.approvals.errors import ApprovalVoided, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.gateways.base import Capability, Outcome, Result
from apps.gateways.errors import DiscrepancyResolved, NothingProposed, NotResolvable, ResolutionProposed
from apps.gateways.models import Discrepancy, DiscrepancyKind, Operation
from apps.gateways.services import apply_result, give_to_operators
from apps.gateways.tests.factories import open_gateways
from apps.ledger.selectors import get_balance, get_balances, get_entries
from apps.ledger.services import AccountClosed, deferred_account_id
from apps.notifications.models import Notification
from apps.transactions import services
from apps.transactions.errors import NotReversible
from apps.transactions.kinds import DEPOSIT, SETTLEMENT, WITHDRAWAL
from apps.transactions.models import Receivable, Spending, Transaction
from apps.transactions.services import _discrepancies, _undo, set_fee, set_tier_limit
from apps.transactions.tests.giving_back import ask_to_reverse, books_are_right, went_back
from apps.transactions.tests.payments import DIGEST, nothing_moves, send
from apps.wallets.services import close_wallet, freeze_wallet, open_wallet, unfreeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
# The ledger is verified in a snapshot of its own, and so is what others do at the same time.
committed = pytest.mark.django_db(transaction=True)
TWENTY = Money(Decimal("20.00"), "USD")


@pytest.fixture(autouse=True)
def _bank() -> None:
    open_gateways("jsonbank")


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def olga() -> User:
    return UserFactory.create(is_staff=True)


@pytest.fixture
def pavel() -> User:
    return UserFactory.create(is_staff=True)


def under_way(person: User, *, is_inward: bool) -> Operation:
    """A payment through the bank that has gone out to it."""
    outcome = services.pay_outside(
        kind=DEPOSIT if is_inward else WITHDRAWAL,
        person_id=person.id,
        session_id=None,
        amount=TWENTY,
        capability=Capability.COLLECT if is_inward else Capability.PAY_OUT,
        terms={"instrument": "acc_1"},
        party_name="Meridian Bank",
        key=str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )
    assert outcome.transaction.state == "PENDING"
    operation = Operation.objects.get(transaction_id=outcome.transaction.id)
    operation.state, operation.gateway_code, operation.submitted_at = "SUBMITTED", "jsonbank", clock.now()
    operation.save()
    return operation


def tell(operation: Operation, outcome: Outcome) -> None:
    result = Result(outcome, amount=TWENTY, failure_code="provider_declined" if outcome is Outcome.FAILED else "")
    apply_result(operation_id=operation.id, gateway_code="jsonbank", result=result, now=clock.now())


def late(person: User, *, is_inward: bool) -> Discrepancy:
    """It had failed here, and then the bank says that it was done."""
    operation = under_way(person, is_inward=is_inward)
    tell(operation, Outcome.FAILED)
    tell(operation, Outcome.SUCCEEDED)
    return Discrepancy.objects.get(operation_id=operation.id)


def silent(person: User, *, is_inward: bool) -> Discrepancy:
    """A day has gone by, and the bank has not said."""
    operation = under_way(person, is_inward=is_inward)
    give_to_operators(operation_id=operation.id, why="asked, without an answer", due_at=clock.now(), now=clock.now())
    return Discrepancy.objects.get(operation_id=operation.id)


def failed_late(person: User, *, is_inward: bool) -> Discrepancy:
    """It was done, and then the bank says that it was not: a chargeback, a transfer that came back."""
    operation = under_way(person, is_inward=is_inward)
    tell(operation, Outcome.SUCCEEDED)
    with nothing_moves():
        tell(operation, Outcome.FAILED)
    return Discrepancy.objects.get(operation_id=operation.id, kind="LATE_FAILURE")


def with_fees() -> None:
    """One dollar for a deposit, out of it; half a dollar and a tax of ten cents for a withdrawal, on top."""
    now = clock.now()
    set_fee(kind="DEPOSIT", currency="USD", flat=Decimal(1), bearer="PAYEE", active_from=now)
    set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal("0.50"), tax_percent=Decimal(20), active_from=now)


def other(kind: DiscrepancyKind, operation: Operation | None = None) -> Discrepancy:
    return Discrepancy.objects.create(
        kind=kind,
        gateway_code="jsonbank",
        operation_id=operation.id if operation else None,
        callback_id=uuid4(),
        created_at=clock.now(),
    )


def propose(row: Discrepancy, choice: str, maker: User, reason: str = "their letter of today") -> Discrepancy:
    return services.propose_resolution(
        discrepancy_id=row.id, choice=choice, reason=reason, maker_id=maker.id, now=clock.now()
    )


def approve(row: Discrepancy, checker: User, *, holds_role: bool = True) -> Discrepancy:
    return services.approve_resolution(
        discrepancy_id=row.id, checker_id=checker.id, holds_role=holds_role, now=clock.now()
    )


def resolve(row: Discrepancy, choice: str, maker: User, checker: User) -> Discrepancy:
    propose(row, choice, maker)
    return approve(row, checker)


def test_nobody_proposes_or_decides_about_money_of_their_own(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    with pytest.raises(NotAllowed):
        propose(row, "PAY_CUSTOMER", amina)
    propose(row, "PAY_CUSTOMER", olga)
    with nothing_moves(), pytest.raises(NotAllowed):
        approve(row, amina)
    with pytest.raises(NotAllowed):
        services.reject_resolution(
            discrepancy_id=row.id, checker_id=amina.id, reason="r", holds_role=True, now=clock.now()
        )
    assert approve(row, pavel).state == "RESOLVED"


def balance(code: str) -> Decimal:
    return get_balance(deferred_account_id(code, "USD")).amount


def is_suspense_untouched() -> bool:
    """Nothing was ever booked there: it is opened with the first entry."""
    return not get_balances([deferred_account_id("suspense", "USD")])


def payment_of(row: Discrepancy) -> Transaction:
    assert row.transaction_id is not None
    return Transaction.objects.get(pk=row.transaction_id)


def state_of(row: Discrepancy) -> str:
    row.refresh_from_db()
    return row.state


# --- Money on suspense ------------------------------------------------------------------------------------------------


@committed
def test_money_that_came_late_is_paid_to_the_customer(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    assert (row.kind, row.in_suspense) == ("LATE_SUCCESS", 20)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (20, -20, 100)
    with nothing_moves():
        propose(row, "PAY_CUSTOMER", olga)
    approve(row, pavel)
    row.refresh_from_db()
    assert (row.state, row.resolution, row.reason) == ("RESOLVED", "PAY_CUSTOMER", "their letter of today")
    assert (row.resolved_by_id, row.approved_by_id) == (olga.id, pavel.id)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (0, -20, 120)
    paid = Transaction.objects.get(kind="ADJUSTMENT")
    assert (paid.parent_id, paid.state, paid.payee_id) == (row.transaction_id, "COMPLETED", amina.id)
    assert payment_of(row).state == "FAILED"
    assert books_are_right()


@committed
@pytest.mark.parametrize("is_inward", [True, False])
def test_what_the_provider_has_again_goes_back_to_clearing(
    amina: User, olga: User, pavel: User, is_inward: bool
) -> None:
    row = late(amina, is_inward=is_inward)
    assert balance("suspense") == (20 if is_inward else -20)
    resolve(row, "SENT_BACK", olga, pavel)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (0, 0, 100)
    assert books_are_right()


@committed
@pytest.mark.parametrize("is_inward", [True, False])
def test_what_nobody_can_have_is_written_off(amina: User, olga: User, pavel: User, is_inward: bool) -> None:
    row = late(amina, is_inward=is_inward)
    resolve(row, "WRITE_OFF", olga, pavel)
    assert (balance("suspense"), balance("losses")) == (0, 20 if is_inward else -20)
    assert balance("psp:jsonbank:clearing") == (-20 if is_inward else 20)
    assert available(amina) == 100
    assert books_are_right()


@committed
def test_money_for_a_closed_wallet_waits_until_there_is_one(amina: User, olga: User, pavel: User) -> None:
    """NOT_CREDITED: it came in time, and its payee could not be credited."""
    operation = under_way(amina, is_inward=True)
    with mock.patch.object(services._outside, "_credit", side_effect=AccountClosed):
        tell(operation, Outcome.SUCCEEDED)
    row = Discrepancy.objects.get()
    assert (row.kind, row.in_suspense, balance("suspense")) == ("NOT_CREDITED", 20, 20)
    propose(row, "PAY_CUSTOMER", olga)
    with mock.patch.object(_discrepancies, "adjust") as declined, nothing_moves():
        declined.return_value.transaction.state = "DECLINED"
        with pytest.raises(NotResolvable):
            approve(row, pavel)
    assert (state_of(row), row.proposal) == ("OPEN", "PAY_CUSTOMER")
    approve(row, pavel)
    assert (balance("suspense"), available(amina)) == (0, 120)
    assert books_are_right()


def test_a_customer_without_a_wallet_in_the_currency_is_not_paid_and_nothing_is_left_of_it(
    amina: User, olga: User, pavel: User
) -> None:
    row = late(amina, is_inward=True)
    propose(row, "PAY_CUSTOMER", olga)
    without = mock.patch("apps.transactions.services._adjust.find_wallet", return_value=None)
    with without, nothing_moves(), pytest.raises(NotResolvable):
        approve(row, pavel)
    assert not Transaction.objects.filter(kind="ADJUSTMENT").exists()
    assert Approval.objects.get().state == "REQUESTED"
    open_wallet(holder_id=amina.id, currency="EUR", now=clock.now())
    approve(row, pavel)
    assert available(amina) == 120


# --- What nobody has told ---------------------------------------------------------------------------------------------


@committed
@pytest.mark.parametrize("is_inward", [True, False])
@pytest.mark.parametrize(("choice", "state"), [("DONE", "COMPLETED"), ("NOT_DONE", "FAILED")])
def test_silence_is_ended_by_the_providers_written_word(
    amina: User, olga: User, pavel: User, choice: str, state: str, is_inward: bool
) -> None:
    row = silent(amina, is_inward=is_inward)
    assert available(amina) == (100 if is_inward else 80)
    resolve(row, choice, olga, pavel)
    assert payment_of(row).state == state
    expected = {("DONE", True): 120, ("DONE", False): 80}.get((choice, is_inward), 100)
    assert available(amina) == expected
    assert state_of(row) == "RESOLVED"
    assert books_are_right()


def test_when_the_provider_speaks_meanwhile_the_approval_is_void(amina: User, olga: User, pavel: User) -> None:
    row = silent(amina, is_inward=True)
    propose(row, "NOT_DONE", olga)
    tell(Operation.objects.get(), Outcome.SUCCEEDED)
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, pavel)
    assert (state_of(row), row.proposal, row.approval_id) == ("OPEN", "", None)
    assert Approval.objects.get().state == "VOIDED"
    with pytest.raises(InvalidInput):
        propose(row, "NOT_DONE", olga)
    with nothing_moves():
        resolve(row, "NOTED", olga, pavel)
    assert (state_of(row), available(amina)) == ("RESOLVED", 120)
    assert not Discrepancy.objects.filter(kind="LATE_FAILURE").exists()


# --- What failed after it had succeeded -------------------------------------------------------------------------------


@committed
def test_a_deposit_the_bank_took_back_is_taken_back_from_the_customer(amina: User, olga: User, pavel: User) -> None:
    with_fees()
    row = failed_late(amina, is_inward=True)
    assert list(services.choices_for(row)) == ["TAKE_BACK", "NOTED"]
    assert (available(amina), balance("psp:jsonbank:clearing"), balance("fees:deposit")) == (119, -20, 1)
    with nothing_moves():
        propose(row, "TAKE_BACK", olga)
    approve(row, pavel)
    row.refresh_from_db()
    assert (row.state, row.resolution, row.approved_by_id) == ("RESOLVED", "TAKE_BACK", pavel.id)
    assert (available(amina), balance("psp:jsonbank:clearing"), balance("fees:deposit")) == (100, 0, 0)
    assert is_suspense_untouched()
    deposit = payment_of(row)
    assert deposit.state == "COMPLETED", "a state never goes back"
    back = Transaction.objects.get(parent_id=deposit.id)
    assert (back.kind, back.state, back.amount, back.fee) == ("REVERSAL", "COMPLETED", 19, 0)
    assert (back.payer_id, back.payee_id, back.payee_name) == (amina.id, None, "Meridian Bank")
    assert went_back(deposit) == (20, True)
    assert not Receivable.objects.exists()
    assert books_are_right()


@committed
def test_what_they_have_spent_of_it_they_owe(amina: User, olga: User, pavel: User) -> None:
    row = failed_late(amina, is_inward=True)
    join("brian")
    assert send(amina, "brian", 113).transaction.state == "COMPLETED"
    resolve(row, "TAKE_BACK", olga, pavel)
    owed = Receivable.objects.get()
    assert (owed.person_id, owed.amount, owed.outstanding) == (amina.id, 13, 13)
    assert owed.transaction_id == row.transaction_id
    assert (available(amina), balance("receivables"), balance("psp:jsonbank:clearing")) == (0, -13, 0)
    assert Transaction.objects.get(kind="REVERSAL").amount == 20
    assert books_are_right()
    deliver_events()
    told = dict(Notification.objects.filter(person_id=amina.id).values_list("topic", "title"))
    assert told["payment_taken_back"] == "A payment of 20.00 USD from Meridian Bank was reversed"
    assert told["money_owed"] == "You owe GoPay 13.00 USD"


@committed
def test_a_withdrawal_that_came_back_is_the_customers_again_with_its_fee(amina: User, olga: User, pavel: User) -> None:
    """As if the bank had said so in time: the fee would have come back then, and the limits not have counted it."""
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(50))
    with_fees()
    row = failed_late(amina, is_inward=False)
    assert list(services.choices_for(row)) == ["PAY_BACK", "NOTED"]
    assert (available(amina), balance("psp:jsonbank:clearing")) == (Decimal("79.40"), 20)
    assert Spending.objects.get(person_id=amina.id, kind="").day_total == 20
    resolve(row, "PAY_BACK", olga, pavel)
    assert (available(amina), balance("psp:jsonbank:clearing")) == (100, 0)
    assert (balance("fees:withdrawal"), balance("taxes")) == (0, 0)
    assert is_suspense_untouched()
    assert get_balance(wallet_of(amina).held_account).amount == 0
    assert Spending.objects.get(person_id=amina.id, kind="").day_total == 0
    withdrawal = payment_of(row)
    assert (withdrawal.state, went_back(withdrawal)) == ("COMPLETED", (20, True))
    back, fee = Transaction.objects.filter(parent_id=withdrawal.id).order_by("-amount")
    assert (back.kind, back.amount, back.payee_id, back.payer_name) == ("REVERSAL", 20, amina.id, "Meridian Bank")
    assert (fee.kind, fee.amount, fee.payee_id) == ("FEE_RETURN", Decimal("0.60"), amina.id)
    assert books_are_right()
    # The journal says which payment moved what: an entry of the same id each.
    entries = get_entries([back.id, fee.id])
    account = wallet_of(amina).available_account
    for one in (back, fee):
        assert [leg.amount.amount for leg in entries[one.id].legs if leg.account_id == account] == [one.amount]
    deliver_events()
    told = dict(Notification.objects.filter(person_id=amina.id).values_list("topic", "title"))
    assert told["payment_reversed"] == "Your payment to Meridian Bank was reversed"
    assert told["fee_returned"] == "A fee of 0.60 USD came back"


@pytest.mark.parametrize("is_inward", [True, False])
def test_it_is_undone_once(amina: User, olga: User, pavel: User, is_inward: bool) -> None:
    """Also by whoever gets around the queue: what went back is counted, and the mirror's id is derived."""
    row = failed_late(amina, is_inward=is_inward)
    payment = payment_of(row)
    resolve(row, "TAKE_BACK" if is_inward else "PAY_BACK", olga, pavel)
    again = Discrepancy.objects.create(
        kind="LATE_FAILURE",
        gateway_code="jsonbank",
        operation_id=row.operation_id,
        transaction_id=payment.id,
        created_at=clock.now(),
    )
    assert list(services.choices_for(again)) == ["NOTED"]
    with nothing_moves():
        tell(Operation.objects.get(), Outcome.FAILED)
        with transaction.atomic(), pytest.raises(_undo.NotUndone) as refused:
            _undo.undo(payment, may_owe=True, key="again", digest=DIGEST, now=clock.now())
        assert refused.value.refusal == "already_reversed"
        with pytest.raises(NotReversible):
            ask_to_reverse(payment, olga)


def test_what_was_undone_after_it_was_proposed_is_not_undone_again(amina: User, olga: User, pavel: User) -> None:
    row = failed_late(amina, is_inward=True)
    propose(row, "TAKE_BACK", olga)
    with transaction.atomic():
        _undo.undo(payment_of(row), may_owe=True, key="elsewhere", digest=DIGEST, now=clock.now())
    with nothing_moves(), pytest.raises(NotResolvable):
        approve(row, pavel)
    assert state_of(row) == "OPEN"


def test_a_frozen_wallet_is_not_emptied(amina: User, olga: User, pavel: User) -> None:
    row = failed_late(amina, is_inward=True)
    propose(row, "TAKE_BACK", olga)
    wallet = wallet_of(amina)
    freeze_wallet(wallet_id=wallet.id, reason="r", now=clock.now())
    with nothing_moves(), pytest.raises(NotResolvable, match="frozen"):
        approve(row, pavel)
    assert (state_of(row), row.proposal, went_back(payment_of(row))) == ("OPEN", "TAKE_BACK", (0, False))
    unfreeze_wallet(wallet_id=wallet.id, reason="r", now=clock.now())
    approve(row, pavel)
    assert available(amina) == 100


@pytest.mark.parametrize("is_inward", [True, False])
def test_a_closed_wallet_is_left_alone(amina: User, olga: User, pavel: User, is_inward: bool) -> None:
    """The debt of somebody who has gone cannot be booked in their wallet: noted, it is written off as a break."""
    join("brian")
    row = failed_late(amina, is_inward=is_inward)
    send(amina, "brian", str(available(amina)))
    close_wallet(wallet_id=wallet_of(amina).id, reason="r", now=clock.now())
    choice = "TAKE_BACK" if is_inward else "PAY_BACK"
    propose(row, choice, olga)
    with nothing_moves(), pytest.raises(NotResolvable, match="closed"):
        approve(row, pavel)
    assert (state_of(row), row.proposal, went_back(payment_of(row))) == ("OPEN", choice, (0, False))
    assert not Receivable.objects.exists()
    assert not Transaction.objects.filter(kind="REVERSAL").exists()


def test_only_a_customers_completed_payment_that_failed_late_is_undone(amina: User, olga: User) -> None:
    """Neither what came late, nor what never was completed, nor what the platform has paid out itself."""
    came_late, went_late = late(amina, is_inward=True), late(amina, is_inward=False)
    unpaid = other(DiscrepancyKind.LATE_FAILURE, under_way(amina, is_inward=True))
    done = failed_late(amina, is_inward=True)
    wrong = other(DiscrepancyKind.MISMATCH)
    offered = {
        came_late.pk: ["PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF"],
        went_late.pk: ["SENT_BACK", "WRITE_OFF"],
        unpaid.pk: ["NOTED"],
        done.pk: ["TAKE_BACK", "NOTED"],
        wrong.pk: ["NOTED"],
    }
    for row in (came_late, went_late, unpaid, done, wrong):
        assert list(services.choices_for(row)) == offered[row.pk]
        for choice in {"TAKE_BACK", "PAY_BACK"} - set(offered[row.pk]):
            with pytest.raises(InvalidInput):
                propose(row, choice, olga)


def test_what_the_platform_has_paid_out_itself_is_nobodys_wallets() -> None:
    outcome = services.settle_outside(
        kind=SETTLEMENT,
        source_code="biller:water:payable",
        amount=TWENTY,
        terms={"instrument": "acc_9"},
        party_name="City Water",
        key=str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )
    operation = Operation.objects.get(transaction_id=outcome.transaction.id)
    operation.state, operation.gateway_code, operation.submitted_at = "SUBMITTED", "jsonbank", clock.now()
    operation.save()
    tell(operation, Outcome.SUCCEEDED)
    tell(operation, Outcome.FAILED)
    assert list(services.choices_for(Discrepancy.objects.get())) == ["NOTED"]


@committed
@pytest.mark.parametrize("is_inward", [True, False])
def test_many_who_approve_at_once_undo_it_once_while_the_customer_spends(
    amina: User, olga: User, is_inward: bool
) -> None:
    join("brian")
    row = failed_late(amina, is_inward=is_inward)
    propose(row, "TAKE_BACK" if is_inward else "PAY_BACK", olga)
    checkers = [UserFactory.create(is_staff=True) for _ in range(6)]

    def act(number: int) -> object:
        return approve(row, checkers[number]) if number < 6 else send(amina, "brian", 30).transaction.state

    outcomes = run_together(12, act)
    assert sum(isinstance(one, Discrepancy) for one in outcomes) == 1, outcomes
    assert all(isinstance(one, Discrepancy | DiscrepancyResolved | str) for one in outcomes), outcomes
    owed = sum((one.amount for one in Receivable.objects.all()), Decimal(0))
    sent = 30 * outcomes.count("COMPLETED")
    assert available(amina) == 100 - sent + owed >= 0
    assert (balance("psp:jsonbank:clearing"), Transaction.objects.filter(kind="REVERSAL").count()) == (0, 1)
    assert books_are_right()


@committed
@pytest.mark.parametrize("step", ["_undo._lend", "_undo._owe", "_undo.record_back", "_discrepancies.uncount"])
def test_dying_half_way_undoes_nothing(amina: User, olga: User, pavel: User, step: str) -> None:
    row = failed_late(amina, is_inward=True)
    join("brian")
    send(amina, "brian", 110)
    propose(row, "TAKE_BACK", olga)
    dying = mock.patch(f"apps.transactions.services.{step}", side_effect=SystemExit)
    with nothing_moves(), dying, pytest.raises(SystemExit):
        approve(row, pavel)
    assert (state_of(row), Approval.objects.get().state, Receivable.objects.count()) == ("OPEN", "REQUESTED", 0)
    assert went_back(payment_of(row)) == (0, False)
    approve(row, pavel)
    assert (available(amina), Receivable.objects.get().amount) == (0, 10)
    assert books_are_right()


def test_the_customer_sees_it_in_their_history(amina: User, olga: User, pavel: User) -> None:
    with_fees()
    resolve(failed_late(amina, is_inward=True), "TAKE_BACK", olga, pavel)
    resolve(failed_late(amina, is_inward=False), "PAY_BACK", olga, pavel)
    shown = client_of(amina).get("/api/v1/transactions").json()["results"]
    assert [(one["kind"], one["direction"], one["total"]) for one in shown] == [
        ("FEE_RETURN", "in", "0.60"),
        ("REVERSAL", "in", "20.00"),
        ("WITHDRAWAL", "out", "20.60"),
        ("REVERSAL", "out", "19.00"),
        ("DEPOSIT", "in", "19.00"),
    ]
    assert available(amina) == 100


# --- What moves nothing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["MISMATCH", "UNKNOWN_OPERATION", "UNREADABLE", "LATE_FAILURE"])
def test_the_rest_is_noted(olga: User, pavel: User, kind: str) -> None:
    row = other(DiscrepancyKind(kind))
    assert list(services.choices_for(row)) == ["NOTED"]
    with nothing_moves():
        resolve(row, "NOTED", olga, pavel)
    assert state_of(row) == "RESOLVED"


@pytest.mark.parametrize("choice", ["", "nonsense", "DONE", "PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF"])
def test_nothing_can_be_proposed_that_does_not_fit(olga: User, choice: str) -> None:
    row = other(DiscrepancyKind.MISMATCH)
    with pytest.raises(InvalidInput) as refused:
        propose(row, choice, olga)
    assert [one["field"] for one in refused.value.errors] == ["choice"]


def test_money_that_left_late_is_never_paid_to_the_customer(amina: User, olga: User) -> None:
    row = late(amina, is_inward=False)
    assert list(services.choices_for(row)) == ["SENT_BACK", "WRITE_OFF"]
    for choice in ("PAY_CUSTOMER", "NOTED", "DONE"):
        with pytest.raises(InvalidInput):
            propose(row, choice, olga)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_asked_for(olga: User, reason: str) -> None:
    with pytest.raises(InvalidInput):
        propose(other(DiscrepancyKind.MISMATCH), "NOTED", olga, reason)


# --- Two people, once -------------------------------------------------------------------------------------------------


def test_maker_is_never_checker_and_the_checker_must_hold_the_role(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    propose(row, "PAY_CUSTOMER", olga)
    with nothing_moves():
        with pytest.raises(OwnApproval):
            approve(row, olga)
        with pytest.raises(NotAllowed):
            approve(row, pavel, holds_role=False)
        with pytest.raises(ResolutionProposed):
            propose(row, "WRITE_OFF", pavel)
        with pytest.raises(DatabaseError), transaction.atomic():
            Discrepancy.objects.filter(pk=row.pk).update(approved_by_id=olga.id)
    assert state_of(row) == "OPEN"


def test_an_edited_proposal_is_not_approved(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    propose(row, "WRITE_OFF", olga)
    Discrepancy.objects.filter(pk=row.pk).update(proposal="PAY_CUSTOMER")
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, pavel)
    assert (state_of(row), row.proposal) == ("OPEN", "")


def test_rejected_or_taken_back_another_one_can_be_made(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    now = clock.now()
    with nothing_moves():
        propose(row, "WRITE_OFF", olga)
        with pytest.raises(NothingProposed):
            services.withdraw_resolution(discrepancy_id=row.id, maker_id=pavel.id, reason="no", now=now)
        services.withdraw_resolution(discrepancy_id=row.id, maker_id=olga.id, reason="wrong one", now=now)
        propose(row, "WRITE_OFF", olga)
        services.reject_resolution(
            discrepancy_id=row.id, checker_id=pavel.id, reason="ask them first", holds_role=True, now=now
        )
        with pytest.raises(NothingProposed):
            approve(row, pavel)
    resolve(row, "PAY_CUSTOMER", pavel, olga)
    with pytest.raises(DiscrepancyResolved):
        propose(row, "PAY_CUSTOMER", olga)
    assert available(amina) == 120


@committed
@pytest.mark.parametrize("choice", ["PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF"])
def test_many_who_approve_at_once_move_it_once(amina: User, olga: User, choice: str) -> None:
    row = late(amina, is_inward=True)
    propose(row, choice, olga)
    checkers = [UserFactory.create(is_staff=True) for _ in range(8)]
    outcomes = run_together(8, lambda number: approve(row, checkers[number]))
    done = [one for one in outcomes if isinstance(one, Discrepancy)]
    assert len(done) == 1
    assert all(isinstance(one, Discrepancy | DiscrepancyResolved) for one in outcomes), outcomes
    assert balance("suspense") == 0
    assert available(amina) == (120 if choice == "PAY_CUSTOMER" else 100)
    assert books_are_right()


@committed
@pytest.mark.parametrize("choice", ["PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF", "DONE"])
def test_dying_before_the_commit_leaves_everything_as_it_was(amina: User, olga: User, pavel: User, choice: str) -> None:
    row = silent(amina, is_inward=True) if choice == "DONE" else late(amina, is_inward=True)
    propose(row, choice, olga)
    real: Callable[..., None] = _discrepancies._carry_out

    def die(*args: Any) -> None:
        real(*args)
        raise SystemExit

    with nothing_moves(), mock.patch.object(_discrepancies, "_carry_out", die), pytest.raises(SystemExit):
        approve(row, pavel)
    assert (state_of(row), Approval.objects.get().state) == ("OPEN", "REQUESTED")
    approve(row, pavel)
    assert available(amina) == (120 if choice in {"PAY_CUSTOMER", "DONE"} else 100)
    assert books_are_right()


def test_told_again_after_it_was_resolved_nothing_new_moves(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    resolve(row, "PAY_CUSTOMER", olga, pavel)
    with nothing_moves():
        tell(Operation.objects.get(), Outcome.SUCCEEDED)
    assert Discrepancy.objects.count() == 1


# --- The page ---------------------------------------------------------------------------------------------------------


def staff(*codenames: str) -> tuple[User, Client]:
    """Somebody who may see everything, and do what these permissions allow."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return person, client


def act(client: Client, row: Discrepancy, action: str, **fields: Any) -> Any:
    return client.post(f"/admin/gateways/discrepancy/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def page_of(client: Client, identity: UUID) -> str:
    answer = client.get(reverse("admin:gateways_discrepancy_change", args=[identity]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_operators_see_what_waits_and_decide_in_two(amina: User) -> None:
    row = late(amina, is_inward=True)
    maker, asking = staff("add_discrepancy", "change_discrepancy")
    _, deciding = staff("change_discrepancy")
    text = asking.get("/admin/gateways/discrepancy/").content.decode()
    assert str(row.pk) in text
    assert ">1<" in "".join(text.split()), "the sidebar says how many wait"
    assert f"/{row.pk}/propose/" in page_of(asking, row.pk)
    act(asking, row, "propose", choice="PAY_CUSTOMER", reason="their letter")
    assert state_of(row) == "OPEN"
    with nothing_moves():
        act(asking, row, "approve")
    assert "/approve/" not in page_of(asking, row.pk)
    assert "/withdraw/" in page_of(asking, row.pk)
    assert "/approve/" in page_of(deciding, row.pk)
    act(deciding, row, "approve")
    assert (state_of(row), available(amina)) == ("RESOLVED", 120)
    text = page_of(deciding, row.pk)
    assert "Pay it to the customer" in text and str(maker.pk) in text
    assert "/approve/" not in text and "/propose/" not in text
    assert str(row.pk) not in deciding.get("/admin/gateways/discrepancy/").content.decode()
    for query in ("state=resolved", "state=RESOLVED", "state=all", f"q={row.operation_id}", "kind=LATE_SUCCESS"):
        assert deciding.get(f"/admin/gateways/discrepancy/?{query}").status_code == 200


def test_the_page_says_what_will_happen_before_anybody_agrees(amina: User) -> None:
    with_fees()
    taken, given = failed_late(amina, is_inward=True), failed_late(amina, is_inward=False)
    _, asking = staff("add_discrepancy")
    _, deciding = staff("change_discrepancy")
    for row, choice, words in (
        (taken, "TAKE_BACK", "19.00 USD are taken from the wallet of Amina Otieno, who is told."),
        (given, "PAY_BACK", "20.60 USD are paid back into the wallet of Amina Otieno, who is told."),
    ):
        asked = asking.get(f"/admin/gateways/discrepancy/{row.pk}/propose/").content.decode()
        assert words in asked and "No money moves." in asked
        act(asking, row, "propose", choice=choice, reason="their letter")
        assert words in deciding.get(f"/admin/gateways/discrepancy/{row.pk}/approve/").content.decode()
        act(deciding, row, "approve")
        assert state_of(row) == "RESOLVED"
    assert available(amina) == 100


def test_a_name_is_only_text_there(amina: User) -> None:
    amina.full_name = "<script>alert(1)</script>"
    amina.save()
    row = failed_late(amina, is_inward=True)
    _, asking = staff("add_discrepancy")
    _, deciding = staff("change_discrepancy")
    text = asking.get(f"/admin/gateways/discrepancy/{row.pk}/propose/").content.decode()
    act(asking, row, "propose", choice="TAKE_BACK", reason="their letter")
    for shown in (text, deciding.get(f"/admin/gateways/discrepancy/{row.pk}/approve/").content.decode()):
        assert "the wallet of &lt;script&gt;" in shown
        assert "<script>alert" not in shown


def test_auditors_decide_nothing(amina: User, olga: User) -> None:
    """SECURITY 16."""
    row = late(amina, is_inward=True)
    _, auditor = staff()
    fields = {"choice": "PAY_CUSTOMER", "reason": "r"}
    with nothing_moves():
        assert act(auditor, row, "propose", **fields).status_code == 403
        propose(row, "PAY_CUSTOMER", olga)
        for action in ("approve", "reject", "withdraw"):
            assert act(auditor, row, action, **fields).status_code == 403, action
    for page in ("add/", f"{row.pk}/delete/"):
        assert auditor.post(f"/admin/gateways/discrepancy/{page}").status_code == 403
    assert (state_of(row), row.proposal) == ("OPEN", "PAY_CUSTOMER")


def test_why_it_could_not_be_done_is_said(amina: User) -> None:
    row = late(amina, is_inward=True)
    _, asking = staff("add_discrepancy")
    _, deciding = staff("change_discrepancy")
    with nothing_moves():
        answer = act(asking, row, "propose", choice="DONE", reason="r")
        assert answer.status_code == 200
        assert state_of(row) == "OPEN" and row.proposal == ""
        act(asking, row, "propose", choice="PAY_CUSTOMER", reason="r")
        act(deciding, row, "reject", reason="look again")
    assert (state_of(row), row.proposal) == ("OPEN", "")
