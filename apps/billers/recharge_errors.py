"""What is refused about recharges. Why a payment is declined stands in apps/transactions/errors.py."""

from apps.core.errors import DomainError, NotFound


class RechargeOperatorNotFound(NotFound):
    """There is no such operator."""

    code = "recharge_operator_not_found"


class RechargeProductNotFound(NotFound):
    """The operator sells no such product."""

    code = "recharge_product_not_found"


class FavouriteNotFound(NotFound):
    """There is no such favourite."""

    code = "recharge_favourite_not_found"


class AutoRechargeNotFound(NotFound):
    """There is no such auto-recharge."""

    code = "auto_recharge_not_found"


class UnknownPrefix(DomainError):
    """No operator is known for this number. Choose one."""

    code = "recharge_operator_unknown"


class OperatorUnavailable(DomainError):
    """Numbers of this operator cannot be recharged now."""

    code = "recharge_operator_unavailable"


class ProductNeeded(DomainError):
    """The operator sells no airtime in this currency. Choose a product."""

    code = "recharge_product_needed"


class RechargeAmountNotExact(DomainError):
    """The product has another price."""

    code = "recharge_amount_not_exact"


class RechargeAmountTooSmall(DomainError):
    """This is less than the operator sells at once."""

    code = "recharge_amount_too_small"


class RechargeAmountTooLarge(DomainError):
    """This is more than the operator sells at once."""

    code = "recharge_amount_too_large"


class RechargeCurrencyDiffers(DomainError):
    """The product is sold in another currency."""

    code = "recharge_currency_differs"


class FavouriteKeptAlready(DomainError):
    """You have kept this number already."""

    code = "recharge_favourite_kept_already"
    category = "conflict"


class TooManyFavourites(DomainError):
    """You have kept as many numbers as anybody may. Delete one first."""

    code = "too_many_recharge_favourites"
    category = "conflict"


class TooManyAutoRecharges(DomainError):
    """You have as many auto-recharges as anybody may. Delete one first."""

    code = "too_many_auto_recharges"
    category = "conflict"


class AutoRechargeConflict(DomainError):
    """The auto-recharge is in another state by now."""

    code = "auto_recharge_conflict"
    category = "conflict"


# Why a due date may be skipped, beside a declined payment.
NOT_SOLD: dict[str, type[DomainError]] = {
    each.code: each
    for each in (
        RechargeOperatorNotFound,
        RechargeProductNotFound,
        OperatorUnavailable,
        RechargeAmountNotExact,
        RechargeAmountTooSmall,
        RechargeAmountTooLarge,
        RechargeCurrencyDiffers,
    )
}
