"""Endpoints that are there already, things that are announced, and sending at a time that is passed along."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import transaction

from apps.checkout import services
from apps.checkout.models import WebhookDelivery, WebhookEndpoint
from apps.checkout.sealed import write_secret
from apps.checkout.tests.receiver import Receiver, receiving
from apps.core import clock
from apps.core.standard_webhooks import new_secret
from apps.merchants.models import Merchant
from apps.merchants.tests.factories import open_merchant
from apps.wallets.tests.factories import join

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A merchant's server beside us, which webhooks may go to for once."""
    settings.WEBHOOKS_TO_LOOPBACK = True
    with receiving() as found:
        yield found


def give_endpoint(
    merchant: Merchant, receiver: Receiver | None = None, *, secret: str = "", **changes: Any
) -> WebhookEndpoint:
    """An enabled endpoint for test mode, without asking anybody; the receiver gets its secret."""
    now = clock.now()
    fields: dict[str, Any] = {
        "merchant": merchant,
        "is_live": False,
        "url": receiver.url if receiver else "https://hooks.example.org/in",
        "created_by": merchant.owner,
        "created_at": now,
        "secret_made_at": now,
        **changes,
    }
    row = WebhookEndpoint(**fields)
    secret = secret or new_secret()
    write_secret(row, secret)
    row.save(force_insert=True)
    if receiver is not None:
        receiver.secret = secret
    return row


def announce(
    merchant: Merchant, count: int = 1, *, now: datetime | None = None, event_type: str = "payment.paid", **more: Any
) -> list[UUID]:
    """Events of test mode, numbered; the ids of their deliveries."""
    made: list[UUID] = []
    for number in range(count):
        with transaction.atomic():
            made += services.announce(
                **{
                    "merchant_id": merchant.id,
                    "is_live": False,
                    "event_type": event_type,
                    "body": {"number": number},
                    "now": now or clock.now(),
                    **more,
                }
            )
    return made


def send_at(now: datetime, **more: Any) -> int:
    """A sweep at this time, by everybody's clock."""
    with time_machine.travel(now, tick=False):
        return services.send_due(now=now, **more)


def sweep(since: datetime, until: datetime, step: timedelta) -> int:
    """Sweeps all the time; how many were taken."""
    taken = 0
    now = since
    while now <= until:
        taken += send_at(now)
        now += step
    return taken


def states(*rows: object) -> dict[str, int]:
    """How many deliveries are in which state."""
    found: dict[str, int] = {}
    for state in WebhookDelivery.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def again(row: Any) -> Any:
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)
