"""What accounts refuses, in words for people."""

from apps.core.errors import DomainError, NotFound


class PersonNotFound(NotFound):
    """There is no such person."""


class SessionNotFound(NotFound):
    """There is no such session of yours."""


class InvalidCredentials(DomainError):
    """The number, the e-mail address or the password is not right."""

    code = "invalid_credentials"
    category = "unauthenticated"


class InvalidToken(DomainError):
    """This token is not valid, or no longer. Log in again."""

    code = "invalid_token"
    category = "unauthenticated"


class InvalidCode(DomainError):
    """This code is wrong, was used before, or is too old. Ask for a new one."""

    code = "invalid_code"
    category = "refused"


class StatusConflict(DomainError):
    """The account is not in a state in which this can be done."""

    code = "status_conflict"
    category = "conflict"


class NumberTaken(DomainError):
    """This phone number cannot be used."""

    code = "number_taken"
    category = "conflict"


class EmailTaken(DomainError):
    """This e-mail address cannot be used."""

    code = "email_taken"
    category = "conflict"
