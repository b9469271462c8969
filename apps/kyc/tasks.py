"""The queue door: the external check, new names, and what time does to documents."""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts.models import NameChange
from apps.core import clock, events
from apps.kyc import services


@shared_task(name="kyc.check_due")
def check_due() -> None:
    """Asks the external check about what is due."""
    services.run_due_checks(now=clock.now())


@shared_task(name="kyc.remind_and_expire")
def remind_and_expire() -> None:
    """Tells whose documents expire soon, and sets back whose have expired."""
    services.remind_and_expire(now=clock.now())


@shared_task(name="kyc.sweep_orphaned_files")
def sweep_orphaned_files() -> None:
    """Deletes pictures that no row names."""
    services.sweep_orphaned_files(now=clock.now())


@events.consumer("kyc.submitted", name="kyc.check")
def check(event: events.Event) -> None:
    """Asks about a new submission as soon as this transaction is over; if that fails, the sweep asks."""
    now = clock.now()
    submission_id = UUID(event.payload["submission_id"])

    def ask() -> None:
        services.run_due_checks(now=now, only=[submission_id])

    transaction.on_commit(ask, robust=True)


def _screen_name(event: events.Event, full_name: str) -> None:
    services.screen_name(person_id=UUID(event.payload["person_id"]), full_name=full_name, now=clock.now())


@events.consumer("accounts.name_changed", name="kyc.screen_new_name")
def screen_new_name(event: events.Event) -> None:
    """Looks up what somebody calls themselves from now on."""
    _screen_name(event, people.get_profile(UUID(event.payload["person_id"])).full_name)


@events.consumer("accounts.full_name_changed", name="kyc.screen_own_name")
def screen_own_name(event: events.Event) -> None:
    """Looks up what somebody nobody has looked at yet calls themselves from now on."""
    _screen_name(event, people.get_profile(UUID(event.payload["person_id"])).full_name)


@events.consumer("accounts.name_change_asked", name="kyc.screen_asked_name")
def screen_asked_name(event: events.Event) -> None:
    """Looks up the name that somebody whose documents we have seen asks for, before an operator decides about it."""
    person_id = UUID(event.payload["person_id"])
    asked = NameChange.objects.filter(user_id=person_id, status=NameChange.Status.PENDING).first()
    if asked is not None:
        _screen_name(event, asked.full_name)


@events.consumer("accounts.erased", name="kyc.erase_submissions")
def erase_submissions(event: events.Event) -> None:
    """Destroys what somebody handed in whose account is closed for as long as the law wants to know of it."""
    services.erase_submissions(person_id=UUID(event.payload["person_id"]), now=clock.now())
