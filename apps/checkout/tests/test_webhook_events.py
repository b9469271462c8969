"""Which webhooks tell of what: each thing that happens to a merchant's payments, once, and in its mode."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as house
from django.db import transaction

from apps.accounts.models import User
from apps.checkout import services
from apps.checkout.models import CHOSEN_TYPES, WebhookDelivery, WebhookEvent
from apps.checkout.payment_objects import payment_object
from apps.checkout.services import announce as announce_service
from apps.checkout.tests.receiver import Receiver
from apps.checkout.tests.servers import pay
from apps.checkout.tests.webhooks import DAY, HOUR, announce, give_endpoint, receiver, shop
from apps.core import clock, events
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants import services as merchants
from apps.merchants.models import Charge, Merchant, Settlement, Source
from apps.wallets.tests.factories import join

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


def charge_of(merchant: Merchant, *, is_live: bool = False, **more: Any) -> Charge:
    return merchants.make_charge(
        merchant_id=merchant.id,
        amount=Money(Decimal("24.90"), "USD"),
        source=Source.API,
        is_live=is_live,
        expires_in=timedelta(hours=1),
        now=clock.now(),
        **more,
    ).charge


def told(receiver: Receiver) -> list[tuple[str, Any]]:
    return [(event["type"], event["data"]) for event in receiver.taken.values()]


def again(charge: Charge) -> Charge:
    return Charge.objects.get(pk=charge.pk)


@AT_ONCE
def test_what_becomes_of_test_payments_is_told_as_their_api_shows_it(shop: Merchant, receiver: Receiver) -> None:
    give_endpoint(shop, receiver)
    now = clock.now()
    paid, held, returned = charge_of(shop), charge_of(shop), charge_of(shop, captures_later=True)
    cancelled = charge_of(shop)
    services.pay_test_charge(charge_id=paid.id, outcome="paid", now=now)
    services.pay_test_charge(charge_id=held.id, outcome="held", now=now)
    services.pay_test_charge(charge_id=returned.id, outcome="paid", now=now)
    services.void_test_charge(charge_id=returned.id, now=now)
    merchants.cancel_charge(charge_id=cancelled.id, merchant_id=shop.id, now=now)
    refund = services.refund_test_charge(
        charge_id=paid.id,
        amount=Money(Decimal("4.90"), "USD"),
        reason="too much",
        key=str(uuid4()),
        digest=bytes(32),
        now=now,
    )
    deliver_events()
    found = sorted((event_type, data["id"]) for event_type, data in told(receiver))
    assert found == sorted(
        [
            ("payment.paid", str(paid.id)),
            ("payment.held", str(held.id)),
            ("payment.held", str(returned.id)),
            ("payment.returned", str(returned.id)),
            ("payment.cancelled", str(cancelled.id)),
            ("refund.created", str(refund.refund.id)),
        ]
    )
    of_type = dict(told(receiver))
    assert of_type["payment.cancelled"] == json.loads(json.dumps(payment_object(again(cancelled))))
    assert of_type["refund.created"]["payment"] == str(paid.id) and of_type["refund.created"]["amount"] == "4.90"
    assert {data["live"] for _, data in told(receiver)} == {False}
    # An event that the broker brings twice tells nothing twice.
    before = WebhookDelivery.objects.count()
    deliver_events()
    assert WebhookDelivery.objects.count() == before == 6


@AT_ONCE
def test_live_payments_and_refunds_are_told_to_live_endpoints_only(shop: Merchant, receiver: Receiver) -> None:
    amina = join("amina", 100)
    give_endpoint(shop, receiver, is_live=True)
    give_endpoint(shop, is_live=False)
    charge = charge_of(shop, is_live=True)
    pay(amina, charge.id)
    sale = again(charge)
    assert sale.transaction_id is not None
    outcome = merchants.refund_by_key(
        merchant_id=shop.id,
        transaction_id=sale.transaction_id,
        amount=Money(Decimal("10.00"), "USD"),
        reason="half of it",
        key=str(uuid4()),
        digest=bytes(32),
        at=clock.now(),
    )
    deliver_events()
    of_type = dict(told(receiver))
    assert set(of_type) == {"payment.paid", "refund.created"}
    assert of_type["payment.paid"]["transaction"]["id"] == str(sale.transaction_id)
    assert of_type["payment.paid"]["live"] is True
    refund = of_type["refund.created"]
    assert (refund["id"], refund["payment"], refund["amount"], refund["state"]) == (
        str(outcome.transaction.id),
        str(charge.id),
        "10.00",
        "completed",
    )
    assert WebhookEvent.objects.filter(is_live=False).count() == 0
    assert not list(verification.verify())


@AT_ONCE
def test_a_refund_of_a_sale_nobody_asked_for_with_a_charge_is_told_too(shop: Merchant, receiver: Receiver) -> None:
    amina: User = join("amina", 100)
    give_endpoint(shop, receiver, is_live=True)
    charge = charge_of(shop, is_live=True)
    row = pay(amina, charge.id)
    with transaction.atomic():
        payload = {"transaction_id": str(row.id), "sale_id": str(row.id), "merchant_id": str(shop.id)}
        events.record("merchants.refunded", payload)
    deliver_events()
    refund = dict(told(receiver))["refund.created"]
    assert refund["payment"] is None and refund["id"] == str(row.id) and refund["object"] == "refund"


@AT_ONCE
@pytest.mark.parametrize(("state", "event_type"), [("PAID", "settlement.paid"), ("FAILED", "settlement.failed")])
def test_what_becomes_of_a_settlement_is_told(shop: Merchant, receiver: Receiver, state: str, event_type: str) -> None:
    give_endpoint(shop, receiver, is_live=True)
    now = clock.now()
    amounts = {"gross": 100, "discount": 2, "tax": 1, "refunded": 7, "reserved": 10, "released": 5, "net": 85}
    row = Settlement.objects.create(
        merchant=shop,
        currency="USD",
        since=now - DAY,
        until=now,
        sales=4,
        refunds=1,
        state=state,
        payout_id=uuid4(),
        failure_code="bank_refused" if state == "FAILED" else "",
        made_at=now,
        decided_at=now if state == "PAID" else None,
        **{name: Decimal(amount) for name, amount in amounts.items()},
    )
    with transaction.atomic():
        payload = {"settlement_id": str(row.id), "merchant_id": str(shop.id), "attempt": 1}
        events.record(f"merchants.{event_type.replace('.', '_')}", payload)
    deliver_events()
    [(found, data)] = told(receiver)
    assert (found, data["id"], data["net"], data["state"]) == (event_type, str(row.id), "85.00", state.lower())
    assert data["failure_code"] == (row.failure_code or None) and data["live"] is True


def test_an_endpoint_is_told_what_it_chose(shop: Merchant) -> None:
    everything = give_endpoint(shop)
    some = give_endpoint(shop, events=["payment.paid", "settlement.failed"])
    live = give_endpoint(shop, is_live=True)
    for event_type in CHOSEN_TYPES:
        announce(shop, event_type=event_type)
    assert WebhookDelivery.objects.filter(endpoint=everything).count() == len(CHOSEN_TYPES)
    chosen = WebhookDelivery.objects.filter(endpoint=some).values_list("event__type", flat=True)
    assert sorted(chosen) == ["payment.paid", "settlement.failed"]
    assert not WebhookDelivery.objects.filter(endpoint=live).exists()


def test_an_announcement_shares_the_fate_of_its_transaction(shop: Merchant) -> None:
    give_endpoint(shop)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(shop)
        raise ZeroDivisionError
    assert not WebhookEvent.objects.exists() and not WebhookDelivery.objects.exists()
    with pytest.raises(ValueError, match="unheard"):
        announce(shop, event_type="payment.unheard_of")
    with transaction.atomic():
        assert (
            announce_service(merchant_id=uuid4(), is_live=False, event_type="payment.paid", body={}, now=clock.now())
            == []
        )


@AT_ONCE
def test_outside_a_transaction_nothing_is_announced(shop: Merchant) -> None:
    give_endpoint(shop)
    with pytest.raises(RuntimeError):
        announce_service(merchant_id=shop.id, is_live=False, event_type="payment.paid", body={}, now=clock.now())


def test_no_card_number_leaves_in_a_webhook(shop: Merchant) -> None:
    give_endpoint(shop)
    announce(shop, body={"metadata": {"note": "card 4111 1111 1111 1111"}})
    assert "4111 1111" not in WebhookEvent.objects.get().body and "1111" in WebhookEvent.objects.get().body


def test_old_webhooks_are_purged_and_what_waits_is_kept(shop: Merchant) -> None:
    give_endpoint(shop)
    long_ago = clock.now()
    first, second = announce(shop, 2, now=long_ago)
    WebhookDelivery.objects.filter(pk=first).update(state="DELIVERED", delivered_at=long_ago)
    later = long_ago + timedelta(days=90)
    assert services.purge_webhooks(now=later - HOUR) == 0
    assert services.purge_webhooks(now=later + HOUR) == 1
    assert [row.id for row in WebhookDelivery.objects.all()] == [second] and WebhookEvent.objects.count() == 1
    WebhookDelivery.objects.update(state="FAILED")
    assert services.purge_webhooks(now=later + HOUR) == 1 and not WebhookEvent.objects.exists()


def test_what_talks_to_merchants_servers_has_a_queue_of_its_own() -> None:
    from celery import current_app

    current_app.loader.import_default_modules()
    queues = {name: current_app.amqp.router.route({}, name).get("queue") for name in current_app.tasks if "." in name}
    named = {name: getattr(queue, "name", queue) for name, queue in queues.items()}
    ours = {name for name, queue in named.items() if queue == house.WEBHOOKS_QUEUE}
    # Browsers' push services are chosen by strangers too.
    assert ours == {
        "notifications.send_pushes",
        "checkout.send_webhooks",
        "checkout.send_webhook",
        "checkout.announce_refund_created",
        *(f"checkout.announce_payment_{what}" for what in ("paid", "held", "returned", "expired", "cancelled")),
        *(f"checkout.announce_settlement_{what}" for what in ("paid", "failed")),
    }
    scheduled = {row["task"]: row for row in house.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled["checkout.send_webhooks"]["schedule"] == 5.0
    assert scheduled["checkout.send_webhooks"]["options"] == {"expires": 10.0}
    assert "checkout.purge_webhooks" in scheduled
