"""Paying a bill that was looked up.

What is locked and what happens when the process dies: all checks only read. The payment is the pipeline's one statement
(apps/transactions/services/_pay.py); its condition locks the look-up's row (FOR NO KEY UPDATE) and demands that nobody
has used it, and its effects mark it used and write what the payment is for. So of two payments that name one look-up
one is made, and there is no bill payment without a payment nor the other way round. Dying before the statement
leaves nothing, dying after it a payment that the same key answers with.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.accounts.services import Proof, activity_part
from apps.billers import selectors
from apps.billers.errors import (
    BillAmountNotExact,
    BillAmountTooLarge,
    BillAmountTooSmall,
    BillCurrencyDiffers,
    BillerNotFound,
    BillLookUpExpired,
    BillLookUpUsed,
    NothingDue,
    ProductAmountDiffers,
    ProductNotFound,
)
from apps.billers.models import Biller, BillLookUp, Product, SettledBy
from apps.billers.sealed import open_number, seal_number
from apps.billers.selectors import payable_code
from apps.core import sql
from apps.core.money import Money, decimal_string
from apps.gateways.base import Capability
from apps.transactions import services as transactions
from apps.transactions.kinds import BILL_PAYMENT
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome

# A saved bill is looked up again so long after it was paid: some billers take their time.
_LOOKED_UP_AFTER = timedelta(hours=1)
_STILL_UNUSED = "EXISTS (SELECT FROM billers_billlookup l WHERE l.id = %s AND l.paid_by IS NULL FOR NO KEY UPDATE)"
_USED = "UPDATE billers_billlookup SET paid_by = %s"
_THIS_LOOK_UP = "WHERE billers_billlookup.id = %s"
_PAID_FOR = """
INSERT INTO billers_billpayment (transaction_id, person_id, biller_id, look_up_id, product_id, settled_by,
    account_number, account_index, masked, created_at)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::text, %s::bytea, %s::bytea, %s::text, %s::timestamptz
"""
_LOOKED_UP_SOON = "UPDATE billers_savedbill SET look_up_at = least(look_up_at, %s::timestamptz)"
_THE_SAVED_ONE = """
WHERE billers_savedbill.person_id = %s AND billers_savedbill.biller_id = %s AND billers_savedbill.account_index = %s
  AND billers_savedbill.look_up_at IS NOT NULL
"""


def pay_bill(
    *,
    person_id: UUID,
    session_id: UUID | None,
    look_up_id: UUID,
    amount: Decimal,
    currency: str | None = None,
    product: str = "",
    note: str = "",
    quote_id: UUID | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    now: datetime,
) -> Outcome:
    """Pays a bill through its gateway, once for each `key`: PENDING until the biller has said that it is paid.

    `amount` is in the look-up's currency, `product` the code of one of the biller's packages. Whose bill it is does not
    matter. Call it outside a transaction. Raises BillLookUpNotFound, BillLookUpExpired, BillLookUpUsed,
    BillerNotFound, BillCurrencyDiffers, NothingDue, BillAmountNotExact, BillAmountTooSmall, BillAmountTooLarge,
    ProductNotFound, ProductAmountDiffers, InvalidMoney, and what transactions.services.pay_outside raises. None of
    these burns the key.
    """
    look_up = selectors.get_look_up(person_id=person_id, look_up_id=look_up_id)
    biller = look_up.biller
    money = Money(amount, look_up.currency)
    package = Product.objects.filter(biller=biller, code=product).first() if product else None
    # What was decided once is answered again, however old the look-up is by then.
    if not Transaction.objects.filter(initiator_id=person_id, idempotency_key=key).exists():
        if currency not in (None, look_up.currency):
            raise BillCurrencyDiffers(currency=look_up.currency)
        if not biller.is_active:
            raise BillerNotFound
        _check_package(product, package, money)
        check_look_up(look_up, money, now)
    number = open_number(look_up.account_number, table=BillLookUp._meta.db_table, row=look_up.id)
    is_direct = biller.settled_by == SettledBy.DIRECT
    return transactions.pay_outside(
        kind=BILL_PAYMENT,
        person_id=person_id,
        session_id=session_id,
        amount=money,
        capability=Capability.PAY_BILL,
        terms={"biller": biller.provider_code, "account_number": number, "shown": look_up.masked},
        party_name=biller.name,
        bound_to=biller.bound_to,
        counter_code=payable_code(biller.code) if is_direct else "",
        country=biller.country,
        note=note,
        key=key,
        digest=digest,
        proof=proof,
        quote_id=quote_id,
        attachments=(_paying(look_up, biller, package, number, now),),
        at=now,
    )


def _paying(look_up: BillLookUp, biller: Biller, package: Product | None, number: str, now: datetime) -> Attachment:
    def used(transaction_id: UUID) -> sql.Part:
        return sql.Part(_USED, (transaction_id, look_up.id), _THIS_LOOK_UP)

    def paid_for(transaction_id: UUID) -> sql.Part:
        values = (
            transaction_id,
            look_up.person_id,
            biller.id,
            look_up.id,
            package.id if package else None,
            biller.settled_by,
            seal_number(number, table="billers_billpayment", row=transaction_id),
            bytes(look_up.account_index),
            look_up.masked,
            now,
        )
        return sql.Part(_PAID_FOR, values)

    def looked_up_soon(transaction_id: UUID) -> sql.Part:
        values = (now + _LOOKED_UP_AFTER, look_up.person_id, biller.id, bytes(look_up.account_index))
        return sql.Part(_LOOKED_UP_SOON, values, _THE_SAVED_ONE)

    def noted(transaction_id: UUID) -> sql.Part:
        detail = {"biller": biller.code, "number": look_up.masked}
        subject = str(transaction_id)
        return activity_part(
            person_id=look_up.person_id, action="billers.bill_paid", subject=subject, detail=detail, at=now
        )

    return Attachment(
        condition=sql.Part(_STILL_UNUSED, (look_up.id,)),
        effects=(used, paid_for, looked_up_soon, noted),
        why_not=lambda: BillLookUpUsed() if _is_used(look_up.id) else None,
    )


def _is_used(look_up_id: UUID) -> bool:
    return BillLookUp.objects.filter(pk=look_up_id, paid_by__isnull=False).exists()


def _check_package(code: str, package: Product | None, amount: Money) -> None:
    if code and (package is None or not package.is_active):
        raise ProductNotFound
    if package is not None and package.amount != amount.amount:
        raise ProductAmountDiffers(amount=decimal_string(package.amount, amount.currency))


def check_look_up(look_up: BillLookUp, amount: Money, now: datetime) -> None:
    """Whether what was looked up may still be paid, and with so much.

    Raises BillLookUpUsed, BillLookUpExpired, NothingDue, BillAmountNotExact, BillAmountTooSmall, BillAmountTooLarge.
    """
    if look_up.paid_by is not None:
        raise BillLookUpUsed
    if now >= look_up.expires_at:
        raise BillLookUpExpired
    due = look_up.amount_due
    if due is not None and due <= 0 and look_up.maximum <= 0:
        raise NothingDue
    facts: dict[str, Any] = {
        "minimum": decimal_string(look_up.minimum, look_up.currency),
        "maximum": decimal_string(look_up.maximum, look_up.currency),
    }
    if due is not None and not look_up.is_prepaid and not look_up.allows_partial:
        if due <= 0:
            raise NothingDue
        if amount.amount != due:
            raise BillAmountNotExact(amount_due=decimal_string(due, look_up.currency))
    elif amount.amount < look_up.minimum and amount.amount != due:
        # What is left of a bill may be less than the least part of it.
        raise BillAmountTooSmall(**facts)
    if amount.amount > look_up.maximum:
        raise BillAmountTooLarge(**facts)
