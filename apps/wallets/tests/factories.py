"""People with wallets, and money in them."""

from decimal import Decimal

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger.selectors import get_balance
from apps.ledger.services import Entry, Leg, hold, open_account, post
from apps.wallets.models import Wallet
from apps.wallets.services import open_wallet


def join(name: str, balance: str | int = 0, *, currency: str = "USD") -> User:
    """Somebody of the cast with a wallet and money in it."""
    user = make_person(name)
    give_wallet(user, balance, currency=currency)
    return user


def give_wallet(user: User, balance: str | int = 0, *, currency: str = "USD") -> Wallet:
    """Opens a wallet for them, or finds it open, and pays money in."""
    wallet = open_wallet(holder_id=user.id, currency=currency, now=clock.now())
    if Decimal(balance):
        pay_in(wallet, balance)
    return wallet


def pay_in(wallet: Wallet, amount: str | int) -> None:
    """Money arrives in a wallet through the bank."""
    money = Money(Decimal(amount), wallet.currency)
    trust = open_account(code="trust:equity", kind="ASSET", currency=wallet.currency, floor=None, at=clock.now())
    post([Entry(uuid7(), "DEPOSIT", [Leg(trust, -money), Leg(wallet.available_account, money)], clock.now())])


def put_aside(wallet: Wallet, amount: str | int) -> None:
    """Money of a wallet is held for something that is under way."""
    hold(
        hold_id=uuid7(),
        available=wallet.available_account,
        held=wallet.held_account,
        amount=Money(Decimal(amount), wallet.currency),
        effective_at=clock.now(),
    )


def wallet_of(user: User, currency: str = "USD") -> Wallet:
    return Wallet.objects.get(holder=user, currency=currency)


def holder_of(wallet: Wallet) -> User:
    """Whose it is; of a float it is nobody."""
    assert wallet.holder is not None
    return wallet.holder


def available(user: User, currency: str = "USD") -> Decimal:
    """What they can spend, as the ledger has it."""
    return get_balance(wallet_of(user, currency).available_account).amount
