"""Staff, a merchant's own server and operators give a sale back, whole or in parts.

The money takes the way of every refund of a payment to a business (transactions.services._refund): one transaction
locks the payment that is given back, then the account of the takings, and what is there decides how much the owner's
wallet pays. What this module adds runs in that refund's one statement:

- whoever asks still works there (a condition), so who was let go a moment ago gives nothing back;
- what they give back in a day (UTC) is counted, after the money has moved, and more than their cap undoes all of it
  (merchants_count_refund): of many refunds at once each sees what those before it have counted. An owner or a manager
  without a cap is not counted.

Dying before that statement leaves nothing; dying after it leaves a refund that its key answers for.

What the merchant bore of the sale, the discount and its tax, stays borne: of a sale that is given back whole the
merchant is left with less than nothing of it. Refunds are free and never fail for that.

Of a merchant that is closed the owner may still give money back; its staff and its server may not. While one is
suspended only operators may: what it has taken is there for those who were cheated, and its owner could give it to an
accomplice, whose sale was settled long ago.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from apps.accounts.services import Proof
from apps.core import sql
from apps.core.money import Money
from apps.merchants.errors import MerchantNotTrading, OwnPurchase, RoleRequired
from apps.merchants.models import MerchantStatus, Role, Staff
from apps.merchants.selectors import Member, Power, get_sale_payment, require_role
from apps.transactions import services as transactions
from apps.transactions.models import Transaction
from apps.transactions.selectors import get_left_to_refund
from apps.transactions.services import PLATFORM_ID, Attachment, Outcome

_STILL_EMPLOYED = "EXISTS (SELECT FROM merchants_staff WHERE id = %s::uuid AND ended_at IS NULL)"
_COUNT = ", merchants_count_refund(%s::uuid, %s::date, %s::numeric, %s::numeric)"


def refund_sale(
    *,
    merchant_id: UUID,
    person_id: UUID,
    session_id: UUID | None,
    transaction_id: UUID,
    amount: Money | None,
    reason: str,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Gives a sale of the merchant's back to its payer, by one of its staff, once for each `key`; without `amount` all
    that is left of it.

    Staff of one store give back its sales only, and nobody what they have paid themselves. What cannot be is an outcome
    with state DECLINED: refund_cap_exceeded, insufficient_funds, refund_too_large, nothing_left_to_refund ... Raises
    MerchantNotFound, RoleRequired, MerchantNotTrading, TransactionNotFound for what is no sale of theirs, OwnPurchase,
    NotRefundable for a sale that is held or went back to its payer, core.money.CurrencyMismatch, and what
    transactions.services.refund raises. Call it outside a transaction.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.REFUND)
    if member.status == MerchantStatus.SUSPENDED:
        raise MerchantNotTrading("While the business is suspended only we give money back.")
    if member.status != MerchantStatus.ACTIVE and member.role != Role.OWNER:
        raise MerchantNotTrading("Only the owner gives money back when the business is closed.")
    sale = get_sale_payment(member=member, transaction_id=transaction_id)
    if sale.payer_id == person_id:
        raise OwnPurchase
    amount = amount or _all_of(sale)
    return transactions.refund(
        payee_id=merchant_id,
        initiator_id=person_id,
        session_id=session_id,
        transaction_id=sale.id,
        amount=amount,
        reason=reason,
        key=key,
        digest=digest,
        proof=proof,
        attachments=(_counted(member, amount, at),),
        at=at,
    )


def refund_by_key(
    *,
    merchant_id: UUID,
    transaction_id: UUID,
    amount: Money | None,
    reason: str,
    key: str,
    digest: bytes,
    at: datetime,
) -> Outcome:
    """Gives a sale back because the merchant's own server asks for it, once for each of the merchant's keys.

    Whether the API key may, the caller has decided. No person initiates it, and no cap counts it. Raises
    TransactionNotFound for what is no sale of this merchant's, and what transactions.services.refund raises.
    """
    # A client's key may be as long as the column is.
    own_key = f"merchant:{merchant_id}:{hashlib.sha256(key.encode()).hexdigest()}"
    return refund_for_merchant(
        merchant_id=merchant_id,
        transaction_id=transaction_id,
        amount=amount,
        reason=reason,
        key=own_key,
        digest=digest,
        at=at,
    )


def refund_for_merchant(
    *,
    merchant_id: UUID,
    transaction_id: UUID,
    amount: Money | None,
    reason: str,
    key: str,
    digest: bytes,
    at: datetime,
) -> Outcome:
    """Gives a sale back in the merchant's name, by the platform; `key` is unique among what the platform starts.

    Raises TransactionNotFound for what is no sale of this merchant's, and what transactions.services.refund raises.
    """
    sale = get_sale_payment(merchant_id=merchant_id, transaction_id=transaction_id)
    return transactions.refund(
        payee_id=merchant_id,
        initiator_id=PLATFORM_ID,
        session_id=None,
        transaction_id=sale.id,
        amount=amount,
        reason=reason,
        key=key,
        digest=digest,
        at=at,
    )


def _all_of(sale: Transaction) -> Money:
    """What is counted must be what is given back, so it is said here. Of a sale that is given back already it is all
    of it, which is declined."""
    return get_left_to_refund(sale) or Money(sale.amount, sale.currency)


def _counted(member: Member, amount: Money, at: datetime) -> Attachment:
    calls = []
    if member.cap is not None:
        calls.append(sql.Part(_COUNT, (member.row_id, at.date(), amount.amount, member.cap)))
    return Attachment(
        condition=sql.Part(_STILL_EMPLOYED, (member.row_id,)),
        calls=calls,
        why_not=lambda: None if Staff.objects.filter(pk=member.row_id, ended_at=None).exists() else RoleRequired(),
    )
