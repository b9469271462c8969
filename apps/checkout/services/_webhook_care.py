"""What follows webhooks: their owner hears of an endpoint that was disabled, old ones and old secrets go."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.checkout.models import SEALED, DeliveryState, DisabledBecause, WebhookDelivery, WebhookEndpoint, WebhookEvent
from apps.checkout.services._endpoints import host_of
from apps.core.ids import earliest_id
from apps.notifications import services as notifications

KEPT = timedelta(days=90)
_BATCH = 2_000
_REASONS = {
    DisabledBecause.FAILURES: "It has taken nothing for three days.",
    DisabledBecause.GONE: "It answered that it is gone (410).",
    DisabledBecause.OPERATOR: "We have disabled it.",
}


def tell_of_disabled(*, endpoint_id: UUID, because: str, cause: UUID, now: datetime) -> None:
    """Tells the merchant's owner that an endpoint is told nothing any more, and why."""
    row = WebhookEndpoint.objects.select_related("merchant").defer(*SEALED).get(pk=endpoint_id)
    # An operator's own words are in the app: a text message would hardly hold them.
    context = {
        "merchant": row.merchant.name,
        "host": host_of(row.url),
        "reason": _REASONS[DisabledBecause(because)],
    }
    deliveries = notifications.tell(
        person_id=row.merchant.owner_id,
        template="webhook_disabled",
        context=context,
        cause=cause,
        subject_kind="merchant",
        subject_id=row.merchant_id,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)


def purge_webhooks(*, now: datetime, limit: int = 200_000) -> int:
    """Deletes events older than KEPT with their deliveries, a batch at a time; returns how many.

    What still waits because somebody had it sent again stays until it is decided.
    """
    deleted = 0
    before = earliest_id(now - KEPT)
    while deleted < limit:
        waiting = WebhookDelivery.objects.filter(state=DeliveryState.WAITING, event_id=OuterRef("pk"))
        with transaction.atomic():
            old = WebhookEvent.objects.filter(pk__lt=before, created_at__lt=now - KEPT).exclude(Exists(waiting))
            ids = list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH])
            WebhookDelivery.objects.filter(event_id__in=ids).exclude(state=DeliveryState.WAITING).delete()
            # What was put to be sent in this very moment keeps its event.
            kept = WebhookDelivery.objects.filter(event_id__in=ids).values_list("event_id", flat=True)
            deleted += WebhookEvent.objects.filter(pk__in=set(ids) - set(kept)).delete()[0]
        if len(ids) < _BATCH:
            break
    return deleted


def forget_old_secrets(*, now: datetime) -> int:
    """Erases the secrets whose overlap is over; returns how many."""
    over = WebhookEndpoint.objects.filter(previous_until__lte=now)
    return over.update(previous_secret=None, previous_until=None)
