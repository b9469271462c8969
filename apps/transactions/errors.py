"""Why a payment is refused. A Declined is recorded and told to people; the others leave no trace."""

from apps.accounts.errors import SessionEnded
from apps.core.errors import DomainError

__all__ = ["DECLINES", "SessionEnded"]


class Declined(DomainError):
    """The payment was declined; no money moved."""

    code = "declined"


class InsufficientFunds(Declined):
    """There is not enough money in the wallet."""

    code = "insufficient_funds"


class PayeeNotFound(Declined):
    """Nobody can be paid under this number, e-mail address or id."""

    code = "payee_not_found"


class PayeeNotActive(Declined):
    """The payee cannot receive money now."""

    code = "payee_not_active"


class PayerNotActive(Declined):
    """Your wallet cannot send money now."""

    code = "payer_not_active"


class SelfTransfer(Declined):
    """You cannot send money to yourself."""

    code = "self_transfer"


class CurrencyMismatch(Declined):
    """One of the two has no wallet in this currency."""

    code = "currency_mismatch"


class BelowMinimum(Declined):
    """The amount is less than a payment of this kind may be."""

    code = "below_minimum"


class LimitExceeded(Declined):
    """The amount is more than a single payment of this kind may be."""

    code = "limit_exceeded"


class TierLimitExceeded(Declined):
    """The amount is more than you may pay at once at your verification level."""

    code = "tier_limit_exceeded"


class DailyLimitExceeded(Declined):
    """With this payment you would pay more in a day than you may at your verification level."""

    code = "daily_limit_exceeded"


class MonthlyLimitExceeded(Declined):
    """With this payment you would pay more in a month than you may at your verification level."""

    code = "monthly_limit_exceeded"


class DailyCountExceeded(Declined):
    """You have made as many payments today as you may at your verification level."""

    code = "daily_count_exceeded"


class PayeeLimitExceeded(Declined):
    """The payee's wallet may not hold that much."""

    code = "payee_limit_exceeded"


class AmountTooLarge(Declined):
    """The amount is more than a wallet can ever hold."""

    code = "amount_too_large"


DECLINES: dict[str, type[Declined]] = {
    each.code: each
    for each in (
        InsufficientFunds,
        PayeeNotFound,
        PayeeNotActive,
        PayerNotActive,
        SelfTransfer,
        CurrencyMismatch,
        BelowMinimum,
        LimitExceeded,
        TierLimitExceeded,
        DailyLimitExceeded,
        MonthlyLimitExceeded,
        DailyCountExceeded,
        PayeeLimitExceeded,
        AmountTooLarge,
    )
}


class IdempotencyKeyReused(DomainError):
    """This Idempotency-Key was used for another request."""

    code = "idempotency_key_reused"


class IdempotencyKeyInFlight(DomainError):
    """The first request with this Idempotency-Key is still being answered. Ask again."""

    code = "idempotency_key_in_flight"
    category = "conflict"


class TransactionNotFound(DomainError):
    """There is no such payment."""

    code = "transaction_not_found"
    category = "not_found"
