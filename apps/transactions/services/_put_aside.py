"""Money that leaves a wallet now for many payments that follow: on an account of their own, whose rest goes back."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balance
from apps.transactions import limits
from apps.transactions.errors import InsufficientFunds, PayerNotActive
from apps.transactions.kinds import SUSPENSE, Kind
from apps.transactions.services._counting import run_part, spend_part
from apps.transactions.services._pay import Side


def put_aside(
    *,
    kind: Kind,
    payer: Side,
    is_cautious: bool,
    account_code: str,
    amount: Money,
    debit: Money,
    entry_id: UUID,
    at: datetime,
) -> UUID:
    """Moves `debit` from the payer's wallet to the account of this code, and counts `amount` once against their limits.

    Part of the caller's transaction: it locks the two accounts, then the payer's counters, as a payment does. The
    same entry again moves nothing, but counts again, so the caller decides that it happens once. The limit of a
    single payment does not apply: it is many. Returns the account's id. Raises InsufficientFunds, PayerNotActive, the
    Declined that names a limit.
    """
    if payer.wallet is None:
        raise PayerNotActive
    account = ledger.open_account(code=account_code, kind="LIABILITY", currency=debit.currency, floor=Decimal(0), at=at)
    legs = [ledger.Leg(payer.wallet.available_account, -debit), ledger.Leg(account, debit)]
    try:
        ledger.post([ledger.Entry(entry_id, f"{kind.code}_FUNDING", legs, at)])
    except ledger.InsufficientFunds as error:
        raise InsufficientFunds from error
    except ledger.AccountClosed as error:
        raise PayerNotActive from error
    _count(kind, payer, amount, at, is_cautious=is_cautious)
    return account


def _count(kind: Kind, payer: Side, amount: Money, at: datetime, *, is_cautious: bool) -> None:
    ceilings = limits.get_ceilings(tier=payer.tier, kind=kind.code, currency=amount.currency, is_cautious=is_cautious)
    if not ceilings or not kind.is_limited:
        return
    run_part(spend_part(payer.person_id, amount, ceilings, at=at))


def give_rest_back(*, kind: Kind, account: UUID, to_account: UUID, entry_id: UUID, at: datetime) -> Money:
    """Moves what is left on the account to the wallet's account, and closes it; returns how much that was.

    Part of the caller's transaction. A wallet that was closed meanwhile takes nothing: then the rest waits on the
    platform's account `suspense` for an operator.
    """
    rest = get_balance(account)
    if rest:
        try:
            _move(kind, account, to_account, rest, entry_id, at)
        except ledger.AccountClosed:
            suspense = ledger.open_account(code=SUSPENSE, kind="LIABILITY", currency=rest.currency, floor=None, at=at)
            _move(kind, account, suspense, rest, entry_id, at)
    ledger.close_account(account=account, at=at)
    return rest


def _move(kind: Kind, account: UUID, to_account: UUID, rest: Money, entry_id: UUID, at: datetime) -> None:
    # The database's refusal would otherwise end the caller's whole transaction.
    with transaction.atomic():
        legs = [ledger.Leg(account, -rest), ledger.Leg(to_account, rest)]
        ledger.post([ledger.Entry(entry_id, f"{kind.code}_REST", legs, at)])
