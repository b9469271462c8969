"""The end of a merchant, by its owner or with its owner's account. What was taken stays owed and is paid out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.services import Proof
from apps.merchants.errors import MerchantConflict
from apps.merchants.models import Merchant, MerchantStatus
from apps.merchants.selectors import Power, get_merchant, require_role
from apps.merchants.services._desk import announce, lock_for
from apps.merchants.services._proven import confirm, use

# One that is suspended is an operator's to close: it may be that money has to stay.
_OWNERS_TO_CLOSE = frozenset({MerchantStatus.ACTIVE, MerchantStatus.APPLIED, MerchantStatus.REJECTED})


def close_own_merchant(
    *, person_id: UUID, session_id: UUID, merchant_id: UUID, proof: Proof, now: datetime
) -> Merchant:
    """Closes the owner's business for good, or takes back an application.

    Records `merchants.closed`, or `merchants.withdrawn` for what was never approved. Call it outside a transaction.
    Raises MerchantNotFound, RoleRequired, MerchantConflict when it is suspended or closed, StepUpRequired, InvalidCode,
    TooManyRequests, SessionEnded, and what accounts.services.authorise raises.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    merchant = get_merchant(merchant_id)
    _require_closable(merchant)
    authority = confirm(merchant, "merchant_close", person_id=person_id, session_id=session_id, proof=proof, now=now)
    with transaction.atomic():
        use(authority, session_id=session_id, now=now)
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        _require_closable(merchant)
        _close(merchant, by=person_id, now=now)
    return merchant


def close_of_person(*, person_id: UUID, now: datetime) -> int:
    """Closes what somebody owns whose account was closed, but what is suspended. Returns how many."""
    with transaction.atomic():
        theirs = Merchant.objects.filter(owner_id=person_id, status__in=_OWNERS_TO_CLOSE)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for merchant in rows:
            _close(merchant, by=None, now=now)
    return len(rows)


def _require_closable(merchant: Merchant) -> None:
    if merchant.status not in _OWNERS_TO_CLOSE:
        raise MerchantConflict(f"The merchant is {merchant.status.lower()}.")


def _close(merchant: Merchant, *, by: UUID | None, now: datetime) -> None:
    # What never traded has no accounts, and nothing to settle.
    is_application = merchant.status in (MerchantStatus.APPLIED, MerchantStatus.REJECTED)
    merchant.status, merchant.status_reason = MerchantStatus.CLOSED, ""
    merchant.decided_at, merchant.decided_by = now, None
    merchant.save(update_fields=["status", "status_reason", "decided_at", "decided_by"])
    announce(merchant, "merchants.withdrawn" if is_application else "merchants.closed", by=by, now=now, reason="")
