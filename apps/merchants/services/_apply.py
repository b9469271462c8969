"""Applying, correcting what was applied with, and applying again.

What is locked and what happens when the process dies: applying locks the person's row, under which their merchants are
counted, and writes merchant, owner's row and event in one transaction. Changing and sending again lock the merchant's
row, which a reviewer's decision holds too. Dying before the end leaves what was there before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.core import caching
from apps.core.ratelimit import spend
from apps.merchants import rates
from apps.merchants.errors import (
    MerchantConflict,
    MerchantNamedAlready,
    NoWalletForIt,
    RegistrationMissing,
    TooManyMerchants,
)
from apps.merchants.models import Document, DocumentKind, Merchant, MerchantStatus, Role, Staff
from apps.merchants.selectors import Power, merchant_cache_key
from apps.merchants.services._desk import announce, lock_for, require_not_closed, write_down
from apps.wallets.models import Wallet

MAX_MERCHANTS = 5
# Who a business is: looked at by a reviewer, and fixed once it trades.
REVIEWED = frozenset({"name", "legal_name", "category", "country"})


def apply_as_merchant(
    *,
    person_id: UUID,
    name: str,
    legal_name: str,
    category: str,
    currency: str,
    country: str,
    city: str,
    address: str = "",
    description: str = "",
    website: str = "",
    now: datetime,
) -> Merchant:
    """Applies for a business of the person's own, who is its owner from the first moment on.

    How well we know the person is looked at when it is approved, not now. Records `merchants.applied`. Raises
    NoWalletForIt without an open wallet in its currency, TooManyMerchants, MerchantNamedAlready, TooManyRequests.
    """
    spend(rates.APPLICATIONS, str(person_id), now=now)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        require_room_for(person_id, name, currency)
        merchant = Merchant.objects.create(
            owner_id=person_id,
            name=name,
            legal_name=legal_name,
            category=category,
            currency=currency,
            country=country,
            city=city,
            address=address,
            description=description,
            website=website,
            applied_at=now,
        )
        Staff.objects.create(
            merchant=merchant, person_id=person_id, role=Role.OWNER, added_by_id=person_id, added_at=now
        )
        announce(merchant, "merchants.applied", by=person_id, now=now)
    return merchant


def change_merchant(*, person_id: UUID, merchant_id: UUID, changes: Mapping[str, Any], now: datetime) -> Merchant:
    """Writes what its owner says of it: who it is while nobody has approved it, where it is found at any time.

    A reviewer who has looked at the former has to look again (`approve_merchant`). Raises MerchantNotFound,
    RoleRequired, MerchantConflict, MerchantNamedAlready, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        require_not_closed(merchant)
        changed = {name for name, value in changes.items() if getattr(merchant, name) != value}
        undecided = merchant.status in (MerchantStatus.APPLIED, MerchantStatus.REJECTED)
        if changed & REVIEWED and not undecided:
            raise MerchantConflict("Who a business is changes only before it is approved.")
        if "name" in changed:
            _require_unused(merchant.owner_id, changes["name"], besides=merchant.id)
        if changed:
            for name in changed:
                setattr(merchant, name, changes[name])
            merchant.save(update_fields=sorted(changed))
            caching.forget(merchant_cache_key(merchant.id))
            write_down(merchant, "merchants.changed", by=person_id, now=now, fields=sorted(changed))
    return merchant


def submit_again(*, person_id: UUID, merchant_id: UUID, now: datetime) -> Merchant:
    """Applies again after a rejection. Records `merchants.applied`.

    Raises MerchantNotFound, RoleRequired, MerchantConflict when it is not rejected, RegistrationMissing,
    TooManyRequests.
    """
    spend(rates.APPLICATIONS, str(person_id), now=now)
    with transaction.atomic():
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        if merchant.status != MerchantStatus.REJECTED:
            raise MerchantConflict
        if not Document.objects.filter(merchant=merchant, kind=DocumentKind.REGISTRATION).exists():
            raise RegistrationMissing
        merchant.status, merchant.status_reason, merchant.applied_at = MerchantStatus.APPLIED, "", now
        merchant.decided_at, merchant.decided_by = None, None
        merchant.save(update_fields=["status", "status_reason", "applied_at", "decided_at", "decided_by"])
        announce(merchant, "merchants.applied", by=person_id, now=now)
    return merchant


def require_room_for(person_id: UUID, name: str, currency: str) -> None:
    """Whether somebody may own one more, of this name. The caller holds the lock of the person's row.

    Raises NoWalletForIt, TooManyMerchants, MerchantNamedAlready.
    """
    if not Wallet.objects.filter(holder_id=person_id, currency=currency).exclude(status="CLOSED").exists():
        raise NoWalletForIt
    if _owned(person_id).count() >= MAX_MERCHANTS:
        raise TooManyMerchants
    _require_unused(person_id, name)


def _owned(person_id: UUID) -> Any:
    return Merchant.objects.filter(owner_id=person_id).exclude(status=MerchantStatus.CLOSED)


def _require_unused(person_id: UUID, name: str, besides: UUID | None = None) -> None:
    """So that an application sent twice is one."""
    if _owned(person_id).filter(name=name).exclude(pk=besides).exists():
        raise MerchantNamedAlready
