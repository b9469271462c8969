from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.agents.selectors import get_desk
from apps.transactions.services import resolve_payee
from apps.wallets.selectors import Passage, find_wallet, get_standing


@dataclass(frozen=True, slots=True)
class Customer:
    """Who would be served, as far as a teller may know: a masked name, and whether cash-in would reach them now."""

    id: UUID
    name: str
    currency: str
    can_receive: bool


def resolve_customer(*, teller_id: UUID, to: str, at: datetime) -> Customer:
    """Tells a teller with an open shift whom they would serve, counted as any look-up of a payee.

    `to` is a number in E.164, or the text of a person's QR code. Raises ShiftNotOpen, AgentNotFound, NobodyToPay,
    TooManyRequests. Call it outside a transaction.
    """
    desk = get_desk(teller_id)
    found = resolve_payee(person_id=teller_id, to=to, at=at)
    wallet = find_wallet(found.person_id, desk.currency)
    return Customer(
        found.person_id, found.name, desk.currency, wallet is not None and _can_receive(wallet.id, teller_id, at)
    )


def _can_receive(wallet_id: UUID, teller_id: UUID, at: datetime) -> bool:
    return get_standing(Passage(None, wallet_id, None, teller_id), at=at).can_receive
