"""The queue door: files are checked and paid in the background, and people hear of it."""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.core import clock, events
from apps.disbursements import services


def _subject(event: events.Event) -> UUID:
    return UUID(event.payload["disbursement_id"])


@shared_task(name="disbursements.resume")
def resume() -> None:
    """Goes on with files whose process died while it checked or paid them."""
    services.resume_silent(read_clock=clock.now)


@shared_task(name="disbursements.sweep_files")
def sweep_files() -> None:
    """Deletes files that no row names."""
    services.sweep_files(now=clock.now())


@events.consumer("disbursements.uploaded", name="disbursements.validate")
def validate(event: events.Event) -> None:
    """Checks a new file as soon as this transaction is over; if that fails, the sweep does."""
    disbursement_id = _subject(event)

    def work() -> None:
        services.validate(disbursement_id=disbursement_id, read_clock=clock.now)

    transaction.on_commit(work, robust=True)


@events.consumer("disbursements.approved", name="disbursements.pay")
def pay(event: events.Event) -> None:
    """Pays an approved file as soon as this transaction is over; if that fails, the sweep goes on."""
    disbursement_id = _subject(event)

    def work() -> None:
        services.pay_out(disbursement_id=disbursement_id, read_clock=clock.now)

    transaction.on_commit(work, robust=True)


@events.consumer("disbursements.chunk_paid", name="disbursements.tell_payees")
def tell_payees(event: events.Event) -> None:
    """Tells the payees of a chunk that money has arrived."""
    services.tell_payees(
        disbursement_id=_subject(event),
        from_line=event.payload["from_line"],
        to_line=event.payload["to_line"],
        now=clock.now(),
    )


@events.consumer("disbursements.validated", name="disbursements.tell_validated")
def tell_validated(event: events.Event) -> None:
    """Tells the owner what was found in their file."""
    services.tell_validated(disbursement_id=_subject(event), cause=event.id, now=clock.now())


@events.consumer("disbursements.submitted", name="disbursements.tell_submitted")
def tell_submitted(event: events.Event) -> None:
    """Tells the cosigners that somebody waits for them."""
    services.tell_submitted(disbursement_id=_subject(event), cause=event.id, now=clock.now())


@events.consumer("disbursements.approved", name="disbursements.tell_approved")
def tell_approved(event: events.Event) -> None:
    """Tells the owner that their money is on its way."""
    services.tell_approved(disbursement_id=_subject(event), cause=event.id, now=clock.now())


@events.consumer("disbursements.rejected", name="disbursements.tell_rejected")
def tell_rejected(event: events.Event) -> None:
    """Tells the owner why nothing is paid."""
    services.tell_rejected(
        disbursement_id=_subject(event), reason=event.payload["reason"], cause=event.id, now=clock.now()
    )


@events.consumer("disbursements.done", name="disbursements.tell_done")
def tell_done(event: events.Event) -> None:
    """Tells owner and cosigner that everything is paid."""
    services.tell_done(disbursement_id=_subject(event), cause=event.id, now=clock.now())


def _register(topic: str, name: str) -> None:
    @events.consumer(topic, name=name)
    def tell_cosigner(event: events.Event) -> None:
        services.tell_cosigner(
            topic=topic,
            owner_id=UUID(event.payload["owner_id"]),
            person_id=UUID(event.payload["person_id"]),
            by=UUID(event.payload["by"]),
            cause=event.id,
            now=clock.now(),
        )


for _what in ("named", "accepted", "removed"):
    _register(f"disbursements.cosigner_{_what}", f"disbursements.tell_cosigner_{_what}")
