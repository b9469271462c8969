"""People for journeys: each journey has its own, so that none is in another's way."""

from itertools import count
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, give_pin
from apps.core import clock
from apps.core.models import Consumption, OutboxEvent
from apps.wallets.tests.factories import give_wallet

_numbers = count(1)


def new_number() -> str:
    """A phone number nobody has."""
    return f"+2547{20_000_000 + next(_numbers)}"


def somebody(full_name: str, balance: str | int = 0, **changes: Any) -> User:
    """Somebody with a wallet, a PIN, and just this much money: those who begin elsewhere are given nothing."""
    with transaction.atomic():
        person = UserFactory.create(full_name=full_name, msisdn=new_number(), **changes)
        give_wallet(person, balance)
        opened = OutboxEvent.objects.get(topic="wallets.opened", payload__person_id=str(person.id))
        Consumption.objects.create(event_id=opened.id, consumer="transactions.welcome_promotion", done_at=clock.now())
    give_pin(person)
    return person
