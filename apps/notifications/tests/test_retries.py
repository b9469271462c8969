"""A message that did not go out comes back later and later; one that never will is shown to an operator."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.channels.sms import SmsChannel
from apps.notifications.models import Delivery, DeliveryState
from apps.notifications.tests.providers import MailServer, SmsProvider
from apps.notifications.tests.samples import payment


def queue(address: str, *, context: dict[str, Any] | None = None, now: datetime | None = None) -> UUID:
    return services.tell_address(
        channel="EMAIL" if "@" in address else "SMS",
        address=address,
        template="payment_received",
        context=context or payment(),
        cause=uuid7(),
        now=now or clock.now(),
    )[0]


def test_the_waits_double_from_half_a_minute_to_an_hour() -> None:
    waits = [services.wait_after(attempts).total_seconds() for attempts in range(1, 10)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert services.wait_after(32_000) == timedelta(hours=1)


@pytest.mark.django_db
def test_eight_attempts_each_after_its_wait_and_then_failed(sms: SmsProvider) -> None:
    now = clock.now()
    delivery_id = queue("+254712000001", now=now)
    sms.status = 503
    for attempt in range(1, 9):
        assert services.send_due(now=now) == 0
        row = Delivery.objects.get(pk=delivery_id)
        assert (row.attempts, row.last_error, len(sms.requests)) == (attempt, "HTTP 503", attempt)
        wait = (row.due_at - now).total_seconds()
        assert wait == pytest.approx(services.wait_after(attempt).total_seconds(), abs=10)
        assert row.state == (DeliveryState.QUEUED if attempt < 8 else DeliveryState.FAILED)
        services.send_due(now=row.due_at - timedelta(seconds=2))
        assert len(sms.requests) == attempt, "it was tried before it was due"
        now = row.due_at
    services.send_due(now=now + timedelta(days=1))
    assert len(sms.requests) == 8
    assert {request["id"] for request in sms.requests} == {str(delivery_id)}


@pytest.mark.django_db
def test_a_failed_message_gets_new_attempts_from_an_operator(sms: SmsProvider) -> None:
    now = clock.now()
    failed, queued = queue("+254712000001", now=now), queue("+254712000002", now=now + timedelta(hours=1))
    sms.status = 400
    services.send_due(now=now)
    assert Delivery.objects.get(pk=failed).state == DeliveryState.FAILED
    sms.status = 202
    assert services.requeue_failed(delivery_ids=[failed, queued], now=now) == 1
    assert Delivery.objects.get(pk=failed).attempts == 0
    assert services.send_due(now=now) == 1
    assert services.requeue_failed(delivery_ids=[failed], now=now) == 0, "a sent one is never sent again"


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 404, 410, 413, 422])
def test_a_refusal_over_http_is_final(sms: SmsProvider, status: int) -> None:
    queue("+254712000001")
    sms.status = status
    services.send_due(now=clock.now())
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_error) == (DeliveryState.FAILED, 1, f"HTTP {status}")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [302, 401, 403, 408, 409, 425, 429, 500, 502, 503])
def test_what_may_pass_over_http_is_tried_again(sms: SmsProvider, status: int) -> None:
    """401 and 403 are about our token: it is mended, and then the message must still be there."""
    queue("+254712000001")
    sms.status = status
    services.send_due(now=clock.now())
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_error) == (DeliveryState.QUEUED, 1, f"HTTP {status}")
    assert len(sms.requests) == 1, "a redirect was followed, and the token with it"


@pytest.mark.django_db
def test_silence_over_http_is_tried_again(sms: SmsProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx2

    monkeypatch.setattr("apps.notifications.channels.sms.TIMEOUT", httpx2.Timeout(1.0))
    queue("+254712000001")
    sms.status = -1
    services.send_due(now=clock.now())
    row = Delivery.objects.get()
    assert (row.state, row.last_error) == (DeliveryState.QUEUED, "ReadTimeout")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("replies", "state", "reason"),
    [
        ({"RCPT": "550 5.1.1 amina@example.org is unknown"}, DeliveryState.FAILED, "SMTP 550 5.1.1"),
        ({"RCPT": "450 4.2.0 greylisted"}, DeliveryState.QUEUED, "SMTP 450 4.2.0"),
        ({"RCPT": "421 4.3.2 shutting down"}, DeliveryState.QUEUED, "SMTP 421 4.3.2"),
        ({"END": "554 5.7.1 we do not like it"}, DeliveryState.FAILED, "SMTP 554 5.7.1"),
        ({"END": "452 full"}, DeliveryState.QUEUED, "SMTP 452"),
        ({"MAIL": "550 you may not send"}, DeliveryState.QUEUED, "SMTP 550"),
        ({"EHLO": "554 go away", "HELO": "554 go away"}, DeliveryState.QUEUED, "SMTP 554"),
    ],
)
def test_what_a_mail_server_may_reply(
    mail: MailServer, replies: dict[str, str], state: DeliveryState, reason: str
) -> None:
    queue("amina@example.org")
    mail.replies = replies
    services.send_due(now=clock.now())
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_error) == (state, 1, reason)
    mail.replies = {}
    assert services.send_due(now=row.due_at) == (1 if state == DeliveryState.QUEUED else 0)


@pytest.mark.django_db
def test_nobody_listening_is_tried_again(no_provider: None) -> None:
    queue("amina@example.org")
    queue("+254712000001")
    services.send_due(now=clock.now())
    rows = {row.channel: row for row in Delivery.objects.all()}
    assert {row.state for row in rows.values()} == {DeliveryState.QUEUED}
    assert rows["EMAIL"].last_error == "ConnectionRefusedError"
    assert rows["SMS"].last_error == "SMS_URL is not set"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["amina@", "amina@example.org\nBcc: eve@example.org", "@", "a b@example.org"])
def test_a_bad_email_address_is_final_and_reaches_no_server(mail: MailServer, address: str) -> None:
    queue(address)
    services.send_due(now=clock.now())
    assert Delivery.objects.get().last_error == "not an e-mail address"
    assert Delivery.objects.get().state == DeliveryState.FAILED
    assert not mail.recipients


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["0712000001", "+0712000001", "+25471200000١", "+254712000001 ", "+1"])
def test_a_bad_number_is_final_and_reaches_no_provider(sms: SmsProvider, address: str) -> None:
    queue(address)
    services.send_due(now=clock.now())
    assert Delivery.objects.get().last_error == "not a phone number"
    assert not sms.requests


@pytest.mark.django_db
def test_a_template_that_cannot_be_filled_fails_alone(sms: SmsProvider) -> None:
    without_amount = {name: value for name, value in payment().items() if name != "amount"}
    broken, whole = queue("+254712000001", context=without_amount), queue("+254712000002")
    assert services.send_due(now=clock.now()) == 1
    row = Delivery.objects.get(pk=broken)
    assert (row.state, row.last_error) == (DeliveryState.FAILED, "the template's value is missing: amount")
    assert Delivery.objects.get(pk=whole).state == DeliveryState.SENT


@pytest.mark.django_db
def test_a_client_that_raises_what_nobody_expected_is_tried_again(
    sms: SmsProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("493817")

    queue("+254712000001")
    monkeypatch.setattr(SmsChannel, "send", broken)
    services.send_due(now=clock.now())
    row = Delivery.objects.get()
    assert row.state == DeliveryState.QUEUED
    assert row.last_error.startswith("KeyError at broken:"), "its kind and place, and nothing it says"
