"""What can be wrong with outside rails, as callers meet it."""

from apps.core.errors import DomainError


class CallbackNotFound(DomainError):
    """There is no such callback."""

    code = "callback_not_found"
    category = "not_found"


class ProviderNotFound(DomainError):
    """There is no such provider."""

    code = "provider_not_found"
    category = "not_found"


class CallbackRefused(DomainError):
    """This is not signed by its provider, or not now."""

    code = "invalid_signature"
    category = "unauthenticated"


class DiscrepancyNotFound(DomainError):
    """There is no such discrepancy."""

    code = "discrepancy_not_found"
    category = "not_found"


class DiscrepancyResolved(DomainError):
    """It is resolved by now: nothing was changed."""

    code = "discrepancy_resolved"
    category = "conflict"


class ResolutionProposed(DomainError):
    """Somebody has proposed something already, and a second person has to decide about that."""

    code = "resolution_proposed"
    category = "conflict"


class NothingProposed(DomainError):
    """Nobody proposes anything any more: nothing was changed."""

    code = "nothing_proposed"
    category = "conflict"


class NotResolvable(DomainError):
    """It cannot be resolved in this way now: nothing was changed."""

    code = "not_resolvable"


class OperationNotFound(DomainError):
    """There is no such operation."""

    code = "operation_not_found"
    category = "not_found"


class ProviderUnavailable(DomainError):
    """The provider cannot be reached now. Try again in a minute."""

    code = "provider_unavailable"
    category = "unavailable"


class AccountNotKnown(DomainError):
    """The provider knows no such account. Check the number and the name."""

    code = "provider_account_invalid"


class ProviderDeclined(DomainError):
    """The provider declined."""

    code = "provider_declined"
