"""What the database refuses, whoever asks."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.plans import plan_by_index
from apps.notifications.models import Delivery, Notification, Outage, Preference, SandboxMessage

pytestmark = pytest.mark.django_db


def delivery(**changes: Any) -> Delivery:
    now = clock.now()
    fields = {
        "channel": "SMS",
        "address": "+254712000001",
        "template": "welcome",
        "context": {"name": "Amina"},
        "language": "en",
        "queued_at": now,
        "due_at": now,
        "cause": uuid7(),
        **changes,
    }
    return Delivery.objects.create(**fields)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"channel": "PIGEON"}, "notifications_delivery_channel"),
        ({"state": "LOST"}, "notifications_delivery_state"),
        ({"state": "SENT"}, "notifications_delivery_sent"),
        ({"state": "QUEUED", "sent_at": clock.now()}, "notifications_delivery_sent"),
        ({"context": {"code": "493817"}}, "notifications_delivery_no_code"),
        ({"attempts": -1}, "attempts"),
    ],
)
def test_a_delivery_that_cannot_be(changes: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        delivery(**changes)


def test_the_same_message_twice() -> None:
    cause = uuid7()
    first = delivery(cause=cause)
    with pytest.raises(IntegrityError, match="notifications_delivery_once"), transaction.atomic():
        delivery(cause=cause)
    message = {"delivery": first, "channel": "SMS", "address": "x", "body": "x", "sent_at": clock.now()}
    SandboxMessage.objects.create(**message)
    with pytest.raises(IntegrityError, match="delivery_id"), transaction.atomic():
        SandboxMessage.objects.create(**message)
    inbox = {"person_id": uuid7(), "topic": "welcome", "title": "x", "cause": cause, "created_at": clock.now()}
    Notification.objects.create(**inbox)
    with pytest.raises(IntegrityError, match="notifications_inbox_once"), transaction.atomic():
        Notification.objects.create(**inbox)


def test_half_a_subject_and_unknown_channels() -> None:
    now = clock.now()
    with pytest.raises(IntegrityError, match="notifications_subject_whole"), transaction.atomic():
        Notification.objects.create(
            person_id=uuid7(), topic="x", title="x", cause=uuid7(), created_at=now, subject_kind="transaction"
        )
    with pytest.raises(IntegrityError, match="notifications_preference_channel"), transaction.atomic():
        Preference.objects.create(person_id=uuid7(), channel="INBOX", enabled=False, changed_at=now)
    with pytest.raises(IntegrityError, match="notifications_outage_channel"), transaction.atomic():
        Outage.objects.create(channel="PIGEON", failures=1, began_at=now)


def test_the_sweep_and_the_inbox_have_their_indexes() -> None:
    """A sweep every few seconds must not read what was sent last year, nor an inbox everybody's."""
    from apps.notifications.services import _send

    claim = plan_by_index(_send._CLAIM_OF_CHANNEL, ["SMS", clock.now(), 1])
    assert "notifications_delivery_due" in claim and "Sort" not in claim
    assert "notifications_delivery_due" in plan_by_index(_send._CLAIM_OF_CHANNELS, [["SMS", "EMAIL"], clock.now(), 1])
    unread = "SELECT id FROM notifications_notification WHERE person_id = %s AND read_at IS NULL LIMIT 100"
    assert "notifications_unread" in plan_by_index(unread, [uuid7()])
    inbox = "SELECT id FROM notifications_notification WHERE person_id = %s ORDER BY id DESC LIMIT 20"
    assert "notifications_inbox" in plan_by_index(inbox, [uuid7()])
    failed = "SELECT id FROM notifications_delivery WHERE state = 'FAILED' ORDER BY id DESC LIMIT 50"
    assert "notifications_delivery_failed" in plan_by_index(failed, [])
