"""Operators undo a payment whole: one asks (maker), another one decides (checker), and the ledger mirrors the entry.

What is locked and what happens when the process dies:

- Asking writes the request and its approval in one transaction, under the lock of the payment's row.
- Deciding is one transaction. It locks the request and its approval, so of many who decide at once one does; then the
  payment's row, so that no refund and no dispute of it comes between; then the accounts of both wallets in the order of
  their ids. What the payee still has is read under that lock: nobody spends it meanwhile.
- If they have too little, the request's policy decides. REFUSE: nothing moves, the request is REFUSED and says why.
  RECEIVABLE: the platform pays what is missing into the payee's wallet and the payee owes it from then on, a row and a
  claim in the books (`receivables`); in the same transaction the mirror takes the whole amount. The wallet's floor
  holds all the time: it never goes negative.
- Approval, count, entries, the reversal's own payment, what is owed and the event commit together. Dying before that
  leaves a request that waits as before; dying after it leaves it done. The mirror's id follows from the payment's
  entry, so even without the locks it could exist once.

What somebody owes is collected by operators, as far as there is money (`collect_receivable`): one transaction locks
the row of what is owed, then the wallet's account, and pays by the pipeline (`_pay`).
"""

import hashlib
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.selectors import find_person
from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed
from apps.core import events
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.procedures import Change
from apps.ledger import services as ledger
from apps.transactions.errors import (
    NothingToCollect,
    NotReversible,
    ReceivableNotFound,
    ReversalDecided,
    ReversalNotFound,
    ReversalRequested,
)
from apps.transactions.followers import follower_of
from apps.transactions.kinds import COLLECTION
from apps.transactions.models import PaidBack, Receivable, ReversalRequest, State, Transaction
from apps.transactions.pricing import free_of_charge
from apps.transactions.selectors import OF_BUSINESSES, may_be_reversed
from apps.transactions.services._paid_back import lock_original
from apps.transactions.services._pay import PLATFORM, PLATFORM_ID, Intent, Outcome, Side, pay
from apps.transactions.services._pricing import open_platform_accounts
from apps.transactions.services._undo import NotUndone, undo
from apps.wallets.selectors import WalletRef, find_wallet

ACTION = "transactions.reverse"


def request_reversal(
    *, transaction_id: UUID, policy: str, reason: str, maker_id: UUID, now: datetime
) -> ReversalRequest:
    """Asks for a payment to be undone whole, its fee and tax included; a second person decides.

    `policy` (ReversalRequest.Policy) says what happens when the payee has spent the money. Raises TransactionNotFound,
    NotReversible for a payment that was not completed, is a way back itself or went back in part, ReversalRequested
    while one waits, NotAllowed for its payer and its payee, InvalidInput on `policy` and `reason`.
    """
    _check_input(policy, reason)
    with transaction.atomic():
        original = lock_original(transaction_id)
        _require_stranger(original, maker_id)
        _check_reversible(original)
        if ReversalRequest.objects.filter(transaction_id=original.id, state=ReversalRequest.State.REQUESTED).exists():
            raise ReversalRequested
        request = ReversalRequest(
            transaction_id=original.id, policy=policy, reason=reason.strip(), requested_by_id=maker_id, requested_at=now
        )
        amount = decimal_string(original.amount, original.currency)
        approval = approvals.request_approval(
            action=ACTION,
            subject_id=request.id,
            digest=_digest_of(request, original),
            summary=f"Reverse {original.reference}, {amount} {original.currency}: {request.get_policy_display()}",
            maker_id=maker_id,
            now=now,
            subject_kind="transactions.reversalrequest",
            why=reason,
            changes=[
                Change("Payment", "Completed", "Reversed whole, fee and tax included"),
                Change("Goes back to the payer", "", f"{amount} {original.currency}"),
                Change("If the payee has too little", "", request.get_policy_display()),
            ],
            payload={"transaction_id": original.id, "reference": original.reference, "policy": policy},
        )
        request.approval_id = approval.id
        request.save(force_insert=True)
        return request


def approve_reversal(*, request_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> ReversalRequest:
    """Undoes the payment, for a second person who holds the role; returns the request, DONE or REFUSED.

    REFUSED says in `refusal_code` (apps.transactions.refusals) why nothing moved; it can be asked for again. Records
    `transactions.completed` of the reversal, `transactions.receivable_opened` if the payee owes something since, or
    `transactions.reversal_refused`. Call it outside a transaction. Raises ReversalNotFound, ReversalDecided, NotAllowed
    for its payer and payee, and for who has a part in it by whoever follows it, and what approvals.services.approve
    raises; a request that was edited is REJECTED then.
    """
    try:
        with approvals.deciding(now=now):
            request = _lock(request_id)
            original = Transaction.objects.get(pk=request.transaction_id)
            _require_stranger(original, checker_id)
            if (follower := follower_of(original)) and follower.is_own(original, by=checker_id):
                raise NotAllowed("Nobody decides about a payment of where they work: somebody else does.")
            approvals.approve(
                approval_id=_approval_of(request),
                checker_id=checker_id,
                digest=_digest_of(request, original),
                holds_role=holds_role,
                now=now,
            )
            try:
                # What is refused leaves nothing behind but the refusal.
                with transaction.atomic():
                    reversal = undo(
                        lock_original(request.transaction_id),
                        may_owe=request.policy == ReversalRequest.Policy.RECEIVABLE,
                        key=f"reversal:{request.id}",
                        digest=_digest_of(request, original),
                        now=now,
                    )
            except NotUndone as error:
                _decide(request, ReversalRequest.State.REFUSED, now, refusal_code=error.refusal.value)
                events.record("transactions.reversal_refused", {"request_id": str(request.id)}, at=now)
            else:
                _decide(request, ReversalRequest.State.DONE, now, reversal_id=reversal.id)
            return request
    except ApprovalVoided:
        # Its approval is void for good, so it must not keep others from asking anew.
        ReversalRequest.objects.filter(pk=request_id, state=ReversalRequest.State.REQUESTED).update(
            state=ReversalRequest.State.REJECTED, decided_at=now
        )
        raise


def reject_reversal(
    *, request_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime
) -> ReversalRequest:
    """Decides that the payment stays.

    Raises ReversalNotFound, ReversalDecided, NotAllowed for payer and payee, and what approvals.services.reject raises.
    """
    with transaction.atomic():
        request = _lock(request_id)
        _require_stranger(Transaction.objects.get(pk=request.transaction_id), checker_id)
        approvals.reject(
            approval_id=_approval_of(request), checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
        )
        _decide(request, ReversalRequest.State.REJECTED, now)
        return request


def withdraw_reversal(*, request_id: UUID, maker_id: UUID, reason: str, now: datetime) -> ReversalRequest:
    """Takes a request back, by whoever has asked.

    Raises ReversalNotFound, also for somebody else's, ReversalDecided, InvalidInput on `reason`.
    """
    with transaction.atomic():
        request = _lock(request_id)
        if request.requested_by_id != maker_id:
            raise ReversalNotFound
        # Void already: whoever found it edited died before the request was closed.
        with suppress(ApprovalDecided):
            approvals.void(approval_id=_approval_of(request), reason=reason, by=maker_id, now=now)
        _decide(request, ReversalRequest.State.REJECTED, now)
        return request


def collect_receivable(*, receivable_id: UUID, by: UUID, now: datetime) -> Outcome:
    """Takes what is in the debtor's wallet, at most what they owe, as a payment of kind COLLECTION.

    `by` is the operator. Raises ReceivableNotFound, NothingToCollect when it is settled, the wallet is empty, frozen
    or closed, or its holder may not pay now.
    """
    with transaction.atomic():
        owed = Receivable.objects.select_for_update(no_key=True).filter(pk=receivable_id).first()
        if owed is None:
            raise ReceivableNotFound
        wallet = find_wallet(owed.person_id, owed.currency)
        if not owed.outstanding or wallet is None:
            raise NothingToCollect("Nothing is owed any more.")
        there = ledger.lock_balances([wallet.available_account])[wallet.available_account]
        amount = min(there, Money(owed.outstanding, owed.currency))
        if not amount:
            raise NothingToCollect
        open_platform_accounts(COLLECTION, owed.currency, at=now)
        outcome = pay(_collection(owed, wallet, amount), at=now)
        if outcome.transaction.state != State.COMPLETED:
            raise NothingToCollect("Nothing can be taken from this wallet now: it is frozen, or its holder is locked.")
        owed.outstanding -= amount.amount
        owed.settled_at = None if owed.outstanding else now
        owed.save(update_fields=["outstanding", "settled_at"])
        accounts.record_activity(
            person_id=by,
            action="transactions.collected",
            subject=str(owed.id),
            detail={"person_id": str(owed.person_id), "amount": str(amount)},
            at=now,
        )
        return outcome


def _collection(owed: Receivable, wallet: WalletRef, amount: Money) -> Intent:
    debtor = find_person(str(owed.person_id))
    # What is left is another figure each time, so each collection has a key of its own.
    key = f"collect:{owed.id}:{owed.outstanding.normalize():f}"
    return Intent(
        COLLECTION,
        PLATFORM_ID,
        None,
        Side(owed.person_id, debtor.full_name if debtor else "", wallet),
        PLATFORM,
        amount,
        "",
        key,
        hashlib.sha256(f"{key}|{amount}".encode()).digest(),
        parent_id=owed.transaction_id,
        price=free_of_charge(owed.currency),
    )


def _require_stranger(original: Transaction, operator_id: UUID) -> None:
    """An operator has a wallet too: nobody gets their own money back, or keeps it, by their own word."""
    if operator_id in (original.payer_id, original.payee_id):
        raise NotAllowed("Nobody decides about their own payment: a colleague does.")


def _check_input(policy: str, reason: str) -> None:
    errors = []
    if policy not in ReversalRequest.Policy.values:
        errors.append({"field": "policy", "code": "invalid_choice", "detail": "There is no such policy."})
    if not reason.strip() or len(reason) > 500:
        errors.append({"field": "reason", "code": "required", "detail": "Say why, in at most 500 characters."})
    if errors:
        raise InvalidInput(errors=errors)


def _check_reversible(original: Transaction) -> None:
    if original.state != State.COMPLETED:
        raise NotReversible("Only a completed payment can be reversed.")
    if original.kind in OF_BUSINESSES:
        raise NotReversible("A payment to a merchant is given back by a refund, which knows what was taken.")
    if not may_be_reversed(original):
        raise NotReversible("A payment of this kind cannot be reversed.")
    counted = PaidBack.objects.filter(pk=original.id).first()
    if counted is not None and (counted.is_reversed or counted.total):
        raise NotReversible("It went back already, whole or in part, or a dispute keeps it.")


def _digest_of(request: ReversalRequest, original: Transaction) -> bytes:
    """What exactly is approved."""
    return approvals.digest_of(
        {
            "action": ACTION,
            "transaction_id": original.id,
            "amount": Money(original.amount, original.currency),
            "policy": request.policy,
            "reason": request.reason,
        }
    )


def _lock(request_id: UUID) -> ReversalRequest:
    request = ReversalRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if request is None:
        raise ReversalNotFound
    if request.state != ReversalRequest.State.REQUESTED:
        raise ReversalDecided(f"{request.get_state_display()} by now: nothing was changed.")
    return request


def _approval_of(request: ReversalRequest) -> UUID:
    if request.approval_id is None:
        raise ReversalNotFound
    return request.approval_id


def _decide(
    request: ReversalRequest,
    state: ReversalRequest.State,
    now: datetime,
    *,
    refusal_code: str = "",
    reversal_id: UUID | None = None,
) -> None:
    request.state, request.decided_at = state, now
    request.refusal_code, request.reversal_id = refusal_code, reversal_id
    request.save(update_fields=["state", "decided_at", "refusal_code", "reversal_id"])
