"""Asking a biller what somebody owes.

The biller is asked outside any transaction, and then one row is written: dying before it leaves nothing, and the
person asks again. Nothing is locked. What was said is good for fifteen minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.identifiers import masked_name
from apps.billers import rates, selectors
from apps.billers.account_numbers import fits, normal_number
from apps.billers.errors import BillAccountNotFound, BillCurrencyDiffers
from apps.billers.models import Biller, BillLookUp, SavedBill
from apps.billers.sealed import masked_number, number_index, open_number, seal_number
from apps.billers.selectors import BillerView
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.ratelimit import spend
from apps.gateways import services as gateways
from apps.gateways.base import Bill
from apps.gateways.errors import AccountNotKnown

GOOD_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(days=30)
_TABLE = "billers_billlookup"
_PURGED_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a biller said. `customer_name` is masked: enough to recognise somebody one knows."""

    row: BillLookUp
    biller: BillerView
    customer_name: str


def look_up_bill(
    *, person_id: UUID, biller: str, account_number: str, currency: str | None = None, now: datetime
) -> LookedUp:
    """Asks the biller with this code about a customer's number. Call it outside a transaction.

    Raises BillerNotFound, InvalidInput on `account_number`, BillCurrencyDiffers, BillAccountNotFound,
    TooManyRequests, gateways.errors.ProviderDeclined, and ProviderUnavailable when nobody answers.
    """
    view = selectors.get_biller_view(biller)
    number = checked_number(view, account_number)
    if currency not in (None, view.currency):
        raise BillCurrencyDiffers(currency=view.currency)
    spend(rates.LOOK_UP_BY_PERSON, str(person_id), now=now)
    try:
        bill = ask_biller(view, number, now=now)
    except BillAccountNotFound:
        spend(rates.UNKNOWN_BY_PERSON, str(person_id), now=now)
        raise
    return LookedUp(_write_down(person_id, view, number, bill, now), view, masked_name(bill.customer_name))


def look_up_saved_bill(*, person_id: UUID, saved_bill_id: UUID, now: datetime) -> LookedUp:
    """The same about a number the person has saved. Raises SavedBillNotFound, and what `look_up_bill` raises."""
    saved = selectors.get_saved_bill(person_id=person_id, saved_bill_id=saved_bill_id)
    number = open_number(saved.account_number, table=SavedBill._meta.db_table, row=saved.id)
    return look_up_bill(person_id=person_id, biller=saved.biller.code, account_number=number, now=now)


def checked_number(view: BillerView, account_number: str) -> str:
    """The number as it is kept. Raises InvalidInput when it cannot be one of the biller's."""
    number = normal_number(account_number)
    if not fits(number, view.account_pattern):
        detail = f"This is no {view.account_label[:1].lower()}{view.account_label[1:]} of {view.name}."
        raise InvalidInput(errors=[{"field": "account_number", "code": "invalid", "detail": detail}])
    return number


def ask_biller(view: BillerView, number: str, *, now: datetime) -> Bill:
    """What the biller says.

    Raises BillAccountNotFound, BillCurrencyDiffers, gateways.errors.ProviderDeclined, ProviderUnavailable.
    """
    try:
        bill = gateways.look_up_bill(
            biller=view.provider_code,
            account_number=number,
            currency=view.currency,
            country=view.country,
            bound_to=view.bound_to,
            now=now,
        )
    except AccountNotKnown as error:
        raise BillAccountNotFound from error
    if bill.currency != view.currency:
        raise BillCurrencyDiffers(currency=bill.currency)
    return bill


def purge_look_ups(*, now: datetime) -> int:
    """Deletes what was said long ago and nobody has paid: the numbers are other people's too. Returns how many."""
    old = BillLookUp.objects.filter(paid_by=None, created_at__lt=now - KEPT_FOR).order_by("created_at")
    deleted, _ = BillLookUp.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_PURGED_AT_A_TIME])).delete()
    return deleted


def bounds_of(biller: Biller | BillerView, bill: Bill) -> tuple[Decimal, Decimal]:
    """The least and the most that may be paid at once: ours, narrowed by what the biller says."""
    least = max(biller.minimum, bill.minimum.amount) if bill.minimum is not None else biller.minimum
    most = min(biller.maximum, bill.maximum.amount) if bill.maximum is not None else biller.maximum
    if bill.maximum is None and bill.amount_due is not None and not bill.is_prepaid:
        # Nobody takes more than is owed unless they say so.
        most = min(most, bill.amount_due.amount)
    return least, most


def _write_down(person_id: UUID, view: BillerView, number: str, bill: Bill, now: datetime) -> BillLookUp:
    identity = uuid7()
    minimum, maximum = bounds_of(view, bill)
    row = BillLookUp.objects.create(
        id=identity,
        person_id=person_id,
        biller_id=view.id,
        account_number=seal_number(number, table=_TABLE, row=identity),
        account_index=number_index(view.id, number),
        masked=masked_number(number),
        currency=view.currency,
        amount_due=bill.amount_due.amount if bill.amount_due is not None and not bill.is_prepaid else None,
        minimum=minimum,
        maximum=maximum,
        due_date=bill.due_date,
        allows_partial=bill.allows_partial and view.allows_partial,
        is_prepaid=bill.is_prepaid,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    accounts.record_activity(
        person_id=person_id,
        action="billers.bill_looked_up",
        subject=str(identity),
        detail={"biller": view.code, "number": row.masked},
        at=now,
    )
    return row
