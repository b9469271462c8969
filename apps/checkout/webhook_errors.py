"""What is refused of webhooks, in words for people and their programs."""

from apps.core.errors import DomainError


class EndpointNotFound(DomainError):
    """There is no such webhook endpoint."""

    code = "webhook_endpoint_not_found"
    category = "not_found"


class EndpointConflict(DomainError):
    """The webhook endpoint is in another state by now."""

    code = "webhook_endpoint_conflict"
    category = "conflict"


class TooManyEndpoints(DomainError):
    """There are as many webhook endpoints as a merchant may have. Delete one first."""

    code = "too_many_webhook_endpoints"
    category = "conflict"


class DeliveryNotFound(DomainError):
    """There is no such delivery."""

    code = "webhook_delivery_not_found"
    category = "not_found"


class DeliveryConflict(DomainError):
    """This delivery waits for its next attempt already."""

    code = "webhook_delivery_conflict"
    category = "conflict"
