"""The queue door: what follows from what became of a charge, and what customers hear of invoices."""

from collections.abc import Sequence
from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.checkout import services
from apps.core import clock, events


@shared_task(name="checkout.remind_of_invoices")
def remind_of_invoices() -> None:
    """Reminds customers of invoices that are due tomorrow or overdue."""
    services.remind_due(now=clock.now())


def _follow(topic: str) -> None:
    @events.consumer(topic, name=topic.replace("merchants.charge_", "checkout.follow_"))
    def follow_charge(event: events.Event) -> None:
        """Has the invoice or the link behind a charge know what became of it; of most charges there is none."""
        now, charge_id = clock.now(), UUID(event.payload["charge_id"])
        services.follow_charge(charge_id=charge_id, now=now)
        services.give_back_use(charge_id=charge_id, now=now)


for _topic in ("charge_paid", "charge_returned", "charge_expired", "charge_cancelled"):
    _follow(f"merchants.{_topic}")


def _tell(step: str) -> None:
    topic = f"checkout.invoice_{step}"

    @events.consumer(topic, name=f"checkout.tell_invoice_{step}")
    def tell_invoice(event: events.Event) -> None:
        """Tells the customer what was done with an invoice."""
        invoice_id = UUID(event.payload["invoice_id"])
        services.tell_invoice(invoice_id=invoice_id, topic=topic, cause=event.id, now=clock.now())


for _step in ("sent", "reminded", "cancelled"):
    _tell(_step)


@events.consumer("checkout.sent_to_phone", name="checkout.tell_sent_to_phone")
def tell_sent_to_phone(event: events.Event) -> None:
    """Puts a payment into the inbox of who has the number that somebody typed at its page, if there is anybody."""
    if event.payload["person_id"]:
        services.tell_sent_to_phone(
            charge_id=UUID(event.payload["charge_id"]),
            person_id=UUID(event.payload["person_id"]),
            page_url=event.payload["page_url"],
            cause=event.id,
            now=clock.now(),
        )


@events.consumer("checkout.key_made", name="checkout.tell_of_key")
def tell_of_key(event: events.Event) -> None:
    """Tells a merchant's owner of a new live key."""
    services.tell_of_key(key_id=UUID(event.payload["key_id"]), cause=event.id, now=clock.now())


@events.consumer("merchants.handed_over", name="checkout.end_keys_of_former_owner")
def end_keys_of_former_owner(event: events.Event) -> None:
    """Ends the live keys that a former owner was shown."""
    services.end_keys_of_former_owner(
        merchant_id=UUID(event.payload["merchant_id"]),
        former_owner_id=UUID(event.payload["former_owner_id"]),
        by=UUID(event.payload["by"]),
        until=event.recorded_at,
        now=clock.now(),
    )


@shared_task(name="checkout.return_uncaptured_tests")
def return_uncaptured_tests() -> int:
    """Lets go of test payments that nobody has captured in time."""
    return services.return_uncaptured_test_charges(now=clock.now())


# --- Webhooks ---------------------------------------------------------------------------------------------------------

# Which webhook tells of which event about a charge.
_CHARGE_WEBHOOKS = {
    "merchants.charge_paid": "payment.paid",
    "merchants.charge_held": "payment.held",
    "merchants.charge_returned": "payment.returned",
    "merchants.charge_expired": "payment.expired",
    "merchants.charge_cancelled": "payment.cancelled",
}
_SETTLEMENT_WEBHOOKS = {
    "merchants.settlement_paid": "settlement.paid",
    "merchants.settlement_failed": "settlement.failed",
}


@shared_task(name="checkout.send_webhooks")
def send_webhooks() -> None:
    """Sends the webhooks that are due."""
    services.send_due(now=clock.now())


@shared_task(name="checkout.purge_webhooks")
def purge_webhooks() -> None:
    """Deletes old webhooks, and secrets whose overlap is over."""
    now = clock.now()
    services.purge_webhooks(now=now)
    services.forget_old_secrets(now=now)


def _send_after_commit(delivery_ids: Sequence[UUID]) -> None:
    """Tries these once this transaction has committed; if that fails, the sweep does."""
    if not delivery_ids:
        return

    def send() -> None:
        services.send_due(now=clock.now(), only=delivery_ids, limit=len(delivery_ids))

    transaction.on_commit(send, robust=True)


def _announce_charges(topic: str, event_type: str) -> None:
    @events.consumer(topic, name=f"checkout.announce_{event_type.replace('.', '_')}")
    def announce_charge(event: events.Event) -> None:
        """Tells a merchant's servers what became of a charge."""
        charge_id = UUID(event.payload["charge_id"])
        delivery_ids = services.announce_charge(charge_id=charge_id, event_type=event_type, now=event.recorded_at)
        _send_after_commit(delivery_ids)


for _topic, _type in _CHARGE_WEBHOOKS.items():
    _announce_charges(_topic, _type)


def _announce_settlements(topic: str, event_type: str) -> None:
    @events.consumer(topic, name=f"checkout.announce_{event_type.replace('.', '_')}")
    def announce_settlement(event: events.Event) -> None:
        """Tells a merchant's servers what became of a settlement's payout."""
        settlement_id = UUID(event.payload["settlement_id"])
        delivery_ids = services.announce_settlement(
            settlement_id=settlement_id, event_type=event_type, now=event.recorded_at
        )
        _send_after_commit(delivery_ids)


for _topic, _type in _SETTLEMENT_WEBHOOKS.items():
    _announce_settlements(_topic, _type)


@events.consumer("merchants.refunded", name="checkout.announce_refund_created")
def announce_refund(event: events.Event) -> None:
    """Tells a merchant's servers that money went back."""
    named = {name: UUID(event.payload[name]) for name in event.payload if name.endswith("_id")}
    delivery_ids = services.announce_refund(
        merchant_id=named["merchant_id"],
        charge_id=named.get("charge_id"),
        transaction_id=named.get("transaction_id"),
        trial_refund_id=named.get("refund_id"),
        now=event.recorded_at,
    )
    _send_after_commit(delivery_ids)


@events.consumer("checkout.webhook_ready", name="checkout.send_webhook")
def send_webhook(event: events.Event) -> None:
    """Sends what somebody has asked for by hand."""
    _send_after_commit([UUID(event.payload["delivery_id"])])


@events.consumer("checkout.webhook_disabled", name="checkout.tell_webhook_disabled")
def tell_webhook_disabled(event: events.Event) -> None:
    """Tells a merchant's owner of an endpoint that is told nothing any more."""
    services.tell_of_disabled(
        endpoint_id=UUID(event.payload["endpoint_id"]),
        because=event.payload["because"],
        cause=event.id,
        now=clock.now(),
    )
