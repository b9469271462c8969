"""What merchants add to a person's data export: the businesses they own, and where they work or worked."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.merchants.models import Merchant, PresentedCode, Staff


def _owned(person_id: UUID) -> int:
    return Merchant.objects.filter(owner_id=person_id).count()


@contributor("merchants", expected=_owned)
def _merchants(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Their businesses and what they said of them. Who decided is not theirs to read."""

    def fetch(after: UUID | None, limit: int) -> list[Merchant]:
        rows = Merchant.objects.filter(owner_id=person_id, id__gt=after).prefetch_related("documents", "stores")
        return list(rows.order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "name": row.name,
            "legal_name": row.legal_name,
            "category": row.category,
            "description": row.description,
            "website": row.website,
            "country": row.country,
            "city": row.city,
            "address": row.address,
            "currency": row.currency,
            "status": row.status,
            "status_reason": row.status_reason,
            "settle_to": row.settle_to,
            "period": row.period,
            "documents": sorted(document.kind.lower() for document in row.documents.all()),
            "stores": [
                {"name": store.name, "city": store.city, "address": store.address, "is_open": store.is_open}
                for store in sorted(row.stores.all(), key=lambda store: store.id)
            ],
            "applied_at": row.applied_at,
            "decided_at": row.decided_at,
        }


@contributor("merchant_roles")
def _roles(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they may do, or might, at which merchant."""

    def fetch(after: UUID | None, limit: int) -> list[Staff]:
        rows = Staff.objects.filter(person_id=person_id, id__gt=after).select_related("merchant", "store")
        return list(rows.order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "merchant": row.merchant.name,
            "role": row.role,
            "store": row.store.name if row.store else None,
            "refund_daily_cap": row.refund_daily_cap,
            "added_at": row.added_at,
            "ended_at": row.ended_at,
        }


@contributor("payment_codes")
def _codes(person_id: UUID) -> Iterator[dict[str, Any]]:
    """The codes they showed at tills, without the codes: nobody has them any more."""

    def fetch(after: UUID | None, limit: int) -> list[PresentedCode]:
        return list(PresentedCode.objects.filter(person_id=person_id, id__gt=after).order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "ceiling": row.ceiling,
            "currency": row.currency,
            "payment": row.transaction_id,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "used_at": row.used_at,
            "cancelled_at": row.cancelled_at,
        }
