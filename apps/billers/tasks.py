"""The queue door: reminders, settlements, and the end of what was looked up and of people."""

from uuid import UUID

from celery import shared_task

from apps.billers import services
from apps.core import clock, events


@shared_task(name="billers.remind")
def remind() -> None:
    """Looks saved bills up again and reminds of what falls due, a few at a time."""
    services.remind_of_due_bills(now=clock.now())


@shared_task(name="billers.settle")
def settle() -> None:
    """Makes the settlements of periods that are over."""
    services.settle_due(now=clock.now())


@shared_task(name="billers.follow_settlements")
def follow_settlements() -> None:
    """Takes in what became of payouts to billers."""
    services.follow_settlements(now=clock.now())


@shared_task(name="billers.purge_look_ups")
def purge_look_ups() -> None:
    """Deletes what billers have said long ago."""
    while services.purge_look_ups(now=clock.now()):
        pass


@events.consumer("accounts.closed", name="billers.stop_reminders_of_person")
def stop_reminders_of_person(event: events.Event) -> None:
    """A closed account is reminded of nothing any more."""
    services.stop_reminders_of(person_id=UUID(event.payload["person_id"]))


@events.consumer("accounts.erased", name="billers.erase_person")
def erase_person(event: events.Event) -> None:
    """Erases whose numbers somebody had paid for whose account was closed long ago."""
    services.erase_person(person_id=UUID(event.payload["person_id"]))


# --- Recharges ------------------------------------------------------------------------------------------------------

# So many turns at a time: the moment a payment is asked for at must not lag behind the clock.
AUTO_BATCH = 100


@shared_task(name="billers.sync_recharge_catalogue")
def sync_recharge_catalogue() -> None:
    """Takes over what can be bought for phone numbers."""
    services.sync_recharge_catalogue(now=clock.now())


@shared_task(name="billers.read_floats")
def read_floats() -> None:
    """Asks what is left of our money at aggregators."""
    services.read_floats(now=clock.now())


@shared_task(name="billers.buy_due")
def buy_due() -> None:
    """Recharges what is due, until nothing is."""
    while services.buy_due(now=clock.now(), limit=AUTO_BATCH) == AUTO_BATCH:
        pass


def _follow(event: events.Event) -> None:
    services.follow_auto_recharge(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@events.consumer("transactions.completed", name="billers.follow_completed_recharge")
def follow_completed_recharge(event: events.Event) -> None:
    """Notes that an auto-recharge was done."""
    _follow(event)


@events.consumer("transactions.failed", name="billers.follow_failed_recharge")
def follow_failed_recharge(event: events.Event) -> None:
    """Notes that an auto-recharge has failed."""
    _follow(event)


@events.consumer("transactions.returned", name="billers.follow_returned_recharge")
def follow_returned_recharge(event: events.Event) -> None:
    """Notes that an auto-recharge was looked at and not let through."""
    _follow(event)


@events.consumer("billers.auto_recharge_made", name="billers.tell_auto_made")
def tell_auto_made(event: events.Event) -> None:
    """Tells a person what will be bought by itself."""
    services.tell_auto_made(auto_recharge_id=UUID(event.payload["auto_recharge_id"]), cause=event.id, now=clock.now())


@events.consumer("billers.auto_recharge_skipped", name="billers.tell_auto_skipped")
def tell_auto_skipped(event: events.Event) -> None:
    """Tells a person that nothing was bought on a due date."""
    services.tell_auto_skipped(
        auto_recharge_id=UUID(event.payload["auto_recharge_id"]),
        failure_code=event.payload["failure_code"],
        due_on=event.payload["due_on"],
        skipped=event.payload["skipped"],
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("billers.auto_recharge_paused", name="billers.tell_auto_paused")
def tell_auto_paused(event: events.Event) -> None:
    """Tells a person that nothing is bought by itself any more."""
    services.tell_auto_paused(
        auto_recharge_id=UUID(event.payload["auto_recharge_id"]),
        paused_because=event.payload["paused_because"],
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("accounts.device_locked", name="billers.pause_auto_recharges_of_device")
def pause_auto_recharges_of_device(event: events.Event) -> None:
    """A phone that was locked: what was set going on it stops."""
    services.pause_auto_recharges_of_device(device_id=UUID(event.payload["device_id"]), now=clock.now())


@events.consumer("accounts.closed", name="billers.end_auto_recharges_of_person")
def end_auto_recharges_of_person(event: events.Event) -> None:
    """A closed account buys nothing any more."""
    services.end_auto_recharges_of_person(person_id=UUID(event.payload["person_id"]), now=clock.now())


@events.consumer("accounts.erased", name="billers.erase_recharges_of_person")
def erase_recharges_of_person(event: events.Event) -> None:
    """Erases which numbers somebody recharged whose account was closed long ago."""
    services.erase_recharges_of_person(person_id=UUID(event.payload["person_id"]))
