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


class FeeExceedsAmount(Declined):
    """The fee would leave nothing of the amount for the payee."""

    code = "fee_exceeds_amount"


class QuoteExpired(Declined):
    """The quoted price holds no longer. Ask for a new quote."""

    code = "quote_expired"


class QuoteMismatch(Declined):
    """The quote is for another payment."""

    code = "quote_mismatch"


class QuoteUsed(Declined):
    """The quote was used for another payment already."""

    code = "quote_used"


class RefusedByRules(Declined):
    """The payment was refused for security reasons. Ask support."""

    code = "refused_by_rules"


class ReturnedByReview(Declined):
    """The payment was looked at and given back."""

    code = "returned_by_review"


class NotClaimed(Declined):
    """The payee did not register in time."""

    code = "not_claimed"


class CancelledBySender(Declined):
    """The sender has cancelled the payment."""

    code = "cancelled_by_sender"


class TooManyInvitations(Declined):
    """As much as you may send to people who are not registered is waiting for them already."""

    code = "too_many_invitations"


class DeviceLocked(Declined):
    """The phone it was made on was locked."""

    code = "device_locked"


class AccountRemoved(Declined):
    """The account it was to go to is not linked any more."""

    code = "account_removed"


class NothingLeftToRefund(Declined):
    """All of this payment was given back already, or is kept back for a dispute."""

    code = "nothing_left_to_refund"


class RefundTooLarge(Declined):
    """That is more than is left of this payment to give back."""

    code = "refund_too_large"


class AlreadyReversed(Declined):
    """This payment was reversed already."""

    code = "already_reversed"


class NoRate(Declined):
    """There is no rate at which these two currencies are converted."""

    code = "no_rate"


class NoWallet(Declined):
    """You have no wallet in one of the two currencies. Open it first."""

    code = "no_wallet"


class MerchantNotActive(Declined):
    """This merchant cannot be paid now."""

    code = "merchant_not_active"


class PaymentCodeExpired(Declined):
    """The time to pay this is over. Ask for a new code."""

    code = "payment_code_expired"


class PaymentCodeUsed(Declined):
    """This was paid already, or called off."""

    code = "payment_code_used"


class WrongAmount(Declined):
    """This is not the amount that was asked for."""

    code = "wrong_amount"


class RefundCapExceeded(Declined):
    """With this refund you would give back more in a day than you may."""

    code = "refund_cap_exceeded"


class AgentNotActive(Declined):
    """This agent does not serve now."""

    code = "agent_not_active"


class SelfDealing(Declined):
    """An agent serves nobody who works for it."""

    code = "self_dealing"


class OutletLimitExceeded(Declined):
    """This outlet has reached what it may do."""

    code = "outlet_limit_exceeded"


class CashLimitExceeded(Declined):
    """The customer has reached what they may bring to agents, or fetch from them."""

    code = "cash_limit_exceeded"


class CashCodeExpired(Declined):
    """The cash was not fetched in time."""

    code = "cash_code_expired"


class CashCodeBlocked(Declined):
    """The code was blocked after too many wrong ones."""

    code = "cash_code_blocked"


class CancelledByMerchant(Declined):
    """The merchant has let go of it."""

    code = "cancelled_by_merchant"


class NotCaptured(Declined):
    """The merchant did not take it in time."""

    code = "not_captured"


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
        FeeExceedsAmount,
        QuoteExpired,
        QuoteMismatch,
        QuoteUsed,
        RefusedByRules,
        TooManyInvitations,
        NothingLeftToRefund,
        RefundTooLarge,
        AlreadyReversed,
        NoRate,
        NoWallet,
        MerchantNotActive,
        PaymentCodeExpired,
        PaymentCodeUsed,
        WrongAmount,
        RefundCapExceeded,
        AgentNotActive,
        SelfDealing,
        OutletLimitExceeded,
        CashLimitExceeded,
    )
}
# Why a held payment went back.
RETURNS: dict[str, type[Declined]] = {
    each.code: each
    for each in (
        ReturnedByReview,
        NotClaimed,
        CancelledBySender,
        CancelledByMerchant,
        NotCaptured,
        CashCodeExpired,
        CashCodeBlocked,
        DeviceLocked,
        AccountRemoved,
        PayeeNotActive,
        PayeeLimitExceeded,
    )
}


class ProviderDeclined(Declined):
    """The provider has declined it."""

    code = "provider_declined"


class ProviderAccountInvalid(Declined):
    """The provider does not know this account, or it is closed."""

    code = "provider_account_invalid"


class ProviderInsufficientFunds(Declined):
    """There is not enough money on the account or card."""

    code = "provider_insufficient_funds"


class ProviderLimit(Declined):
    """It is more than the provider allows for this account or card."""

    code = "provider_limit"


class ProviderCardExpired(Declined):
    """The card has expired."""

    code = "provider_card_expired"


class ProviderUnavailable(Declined):
    """The provider could not be reached. Nothing was done."""

    code = "provider_unavailable"


class ProviderExpired(Declined):
    """Nobody has paid in time."""

    code = "provider_expired"


# Why what goes through a provider failed (apps.gateways.base.FAILURES).
FAILURES: dict[str, type[Declined]] = {
    each.code: each
    for each in (
        ProviderDeclined,
        ProviderAccountInvalid,
        ProviderInsufficientFunds,
        ProviderLimit,
        ProviderCardExpired,
        ProviderUnavailable,
        ProviderExpired,
        PayeeNotActive,
    )
}
# Every failure code there can be.
REASONS = {**RETURNS, **FAILURES, **DECLINES}


class IdempotencyKeyReused(DomainError):
    """This Idempotency-Key was used for another request."""

    code = "idempotency_key_reused"


class IdempotencyKeyInFlight(DomainError):
    """The first request with this Idempotency-Key is still being answered. Ask again."""

    code = "idempotency_key_in_flight"
    category = "conflict"


class NotHeld(DomainError):
    """The payment is not held, or no longer."""

    code = "not_held"
    category = "conflict"


class NobodyToPay(DomainError):
    """Nobody can be paid under this number, e-mail address, handle or id."""

    code = "payee_not_found"
    category = "not_found"


class TransactionNotFound(DomainError):
    """There is no such payment."""

    code = "transaction_not_found"
    category = "not_found"


class NotRefundable(DomainError):
    """This payment cannot be given back, or not by you."""

    code = "not_refundable"
    category = "conflict"


class NotReversible(DomainError):
    """This payment cannot be reversed."""

    code = "not_reversible"
    category = "conflict"


class ReversalRequested(DomainError):
    """Somebody has asked already for this payment to be reversed."""

    code = "reversal_requested"
    category = "conflict"


class ReversalNotFound(DomainError):
    """Nobody has asked for this reversal."""

    code = "reversal_not_found"
    category = "not_found"


class ReversalDecided(DomainError):
    """The reversal is decided by now: nothing was changed."""

    code = "reversal_decided"
    category = "conflict"


class ReceivableNotFound(DomainError):
    """Nobody owes this."""

    code = "receivable_not_found"
    category = "not_found"


class AdjustmentNotMade(DomainError):
    """The wallet cannot be adjusted so now: nothing was moved."""

    code = "adjustment_not_made"
    category = "conflict"


class TermsMakeNoSense(DomainError):
    """These figures cannot stand beside each other, or beside what is there."""

    code = "terms_make_no_sense"
    category = "conflict"


class NothingToCollect(DomainError):
    """There is nothing in the wallet that could be collected now."""

    code = "nothing_to_collect"
    category = "conflict"
