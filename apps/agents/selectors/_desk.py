"""Where a teller stands: the outlet of their open shift, and for whom they serve there."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.agents.codes import title_of
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import Staff
from apps.core import sql
from apps.core.money import Money
from apps.ledger.selectors import get_balance
from apps.transactions.services import Side
from apps.wallets.selectors import WalletRef, find_wallet


@dataclass(frozen=True, slots=True)
class Desk:
    """A teller's open shift at an outlet, and what of outlet and agent a dealing depends on."""

    shift_id: UUID
    teller_id: UUID
    staff_id: UUID
    outlet_id: UUID
    outlet_code: str
    outlet_name: str
    time_zone: str
    opening_hours: dict[str, Any]
    agent_id: UUID
    agent_name: str
    tier: str
    parent_id: UUID | None
    owner_id: UUID
    currency: str
    status: str
    confirm_above: Decimal | None
    serves_without_phone: bool

    @property
    def wallet(self) -> WalletRef | None:
        """The outlet's float."""
        return find_wallet(self.outlet_id, self.currency)

    @property
    def side(self) -> Side:
        """The outlet as a side of a payment."""
        return Side(self.outlet_id, self.title, self.wallet, time_zone=self.time_zone, owner_id=self.owner_id)

    @property
    def title(self) -> str:
        """What customers read."""
        return title_of(self.agent_name, self.outlet_name)


_DESK = """
SELECT h.id, h.teller_id, s.id, o.id, o.code, o.name, o.time_zone, o.opening_hours, a.id, a.name, a.tier, a.parent_id,
       a.owner_id, a.currency, a.status, a.confirm_above, a.serves_without_phone
  FROM agents_shift h
  JOIN agents_outlet o ON o.id = h.outlet_id
  JOIN agents_agent a ON a.id = o.agent_id
  JOIN agents_staff s ON s.agent_id = a.id AND s.person_id = h.teller_id AND s.ended_at IS NULL
   AND (s.outlet_id IS NULL OR s.outlet_id = o.id)
 WHERE h.state = 'OPEN' AND h.teller_id = %s
"""


def get_desk(person_id: UUID) -> Desk:
    """Where the person serves now. One statement.

    Raises ShiftNotOpen for staff without an open shift, AgentNotFound for who works for no agent.
    """
    row = sql.fetch_one(_DESK, [person_id])
    if row is None:
        if Staff.objects.filter(person_id=person_id, ended_at=None).exists():
            raise ShiftNotOpen
        raise AgentNotFound
    # Django has the driver hand out JSON as text.
    return Desk(*(*row[:7], json.loads(row[7]), *row[8:]))


def get_float(outlet_id: UUID, currency: str) -> Money:
    """What an outlet can sell. Nothing for one without a wallet."""
    wallet = find_wallet(outlet_id, currency)
    return get_balance(wallet.available_account) if wallet else Money.zero(currency)
