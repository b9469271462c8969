"""What reconciliation refuses."""

from apps.core.errors import DomainError, InvalidInput, NotFound


class InvalidFile(InvalidInput):
    """The file cannot be read."""

    code = "invalid_file"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, errors=[{"field": "file", "code": self.code, "detail": detail}])


class FileTooLarge(InvalidFile):
    """The file is too large."""

    code = "file_too_large"


class UnknownSource(InvalidInput):
    """There is no such gateway."""

    code = "unknown_gateway"


class BreakNotFound(NotFound):
    """There is no such break."""

    code = "break_not_found"


class BreakResolved(DomainError):
    """It is resolved by now: nothing was changed."""

    code = "break_resolved"
    category = "conflict"


class ResolutionAsked(DomainError):
    """Somebody has asked for its resolution already; a second person has to decide."""

    code = "resolution_asked"
    category = "conflict"


class NothingAsked(DomainError):
    """Nobody has asked for its resolution, or it was taken back."""

    code = "nothing_asked"
    category = "conflict"


class NotResolvableSo(DomainError):
    """This break cannot be resolved in this way."""

    code = "not_resolvable_so"


class SettlementNotFound(NotFound):
    """There is no such settlement."""

    code = "settlement_not_found"


class SettlementRecorded(DomainError):
    """This movement of the bank was recorded before."""

    code = "settlement_recorded"
    category = "conflict"


class SettlementDecided(DomainError):
    """The settlement is decided by now: nothing was changed."""

    code = "settlement_decided"
    category = "conflict"
