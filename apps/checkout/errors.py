"""What is refused of being paid from afar, in words for people and their programs."""

from apps.accounts.errors import InvalidToken
from apps.core.errors import DomainError


class InvalidKey(InvalidToken):
    """This API key is not valid, or no longer."""


class ScopeRequired(DomainError):
    """This API key may not do this."""

    code = "scope_required"
    category = "forbidden"


class KeyNotFound(DomainError):
    """There is no such API key."""

    code = "key_not_found"
    category = "not_found"


class KeyEnded(DomainError):
    """This API key was revoked, has expired, or was rotated already."""

    code = "key_ended"
    category = "conflict"


class TooManyKeys(DomainError):
    """There are as many API keys as a merchant may have. Revoke one first."""

    code = "too_many_keys"
    category = "conflict"
