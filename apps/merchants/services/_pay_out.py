"""Paying settlements out, into the owner's wallet or to a bank account of theirs.

What is locked and what happens when the process dies:

- A try is one transaction. It locks the merchant's row (so nobody suspends the merchant or changes the account
  meanwhile), the settlement's, and the takings' account, as everybody does who takes from a merchant's accounts; then
  it asks for the payment, whose key is the settlement and the number of the try. Dying before the commit leaves
  nothing, and the next sweep tries.
- Into a wallet, payment and settlement are decided in that transaction: PAID, or FAILED with why, and nothing moved.
- To a bank, the amount is put aside on `merchant:<id>:payable:held` and the settlement is SENDING. What became of the
  payment stands on the payment; `follow_settlements` looks at it under the settlement's lock. What the bank does not
  pay is back on the payable account by then, and the settlement is FAILED.
- What has failed is tried again with growing waits, to where the merchant is settled to by then, and after the last
  try when its owner or an operator says so. What a bank takes back after it has paid is a discrepancy of the gateways
  (apps.gateways), for operators; the settlement stays PAID.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.accounts import services as accounts
from apps.core import events
from apps.core.money import Money
from apps.funding.models import SourceKind, SourceState
from apps.funding.sealed import open_token
from apps.ledger import services as ledger
from apps.merchants.errors import OwnMerchant
from apps.merchants.models import Merchant, Settlement, SettlementState, SettleTo
from apps.merchants.selectors import business_of, payable_code, takings_code
from apps.merchants.services._settle import SETTLES
from apps.merchants.settlement_errors import SettlementConflict, SettlementNotFound
from apps.merchants.settlement_wording import ACCOUNT_GONE, ON_HOLD
from apps.transactions import services as transactions
from apps.transactions.kinds import SETTLEMENT
from apps.transactions.models import State, Transaction

log = structlog.get_logger("gopay.merchants")

# A settlement was paid out, or could not be: `settlement_id`, `merchant_id`.
PAID, FAILED = "merchants.settlement_paid", "merchants.settlement_failed"
MOST_TRIES = 8
_FIRST_WAIT, _LONGEST_WAIT = timedelta(hours=1), timedelta(days=1)
_PAUSE = timedelta(minutes=5)
_AT_ONCE = 500
_WAITING = (SettlementState.OPEN, SettlementState.FAILED)
_DECIDED = (State.COMPLETED, State.FAILED, State.DECLINED)


def pay_out_due(*, now: datetime, limit: int = _AT_ONCE) -> int:
    """Pays out what is due, or tries again; returns how many were tried. Call it outside a transaction.

    What fails by accident is rolled back, logged, and looked at again some minutes later.
    """
    due = Settlement.objects.filter(state__in=_WAITING, due_at__lte=now, merchant__status__in=SETTLES)
    tried = 0
    for settlement_id in list(due.order_by("due_at", "id").values_list("pk", flat=True)[:limit]):
        try:
            tried += _try(settlement_id, now)
        except Exception:
            log.exception("merchants.payout_failed", settlement_id=str(settlement_id))
            waiting = Settlement.objects.filter(pk=settlement_id, state__in=_WAITING, due_at__lte=now)
            waiting.update(due_at=now + _PAUSE)
    return tried


def pay_out_settlement(*, settlement_id: UUID, now: datetime) -> Settlement:
    """Pays a settlement out if that is due, and returns it as it is then. Raises SettlementNotFound."""
    _try(settlement_id, now)
    return Settlement.objects.get(pk=settlement_id)


def follow_settlements(*, now: datetime, limit: int = _AT_ONCE) -> int:
    """Takes in what became of payouts that were under way; returns how many came to an end."""
    decided = Transaction.objects.filter(pk=OuterRef("payout_id"), state__in=_DECIDED)
    sending = Settlement.objects.filter(Exists(decided), state=SettlementState.SENDING).order_by("id")
    return sum(_follow(identity, now) for identity in list(sending.values_list("pk", flat=True)[:limit]))


def retry_by_owner(*, merchant_id: UUID, settlement_id: UUID, person_id: UUID, now: datetime) -> Settlement:
    """Has a settlement that failed tried again at once, to where the merchant is settled to by now.

    Who may is the door's to ask (`require_role`). Raises SettlementNotFound, SettlementConflict for one that did not
    fail or that an operator has stopped.
    """
    with transaction.atomic():
        merchant, row = _lock(settlement_id)
        if merchant.id != merchant_id:
            raise SettlementNotFound
        if row.state != SettlementState.FAILED or row.failure_code == ON_HOLD:
            raise SettlementConflict
        _note(person_id, "merchants.payout_retried", row, now)
        return _make_due(row, now)


def retry_payout(*, settlement_id: UUID, reason: str, by: UUID, now: datetime) -> Settlement:
    """Has a settlement that waits tried at once, for an operator; one that was stopped goes on.

    Raises SettlementNotFound, OwnMerchant, SettlementConflict for one that is under way or paid.
    """
    with transaction.atomic():
        merchant, row = _lock(settlement_id)
        if merchant.owner_id == by:
            raise OwnMerchant
        if row.state not in _WAITING:
            raise SettlementConflict
        _note(by, "merchants.payout_retried", row, now, reason)
        return _make_due(row, now)


def stop_payout(*, settlement_id: UUID, reason: str, by: UUID, now: datetime) -> Settlement:
    """Pays a settlement out no more, until an operator says so; the money stays payable.

    Raises SettlementNotFound, OwnMerchant, SettlementConflict for one that is under way, paid or stopped already.
    """
    with transaction.atomic():
        merchant, row = _lock(settlement_id)
        if merchant.owner_id == by:
            raise OwnMerchant
        if row.state not in _WAITING or row.failure_code == ON_HOLD:
            raise SettlementConflict
        row.state, row.failure_code, row.due_at = SettlementState.FAILED, ON_HOLD, None
        row.save(update_fields=["state", "failure_code", "due_at"])
        _note(by, "merchants.payout_stopped", row, now, reason)
    return row


def _note(person_id: UUID, action: str, row: Settlement, now: datetime, reason: str = "") -> None:
    detail = {"reason": reason} if reason else {}
    accounts.record_activity(person_id=person_id, action=action, subject=str(row.id), detail=detail, at=now)


def _make_due(row: Settlement, now: datetime) -> Settlement:
    row.due_at = now
    if row.failure_code == ON_HOLD:
        row.state, row.failure_code = SettlementState.OPEN, ""
    row.save(update_fields=["state", "failure_code", "due_at"])
    return row


def _lock(settlement_id: UUID) -> tuple[Merchant, Settlement]:
    """The settlement and its merchant, both locked, the merchant first."""
    merchant_id = Settlement.objects.filter(pk=settlement_id).values_list("merchant_id", flat=True).first()
    if merchant_id is None:
        raise SettlementNotFound
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant_id)
    return merchant, Settlement.objects.select_for_update(no_key=True).get(pk=settlement_id)


def _try(settlement_id: UUID, now: datetime) -> bool:
    """Tries to pay it out, if it is due; whether it tried."""
    with transaction.atomic():
        merchant, row = _lock(settlement_id)
        if row.state not in _WAITING or row.due_at is None or row.due_at > now or merchant.status not in SETTLES:
            return False
        if merchant.settle_to == SettleTo.BANK:
            if merchant.settle_not_before and merchant.settle_not_before > now:
                row.due_at = merchant.settle_not_before
                row.save(update_fields=["due_at"])
                return False
            _send(merchant, row, now)
        else:
            _pay(merchant, row, now)
    return True


def _begin(merchant: Merchant, row: Settlement) -> str:
    """Counts the try; returns the key of its payment."""
    ledger.lock_deferred(ledger.deferred_account_id(takings_code(merchant.id), merchant.currency))
    row.attempts += 1
    row.failure_code = ""
    return f"settlement:{row.id}:{row.attempts}"


def _pay(merchant: Merchant, row: Settlement, now: datetime) -> None:
    key = _begin(merchant, row)
    row.paid_to = f"GoPay wallet in {row.currency}"
    payout = transactions.pay_out_business(
        business=business_of(merchant),
        source_code=payable_code(merchant.id),
        amount=Money(row.net, row.currency),
        key=key,
        at=now,
    ).transaction
    row.payout_id = payout.id
    if payout.state == State.COMPLETED:
        _paid(row, now)
    else:
        _failed(row, payout.failure_code, now)


def _send(merchant: Merchant, row: Settlement, now: datetime) -> None:
    key = _begin(merchant, row)
    source = merchant.settle_source
    if (
        source is None
        or source.state != SourceState.ACTIVE
        or source.kind != SourceKind.BANK_ACCOUNT
        or source.person_id != merchant.owner_id
    ):
        # The owner has removed it.
        _failed(row, ACCOUNT_GONE, now)
        return
    token = open_token(source)
    row.paid_to = source.label[:60]
    payout = transactions.settle_outside(
        kind=SETTLEMENT,
        source_code=payable_code(merchant.id),
        amount=Money(row.net, row.currency),
        terms={
            "instrument": token,
            "beneficiary_name": source.holder_name,
            "description": f"GoPay {row.since:%Y-%m-%d} to {row.until:%Y-%m-%d}",
            "shown": source.masked,
        },
        party_name=merchant.name,
        bound_to=source.gateway_code,
        key=key,
        digest=hashlib.sha256(f"{key}|{source.id}|{row.net}|{row.currency}".encode()).digest(),
        at=now,
    ).transaction
    row.payout_id = payout.id
    if payout.state == State.DECLINED:
        _failed(row, payout.failure_code, now)
        return
    row.state, row.due_at = SettlementState.SENDING, None
    row.save()


def _follow(settlement_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        _, row = _lock(settlement_id)
        if row.state != SettlementState.SENDING:
            return False
        payout = find_payout(row)
        if payout is None:
            raise RuntimeError(f"settlement {row.id} is being paid out by no payment")
        if payout.state == State.COMPLETED:
            _paid(row, now)
        elif payout.state in _DECIDED:
            _failed(row, payout.failure_code, now)
        else:
            return False
    return True


def find_payout(row: Settlement) -> Transaction | None:
    """The payment that pays it out, or tried to last."""
    return Transaction.objects.filter(pk=row.payout_id).first() if row.payout_id else None


def _paid(row: Settlement, now: datetime) -> None:
    row.state, row.due_at, row.decided_at = SettlementState.PAID, None, now
    row.save()
    _say(PAID, row, now)


def _failed(row: Settlement, code: str, now: datetime) -> None:
    wait = min(_FIRST_WAIT * 2 ** min(row.attempts - 1, 10), _LONGEST_WAIT)
    row.state, row.failure_code = SettlementState.FAILED, code
    row.due_at = now + wait if row.attempts < MOST_TRIES else None
    row.save()
    _say(FAILED, row, now)


def _say(topic: str, row: Settlement, now: datetime) -> None:
    payload = {"settlement_id": str(row.id), "merchant_id": str(row.merchant_id), "attempt": row.attempts}
    events.record(topic, payload, at=now)


def is_stopped(row: Settlement) -> bool:
    """Whether an operator has stopped its payout."""
    return row.failure_code == ON_HOLD
