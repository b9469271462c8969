"""Dealings at a desk without HTTP, PIN and device: for tests of what comes of them."""

from datetime import datetime
from decimal import Decimal

from apps.accounts.models import User
from apps.agents.selectors import get_desk
from apps.agents.services import serving
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.transactions.models import Transaction
from apps.transactions.services import pay_cash_in, pay_cash_out


def bring(teller: User, customer: User, amount: str, *, key: str = "", at: datetime | None = None) -> Transaction:
    """The customer brings cash to the teller, who has an open shift."""
    desk, at = get_desk(teller.id), at or clock.now()
    money = Money(Decimal(amount), desk.currency)
    attachment, refusal = serving(
        desk, kind="CASH_IN", customer_id=customer.id, customer_tier=customer.kyc_tier, amount=money, at=at
    )
    return pay_cash_in(
        teller_id=teller.id,
        session_id=None,
        outlet=desk.side,
        customer_id=customer.id,
        amount=money,
        key=key or str(uuid7()),
        digest=b"x" * 32,
        refusal=refusal,
        attachments=(attachment,),
        at=at,
    ).transaction


def fetch(teller: User, customer: User, amount: str, *, key: str = "", at: datetime | None = None) -> Transaction:
    """The customer fetches cash from the teller, and approves it at once."""
    desk, at = get_desk(teller.id), at or clock.now()
    money = Money(Decimal(amount), desk.currency)
    attachment, refusal = serving(
        desk, kind="CASH_OUT", customer_id=customer.id, customer_tier=customer.kyc_tier, amount=money, at=at
    )
    return pay_cash_out(
        initiator_id=customer.id,
        session_id=None,
        customer_id=customer.id,
        outlet=desk.side,
        amount=money,
        key=key or str(uuid7()),
        digest=b"x" * 32,
        refusal=refusal,
        attachments=(attachment,),
        at=at,
    ).transaction
