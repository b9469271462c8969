"""A receiver written with the public `standardwebhooks` package verifies every delivery, and misses none."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from apps.checkout import services
from apps.checkout.models import WebhookDelivery, WebhookEndpoint
from apps.checkout.sealed import write_secret
from apps.checkout.services import _deliver
from apps.checkout.signing import headers_of
from apps.checkout.tests.receiver import Receiver
from apps.checkout.tests.webhooks import (
    HOUR,
    MINUTE,
    again,
    announce,
    give_endpoint,
    receiver,
    send_at,
    shop,
    states,
    sweep,
)
from apps.core import clock
from apps.core.money import Money
from apps.core.standard_webhooks import new_secret
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Charge, Merchant, Source
from apps.merchants.services import make_charge

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db(transaction=True)


def be_paid(merchant: Merchant, amount: str, now: datetime) -> Charge:
    """A payment of test mode, from being asked for to being paid, and whatever follows from that by itself."""
    with time_machine.travel(now, tick=False):
        money = Money(Decimal(amount), "USD")
        made = make_charge(
            merchant_id=merchant.id, amount=money, source=Source.API, is_live=False, expires_in=HOUR, now=now
        )
        charge = services.pay_test_charge(charge_id=made.charge.id, outcome="paid", now=now)
        deliver_events()
    return charge


def rotate(endpoint: WebhookEndpoint, now: datetime, overlap: timedelta) -> str:
    """Another secret, as the owner gives it one (test_webhook_endpoints.py asks the API for it)."""
    secret = new_secret()
    row = WebhookEndpoint.objects.get(pk=endpoint.pk)
    write_secret(row, secret, previous_until=now + overlap)
    row.save()
    return secret


def test_the_published_vectors_come_out_of_our_signing() -> None:
    """SECURITY 23, the other way round: the specification's own vector."""
    headers = headers_of(
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, tz=UTC),
        body=b'{"test": 2432232314}',
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_misses_nothing_across_a_rotation_and_an_hour_in_which_it_is_down(
    shop: Merchant, receiver: Receiver
) -> None:
    """What the issue wants to see done.

    Payments go on all the time. After ten of them the secret is rotated with two hours of overlap, and the receiver,
    who still knows the old one, goes down for an hour: half of it nobody listens, half of it it answers 500. In the
    middle of the overlap it comes back with the new secret. Everything is verified by the public package, every event
    is there once, and nothing that came was refused.
    """
    endpoint = give_endpoint(shop, receiver)
    began = clock.now()
    paid = [be_paid(shop, f"1.{number + 10}", began + number * MINUTE) for number in range(10)]
    assert len(receiver.taken) == 10
    rotated_at = began + 10 * MINUTE
    new = rotate(endpoint, rotated_at, 2 * HOUR)
    # During the overlap who knows the old one goes on, and who knows the new one does.
    paid.append(be_paid(shop, "2.00", rotated_at))
    assert len(receiver.taken) == 11 and not receiver.refused
    for minute in range(60):
        now = rotated_at + (1 + minute) * MINUTE
        if minute == 0:
            receiver.hang_up()
        if minute == 30:
            receiver.listen()
            receiver.out_of_order = lambda: (500, {}, b"out of order")
        if minute % 3 == 0:
            paid.append(be_paid(shop, f"3.{minute + 10}", now))
        send_at(now)
        send_at(now + 30 * timedelta(seconds=1))
    assert len(receiver.taken) == 11 and states()["WAITING"] == 20
    back_at = rotated_at + 61 * MINUTE
    receiver.out_of_order, receiver.secret = None, new
    paid.append(be_paid(shop, "4.00", back_at))
    # The overlap ends meanwhile; what waited for its turn is signed with the new secret alone.
    sweep(back_at, back_at + 4 * HOUR, 2 * MINUTE)
    paid.append(be_paid(shop, "5.00", back_at + 5 * HOUR))
    assert states() == {"DELIVERED": len(paid)} and not receiver.refused
    told = Counter(event["data"]["id"] for event in receiver.taken.values())
    assert told == Counter(str(charge.id) for charge in paid)
    assert {event["type"] for event in receiver.taken.values()} == {"payment.paid"}
    signatures = Counter(len(headers["webhook-signature"].split(" ")) for headers in receiver.headers)
    assert set(signatures) == {1, 2}, "with both secrets during the overlap, with one before and after it"
    row = again(endpoint)
    assert (row.status, row.failures, row.failing_since, row.resting_until) == ("ENABLED", 0, None, None)


def test_who_still_has_the_old_secret_after_the_overlap_refuses_us(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver)
    now = clock.now()
    new = rotate(endpoint, now, HOUR)
    (delivery_id,) = announce(shop, now=now + HOUR)
    assert send_at(now + HOUR) == 0
    assert receiver.refused == ["No matching signature found"] and not receiver.taken
    receiver.secret = new
    assert send_at(now + HOUR + MINUTE) == 1
    assert WebhookDelivery.objects.get(pk=delivery_id).attempts == 2


def test_a_process_that_dies_after_sending_sends_again_and_the_receiver_counts_once(
    shop: Merchant, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies between the answer and writing it down, for each of five events; under the same webhook-id they come
    again once the leases are over."""
    give_endpoint(shop, receiver)
    now = clock.now()
    made = announce(shop, 5, now=now)
    write = _deliver._note

    def die(*args: Any, **kwargs: Any) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(_deliver, "_note", die)
    for seconds in (0, 61, 122):
        with pytest.raises(KeyboardInterrupt):
            send_at(now + timedelta(seconds=seconds))
        # Two at a time: the others wait until it is sure that these are over.
        assert send_at(now + timedelta(seconds=seconds + 50)) == 0
    came = Counter(receiver.came)
    assert len(came) == 5 and sum(came.values()) == 6 and states() == {"WAITING": 5}
    monkeypatch.setattr(_deliver, "_note", write)
    assert send_at(now + timedelta(seconds=190)) == 5
    assert Counter(receiver.came) == came + Counter(dict.fromkeys(came, 1))
    assert set(receiver.taken) == {f"msg_{one.hex}" for one in made}
    assert sorted(event["data"]["number"] for event in receiver.taken.values()) == [0, 1, 2, 3, 4]
    assert states() == {"DELIVERED": 5}


def test_what_is_sent_is_the_payload_of_the_standard_in_the_same_bytes_each_time(
    shop: Merchant, receiver: Receiver
) -> None:
    give_endpoint(shop, receiver)
    now = clock.now().replace(microsecond=0)
    announce(shop, now=now, body={"name": "Njeri é 茶", "amount": "1.00"})
    receiver.out_of_order = lambda: (500, {}, b"")
    send_at(now)
    receiver.out_of_order = None
    assert send_at(now + 10 * MINUTE) == 1
    first, second = receiver.bodies
    assert first == second
    sent = json.loads(first)
    assert list(sent) == ["type", "timestamp", "data"]
    assert sent["type"] == "payment.paid" and sent["data"]["name"] == "Njeri é 茶"
    assert datetime.fromisoformat(sent["timestamp"]) == now and sent["timestamp"].endswith("Z")
    one, two = receiver.headers
    assert one["webhook-id"] == two["webhook-id"] and one["content-type"] == "application/json"
    # The time is that of the attempt: one that is sent again is not too old.
    assert int(two["webhook-timestamp"]) - int(one["webhook-timestamp"]) == 600
