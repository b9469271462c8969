"""What else people do with payments: ask for money, invite somebody, change money, complain; and a second operator."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.core.money import Money
from apps.disputes import services as disputes
from apps.requests.services import ask_for_money
from apps.requests.splitting import Share
from apps.transactions import services as transactions
from apps.transactions.models import State, Transaction
from apps.wallets import services as wallets

# A number nobody has registered yet.
INVITED = "+254799000077"
_DIGEST = b"d" * 32


def set_rates_of_exchange(*, currency: str, at: datetime) -> None:
    """What two currencies are worth in each other."""
    other = other_than(currency)
    for base, quote, rate in ((currency, other, "0.92"), (other, currency, "1.085")):
        transactions.set_rate(base=base, quote=quote, rate=Decimal(rate), spread_percent=Decimal(1), active_from=at)


def other_than(currency: str) -> str:
    """The demo's second currency."""
    return "EUR" if currency != "EUR" else "USD"


def live_on(*, people: Mapping[str, UUID], operators: tuple[UUID, UUID], currency: str, now: datetime) -> None:
    """The last days: everything that waits for somebody is there once, for people and for operators to try."""
    amina, brian = people["amina"], people["brian"]
    _change_money(people["ines"], currency, now - timedelta(days=3))
    _ask(brian, {amina: "12.50"}, currency, "demo-lunch", now - timedelta(hours=5))
    _ask(amina, {brian: "8.00", people["chidi"]: "8.00"}, currency, "demo-taxi", now - timedelta(hours=3))
    _invite(amina, currency, now - timedelta(hours=2))
    _complain(amina, now - timedelta(hours=1))
    _ask_for_a_reversal(amina, operators[1], now - timedelta(minutes=40))


def _rounded(amount: str, currency: str) -> Money:
    return Money.rounded(Decimal(amount), currency)


def _change_money(person_id: UUID, currency: str, at: datetime) -> None:
    other = other_than(currency)
    wallets.open_wallet(holder_id=person_id, currency=other, now=at)
    transactions.convert(
        person_id=person_id,
        session_id=None,
        amount=_rounded("40", currency),
        to_currency=other,
        key="demo-euros",
        digest=_DIGEST,
        proof=None,
        at=at,
    )


def _ask(requester_id: UUID, amounts: Mapping[UUID, str], currency: str, key: str, at: datetime) -> None:
    shares = [Share(str(person), _rounded(amount, currency)) for person, amount in amounts.items()]
    ask_for_money(requester_id=requester_id, shares=shares, note=key[5:], key=key, digest=_DIGEST, at=at)


def _invite(payer_id: UUID, currency: str, at: datetime) -> None:
    transactions.send_money(
        payer_id=payer_id,
        session_id=None,
        to=INVITED,
        amount=_rounded("15", currency),
        note="Welcome!",
        key="demo-invitation",
        digest=_DIGEST,
        invite=True,
        at=at,
    )


def _latest(payer_id: UUID, position: int) -> Transaction | None:
    """One of the payments of somebody's that stand, counted from the latest; None in a story too short for it."""
    paid = Transaction.objects.filter(payer_id=payer_id, kind="P2P", state=State.COMPLETED).order_by("-created_at")
    return next(iter(paid[position : position + 1]), None)


def _complain(payer_id: UUID, at: datetime) -> None:
    payment = _latest(payer_id, 1)
    if payment is None:
        return
    disputes.open_dispute(
        payer_id=payer_id,
        transaction_id=payment.id,
        reason="NOT_RECEIVED",
        statement="I paid in advance, and the order never came.",
        key="demo-dispute",
        digest=_DIGEST,
        now=at,
    )


def _ask_for_a_reversal(payer_id: UUID, maker_id: UUID, at: datetime) -> None:
    """By the second operator, so that the first one can approve it."""
    payment = _latest(payer_id, 3)
    if payment is None:
        return
    transactions.request_reversal(
        transaction_id=payment.id,
        policy="REFUSE",
        reason="Paid twice by mistake, the payee agrees.",
        maker_id=maker_id,
        now=at,
    )
