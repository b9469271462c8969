from datetime import datetime
from uuid import UUID

from apps.accounts.selectors import find_person
from apps.agents.selectors import get_desk
from apps.core.money import Money
from apps.transactions import pricing
from apps.transactions.errors import NobodyToPay
from apps.transactions.kinds import CASH_IN
from apps.transactions.pricing import Price


def price_cash_in(*, teller_id: UUID, to: str, amount: Money, at: datetime) -> Price:
    """What a cash-in would cost now, so that teller and customer agree before any cash is handed over.

    For somebody whom the teller has looked up before (`resolve_customer`): asking for a price tells no name. Raises
    ShiftNotOpen, AgentNotFound, NobodyToPay, FeeExceedsAmount.
    """
    get_desk(teller_id)
    customer = find_person(to)
    if customer is None:
        raise NobodyToPay
    return pricing.get_price(kind=CASH_IN.code, amount=amount, tier=customer.kyc_tier, at=at)
