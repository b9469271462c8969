"""What bills add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.billers import selectors
from apps.billers.models import BillPayment, SavedBill
from apps.billers.sealed import open_number
from apps.core.money import decimal_string


def _count_saved(person_id: UUID) -> int:
    return SavedBill.objects.filter(person_id=person_id).count()


@contributor("saved_bills", expected=_count_saved)
def _saved(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they have saved, with the whole number: it is theirs."""
    for row in in_batches(lambda after, limit: selectors.list_saved_bills(person_id, after=after, limit=limit)):
        yield {
            "id": row.id,
            "biller": row.biller.name,
            "account_number": open_number(row.account_number, table=SavedBill._meta.db_table, row=row.id),
            "nickname": row.nickname,
            "reminders": row.reminders,
            "days_before": row.days_before,
            "due_date": row.due_date and row.due_date.isoformat(),
            "amount_due": None if row.amount_due is None else decimal_string(row.amount_due, row.biller.currency),
            "currency": row.biller.currency,
            "created_at": row.created_at,
        }


def _count_payments(person_id: UUID) -> int:
    return BillPayment.objects.filter(person_id=person_id).count()


@contributor("bill_payments", expected=_count_payments)
def _payments(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Which customer number each bill payment was for; amount and outcome are among the payments."""
    rows = BillPayment.objects.filter(person_id=person_id).select_related("biller", "product")
    after = UUID(int=0)
    while page := list(rows.filter(transaction_id__gt=after).order_by("transaction_id")[:500]):
        bought = selectors.outcomes_of(page)
        for row in page:
            outcome = bought.get(row.pk)
            yield {
                "transaction_id": row.pk,
                "biller": row.biller.name,
                "product": row.product.name if row.product else None,
                "account_number": open_number(row.account_number, table=BillPayment._meta.db_table, row=row.pk),
                "voucher": (outcome.voucher if outcome else "") or None,
                "units": (outcome.units if outcome else "") or None,
                "receipt_number": (outcome.receipt_number if outcome else "") or None,
                "created_at": row.created_at,
            }
        after = page[-1].pk
