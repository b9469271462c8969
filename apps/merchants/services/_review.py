"""What operators decide about merchants, each for a reason its owner is told.

Every decision locks the merchant's row FOR NO KEY UPDATE, looks whether it is still what the operator has seen, and
writes state and event in one transaction: of two operators one decides, the other hears what has become of it. The
accounts of a new merchant are opened in that transaction too, so an active one has them, whenever a process dies.
Payments read the state in their own statement: what starts after the commit of a suspension is refused.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts.models import KycTier
from apps.core.errors import InvalidInput
from apps.merchants import categories
from apps.merchants.errors import (
    DocumentNotFound,
    MerchantConflict,
    OwnerNotVerified,
    OwnMerchant,
    RegistrationMissing,
    RestrictedCategory,
)
from apps.merchants.models import Document, DocumentKind, Merchant, MerchantStatus, Staff
from apps.merchants.selectors import business_of, get_merchant, seen_digest
from apps.merchants.services._desk import announce, lock_merchant, write_down
from apps.transactions import services as transactions

_TIERS = list(KycTier.values)


def approve_merchant(
    *, merchant_id: UUID, by: UUID, seen: str, restricted_is_meant: bool = False, now: datetime
) -> None:
    """Lets a business trade: its accounts are open from this commit on. Records `merchants.approved`.

    `seen` is `selectors.seen_digest` of what the operator has looked at; whatever was changed after it has to be looked
    at again. Raises MerchantNotFound, OwnMerchant, MerchantConflict, RegistrationMissing, OwnerNotVerified below
    settings.MERCHANT_KYC_TIER, RestrictedCategory unless it is meant.
    """
    with transaction.atomic():
        merchant = _lock(merchant_id, by, MerchantStatus.APPLIED, lets_in=True)
        documents = list(Document.objects.filter(merchant=merchant))
        if not any(document.kind == DocumentKind.REGISTRATION for document in documents):
            raise RegistrationMissing
        if seen != seen_digest(merchant):
            raise MerchantConflict("It was changed after you looked at it: nothing was decided. Look again.")
        tier = people.get_profile(merchant.owner_id).kyc_tier
        if _TIERS.index(tier) < _TIERS.index(settings.MERCHANT_KYC_TIER):
            raise OwnerNotVerified
        if categories.is_restricted(merchant.category) and not restricted_is_meant:
            raise RestrictedCategory
        _decide(merchant, MerchantStatus.ACTIVE, "", by, now)
        transactions.open_business(business_of(merchant), at=now)
        _tell(merchant, "merchants.approved", by, now)


def reject_merchant(*, merchant_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Says what is not right; the owner may correct it and apply again. Records `merchants.rejected`.

    Raises MerchantNotFound, OwnMerchant, MerchantConflict, InvalidInput on `reason`.
    """
    reason = _words(reason)
    with transaction.atomic():
        merchant = _lock(merchant_id, by, MerchantStatus.APPLIED)
        _decide(merchant, MerchantStatus.REJECTED, reason, by, now)
        _tell(merchant, "merchants.rejected", by, now)


def suspend_merchant(*, merchant_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Stops payments to it and from it until it is resumed. Records `merchants.suspended`.

    Raises MerchantNotFound, OwnMerchant, MerchantConflict when it is not active, InvalidInput on `reason`.
    """
    reason = _words(reason)
    with transaction.atomic():
        merchant = _lock(merchant_id, by, MerchantStatus.ACTIVE)
        _decide(merchant, MerchantStatus.SUSPENDED, reason, by, now)
        _tell(merchant, "merchants.suspended", by, now)


def resume_merchant(*, merchant_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Lets a suspended one trade again. Records `merchants.resumed`.

    Raises MerchantNotFound, OwnMerchant, MerchantConflict when it is not suspended, InvalidInput on `reason`.
    """
    reason = _words(reason)
    with transaction.atomic():
        merchant = _lock(merchant_id, by, MerchantStatus.SUSPENDED, lets_in=True)
        _decide(merchant, MerchantStatus.ACTIVE, "", by, now)
        _tell(merchant, "merchants.resumed", by, now, reason=reason)


def close_merchant(*, merchant_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Ends it for good; what was taken stays owed. Records `merchants.closed`.

    Raises MerchantNotFound, OwnMerchant, MerchantConflict when it is neither active nor suspended, InvalidInput on
    `reason`.
    """
    reason = _words(reason)
    with transaction.atomic():
        merchant = _lock(merchant_id, by, MerchantStatus.ACTIVE, MerchantStatus.SUSPENDED)
        _decide(merchant, MerchantStatus.CLOSED, reason, by, now)
        _tell(merchant, "merchants.closed", by, now)


def look_at_document(*, merchant_id: UUID, kind: str, by: UUID, now: datetime) -> Document:
    """A paper for a reviewer, and writes down that it was seen.

    Raises MerchantNotFound, OwnMerchant, DocumentNotFound.
    """
    merchant = get_merchant(merchant_id)
    _require_not_own(merchant, by, lets_in=True)
    document = Document.objects.filter(merchant=merchant, kind=kind).first()
    if document is None:
        raise DocumentNotFound
    write_down(merchant, "merchants.document_seen", by=by, now=now, kind=kind, file=document.file_key)
    return document


def may_let_in(merchant: Merchant, *, by: UUID) -> bool:
    """Whether this operator may see its papers, approve it and let it go on."""
    return not (merchant.owner_id == by or Staff.objects.filter(merchant=merchant, person_id=by).exists())


def _lock(merchant_id: UUID, by: UUID, *states: MerchantStatus, lets_in: bool = False) -> Merchant:
    merchant = lock_merchant(merchant_id)
    _require_not_own(merchant, by, lets_in=lets_in)
    if merchant.status not in states:
        raise MerchantConflict(_what_happened(merchant))
    return merchant


def _require_not_own(merchant: Merchant, by: UUID, *, lets_in: bool) -> None:
    """Nobody decides about their own, and nobody who works or worked there lets it in.

    They may stop it: else a merchant would name all operators its staff and could not be stopped by any.
    """
    if merchant.owner_id == by or (lets_in and not may_let_in(merchant, by=by)):
        raise OwnMerchant


def _decide(merchant: Merchant, status: MerchantStatus, reason: str, by: UUID, now: datetime) -> None:
    merchant.status, merchant.status_reason = status, reason
    merchant.decided_at, merchant.decided_by_id = now, by
    merchant.save(update_fields=["status", "status_reason", "decided_at", "decided_by"])


def _tell(merchant: Merchant, topic: str, by: UUID, now: datetime, *, reason: str = "") -> None:
    """The event, the operator's log with their reason, and the owner's without their name."""
    announce(merchant, topic, by=None, now=now, reason=merchant.status_reason)
    write_down(merchant, f"{topic}_by_me", by=by, now=now, reason=reason or merchant.status_reason)
    write_down(merchant, topic, by=merchant.owner_id, now=now)


def _words(reason: str) -> str:
    words = " ".join(reason.split())
    if not words or len(words) > 500:
        detail = "Say in up to 500 characters why."
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": detail}])
    return words


def _what_happened(merchant: Merchant) -> str:
    """Why somebody who looked at it a moment ago cannot do any more what they meant to."""
    decider = people.find_person(str(merchant.decided_by_id)) if merchant.decided_by_id else None
    who = f" by {decider.full_name}" if decider else ""
    return f"It is {merchant.status.lower()}{who} by now: nothing was changed."
