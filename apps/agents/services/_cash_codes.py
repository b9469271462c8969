"""Codes with which a customer fetches cash: made on their phone, the money put aside meanwhile.

What is locked and what happens when the process dies:

- Making one is the statement of the payment (`pay_cash_out`, HELD for REDEEM), which inserts the code's row too. In it
  the customer's waiting codes are counted after the ledger has locked their account: of several made at once each
  counts those before it. Dying before it leaves nothing; dying after it leaves a code that the same key answers for,
  with the same digits while it waits.
- Calling it off, the end of its time and the fifth wrong try each take one transaction: the payment's row is locked
  first, then the code's; who finds it decided does nothing. The code's state is written, then the ledger gives the
  money back (`return_held`), and both commit together. Dying before that leaves both as they were, and the sweep, which
  looks for what is over or has had its tries, comes again after 15 seconds.
- When something else gives the money back (the phone was lost, an operator), `Dealings.returned` closes the code in
  that transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q

from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.agents import cash_codes
from apps.agents.cash_out_errors import CashCodeConflict, CashCodeNotFound, TooManyCashCodes
from apps.agents.limits import NO_LIMIT, get_ceiling, too_much
from apps.agents.models import CashOutCode, CashOutState, Whose
from apps.agents.selectors import find_open_outlet, works_for
from apps.agents.watch import facts_of
from apps.core import sql
from apps.core.constraints import sqlstate
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.transactions.errors import (
    CancelledBySender,
    CashCodeBlocked,
    CashCodeExpired,
    CurrencyMismatch,
    Declined,
    SelfDealing,
)
from apps.transactions.kinds import CASH_OUT
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, pay_cash_out, return_held

log = structlog.get_logger("gopay.agents")

# How many a person may have waiting, whatever the currency. One more is refused and burns no key.
MAX_WAITING = 3
MAX_TRIES = 5
# What one round of the sweep takes on.
BATCH = 200
_TOO_MANY = "GP023"
_INSERT = """
INSERT INTO agents_cashoutcode (id, transaction_id, customer_id, outlet_id, amount, currency, digest, sealed, tries,
    state, created_at, expires_at, redeem_key)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric, %s::text, %s::bytea, %s::bytea, 0, 'WAITING',
    %s::timestamptz, %s::timestamptz, ''
"""
_CHECK = ", agents_check_codes(claimed.id, %s::uuid, %s::int)"


@dataclass(frozen=True, slots=True)
class MadeCode:
    """What became of asking for a code: its row, None when the payment was declined, and the payment.

    `digits` are there while somebody can fetch cash with them.
    """

    row: CashOutCode | None
    digits: str | None
    transaction: Transaction
    replayed: bool


def make_cash_code(
    *,
    customer_id: UUID,
    session_id: UUID | None,
    amount: Money,
    agent_code: str | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> MadeCode:
    """Puts a customer's money aside and makes the code for it, once for each of their keys.

    With an outlet's `agent_code` it is good there only. What business refuses is a declined payment. Raises what
    transactions.services.pay_cash_out raises, OutletNotFound, TooManyCashCodes. Call it outside a transaction.
    """
    code_id, digits = uuid7(), cash_codes.new_digits()
    expires_at = at + timedelta(minutes=settings.CASH_CODE_MINUTES)
    outlet_id, refusal = None, None
    # What was decided is answered from there, whatever has become of the outlet since.
    if not Transaction.objects.filter(initiator_id=customer_id, idempotency_key=key).exists():
        if _waiting(customer_id) >= MAX_WAITING:
            raise TooManyCashCodes
        outlet_id, refusal = _bound_to(agent_code, customer_id, amount.currency)
        refusal = refusal or _more_than_at_once(customer_id, amount)

    def insert(transaction_id: UUID) -> sql.Part:
        return sql.Part(
            _INSERT,
            (
                *(code_id, transaction_id, customer_id, outlet_id, amount.amount, amount.currency),
                *(cash_codes.digest_of(code_id, digits), cash_codes.seal(code_id, digits), at, expires_at),
            ),
        )

    check = sql.Part(_CHECK, (customer_id, MAX_WAITING))
    try:
        outcome = pay_cash_out(
            initiator_id=customer_id,
            session_id=session_id,
            customer_id=customer_id,
            outlet=None,
            amount=amount,
            key=key,
            digest=digest,
            proof=proof,
            refusal=refusal,
            attachments=(Attachment(effects=(insert,), calls=(check,)),),
            observed=facts_of(None, customer_id, CASH_OUT.code, amount, at),
            at=at,
        )
    except DatabaseError as error:
        if sqlstate(error) == _TOO_MANY:
            raise TooManyCashCodes from error
        raise
    row = CashOutCode.objects.filter(transaction_id=outcome.transaction.id).first()
    return MadeCode(row, digits_of(row) if row else None, outcome.transaction, outcome.replayed)


def digits_of(row: CashOutCode) -> str | None:
    """The digits for their customer's own eyes; None once they are good for nothing."""
    if row.state != CashOutState.WAITING or row.sealed is None:
        return None
    return cash_codes.unseal(row.id, bytes(row.sealed))


def cancel_cash_code(*, customer_id: UUID, code_id: UUID, now: datetime) -> CashOutCode:
    """Calls a code off and gives the money back; called off again, it stays so.

    Raises CashCodeNotFound, also for somebody else's, CashCodeConflict when it was used, blocked or over before.
    """
    transaction_id = _payment_of(customer_id, code_id)
    with transaction.atomic():
        _, row = lock_code(transaction_id)
        if row.state == CashOutState.WAITING:
            _close(row, CashOutState.CANCELLED, CancelledBySender, now)
        elif row.state != CashOutState.CANCELLED:
            raise CashCodeConflict
    return row


def block_cash_code(*, transaction_id: UUID, now: datetime) -> bool:
    """Gives the money of a code back that has had its tries; True when that decided it."""
    with transaction.atomic():
        _, row = lock_code(transaction_id)
        if row.state != CashOutState.WAITING or row.tries < MAX_TRIES:
            return False
        _close(row, CashOutState.BLOCKED, CashCodeBlocked, now)
    return True


def expire_cash_codes(*, now: datetime) -> int:
    """Gives back what nobody has fetched in time, or may fetch any more; returns how many codes that were.

    Call it outside a transaction: each is decided in one of its own, and one that somebody else has locked is left to
    the next round.
    """
    due = CashOutCode.objects.filter(Q(expires_at__lte=now) | Q(tries__gte=MAX_TRIES), state=CashOutState.WAITING)
    decided = 0
    for transaction_id in list(due.order_by("expires_at").values_list("transaction_id", flat=True)[:BATCH]):
        try:
            decided += _expire(transaction_id, now)
        except (DomainError, DatabaseError):
            # One that cannot be decided now must not keep the others waiting.
            log.exception("code for cash not ended", transaction_id=str(transaction_id))
    return decided


def lock_code(transaction_id: UUID) -> tuple[Transaction, CashOutCode]:
    """The payment and its code under their rows' locks; the payment's comes first everywhere."""
    payment = Transaction.objects.select_for_update(no_key=True).get(pk=transaction_id)
    return payment, CashOutCode.objects.select_for_update(no_key=True).get(transaction_id=transaction_id)


def _expire(transaction_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        payments = Transaction.objects.select_for_update(no_key=True, skip_locked=True)
        if payments.filter(pk=transaction_id).first() is None:
            return False
        row = CashOutCode.objects.select_for_update(no_key=True).get(transaction_id=transaction_id)
        if row.state != CashOutState.WAITING:
            return False
        if row.tries >= MAX_TRIES:
            _close(row, CashOutState.BLOCKED, CashCodeBlocked, now)
        elif row.expires_at <= now:
            _close(row, CashOutState.EXPIRED, CashCodeExpired, now)
        else:
            return False
    return True


def _close(row: CashOutCode, state: CashOutState, why: type[Declined], now: datetime) -> None:
    """Decides a code that is locked, and gives its money back."""
    row.state, row.decided_at, row.sealed = state, now, None
    row.save(update_fields=["state", "decided_at"])
    return_held(transaction_id=row.transaction_id, code=why.code, at=now)


def _payment_of(customer_id: UUID, code_id: UUID) -> UUID:
    found = CashOutCode.objects.filter(pk=code_id, customer_id=customer_id).values_list("transaction_id", flat=True)
    if (transaction_id := found.first()) is None:
        raise CashCodeNotFound
    return transaction_id


def _waiting(customer_id: UUID) -> int:
    return CashOutCode.objects.filter(customer_id=customer_id, state=CashOutState.WAITING).count()


def _bound_to(agent_code: str | None, customer_id: UUID, currency: str) -> tuple[UUID | None, Declined | None]:
    """The outlet a code shall be good at only, and what refuses it there. Raises OutletNotFound."""
    if agent_code is None:
        return None, None
    outlet = find_open_outlet(agent_code)
    if outlet.agent.currency != currency:
        return outlet.id, CurrencyMismatch("This outlet hands out cash of another currency.")
    return outlet.id, SelfDealing() if works_for(outlet.agent_id, customer_id) else None


def _more_than_at_once(customer_id: UUID, amount: Money) -> Declined | None:
    """What no agent could hand out. Whether the day's limit is reached is looked at when it is fetched."""
    tier = get_person(customer_id).kyc_tier
    ceiling = get_ceiling(whose=Whose.CUSTOMER, tier=tier, kind=CASH_OUT.code, currency=amount.currency)
    return too_much(outlet=NO_LIMIT, customer=ceiling, amount=amount)
