"""Why something a merchant or its people ask for is refused. What refuses a payment is a Declined (transactions)."""

from apps.core.errors import DomainError


class MerchantNotFound(DomainError):
    """There is no such merchant."""

    code = "merchant_not_found"
    category = "not_found"


class RoleRequired(DomainError):
    """Your role at this merchant does not allow this."""

    code = "merchant_role_required"
    category = "forbidden"


class MerchantNotTrading(DomainError):
    """This merchant is not active: it was not approved yet, or is suspended or closed."""

    code = "merchant_not_trading"
    category = "conflict"


class ChargeNotFound(DomainError):
    """There is no such charge."""

    code = "charge_not_found"
    category = "not_found"


class ChargeConflict(DomainError):
    """The charge is in another state by now."""

    code = "charge_conflict"
    category = "conflict"


class TillNotFound(DomainError):
    """There is no such till, or it is closed."""

    code = "till_not_found"
    category = "not_found"


class StoreNotFound(DomainError):
    """There is no such store."""

    code = "store_not_found"
    category = "not_found"
