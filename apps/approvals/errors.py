"""What approvals refuse."""

from apps.core.errors import DomainError, NotFound


class ApprovalNotFound(NotFound):
    """There is no such approval."""

    code = "approval_not_found"


class AlreadyRequested(DomainError):
    """Somebody has asked for this already, and it waits for a second person."""

    code = "approval_requested"
    category = "conflict"


class ApprovalDecided(DomainError):
    """It is decided by now: nothing was changed."""

    code = "approval_decided"
    category = "conflict"


class ApprovalExpired(DomainError):
    """Nobody has decided in time, so it is not good for anything any more. Ask again."""

    code = "approval_expired"
    category = "conflict"


class ApprovalVoided(DomainError):
    """What was to be approved has changed since it was asked for. Ask again for what it is now."""

    code = "approval_voided"
    category = "conflict"


class OwnApproval(DomainError):
    """Nobody approves what they have asked for themselves: a second person does."""

    code = "own_approval"
    category = "forbidden"


class NotAllowed(DomainError):
    """You may not decide about this, or not any more."""

    code = "approval_not_allowed"
    category = "forbidden"


class NothingToChange(DomainError):
    """It is so already: there is nothing to ask for."""

    code = "nothing_to_change"
    category = "conflict"


class DecidedElsewhere(DomainError):
    """Operators do not decide about this here."""

    code = "approval_decided_elsewhere"
    category = "conflict"
