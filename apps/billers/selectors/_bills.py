"""What was looked up, paid and saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.billers.errors import BillLookUpNotFound, SavedBillNotFound
from apps.billers.models import BillLookUp, BillPayment, SavedBill
from apps.gateways.models import Operation


def get_look_up(*, person_id: UUID, look_up_id: UUID) -> BillLookUp:
    """One of the person's look-ups, with its biller. Raises BillLookUpNotFound, also for somebody else's."""
    row = BillLookUp.objects.select_related("biller").filter(pk=look_up_id, person_id=person_id).first()
    if row is None:
        raise BillLookUpNotFound
    return row


def get_saved_bill(*, person_id: UUID, saved_bill_id: UUID) -> SavedBill:
    """One of the person's saved bills, with its biller. Raises SavedBillNotFound, also for somebody else's."""
    row = SavedBill.objects.select_related("biller").filter(pk=saved_bill_id, person_id=person_id).first()
    if row is None:
        raise SavedBillNotFound
    return row


def list_saved_bills(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[SavedBill]:
    """The person's saved bills, the newest first: those older than `before`; with `after`, the nearest newer ones."""
    rows = SavedBill.objects.filter(person_id=person_id).select_related("biller")
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_bill_payments(
    person_id: UUID,
    *,
    biller: str = "",
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[BillPayment]:
    """The bills the person has paid, or is about to, with payment, biller and package; in the order of saved bills."""
    rows = BillPayment.objects.filter(person_id=person_id).select_related("transaction", "biller", "product")
    if biller:
        rows = rows.filter(biller__code=biller)
    if after is not None:
        return list(rows.filter(transaction_id__gt=after).order_by("transaction_id")[:limit])
    if before is not None:
        rows = rows.filter(transaction_id__lt=before)
    return list(rows.order_by("-transaction_id")[:limit])


@dataclass(frozen=True, slots=True)
class Bought:
    """What the biller gave for a payment."""

    voucher: str = ""
    units: str = ""
    receipt_number: str = ""


def outcomes_of(rows: Sequence[BillPayment]) -> dict[UUID, Bought]:
    """What was bought by each of these payments, by the payment's id: one statement for all of them."""
    results = Operation.objects.filter(transaction_id__in=[row.transaction_id for row in rows])
    return {
        transaction_id: Bought(
            voucher=str(result.get("voucher", "")),
            units=str(result.get("units", "")),
            receipt_number=str(result.get("receipt_number", "")),
        )
        for transaction_id, result in results.values_list("transaction_id", "result")
    }
