from datetime import datetime

from apps.merchants.models import Charge, ChargeState, MerchantStatus

_CODE_LENGTH = 22


def find_paged(code: str) -> Charge | None:
    """The charge that a page's address names, with its merchant and till."""
    # What a code could not be is not looked up.
    if not 0 < len(code) <= _CODE_LENGTH or not code.isascii() or not code.isprintable():
        return None
    return Charge.objects.select_related("merchant", "till").filter(code=code).first()


def state_of(charge: Charge, now: datetime) -> str:
    """What a visitor is told of it: an open one whose time is over, or whose merchant does not trade, is not payable.

    One of open, closed, held, paid, expired, cancelled, returned. The charge was read with its merchant.
    """
    if charge.state != ChargeState.OPEN:
        return str(charge.state).lower()
    if charge.expires_at <= now:
        return "expired"
    return "open" if charge.merchant.status == MerchantStatus.ACTIVE or not charge.is_live else "closed"
