"""What registering a customer refuses."""

from apps.core.errors import DomainError, NotFound


class RegistrationNotFound(NotFound):
    """There is no such registration."""

    code = "registration_not_found"


class RegistrationConflict(DomainError):
    """The registration is in another state by now."""

    code = "registration_conflict"
    category = "conflict"
