"""Where merchants' servers are told, and what became of it."""

from uuid import UUID

from apps.checkout.models import SEALED, EndpointStatus, WebhookDelivery, WebhookEndpoint
from apps.checkout.webhook_errors import DeliveryNotFound, EndpointNotFound


def list_endpoints(merchant_id: UUID) -> list[WebhookEndpoint]:
    """The merchant's endpoints, the newest first, without those that were deleted. Their secrets are not read."""
    rows = WebhookEndpoint.objects.filter(merchant_id=merchant_id).exclude(status=EndpointStatus.DELETED)
    return list(rows.defer(*SEALED).order_by("-id"))


def get_endpoint(*, merchant_id: UUID, endpoint_id: UUID) -> WebhookEndpoint:
    """One of the merchant's endpoints. Raises EndpointNotFound, also for another merchant's and a deleted one."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint_id, merchant_id=merchant_id)
    row = rows.exclude(status=EndpointStatus.DELETED).defer(*SEALED).first()
    if row is None:
        raise EndpointNotFound
    return row


def list_deliveries(
    endpoint_id: UUID, *, state: str = "", before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[WebhookDelivery]:
    """The endpoint's deliveries with their events, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = WebhookDelivery.objects.filter(endpoint_id=endpoint_id).select_related("event")
    if state:
        rows = rows.filter(state=state)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def get_delivery(delivery_id: UUID, *, endpoint_id: UUID | None = None) -> WebhookDelivery:
    """A delivery with its event. Raises DeliveryNotFound, also for one of another endpoint than this."""
    rows = WebhookDelivery.objects.select_related("event").filter(pk=delivery_id)
    row = (rows.filter(endpoint_id=endpoint_id) if endpoint_id else rows).first()
    if row is None:
        raise DeliveryNotFound
    return row
