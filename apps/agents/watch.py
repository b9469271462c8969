"""What the risk rules are told of a dealing that only agents know: for `observed` of pay_cash_in and pay_cash_out.

Rules look at these facts before the payment and keep no bounds on them, so two dealings of one customer at one agent
at the same moment may each be told of themselves alone. A rule finds a habit of splitting and not its last cent; what
must not be passed is a limit (agents_count), which counts in the payment's own statement.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.agents.hours import is_open
from apps.agents.models import DealingKind
from apps.agents.selectors import Desk
from apps.core import sql
from apps.core.money import Money
from apps.transactions.limits import day_of

# Whether the customer is linked to somebody who works for the agent: a phone both have registered, or both have logged
# in on, by what the app on it calls itself (a key is never registered twice); or an identity document both have shown,
# by the index of its number. What the app says proves nothing, so it is a sign for rules and no condition of serving.
_LOOK = """
SELECT a.day, a.day_count, a.day_total,
       (SELECT max(c.last_at) FROM agents_customercash c
         WHERE c.customer_id = %(customer)s::uuid AND c.kind = 'CASH_IN'),
       EXISTS (
           SELECT FROM agents_staff s
             JOIN accounts_device theirs ON theirs.user_id = s.person_id AND theirs.client_id <> ''
             JOIN accounts_device own ON own.client_id = theirs.client_id AND own.user_id = %(customer)s::uuid
            WHERE s.agent_id = %(agent)s::uuid AND s.ended_at IS NULL
       ) OR EXISTS (
           SELECT FROM agents_staff s
             JOIN accounts_session theirs ON theirs.user_id = s.person_id AND theirs.device_id <> ''
             JOIN accounts_session own ON own.device_id = theirs.device_id AND own.user_id = %(customer)s::uuid
            WHERE s.agent_id = %(agent)s::uuid AND s.ended_at IS NULL
       ) OR EXISTS (
           SELECT FROM agents_staff s
             JOIN kyc_submission theirs ON theirs.person_id = s.person_id
             JOIN kyc_submission own
               ON own.id_number_index = theirs.id_number_index AND own.person_id = %(customer)s::uuid
            WHERE s.agent_id = %(agent)s::uuid AND s.ended_at IS NULL
       )
  FROM (SELECT) AS one
  LEFT JOIN agents_acquaintance a ON a.agent_id = %(agent)s::uuid AND a.customer_id = %(customer)s::uuid
"""
_CAME = "SELECT max(last_at) FROM agents_customercash WHERE customer_id = %s::uuid AND kind = 'CASH_IN'"


def facts_of(desk: Desk | None, customer_id: UUID, kind: str, amount: Money, at: datetime) -> Mapping[str, Any]:
    """The facts about a customer at a desk, this dealing included, as JSON. One statement. Raises django.db's errors.

    Without a desk (a code that any agent may redeem) there is only what does not depend on one, and rules that need
    the rest say nothing. What is not asked of this kind is None, which hits nothing.
    """
    if desk is None:
        row = sql.fetch_one(_CAME, [customer_id])
        return {"seconds_since_cash_in": _seconds_since(row[0] if row else None, kind, at)}
    row = sql.fetch_one(_LOOK, {"agent": desk.agent_id, "customer": customer_id})
    if row is None:
        raise LookupError("this statement always has a row")
    day, count, total, came_at, is_linked = row
    # A day that is over begins anew; one that is ahead, by a clock that was set back, goes on.
    goes_on = day is not None and day >= day_of(at)
    return {
        "dealings_with_agent_today": (count if goes_on else 0) + 1,
        "total_with_agent_today": f"{(total if goes_on else Decimal(0)) + amount.amount:f}",
        "is_linked_to_agent": is_linked,
        "seconds_since_cash_in": _seconds_since(came_at, kind, at),
        "is_outside_hours": not is_open(desk.opening_hours, desk.time_zone, at),
    }


def _seconds_since(came_at: datetime | None, kind: str, at: datetime) -> int | None:
    """Whole seconds since cash was brought, for a dealing in which it is fetched."""
    if came_at is None or kind != DealingKind.CASH_OUT:
        return None
    return max(int((at - came_at).total_seconds()), 0)
