"""The log of deliveries, tests, and sending again: one of them, or all that was not taken since then."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.checkout import services
from apps.checkout.models import WebhookDelivery, WebhookEndpoint
from apps.checkout.services import _replay
from apps.checkout.tests.receiver import Receiver
from apps.checkout.tests.webhooks import DAY, HOUR, MINUTE, announce, give_endpoint, receiver, send_at, shop, states
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Merchant

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db(transaction=True)


def path_of(endpoint: WebhookEndpoint, rest: str = "") -> str:
    return f"/api/v1/merchants/{endpoint.merchant_id}/webhook-endpoints/{endpoint.id}{rest}"


def post(client: Any, path: str, fields: dict[str, Any] | None = None) -> Any:
    return client.post(path, fields, format="json", headers={"Idempotency-Key": str(uuid4())})


def replay_since(client: Any, endpoint: WebhookEndpoint, since: datetime | str) -> Any:
    text = since if isinstance(since, str) else since.isoformat()
    return post(client, path_of(endpoint, "/replay"), {"since": text})


def test_the_log_says_what_each_delivery_met(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver)
    client = client_of(shop.owner)
    announce(shop, 3, now=clock.now())
    receiver.out_of_order = lambda: (503, {}, b"later, please")
    send_at(clock.now(), limit=1)
    receiver.out_of_order = None
    send_at(clock.now(), limit=1)
    answer = client.get(path_of(endpoint, "/deliveries")).json()
    newest, taken, failed = answer["results"]
    assert (newest["state"], newest["tries"], newest["last_attempt_at"]) == ("WAITING", 0, None)
    assert (taken["state"], taken["response_status"], taken["next_attempt_at"]) == ("DELIVERED", 204, None)
    assert taken["delivered_at"] and taken["webhook_id"] in receiver.taken and taken["type"] == "payment.paid"
    assert (failed["state"], failed["response_status"], failed["response_body"]) == ("WAITING", 503, "later, please")
    assert failed["tries"] == 1 and failed["next_attempt_at"] and failed["milliseconds"] is not None
    assert "secret" not in str(answer) and "body" not in set(failed) - {"response_body"}
    page = client.get(path_of(endpoint, "/deliveries"), {"page_size": 2}).json()
    assert page["results"] == [newest, taken] and client.get(page["next"]).json()["results"] == [failed]
    only = client.get(path_of(endpoint, "/deliveries"), {"state": "DELIVERED"}).json()
    assert only["results"] == [taken]
    for query in ({"state": "LOST"}, {"stat": "FAILED"}, {"page_size": "0"}):
        assert client.get(path_of(endpoint, "/deliveries"), query).status_code == 400


def test_a_test_is_sent_at_once_and_once(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver, events=["payment.held"])
    give_endpoint(shop)
    client = client_of(shop.owner)
    answer = post(client, path_of(endpoint, "/test"))
    assert (answer.status_code, answer.json()["type"], answer.json()["state"]) == (202, "webhook.test", "WAITING")
    deliver_events()
    [told] = receiver.taken.values()
    assert told["type"] == "webhook.test" and told["data"] == {"object": "test", "endpoint": str(endpoint.id)}
    receiver.out_of_order = lambda: (500, {}, b"")
    post(client, path_of(endpoint, "/test"))
    deliver_events()
    assert states() == {"DELIVERED": 1, "FAILED": 1} and len(receiver.came) == 2


def test_a_delivery_is_sent_again_under_its_webhook_id(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver)
    client = client_of(shop.owner)
    (delivery_id,) = announce(shop)
    path = path_of(endpoint, f"/deliveries/{delivery_id}/replay")
    assert post(client, path).json()["code"] == "webhook_delivery_conflict"
    send_at(clock.now())
    answer = post(client, path)
    assert (answer.status_code, answer.json()["state"], answer.json()["tries"]) == (202, "WAITING", 1)
    deliver_events()
    assert receiver.came == [f"msg_{delivery_id.hex}"] * 2 and len(receiver.taken) == 1
    assert WebhookDelivery.objects.get().attempts == 2 and states() == {"DELIVERED": 1}
    assert post(client, path_of(endpoint, f"/deliveries/{uuid4()}/replay")).json()["code"] == (
        "webhook_delivery_not_found"
    )
    other = give_endpoint(shop)
    assert post(client, path_of(other, f"/deliveries/{delivery_id}/replay")).status_code == 404
    assert Activity.objects.filter(person_id=shop.owner_id, action="checkout.webhook_replayed").count() == 1


def test_all_that_was_not_taken_since_then_is_sent_again_and_nothing_else(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver, events=["payment.paid"])
    client, now = client_of(shop.owner), clock.now()
    before = announce(shop, now=now - 2 * HOUR)
    taken = announce(shop, now=now - 30 * MINUTE)
    WebhookDelivery.objects.filter(pk__in=taken).update(state="DELIVERED", delivered_at=now)
    failed = announce(shop, now=now - 20 * MINUTE)
    WebhookDelivery.objects.filter(pk__in=[*before, *failed]).update(state="FAILED", failures=10)
    # What happens while it is disabled is not told, but not forgotten either.
    services.disable_by_operator(endpoint_id=endpoint.id, reason="x", by=shop.owner_id, now=now)
    announce(shop, now=now - 10 * MINUTE)
    announce(shop, now=now - 10 * MINUTE, event_type="payment.held")
    announce(shop, now=now - 10 * MINUTE, is_live=True)
    assert replay_since(client, endpoint, now - HOUR).json()["code"] == "webhook_endpoint_conflict"
    services.enable_by_operator(endpoint_id=endpoint.id, reason="x", by=shop.owner_id, now=now)
    waiting = announce(shop, now=now - 5 * MINUTE)
    answer = replay_since(client, endpoint, now - HOUR)
    assert (answer.status_code, answer.json()) == (202, {"replayed": 2, "has_more": False})
    assert send_at(clock.now()) == 3
    assert f"msg_{failed[0].hex}" in receiver.taken and f"msg_{waiting[0].hex}" in receiver.taken
    assert f"msg_{before[0].hex}" not in receiver.taken and f"msg_{taken[0].hex}" not in receiver.taken
    # Everything is taken: once more there is nothing to send.
    assert replay_since(client, endpoint, now - HOUR).json() == {"replayed": 0, "has_more": False}
    assert states() == {"FAILED": 1, "DELIVERED": 4}


def test_so_much_at_a_time_and_so_far_back(shop: Merchant, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_replay, "MOST_REPLAYED", 3)
    endpoint = give_endpoint(shop, receiver)
    client, now = client_of(shop.owner), clock.now()
    announce(shop, 5, now=now - HOUR)
    WebhookDelivery.objects.update(state="CANCELLED")
    assert replay_since(client, endpoint, now - DAY).json() == {"replayed": 3, "has_more": True}
    assert send_at(clock.now()) == 3
    assert [event["data"]["number"] for event in receiver.taken.values()] == [0, 1, 2] or len(receiver.taken) == 3
    assert replay_since(client, endpoint, now - DAY).json() == {"replayed": 2, "has_more": False}
    for since in (now - timedelta(days=31), now + MINUTE):
        answer = replay_since(client, endpoint, since)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "since")
    for text in ("yesterday", "2026-11-21", "2026-11-21T10:00:00", "2026-13-40T10:00:00Z", ""):
        assert replay_since(client, endpoint, text).status_code == 400, text
    assert post(client, path_of(endpoint, "/replay"), {"since": 5}).status_code == 400
    assert post(client, path_of(endpoint, "/replay"), {}).status_code == 400


def test_operators_send_again_what_has_ended_where_there_is_somebody_to_take_it(shop: Merchant) -> None:
    one, other = give_endpoint(shop), give_endpoint(shop)
    made = announce(shop, 2)
    WebhookDelivery.objects.update(state="FAILED", failures=10)
    services.disable_by_operator(endpoint_id=other.id, reason="x", by=shop.owner_id, now=clock.now())
    taken = WebhookDelivery.objects.filter(endpoint=one).latest("id")
    WebhookDelivery.objects.filter(pk=taken.id).update(state="DELIVERED", delivered_at=clock.now())
    assert services.replay_by_operator(delivery_ids=made, now=clock.now()) == 1
    assert states() == {"WAITING": 1, "DELIVERED": 1, "FAILED": 2}
