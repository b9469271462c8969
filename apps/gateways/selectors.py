"""What outside rails look like from here: how each does, and what is asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from apps.core import sql
from apps.core.ids import earliest_id
from apps.gateways.errors import OperationNotFound
from apps.gateways.models import Discrepancy, DiscrepancyState, Operation

_HOUR = timedelta(hours=1)

_ASKED = """
SELECT gateway_code, count(*), count(*) FILTER (WHERE status < 500) FROM gateways_message
 WHERE gateway_code = ANY(%(codes)s::text[]) AND id >= %(since)s AND direction = 'OUT' GROUP BY gateway_code
"""
_DECIDED = """
SELECT gateway_code, count(*), count(*) FILTER (WHERE state = 'SUCCEEDED') FROM gateways_operation
 WHERE gateway_code = ANY(%(codes)s::text[]) AND decided_at >= %(since)s GROUP BY gateway_code
"""
# Not `=`: then PostgreSQL may walk the day's messages of all gateways to find that one of them has none.
_LAST_ANSWERS = """
SELECT code, (SELECT m.created_at FROM gateways_message m
               WHERE m.gateway_code BETWEEN code AND code AND m.id >= %(since)s AND m.status IS NOT NULL
                 AND m.direction = 'OUT'
               ORDER BY m.gateway_code DESC, m.id DESC LIMIT 1)
  FROM unnest(%(codes)s::text[]) AS code
"""


@dataclass(frozen=True, slots=True)
class Health:
    """How a gateway did in the last hour. `last_answer_at` looks back a day."""

    asked: int = 0
    answered: int = 0
    decided: int = 0
    succeeded: int = 0
    last_answer_at: datetime | None = None

    @property
    def answered_percent(self) -> int | None:
        """Which share of the requests got an answer below 500; None when there were none."""
        return round(100 * self.answered / self.asked) if self.asked else None

    @property
    def succeeded_percent(self) -> int | None:
        """Which share of what was decided succeeded; None when nothing was."""
        return round(100 * self.succeeded / self.decided) if self.decided else None


def list_health(codes: Sequence[str], *, now: datetime) -> dict[str, Health]:
    """How these gateways did in the last hour, in three statements for all of them."""
    since = now - _HOUR
    asked = _pairs(_ASKED, {"codes": list(codes), "since": earliest_id(since)})
    decided = _pairs(_DECIDED, {"codes": list(codes), "since": since})
    a_day_ago = earliest_id(now - timedelta(days=1))
    answers = dict(sql.fetch_all(_LAST_ANSWERS, {"codes": list(codes), "since": a_day_ago}))
    return {
        code: Health(
            asked=asked.get(code, (0, 0))[0],
            answered=asked.get(code, (0, 0))[1],
            decided=decided.get(code, (0, 0))[0],
            succeeded=decided.get(code, (0, 0))[1],
            last_answer_at=answers.get(code),
        )
        for code in codes
    }


def _pairs(statement: str, parameters: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {code: (one, other) for code, one, other in sql.fetch_all(statement, parameters)}


def count_open_discrepancies(*, most: int = 100) -> int:
    """How many wait for an operator, counted no further than `most`."""
    return Discrepancy.objects.filter(state=DiscrepancyState.OPEN).values("pk")[:most].count()


def get_operation(transaction_id: UUID) -> Operation:
    """The operation of a payment. Raises OperationNotFound."""
    row = Operation.objects.filter(transaction_id=transaction_id).first()
    if row is None:
        raise OperationNotFound
    return row
