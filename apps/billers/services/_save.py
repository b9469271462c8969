"""Bills somebody keeps for the next time.

Making one locks its person's row, under which they are counted; changing or deleting one locks its own. Row and
activity commit together.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.billers import rates, selectors
from apps.billers.errors import BillSavedAlready, SavedBillNotFound, TooManySavedBills
from apps.billers.models import BillLookUp, BillPayment, SavedBill
from apps.billers.sealed import masked_number, number_index, seal_number
from apps.billers.services._look_up import checked_number
from apps.core.constraints import constraint_name
from apps.core.ids import uuid7
from apps.core.ratelimit import spend

MAX_SAVED = 50


def save_bill(
    *,
    person_id: UUID,
    biller: str,
    account_number: str,
    nickname: str = "",
    reminders: bool = True,
    days_before: int = 3,
    now: datetime,
) -> SavedBill:
    """Keeps a customer's number at a biller. With `reminders` the biller is asked about it from now on.

    Call it outside a transaction. Raises BillerNotFound, InvalidInput on `account_number`, BillSavedAlready (with
    `saved_bill_id`), TooManySavedBills, TooManyRequests.
    """
    view = selectors.get_biller_view(biller)
    number = checked_number(view, account_number)
    spend(rates.SAVE_BY_PERSON, str(person_id), now=now)
    identity, index = uuid7(), number_index(view.id, number)
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=person_id)
            if SavedBill.objects.filter(person_id=person_id).count() >= MAX_SAVED:
                raise TooManySavedBills
            row = SavedBill.objects.create(
                id=identity,
                person_id=person_id,
                biller_id=view.id,
                account_number=seal_number(number, table=SavedBill._meta.db_table, row=identity),
                account_index=index,
                masked=masked_number(number),
                nickname=nickname.strip(),
                reminders=reminders,
                days_before=days_before,
                look_up_at=now if reminders else None,
                created_at=now,
            )
            _write_down(row, "billers.bill_saved", now, biller=view.code, number=row.masked)
    except IntegrityError as error:
        if constraint_name(error) != "billers_saved_once":
            raise
        theirs = SavedBill.objects.filter(person_id=person_id, biller_id=view.id, account_index=index).first()
        raise BillSavedAlready(saved_bill_id=str(theirs.id) if theirs else None) from error
    return row


def change_saved_bill(*, person_id: UUID, saved_bill_id: UUID, changes: dict[str, Any], now: datetime) -> SavedBill:
    """Changes `nickname`, `reminders` or `days_before` of a saved bill. Raises SavedBillNotFound."""
    with transaction.atomic():
        row = _lock(person_id, saved_bill_id)
        for name in ("nickname", "reminders", "days_before"):
            if name in changes:
                setattr(row, name, changes[name])
        if {"reminders", "days_before"} & changes.keys():
            # When to remind may be another day now: its biller is asked anew.
            row.look_up_at = now if row.reminders else None
        row.save(update_fields=["nickname", "reminders", "days_before", "look_up_at"])
        _write_down(row, "billers.saved_bill_changed", now)
    return selectors.get_saved_bill(person_id=person_id, saved_bill_id=saved_bill_id)


def delete_saved_bill(*, person_id: UUID, saved_bill_id: UUID, now: datetime) -> None:
    """Forgets a saved bill. Raises SavedBillNotFound."""
    with transaction.atomic():
        row = _lock(person_id, saved_bill_id)
        _write_down(row, "billers.saved_bill_deleted", now)
        row.delete()


def stop_reminders_of(*, person_id: UUID) -> int:
    """Somebody's account was closed: no biller is asked about their bills any more. Returns how many there were."""
    return SavedBill.objects.filter(person_id=person_id, reminders=True).update(reminders=False, look_up_at=None)


def erase_person(*, person_id: UUID) -> None:
    """Erases which numbers somebody paid for and kept, once the law no longer wants to know."""
    SavedBill.objects.filter(person_id=person_id).delete()
    BillLookUp.objects.filter(person_id=person_id).delete()
    BillPayment.objects.filter(person_id=person_id).update(account_number=None, account_index=None, masked="")


def _lock(person_id: UUID, saved_bill_id: UUID) -> SavedBill:
    mine = SavedBill.objects.select_for_update(no_key=True).filter(pk=saved_bill_id, person_id=person_id)
    row = mine.first()
    if row is None:
        raise SavedBillNotFound
    return row


def _write_down(row: SavedBill, action: str, now: datetime, **detail: Any) -> None:
    accounts.record_activity(person_id=row.person_id, action=action, subject=str(row.id), detail=detail, at=now)
