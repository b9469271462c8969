"""Why a payment is refused. A Declined is recorded and told to people; the others leave no trace."""

from apps.core.errors import DomainError


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


class SessionEnded(DomainError):
    """This session has ended. Log in again."""

    code = "session_ended"
    category = "unauthenticated"


class TransactionNotFound(DomainError):
    """There is no such payment."""

    code = "transaction_not_found"
    category = "not_found"
