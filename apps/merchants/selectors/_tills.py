"""The tills somebody works at, and what was taken there since a moment."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from apps.merchants.errors import TillNotFound
from apps.merchants.models import Merchant, MerchantStatus, Taking, Till
from apps.merchants.selectors._reports import Sums, summed
from apps.transactions.models import Transaction

_MOST = 300


def list_workplaces(person_id: UUID) -> list[Till]:
    """The open tills at which somebody may take payments, with their stores and merchants, in the order of their names.

    One statement, for however many merchants they work.
    """
    rows = _theirs(person_id).filter(is_open=True, store__is_open=True, merchant__status=MerchantStatus.ACTIVE)
    return list(rows.order_by("merchant__name", "merchant_id", "store__name", "label")[:_MOST])


def get_workplace(*, person_id: UUID, till_id: UUID) -> Till:
    """A till of a merchant and store somebody works for, open or not. Raises TillNotFound."""
    till = _theirs(person_id).filter(pk=till_id).first()
    if till is None:
        raise TillNotFound
    return till


def get_printed(till_id: UUID) -> tuple[Till, Merchant]:
    """A till with its merchant, for what its code says. Raises TillNotFound."""
    till = Till.objects.select_related("merchant").filter(pk=till_id).first()
    if till is None:
        raise TillNotFound
    return till, till.merchant


def list_tills_in(store_ids: Sequence[UUID]) -> dict[UUID, list[Till]]:
    """The tills of each of these stores, by their labels. One statement."""
    found: dict[UUID, list[Till]] = {store_id: [] for store_id in store_ids}
    for till in Till.objects.filter(store_id__in=store_ids).order_by("label", "id"):
        found[till.store_id].append(till)
    return found


def sum_at_till(till_id: UUID, since: datetime) -> Sums:
    """What was sold and given back at a till since this moment."""
    return summed(Taking.objects.filter(till_id=till_id, at__gte=since))


def list_refunds_of(sale_id: UUID) -> list[Taking]:
    """What was given back of a sale, the oldest first."""
    return list(Taking.objects.filter(sale_id=sale_id).order_by("at", "transaction_id"))


def find_line(merchant_id: UUID, reference: str) -> UUID | None:
    """The payment of this merchant's takings that people call by this reference, a sale or a refund."""
    payment = Transaction.objects.filter(reference=reference).values_list("id", flat=True).first()
    if payment is None or not Taking.objects.filter(pk=payment, merchant_id=merchant_id).exists():
        return None
    return payment


def references_of(rows: Sequence[Taking]) -> dict[UUID, str]:
    """What people call the payments of these lines. One statement."""
    ids = [row.transaction_id for row in rows]
    return dict(Transaction.objects.filter(pk__in=ids).values_list("id", "reference"))


def _theirs(person_id: UUID) -> QuerySet[Till]:
    # Both in one filter: they are of the same row of staff.
    works_there = Q(merchant__staff__person_id=person_id, merchant__staff__ended_at=None) & (
        Q(merchant__staff__store=None) | Q(merchant__staff__store=F("store"))
    )
    return Till.objects.filter(works_there).select_related("merchant", "store")
