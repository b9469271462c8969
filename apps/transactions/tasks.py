"""What happens after a payment has been decided, and what a new wallet sets off."""

from uuid import UUID

from django.conf import settings

from apps.core import clock, events
from apps.core.events import Event
from apps.core.money import Money
from apps.transactions import services


@events.consumer("transactions.completed", name="transactions.tell_completed")
def tell_completed(event: Event) -> None:
    """Tells both sides that the money has moved."""
    services.tell_parties(transaction_id=UUID(event.payload["transaction_id"]), cause=event.id, now=clock.now())


@events.consumer("transactions.declined", name="transactions.tell_declined")
def tell_declined(event: Event) -> None:
    """Tells who was there that no money has moved."""
    services.tell_parties(transaction_id=UUID(event.payload["transaction_id"]), cause=event.id, now=clock.now())


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
