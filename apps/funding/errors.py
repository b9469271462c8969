"""What is refused about deposits, withdrawals and where they come from. Why a payment is declined stands in
apps/transactions/errors.py."""

from apps.core.errors import DomainError, NotFound


class FundingSourceNotFound(NotFound):
    """There is no such bank account or card."""

    code = "funding_source_not_found"


class AutoTopUpNotFound(NotFound):
    """There is no automatic top-up of this currency."""

    code = "auto_top_up_not_found"


class HolderDiffers(DomainError):
    """The account must be in your own name, as it stands in your GoPay account."""

    code = "holder_differs"


class TooManySources(DomainError):
    """You have linked as many accounts and cards as anybody may. Remove one first."""

    code = "too_many_sources"
    category = "conflict"


class NotForWithdrawals(DomainError):
    """Money can be withdrawn to a bank account only."""

    code = "not_for_withdrawals"


class CardsNotOffered(DomainError):
    """Nobody takes cards in this currency, or for this amount."""

    code = "cards_not_offered"


class AutoTopUpConflict(DomainError):
    """The automatic top-up is in another state by now."""

    code = "auto_top_up_conflict"
    category = "conflict"
