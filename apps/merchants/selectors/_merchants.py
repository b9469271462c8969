"""Reads of merchants, their papers, stores, tills and people."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.merchants.errors import MerchantNotFound, StaffNotFound, StoreNotFound, TillNotFound
from apps.merchants.models import Document, Handover, Merchant, Staff, Store, Till

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Employment:
    """A merchant, and what the person is there, with its papers and who is offered it."""

    merchant: Merchant
    role: str
    store_id: UUID | None
    person_id: UUID
    documents: list[Document] = field(default_factory=list)
    handover: Handover | None = None

    @property
    def id(self) -> UUID:
        return self.merchant.id


def get_merchant(merchant_id: UUID) -> Merchant:
    """The merchant, whatever its status. For whoever may see it: see `require_role`. Raises MerchantNotFound."""
    row = Merchant.objects.filter(pk=merchant_id).first()
    if row is None:
        raise MerchantNotFound
    return row


def get_employment(person_id: UUID, merchant_id: UUID, *, now: datetime) -> Employment:
    """A merchant somebody owns or works for. Raises MerchantNotFound, also where they are nothing."""
    rows = Staff.objects.filter(person_id=person_id, merchant_id=merchant_id, ended_at=None)
    row = rows.select_related("merchant__settle_source").first()
    if row is None:
        raise MerchantNotFound
    return _employments([row], now)[0]


def list_employments(
    person_id: UUID, *, now: datetime, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Employment]:
    """The merchants somebody owns or works for, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = Staff.objects.filter(person_id=person_id, ended_at=None).select_related("merchant__settle_source")
    if after is not None:
        rows = rows.filter(merchant_id__gt=after).order_by("merchant_id")
    else:
        rows = rows.order_by("-merchant_id")
        if before is not None:
            rows = rows.filter(merchant_id__lt=before)
    return _employments(list(rows[:limit]), now)


def _employments(rows: Sequence[Staff], now: datetime) -> list[Employment]:
    ids = [row.merchant_id for row in rows]
    documents: dict[UUID, list[Document]] = {}
    for document in Document.objects.filter(merchant_id__in=ids).order_by("kind", "id"):
        documents.setdefault(document.merchant_id, []).append(document)
    offers = Handover.objects.filter(merchant_id__in=ids, ended_at=None, expires_at__gt=now).select_related("to")
    offered = {offer.merchant_id: offer for offer in offers}
    return [
        Employment(
            row.merchant,
            row.role,
            row.store_id,
            row.person_id,
            documents.get(row.merchant_id, []),
            offered.get(row.merchant_id),
        )
        for row in rows
    ]


def find_handover(merchant_id: UUID, *, now: datetime) -> Handover | None:
    """To whom the merchant is offered, if it is and whoever was is still there."""
    offers = Handover.objects.filter(merchant_id=merchant_id, ended_at=None, expires_at__gt=now, to__ended_at=None)
    return offers.select_related("to").first()


def list_documents(merchant_id: UUID) -> list[Document]:
    """What was sent, one of a kind at most."""
    return list(Document.objects.filter(merchant_id=merchant_id).order_by("kind", "id"))


def seen_digest(merchant: Merchant) -> str:
    """What an approval is bound to: all that a reviewer looks at, so that any change of it asks for another look."""
    documents = [(row.kind, row.file_key) for row in list_documents(merchant.id)]
    facts = (merchant.name, merchant.legal_name, merchant.category, merchant.country, merchant.owner_id, documents)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def get_store(*, merchant_id: UUID, store_id: UUID) -> Store:
    """One of its stores. Raises StoreNotFound."""
    row = Store.objects.filter(pk=store_id, merchant_id=merchant_id).first()
    if row is None:
        raise StoreNotFound
    return row


def list_stores(
    merchant_id: UUID,
    *,
    store_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Store]:
    """Its stores, or only the one, the newest first: see `list_employments` for `before` and `after`."""
    rows = Store.objects.filter(merchant_id=merchant_id)
    if store_id is not None:
        rows = rows.filter(pk=store_id)
    return _page(rows, before, after, limit)


def get_till(*, merchant_id: UUID, till_id: UUID) -> Till:
    """One of its tills, open or closed. Raises TillNotFound."""
    row = Till.objects.filter(pk=till_id, merchant_id=merchant_id).first()
    if row is None:
        raise TillNotFound
    return row


def list_tills(
    merchant_id: UUID,
    *,
    store_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Till]:
    """Its tills, or those of one store, the newest first."""
    rows = Till.objects.filter(merchant_id=merchant_id)
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    return _page(rows, before, after, limit)


def get_staff(*, merchant_id: UUID, staff_id: UUID) -> Staff:
    """Somebody who works there. Raises StaffNotFound, also for who does no longer."""
    row = Staff.objects.filter(pk=staff_id, merchant_id=merchant_id, ended_at=None).select_related("person").first()
    if row is None:
        raise StaffNotFound
    return row


def list_staff(
    merchant_id: UUID,
    *,
    store_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Staff]:
    """Who works there, or in one store only, the newest first."""
    rows = Staff.objects.filter(merchant_id=merchant_id, ended_at=None).select_related("person")
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    return _page(rows, before, after, limit)


def _page(rows: QuerySet[Row], before: UUID | None, after: UUID | None, limit: int) -> list[Row]:
    if after is not None:
        return list(rows.filter(pk__gt=after).order_by("pk")[:limit])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])
