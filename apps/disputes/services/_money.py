"""Where a disputed payment's money goes. The caller has locked the payment's row and the dispute's.

Of a payment to a person what they still have of it is put aside. Of one to a business nothing is: it has taken the
money together with everybody else's, and `reserve_pay_back` keeps the same money from going back twice. Decided for the
payer it is drawn as every refund of a business is: from the takings, then from the owner's wallet, and what both lack
is the dispute's shortfall. Both accounts are locked before they are looked at: the takings', then the wallets'.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from apps.core.ids import uuid7
from apps.core.money import Money
from apps.disputes.models import Dispute
from apps.ledger import services as ledger
from apps.ledger.services import account_id
from apps.transactions import services as payments
from apps.transactions.errors import DECLINES
from apps.transactions.models import State, Transaction
from apps.transactions.takings import Business, find_business
from apps.wallets.models import available_code, held_code

HOLD = "DISPUTE_HOLD"
RELEASE = "DISPUTE_RELEASE"


def _available(wallet_id: UUID | None, currency: str) -> UUID:
    return account_id(available_code(_known(wallet_id)), currency)


def _held(payment: Transaction) -> UUID:
    return account_id(held_code(_known(payment.payee_wallet_id)), payment.currency)


def _known(wallet_id: UUID | None) -> UUID:
    if wallet_id is None:
        raise ValueError("a payment that can be disputed has two wallets")
    return wallet_id


def _lock_available(payment: Transaction, others: Iterable[UUID] = ()) -> Money:
    """What the payee has, which stays so until the transaction ends. Locks all accounts that will be posted to."""
    available = _available(payment.payee_wallet_id, payment.currency)
    return ledger.lock_balances([available, _held(payment), *others])[available]


def put_aside(payment: Transaction, amount: Money, *, at: datetime) -> tuple[Money, UUID | None]:
    """Holds as much of the amount as the payee has; returns how much that was, and the hold's id if there is one."""
    if find_business(payment):
        return Money.zero(amount.currency), None
    held = min(amount, _lock_available(payment))
    if not held:
        return held, None
    hold_id = uuid7()
    _hold(payment, hold_id, held, at)
    return held, hold_id


def _hold(payment: Transaction, hold_id: UUID, amount: Money, at: datetime) -> None:
    available = _available(payment.payee_wallet_id, payment.currency)
    ledger.hold(hold_id=hold_id, available=available, held=_held(payment), amount=amount, effective_at=at, kind=HOLD)


def give_back(payment: Transaction, dispute: Dispute, amount: Money, *, at: datetime) -> tuple[Money, UUID | None]:
    """Pays the payer up to `amount`: what is held, and if that is too little what the payee has besides.

    Returns how much that was and the refund's id, if there was anything. What was kept back and is not paid is
    released. Raises PayeeNotActive when the payer's wallet is closed.
    """
    if business := find_business(payment):
        return _give_back_takings(payment, dispute, business, amount, at)
    hold_id, held = dispute.hold_id, Money(dispute.held_amount, dispute.currency)
    paid = min(amount, held)
    if paid < amount:
        # Nobody can spend meanwhile what is looked at here.
        there = _lock_available(payment, [_available(payment.payer_wallet_id, payment.currency)])
        paid = min(amount, held + there)
        if paid > held:
            # One hold for all of it, so that it is one refund, and one that no frozen wallet stops.
            if hold_id is not None:
                ledger.release(hold_id=hold_id, effective_at=at, kind=RELEASE)
            hold_id = uuid7()
            _hold(payment, hold_id, paid, at)
    rest = Money(dispute.amount, dispute.currency) - paid
    if rest:
        payments.release_pay_back(transaction_id=payment.id, amount=rest, at=at)
    if not paid:
        return paid, None
    outcome = payments.refund_for_dispute(
        transaction_id=payment.id,
        amount=paid,
        from_held=hold_id,
        reserved=True,
        key=f"dispute:{dispute.id}",
        at=at,
    )
    return paid, outcome.transaction.id


def _give_back_takings(
    payment: Transaction, dispute: Dispute, business: Business, amount: Money, at: datetime
) -> tuple[Money, UUID | None]:
    zero = Money.zero(payment.currency)
    there = max(ledger.lock_deferred(business.takings_account), zero)
    if there < amount and business.wallet:
        own, payers = business.wallet.available_account, _available(payment.payer_wallet_id, payment.currency)
        there += ledger.lock_balances([own, payers])[own]
    paid = min(amount, there)
    rest = Money(dispute.amount, dispute.currency) - paid
    if rest:
        payments.release_pay_back(transaction_id=payment.id, amount=rest, at=at)
    if not paid:
        return paid, None
    outcome = payments.refund_for_dispute(
        transaction_id=payment.id, amount=paid, reserved=True, key=f"dispute:{dispute.id}", at=at
    )
    if outcome.transaction.state == State.DECLINED:
        # Of what can stand against it only the payer's closed wallet is left. Nothing of all this stays.
        raise DECLINES[outcome.transaction.failure_code]
    return paid, outcome.transaction.id


def let_go(payment: Transaction, dispute: Dispute, *, at: datetime) -> None:
    """Gives the payee back what was put aside, and the payment what was kept back of it."""
    payments.release_pay_back(transaction_id=payment.id, amount=Money(dispute.amount, dispute.currency), at=at)
    if dispute.hold_id is not None:
        ledger.release(hold_id=dispute.hold_id, effective_at=at, kind=RELEASE)
