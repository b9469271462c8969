"""What identity checks refuse."""

from apps.core.errors import DomainError, NotFound


class SubmissionNotFound(NotFound):
    """There is no such submission."""

    code = "submission_not_found"


class DocumentNotFound(NotFound):
    """There is no such document."""

    code = "document_not_found"


class SubmissionConflict(DomainError):
    """The submission is in another state by now."""

    code = "submission_conflict"
    category = "conflict"


class NothingToVerify(DomainError):
    """You are verified to this level already."""

    code = "already_verified"
    category = "conflict"


class Incomplete(DomainError):
    """Something is still missing."""

    code = "submission_incomplete"
    category = "refused"


class DocumentNotNeeded(DomainError):
    """This kind of document has no such side."""

    code = "document_not_needed"
    category = "refused"


class OwnSubmission(DomainError):
    """Nobody reviews their own submission."""

    code = "own_submission"
    category = "forbidden"


class TakenBySomebodyElse(DomainError):
    """Another reviewer works on it."""

    code = "taken_by_somebody_else"
    category = "conflict"


class HitNotFound(NotFound):
    """There is no such hit, or it is decided."""

    code = "hit_not_found"
