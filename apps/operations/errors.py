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
