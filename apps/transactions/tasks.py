"""What happens after a payment has been decided, and what a new wallet sets off."""

from contextlib import suppress
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.db import transaction

from apps.accounts.selectors import get_profile
from apps.core import clock, events
from apps.core.events import Event
from apps.core.money import Money
from apps.transactions import services
from apps.transactions.errors import NotHeld, ReturnedByReview
from apps.transactions.models import State


@events.consumer("transactions.completed", name="transactions.tell_completed")
def tell_completed(event: Event) -> None:
    """Tells both sides that the money has moved."""
    _tell(event, State.COMPLETED)


@events.consumer("transactions.declined", name="transactions.tell_declined")
def tell_declined(event: Event) -> None:
    """Tells who was there that no money has moved."""
    _tell(event, State.DECLINED)


@events.consumer("transactions.held", name="transactions.tell_held")
def tell_held(event: Event) -> None:
    """Tells the payer that the money is put aside, and for what."""
    _tell(event, State.HELD)


@events.consumer("transactions.returned", name="transactions.tell_returned")
def tell_returned(event: Event) -> None:
    """Tells the payer that the money is back, and why."""
    _tell(event, State.RETURNED)


@events.consumer("transactions.failed", name="transactions.tell_failed")
def tell_failed(event: Event) -> None:
    """Tells who asked for it that a provider did not do it, and where the money is."""
    _tell(event, State.FAILED)


def _tell(event: Event, state: State) -> None:
    transaction_id = UUID(event.payload["transaction_id"])
    services.tell_parties(transaction_id=transaction_id, state=state, cause=event.id, now=clock.now())


@events.consumer("transactions.receivable_opened", name="transactions.tell_owed")
def tell_owed(event: Event) -> None:
    """Tells somebody what they owe since a payment to them was reversed."""
    services.tell_debtor(receivable_id=UUID(event.payload["receivable_id"]), cause=event.id, now=clock.now())


@events.consumer("risk.case_released", name="transactions.release_reviewed")
def release_reviewed(event: Event) -> None:
    """Pays what somebody has looked at and found right."""
    _decide_reviewed(event, released=True)


@events.consumer("risk.case_returned", name="transactions.return_reviewed")
def return_reviewed(event: Event) -> None:
    """Gives back what somebody has looked at and did not let through."""
    _decide_reviewed(event, released=False)


def _decide_reviewed(event: Event, *, released: bool) -> None:
    transaction_id, by = UUID(event.payload["transaction_id"]), UUID(event.payload["by"])
    # What was decided otherwise meanwhile (the phone was locked) stays as it was decided.
    with suppress(NotHeld):
        if released:
            services.release_held(transaction_id=transaction_id, by=by, at=clock.now())
        else:
            services.return_held(transaction_id=transaction_id, code=ReturnedByReview.code, by=by, at=clock.now())


@events.consumer("accounts.device_locked", name="transactions.cancel_held_of_device")
def cancel_held_of_device(event: Event) -> None:
    """Gives back what a lost phone had sent and nobody has received yet."""
    services.return_held_of_device(device_id=UUID(event.payload["device_id"]), at=clock.now())


@events.consumer("transactions.held", name="transactions.invite")
def invite(event: Event) -> None:
    """Tells a number that nobody has registered of the money that waits for it, and pays it if somebody has by now."""
    transaction_id = UUID(event.payload["transaction_id"])
    number = services.tell_invited(transaction_id=transaction_id, cause=event.id, now=clock.now())
    if number:
        _claim_after_commit(number)


@events.consumer("wallets.opened", name="transactions.claim_invitations")
def claim_invitations(event: Event) -> None:
    """Pays what waits for the number of somebody who has a new wallet."""
    _claim_after_commit(get_profile(UUID(event.payload["person_id"])).msisdn)


@events.consumer("accounts.number_changed", name="transactions.claim_invitations_of_new_number")
def claim_invitations_of_new_number(event: Event) -> None:
    """Pays what waits for the number that somebody has from now on."""
    _claim_after_commit(get_profile(UUID(event.payload["person_id"])).msisdn)


def _claim_after_commit(number: str) -> None:
    """Each invitation in a transaction of its own; what fails here, or dies before it, the sweep repeats."""
    now = clock.now()
    transaction.on_commit(lambda: services.claim_invitations(msisdn=number, now=now), robust=True)


@events.consumer("transactions.returned", name="transactions.close_invitation")
def close_invitation(event: Event) -> None:
    """Closes the invitation of a payment that something else gave back."""
    services.follow_returned(transaction_id=UUID(event.payload["transaction_id"]), now=clock.now())


@shared_task(name="transactions.sweep_invitations")
def sweep_invitations() -> int:
    """Pays invitations whose number has registered, and gives back what nobody claimed in time."""
    return services.sweep_invitations(now=clock.now())


@shared_task(name="transactions.purge_quotes")
def purge_quotes() -> int:
    """Deletes quotes that nobody used."""
    return services.purge_quotes(now=clock.now())


@events.consumer("wallets.opened", name="transactions.welcome_promotion")
def welcome_promotion(event: Event) -> None:
    """Credits the sign-up promotion to a person's first wallet, if there is one to credit."""
    if settings.PROMOTION_SIGN_UP > 0 and event.payload["currency"] == settings.BASE_CURRENCY:
        services.credit_promotion(
            person_id=UUID(event.payload["person_id"]),
            amount=Money(settings.PROMOTION_SIGN_UP, settings.BASE_CURRENCY),
            key=f"sign-up:{event.payload['wallet_id']}",
            at=clock.now(),
        )
