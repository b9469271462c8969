"""What a teller is told of a dealing: facts that were written down with it, so that they stay the same."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from apps.agents.models import DealingKind
from apps.agents.unusual import Habits
from apps.core import sql
from apps.core.money import Money

_HABITS = """
SELECT c.mean, c.dealings, o.total, o.dealings,
       EXISTS (SELECT FROM agents_acquaintance a
                WHERE a.agent_id = %(agent)s AND a.customer_id = %(customer)s::uuid)
  FROM (SELECT sum(d.total) AS total, sum(d.dealings) AS dealings
          FROM (SELECT total, dealings FROM agents_outletday
                 WHERE outlet_id = %(outlet)s AND kind = %(kind)s ORDER BY day DESC LIMIT 30) d) o
  LEFT JOIN agents_customercash c
    ON c.customer_id = %(customer)s::uuid AND c.kind = %(kind)s AND c.currency = %(currency)s
"""
_SERVED = """
SELECT d.currency, d.float_after, d.drawer_after,
       (SELECT coalesce(sum(l.amount), 0) FROM agents_commissionline l
         WHERE l.transaction_id = d.transaction_id AND l.earner = 'TELLER' AND l.amount > 0)
  FROM agents_dealing d WHERE d.transaction_id = %s
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What a dealing left of the float and in the drawer, and what its teller earned by it."""

    float_left: Money | None
    expected_cash: Money | None
    commission: Money


def get_habits(*, agent_id: UUID, outlet_id: UUID, customer_id: UUID, kind: DealingKind, currency: str) -> Habits:
    """What the customer brings or fetches as a rule, and what goes through the outlet on its last 30 days of work."""
    row = sql.fetch_one(
        _HABITS,
        {"agent": agent_id, "outlet": outlet_id, "customer": customer_id, "kind": kind.value, "currency": currency},
    )
    mean, dealings, total, count, is_known = row or (None, None, None, None, False)
    return Habits(mean or Decimal(0), dealings or 0, total / count if count else Decimal(0), count or 0, is_known)


def find_served(transaction_id: UUID) -> Served | None:
    """None for a payment that was no dealing, as one that was declined. One statement."""
    row = sql.fetch_one(_SERVED, [transaction_id])
    if row is None:
        return None
    currency, float_left, drawer, earned = row
    return Served(
        float_left=None if float_left is None else Money(float_left, currency),
        expected_cash=None if drawer is None else Money(drawer, currency),
        commission=Money(earned, currency),
    )
