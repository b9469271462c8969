"""What disputes refuse. What of a payment can be disputed at all says apps.transactions.errors."""

from apps.core.errors import DomainError, NotFound


class DisputeNotFound(NotFound):
    """There is no such dispute."""

    code = "dispute_not_found"


class EvidenceNotFound(NotFound):
    """There is no such evidence."""

    code = "evidence_not_found"


class NotDisputable(DomainError):
    """Only who paid can dispute a payment."""

    code = "not_disputable"
    category = "conflict"


class DisputeTooLate(DomainError):
    """This payment was made too long ago to be disputed."""

    code = "dispute_too_late"


class AlreadyDisputed(DomainError):
    """This payment is disputed already, or a dispute of it was decided."""

    code = "already_disputed"
    category = "conflict"


class DisputeConflict(DomainError):
    """The dispute is in another state by now: nothing was changed."""

    code = "dispute_conflict"
    category = "conflict"


class NotYourStep(DomainError):
    """This step is the other side's."""

    code = "not_your_step"
    category = "forbidden"


class OwnDispute(DomainError):
    """Nobody decides a dispute of their own."""

    code = "own_dispute"
    category = "forbidden"


class TooMuchEvidence(DomainError):
    """There is as much evidence of yours as there can be."""

    code = "too_much_evidence"
    category = "conflict"
