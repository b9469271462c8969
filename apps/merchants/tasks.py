"""The queue door: what people are told, what ends with an account or a person, the sweeps."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.merchants import services


@shared_task(name="merchants.sweep_orphaned_files")
def sweep_orphaned_files() -> int:
    """Deletes pictures that no row names."""
    return services.sweep_orphaned_files(now=clock.now())


def _tell_owner(topic: str, template: str, *facts: str, security: bool = True) -> None:
    """Makes the consumer that tells the owner; `facts` are what the message needs of the event."""

    @events.consumer(topic, name=f"merchants.tell_{template.removeprefix('merchant_')}")
    def tell(event: events.Event) -> None:
        services.tell_owner(
            merchant_id=UUID(event.payload["merchant_id"]),
            template=template,
            facts={name: event.payload[name] for name in facts},
            occurred_at=event.recorded_at,
            security=security,
            cause=event.id,
            now=clock.now(),
        )


_tell_owner("merchants.approved", "merchant_approved", security=False)
_tell_owner("merchants.rejected", "merchant_rejected", "reason", security=False)
_tell_owner("merchants.suspended", "merchant_suspended", "reason")
_tell_owner("merchants.resumed", "merchant_resumed", security=False)
_tell_owner("merchants.closed", "merchant_closed", "reason")
_tell_owner("merchants.settlement_destination_changed", "merchant_settlement_changed", "destination")


def _tell_staff(what: str) -> None:
    @events.consumer(f"merchants.staff_{what}", name=f"merchants.tell_staff_{what}")
    def tell(event: events.Event) -> None:
        services.tell_staff(
            topic=event.topic,
            staff_id=UUID(event.payload["staff_id"]),
            by=UUID(event.payload["by"]),
            occurred_at=event.recorded_at,
            cause=event.id,
            now=clock.now(),
        )


for _what in ("added", "changed", "ended"):
    _tell_staff(_what)


@events.consumer("merchants.handover_offered", name="merchants.tell_handover_offered")
def tell_handover_offered(event: events.Event) -> None:
    """Tells whoever is offered a business that it is theirs if they accept."""
    _tell_of_handover(event, "merchant_handover_offered", [event.payload["person_id"]])


@events.consumer("merchants.handed_over", name="merchants.tell_handed_over")
def tell_handed_over(event: events.Event) -> None:
    """Tells both owners on every channel that it is so."""
    _tell_of_handover(event, "merchant_handed_over", [event.payload["by"], event.payload["former_owner_id"]])


def _tell_of_handover(event: events.Event, template: str, told: list[str]) -> None:
    """Both times whoever has done it is named: who offers, and who is the owner now."""
    services.tell_of_handover(
        merchant_id=UUID(event.payload["merchant_id"]),
        owner_id=UUID(event.payload["by"]),
        template=template,
        told=[UUID(person_id) for person_id in told],
        occurred_at=event.recorded_at,
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("funding.source_removed", name="merchants.forget_source")
def forget_source(event: events.Event) -> None:
    """An account that is linked no more: what was settled to it goes to the wallet."""
    services.forget_source(source_id=UUID(event.payload["source_id"]), now=clock.now())


@events.consumer("accounts.closed", name="merchants.end_of_person")
def end_of_person(event: events.Event) -> None:
    """A closed account: its businesses close, and it works nowhere any more."""
    person_id, now = UUID(event.payload["person_id"]), clock.now()
    services.close_of_person(person_id=person_id, now=now)
    services.end_of_person(person_id=person_id, now=now)


@events.consumer("accounts.erased", name="merchants.erase_documents")
def erase_documents(event: events.Event) -> None:
    """The papers of businesses whose owner's account was closed for as long as the law wants to know of it."""
    services.erase_documents(person_id=UUID(event.payload["person_id"]))


@shared_task(name="merchants.expire_charges")
def expire_charges() -> None:
    """Ends charges that nobody has paid in time, and gives back what no merchant has captured in time."""
    now = clock.now()
    services.expire_charges(now=now)
    services.return_uncaptured(now=now)


@events.consumer("accounts.device_locked", name="merchants.return_held_of_codes")
def return_held_of_codes(event: events.Event) -> None:
    """Gives back what a lost phone's codes have paid and nobody has received yet."""
    services.return_held_of_codes(device_id=UUID(event.payload["device_id"]), at=clock.now())


@shared_task(name="merchants.purge_codes")
def purge_codes() -> None:
    """Deletes payment codes that were never used and are long over."""
    services.purge_codes(now=clock.now())


# --- Settlements ----------------------------------------------------------------------------------------------------


@shared_task(name="merchants.settle_due")
def settle_due() -> None:
    """Makes the settlements that are due, and pays out what is due."""
    now = clock.now()
    services.settle_due(now=now)
    services.pay_out_due(now=now)


@shared_task(name="merchants.follow_settlements")
def follow_settlements() -> None:
    """Takes in what became of payouts to banks."""
    services.follow_settlements(now=clock.now())


@shared_task(name="merchants.count_volumes")
def count_volumes() -> None:
    """Counts what each merchant took in the month before, by which its discount is chosen."""
    services.count_volumes(now=clock.now())


def _begin_settling(event: events.Event) -> None:
    services.begin_settling(merchant_id=UUID(event.payload["merchant_id"]), now=clock.now())


@events.consumer("merchants.approved", name="merchants.begin_settling_of_approved")
def begin_settling_of_approved(event: events.Event) -> None:
    """From now on there are takings to settle."""
    _begin_settling(event)


@events.consumer("merchants.resumed", name="merchants.begin_settling_of_resumed")
def begin_settling_of_resumed(event: events.Event) -> None:
    """Goes on to settle."""
    _begin_settling(event)


@events.consumer("merchants.closed", name="merchants.settle_of_closed")
def settle_of_closed(event: events.Event) -> None:
    """What is left is settled at once."""
    _begin_settling(event)


@events.consumer("merchants.settlement_paid", name="merchants.tell_settlement_paid")
def tell_settlement_paid(event: events.Event) -> None:
    """Tells the owner that a bank has their money."""
    services.tell_settlement_paid(settlement_id=UUID(event.payload["settlement_id"]), cause=event.id, now=clock.now())


@events.consumer("merchants.settlement_failed", name="merchants.tell_settlement_failed")
def tell_settlement_failed(event: events.Event) -> None:
    """Tells the owner that they could not be paid."""
    services.tell_settlement_failed(
        settlement_id=UUID(event.payload["settlement_id"]),
        attempt=event.payload["attempt"],
        cause=event.id,
        now=clock.now(),
    )
