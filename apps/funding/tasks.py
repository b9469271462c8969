"""The queue door: what follows a payment, what people are told, what ends with a phone or an account, the sweeps."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.funding import services
from apps.transactions.models import State

# So many turns at a time: the moment a deposit is started at must not lag behind the clock.
BATCH = 100


@events.consumer("transactions.completed", name="funding.follow_completed")
def follow_completed(event: events.Event) -> None:
    """Keeps the card of a deposit, and looks whether little is left to whoever paid."""
    transaction_id, now = UUID(event.payload["transaction_id"]), clock.now()
    services.keep_card(transaction_id=transaction_id, now=now)
    services.follow_payment(transaction_id=transaction_id, now=now)


@events.consumer("transactions.failed", name="funding.follow_failed")
def follow_failed(event: events.Event) -> None:
    """Notes that an automatic deposit has failed."""
    services.follow_payment(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@events.consumer("transactions.pending", name="funding.tell_pending")
def tell_pending(event: events.Event) -> None:
    """Tells a person that money is on its way out, or is fetched by itself."""
    _tell_under_way(event, State.PENDING)


@events.consumer("transactions.unknown", name="funding.tell_unknown")
def tell_unknown(event: events.Event) -> None:
    """Tells a person that their deposit takes longer, because nobody can say yet what became of it."""
    _tell_under_way(event, State.UNKNOWN)


def _tell_under_way(event: events.Event, state: State) -> None:
    transaction_id = UUID(event.payload["transaction_id"])
    services.tell_under_way(transaction_id=transaction_id, state=state, cause=event.id, now=clock.now())


@shared_task(name="funding.top_up_due")
def top_up_due() -> None:
    """Looks at all automatic top-ups that are due."""
    while services.top_up_due(now=clock.now(), limit=BATCH) == BATCH:
        pass


@shared_task(name="funding.expire_sources")
def expire_sources() -> int:
    """Ends cards whose last month is over."""
    return services.expire_sources(now=clock.now())


def _tell_of_source(event: events.Event, template: str) -> None:
    services.tell_of_source(
        person_id=UUID(event.payload["person_id"]),
        source_id=UUID(event.payload["source_id"]),
        source=event.payload["source"],
        template=template,
        occurred_at=event.recorded_at,
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("funding.source_linked", name="funding.tell_source_linked")
def tell_source_linked(event: events.Event) -> None:
    """Tells a person which account or card they have linked."""
    _tell_of_source(event, "funding_source_linked")


@events.consumer("funding.source_removed", name="funding.tell_source_removed")
def tell_source_removed(event: events.Event) -> None:
    """Tells a person which account or card they have removed."""
    _tell_of_source(event, "funding_source_removed")


@events.consumer("funding.top_up_set", name="funding.tell_top_up_set")
def tell_top_up_set(event: events.Event) -> None:
    """Tells a person what will be fetched by itself."""
    services.tell_top_up_set(top_up_id=UUID(event.payload["top_up_id"]), cause=event.id, now=clock.now())


@events.consumer("funding.top_up_paused", name="funding.tell_top_up_paused")
def tell_top_up_paused(event: events.Event) -> None:
    """Tells a person that nothing is fetched by itself any more."""
    services.tell_top_up_paused(
        top_up_id=UUID(event.payload["top_up_id"]),
        paused_because=event.payload["paused_because"],
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("accounts.device_locked", name="funding.pause_of_device")
def pause_of_device(event: events.Event) -> None:
    """A phone that was locked: what was set up on it stops."""
    services.pause_of_device(device_id=UUID(event.payload["device_id"]), now=clock.now())


@events.consumer("wallets.closed", name="funding.end_of_wallet")
def end_of_wallet(event: events.Event) -> None:
    """A closed wallet is filled no more."""
    services.end_of_wallet(wallet_id=UUID(event.payload["wallet_id"]), now=clock.now())


@events.consumer("accounts.closed", name="funding.end_of_person")
def end_of_person(event: events.Event) -> None:
    """A closed account fetches nothing, and its links to the outside are gone."""
    person_id, now = UUID(event.payload["person_id"]), clock.now()
    services.end_of_person(person_id=person_id, now=now)
    services.remove_of_person(person_id=person_id, now=now)


@events.consumer("accounts.erased", name="funding.erase_person")
def erase_person(event: events.Event) -> None:
    """Erases what the accounts and cards of a person were called whose account was closed long ago."""
    services.erase_person(person_id=UUID(event.payload["person_id"]))
