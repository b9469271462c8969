"""Payments and refunds, as a merchant's server may see them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from apps.checkout.models import TrialRefund
from apps.merchants import selectors as merchants
from apps.merchants.errors import ChargeNotFound, MerchantNotFound, MerchantNotTrading
from apps.merchants.models import Charge, Merchant, MerchantStatus, Taking, TakingKind, Till
from apps.transactions.models import Transaction

# Whoever builds a shop while somebody looks at the application writes in test mode already.
_MAY_WRITE = {
    True: frozenset({MerchantStatus.ACTIVE.value}),
    False: frozenset({MerchantStatus.ACTIVE.value, MerchantStatus.APPLIED.value}),
}


def require_writing(*, merchant_id: UUID, is_live: bool) -> None:
    """Raises MerchantNotTrading when the merchant's server may only look, MerchantNotFound."""
    status = Merchant.objects.filter(pk=merchant_id).values_list("status", flat=True).first()
    if status is None:
        raise MerchantNotFound
    if status not in _MAY_WRITE[is_live]:
        raise MerchantNotTrading


def get_payment(*, merchant_id: UUID, is_live: bool, payment_id: UUID) -> Charge:
    """One of the merchant's charges of this mode; to the other mode it does not exist. Raises ChargeNotFound."""
    charge = merchants.get_charge(merchant_id=merchant_id, charge_id=payment_id)
    if charge.is_live != is_live:
        raise ChargeNotFound
    return charge


def list_payments(
    merchant_id: UUID,
    *,
    is_live: bool,
    state: str | None = None,
    reference: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Charge]:
    """The merchant's charges of this mode, wherever they were asked for, the newest first; of `after`, the nearest
    first. `until` is not included."""
    return merchants.list_charges(
        merchant_id,
        is_live=is_live,
        state=state,
        reference=reference,
        since=since,
        until=until,
        before=before,
        after=after,
        limit=limit,
    )


def find_till(*, merchant_id: UUID, code: str) -> Till | None:
    """One of the merchant's tills that are open, in a store that is."""
    return Till.objects.filter(merchant_id=merchant_id, code=code, is_open=True, store__is_open=True).first()


def list_refunds(
    charge: Charge, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Transaction]:
    """What went back of a live charge, the newest first; of `after`, the nearest first. No declined ones."""
    if charge.transaction_id is None:
        return []
    rows = Taking.objects.filter(sale_id=charge.transaction_id, kind=TakingKind.REFUND)
    if after is not None:
        rows = rows.filter(transaction_id__gt=after).order_by("transaction_id")
    else:
        rows = (rows.filter(transaction_id__lt=before) if before is not None else rows).order_by("-transaction_id")
    wanted = list(rows.values_list("transaction_id", flat=True)[:limit])
    found = Transaction.objects.in_bulk(wanted)
    return [found[identity] for identity in wanted]


def list_trial_refunds(
    charge: Charge, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[TrialRefund]:
    """The same of a test charge."""
    rows = TrialRefund.objects.filter(charge=charge)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def sums_given_back(sales: Sequence[UUID]) -> dict[UUID, Decimal]:
    """How much of each of these payments went back to its payer; those of which nothing did are left out."""
    rows = Taking.objects.filter(sale_id__in=sales).values("sale_id").annotate(total=Sum("gross"))
    return {row["sale_id"]: row["total"] for row in rows if row["sale_id"]}
