"""A merchant as the payments see it, and the codes of its accounts."""

from uuid import UUID

from apps.merchants.models import Merchant
from apps.transactions.takings import Business
from apps.wallets.selectors import find_wallet


def takings_code(merchant_id: UUID) -> str:
    """What was taken and is not settled (deferred)."""
    return f"merchant:{merchant_id}:takings"


def payable_code(merchant_id: UUID) -> str:
    """What is settled and not paid out (deferred)."""
    return f"merchant:{merchant_id}:payable"


def reserve_code(merchant_id: UUID) -> str:
    """What is kept back (floor zero)."""
    return f"merchant:{merchant_id}:reserve"


def business_of(merchant: Merchant) -> Business:
    """The merchant, with its owner's wallet as it is now."""
    return Business(
        id=merchant.id,
        name=merchant.name,
        currency=merchant.currency,
        takings_code=takings_code(merchant.id),
        owner_id=merchant.owner_id,
        wallet=find_wallet(merchant.owner_id, merchant.currency),
    )


def find_business(merchant_id: UUID) -> Business | None:
    """The merchant with this id, whatever its status."""
    merchant = Merchant.objects.filter(pk=merchant_id).first()
    return business_of(merchant) if merchant else None
