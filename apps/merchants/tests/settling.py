"""Merchants that sold something at some time, and what their books say then."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils.dateparse import parse_datetime

from apps.accounts.models import User
from apps.core.money import Money
from apps.merchants import services
from apps.merchants.models import Merchant, Settlement, SettlementState
from apps.merchants.selectors import business_of, get_position
from apps.merchants.services import Sale, sale_records
from apps.merchants.tests.factories import open_till
from apps.transactions import services as transactions
from apps.transactions.models import Transaction
from apps.transactions.pricing import Price
from apps.transactions.services import Attachment, Outcome
from apps.transactions.tests.payments import DIGEST


def at(text: str) -> datetime:
    """A moment of UTC, such as `2026-11-16 09:30`."""
    found = parse_datetime(f"{text}:00+00:00")
    assert found is not None
    return found


MONDAY = at("2026-11-16 00:00")
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def usd(amount: str | int | Decimal) -> Money:
    return Money(Decimal(amount), "USD")


def sell(
    payer: User,
    merchant: Merchant,
    amount: str = "10.00",
    *,
    on: datetime,
    discount: str = "0.00",
    tax: str = "0.00",
    hold: str = "",
    sale: Sale | None = None,
) -> Transaction:
    """A payment at the merchant's only till, or as `sale` says, at this moment."""
    if sale is None:
        till = merchant.tills.first() or open_till(merchant, at=on)
        sale = Sale(merchant.id, till.store_id, till.id)
    return transactions.pay_business(
        payer_id=payer.id,
        session_id=None,
        business=business_of(merchant),
        amount=usd(amount),
        price=Price(usd(discount), usd(tax), "PAYEE"),
        hold=hold,
        key=str(uuid4()),
        digest=DIGEST,
        attachments=(Attachment(records=(sale_records(sale, at=on),)),),
        at=on,
    ).transaction


def give_back(sale: Transaction, amount: str | None = None, *, on: datetime) -> Outcome:
    """A refund by the business itself, at this moment."""
    assert sale.payee_id is not None
    return transactions.refund(
        payee_id=sale.payee_id,
        session_id=None,
        transaction_id=sale.id,
        amount=None if amount is None else usd(amount),
        reason="too salty",
        key=str(uuid4()),
        digest=DIGEST,
        at=on,
    )


def settle(merchant: Merchant, *, now: datetime) -> Settlement:
    """Settles with the merchant, which has something to be settled."""
    row = services.make_settlement(merchant_id=merchant.id, now=now)
    assert row is not None
    return row


def again(row: Settlement) -> Settlement:
    return Settlement.objects.get(pk=row.pk)


def where(merchant: Merchant) -> tuple[Decimal, Decimal, Decimal]:
    """What is taken, payable (and being sent) and kept back."""
    found = get_position(merchant)
    return found.takings, found.payable + found.sending, found.reserve


def paid_out(merchant: Merchant) -> Decimal:
    rows = Settlement.objects.filter(merchant=merchant, state=SettlementState.PAID)
    return sum(rows.values_list("net", flat=True), Decimal(0))
