"""Why a member of staff is refused at the second step of the log-in."""

from apps.core.errors import DomainError


class WrongSecondFactor(DomainError):
    """This code is not right, or was used before."""

    code = "wrong_second_factor"
    category = "forbidden"


class EnrolmentOver(DomainError):
    """This took too long, or was begun again elsewhere. Scan the new code."""

    code = "enrolment_over"
    category = "conflict"


class NoAuthenticator(DomainError):
    """This person has no second factor."""

    code = "no_authenticator"
    category = "not_found"


class NotByOneself(DomainError):
    """Nobody does this for themselves. Ask a colleague."""

    code = "not_by_oneself"
    category = "forbidden"


class NoteIsEmpty(DomainError):
    """Write something down first."""

    code = "note_is_empty"


class NoteIsTooLong(DomainError):
    """A note has 1,000 characters at most."""

    code = "note_is_too_long"


class NoSuchRole(DomainError):
    """There is no such role."""

    code = "no_such_role"
    category = "not_found"


class RoleHeldAlready(DomainError):
    """They have this role already."""

    code = "role_held_already"
    category = "conflict"


class RoleNotHeld(DomainError):
    """They have no such role, or not any more."""

    code = "role_not_held"
    category = "conflict"


class NotForSuperusers(DomainError):
    """Superusers are looked after by superusers."""

    code = "not_for_superusers"
    category = "forbidden"


class NoReason(DomainError):
    """Say why: it stands in the audit trail."""

    code = "no_reason"
    category = "invalid"


class RoleIsDeclared(DomainError):
    """What this role gives is fixed. Make one of your own beside it."""

    code = "role_is_declared"
    category = "conflict"
