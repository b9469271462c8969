"""Sending again what was sent, or could not be, and sending a test.

Each locks the endpoint's row FOR NO KEY UPDATE, under which all writes of its deliveries happen, and puts deliveries
to be sent, in one transaction; sending is another step (`_deliver`). Dying before its end changes nothing. Whatever is
sent again keeps its webhook-id, so a receiver that had it knows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.checkout import selectors
from apps.checkout import webhook_rates as rates
from apps.checkout.models import (
    CHOSEN_TYPES,
    DeliveryState,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookType,
)
from apps.checkout.services._announce import write_event
from apps.checkout.webhook_errors import DeliveryConflict, DeliveryNotFound, EndpointConflict, EndpointNotFound
from apps.core import events, sql
from apps.core.errors import InvalidInput
from apps.core.ratelimit import spend
from apps.merchants.selectors import Power, require_role

# What can be sent again by its time: so long back, and so much at a time.
REPLAYED_BACK = timedelta(days=30)
MOST_REPLAYED = 1_000

# What the endpoint chose and has not taken, and what it was not told at all because it was disabled. What waits is on
# its way.
_NOT_TAKEN = """
SELECT e.id, d.id FROM checkout_webhookevent e
  LEFT JOIN checkout_webhookdelivery d ON d.event_id = e.id AND d.endpoint_id = %(endpoint_id)s
 WHERE e.merchant_id = %(merchant_id)s AND e.is_live = %(is_live)s AND e.created_at >= %(since)s
   AND e.type = ANY(%(types)s) AND (d.id IS NULL OR d.state IN ('FAILED', 'CANCELLED'))
 ORDER BY e.created_at, e.id LIMIT %(limit)s
"""
_AGAIN = """
UPDATE checkout_webhookdelivery
   SET state = 'WAITING', failures = 0, due_at = %s, leased_until = NULL, delivered_at = NULL
 WHERE id = ANY(%s) AND state <> 'WAITING' RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many deliveries were put to be sent, and whether there are more: then ask again."""

    count: int
    has_more: bool


def send_test(*, person_id: UUID, merchant_id: UUID, endpoint_id: UUID, now: datetime) -> WebhookDelivery:
    """Puts a webhook.test to be sent to this endpoint, once: a test that fails is not tried again.

    Records `checkout.webhook_ready`. Raises MerchantNotFound, RoleRequired, EndpointNotFound, EndpointConflict when it
    is disabled, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    endpoint = selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)
    spend(rates.TESTS_BY_MERCHANT, str(merchant_id), now=now)
    with transaction.atomic():
        _lock_enabled(endpoint.id)
        event = write_event(
            merchant_id=merchant_id,
            is_live=endpoint.is_live,
            event_type=WebhookType.TEST,
            body={"object": "test", "endpoint": str(endpoint_id)},
            now=now,
        )
        row = WebhookDelivery.objects.create(event=event, endpoint_id=endpoint_id, due_at=now, created_at=now)
        events.record("checkout.webhook_ready", {"delivery_id": str(row.id)}, at=now)
    return row


def replay_delivery(
    *, person_id: UUID, merchant_id: UUID, endpoint_id: UUID, delivery_id: UUID, now: datetime
) -> WebhookDelivery:
    """Puts a delivery to be sent again, also one that was taken.

    Records `checkout.webhook_ready`. Raises MerchantNotFound, RoleRequired, EndpointNotFound, DeliveryNotFound,
    DeliveryConflict when it waits already, EndpointConflict when the endpoint is disabled, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)
    if not WebhookDelivery.objects.filter(pk=delivery_id, endpoint_id=endpoint_id).exists():
        raise DeliveryNotFound
    spend(rates.REPLAYS_BY_MERCHANT, str(merchant_id), now=now)
    with transaction.atomic():
        _lock_enabled(endpoint_id)
        if not sql.fetch_all(_AGAIN, [now, [delivery_id]]):
            raise DeliveryConflict
        events.record("checkout.webhook_ready", {"delivery_id": str(delivery_id)}, at=now)
        detail = {"merchant_id": str(merchant_id), "delivery_id": str(delivery_id)}
        accounts.record_activity(
            person_id=person_id, action="checkout.webhook_replayed", subject=str(endpoint_id), detail=detail, at=now
        )
    return selectors.get_delivery(delivery_id)


def replay_since(*, person_id: UUID, merchant_id: UUID, endpoint_id: UUID, since: datetime, now: datetime) -> Replayed:
    """Puts to be sent what the endpoint chose and has not taken since then, the oldest first, MOST_REPLAYED at most.

    That is what failed, what was cancelled, and what happened while the endpoint was disabled. Raises InvalidInput for
    a time more than REPLAYED_BACK ago or to come, MerchantNotFound, RoleRequired, EndpointNotFound, EndpointConflict
    when it is disabled, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    endpoint = selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)
    if not now - REPLAYED_BACK <= since <= now:
        detail = f"This must be a time in the last {REPLAYED_BACK.days} days."
        raise InvalidInput(errors=[{"field": "since", "code": "out_of_range", "detail": detail}])
    spend(rates.REPLAYS_SINCE_BY_MERCHANT, str(merchant_id), now=now)
    with transaction.atomic():
        _lock_enabled(endpoint_id)
        values = {
            "endpoint_id": endpoint_id,
            "merchant_id": merchant_id,
            "is_live": endpoint.is_live,
            "since": since,
            "types": endpoint.events or CHOSEN_TYPES,
            "limit": MOST_REPLAYED + 1,
        }
        found = sql.fetch_all(_NOT_TAKEN, values)
        has_more, found = len(found) > MOST_REPLAYED, found[:MOST_REPLAYED]
        if again := [delivery_id for _, delivery_id in found if delivery_id is not None]:
            sql.fetch_all(_AGAIN, [now, again])
        WebhookDelivery.objects.bulk_create(
            WebhookDelivery(event_id=event_id, endpoint_id=endpoint_id, due_at=now, created_at=now)
            for event_id, delivery_id in found
            if delivery_id is None
        )
        accounts.record_activity(
            person_id=person_id,
            action="checkout.webhooks_replayed",
            subject=str(endpoint_id),
            detail={"merchant_id": str(merchant_id), "since": since.isoformat(), "count": len(found)},
            at=now,
        )
    return Replayed(len(found), has_more)


def replay_by_operator(*, delivery_ids: Sequence[UUID], now: datetime) -> int:
    """Puts to be sent what of these has failed or was cancelled and whose endpoint is enabled; returns how many."""
    ended = WebhookDelivery.objects.filter(
        pk__in=delivery_ids, state__in=[DeliveryState.FAILED, DeliveryState.CANCELLED]
    )
    count = 0
    of_endpoints: dict[UUID, list[UUID]] = {}
    for endpoint_id, delivery_id in ended.order_by("endpoint_id", "id").values_list("endpoint_id", "id"):
        of_endpoints.setdefault(endpoint_id, []).append(delivery_id)
    for endpoint_id, theirs in of_endpoints.items():
        with transaction.atomic():
            if _find_enabled(endpoint_id):
                count += len(sql.fetch_all(_AGAIN, [now, theirs]))
    return count


def _find_enabled(endpoint_id: UUID) -> WebhookEndpoint | None:
    rows = WebhookEndpoint.objects.select_for_update(no_key=True)
    return rows.filter(pk=endpoint_id, status=EndpointStatus.ENABLED).first()


def _lock_enabled(endpoint_id: UUID) -> None:
    """Raises EndpointConflict, or EndpointNotFound for one that was deleted meanwhile."""
    if _find_enabled(endpoint_id) is not None:
        return
    if WebhookEndpoint.objects.filter(pk=endpoint_id, status=EndpointStatus.DELETED).exists():
        raise EndpointNotFound
    raise EndpointConflict("This endpoint is disabled. Enable it first.")
