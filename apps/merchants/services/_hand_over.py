"""Handing a business over: its owner offers it to somebody who works there, who accepts; both with PIN and code.

Accepting is one transaction under the locks of the new owner's row, under which what they own is counted, and the
merchant's: owner, both roles, the place it is settled to and the offer change together or not at all. What is open
stays owed, and goes to the new owner's wallet.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts.identifiers import masked_name
from apps.accounts.models import KycTier
from apps.accounts.services import Proof
from apps.core import caching
from apps.merchants.errors import HandoverNotFound, MerchantConflict, OwnerNotVerified, OwnRole
from apps.merchants.models import Handover, Merchant, Role, SettleTo, Staff
from apps.merchants.selectors import Power, find_handover, get_merchant, get_staff, merchant_cache_key, require_role
from apps.merchants.services._apply import require_room_for
from apps.merchants.services._desk import announce, lock_for, require_not_closed
from apps.merchants.services._proven import confirm, use

GOOD_FOR = timedelta(days=7)


def offer_merchant(
    *, person_id: UUID, session_id: UUID, merchant_id: UUID, staff_id: UUID, proof: Proof, now: datetime
) -> Handover:
    """The owner offers the business to somebody who works there, in place of who was offered it before.

    Good for seven days. Call it outside a transaction. Records `merchants.handover_offered`. Raises MerchantNotFound,
    RoleRequired, StaffNotFound, OwnRole for the owner, MerchantConflict, StepUpRequired, InvalidCode, TooManyRequests,
    SessionEnded, and what accounts.services.authorise raises.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    merchant = get_merchant(merchant_id)
    require_not_closed(merchant)
    row = _other(merchant_id, staff_id, person_id)
    authority = confirm(
        *(merchant, "merchant_handover"),
        person_id=person_id,
        session_id=session_id,
        proof=proof,
        now=now,
        facts={"staff_id": str(staff_id)},
        about={"owner": masked_name(row.person.full_name)},
    )
    with transaction.atomic():
        use(authority, session_id=session_id, now=now)
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        require_not_closed(merchant)
        row = _other(merchant_id, staff_id, person_id)
        Handover.objects.filter(merchant=merchant, ended_at=None).update(ended_at=now)
        offer = Handover.objects.create(
            merchant=merchant, to=row, offered_by_id=person_id, offered_at=now, expires_at=now + GOOD_FOR
        )
        announce(*(merchant, "merchants.handover_offered"), by=person_id, now=now, person_id=str(row.person_id))
    return offer


def accept_merchant(*, person_id: UUID, session_id: UUID, merchant_id: UUID, proof: Proof, now: datetime) -> Merchant:
    """Whoever was offered the business becomes its owner, and the owner a manager; it is settled to their wallet.

    Call it outside a transaction. Records `merchants.handed_over`. Raises MerchantNotFound, HandoverNotFound,
    MerchantConflict, OwnerNotVerified, NoWalletForIt, TooManyMerchants, MerchantNamedAlready, StepUpRequired,
    InvalidCode, TooManyRequests, SessionEnded, and what accounts.services.authorise raises.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    offer = find_handover(merchant_id, now=now)
    if offer is None or offer.to.person_id != person_id:
        raise HandoverNotFound
    merchant = get_merchant(merchant_id)
    authority = confirm(
        *(merchant, "merchant_takeover"),
        person_id=person_id,
        session_id=session_id,
        proof=proof,
        now=now,
        facts={"handover_id": str(offer.id)},
    )
    with transaction.atomic():
        use(authority, session_id=session_id, now=now)
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
        require_not_closed(merchant)
        current = find_handover(merchant_id, now=now)
        if current is None or current.id != offer.id or merchant.owner_id != offer.offered_by_id:
            raise HandoverNotFound
        _require_fit(merchant, person_id)
        _hand_over(merchant, current, now)
        announce(*(merchant, "merchants.handed_over"), by=person_id, now=now, former_owner_id=str(offer.offered_by_id))
    return merchant


def _other(merchant_id: UUID, staff_id: UUID, person_id: UUID) -> Staff:
    row = get_staff(merchant_id=merchant_id, staff_id=staff_id)
    if row.person_id == person_id:
        raise OwnRole("You are the owner.")
    return row


def _require_fit(merchant: Merchant, person_id: UUID) -> None:
    """What a reviewer would look at again: who they are, and that they have let nothing in that becomes theirs."""
    if merchant.decided_by_id == person_id:
        raise MerchantConflict("You have decided about this business yourself.")
    tiers = list(KycTier.values)
    if tiers.index(people.get_profile(person_id).kyc_tier) < tiers.index(settings.MERCHANT_KYC_TIER):
        raise OwnerNotVerified
    require_room_for(person_id, merchant.name, merchant.currency)


def _hand_over(merchant: Merchant, offer: Handover, now: datetime) -> None:
    # One at a time is the owner, says the database.
    Staff.objects.filter(merchant=merchant, role=Role.OWNER, ended_at=None).update(role=Role.MANAGER)
    Staff.objects.filter(pk=offer.to_id).update(role=Role.OWNER, store=None, refund_daily_cap=None)
    merchant.owner_id = offer.to.person_id
    merchant.settle_to, merchant.settle_source, merchant.settle_not_before = SettleTo.WALLET, None, None
    merchant.save(update_fields=["owner", "settle_to", "settle_source", "settle_not_before"])
    offer.is_accepted, offer.ended_at = True, now
    offer.save(update_fields=["is_accepted", "ended_at"])
    caching.forget(merchant_cache_key(merchant.id))
