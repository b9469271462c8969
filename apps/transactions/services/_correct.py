"""A wallet is put right by hand: one operator asks for it, another one approves, and it is a payment like any other.

What is locked and what happens when the process dies: the approval's row is locked before the pipeline pays (`_pay`),
in one transaction; so it is paid once, and approval and payment commit together. The payment's key follows from the
approval, so even without the lock there could be one. What the pipeline declines moves nothing: all of it is rolled
back and the request waits as before.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from apps.accounts.selectors import get_person
from apps.approvals import services as approvals
from apps.approvals.models import Approval
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.procedures import Asked, Change
from apps.ledger.selectors import get_balance
from apps.ledger.services import open_account
from apps.transactions.errors import DECLINES, AdjustmentNotMade, CurrencyMismatch
from apps.transactions.kinds import ADJUSTMENT, LOSSES, PROMOTIONS, SUSPENSE
from apps.transactions.models import State, Transaction
from apps.transactions.services._pay import PLATFORM_ID, Intent, Side, pay
from apps.wallets.models import Wallet
from apps.wallets.selectors import find_wallet

ACTION = "transactions.adjust"
MAX_NOTE = 140
# Who the person reads they were paid by, or have paid.
_US = Side(name="GoPay")
# Against which account of the platform, what kind of account that is, and what it means.
AGAINST: dict[str, tuple[str, str]] = {
    SUSPENSE: ("LIABILITY", "Suspense: money of somebody's that is looked into"),
    LOSSES: ("EXPENSE", "Losses: the platform bears it"),
    PROMOTIONS: ("EXPENSE", "Promotions: the platform gives it"),
}


class Way(StrEnum):
    """Whether the wallet gets more or less."""

    CREDIT = "CREDIT"
    DEBIT = "DEBIT"


def request_adjustment(
    *, person_id: UUID, way: str, amount: Money, against: str, note: str = "", why: str, maker_id: UUID, now: datetime
) -> Approval:
    """Asks for a person's wallet to be credited or debited (`way`) against an account of the platform.

    `against` is one of AGAINST, `note` what the person is told beside the amount. A second person decides. Raises
    accounts.errors.PersonNotFound, CurrencyMismatch without a wallet, AdjustmentNotMade for more than is there,
    InvalidInput on `way`, `amount`, `against` and `note`, and what approvals.services.request_change raises.
    """
    _check(way, amount, against, note)
    person = get_person(person_id)
    wallet = find_wallet(person_id, amount.currency)
    if wallet is None:
        raise CurrencyMismatch(f"{person.full_name} has no wallet in {amount.currency}.")
    there = get_balance(wallet.available_account)
    after = there + amount if way == Way.CREDIT else there - amount
    if after.amount < 0:
        raise AdjustmentNotMade(f"There is {_figure(there)} in the wallet, and it never goes below zero.")
    sign, verb = ("+", "Credit") if way == Way.CREDIT else ("-", "Debit")
    return approvals.request_change(
        action=ACTION,
        subject_kind="wallets.wallet",
        subject_id=wallet.id,
        summary=f"{verb} {person.full_name}, {_figure(amount)}, against {against}",
        why=why,
        changes=[
            Change(f"{person.full_name}, {amount.currency}, as it was when asked", _figure(there), _figure(after)),
            Change("Against", "", AGAINST[against][1]),
            Change("Amount", "", f"{sign}{_figure(amount)}"),
            *([Change("The person is told", "", note.strip())] if note.strip() else []),
        ],
        payload={
            "person_id": person_id,
            "wallet_id": wallet.id,
            "way": Way(way).value,
            "amount": amount.amount,
            "currency": amount.currency,
            "against": against,
            "note": note.strip(),
        },
        maker_id=maker_id,
        now=now,
    )


def state_of_adjusted(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whose wallet it is and how it stands. What is in it moves all the time, and the ledger keeps it above zero."""
    wallet = Wallet.objects.filter(pk=subject_id).first()
    if wallet is None:
        raise CurrencyMismatch
    return {"holder": wallet.holder_id, "currency": wallet.currency, "status": wallet.status}


def apply_adjustment(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Pays it, once for each approval. Raises AdjustmentNotMade when nothing can be moved now, CurrencyMismatch
    when the wallet is not the one that was approved."""
    asked = approval.payload
    amount, against = Money(Decimal(asked["amount"]), asked["currency"]), asked["against"]
    person = get_person(UUID(asked["person_id"]))
    side = Side(person.id, person.full_name, find_wallet(person.id, amount.currency))
    if side.wallet is None or side.wallet.id != approval.subject_id:
        # Without a wallet this would be a payment between two accounts of the platform's own.
        raise CurrencyMismatch
    open_account(code=against, kind=AGAINST[against][0], currency=amount.currency, floor=None, at=now)
    payer, payee = (_US, side) if asked["way"] == Way.CREDIT else (side, _US)
    key = f"adjustment:{approval.id}"
    digest = hashlib.sha256(f"{key}|{asked['way']}|{person.id}|{amount}|{against}".encode()).digest()
    intent = Intent(
        *(ADJUSTMENT, PLATFORM_ID, None, payer, payee, amount, asked["note"], key, digest), counter_code=against
    )
    outcome = pay(intent, at=now)
    if outcome.transaction.state != State.COMPLETED:
        raise AdjustmentNotMade(DECLINES[outcome.transaction.failure_code]().detail)


def find_adjustment(approval_id: UUID) -> Transaction | None:
    """The payment an approved adjustment was made by."""
    return Transaction.objects.filter(
        initiator_id=PLATFORM_ID, idempotency_key=f"adjustment:{approval_id}", state=State.COMPLETED
    ).first()


def concerned(approval: Asked) -> list[UUID]:
    """Nobody asks for or approves money for themselves."""
    return [UUID(approval.payload["person_id"])]


def _figure(amount: Money) -> str:
    return f"{decimal_string(amount.amount, amount.currency)} {amount.currency}"


def _check(way: str, amount: Money, against: str, note: str) -> None:
    wrong = {}
    if way not in list(Way):
        wrong["way"] = "A wallet is credited or debited."
    if amount.amount <= 0:
        wrong["amount"] = "It must be more than zero."
    if against not in AGAINST:
        wrong["against"] = "There is no such account for this."
    if len(note.strip()) > MAX_NOTE:
        wrong["note"] = f"At most {MAX_NOTE} characters."
    if wrong:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid", "detail": detail} for field, detail in wrong.items()]
        )
