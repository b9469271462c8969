"""The books every measurement works on: people with wallets and money, made through the services."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.transactions import services as transactions
from apps.wallets.models import Wallet
from apps.wallets.services import open_wallet

CURRENCY = "USD"
FUNDS = Money(Decimal(1000000), CURRENCY)
EQUITY = "bench:equity"


@dataclass(frozen=True, slots=True)
class Member:
    """A person who takes part: whom to pay, as whom to ask."""

    id: UUID
    msisdn: str
    wallet: Wallet
    access: str


def open_books(people: int) -> list[Member]:
    """Opens funded wallets for so many people, a fee and a limit; everybody has a session."""
    now = clock.now()
    password = make_password("not used here")
    equity = ledger.open_account(code=EQUITY, kind="EQUITY", currency=CURRENCY, floor=None, at=now)
    transactions.set_fee(kind="P2P", currency=CURRENCY, flat=Decimal("0.10"), percent=Decimal("0.5"), active_from=now)
    transactions.set_limit(kind="P2P", currency=CURRENCY, maximum=Decimal(100000))
    members = []
    with transaction.atomic():
        for number in range(people):
            user = User.objects.create(
                msisdn=f"+2547{12000000 + number}", full_name=f"Member {number}", password=password
            )
            wallet = open_wallet(holder_id=user.id, currency=CURRENCY, now=now)
            access = open_session(user=user, now=now).access
            members.append(Member(user.id, user.msisdn, wallet, access))
        ledger.post(
            [
                ledger.Entry(
                    uuid7(),
                    "OPENING",
                    [ledger.Leg(equity, -FUNDS), ledger.Leg(member.wallet.available_account, FUNDS)],
                    now,
                )
                for member in members
            ]
        )
    return members
